"""The ways of arrows between boxes, and the parts of them that programs draw alike.

All is along the flow and across it, in points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Point = tuple[float, float]  # along, across


@dataclass(frozen=True, slots=True)
class Metrics:
    """Sizes, along and across: a box's, the gap between boxes of a layer, labels by arrow.

    `em` is the words' size, `spread` how much wider the gaps between layers are than need be.
    Labels stand on the near side of their line across, or on the far one (`far`).
    """

    along: float
    across: float
    between: float
    em: float
    labels: Sequence[Point]
    spread: float
    far: bool


@dataclass(frozen=True, slots=True)
class Route:
    """An arrow: its points, the sides of its boxes (in a flow to the right), its label's corner."""

    number: int
    points: tuple[Point, ...]
    sides: tuple[int, int] = (3, 1)
    label: Point | None = None


@dataclass(frozen=True, slots=True)
class Routed:
    """Middles of boxes by name, routes of arrows, and how large all is.

    `clashes` counts the labels that stand on something.
    """

    boxes: Mapping[str, Point]
    routes: tuple[Route, ...]
    along: float
    across: float
    clashes: int = 0


def from_zero(
    boxes: Mapping[str, Point], routes: Sequence[Route], along: float, metrics: Metrics
) -> Routed:
    """Return boxes and routes moved to where the first of them is at 0 across."""
    half = metrics.across / 2
    edges = [e for _, y in boxes.values() for e in (y - half, y + half)]
    edges += [y for route in routes for _, y in route.points]
    for route in routes:
        if route.label:
            edges += [route.label[1], route.label[1] + metrics.labels[route.number][1]]
    top = min(edges)
    moved = {name: (x, y - top) for name, (x, y) in boxes.items()}
    return Routed(moved, tuple(_moved(r, -top) for r in routes), along, max(edges) - top)


def _moved(route: Route, by: float) -> Route:
    points = tuple((x, y + by) for x, y in route.points)
    label = (route.label[0], route.label[1] + by) if route.label else None
    return Route(route.number, points, route.sides, label)


# --- legs ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Leg:
    """A part of an arrow that every program draws alike: at most three legs, none turning back."""

    points: tuple[Point, ...]
    sides: tuple[int, int]


def legs_of(route: Route) -> Iterator[Leg]:
    """Divide a route where it bends too often for one connector.

    LibreOffice draws connectors of five legs, and such as turn back, in ways of its own.
    """
    points, (first, last) = route.points, route.sides
    if len(points) == 4 and first == last:
        yield from _arc(points, first)
    elif len(points) < 6:
        yield Leg(points, route.sides)
    elif points[3][0] >= points[2][0]:
        middle = ((points[2][0] + points[3][0]) / 2, points[2][1])
        yield Leg((*points[:3], middle), (first, 1))
        yield Leg((middle, *points[3:]), (3, last))
    else:
        turns = [0 if points[n][1] < points[2][1] else 2 for n in (1, 4)]
        yield Leg(points[:3], (first, turns[0]))
        yield Leg(points[2:4], (1, 3))
        yield Leg(points[3:], (turns[1], last))


def _arc(points: tuple[Point, ...], side: int) -> Iterator[Leg]:
    (x0, lane), (x1, _) = points[1:3]
    middle = ((x0 + x1) / 2, lane)
    arrives, leaves = (1, 3) if x1 > x0 else (3, 1)
    yield Leg((*points[:2], middle), (side, arrives))
    yield Leg((middle, *points[2:]), (leaves, side))
