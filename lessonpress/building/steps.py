"""The functions a build calls, so that a test, or another machine, can stand in for any."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from lessonpress.building.index import Render
from lessonpress.building.jobs import Job, Result
from lessonpress.building.loading import Reading
from lessonpress.building.plan import Artifact
from lessonpress.model import Audience, Lesson, Medium

# A file to make and its job; None where each that is left waits for one that is being made.
Task = tuple[Artifact, Job] | None

# Does jobs, somewhere, and yields each one's artifact and result in any order.
Work = Callable[[Iterable[Task]], Iterator[tuple[Artifact, Result]]]

# Is told how many files of how many are done, and the last one's path.
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Steps:
    """What reads, cuts, makes and prints."""

    reading: Reading
    cut: Callable[[Lesson, Medium, Audience], Lesson]
    work: Work
    render: Render


def untold(done: int, total: int, path: str) -> None:
    """Tell nobody of progress."""
