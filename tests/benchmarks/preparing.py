"""What the floor is given: the very pages and stylesheets that handouts were last laid out from.

    python -m benchmarks.preparing PROJECT SLIDES PREPARED

Writes a file for each unit of the catalogue, the fonts' configuration and the template of decks.
"""

from __future__ import annotations

import os
import pickle
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

from shipped import bundle

from benchmarks import catalogue
from benchmarks.floor import Prepared
from lessonpress.building.processes.fontconfig import fontconfig
from lessonpress.model import Audience, Medium, PageSetup


def main(project: str, slides: str, prepared: str) -> None:
    """Prepare every unit of a project."""
    out = Path(prepared)
    out.mkdir(parents=True)
    fonts = out / "fonts.conf"
    fonts.write_text(fontconfig(str(Path("templates/fonts").resolve())), encoding="utf-8")
    (out / "reference.pptx").write_bytes(bundle()["templates/reference.pptx"])
    os.environ["FONTCONFIG_FILE"] = str(fonts)
    course = Path(project) / "content" / "catalogue"
    for number, file in enumerate(sorted(course.glob("*.md"))):
        made = _prepared(file, catalogue.slides(number, int(slides)))
        (out / f"{file.stem}.unit").write_bytes(pickle.dumps(made))


def _prepared(file: Path, slides: tuple[catalogue.Slide, ...]) -> Prepared:
    from lessonpress import handout, reader, views

    course, _ = reader.read_course("catalogue", b"title: A catalogue", "course.yml")
    lesson, _ = reader.read_lesson(file.stem, file.read_bytes(), file.name, course)
    cut = views.cut(lesson, Medium.HANDOUT, Audience.STUDENT)
    pictures = {f"course/assets/{p.name}": p.read_bytes() for p in file.parent.glob("assets/*.png")}
    with _Watch() as watch:
        handout.build(cut, course, bundle().joined(pictures), setup=PageSetup())
    return Prepared(file.stem, lesson.title, slides, watch.html, watch.styles, pictures)


class _Watch:
    """Has the pages and stylesheets of the last layout; a context manager."""

    def __init__(self) -> None:
        self.html = ""
        self.styles: tuple[tuple[str, str], ...] = ()

    def __enter__(self) -> _Watch:
        from weasyprint import HTML

        from lessonpress.handout import sheets, stylesheets

        self._before = sheets.laid_out, HTML.render
        laid_out, render = self._before

        def watched(html: str, inputs: Any, styles: Any, settings: Any) -> Any:
            self.styles = tuple((path, stylesheets.text(css)) for path, css in styles.sheets)
            return laid_out(html, inputs, styles, settings)

        def rendered(page: Any, *given: Any, **options: Any) -> Any:
            self.html = _written(page.etree_element)
            return render(page, *given, **options)

        sheets.laid_out, HTML.render = watched, rendered
        return self

    def __exit__(self, *_: object) -> None:
        from weasyprint import HTML

        from lessonpress.handout import sheets

        sheets.laid_out, HTML.render = self._before


def _written(page: Any) -> str:
    """Return a tree of HTML as text that is read as the same tree."""
    html: str = ET.tostring(page, encoding="unicode", method="html")
    return re.sub(r'(</?)ns\d+:| xmlns:ns\d+="[^"]*"|(?<= )ns\d+:', r"\1", html)


if __name__ == "__main__":
    main(*sys.argv[1:])
