"""A job: one file to be made, with all it may read; and doing it.

A job is picklable data and `perform` is a function of nothing else, so that a job may be done in
any process, or on another machine, with the same bytes coming back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from lessonpress.building.faults import Fault
from lessonpress.building.libraries import missing_libraries, this_system
from lessonpress.diagnostics import Diagnostic, Severity
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
    """Make the file. A mistake in a template is a diagnostic; programmer errors raise."""
    from lessonpress.templating import TemplateMistake

    try:
        data, diagnostics = _MAKERS[job.kind](job)
    except TemplateMistake as mistake:
        return Result(None, (mistake.diagnostic,))
    except OSError as error:
        if not _is_missing_library(error):
            raise
        return Result(None, (), missing_libraries(this_system()))
    failed = any(d.severity is Severity.ERROR for d in diagnostics)
    return Result(None if failed or not data else data, diagnostics)


def _is_missing_library(error: OSError) -> bool:
    """Tell cffi's complaint about a library from every other error of the system."""
    return error.errno is None and "library" in str(error)


def _slides(job: Job) -> Made:
    from lessonpress import deck

    return deck.build(job.lesson, job.course, job.inputs)


def _handout(job: Job) -> Made:
    from lessonpress import handout

    key = job.kind is Kind.ANSWERS
    return handout.build(job.lesson, job.course, job.inputs, paper=job.paper, key=key)


_MAKERS: Mapping[Kind, Callable[[Job], Made]] = MappingProxyType(
    {Kind.SLIDES: _slides, Kind.HANDOUT: _handout, Kind.ANSWERS: _handout}
)
