"""A job: one file to be made, with all it may read; and doing it.

A job is picklable data and `perform` is a function of nothing else, so that a job may be done in
any process, or on another machine, with the same bytes coming back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
    a worker, the template bundle; a brand's files in it would win over the bundle's.
    """

    kind: Kind
    audience: Audience
    lesson: Lesson
    course: Course
    paper: str
    inputs: Inputs


@dataclass(frozen=True, slots=True)
class Result:
    """What a job made: the file's bytes, unless its content or the machine stood in the way."""

    data: bytes | None
    diagnostics: tuple[Diagnostic, ...] = ()
    fault: Fault | None = None


Made = tuple[bytes, tuple[Diagnostic, ...]]


def perform(job: Job) -> Result:
    """Make the file, or say what stands in the way; programmer errors raise."""
    try:
        data, diagnostics = _MAKERS[job.kind](job)
    except MachineFault as stop:
        return Result(None, (), stop.fault)
    return Result(None if has_errors(diagnostics) or not data else data, diagnostics)


def _slides(job: Job) -> Made:
    from lessonpress import deck

    return deck.build(job.lesson, job.course, job.inputs)


def _handout(job: Job) -> Made:
    from lessonpress import handout

    _load_pango()
    key = job.kind is Kind.ANSWERS
    return handout.build(job.lesson, job.course, job.inputs, paper=job.paper, key=key)


def _load_pango() -> None:
    """Import what sets pages, and with it the system's libraries. Raises MachineFault."""
    try:
        import_module("lessonpress.handout.sheets")
    except OSError as error:  # cffi's, for a library that it does not find
        raise MachineFault(missing_libraries(this_system())) from error


_MAKERS: Mapping[Kind, Callable[[Job], Made]] = MappingProxyType(
    {Kind.SLIDES: _slides, Kind.HANDOUT: _handout, Kind.ANSWERS: _handout}
)
