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
from lessonpress.figures.drawing import Drawing
from lessonpress.figures.setting import Place

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
    """Return a chart of a slide as high as its place, with what its plan says around it."""
    canvas = Canvas(chart, place, place.sizes[-1], given=plan)
    draw = _KINDS[chart.kind]
    return draw(replace(canvas, more=place.height - draw(canvas).height))
