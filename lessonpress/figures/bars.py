"""Columns, which stand, and bars, which lie, beside or upon each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from lessonpress.figures import canvas as c
from lessonpress.figures import looks
from lessonpress.figures.canvas import Canvas, Scale
from lessonpress.figures.drawing import Box, Drawing, Frame, Line, Point, Shape
from lessonpress.model import Series

# The white between the groups, as a share of a bar.
_GAP = 0.6
# The height of the columns, as a share of the width; lower ones are hard to compare.
_HEIGHT = 0.42
_BAR = 1.25  # the height of a bar, in lines of words


def columns(canvas: Canvas) -> Drawing:
    """Return columns; where their names are too wide to stand under them, bars."""
    chart, place = canvas.chart, canvas.place
    plan = canvas.plan()
    marks = looks.scale(chart) if plan.has_scale else looks.reach(chart)
    left = c.room_for_numbers(canvas, marks) if plan.has_scale else 0.0
    slot = (place.width - left) / len(chart.categories)
    widest = max(c.widest_word(canvas, name) for name in chart.categories)
    if not looks.stands(chart, slot, widest):
        return bars(replace(canvas, chart=looks.lying(chart)))
    shapes, top = canvas.head(looks.scale_title(chart))
    top += canvas.em
    foot = top + max(canvas.em, _HEIGHT * place.width + canvas.more)
    scale = Scale(marks, foot, top)
    shapes += c.rising(canvas, scale, left, place.width) if plan.has_scale else ()
    drawn = _Bars(canvas, scale, plan.labelled)
    for at, length, series in _lengths(chart.series, chart.stacked):
        across = slot / (_GAP + (1 if chart.stacked else len(chart.series)))
        begin = left + at * slot + across * (_GAP / 2 + (0 if chart.stacked else series))
        shapes += drawn.column(length, Frame(begin, 0, across, 0), series)
    zero = scale.at(Decimal(0))
    shapes.append(Line("Axis", (Point(left, zero), Point(place.width, zero)), c.AXIS))
    below = foot + (0.6 if plan.has_scale else 1.2 if marks[0] < 0 else 0.2) * canvas.em
    names, end = c.along_foot(canvas, lambda at: left + (at + 0.5) * slot, slot, below)
    title, end = canvas.foot(looks.names_title(chart), end, left)
    return Drawing(place.width, end, (*shapes, *names, *title))


def bars(canvas: Canvas) -> Drawing:
    """Return bars, each name at the left of its own."""
    chart, place = canvas.chart, canvas.place
    shapes, top = canvas.head(looks.names_title(chart))
    widest = max(map(canvas.width_of, chart.categories))
    left = min(widest, looks.MOST_NAMES * place.width) + c.GAP * canvas.size
    plan = canvas.plan()
    scale = _along(canvas, left, plan.has_scale)
    across = max(0.2 * canvas.em, _BAR * canvas.em + _share_of_more(canvas))
    names_wide = left - c.GAP * canvas.size
    tallest = max(canvas.height_of(name, names_wide) for name in chart.categories)
    group = max(across * ((1 if chart.stacked else len(chart.series)) + _GAP), tallest + 2)
    foot = top + group * len(chart.categories)
    if plan.has_scale:
        shapes += _standing(canvas, scale, top, foot)
    drawn = _Bars(canvas, scale, plan.labelled)
    white = (group - across * (1 if chart.stacked else len(chart.series))) / 2
    for at, length, series in _lengths(chart.series, chart.stacked):
        begin = top + at * group + white + across * (0 if chart.stacked else series)
        shapes += drawn.bar(length, Frame(0, begin, 0, across), series)
    zero = scale.at(Decimal(0))
    shapes.append(Line("Axis", (Point(zero, top), Point(zero, foot)), c.AXIS))
    for at, name in enumerate(chart.categories):
        shapes.append(canvas.words(name, Frame(0, top + at * group, names_wide, group), "right"))
    below = foot + (1.2 * canvas.em if plan.has_scale else 0.0)
    title, end = canvas.foot(looks.scale_title(chart), below, left)
    return Drawing(place.width, end, (*shapes, *title))


def _share_of_more(canvas: Canvas) -> float:
    """Return what each bar gets of the height that is to be filled."""
    chart = canvas.chart
    beside = 1 if chart.stacked else len(chart.series)
    return canvas.more / len(chart.categories) / (beside + _GAP)


def _along(canvas: Canvas, left: float, has_scale: bool) -> Scale:
    """Return the scale of bars, which has room for its numbers, or for those at the bars' ends."""
    chart, wide = canvas.chart, canvas.place.width
    if not has_scale:
        ends = looks.reach(chart)
        before, behind = _room(canvas, ends)
        return Scale(ends, left + before, wide - behind)
    marks = looks.scale(chart)
    half = max(map(canvas.width_of, canvas.scale_texts(marks))) / 2
    return Scale(marks, max(left, half), wide - half)


