"""A chart drawn for paper: columns, bars, lines, slices or points, with their names and numbers.

It can be read in grey: what belongs together is named where it stands, differs in lightness, or has
marks of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from lessonpress import model as m
from lessonpress.figures import bars, looks, pie, points
from lessonpress.figures.canvas import Canvas
from lessonpress.figures.drawing import Drawing, Shape
from lessonpress.figures.setting import Place

# What the weights of lines on paper are made for, in points.
_PRINTED = 8.0

_KINDS: Mapping[m.ChartKind, Callable[[Canvas], Drawing]] = MappingProxyType(
    {
        "column": bars.columns,
        "bar": bars.bars,
        "line": points.lines,
        "pie": pie.slices,
        "scatter": points.scatter,
    }
)


def draw(chart: m.Chart, place: Place) -> Drawing:
    """Return the chart as wide as its place, in the smallest of the sizes, as captions are."""
    return _KINDS[chart.kind](Canvas(looks.settled(chart), place, place.sizes[-1]))


def filling(chart: m.Chart, place: Place, plan: looks.Plan) -> Drawing:
    """Return a chart of a slide as high as its place, with what its plan says around it.

    Its lines are as heavy for its words as those of a chart on paper.
    """
    canvas = Canvas(chart, place, place.sizes[-1], given=plan)
    draw = _KINDS[chart.kind]
    drawing = draw(replace(canvas, more=place.height - draw(canvas).height))
    weight = canvas.size / _PRINTED
    return replace(drawing, shapes=tuple(_heavier(shape, weight) for shape in drawing.shapes))


def _heavier(shape: Shape, times: float) -> Shape:
    return replace(shape, look=replace(shape.look, weight=shape.look.weight * times))
