"""What would be built, and why: a pure function of what is on the disk and what was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lessonpress.building.brands import Brand
from lessonpress.building.loading import LoadedCourse, Unit
from lessonpress.building.products import MATCHING, PRODUCTS, STUDENT, Kind, Product
from lessonpress.building.record import Record
from lessonpress.building.selection import EVERYTHING, Selection
from lessonpress.model import Lesson, PageSetup

INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for.

    `kinds` are all, or None for those that every build makes. `setup` and `brand` override what
    lessons say; the former by the names that a PageSetup has. Without `write` nothing is kept.
    """

    selection: Selection = EVERYTHING
    kinds: frozenset[Kind] | None = None
    setup: Mapping[str, Any] = field(default_factory=dict)
    write: bool = True
    brand: Brand | None = None


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file to be made from a unit, or from all units of a course, and where it goes.

    `outputs` are paths below the output folder.
    """

    product: Product
    course: LoadedCourse
    units: tuple[Unit, ...]
    outputs: tuple[str, ...]

    @property
    def path(self) -> str:
        """What tells the file from all others: the first place it goes to."""
        return self.outputs[0]

    @property
    def source(self) -> str:
        """What it is made from: `course/unit`, or a course."""
        if self.product.of_course:
            return self.course.course.name
        (unit,) = self.units
        return source_of(self.course, unit)


@dataclass(frozen=True, slots=True)
class Plan:
    """The files to make, in order, and the recorded outputs whose source is gone."""

    artifacts: tuple[Artifact, ...]
    orphans: tuple[str, ...]


def source_of(course: LoadedCourse, unit: Unit) -> str:
    """Return a unit's name across courses: `course/unit`."""
    return f"{course.course.name}/{unit.name}"


def make_plan(courses: Iterable[LoadedCourse], request: Request, record: Record) -> Plan:
    """Plan a build. Units with an error are left out: nothing of theirs is touched."""
    courses = tuple(courses)
    return Plan(tuple(_artifacts(courses, request)), orphans(courses, record))


def _artifacts(courses: Iterable[LoadedCourse], request: Request) -> Iterator[Artifact]:
    for course in courses:
        wanted = [product for product in PRODUCTS if _is_wanted(product, course, request)]
        for unit in _wanted(course, request.selection):
            for product in wanted:
                if not product.of_course:
                    yield Artifact(product, course, (unit,), destinations(course, unit, product))
        if _is_whole(course, request.selection):
            for product in wanted:
                if product.of_course:
                    yield Artifact(product, course, course.units, (of_course(course, product),))


def _is_wanted(product: Product, course: LoadedCourse, request: Request) -> bool:
    if request.kinds is None:
        return not product.on_request or product.kind in course.course.also
    return product.kind in _kinds(request.kinds, request)


def _kinds(kinds: frozenset[Kind], request: Request) -> frozenset[Kind]:
    """Return the kinds to build; what matches others must not be left beside old pages."""
    return kinds | MATCHING if request.setup and kinds & MATCHING else kinds


def _is_whole(course: LoadedCourse, selection: Selection) -> bool:
    """Say whether all of a course is asked for, and can be made."""
    asked = all(selection.has(course.course.name, unit.name) for unit in course.units)
    return asked and bool(course.units) and not any(unit.failed for unit in course.units)


def _wanted(course: LoadedCourse, selection: Selection) -> Iterator[Unit]:
    for unit in course.units:
        if unit.lesson and not unit.failed and selection.has(course.course.name, unit.name):
            yield unit


def destinations(course: LoadedCourse, unit: Unit, product: Product) -> tuple[str, ...]:
    """Return where a unit's product goes; a released answer key goes to the students, too."""
    released = product.kind is Kind.ANSWERS and unit.name in course.released
    folders = (product.folder, STUDENT) if released else (product.folder,)
    name = f"{unit.name}-{product.ending}"
    return tuple(f"{course.course.name}/{folder}/{name}" for folder in folders)


def of_course(course: LoadedCourse, product: Product) -> str:
    """Return where a product of a whole course goes."""
    return f"{course.course.name}/{product.folder}/{product.ending}"


def setup_of(lesson: Lesson, request: Request) -> PageSetup:
    """Return how a lesson's pages are printed."""
    return replace(lesson.setup, **request.setup)


def index_of(course: LoadedCourse) -> str:
    """Return where the course's page goes."""
    return f"{course.course.name}/{INDEX}"


def orphans(courses: Iterable[LoadedCourse], record: Record) -> tuple[str, ...]:
    """Return the recorded outputs that nothing on the disk would give any more.

    What belongs to a course whose course.yml has an error is left alone: it cannot be told.
    """
    courses = tuple(courses)
    unclear = {course.course.name for course in courses if course.failed}
    kept = {path for course in courses for path in expected(course)}
    gone = (path for path in record if path not in kept and path.partition("/")[0] not in unclear)
    return tuple(sorted(gone))


def expected(course: LoadedCourse) -> tuple[str, ...]:
    """Return every output that a course's units can give, whatever a build was asked for."""
    of_units = (
        path
        for unit in course.units
        for product in PRODUCTS
        if not product.of_course
        for path in destinations(course, unit, product)
    )
    of_all = (of_course(course, product) for product in PRODUCTS if product.of_course)
    return (*of_units, *of_all, index_of(course))
