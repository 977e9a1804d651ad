"""What a handout costs over WeasyPrint's own time for the same pages.

A handout of some ten pages is built, and the time of WeasyPrint's reading, layout and writing of
the final HTML taken within that (the processor's, of the middle one of five runs): the rest is
ours, further layouts among it. Room that fills its page is apart: it needs a second layout.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from lessonpress.building.processes.fontconfig import fontconfig
from lessonpress.building.reading.bundle import packaged

PARAGRAPHS, RUNS = 20, 5
_PROSE = "The sea comes and the sea goes, and nobody on the pier has ever asked it why. " * 7
_PART = """
## Part {n}

{prose}[^n{n}] The [tide]{{.term}} [comes]{{.blank}}.

- One [link](https://example.org/{n})
- Two

| When | What |
|------|------|
| 2013 | one  |
| 2014 | two  |

::: {{.exercise lines=4}}
### A task
{prose}

:::: solution
So it is.
::::
:::

[^n{n}]: A note.
"""


def figures(paragraphs: int = PARAGRAPHS) -> Iterator[Figure]:
    """Yield what is ours of a handout's time."""
    with tempfile.TemporaryDirectory() as folder:
        fonts = Path(folder) / "fonts.conf"
        fonts.write_text(fontconfig(str(packaged() / "fonts")), encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(fonts)
        yield _measured("".join(_PART.format(n=n, prose=_PROSE) for n in range(paragraphs // 2)))


def _measured(text: str) -> Figure:
    build, watch = _prepared(text)
    pages = build()  # imports, and what is read once
    runs = []
    for _ in range(RUNS):
        watch.theirs.clear()
        runs.append((_seconds(build), sum(watch.theirs.values())))
    ours, theirs = sorted(runs, key=lambda run: run[0] / run[1])[RUNS // 2]
    detail = f"{ours:.2f} / {theirs:.2f} s, {watch.layouts} layouts"
    return Figure(f"a handout of {pages} pages / WeasyPrint", ours / theirs, 1.15, "most", detail)


class _Watch:
    """Has the time of WeasyPrint's last reading, layout and writing, and counts its layouts."""

    def __init__(self) -> None:
        self.theirs: dict[str, float] = {}
        self.layouts = 0

    def over(self, owner: Any, name: str) -> None:
        """Take the time of a method from now on; of several calls the last one's counts."""
        method = getattr(owner, name)

        def timed(*given: Any, **options: Any) -> Any:
            start = time.process_time()
            answer = method(*given, **options)
            self.layouts += name == "render"
            self.theirs[name] = time.process_time() - start
            return answer

        setattr(owner, name, timed)


def _prepared(text: str) -> tuple[Callable[[], int], _Watch]:
    from shipped import bundle
    from weasyprint import HTML, Document

    from lessonpress import handout, reader, views
    from lessonpress.model import Audience, Course, Medium, PageSetup

    course, inputs, watch = Course("course", "A course"), bundle(), _Watch()
    source = f"---\ntitle: A unit\n---\n{text}".encode()
    lesson, _ = reader.read_lesson("01-unit", source, "01-unit.md", course)
    cut = views.cut(lesson, Medium.HANDOUT, Audience.STUDENT)
    for owner, name in ((HTML, "__init__"), (HTML, "render"), (Document, "write_pdf")):
        watch.over(owner, name)

    def build() -> int:
        watch.layouts = 0
        return handout.build(cut, course, inputs, setup=PageSetup()).pages

    return build, watch


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
