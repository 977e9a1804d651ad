"""Names on a map, each where it covers nothing else and nobody takes it for another's.

A country's name stands inside it, a city's beside its dot, over its own country, the sea or land
that is not highlighted. Where there is no room, names stand farther out, with a line to what they
name; and where there is none even so, they are set smaller.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from lessonpress.figures import nearby, outlines, rooms, setting
from lessonpress.figures.drawing import (
    Box,
    Frame,
    Label,
    Line,
    Shape,
    Words,
)
from lessonpress.figures.nearby import Spot
from lessonpress.figures.outlines import Flat, Ring, View
from lessonpress.figures.setting import Place

# All in em of the words' size.
_BESIDE = 0.25
_APART = 0.6  # two names on one line
_BELOW = 0.25  # two names, one below the other
_FAR, _FARTHEST = 4, 7  # a name from what is too small for it
# Names smaller than this share of the others stand out: a line to a large one is better.
_MUCH_SMALLER = 0.85
_SMALL = 10.0  # a name that is a point smaller is as bad as a line of so many points
_ASHORE = 80.0  # and so is one that stands in another country
# In what order names look for room: whether they are large, and how far out, in em, they may
# stand. 0 is close by, without a line; on land that is not highlighted they are the last resort.
_ROUNDS = (
    (True, 0, False),
    (True, _FAR, False),
    (False, 0, False),
    (True, _FARTHEST, False),
    (True, _FARTHEST, True),
    (False, _FARTHEST, True),
)
# How much a name on a border, or over a country that is not its own, counts as covered.
_CROSSED = 0.3
_FOREIGN = 1.0


@dataclass(frozen=True, slots=True)
class _Form:
    """Words in a size, on one line or broken into narrow ones, and how large they are so."""

    words: Words
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A city's dot, where the other dots are, and highlighted countries that it is not in."""

    frame: Frame
    others: Sequence[Flat]
    foreign: Sequence[Ring]


@dataclass(frozen=True, slots=True)
class Search:
    """A name that looks for its place: the free frame close to its target, or any near it.

    A line may lead to the `target` where there is one.
    """

    name: str
    forms: Sequence[_Form]
    close: Callable[[float, float], Frame | None]
    anywhere: Callable[[float, float], Iterator[Frame]]
    target: Flat | None = None
    foreign: Sequence[Ring] = ()


