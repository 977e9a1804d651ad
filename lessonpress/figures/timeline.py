"""A timeline drawn: an axis with its events on both sides, or a column of them.

Along an axis, an event's words stand beside a stem that leads to its mark. Words begin at their
stem, and what happens earlier stands farther from the axis where two meet on one side, so that no
stem ever crosses words.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from lessonpress import model as m
from lessonpress.figures import setting
from lessonpress.figures.drawing import Box, Drawing, Frame, Label, Line, Look, Point, Shape, Words
from lessonpress.figures.setting import Place

_AXIS = Look(line="muted", weight=1.5)
_STEM = Look(line="muted", weight=0.75)
_MARK = Look(fill="accent", line="paper", weight=1.0)

# All in em of the words' size.
_MARK_SIZE = 0.7
_SPAN_LENGTH = 1.8  # of a mark of what lasts, where there is no scale
_BESIDE_STEM = 0.4
_BETWEEN = 1.0  # two labels side by side
_FROM_AXIS = 0.9
_BESIDE_AXIS = 0.9
_BETWEEN_ROWS = 0.45
_NARROWEST = 6.5  # a label
# Along an axis, more lines than this under a date are a column of words nobody takes in.
_MOST_LINES = 6
_MOST_LEVELS = 5


def draw(timeline: m.Timeline, place: Place) -> Drawing:
    """Return the timeline along an axis where it fits, or else as one or two columns of events."""
    ways: list[Callable[[m.Timeline, float, Place], Drawing | None]]
    ways = [_along_axis, _column, _columns]
    if timeline.to_scale:
        for size in place.sizes:
            if found := _along_axis(timeline, size, place):
                return found
    for size in place.sizes:
        for way in ways:
            if found := way(timeline, size, place):
                return found
    return _lowest(timeline, place)


def _lowest(timeline: m.Timeline, place: Place) -> Drawing:
    """Return the drawing that needs the least height, in the smallest size."""
    tall = replace(place, height=math.inf)
    size = place.sizes[-1]
    ways = (_along_axis(timeline, size, tall), _columns(timeline, size, tall))
    column = _in_column(timeline.events, size, place)
    return min((*filter(None, ways), column), key=lambda drawing: drawing.height)


def divided(timeline: m.Timeline, count: int) -> tuple[m.Timeline, m.Timeline]:
    """Return a timeline of the first `count` events, and one of the others."""
    events = timeline.events
    return replace(timeline, events=events[:count]), replace(timeline, events=events[count:])


def _words(event: m.Event, size: float) -> tuple[Words, Words]:
    return Words(event.when, size, bold=True, color="accent"), Words(event.what, size)


def _name(event: m.Event) -> str:
    return " ".join(f"{event.when}: {event.what}".split()[:8])


# --- along an axis -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Flag:
    """An event's words beside its stem: how far along, how high, on which side, how far out."""

    event: m.Event
    x: float
    height: float
    above: bool
    level: int


def _along_axis(timeline: m.Timeline, size: float, place: Place) -> Drawing | None:
    """Return the events along an axis, in the widest labels that fit; None where none do."""
    widths = [_even_width(timeline, size, place)]
    if timeline.to_scale:
        widest = place.width / 3
        widths = [widest * share for share in (1.0, 0.85, 0.7, 0.6, 0.5, 0.42, 0.36)]
    for width in widths:
        if found := _with_labels(timeline, width, size, place):
            return found
    return None


def _even_width(timeline: m.Timeline, size: float, place: Place) -> float:
    """Return the width of labels of which each second one stands on the same side."""
    gap, room = _BETWEEN * size, place.width - _first(size)
    count = len(timeline.events)
    if count == 1:
        return min(room, 20 * size)
    return min(2 * (room + gap) / (count + 1) - gap, 20 * size)


def _first(size: float) -> float:
    """Return how far along the first event is, whose mark begins with the axis."""
    return _MARK_SIZE * size / 2


def _with_labels(timeline: m.Timeline, width: float, size: float, place: Place) -> Drawing | None:
    texts = [_words(event, size) for event in timeline.events]
    inner = width - _BESIDE_STEM * size
    too_narrow = max(setting.widest_word(words, place) for words in texts) > inner
    if too_narrow or width < _NARROWEST * size:
        return None
    if max(setting.lines(words[1], inner, place) for words in texts) > _MOST_LINES:
        return None
    flags = _flags(timeline, width, size, place)
    if max(flag.level for flag in flags) >= _MOST_LEVELS:
        return None
    drawing = _Axis(timeline, flags, width, size, place).drawing()
    return drawing if drawing.height <= place.height else None


