"""A drawing as those see it who read from right to left: the other way round, but for its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from lessonpress.figures.drawing import Area, Box, Connector, Drawing, Label, Line, Point, Shape

_ALIGN: Mapping[str, Literal["left", "center", "right"]] = MappingProxyType(
    {"left": "right", "right": "left", "center": "center"}
)
# The sides of a box: top, left, bottom, right.
_SIDES = (0, 3, 2, 1)


def mirrored(drawing: Drawing) -> Drawing:
    """Return a drawing whose left side is its right one."""
    shapes = tuple(_mirrored(shape, drawing.width) for shape in drawing.shapes)
    return replace(drawing, shapes=shapes)


def _mirrored(shape: Shape, width: float) -> Shape:
    match shape:
        case Box(frame=frame, label=label):
            left = width - frame.x - frame.width
            return replace(shape, frame=replace(frame, x=left), label=label and _turned(label))
        case Area(rings=rings):
            return replace(shape, rings=tuple(_points(ring, width) for ring in rings))
        case Line(points=points):
            return replace(shape, points=_points(points, width))
        case Connector(points=points, start_side=start, end_side=end):
            turned = replace(shape, start_side=_SIDES[start], end_side=_SIDES[end])
            return replace(turned, points=_points(points, width))


def _turned(label: Label) -> Label:
    return replace(label, align=_ALIGN[label.align])


def _points(points: tuple[Point, ...], width: float) -> tuple[Point, ...]:
    return tuple(Point(width - p.x, p.y) for p in points)
