"""What would be built, and why: a pure function of what is on the disk and what was asked for."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from lessonpress.audiences import Audience
from lessonpress.building.keeping import digests
from lessonpress.building.keeping.edits import original
from lessonpress.building.keeping.record import Record
from lessonpress.building.products import MATCHING, PRODUCTS, STUDENT, Kind, Product
from lessonpress.building.reading.selection import EVERYTHING, Selection
from lessonpress.pagesetup import PER_PAGE

if TYPE_CHECKING:
    from lessonpress.building.reading.brands import Brand
    from lessonpress.pagesetup import PageSetup

INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for.

    `kinds` are all, or None for those that every build makes. `setup` and `brand` override what
    lessons say; the former by the names that a PageSetup has. Without `write` nothing is kept;
    with `force` files that somebody edited make room for what is built.
    """

    selection: Selection = EVERYTHING
    kinds: frozenset[Kind] | None = None
    setup: Mapping[str, Any] = field(default_factory=dict)
    write: bool = True
    brand: Brand | None = None
    force: bool = False

    @property
    def options(self) -> str:
        """What of it changes the bytes of outputs, as a fingerprint."""
        brand = digests.of_files(self.brand.files) if self.brand else ""
        return digests.of_value((self.setup, brand))


@dataclass(frozen=True, slots=True)
class Sketch:
    """All that a plan must know of a course: its units in order, and what settings say of them.

    `released` are the units whose answer keys students get, `also` the kinds of files that are
    made though nobody asks for them, `per_page` how many slides are printed on a page. A course
    whose settings have an error has `failed`.
    """

    name: str
    units: tuple[str, ...]
    released: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    per_page: int = 3
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file to be made from units of a course, and where it goes.

    `outputs` are paths below the output folder.
    """

    product: Product
    course: str
    units: tuple[str, ...]
    outputs: tuple[str, ...]

    @property
    def path(self) -> str:
        """What tells the file from all others: the first place it goes to."""
        return self.outputs[0]

    @property
    def sources(self) -> tuple[str, ...]:
        """The units it is made from, as `course/unit`."""
        return tuple(f"{self.course}/{unit}" for unit in self.units)

    @property
    def source(self) -> str:
        """What it belongs to: `course/unit`, or a course."""
        return self.course if self.product.of_course else self.sources[0]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known without reading anything.

    `stamps` has those units of which no file has changed, with what stands for all that their
    outputs are made from; `intact` the outputs that are as they were built, with what stands for
    all that they were made from; `superseded` those beside files that were edited and are not there
    any more.
    """

    stamps: Mapping[str, str] = field(default_factory=dict)
    intact: Mapping[str, str] = field(default_factory=dict)
    superseded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The files to look at, in order; those that stand; the outputs whose source is gone."""

    artifacts: tuple[Artifact, ...]
    orphans: tuple[str, ...]
    standing: tuple[Artifact, ...] = ()


def make_plan(
    courses: Iterable[Sketch],
    request: Request,
    record: Record,
    standing: Standing = Standing(),
) -> Plan:
    """Plan a build. What stands is not looked at, unless what is must be told of it."""
    courses = tuple(courses)
    wanted = tuple(_artifacts(courses, request, record))
    stamp = cache(partial(stamp_of_sources, stamps=standing.stamps, options=request.options))
    changed = {a.path for a in wanted if not _stands(a, stamp(a.sources), standing)}
    looked_at = {*changed, *_needed(wanted, changed)}
    return Plan(
        tuple(each for each in wanted if each.path in looked_at),
        tuple(dict.fromkeys((*orphans(courses, _unplanned(record, wanted)), *standing.superseded))),
        tuple(each for each in wanted if each.path not in looked_at),
    )


def _unplanned(record: Iterable[str], wanted: Iterable[Artifact]) -> Iterator[str]:
    """Yield the recorded outputs that this build does not give: they may have a source or not."""
    given = {path for artifact in wanted for path in artifact.outputs}
    return (path for path in record if path not in given)


def _needed(wanted: Iterable[Artifact], changed: Container[str]) -> Iterator[str]:
    """Yield the files of which those that have changed must be told, by their paths."""
    for _, group in groupby(wanted, key=lambda artifact: artifact.source):
        together = tuple(group)
        needing = [each.product for each in together if each.path in changed]
        for each in together:
            if any(product.needs(each.product) for product in needing):
                yield each.path


def stamp_of(artifact: Artifact, stamps: Mapping[str, str], request: Request) -> str:
    """Return what stands for all that a file is made from; empty where that is not known."""
    return stamp_of_sources(artifact.sources, stamps, request.options)


def stamp_of_sources(sources: Iterable[str], stamps: Mapping[str, str], options: str) -> str:
    """Return what stands for units and the options of a build; empty where that is not known."""
    if not all(source in stamps for source in sources):
        return ""
    return digests.of_bytes("\n".join((*(stamps[s] for s in sources), options)).encode())


def _stands(artifact: Artifact, stamp: str, standing: Standing) -> bool:
    return bool(stamp) and all(standing.intact.get(path) == stamp for path in artifact.outputs)


def _artifacts(courses: Iterable[Sketch], request: Request, record: Record) -> Iterator[Artifact]:
    for course in (each for each in courses if not each.failed):
        for unit in course.units:
            if request.selection.has(course.name, unit):
                yield from _of_unit(course, unit, request, record)
        if _is_whole(course, request.selection):
            for product in PRODUCTS:
                if product.of_course and _is_wanted(product, course, request):
                    outputs = (of_course(course, product),)
                    yield Artifact(product, course.name, course.units, outputs)


def _of_unit(course: Sketch, unit: str, request: Request, record: Record) -> Iterator[Artifact]:
    per_page = request.setup.get("per_page", course.per_page)
    for product in (each.within(course.also) for each in PRODUCTS if not each.of_course):
        outputs = destinations(course, unit, product, per_page)
        left = _matches(product, request) and outputs[0] in record
        if left or _is_wanted(product, course, request):
            yield Artifact(product, course.name, (unit,), outputs)


def _is_wanted(product: Product, course: Sketch, request: Request) -> bool:
    if request.kinds is None:
        return not product.on_request or product.kind in course.also
    if Kind.GUIDE in request.kinds and not product.on_request and not product.of_course:
        return True  # it tells how long all of a unit's files are
    return product.kind in request.kinds


def _matches(product: Product, request: Request) -> bool:
    """Say whether a file must not be left as it was beside pages that are asked for."""
    return product.kind in MATCHING and bool(MATCHING & (request.kinds or frozenset()))


def _is_whole(course: Sketch, selection: Selection) -> bool:
    """Say whether all of a course is asked for."""
    asked = all(selection.has(course.name, unit) for unit in course.units)
    return asked and bool(course.units)


def destinations(course: Sketch, unit: str, product: Product, per_page: int) -> tuple[str, ...]:
    """Return where a unit's product goes; a released answer key goes to the students, too."""
    released = product.audience is Audience.KEY and unit in course.released
    folders = (product.folder, STUDENT) if released else (product.folder,)
    ending = product.ending.replace("#", str(per_page))
    return tuple(f"{course.name}/{folder}/{unit}-{ending}" for folder in folders)


