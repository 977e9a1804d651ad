"""A job: one file to be made, with all it may read; and doing it.

A job is picklable data and `perform` is a function of nothing else, so that a job may be done in
any process, or on another machine, with the same bytes coming back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from lessonpress.building.faults import Fault, MachineFault, missing_libraries, this_system
from lessonpress.building.products import Kind, product_of
from lessonpress.diagnostics import Diagnostic, has_errors
from lessonpress.inputs import Inputs
from lessonpress.model import Audience, Course, Lesson, Medium, PageSetup, Span

if TYPE_CHECKING:
    from lessonpress.handout import Document
    from lessonpress.handout.guide.contents import Material


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file must know of others: numbers, so that no word of a solution comes with them.

    `continued` says which slides of the instructor's deck continue, by their ids, and on how many
    slides; `lengths` how many pages or slides files have, by their paths.
    """

    continued: Mapping[str, int] = field(default_factory=dict)
    lengths: Mapping[str, int] = field(default_factory=dict)

    def joined(self, other: Facts) -> Facts:
        """Return these facts and the other ones."""
        return Facts({**self.continued, **other.continued}, {**self.lengths, **other.lengths})


@dataclass(frozen=True, slots=True)
class Job:
    """One file to be made.

    `lessons` holds the unit's, or every unit's, cut to `audience` for each medium that the file
    shows. `inputs` holds their pictures and, once it is in a worker, the pixels of those that need
    them and the template bundle; a brand's files in it win over the bundle's.
    """

    kind: Kind
    audience: Audience
    lessons: Mapping[Medium, tuple[Lesson, ...]]
    course: Course
    setup: PageSetup
    inputs: Inputs
    facts: Facts = field(default_factory=Facts)

    def lesson(self, medium: Medium) -> Lesson:
        """Return the one lesson for a medium."""
        (lesson,) = self.lessons[medium]
        return lesson

    @property
    def span(self) -> Span:
        """The beginning of what the file is made from."""
        return next(lesson.span for lessons in self.lessons.values() for lesson in lessons)


@dataclass(frozen=True, slots=True)
class Result:
    """What a job made: the file's bytes, unless its content or the machine stood in the way.

    `length` is how many pages or slides it has, `continued` which slides continue, by their ids,
    and on how many slides; `seconds` is how long it took. What an earlier build made is `kept`: it
    has no bytes but where they are needed once more.
    """

    data: bytes | None
    diagnostics: tuple[Diagnostic, ...] = ()
    fault: Fault | None = None
    length: int = 0
    continued: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    kept: bool = False


def perform(job: Job) -> Result:
    """Make the file, or say what stands in the way; programmer errors raise."""
    try:
        made = _MAKERS[job.kind](job)
    except MachineFault as stop:
        return Result(None, (), stop.fault)
    failed = has_errors(made.diagnostics) or not made.data
    return replace(made, data=None) if failed else made


def _slides(job: Job) -> Result:
    from lessonpress import deck

    lesson = job.lesson(Medium.DECK)
    fitted, problems = deck.fitted(lesson, job.course, job.inputs, job.facts.continued)
    if fitted is None:
        return Result(None, problems)
    data = deck.written(fitted, job.inputs, lesson.look)
    return Result(data, problems, length=len(fitted.slides), continued=deck.pages(fitted))


def _handout(job: Job) -> Result:
    from lessonpress import handout

    _load_pango()
    lesson = job.lesson(Medium.HANDOUT)
    setup = replace(job.setup, large=job.kind is Kind.LARGE_PRINT)
    made = handout.build(lesson, job.course, job.inputs, setup=setup, document=_document(job))
    return Result(made.data, made.diagnostics, length=made.pages)


def _document(job: Job) -> Document:
    if job.kind is Kind.FORM:
        return "form"
    return "answers" if job.audience is Audience.KEY else "handout"


def _thumbnails(job: Job) -> Result:
    _load_pango()
    from lessonpress.handout import slides

    lesson, pages = job.lesson(Medium.DECK), job.facts.continued
    made = slides.build(lesson, job.course, job.inputs, setup=job.setup, pages=pages)
    return Result(made.data, made.diagnostics, length=made.pages)


def _booklet(job: Job) -> Result:
    from lessonpress import handout

    _load_pango()
    document: Document = "answers" if job.audience is Audience.KEY else "handout"
    made = handout.bind(
        job.lessons[Medium.HANDOUT], job.course, job.inputs, setup=job.setup, document=document
    )
    return Result(made.data, made.diagnostics, length=made.pages)


def _guide(job: Job) -> Result:
    from lessonpress.handout import guide

    _load_pango()
    lessons = {medium: job.lesson(medium) for medium in job.lessons}
    materials = tuple(_materials(job.facts.lengths))
    made = guide.build(lessons, job.course, job.inputs, setup=job.setup, materials=materials)
    return Result(made.data, made.diagnostics, length=made.pages)


def _materials(lengths: Mapping[str, int]) -> Iterator[Material]:
    """Yield the unit's files that could be made, and how long each is."""
    from lessonpress.handout.guide.contents import Material

    for path, length in lengths.items():
        product = product_of(path)
        if length:
            yield Material(product.label, str(product.kind), product.audience, length)


def _load_pango() -> None:
    """Import what sets pages, and with it the system's libraries. Raises MachineFault."""
    from lessonpress.handout import libraries

    try:
        libraries.load()
        import_module("lessonpress.handout.sheets")
    except OSError as error:  # cffi's, for a library that it does not find
        raise MachineFault(missing_libraries(this_system())) from error


def _load_decks() -> None:
    for name in ("lessonpress.templating", "lessonpress.deck", "pptx", "xlsxwriter"):
        import_module(name)


def foresee(number: int) -> Iterator[None]:
    """Import what jobs will need, a step at a time: half of a process' first second is that.

    Processes that are started together, and so have `number`s in a row, begin with other things.
    """
    steps = (_load_decks, _load_pango)
    for step in steps if number % 2 else reversed(steps):
        with suppress(MachineFault):  # a job will tell
            step()
        yield


_MAKERS: Mapping[Kind, Callable[[Job], Result]] = MappingProxyType(
    {
        Kind.SLIDES: _slides,
        Kind.HANDOUT: _handout,
        Kind.FORM: _handout,
        Kind.THUMBNAILS: _thumbnails,
        Kind.ANSWERS: _handout,
        Kind.LARGE_PRINT: _handout,
        Kind.BOOKLET: _booklet,
        Kind.GUIDE: _guide,
    }
)
