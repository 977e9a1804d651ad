"""What would be built, and why: a pure function of what is on the disk and what was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lessonpress.building.brands import Brand
from lessonpress.building.jobs import Kind
from lessonpress.building.loading import LoadedCourse, Unit
from lessonpress.building.record import Record
from lessonpress.building.selection import EVERYTHING, Selection
from lessonpress.model import Audience, Medium

STUDENT, INSTRUCTOR = "student", "instructor"
INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Product:
    """A kind of file that each unit gives, for one audience, in one folder of its course."""

    kind: Kind
    medium: Medium
    audience: Audience
    folder: str
    ending: str
    label: str


PRODUCTS = (
    Product(Kind.SLIDES, Medium.DECK, Audience.STUDENT, STUDENT, "slides.pptx", "Slides"),
    Product(Kind.HANDOUT, Medium.HANDOUT, Audience.STUDENT, STUDENT, "handout.pdf", "Handout"),
    Product(
        Kind.SLIDES,
        Medium.DECK,
        Audience.INSTRUCTOR,
        INSTRUCTOR,
        "slides.pptx",
        "Slides with notes",
    ),
    Product(Kind.ANSWERS, Medium.HANDOUT, Audience.KEY, INSTRUCTOR, "answers.pdf", "Answer key"),
)


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for; `paper` and `brand` override what lessons say.

    Without `write` nothing is kept.
    """

    selection: Selection = EVERYTHING
    kinds: frozenset[Kind] = frozenset(Kind)
    paper: str | None = None
    write: bool = True
    brand: Brand | None = None


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file to be made, and where it goes: `outputs` are paths below the output folder."""

    product: Product
    course: LoadedCourse
    unit: Unit
    outputs: tuple[str, ...]

    @property
    def source(self) -> str:
        """The unit it is made from, as `course/unit`."""
        return source_of(self.course, self.unit)


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
        for unit in _wanted(course, request.selection):
            for product in PRODUCTS:
                if product.kind in _kinds(request):
                    yield Artifact(product, course, unit, destinations(course, unit, product))


def _kinds(request: Request) -> frozenset[Kind]:
    """Return the kinds to build; on another paper, the key must not be left beside old pages."""
    pages = frozenset({Kind.HANDOUT, Kind.ANSWERS})
    return request.kinds | pages if request.paper and request.kinds & pages else request.kinds


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
    outputs = (
        path
        for unit in course.units
        for product in PRODUCTS
        for path in destinations(course, unit, product)
    )
    return (*outputs, index_of(course))
