"""Lines through points, and points alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lessonpress.figures import canvas as c
from lessonpress.figures import looks
from lessonpress.figures.canvas import Canvas, Scale
from lessonpress.figures.drawing import Drawing, Frame, Line, Point, Shape

# The height of the field, as a share of the width.
_HEIGHT = 0.46
# A line through more points than this shows them by its bends alone.
_MOST_MARKS = 30
# How far under the field the numbers of x stand, in em: clear of the lowest of y, at its corner.
_UNDER = 0.9


def lines(canvas: Canvas) -> Drawing:
    """Return a line for each series, broken where a number is missing."""
    chart, place = canvas.chart, canvas.place
    shapes, scale, left = _field(canvas)
    slot = (place.width - left) / len(chart.categories)

    def centre(at: int) -> float:
        return left + (at + 0.5) * slot

    labelled = canvas.plan().labelled
    for number, series in enumerate(chart.series):
        points = [
            None if value is None else Point(centre(at), scale.at(value))
            for at, value in enumerate(series.values)
        ]
        for stretch in _stretches(points):
            shapes.append(Line(series.name or "Line", stretch, c.lined(number)))
        marked = len(points) <= _MOST_MARKS
        known = [point for point in points if point]
        if marked:
            shapes += (canvas.mark(number, p, f"Mark {series.name}".strip()) for p in known)
        if labelled:
            texts = (canvas.written(value) for value in series.values if value is not None)
            shapes += (_label(canvas, t, p) for t, p in zip(texts, known, strict=True))
    names, end = c.along_foot(canvas, centre, slot, scale.start + 0.6 * canvas.em)
    title, end = canvas.foot(looks.names_title(chart), end, left)
    return Drawing(place.width, end, (*shapes, *names, *title))


def scatter(canvas: Canvas) -> Drawing:
    """Return a mark for each pair of numbers."""
    chart, place = canvas.chart, canvas.place
    shapes, rising, left = _field(canvas)
    marks = looks.scale(chart, is_x=True)
    texts = canvas.scale_texts(marks, is_x=True)
    half = max(map(canvas.width_of, texts)) / 2
    along = Scale(marks, left + half, place.width - half)
    for number, series in enumerate(chart.series):
        pairs = zip(chart.xs, series.values, strict=True)
        known = [(x, y) for x, y in pairs if x is not None and y is not None]
        places = [Point(along.at(x), rising.at(y)) for x, y in known]
        shapes += (canvas.mark(number, p, f"Mark {series.name}".strip()) for p in places)
        if canvas.plan().labelled:
            written = (canvas.written(y) for _, y in known)
            shapes += (_label(canvas, t, p) for t, p in zip(written, places, strict=True))
    foot = rising.start
    shapes.append(Line("Axis", (Point(left, foot), Point(place.width, foot)), c.AXIS))
    shapes += c.running(canvas, texts, along, foot + _UNDER * canvas.em)
    title, end = canvas.foot(looks.names_title(chart), foot + (_UNDER + 1.1) * canvas.em, left)
    return Drawing(place.width, end, (*shapes, *title))


def _field(canvas: Canvas) -> tuple[list[Shape], Scale, float]:
    """Return the head and the lines of the rising scale, the scale, and where its lines begin."""
    marks = looks.scale(canvas.chart)
    shapes, top = canvas.head(looks.scale_title(canvas.chart))
    top += canvas.em / 2
    left = c.room_for_numbers(canvas, marks)
    high = max(canvas.em, _HEIGHT * canvas.place.width + canvas.more)
    scale = Scale(marks, top + high, top)
    shapes += c.rising(canvas, scale, left, canvas.place.width)
    return shapes, scale, left


def _stretches(points: Sequence[Point | None]) -> Iterator[tuple[Point, ...]]:
    """Yield the points between gaps, two at least."""
    stretch: list[Point] = []
    for point in (*points, None):
        if point is not None:
            stretch.append(point)
            continue
        if len(stretch) > 1:
            yield tuple(stretch)
        stretch = []


def _label(canvas: Canvas, text: str, point: Point) -> Shape:
    wide = canvas.width_of(text)
    return canvas.words(text, Frame(point.x - wide / 2, point.y - 1.4 * canvas.em, wide, canvas.em))
