"""A pie: its slices, each named beside it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from lessonpress.figures import canvas as c
from lessonpress.figures import looks
from lessonpress.figures.canvas import Canvas
from lessonpress.figures.drawing import (
    Area,
    Box,
    Drawing,
    Frame,
    Label,
    Line,
    Look,
    Point,
    Shape,
    Words,
)

# The diameter as a share of the width, and how far from the edge words stand, in em.
_ACROSS = 0.4
_MOST_ACROSS = 0.55
_BESIDE = 1.0
# An arc is drawn in straight steps of this many degrees.
_STEP = 3.0
_LEADER = Look(line="muted", weight=0.4)


@dataclass(frozen=True, slots=True)
class _Slice:
    """A slice from one angle to another, clockwise from the top in degrees, and its words."""

    number: int
    begin: float
    end: float
    text: str

    @property
    def middle(self) -> float:
        return (self.begin + self.end) / 2

    @property
    def at_right(self) -> bool:
        return self.middle < 180

    def at(self, angle: float, radius: float, centre: Point) -> Point:
        turned = math.radians(angle - 90)
        return Point(centre.x + radius * math.cos(turned), centre.y + radius * math.sin(turned))

    def outline(self, radius: float, centre: Point) -> tuple[Point, ...]:
        steps = max(2, math.ceil((self.end - self.begin) / _STEP))
        turn = (self.end - self.begin) / steps
        arc = [self.at(self.begin + n * turn, radius, centre) for n in range(steps + 1)]
        return tuple(arc) if self.end - self.begin >= 360 else (centre, *arc)


def slices(canvas: Canvas) -> Drawing:
    """Return the slices, clockwise from the top, with their names and shares beside them."""
    head, top = canvas.head()
    cut = [*_cut(canvas)]
    across = min(_ACROSS * canvas.place.width + canvas.more, _MOST_ACROSS * canvas.place.width)
    radius = max(across, canvas.em) / 2
    right, left = ([s for s in cut if s.at_right is side] for side in (True, False))
    wide = canvas.place.width / 2 - radius - _BESIDE * canvas.size
    needed = max(sum(_height(canvas, s, wide) for s in side) for side in (right, left))
    high = max(2 * radius + 2 * canvas.em, needed)
    centre = Point(canvas.place.width / 2, top + high / 2)
    areas = [Area(s.text, (s.outline(radius, centre),), c.filled(s.number)) for s in cut]
    labels: list[Shape] = []
    for side in (right, left):
        labels += _labels(canvas, side, radius, centre, Frame(0, top, wide, high))
    return Drawing(canvas.place.width, top + high, (*head, *areas, *labels))


def _cut(canvas: Canvas) -> Iterator[_Slice]:
    chart = canvas.chart
    values = chart.series[0].values
    whole = sum(value for value in values if value)
    begin = Decimal(0)
    for number, (name, value) in enumerate(zip(chart.categories, values, strict=True)):
        if not value:
            continue
        end = begin + value
        text = f"{name} {looks.told(chart, value)}".strip() if canvas.plan().labelled else name
        yield _Slice(number, float(360 * begin / whole), float(360 * end / whole), text)
        begin = end


def _height(canvas: Canvas, slice_: _Slice, wide: float) -> float:
    return canvas.height_of(slice_.text, wide)


def _labels(
    canvas: Canvas, side: list[_Slice], radius: float, centre: Point, room: Frame
) -> Iterator[Shape]:
    """Yield the words of one side, each at its slice's height as far as the others let it."""
    gap = _BESIDE * canvas.size
    in_order = sorted(side, key=lambda s: s.at(s.middle, radius, centre).y)
    tops = _apart(
        [s.at(s.middle, radius + gap / 2, centre).y for s in in_order],
        [_height(canvas, s, room.width) for s in in_order],
        room,
    )
    for slice_, top in zip(in_order, tops, strict=True):
        edge = slice_.at(slice_.middle, radius, centre)
        high = _height(canvas, slice_, room.width)
        reach = math.sqrt(max(0.0, (radius + gap / 2) ** 2 - (top + high / 2 - centre.y) ** 2))
        beside = centre.x + (reach + gap / 2) * (1 if slice_.at_right else -1)
        frame = Frame(beside, top, room.width, high)
        if not slice_.at_right:
            frame = replace(frame, x=beside - room.width)
        if abs(top + high / 2 - edge.y) > canvas.em:
            yield Line("Leader", (edge, Point(beside, top + high / 2)), _LEADER)
        words = Label((Words(slice_.text, canvas.size),), "left" if slice_.at_right else "right")
        yield Box(slice_.text, frame, "none", label=words)


def _apart(middles: list[float], heights: list[float], room: Frame) -> list[float]:
    """Return where words begin that are pushed down, and then up, until none covers another."""
    tops: list[float] = []
    end = room.y
    for middle, high in zip(middles, heights, strict=True):
        tops.append(max(middle - high / 2, end))
        end = tops[-1] + high
    floor = room.y + room.height
    for at in reversed(range(len(tops))):
        tops[at] = min(tops[at], floor - heights[at])
        floor = tops[at]
    return tops
