"""Where the labels of arrows stand: beside their own line, and on nothing else.

Routing gives each label room beside its arrow; other arrows may still run through it, where they
share a stretch, or cross the gap. Such a label moves along its arrow to where it stands free.
All is along the flow and across it, in points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from lessonpress.figures.routes import Metrics, Point, Route, Routed, from_zero

Rect = tuple[float, float, float, float]  # from along, from across, to along, to across

# White between a label and everything but its own line (points).
_WHITE = 2.0
# From a label to its line, in em of the words' size.
_BESIDE = (0.25, 0.5, 0.9, 1.4, 2.2, 3.0)
# Where on a stretch of its line a label may have its middle, the best first.
_SHARES = tuple(0.5 + sign * n / 20 for n in range(11) for sign in (1, -1))
# So often are labels placed anew, those first that found no room before.
_ROUNDS = 3
# An arrow that is nearer than this runs along the same line (points).
_SAME = 0.5


def freed(found: Routed, metrics: Metrics) -> Routed:
    """Return the routes with labels moved to where they stand free, and how many do not."""
    half = (metrics.along / 2, metrics.across / 2)
    boxes = [(x - half[0], y - half[1], x + half[0], y + half[1]) for x, y in found.boxes.values()]
    lines = {route.number: tuple(_rects(route)) for route in found.routes}
    waiting = [route for route in found.routes if route.label]
    tried = []
    for _ in range(_ROUNDS):
        labels = _Labels(found.along, metrics, boxes, lines)
        left = [route for route in waiting if not labels.stays(route)]
        crowded = [route for route in left if not labels.place(route)]
        tried.append((len(crowded), labels))
        if not crowded:
            break
        waiting = [*crowded, *(route for route in waiting if route not in crowded)]
    clashes, labels = min(tried, key=lambda pair: pair[0])
    routes = tuple(labels.moved(route) for route in found.routes)
    whole = from_zero(found.boxes, routes, found.along, metrics)
    return replace(whole, clashes=clashes)


@dataclass(slots=True)
class _Labels:
    """What labels must not stand on, and where they have been placed, by arrow."""

    along: float
    metrics: Metrics
    boxes: Sequence[Rect]
    lines: dict[int, tuple[Rect, ...]]
    placed: dict[int, Rect] = field(default_factory=dict)

    def rect(self, route: Route, corner: Point) -> Rect:
        wide, high = self.metrics.labels[route.number]
        return (*corner, corner[0] + wide, corner[1] + high)

    def is_free(self, route: Route, rect: Rect, own: bool = False) -> bool:
        """Say whether a label stands on nothing; `own` counts its own line, too."""
        wide = (rect[0] - _WHITE, rect[1] - _WHITE, rect[2] + _WHITE, rect[3] + _WHITE)
        if rect[0] < 0 or rect[2] > self.along:
            return False
        others = (each for n, each in self.placed.items() if n != route.number)
        if any(_meet(wide, other) for other in (*self.boxes, *others)):
            return False
        if own and any(_meet(rect, line) for line in self.lines[route.number]):
            return False
        return not any(
            _meet(wide, line)
            for n, lines in self.lines.items()
            if n != route.number
            for line in lines
        )

    def stays(self, route: Route) -> bool:
        """Place a label where routing has put it, if it stands free there."""
        assert route.label is not None
        rect = self.rect(route, route.label)
        if free := self.is_free(route, rect):
            self.placed[route.number] = rect
        return free

    def place(self, route: Route) -> bool:
        """Place a label where it is free, rather beside a stretch that its arrow has alone."""
        assert route.label is not None
        free = (spot for spot in self.spots(route) if self.is_free(route, spot[1], own=True))
        shared: Rect | None = None
        for at, rect in free:
            if not self.is_shared(route, at):
                self.placed[route.number] = rect
                return True
            shared = shared or rect
        self.placed[route.number] = shared or self.rect(route, route.label)
        return shared is not None

    def spots(self, route: Route) -> Iterator[tuple[Point, Rect]]:
        """Yield places beside an arrow, with the point of its line that each is beside."""
        wide, high = self.metrics.labels[route.number]
        legs = sorted(pairwise(route.points), key=_length, reverse=True)
        for gap in (share * self.metrics.em for share in _BESIDE):
            for share in _SHARES:
                for (x0, y0), (x1, y1) in legs:
                    at = (x0 + share * (x1 - x0), y0 + share * (y1 - y0))
                    if abs(x1 - x0) > abs(y1 - y0):
                        left = at[0] - wide / 2
                        yield at, self.rect(route, (left, at[1] - gap - high))
                        yield at, self.rect(route, (left, at[1] + gap))
                    else:
                        top = at[1] - high / 2
                        yield at, self.rect(route, (at[0] + gap, top))
                        yield at, self.rect(route, (at[0] - gap - wide, top))

    def is_shared(self, route: Route, at: Point) -> bool:
        """Say whether another arrow runs along the same line there."""
        spot = (at[0] - _SAME, at[1] - _SAME, at[0] + _SAME, at[1] + _SAME)
        lines = (line for n, each in self.lines.items() if n != route.number for line in each)
        return any(_meet(spot, line) for line in lines)

    def moved(self, route: Route) -> Route:
        placed = self.placed.get(route.number)
        return replace(route, label=placed[:2]) if placed else route


def _rects(route: Route) -> Iterator[Rect]:
    for (x0, y0), (x1, y1) in pairwise(route.points):
        yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _length(leg: tuple[Point, Point]) -> float:
    (x0, y0), (x1, y1) = leg
    return abs(x1 - x0) + abs(y1 - y0)


def _meet(one: Rect, other: Rect) -> bool:
    """Say whether two rectangles share anything; a line is a rectangle without a width."""
    return (
        one[0] < other[2] + _HAIR
        and other[0] < one[2] + _HAIR
        and one[1] < other[3] + _HAIR
        and other[1] < one[3] + _HAIR
    )


_HAIR = 0.001
