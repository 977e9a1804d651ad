"""A long chain wound into rows: the first leads to the right, the next one back to the left.

An arrow from the last step to the first closes the circle where there are two rows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lessonpress.figures.routes import Metrics, Point, Route, Routed

# All in em of the words' size.
_ARROW = 1.7  # the shortest between two boxes
_HEAD = 0.5
_BESIDE = 0.25
_MOST_SPREAD = 6.0


def chain(names: Sequence[str], arrows: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return the steps of a flow in their order, if it is one long chain, or a circle of one."""
    following = dict(arrows)
    starts = [name for name in names if name not in following.values()] or [*names[:1]]
    walked = [starts[0]]
    while (step := following.get(walked[-1], "")) and step not in walked:
        walked.append(step)
    closing = len(arrows) == len(names) and following.get(walked[-1]) == walked[0]
    whole = len(walked) == len(names) and (len(arrows) == len(names) - 1 or closing)
    return tuple(walked) if whole and len(following) == len(arrows) else ()


def wound(
    names: Sequence[str], arrows: Sequence[tuple[str, str]], metrics: Metrics, width: float
) -> Routed | None:
    """Return a chain in the fewest rows that are no wider than `width`; None where it is none."""
    steps = chain(names, arrows)
    if len(steps) < 4:
        return None
    for rows in range(2, len(steps) // 2 + 1):
        columns = math.ceil(len(steps) / rows)
        made = _Winding(steps, arrows, metrics, columns, width)
        if made.spare >= 0 and made.is_clear():
            return made.routed()
    return None


@dataclass(frozen=True, slots=True)
class _Winding:
    """A chain in rows of so many columns."""

    steps: tuple[str, ...]
    arrows: Sequence[tuple[str, str]]
    metrics: Metrics
    columns: int
    width: float

    def routed(self) -> Routed:
        routes = tuple(self.route(number) for number in range(len(self.arrows)))
        boxes = {name: self.middle(name) for name in self.steps}
        top = min(0.0, *(route.label[1] for route in routes if route.label), 0.0)
        along = self.columns * self.metrics.along + (self.columns - 1) * self.gap
        rows = math.ceil(len(self.steps) / self.columns)
        high = rows * self.metrics.across + (rows - 1) * self.row_gap
        moved = {name: (x, y - top) for name, (x, y) in boxes.items()}
        return Routed(moved, tuple(_lowered(route, -top) for route in routes), along, high - top)

    # --- where boxes stand ---

    def cell(self, name: str) -> tuple[int, int]:
        """Return the column and the row of a step."""
        row, at = divmod(self.steps.index(name), self.columns)
        return (at if row % 2 == 0 else self.columns - 1 - at), row

    def middle(self, name: str) -> Point:
        column, row = self.cell(name)
        across = self.metrics.across
        x = column * (self.metrics.along + self.gap) + self.metrics.along / 2
        return x, row * (across + self.row_gap) + across / 2

    @property
    def least_gap(self) -> float:
        """Return the white between two columns that arrows and their labels need."""
        em = self.metrics.em
        level = (self.metrics.labels[n][0] for n in range(len(self.arrows)) if self.is_level(n))
        return max([_ARROW * em, *(wide + (_HEAD + 2 * _BESIDE) * em for wide in level if wide)])

    @property
    def spare(self) -> float:
        needed = self.columns * self.metrics.along + (self.columns - 1) * self.least_gap
        return self.width - needed

    @property
    def gap(self) -> float:
        most = _MOST_SPREAD * self.metrics.em
        return self.least_gap + min(self.spare / (self.columns - 1), most)

    @property
    def row_gap(self) -> float:
        em = self.metrics.em
        high = max(high for _, high in self.metrics.labels)
        return max(_ARROW * em, high + (_HEAD + 2 * _BESIDE) * em if high else 0.0)

    # --- arrows ---

    def is_level(self, number: int) -> bool:
        (_, one), (_, other) = map(self.cell, self.arrows[number])
        return one == other

    def closes(self, number: int) -> bool:
        return self.arrows[number] == (self.steps[-1], self.steps[0])

    def is_clear(self) -> bool:
        """Say whether a circle can be closed, and its words and those of a turn have room."""
        upright = [n for n in range(len(self.arrows)) if not self.is_level(n)]
        if not any(map(self.closes, upright)):
            return len(self.arrows) < len(self.steps)
        room = (self.columns - 1) * (self.metrics.along + self.gap) - 2 * self.metrics.em
        words = sum(self.metrics.labels[n][0] for n in upright)
        return len(self.steps) <= 2 * self.columns and words <= room

    def route(self, number: int) -> Route:
        start, end = map(self.middle, self.arrows[number])
        half, high = self.metrics.along / 2, self.metrics.across / 2
        if self.is_level(number):
            forth = end[0] > start[0]
            x0, x1 = (start[0] + half, end[0] - half) if forth else (start[0] - half, end[0] + half)
            points: tuple[Point, ...] = ((x0, start[1]), (x1, start[1]))
            return Route(number, points, (3, 1) if forth else (1, 3), self.above(number, points))
        beside = self.beside(number, end[0], min(start[1], end[1]) + high)
        if not self.closes(number):
            points = ((start[0], start[1] + high), (end[0], end[1] - high))
            return Route(number, points, (2, 0), beside)
        if abs(start[0] - end[0]) < 1:
            return Route(
                number, ((start[0], start[1] - high), (end[0], end[1] + high)), (0, 2), beside
            )
        points = ((start[0] - half, start[1]), (end[0], start[1]), (end[0], end[1] + high))
        return Route(number, points, (1, 2), beside)

    def above(self, number: int, points: Sequence[Point]) -> Point | None:
        wide, high = self.metrics.labels[number]
        if not wide:
            return None
        head = _HEAD * self.metrics.em
        (x0, y), (x1, _) = points
        middle = (x0 + x1 + (-head if x1 > x0 else head)) / 2
        return middle - wide / 2, y - high - _BESIDE * self.metrics.em

    def beside(self, number: int, line: float, top: float) -> Point | None:
        """Return the corner of a label beside an upright arrow, on the side of the other boxes."""
        wide, high = self.metrics.labels[number]
        if not wide:
            return None
        white = 2 * _BESIDE * self.metrics.em
        at_left = line < self.columns * (self.metrics.along + self.gap) / 2
        x = line + white if at_left else line - white - wide
        return x, top + (self.row_gap - high) / 2


def _lowered(route: Route, by: float) -> Route:
    points = tuple((x, y + by) for x, y in route.points)
    label = (route.label[0], route.label[1] + by) if route.label else None
    return Route(route.number, points, route.sides, label)