@dataclass(slots=True)
class Names:
    """Where names stand on a map; `taken` are the frames that no further name may cover.

    `land` are the outlines of all countries in view, `highlighted` those of the map's own; `ways`
    are its routes, which lines to names may cross.
    """

    view: View
    size: float
    place: Place
    land: Sequence[Ring]
    highlighted: Sequence[Ring]
    ways: Sequence[Frame]
    taken: list[Frame] = field(default_factory=list)
    covered: float = 0.0  # what names cover all the same, in square points
    strain: float = 0.0  # how long lines to names are, and how small some names

    # --- what has a name ---

    def of_country(self, text: str, ring: Ring) -> Search:
        """Return the search for room inside a country, or beside it."""
        middle = nearby.heart(ring)
        spots = [middle, *(nearby.middle_of(frame) for frame in rooms.inside(ring, 0.0, 0.0))]

        def inside(width: float, height: float) -> Frame | None:
            return self.within(ring, width, height)

        def over(width: float, height: float) -> Iterator[Frame]:
            return (self.framed((*spot, 4), width, height) for spot in spots)

        forms = [*self.forms(Words(text, self.size, bold=True), breaks=True)]
        return Search(f"Name {text}", forms, inside, over, middle)

    def of_city(self, text: str, mark: Mark) -> Search:
        """Return the search for room beside a city's mark, over no foreign country."""
        middle, wide = nearby.middle_of(mark.frame), mark.frame.width
        spots = [*nearby.around(middle, wide)]
        close = [*nearby.around(middle, wide, nearby.CLOSE)]
        belongs = nearby.belonging(middle, mark.others)

        def near(width: float, height: float) -> Frame | None:
            frames = (self.framed(spot, width, height) for spot in close)
            found = (f for f in frames if belongs(f) and self.is_clear(f))
            return next((f for f in found if not self.burden(f, mark.foreign)), None)

        def anywhere(width: float, height: float) -> Iterator[Frame]:
            return (self.framed(spot, width, height) for spot in spots)

        forms = [*self.forms(Words(text, self.size))]
        return Search(text, forms, near, anywhere, middle, mark.foreign)

    def of_route(self, text: str, spots: Sequence[Spot], color: str) -> Search:
        """Return the search for room for what is said of a route, at some spots beside it."""

        def anywhere(width: float, height: float) -> Iterator[Frame]:
            return (self.framed(spot, width, height) for spot in spots)

        def free(width: float, height: float) -> Frame | None:
            found = (f for f in anywhere(width, height) if self.is_clear(f))
            return next((f for f in found if not self.burden(f)), None)

        forms = [*self.forms(Words(text, self.size, color=color))]
        return Search(f"Label {text}", forms, free, anywhere)

    # --- how it is set ---

    def placed(self, searches: Sequence[Search]) -> list[list[Shape]]:
        """Return each name, with the line to it if it has one, where it found a place.

        All names that have room close by take it before any is led out to the sea.
        """
        found: dict[int, list[Shape]] = {}
        for large, farthest, ashore in _ROUNDS:
            banned = self.highlighted if ashore else self.land
            for n, search in enumerate(searches):
                forms = [form for form in search.forms if self.is_large(form) == large]
                if n not in found and (shapes := self.tried(search, forms, farthest, banned)):
                    found[n] = shapes
        return [found.get(n) or self.forced(search) for n, search in enumerate(searches)]

    def is_large(self, form: _Form) -> bool:
        """Say whether a name is hardly smaller than the others."""
        return form.words.size >= _MUCH_SMALLER * self.size

    def tried(
        self, search: Search, forms: Sequence[_Form], farthest: int, banned: Sequence[Ring]
    ) -> list[Shape]:
        """Return a name in the first form that finds a free frame; none if there is none.

        It has a line where it may be farther out, in em, than close by, over no `banned` country.
        """
        for form in forms:
            if not farthest:
                if frame := search.close(form.width, form.height):
                    return [self.taking(search.name, form.words, frame)]
                continue
            frames = self.beside(search.target, form, farthest) if search.target else ()
            free = (f for f in frames if search.target and self.is_free(f, search.target, banned))
            if search.target and (frame := next(free, None)):
                line = self.led(search.name, frame, search.target)
                self.strain += _ASHORE * (banned is not self.land)
                return [line, self.taking(search.name, form.words, frame)]
        return []

    def forced(self, search: Search) -> list[Shape]:
        """Return a name in the frame in which it covers least, with a line to it if it is far."""
        form = search.forms[-1]
        frames = search.anywhere(form.width, form.height)
        frame = min(frames, key=lambda frame: self.burden(frame, search.foreign))
        self.covered += self.burden(frame, search.foreign)
        lines: list[Shape] = []
        if search.target and (far := nearby.gap(frame, search.target)) > self.size:
            self.covered += nearby.STEP * far
            lines = [self.led(search.name, frame, search.target)]
        return [*lines, self.taking(search.name, form.words, frame)]

    def forms(self, words: Words, breaks: bool = False) -> Iterator[_Form]:
        """Yield words in each size, on one line and, if they may, broken into narrow ones."""
        for size in (self.size, *(s for s in self.place.sizes if s < self.size)):
            sized = replace(words, size=size)
            widths = [setting.natural_width([sized], self.place)]
            widths += [setting.widest_word([sized], self.place)] if breaks else []
            for width in dict.fromkeys(widths):
                yield _Form(sized, width, setting.height([sized], width, self.place))

    def led(self, name: str, frame: Frame, target: Flat) -> Line:
        """Return the line from a name to what it names, which no further name may cover."""
        line = nearby.leader(f"Line of {name}", frame, target)
        self.strain += nearby.long(line)
        self.taken += nearby.along(line)
        return line

    def taking(self, name: str, words: Words, frame: Frame) -> Box:
        """Return a name in a frame that no further name may come near to."""
        self.strain += _SMALL * (self.size - words.size)
        x, y = _APART * self.size, _BELOW * self.size
        wide, high = frame.width + 2 * x, frame.height + 2 * y
        self.taken.append(Frame(frame.x - x, frame.y - y, wide, high))
        return Box(name, frame, "none", label=Label((words,)))

    # --- where there is room ---

    def within(self, ring: Ring, width: float, height: float) -> Frame | None:
        """Return the free frame inside a ring that is nearest to its middle."""
        middle = outlines.centre(ring)
        found = (f for f in rooms.inside(ring, width, height) if self.is_clear(f))
        return min(
            found, key=lambda frame: math.dist(nearby.middle_of(frame), middle), default=None
        )

    def beside(self, target: Flat, form: _Form, farthest: int) -> Iterator[Frame]:
        """Yield frames around a place, the nearest first, less than so many em from it."""
        x, y = target
        for out in range(1, farthest):
            by = out * self.size
            for turn in range(16):
                angle = turn * math.pi / 8
                across = math.cos(angle) * (by + form.width / 2)
                spot = (x + across, y + math.sin(angle) * by, 4)
                yield self.framed(spot, form.width, form.height)

    def is_free(self, frame: Frame, target: Flat, banned: Sequence[Ring]) -> bool:
        """Say whether a name is over no such country, and its line runs through no other name."""
        if not self.is_clear(frame) or any(rooms.touches(frame, ring) for ring in banned):
            return False
        if banned is not self.land and any(rooms.is_crossed(frame, r) for r in self.land):
            return False
        line = nearby.along(nearby.leader("", frame, target))
        far = (f for f in line if math.dist(nearby.middle_of(f), target) > self.size)
        return not any(nearby.overlaps(f, self.taken) for f in far)

    def is_clear(self, frame: Frame) -> bool:
        """Say whether a frame covers nothing that is there already."""
        return not nearby.overlaps(frame, self.taken) and not nearby.overlaps(frame, self.ways)

    def cost(self, frame: Frame) -> float:
        """Return how much of what is there already a frame would cover."""
        return sum(nearby.common(frame, other) for other in (*self.taken, *self.ways))

    def burden(self, frame: Frame, foreign: Sequence[Ring] = ()) -> float:
        """Return what a frame would cover, and as how much its borders and its ground count."""
        space = frame.width * frame.height
        astray = any(rooms.touches(frame, ring) for ring in foreign)
        crossed = any(rooms.is_crossed(frame, ring) for ring in self.land)
        return self.cost(frame) + space * (_FOREIGN * astray + _CROSSED * crossed)

    def framed(self, spot: Spot, width: float, height: float) -> Frame:
        """Return a name's frame on the map, at the right, left, top, bottom or middle of a spot."""
        x, y, side = spot
        left = x + (0, -width, -width / 2, -width / 2, -width / 2)[side]
        top = y + (-height / 2, -height / 2, -height, 0, -height / 2)[side]
        edge = _BESIDE * self.size
        left = max(edge, min(left, self.view.width - width - edge))
        top = max(edge / 2, min(top, self.view.height - height - edge / 2))
        return Frame(left, top, width, height)