def every_destination(course: Sketch, unit: str, product: Product) -> tuple[str, ...]:
    """Return where a unit's product may go, however many slides are on a page."""
    counts = PER_PAGE if "#" in product.ending else (course.per_page,)
    return tuple(path for n in counts for path in destinations(course, unit, product, n))


def of_course(course: Sketch, product: Product) -> str:
    """Return where a product of a whole course goes."""
    return f"{course.name}/{product.folder}/{product.ending}"


def courses_own(course: Sketch) -> tuple[str, ...]:
    """Return every output of a course as a whole."""
    return tuple(of_course(course, product) for product in PRODUCTS if product.of_course)


def setup_of(own: PageSetup, request: Request) -> PageSetup:
    """Return how the pages of what says `own` are printed."""
    return replace(own, **request.setup)


def twins(course: Sketch, written: Container[str]) -> Iterator[str]:
    """Yield the units' outputs that show in another way what was `written`, as its paths tell."""
    of_units = tuple(product for product in PRODUCTS if not product.of_course)
    for unit in course.units:
        for product in of_units:
            shown = (each for each in of_units if product.is_twin_of(each))
            paths = (path for each in shown for path in every_destination(course, unit, each))
            if any(path in written for path in paths):
                yield from every_destination(course, unit, product)


def index_of(course: str) -> str:
    """Return where the page of a course goes."""
    return f"{course}/{INDEX}"


def orphans(courses: Iterable[Sketch], record: Iterable[str]) -> tuple[str, ...]:
    """Return the recorded outputs that nothing on the disk would give any more.

    What belongs to a course whose course.yml has an error is left alone: it cannot be told.
    """
    named, known = {course.name: course for course in courses}, groupby(record, key=_course_of)
    return tuple(sorted(path for name, paths in known for path in _lost(paths, named.get(name))))


def _course_of(path: str) -> str:
    return path.partition("/")[0]


def _lost(paths: Iterable[str], course: Sketch | None) -> Iterator[str]:
    """Yield the outputs that a course does not give; all where there is none."""
    if course is None:
        yield from paths
    elif not course.failed:
        others = [path for path in paths if path != index_of(course.name)]
        kept = frozenset(expected(course)) if others else frozenset[str]()
        yield from (path for path in others if original(path) not in kept)


def expected(course: Sketch) -> tuple[str, ...]:
    """Return every output that a course's units can give, whatever a build was asked for."""
    of_units = (
        path
        for unit in course.units
        for product in PRODUCTS
        if not product.of_course
        for path in every_destination(course, unit, product)
    )
    return (*of_units, *courses_own(course), index_of(course.name))
