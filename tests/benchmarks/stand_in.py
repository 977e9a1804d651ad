"""Builds a catalogue with stand-ins for its files, since thousands of real ones would take hours.

    python -m benchmarks.stand_in PROJECT

Lessons are read, cut and planned in earnest, and all is remembered as after any build: only what
workers would make is a line of text.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from lessonpress.building import tools
from lessonpress.building.jobs import Result
from lessonpress.building.planning.plan import Artifact, Request
from lessonpress.building.run import build
from lessonpress.building.steps import Task


def main(project: str) -> None:
    """Build everything, and once more, so that what was just written is looked at again."""
    folder = Path(project)
    with tools.ready(folder, 1) as steps:
        report = build(folder, folder / "output", Request(), replace(steps, work=_work))
    assert not report.faults, report.faults
    assert not report.failed, report.diagnostics


def _work(tasks: Iterable[Task]) -> Iterator[tuple[Artifact, Result]]:
    for artifact, _ in filter(None, tasks):
        yield artifact, Result(f"stands for {artifact.path}\n".encode(), length=20)


if __name__ == "__main__":
    main(*sys.argv[1:])
