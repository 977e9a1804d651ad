"""The page of a course: its own files, and every unit with the files that exist of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from lessonpress.building.keeping.edits import original
from lessonpress.building.keeping.outputs import Version
from lessonpress.building.planning.ground import Brief
from lessonpress.building.planning.plan import Sketch, every_destination, of_course
from lessonpress.building.products import INSTRUCTOR, PRODUCTS, STUDENT, Product
from lessonpress.model import Course

TEMPLATE = "index/index.html.j2"

# Below these many bytes a size is given in the unit before.
_KILO, _MEGA = 1_000, 1_000_000


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file to open: its label, its address from the page, and its kind and size for people.

    `edited` and `anew` tell one that somebody edited from that which was built beside it,
    `per_page` slides on paper from those with more or fewer to a page.
    """

    label: str
    href: str
    kind: str
    size: str
    edited: bool = False
    anew: bool = False
    per_page: int = 0


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A unit as the page shows it; `number` counts in the course, `objectives` are plain text."""

    number: int
    name: str
    title: str
    subtitle: str
    minutes: int | None
    lang: str
    objectives: tuple[str, ...]
    student: tuple[FileLink, ...]
    instructor: tuple[FileLink, ...]


# Renders a template with its context; returns the page.
Render = Callable[..., str]

# The files that there are of an output.
VersionsOf = Callable[[str], Iterable[Version]]


def page(
    course: Course,
    sketch: Sketch,
    briefs: Mapping[str, Brief],
    versions: VersionsOf,
    render: Render,
) -> bytes:
    """Return the course's index.html; `briefs` are of its units. Raises TemplateMistake."""
    return render(
        TEMPLATE,
        course=course,
        files=files(sketch, versions),
        units=entries(sketch, briefs, versions),
        medium="index",
        lang=course.lang,
    ).encode()


def files(
    course: Sketch, versions: VersionsOf
) -> tuple[tuple[FileLink, ...], tuple[FileLink, ...]]:
    """Return what there is of the whole course, for students and for the instructor."""
    paths = [(each, of_course(course, each)) for each in PRODUCTS if each.of_course]
    student, instructor = (
        tuple(_there(paths, course, folder, versions)) for folder in (STUDENT, INSTRUCTOR)
    )
    return student, instructor


def entries(
    course: Sketch, briefs: Mapping[str, Brief], versions: VersionsOf
) -> tuple[UnitEntry, ...]:
    """Return the units that can be shown: known, or with files from an earlier build."""
    found = (
        _entry(i, unit, briefs.get(unit, Brief(unit)), course, versions)
        for i, unit in enumerate(course.units, start=1)
    )
    return tuple(entry for entry in found if entry.student or entry.instructor)


def _entry(number: int, unit: str, brief: Brief, course: Sketch, versions: VersionsOf) -> UnitEntry:
    return UnitEntry(
        number,
        unit,
        brief.title,
        brief.subtitle,
        brief.minutes,
        brief.lang,
        brief.objectives,
        tuple(_links(unit, course, STUDENT, versions)),
        tuple(_links(unit, course, INSTRUCTOR, versions)),
    )


def _links(unit: str, course: Sketch, folder: str, versions: VersionsOf) -> Iterator[FileLink]:
    of_units = (product for product in PRODUCTS if not product.of_course)
    paths = [(each, path) for each in of_units for path in every_destination(course, unit, each)]
    return _there(paths, course, folder, versions)


def _there(
    paths: Iterable[tuple[Product, str]], course: Sketch, folder: str, versions: VersionsOf
) -> Iterator[FileLink]:
    """Yield links to those files in a folder of the course that exist."""
    for product, path in paths:
        if path.startswith(f"{course.name}/{folder}/"):
            yield from (_link(product, each, course) for each in versions(path))


def _link(product: Product, file: Version, course: Sketch) -> FileLink:
    kind = {"pptx": "PowerPoint", "pdf": "PDF"}[product.ending.rpartition(".")[2]]
    address = quote(file.path.removeprefix(f"{course.name}/"))
    anew = file.path != original(file.path) and not file.edited
    size, per_page = readable_size(file.size), _per_page(product, original(file.path))
    return FileLink(product.label, address, kind, size, file.edited, anew, per_page)


def _per_page(product: Product, path: str) -> int:
    """Return how many slides are on each page of a file; 0 of what is no slides on paper."""
    named = product.ending.partition("#")[2]
    return int(path.removesuffix(named)[-1]) if named else 0


def readable_size(size: int) -> str:
    """Write a size as a person reads it: 34 kB, 1.2 MB."""
    if size < _MEGA:
        return f"{max(1, round(size / _KILO))} kB"
    return f"{size / _MEGA:.1f} MB"