# --- a single one --------------------------------------------------------------------------------

Length = tuple[Decimal, Decimal]  # where a bar begins and ends


def _lengths(series: Sequence[Series], stacked: bool) -> Iterator[tuple[int, Length, int]]:
    """Yield each bar: its category's number, where it begins and ends, its series' number."""
    above: dict[int, Decimal] = {}
    below: dict[int, Decimal] = {}
    for number, one in enumerate(series):
        for at, value in enumerate(one.values):
            if value is None:
                continue
            ends = above if value >= 0 else below
            begin = ends.get(at, Decimal(0)) if stacked else Decimal(0)
            ends[at] = begin + value
            yield at, (begin, begin + value), number


@dataclass(frozen=True, slots=True)
class _Bars:
    """What single bars are drawn with; `labelled` prints each one's number."""

    canvas: Canvas
    scale: Scale
    labelled: bool

    def column(self, length: Length, at: Frame, series: int) -> Iterator[Shape]:
        """Yield a column as wide as the frame, and its number above or below it."""
        begin, end = (self.scale.at(value) for value in length)
        value = length[1] - length[0]
        text = self.canvas.written(value)
        frame = Frame(at.x, min(begin, end), at.width, abs(end - begin))
        yield Box(f"Column {text}", frame, "rectangle", c.filled(series))
        if self.labelled and self.canvas.chart.stacked:
            yield from _inside(self.canvas, text, frame, series)
        elif self.labelled:
            wide = max(self.canvas.width_of(text), at.width)
            top = frame.y - self.canvas.em if value >= 0 else frame.y + frame.height
            left = at.x + (at.width - wide) / 2
            yield self.canvas.words(text, Frame(left, top, wide, self.canvas.em))

    def bar(self, length: Length, at: Frame, series: int) -> Iterator[Shape]:
        """Yield a bar as high as the frame, and its number behind its end."""
        begin, end = (self.scale.at(value) for value in length)
        value = length[1] - length[0]
        text = self.canvas.written(value)
        frame = Frame(min(begin, end), at.y, abs(end - begin), at.height)
        yield Box(f"Bar {text}", frame, "rectangle", c.filled(series))
        if self.labelled and self.canvas.chart.stacked:
            yield from _inside(self.canvas, text, frame, series)
        elif self.labelled:
            wide, gap = self.canvas.width_of(text), 0.35 * self.canvas.size
            left = frame.x + frame.width + gap if value >= 0 else frame.x - wide - gap
            side: c.Align = "left" if value >= 0 else "right"
            yield self.canvas.words(text, Frame(left, at.y, wide, at.height), side)


def _inside(canvas: Canvas, text: str, frame: Frame, series: int) -> Iterator[Shape]:
    """Yield a number on its bar, where it fits there."""
    if frame.width >= canvas.width_of(text) and frame.height >= canvas.em:
        color, tint = looks.fill(series)
        yield canvas.words(text, frame, color=f"on {color}" if tint == 1.0 else "ink")


def _standing(canvas: Canvas, scale: Scale, top: float, foot: float) -> Iterator[Shape]:
    """Yield the lines of a scale that runs along the foot, and its numbers under them."""
    texts = canvas.scale_texts(scale.marks)
    for mark, text in zip(scale.marks, texts, strict=True):
        place = scale.at(mark)
        yield c.hairline(f"Line at {text}", Point(place, top), Point(place, foot))
    yield from c.running(canvas, texts, scale, foot + 0.1 * canvas.em)


def _room(canvas: Canvas, marks: Sequence[Decimal]) -> tuple[float, float]:
    """Return the room before and behind the bars for the numbers at their ends."""
    if canvas.chart.stacked:
        return 0.0, 0.0
    wide = max(map(canvas.width_of, looks.numbers(canvas.chart))) + c.GAP * canvas.size
    return (wide if marks[0] < 0 else 0.0), (wide if marks[-1] > 0 else 0.0)
