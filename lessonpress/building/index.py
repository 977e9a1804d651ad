"""The page of a course: its own files, and every unit with the files that exist of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from lessonpress.building.ground import Brief
from lessonpress.building.plan import Sketch, every_destination, of_course
from lessonpress.building.products import INSTRUCTOR, PRODUCTS, STUDENT, Product
from lessonpress.model import Course

TEMPLATE = "index/index.html.j2"

# Below these many bytes a size is given in the unit before.
_KILO, _MEGA = 1_000, 1_000_000


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file to open: its label, its address from the page, and its kind and size for people."""

    label: str
    href: str
    kind: str
    size: str


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

# Size of an output in bytes, None where it does not exist.
SizeOf = Callable[[str], int | None]


def page(
    course: Course, sketch: Sketch, briefs: Mapping[str, Brief], size_of: SizeOf, render: Render
) -> bytes:
    """Return the course's index.html; `briefs` are of its units. Raises TemplateMistake."""
    return render(
        TEMPLATE,
        course=course,
        files=files(sketch, size_of),
        units=entries(sketch, briefs, size_of),
        medium="index",
        lang=course.lang,
    ).encode()


def files(course: Sketch, size_of: SizeOf) -> tuple[tuple[FileLink, ...], tuple[FileLink, ...]]:
    """Return what there is of the whole course, for students and for the instructor."""
    paths = [(each, of_course(course, each)) for each in PRODUCTS if each.of_course]
    student, instructor = (
        tuple(_there(paths, course, folder, size_of)) for folder in (STUDENT, INSTRUCTOR)
    )
    return student, instructor


def entries(course: Sketch, briefs: Mapping[str, Brief], size_of: SizeOf) -> tuple[UnitEntry, ...]:
    """Return the units that can be shown: known, or with files from an earlier build."""
    found = (
        _entry(i, unit, briefs.get(unit, Brief(unit)), course, size_of)
        for i, unit in enumerate(course.units, start=1)
    )
    return tuple(entry for entry in found if entry.student or entry.instructor)


def _entry(number: int, unit: str, brief: Brief, course: Sketch, size_of: SizeOf) -> UnitEntry:
    return UnitEntry(
        number,
        unit,
        brief.title,
        brief.subtitle,
        brief.minutes,
        brief.lang,
        brief.objectives,
        tuple(_links(unit, course, STUDENT, size_of)),
        tuple(_links(unit, course, INSTRUCTOR, size_of)),
    )


def _links(unit: str, course: Sketch, folder: str, size_of: SizeOf) -> Iterator[FileLink]:
    of_units = (product for product in PRODUCTS if not product.of_course)
    paths = [(each, path) for each in of_units for path in every_destination(course, unit, each)]
    return _there(paths, course, folder, size_of)


def _there(
    paths: Iterable[tuple[Product, str]], course: Sketch, folder: str, size_of: SizeOf
) -> Iterator[FileLink]:
    """Yield links to those files in a folder of the course that exist."""
    for product, path in paths:
        inside = path.removeprefix(f"{course.name}/")
        size = size_of(path)
        if size is not None and inside.startswith(f"{folder}/"):
            yield _link(product, inside, size)


def _link(product: Product, path: str, size: int) -> FileLink:
    kind = {"pptx": "PowerPoint", "pdf": "PDF"}[product.ending.rpartition(".")[2]]
    return FileLink(product.label, quote(path), kind, readable_size(size))


def readable_size(size: int) -> str:
    """Write a size as a person reads it: 34 kB, 1.2 MB."""
    if size < _MEGA:
        return f"{max(1, round(size / _KILO))} kB"
    return f"{size / _MEGA:.1f} MB"
