"""Places beside what is named on a map, and the lines that lead to names."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from lessonpress.figures import outlines, rooms
from lessonpress.figures.drawing import Connector, Frame, Line, Look, Point
from lessonpress.figures.outlines import Flat
from lessonpress.figures.rooms import Ring

_LEADER = Look(line="muted", weight=0.75)
STEP = 4.0  # points; routes are kept free of names in such steps


# How far names are from dots, in dots; farther than the close ones a line is better.
CLOSE = (0.7, 1.6)
_OUTS = (*CLOSE, 2.8, 4.5)

# A place beside which a name stands, and on which side: right, left, above, below, over it.
Spot = tuple[float, float, int]


def around(middle: Flat, wide: float, outs: Sequence[float] = _OUTS) -> Iterator[Spot]:
    """Yield spots beside a place: right, left, above, below, and farther out."""
    x, y = middle
    for out in outs:
        by = out * wide
        yield from ((x + by, y, 0), (x - by, y, 1), (x, y - by, 2), (x, y + by, 3))
        yield from (
            (x + by, y - by, 0),
            (x + by, y + by, 0),
            (x - by, y - by, 1),
            (x - by, y + by, 1),
        )


def by_the_way(leg: Connector, out: float) -> Iterator[Spot]:
    """Yield spots beside a route, those at the middle of a leg first."""
    a, b = leg.points
    for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8):
        yield from around((a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share), out)


def along(leg: Connector | Line) -> Iterator[Frame]:
    """Yield small frames along a line, which names leave free."""
    a, b = leg.points
    count = max(1, round(long(leg) / STEP))
    for n in range(count + 1):
        x, y = a.x + (b.x - a.x) * n / count, a.y + (b.y - a.y) * n / count
        yield Frame(x - STEP / 2, y - STEP / 2, STEP, STEP)


def long(leg: Connector | Line) -> float:
    """Return how long a straight line is."""
    a, b = leg.points
    return math.dist((a.x, a.y), (b.x, b.y))


def heart(ring: Ring) -> Flat:
    """Return a place inside a ring: its middle, where that is inside."""
    middle = outlines.centre(ring)
    if rooms.contains(ring, middle):
        return middle
    found = (middle_of(frame) for frame in rooms.inside(ring, 0.0, 0.0))
    return min(found, key=lambda place: math.dist(place, middle), default=ring[0])


def middle_of(frame: Frame) -> Flat:
    """Return the middle of a frame."""
    return frame.x + frame.width / 2, frame.y + frame.height / 2


def gap(frame: Frame, spot: Flat) -> float:
    """Return how far a spot is from a frame."""
    return long(leader("", frame, spot))


def belonging(dot: Flat, others: Sequence[Flat]) -> Callable[[Frame], bool]:
    """Return whether a name is nearer to its dot than to any other, so that nobody errs."""

    def belongs(frame: Frame) -> bool:
        own = gap(frame, dot)
        return all(own < gap(frame, other) for other in others)

    return belongs


def leader(name: str, frame: Frame, target: Flat) -> Line:
    """Return the line from a name to what it names."""
    x = max(frame.x, min(target[0], frame.x + frame.width))
    y = max(frame.y, min(target[1], frame.y + frame.height))
    return Line(name, (Point(x, y), Point(*target)), _LEADER)


def overlaps(frame: Frame, others: Sequence[Frame]) -> bool:
    """Say whether a frame shares anything with one of many; asked very often."""
    x, y, right, bottom = frame.x, frame.y, frame.x + frame.width, frame.y + frame.height
    return any(
        o.x < right and o.y < bottom and x < o.x + o.width and y < o.y + o.height for o in others
    )


def common(one: Frame, other: Frame) -> float:
    """Return the area that two frames share."""
    wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return max(wide, 0.0) * max(high, 0.0)
