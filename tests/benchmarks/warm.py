"""What all files of a unit take in a process that has made them before, and what imports take.

    python -m benchmarks.warm UNIT

Prints four numbers: seconds on the clock and of processors for the files, and for the imports that
the first time needed. One process makes one file after another, as the build's two do at once.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from shipped import bundle

from lessonpress.building.jobs import Facts, Job, perform
from lessonpress.building.processes.fontconfig import fontconfig
from lessonpress.building.products import PRODUCTS, Product
from lessonpress.model import Course, PageSetup


def main(unit: str) -> None:
    """Measure one unit."""
    with tempfile.TemporaryDirectory() as folder:
        conf = Path(folder) / "fonts.conf"
        conf.write_text(fontconfig(str(Path("templates/fonts").resolve())), encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(conf)
        imports = _taken(_import)
        _make(Path(unit))
        made = min(_taken(lambda: _make(Path(unit))) for _ in range(3))
    sys.stdout.write(" ".join(map(str, (*made, *imports))) + "\n")


def _import() -> None:
    import lessonpress.deck  # noqa: F401
    import lessonpress.handout.forms  # noqa: F401
    import lessonpress.handout.guide  # noqa: F401
    import lessonpress.handout.sheets  # noqa: F401
    import lessonpress.reader  # noqa: F401
    import lessonpress.templating  # noqa: F401


def _make(unit: Path) -> None:
    from lessonpress import reader, views

    course = Course("catalogue", "A catalogue")
    lesson, _ = reader.read_lesson(unit.stem, unit.read_bytes(), unit.name, course)
    pictures = {f"course/assets/{p.name}": p.read_bytes() for p in unit.parent.glob("assets/*.png")}
    inputs, lengths = bundle().joined(pictures), dict[str, int]()
    for product in _made(PRODUCTS):
        lessons = {m: (views.cut(lesson, m, product.audience),) for m in product.media}
        facts = Facts(lengths=lengths if "guide" in product.ending else {})
        job = Job(product.kind, product.audience, lessons, course, PageSetup(), inputs, facts)
        result = perform(job)
        assert result.data, result.diagnostics
        lengths[f"/{product.folder}/-{product.ending.replace('#', '3')}"] = result.length


def _made(products: Iterable[Product]) -> Iterable[Product]:
    return (product for product in products if not (product.on_request or product.of_course))


def _taken(work: Callable[[], None]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), _used()
    work()
    return time.perf_counter() - wall, _used() - cpu


def _used() -> float:
    """Return the seconds of processors so far, of programs that were started, too."""
    of = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in of)


if __name__ == "__main__":
    main(*sys.argv[1:])
