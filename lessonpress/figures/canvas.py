"""What the charts on paper share: words, scales, the head with title and legend, marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lessonpress import model as m
from lessonpress.figures import looks, setting
from lessonpress.figures.drawing import Area, Box, Frame, Label, Line, Look, Point, Shape, Words
from lessonpress.figures.setting import Place
from lessonpress.numerals import written

Align = Literal["left", "center", "right"]

_GRID = Look(fill="muted", tint=0.3)
_HAIRLINE = 0.4  # points
AXIS = Look(line="ink", weight=0.6)
# All in em of the words' size.
GAP = 0.5
_SWATCH = 0.8
_SAMPLE = 2.4  # of a line, in the legend
_MARK = 0.62
_LINE_WEIGHT = 1.4  # points
_SLACK = 1.005  # words on their own are measured without kerning, and a bit wider


@dataclass(frozen=True, slots=True)
class Scale:
    """Where numbers lie between two places: the first of the `marks` at `start`."""

    marks: tuple[Decimal, ...]
    start: float
    end: float

    def at(self, number: Decimal) -> float:
        """Return the place of a number."""
        first, last = self.marks[0], self.marks[-1]
        share = float((number - first) / ((last - first) or 1))
        return self.start + share * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Canvas:
    """A chart to be drawn in a place, its words `size` points large.

    Its field is `more` points higher than charts on paper are; `given` is a plan made elsewhere.
    """

    chart: m.Chart
    place: Place
    size: float
    more: float = 0.0
    given: looks.Plan | None = None

    def plan(self) -> looks.Plan:
        """Return what stands around what is drawn."""
        return self.given or looks.plan(self.chart, self.place.width, self.width_of)

    # --- words ---

    @property
    def em(self) -> float:
        """Return the height of a line of words."""
        return setting.line_height(self.size, self.place)

    def width_of(self, text: str) -> float:
        """Return the width of a box for words on one line."""
        words = [Words(text, self.size)]
        widths = setting.natural_width(words, self.place), setting.widest_word(words, self.place)
        return _SLACK * max(widths)

    def height_of(self, text: str, width: float) -> float:
        """Return the height of words in a box of a width."""
        return setting.height([Words(text, self.size)], width, self.place)

    def words(self, text: str, frame: Frame, align: Align = "center", color: str = "ink") -> Box:
        """Return words in the middle of a frame's height."""
        high = self.height_of(text, frame.width)
        inner = Frame(frame.x, frame.y + (frame.height - high) / 2, frame.width, high)
        return Box(text, inner, "none", label=Label((Words(text, self.size, color=color),), align))

    def written(self, number: Decimal) -> str:
        """Return one of the chart's numbers as it is printed."""
        return written(number, self.chart.numbers, self.chart.lang)

    def scale_texts(self, marks: Sequence[Decimal], is_x: bool = False) -> list[str]:
        """Return the numbers of a scale as they are printed."""
        form = looks.on_scale(self.chart, is_x)
        return [written(mark, form, self.chart.lang) for mark in marks]

    # --- head and foot ---

    def head(self, beside: str = "") -> tuple[list[Shape], float]:
        """Return the title, the legend and the title of the axis that rises, and where they end."""
        shapes: list[Shape] = []
        top = 0.0
        for text, bold, color in ((self.chart.title, True, "ink"), (beside, False, "muted")):
            if color == "muted" and looks.legend(self.chart) == "top":
                legend, top = self.legend(top)
                shapes += legend
            if text:
                words = Words(text, self.size, bold, color)
                high = setting.height([words], self.place.width, self.place)
                frame = Frame(0, top, self.place.width, high)
                shapes.append(Box(text, frame, "none", label=Label((words,), "left", "top")))
                top += high + 0.25 * self.em
        return shapes, top

    def legend(self, top: float) -> tuple[list[Shape], float]:
        """Return the names of the series, each beside what it is drawn with."""
        shapes: list[Shape] = []
        left = 0.0
        is_line = self.chart.kind == "line"
        sample = (_SAMPLE if is_line else _SWATCH) * self.size
        for at, series in enumerate(self.chart.series):
            name = series.name or str(at + 1)
            beside = sample + GAP * self.size
            wide = min(self.width_of(name), self.place.width - beside)
            if left and left + beside + wide > self.place.width:
                left, top = 0.0, top + self.em
            shapes += self.sample(at, Frame(left, top, sample, self.em))
            frame = Frame(left + beside, top, wide, self.em)
            shapes.append(self.words(name, frame, "left"))
            left += sample + wide + 2 * self.size
        return shapes, top + 1.35 * self.em

    def sample(self, at: int, frame: Frame) -> Iterator[Shape]:
        """Yield what a series is drawn with, small, for the legend."""
        middle = frame.y + frame.height / 2
        if self.chart.kind in ("column", "bar"):
            square = Frame(frame.x, middle - frame.width / 2, frame.width, frame.width)
            yield Box(f"Sample {at + 1}", square, "rectangle", filled(at))
            return
        if self.chart.kind == "line":
            ends = (Point(frame.x, middle), Point(frame.x + frame.width, middle))
            yield Line(f"Sample {at + 1}", ends, lined(at))
        yield self.mark(at, Point(frame.x + frame.width / 2, middle), f"Sample mark {at + 1}")

    def foot(self, text: str, top: float, left: float) -> tuple[list[Shape], float]:
        """Return the title of the axis along the foot, and where it ends."""
        if not text:
            return [], top
        wide = self.place.width - left
        high = self.height_of(text, wide)
        return [self.words(text, Frame(left, top, wide, high), "center", "muted")], top + high

    # --- marks ---

    def mark(self, at: int, point: Point, name: str) -> Shape:
        """Return the mark of a series at a point."""
        across = _MARK * self.size
        look = Look(fill=looks.line(at), line="paper", weight=0.5)
        frame = Frame(point.x - across / 2, point.y - across / 2, across, across)
        match looks.mark(at):
            case "circle":
                return Box(name, frame, "ellipse", look)
            case "square":
                return Box(name, frame, "rectangle", look)
            case "diamond":
                wide = Frame(frame.x - 0.6, frame.y - 0.6, across + 1.2, across + 1.2)
                return Box(name, wide, "diamond", look)
            case "triangle":
                foot = frame.y + across
                corners = (
                    Point(point.x, frame.y - 0.6),
                    Point(frame.x + across + 0.6, foot),
                    Point(frame.x - 0.6, foot),
                )
                return Area(name, (corners,), look)


