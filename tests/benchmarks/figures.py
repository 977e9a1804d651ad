"""Figures: ratios beside what they should be, as a table and as JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Literal

from benchmarks.measuring import Cost


@dataclass(frozen=True, slots=True)
class Figure:
    """A ratio, or seconds, beside its goal: at "most" or at "least" that; `detail` says of what."""

    name: str
    value: float
    goal: float
    bound: Literal["most", "least"]
    detail: str = ""

    @property
    def met(self) -> bool:
        """Whether the goal is reached."""
        return self.value <= self.goal if self.bound == "most" else self.value >= self.goal


def beside(name: str, ours: Cost, theirs: Cost, goal: float) -> Iterator[Figure]:
    """Yield what something costs beside something else, on the clock and of processors."""
    detail = f"{ours.wall:.2f} / {theirs.wall:.2f} s"
    yield Figure(f"{name}, clock", ours.wall / theirs.wall, goal, "most", detail)
    detail = f"{ours.cpu:.2f} / {theirs.cpu:.2f} s"
    yield Figure(f"{name}, processors", ours.cpu / theirs.cpu, goal, "most", detail)


def faster(name: str, ours: Cost, theirs: Cost, goal: float) -> Iterator[Figure]:
    """Yield how many times faster something is than something else."""
    for figure in beside(name, theirs, ours, goal):
        yield Figure(figure.name, figure.value, goal, "least", figure.detail)


HEAD = f"{'':52} {'found':>8} {'goal':>10}"


def line(figure: Figure) -> str:
    """Return a figure as a line of a table."""
    goal = f"{'<=' if figure.bound == 'most' else '>='} {figure.goal:g}"
    sign = "" if figure.met else "  MISSED"
    return f"{figure.name:52} {figure.value:>8.3f} {goal:>10}  {figure.detail}{sign}"


def document(figures: Iterable[Figure]) -> str:
    """Return the figures, and the machine they are of, as JSON."""
    machine = {
        "system": platform.platform(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
    }
    told = [{**asdict(figure), "met": figure.met} for figure in figures]
    return json.dumps({"machine": machine, "figures": told}, indent=2)
