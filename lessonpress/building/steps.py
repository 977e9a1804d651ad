"""The functions a build calls, so that a test, or another machine, can stand in for any."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from lessonpress.audiences import Audience, Medium
    from lessonpress.building.index import Render
    from lessonpress.building.jobs import Job, Result
    from lessonpress.building.keeping.cache import Cache
    from lessonpress.building.planning.plan import Artifact
    from lessonpress.building.reading.loading import ReadUnit
    from lessonpress.diagnostics import Diagnostic
    from lessonpress.inputs import Inputs
    from lessonpress.model import Course, DataFile, Image, Lesson, Span

# A file to make and its job; None where each that is left waits for one that is being made.
Task: TypeAlias = "tuple[Artifact, Job] | None"

# Does jobs, somewhere, and yields each one's artifact and result in any order.
Work: TypeAlias = "Callable[[Iterable[Task]], Iterator[tuple[Artifact, Result]]]"

# Is told how many files of how many are done, and the last one's path.
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """The reader's functions, which loading calls, and what there is to say of a lesson.

    `advice` is on a lesson with its pictures' bytes; `switches` complains of a course's that are
    none; `heard` is what of all that is said of a lesson its author wants to hear.
    """

    read_course: Callable[[str, bytes, str], tuple[Course, tuple[Diagnostic, ...]]]
    read_lesson: Callable[[str, bytes, str, Course], tuple[Lesson, tuple[Diagnostic, ...]]]
    pictures: Callable[[Lesson], tuple[Image, ...]]
    data_files: Callable[[Lesson], tuple[DataFile, ...]]
    with_data: Callable[[Lesson, Mapping[str, bytes]], tuple[Lesson, tuple[Diagnostic, ...]]]
    advice: Callable[[Lesson, Course, Mapping[str, bytes]], tuple[Diagnostic, ...]]
    switches: Callable[[Course, Span], tuple[Diagnostic, ...]]
    heard: Callable[[Iterable[Diagnostic], Lesson, Course], tuple[Diagnostic, ...]]


@dataclass(frozen=True, slots=True)
class Steps:
    """What reads, cuts, makes and prints; `templates` are those that jobs get, of a project.

    `alone` has an output folder for one build, as long as its context lasts. `read_unit` reads a
    unit in another process; without it `reading` does so here. `cache` has files that other builds
    have made.
    """

    reading: Reading
    templates: Callable[[Path], Inputs]
    cut: Callable[[Lesson, Medium, Audience], Lesson]
    work: Work
    render: Render
    alone: Callable[[Path], AbstractContextManager[None]]
    read_unit: ReadUnit | None = None
    cache: Cache | None = None


def untold(done: int, total: int, path: str) -> None:
    """Tell nobody of progress."""