def filled(at: int) -> Look:
    """Return the look of a series' bars, or of a slice; pale ones have an outline to be seen by."""
    color, tint = looks.fill(at)
    return Look(fill=color, tint=tint, line="paper" if tint == 1.0 else color, weight=0.5)


def lined(at: int) -> Look:
    """Return the look of a series' line."""
    return Look(line=looks.line(at), weight=_LINE_WEIGHT, dashed=looks.dashed(at))


def hairline(name: str, start: Point, end: Point) -> Box:
    """Return a light line, level or upright: a narrow box, because lines have no tints."""
    wide, high = end.x - start.x, end.y - start.y
    half = _HAIRLINE / 2
    frame = Frame(start.x - half, start.y - half, wide + _HAIRLINE, high + _HAIRLINE)
    return Box(name, frame, "rectangle", _GRID)


# --- scales --------------------------------------------------------------------------------------


def rising(canvas: Canvas, scale: Scale, left: float, right: float) -> Iterator[Shape]:
    """Yield the lines of a scale that rises, and its numbers at their left."""
    for mark, text in zip(scale.marks, canvas.scale_texts(scale.marks), strict=True):
        height = scale.at(mark)
        yield hairline(f"Line at {text}", Point(left, height), Point(right, height))
        frame = Frame(0, height - canvas.em / 2, left - GAP * canvas.size, canvas.em)
        yield canvas.words(text, frame, "right", "muted")


def room_for_numbers(canvas: Canvas, marks: tuple[Decimal, ...]) -> float:
    """Return the width that the numbers of a rising scale need, with the white behind them."""
    return max(map(canvas.width_of, canvas.scale_texts(marks))) + GAP * canvas.size


def running(canvas: Canvas, texts: Sequence[str], scale: Scale, top: float) -> Iterator[Shape]:
    """Yield the numbers of a scale that runs along the foot, some left out where it is short."""
    wide = max(map(canvas.width_of, texts))
    step = abs(scale.at(scale.marks[1]) - scale.at(scale.marks[0]))
    every = max(1, -int(-(wide + canvas.size) // step)) if step else 1
    for mark, text in [*zip(scale.marks, texts, strict=True)][::every]:
        frame = Frame(scale.at(mark) - wide / 2, top, wide, canvas.em)
        yield canvas.words(text, frame, "center", "muted")


# --- names along the foot ------------------------------------------------------------------------


def along_foot(
    canvas: Canvas, centre: Callable[[int], float], slot: float, top: float
) -> tuple[list[Shape], float]:
    """Return the categories' names under their places, some left out where they are too wide."""
    names = canvas.chart.categories
    widest = max((widest_word(canvas, name) for name in names), default=0.0)
    every = max(1, -int(-(widest + 1) // slot))
    wide = slot * every
    shown = [(at, name) for at, name in enumerate(names) if at % every == 0 and name]
    high = max((canvas.height_of(name, wide) for _, name in shown), default=0.0)
    shapes: list[Shape] = []
    end = 0.0
    for at, name in shown:
        needed = min(wide, canvas.width_of(name))
        left = max(0.0, min(centre(at) - needed / 2, canvas.place.width - needed))
        if left < end:  # the last one, which had to move inwards, has no room there
            continue
        end = left + needed
        words = Label((Words(name, canvas.size),), "center", "top")
        shapes.append(Box(name, Frame(left, top, needed, high), "none", label=words))
    return shapes, top + high


def widest_word(canvas: Canvas, name: str) -> float:
    """Return the width a name needs when it is broken into lines."""
    return setting.widest_word([Words(name, canvas.size)], canvas.place)
