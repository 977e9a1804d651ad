"""How the series of a chart are told apart, on slides and on paper, in colour and in grey."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from lessonpress import model as m
from lessonpress.figures.ticks import decimals, ticks
from lessonpress.numerals import affixes, written

Mark = Literal["circle", "square", "diamond", "triangle"]
Width = Callable[[str], float]

_COLORS = 6  # of a theme's series
_MARKS: tuple[Mark, ...] = ("circle", "square", "diamond", "triangle")
# When the colours begin anew, they are mixed with the paper: a share of the colour.
_TINTS = (1.0, 0.6, 0.35)
# A column as wide as this many points has room for its number above it, if that is narrower.
_MOST_LABELS = 16
# Names no longer than this can be left out here and there, as years can.
_SHORT = 6
# A slice of less has no room for words beside it, where another such slice is near.
_SLIVER = Decimal("0.04")
# A scale has about so many lines.
_MOST_TICKS = 6


def fill(index: int) -> tuple[str, float]:
    """Return the colour of a series or slice, and its share in the mix with the paper."""
    return line(index), _TINTS[index // _COLORS % len(_TINTS)]


def line(index: int) -> str:
    """Return the colour of a line and its marks, which is that of the same series' bars."""
    return f"series {index % _COLORS}"


def mark(index: int) -> Mark:
    """Return the mark of a line's points."""
    return _MARKS[index % len(_MARKS)]


def dashed(index: int) -> bool:
    """Say whether a line is dashed, which each second one is."""
    return index % 2 == 1


def lying(chart: m.Chart) -> m.Chart:
    """Return columns as bars, which have room for long names; their axes change places."""
    return replace(chart, kind="bar", x_title=chart.y_title, y_title=chart.x_title)


def stands(chart: m.Chart, room: float, widest: float) -> bool:
    """Say whether columns can stand: where names are too wide for their room, only short ones can.

    Of short names, years for instance, some are left out.
    """
    return widest <= room or max(map(len, chart.categories)) <= _SHORT


# --- what is printed -----------------------------------------------------------------------------


def labelled(chart: m.Chart, width: float, width_of: Width) -> bool:
    """Say whether every number is printed in a chart so wide: as the author asks, or where it fits.

    Numbers that are printed need neither a scale nor lines to read them off.
    """
    if chart.labels is not None:
        return chart.labels
    if chart.kind == "pie":
        return True
    few = len(chart.categories) <= _MOST_LABELS
    if chart.kind not in ("column", "bar") or len(chart.series) > 1 or not few:
        return False
    if chart.kind == "bar":
        return True
    room = width / max(1, len(chart.categories))
    return all(width_of(text) < room for text in numbers(chart))


def numbers(chart: m.Chart) -> list[str]:
    """Return every number of a chart as it is printed."""
    known = (v for series in chart.series for v in series.values if v is not None)
    return [written(value, chart.numbers, chart.lang) for value in known]


def scale_title(chart: m.Chart) -> str:
    """Return the title of the axis of numbers, with the unit where numbers do not bear it."""
    given = chart.x_title if chart.kind == "bar" else chart.y_title
    unit = chart.numbers.unit
    if not unit or any(affixes(chart.numbers, chart.lang)):
        return given
    return f"{given} ({unit})" if given else unit


def names_title(chart: m.Chart) -> str:
    """Return the title of the axis of categories, or of a scatter chart's x."""
    return chart.y_title if chart.kind == "bar" else chart.x_title


def slivers(chart: m.Chart) -> tuple[int, ...]:
    """Return the slices of a pie that are so thin that their words would stand over each other."""
    values = chart.series[0].values
    whole = sum(value for value in values if value)
    thin = [at for at, value in enumerate(values) if value and value / whole < _SLIVER]
    return tuple(thin) if len(thin) > 1 else ()


# --- the scale -----------------------------------------------------------------------------------


def scale(chart: m.Chart, is_x: bool = False) -> tuple[Decimal, ...]:
    """Return the round numbers at which the scale of a chart, or of its x, has lines."""
    return ticks(*reach(chart, is_x), _MOST_TICKS)


def reach(chart: m.Chart, is_x: bool = False) -> tuple[Decimal, Decimal]:
    """Return the lowest and the highest place that is drawn at; bars begin at zero."""
    if is_x:
        known = [x for x in chart.xs if x is not None]
    else:
        known = [v for values in _heights(chart) for v in values if v is not None]
    known += [Decimal(0)] * (chart.kind in ("column", "bar") and not is_x)
    return min(known), max(known)


def on_scale(chart: m.Chart, is_x: bool = False) -> m.NumberForm:
    """Return how a scale writes its numbers, which are rounder than those of the data."""
    form = chart.x_numbers if is_x else chart.numbers
    return replace(form, decimals=decimals(scale(chart, is_x)))


def _heights(chart: m.Chart) -> list[tuple[Decimal | None, ...]]:
    """Return how far up the numbers reach: of stacked ones, those above and below zero add up."""
    if not chart.stacked:
        return [series.values for series in chart.series]
    rows = [
        [v or Decimal(0) for v in row]
        for row in zip(*(s.values for s in chart.series), strict=True)
    ]
    above = tuple(sum((v for v in row if v > 0), Decimal(0)) for row in rows)
    below = tuple(sum((v for v in row if v < 0), Decimal(0)) for row in rows)
    return [above, below]
