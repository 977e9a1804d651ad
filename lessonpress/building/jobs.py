"""A job: one file to be made, with all it may read; and doing it.

A job is picklable data and `perform` is a function of nothing else, so that a job may be done in
any process, or on another machine, with the same bytes coming back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from importlib import import_module
from types import MappingProxyType

from lessonpress.building.faults import Fault, MachineFault, missing_libraries, this_system
from lessonpress.diagnostics import Diagnostic, has_errors
from lessonpress.inputs import Inputs
from lessonpress.model import Audience, Course, Lesson


class Kind(StrEnum):
    """What a file is to the people who use it."""

    SLIDES = "slides"
    HANDOUT = "handout"
    ANSWERS = "answers"


@dataclass(frozen=True, slots=True)
class Job:
    """One file to be made.

    `lesson` is already cut to `audience`. `inputs` holds the lesson's pictures and, once it is in
    a worker, the pixels of those that need them and the template bundle; a brand's files in it win
    over the bundle's. `pages` says of a student's slides which continue in the instructor's deck,
    and on how many slides: numbers, so that no word of a solution comes near it.
    """

    kind: Kind
    audience: Audience
    lesson: Lesson
    course: Course
    paper: str
    inputs: Inputs
    pages: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """What a job made: the file's bytes, unless its content or the machine stood in the way.

    `pages` says which slides of a deck continue, by their ids, and on how many slides.
    """

    data: bytes | None
    diagnostics: tuple[Diagnostic, ...] = ()
    fault: Fault | None = None
    pages: Mapping[str, int] = field(default_factory=dict)


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

    fitted, problems = deck.fitted(job.lesson, job.course, job.inputs, job.pages)
    if fitted is None:
        return Result(None, problems)
    return Result(
        deck.written(fitted, job.inputs, job.lesson.look), problems, pages=deck.pages(fitted)
    )


def _handout(job: Job) -> Result:
    from lessonpress import handout

    _load_pango()
    key = job.kind is Kind.ANSWERS
    return Result(
        *handout.build(job.lesson, job.course, job.inputs, paper=job.paper, key=key),
    )


def _load_pango() -> None:
    """Import what sets pages, and with it the system's libraries. Raises MachineFault."""
    try:
        import_module("lessonpress.handout.sheets")
    except OSError as error:  # cffi's, for a library that it does not find
        raise MachineFault(missing_libraries(this_system())) from error


_MAKERS: Mapping[Kind, Callable[[Job], Result]] = MappingProxyType(
    {Kind.SLIDES: _slides, Kind.HANDOUT: _handout, Kind.ANSWERS: _handout}
)