def _flags(timeline: m.Timeline, width: float, size: float, place: Place) -> list[_Flag]:
    """Return the events' flags, placed from the last to the first.

    A flag stands farther out than all those on its side whose stems begin before its words end.
    """
    inner, reach = width - _BESIDE_STEM * size, width + _BETWEEN * size
    flags: list[_Flag] = []
    positions = _positions(timeline, width, size, place)
    along = zip(timeline.events, positions, strict=True)
    for number, (event, x) in reversed([*enumerate(along)]):
        height = setting.height(_words(event, size), inner, place)
        sides = [_beyond(flags, above, x + reach) for above in (True, False)]
        # The sides alternate where there is room on both.
        above = number % 2 == 0 if sides[0] == sides[1] else sides[0] < sides[1]
        flags.append(_Flag(event, x, height, above, min(sides)))
    return flags[::-1]


def _beyond(flags: Sequence[_Flag], above: bool, end: float) -> int:
    """Return the level on a side that is beyond all flags which begin before `end`."""
    near = (f.level + 1 for f in flags if f.above == above and f.x < end - 0.01)
    return max(near, default=0)


def _positions(timeline: m.Timeline, width: float, size: float, place: Place) -> list[float]:
    """Return how far along the axis each event begins; the last label ends with the place."""
    events, first = timeline.events, _first(size)
    length = place.width - width - first
    if not timeline.to_scale:
        step = length / max(len(events) - 1, 1)
        return [first + n * step for n in range(len(events))]
    earliest = min(e.start or 0.0 for e in events)
    whole = max(e.start or 0.0 for e in events) - earliest
    shares = [((e.start or 0.0) - earliest) / whole if whole else 0.0 for e in events]
    return [first + share * length for share in shares]


@dataclass(frozen=True, slots=True)
class _Axis:
    """A timeline along an axis, at one size, with its flags in their places."""

    timeline: m.Timeline
    flags: list[_Flag]
    width: float
    size: float
    place: Place

    def drawing(self) -> Drawing:
        shapes = (
            Line("Axis", (Point(0, self.axis), Point(self.place.width, self.axis)), _AXIS),
            *(shape for flag in self.flags for shape in self.event(flag)),
        )
        below = self.heights(above=False)
        height = self.axis + (sum(below) if below else self.mark / 2)
        return Drawing(self.place.width, height, shapes)

    @property
    def mark(self) -> float:
        return _MARK_SIZE * self.size

    @property
    def axis(self) -> float:
        """Return how far below the top the axis is."""
        return sum(self.heights(above=True)) or self.mark / 2

    def heights(self, above: bool) -> list[float]:
        """Return the height of each level on a side, with the white below it."""
        levels: dict[int, float] = {}
        for flag in self.flags:
            if flag.above == above:
                levels[flag.level] = max(levels.get(flag.level, 0.0), flag.height)
        gaps = [_FROM_AXIS * self.size] + [0.5 * self.size] * len(levels)
        full = [levels.get(n, 0.0) for n in range(max(levels, default=-1) + 1)]
        return [height + gap for height, gap in zip(full, gaps, strict=False)]

    def event(self, flag: _Flag) -> Iterator[Shape]:
        heights = self.heights(flag.above)
        gap = (_FROM_AXIS if flag.level == 0 else 0.5) * self.size
        near = sum(heights[: flag.level]) + gap
        end = self.axis - near - flag.height if flag.above else self.axis + near + flag.height
        top = end if flag.above else self.axis + near
        name = _name(flag.event)
        yield Line(f"Stem {name}", (Point(flag.x, self.axis), Point(flag.x, end)), _STEM)
        yield self.label(flag, top, name)
        yield self.marked(flag, name)

    def label(self, flag: _Flag, top: float, name: str) -> Box:
        beside = _BESIDE_STEM * self.size
        frame = Frame(flag.x + beside, top, self.width - beside, flag.height)
        words = Label(_words(flag.event, self.size), "left", "bottom" if flag.above else "top")
        return Box(name, frame, "none", label=words)

    def marked(self, flag: _Flag, name: str) -> Box:
        """Return the mark on the axis: a dot, or a bar as long as what it stands for."""
        start, end, mark = flag.event.start, flag.event.end, self.mark
        lasts = start is not None and end is not None and end > start
        if not lasts:
            frame = Frame(flag.x - mark / 2, self.axis - mark / 2, mark, mark)
            return Box(f"Mark {name}", frame, "ellipse", _MARK)
        long = self.length(flag) if self.timeline.to_scale else _SPAN_LENGTH * self.size
        frame = Frame(flag.x - mark / 2, self.axis - mark / 2, max(long, mark) + mark / 2, mark)
        return Box(f"Span {name}", frame, "rounded", _MARK)

    def length(self, flag: _Flag) -> float:
        """Return how long an event takes on the axis' scale, as far as the axis goes."""
        starts = [e.start or 0.0 for e in self.timeline.events]
        whole = max(starts) - min(starts)
        lasted = (flag.event.end or 0.0) - (flag.event.start or 0.0)
        length = self.place.width - self.width - _first(self.size)
        scale = length / whole if whole else 0.0
        return min(lasted * scale, self.place.width - flag.x - self.mark)


