"""How the series of a chart are told apart, on slides and on paper, in colour and in grey."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from lessonpress import model as m
from lessonpress.figures.ticks import decimals, ticks
from lessonpress.numerals import GROUPED_FROM, affixes, written

Mark = Literal["circle", "square", "diamond", "triangle"]
Width = Callable[[str], float]

Legend = Literal["", "top", "right"]

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
# The shares of the width that names beside bars may take, and that bars take at least.
MOST_NAMES = 0.4
_LEAST_BAR = 0.2
WHOLE = Decimal(100)  # of shares
# How far shares may be from 100 in all, having been rounded.
_ROUNDED = Decimal("0.2")
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


def settled(chart: m.Chart) -> m.Chart:
    """Return the chart as both writers draw it: the numbers of an axis are grouped all or none."""
    if chart.kind == "pie":
        return chart
    numbers = _grouped(chart.numbers, scale(chart))
    if chart.kind != "scatter":
        return replace(chart, numbers=numbers)
    return replace(chart, numbers=numbers, x_numbers=_grouped(chart.x_numbers, scale(chart, True)))


def _grouped(form: m.NumberForm, marks: tuple[Decimal, ...]) -> m.NumberForm:
    is_long = max(map(abs, marks)) >= GROUPED_FROM
    return replace(form, grouped=form.grouped or is_long)


# --- what is printed -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Plan:
    """What stands around bars, lines, slices or points: numbers at each, a scale, a legend.

    A legend at the right is that of a pie; paper has its names beside the slices instead.
    """

    labelled: bool
    has_scale: bool
    legend: Legend


def plan(chart: m.Chart, width: float, width_of: Width) -> Plan:
    """Return what stands around a chart so wide, on slides as on paper.

    Bars whose numbers are printed need neither a scale nor lines to read them off.
    """
    printed = labelled(chart, width, width_of)
    return Plan(printed, not (printed and chart.kind in ("column", "bar")), legend(chart))


def legend(chart: m.Chart) -> Legend:
    """Return where the names of series or slices stand, if they need a legend."""
    if chart.kind == "pie":
        return "right" if slivers(chart) else ""
    return "top" if len(chart.series) > 1 else ""


def labelled(chart: m.Chart, width: float, width_of: Width) -> bool:
    """Say whether every number is printed in a chart so wide: as the author asks, or where it fits.

    Beside bars it must fit in any case, or they would be too short to compare.
    """
    if chart.kind == "bar" and not _have_room(chart, width, width_of):
        return False
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


def _have_room(chart: m.Chart, width: float, width_of: Width) -> bool:
    """Say whether bars stay long enough with names before them and numbers at their ends."""
    if chart.stacked:
        return True
    gap = width_of("0")
    names = min(max(map(width_of, chart.categories), default=0.0), MOST_NAMES * width) + gap
    low, high = reach(chart)
    ends = (low < 0) + (high > 0)
    beside = ends * (max(map(width_of, numbers(chart)), default=0.0) + gap)
    return width - names - beside > _LEAST_BAR * width


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


def told(chart: m.Chart, value: Decimal) -> str:
    """Return what is printed of a slice: its number where that is per cent, or else its share."""
    if chart.numbers.percent:
        return written(value, chart.numbers, chart.lang)
    share = 100 * value / sum(v for v in chart.series[0].values if v)
    return written(share, m.NumberForm(decimals=int(share < 1), percent=True), chart.lang)


def with_shares(chart: m.Chart) -> m.Chart:
    """Return a pie whose legend says the shares of slices too thin for words: in their names."""
    thin = slivers(chart)
    pairs = zip(chart.categories, chart.series[0].values, strict=True)
    names = (
        f"{name} {told(chart, value)}".strip() if at in thin and value else name
        for at, (name, value) in enumerate(pairs)
    )
    return replace(chart, categories=tuple(names))


def without_shares(chart: m.Chart) -> m.Chart:
    """Return a pie with the names that it had before `with_shares`."""
    pairs = zip(chart.categories, chart.series[0].values, strict=True)
    names = (
        name.removesuffix(told(chart, value)).rstrip() if value else name for name, value in pairs
    )
    return replace(chart, categories=tuple(names))


# --- the scale -----------------------------------------------------------------------------------


def scale(chart: m.Chart, is_x: bool = False) -> tuple[Decimal, ...]:
    """Return the round numbers at which the scale of a chart, or of its x, has lines.

    A scale of shares ends where they are complete, also where rounding left a little more.
    """
    if is_whole(chart) and not is_x:
        return ticks(Decimal(0), WHOLE, _MOST_TICKS)
    return ticks(*reach(chart, is_x), _MOST_TICKS)


def is_whole(chart: m.Chart) -> bool:
    """Say whether the parts of each bar are shares, 100 in all."""
    if not chart.stacked:
        return False
    above, below = _heights(chart)
    totals = [total for total in above if total]
    return bool(totals) and not any(below) and all(abs(t - WHOLE) <= _ROUNDED for t in totals)


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