# --- in a column ---------------------------------------------------------------------------------


def _column(timeline: m.Timeline, size: float, place: Place) -> Drawing | None:
    drawing = _in_column(timeline.events, size, place)
    fits = drawing.height <= place.height and drawing.width <= place.width
    return drawing if fits else None


def _columns(timeline: m.Timeline, size: float, place: Place) -> Drawing | None:
    """Return two columns, where each has room for a line of words."""
    gap = 2 * size
    narrow = replace(place, width=(place.width - gap) / 2)
    if narrow.width < 20 * size or len(timeline.events) < 4:
        return None
    half = (len(timeline.events) + 1) // 2
    left = _in_column(timeline.events[:half], size, narrow)
    right = _in_column(timeline.events[half:], size, narrow)
    if max(left.height, right.height) > place.height or left.width > narrow.width:
        return None
    moved = tuple(_moved(shape, narrow.width + gap) for shape in right.shapes)
    return Drawing(place.width, max(left.height, right.height), (*left.shapes, *moved))


def _moved(shape: Shape, right: float) -> Shape:
    if isinstance(shape, Box):
        return replace(shape, frame=replace(shape.frame, x=shape.frame.x + right))
    assert isinstance(shape, Line), "a column has boxes and lines alone"
    return replace(shape, points=tuple(Point(p.x + right, p.y) for p in shape.points))


def _in_column(events: Sequence[m.Event], size: float, place: Place) -> Drawing:
    """Return events one below the other: when at the left of an axis, what at its right."""
    column = _Column.of(events, size, place)
    shapes: list[Shape] = []
    top, middles = 0.0, [setting.line_height(size, place) / 2]
    for event in events:
        height = column.height(event)
        middles.append(top + middles[0])
        shapes += column.row(event, top, height)
        top += height + _BETWEEN_ROWS * size
    ends = (Point(column.axis, middles[0]), Point(column.axis, middles[-1]))
    height = top - _BETWEEN_ROWS * size
    return Drawing(place.width + column.lack, height, (Line("Axis", ends, _AXIS), *shapes))


@dataclass(frozen=True, slots=True)
class _Column:
    """Events one below the other: how far right their axis is, and how wide their words are.

    `lack` is how much wider the place would have to be for the longest word.
    """

    size: float
    place: Place
    left: float
    axis: float
    room: float
    lack: float

    @classmethod
    def of(cls, events: Sequence[m.Event], size: float, place: Place) -> _Column:
        """Return the column that events need in a place."""
        dates = [_words(event, size)[0] for event in events]
        told = [_words(event, size)[1] for event in events]
        most = max(place.width * 0.36, setting.widest_word(dates, place))
        left = min(setting.natural_width(dates, place), most)
        axis = left + _BESIDE_AXIS * size
        room = place.width - axis - _BESIDE_AXIS * size
        lack = max(0.0, setting.widest_word(told, place) - room)
        return cls(size, place, left, axis, room + lack, lack)

    def height(self, event: m.Event) -> float:
        date, what = _words(event, self.size)
        told = setting.height([what], self.room, self.place)
        return max(setting.height([date], self.left, self.place), told)

    def row(self, event: m.Event, top: float, height: float) -> Iterator[Shape]:
        (date, what), name = _words(event, self.size), _name(event)
        mark = _MARK_SIZE * self.size
        middle = top + setting.line_height(self.size, self.place) / 2
        when = Frame(0, top, self.left, height)
        yield Box(f"Date {name}", when, "none", label=Label((date,), "right", "top"))
        dot = Frame(self.axis - mark / 2, middle - mark / 2, mark, mark)
        yield Box(f"Mark {name}", dot, "ellipse", _MARK)
        told = Frame(self.axis + _BESIDE_AXIS * self.size, top, self.room, height)
        yield Box(name, told, "none", label=Label((what,), "left", "top"))
