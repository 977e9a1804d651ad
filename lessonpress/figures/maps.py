"""A map drawn: the countries in view, those highlighted in tints, cities as dots, routes as lines.

The view is as large as what is named needs. Names are put where they cover nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from lessonpress import model as m
from lessonpress.figures import outlines, rooms, setting
from lessonpress.figures.drawing import (
    Area,
    Box,
    Connector,
    Drawing,
    Frame,
    Label,
    Line,
    Look,
    Point,
    Shape,
    Words,
)
from lessonpress.figures.outlines import Degrees, View
from lessonpress.figures.setting import Place

_SEA = Look(fill="paper", line="muted", weight=0.5)
_LAND = Look(fill="ground", line="muted", weight=0.5)
# Groups are told apart in grey, too, by how dark they are, and by their outlines.
_GROUPS = (
    Look(fill="accent", tint=0.36, line="muted", weight=0.75),
    Look(fill="answer", tint=0.22, line="muted", weight=0.75),
    Look(fill="accent", tint=0.14, line="muted", weight=0.75, dashed=True),
    Look(fill="muted", tint=0.5, line="muted", weight=0.75),
)
_DOT_LOOK = Look(fill="ink", line="paper", weight=0.75)
_ROUTE = Look(line="accent", weight=2.0)
_LEADER = Look(line="muted", weight=0.75)

_WORLD = 360.0
# White around what is named, as a share of its extent, and the least extent, in degrees.
_MARGIN = 0.08
_LEAST = 3.0
# Maps are no lower and no higher than these shares of their width.
_LOWEST = 0.42
_TALLEST = 0.8
# A map with its legend beside it is so much wider than need be.
_ROOMY = 1.15
_SMALLEST_DOT = 5.0  # points
_STEP = 4.0  # points; routes are kept free of names in such steps
_BLOT = 3.0  # square points; islands smaller than that are left out
_COVERED = 4.0  # square points that names may cover before they are set smaller
# All in em of the words' size.
_DOT = 0.45
_BESIDE = 0.25
_APART = 0.6  # two names on one line
_FARTHEST = 7.0  # a name from the country that is too small for it
_SWATCH = 0.9
_STRIP = 22.0  # the least width of a map beside its legend


def draw(map_: m.Map, place: Place) -> Drawing:
    """Return the map as large as its place; its legend below it, or beside a narrow one."""
    for size in _sizes(place):
        drawing, covered = _narrow(map_, size, place) or _over_legend(map_, size, place)
        if drawing.height <= place.height and covered < _COVERED:
            break
    return drawing


def _sizes(place: Place) -> tuple[float, ...]:
    """Return the sizes of names: those of captions, since a map speaks by its shapes."""
    return place.sizes[len(place.sizes) // 2 :]


def _narrow(map_: m.Map, size: float, place: Place) -> tuple[Drawing, float] | None:
    """Return a map that is higher than wide, with its legend at its right, where that fits.

    Beside it stands how much of what it shows is covered by names.
    """
    if not any(map_.groups) or math.isinf(place.height):
        return None
    extent, high = _Extent.of(map_), min(place.height, _TALLEST * place.width)
    # A tall map has some sea at its sides, where names of its countries stand.
    wide = max(high * extent.wide / extent.high * _ROOMY, _STRIP * size)
    left = wide + 1.5 * size
    legend = _Legend.of(map_, size, place, place.width - left)
    if place.width - left < 9 * size or legend.height > high:
        return None
    view = extent.view(wide, high)
    drawn = _Drawn(map_, view, size, place)
    shapes = (*drawn.shapes(), *legend.shapes(left, 0.0))
    return Drawing(place.width, high, shapes), drawn.covered


def _over_legend(map_: m.Map, size: float, place: Place) -> tuple[Drawing, float]:
    legend, extent = _Legend.of(map_, size, place, place.width), _Extent.of(map_)
    room = min(place.height - legend.height, _TALLEST * place.width)
    height = min(room, place.width * extent.high / extent.wide)
    height = max(height, _LOWEST * place.width * (0.6 if place.height < place.width else 1.0))
    # A tall map in a wide place has some sea at its sides, but is no strip of it.
    width = min(place.width, max(2.2 * height, height * extent.wide / extent.high * _ROOMY))
    view = extent.view(width, height)
    drawn = _Drawn(map_, view, size, place)
    shapes = (*drawn.shapes(), *legend.shapes(0.0, height))
    whole = max(width, place.width if legend.entries else 0.0)
    return Drawing(whole, height + legend.height, shapes), drawn.covered


# --- the view ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Extent:
    """What a map has to show: its middle, and how far it goes, in degrees of latitude."""

    middle: Degrees
    wide: float
    high: float

    @classmethod
    def of(cls, map_: m.Map) -> _Extent:
        """Return the extent of all that a map names, with white around it."""
        places = [*_named(map_)]
        middle = _middle_of([x for x, _ in places])
        xs = [x + _WORLD * round((middle - x) / _WORLD) for x, _ in places]
        ys = [y for _, y in places]
        centre = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
        wide = max((max(xs) - min(xs)) * (1 + 2 * _MARGIN), _LEAST)
        high = max((max(ys) - min(ys)) * (1 + 2 * _MARGIN), _LEAST)
        return cls(centre, wide * math.cos(math.radians(_parallel(centre))), high)

    def view(self, width: float, height: float) -> View:
        """Return the view on the extent, in a map of a size."""
        parallel = _parallel(self.middle)
        scale = min(width / self.wide, height / self.high)
        left = self.middle[0] - width / scale / math.cos(math.radians(parallel)) / 2
        return View(left, self.middle[1] + height / scale / 2, parallel, scale, width, height)


def _parallel(middle: Degrees) -> float:
    return max(-60.0, min(60.0, middle[1]))


def _named(map_: m.Map) -> Iterator[Degrees]:
    """Yield places at the edges of all that a map names."""
    codes = [country.code for country in map_.countries]
    codes += [code for code in _stops(map_).values() if code]
    for code in codes:
        for ring in outlines.main_rings(code):
            yield from ring
    yield from ((city.longitude, city.latitude) for city in map_.cities)


def _stops(map_: m.Map) -> dict[str, str]:
    """Return what routes stop at: the codes of countries, nothing for cities."""
    cities = {city.name for city in map_.cities}
    codes = {country.name: country.code for country in map_.countries}
    stops = dict.fromkeys(stop for route in map_.routes for stop in route.stops)
    return {stop: "" if stop in cities else codes.get(stop, "") for stop in stops}


def _middle_of(longitudes: Sequence[float]) -> float:
    """Return the longitude opposite to the widest gap between the longitudes."""
    around = sorted(x % _WORLD for x in longitudes)
    gaps = [b - a for a, b in zip(around, [*around[1:], around[0] + _WORLD], strict=True)]
    widest = max(range(len(gaps)), key=lambda n: (gaps[n], -n))
    opposite = around[widest] + gaps[widest] / 2 + _WORLD / 2
    return opposite - _WORLD * round(opposite / _WORLD)


# --- what is drawn -------------------------------------------------------------------------------


@dataclass(slots=True)
class _Drawn:
    """A map being drawn; `taken` are the frames that no further name may cover."""

    map: m.Map
    view: View
    size: float
    place: Place
    taken: list[Frame] = field(default_factory=list)
    covered: float = 0.0  # what names cover all the same, in square points

    def shapes(self) -> list[Shape]:
        dots = [*self.dots()]
        self.taken += [dot.frame for dot in dots]
        routes = [*self.routes({dot.name: dot for dot in dots})]
        for leg in routes:
            self.taken += _along(leg)
        names = [*self.city_names(dots), *self.country_names(), *self.route_names(routes)]
        sea = Box("Sea", Frame(0, 0, self.view.width, self.view.height), "rectangle", _SEA)
        return [sea, *self.areas(), *routes, *dots, *names]

    # --- countries ---

    def areas(self) -> Iterator[Area]:
        """Yield the countries in view, those highlighted over the others."""
        highlighted = {country.code: country for country in self.map.countries}
        plain = [code for code in outlines.countries() if code not in highlighted]
        for code in (*plain, *highlighted):
            rings = self.rings(code)
            if rings:
                country = highlighted.get(code)
                grouped = country is not None and country.group != m.NO_GROUP
                look = _GROUPS[country.group % len(_GROUPS)] if country and grouped else _LAND
                points = tuple(tuple(Point(x, y) for x, y in ring) for ring in rings)
                yield Area(country.name if country else outlines.name_of(code), points, look)

    def rings(self, code: str) -> list[tuple[outlines.Flat, ...]]:
        """Return the parts of a country in view, without islands that would be blots."""
        parts = outlines.in_view(code, self.view)
        largest = max(map(outlines.area, parts), default=0.0)
        return [part for part in parts if outlines.area(part) >= min(_BLOT, largest)]

    def country_names(self) -> Iterator[Shape]:
        """Yield names inside their countries, or beside small ones with a line to them.

        The smallest countries, which have the least choice, come first.
        """
        named = [(c, self.rings(c.code)) for c in self.map.countries if self.map.labels]
        largest = [(c, max(rings, key=outlines.area)) for c, rings in named if rings]
        for country, ring in sorted(largest, key=lambda pair: outlines.area(pair[1])):
            yield from self.country_name(country, ring)

    def country_name(self, country: m.Country, ring: outlines.Ring) -> Iterator[Shape]:
        name = f"Name {country.name}"
        forms = [*self.forms(country.name)]
        for ways in (self.within, self.beside):
            for words, width, height in forms:
                if frame := ways(ring, width, height):
                    if ways == self.beside:
                        line = _leader(f"Line of {name}", frame, _heart(ring))
                        self.taken += _along(line)
                        yield line
                    yield self.taking(name, words, frame)
                    return
        words, width, height = forms[-1]
        spots = [_heart(ring), *(_middle(frame) for frame in rooms.inside(ring, 0.0, 0.0))]
        frame = min((self.framed((*spot, 4), width, height) for spot in spots), key=self.cost)
        self.covered += self.cost(frame)
        yield self.taking(name, words, frame)

    def forms(self, text: str) -> Iterator[tuple[Words, float, float]]:
        """Yield words in each size, on one line and broken into narrow ones, and their sizes."""
        for size in (self.size, *(s for s in self.place.sizes if s < self.size)):
            words = Words(text, size, bold=True)
            natural = setting.natural_width([words], self.place)
            for width in dict.fromkeys((natural, setting.widest_word([words], self.place))):
                yield words, width, setting.height([words], width, self.place)

    def within(self, ring: outlines.Ring, width: float, height: float) -> Frame | None:
        """Return the free frame inside a ring that is nearest to its middle."""
        middle = outlines.centre(ring)
        found = (f for f in rooms.inside(ring, width, height) if not self.cost(f))
        return min(found, key=lambda frame: math.dist(_middle(frame), middle), default=None)

    def beside(self, ring: outlines.Ring, width: float, height: float) -> Frame | None:
        """Return the nearest free frame in the sea, not too far from a ring."""
        x, y = _heart(ring)
        for out in range(1, round(_FARTHEST)):
            by = out * self.size
            for turn in range(16):
                angle = turn * math.pi / 8
                spot = (x + math.cos(angle) * (by + width / 2), y + math.sin(angle) * by, 4)
                frame = self.framed(spot, width, height)
                if self.is_free(frame, (x, y)):
                    return frame
        return None

    def is_free(self, frame: Frame, heart: outlines.Flat) -> bool:
        """Say whether a name stands in the sea, and its line runs through no other name."""
        if self.cost(frame) or self.on_land(frame):
            return False
        line = _along(_leader("", frame, heart))
        return not any(self.cost(f) for f in line if math.dist(_middle(f), heart) > self.size)

    def on_land(self, frame: Frame) -> bool:
        return any(rooms.touches(frame, ring) for ring in self.land())

    def land(self) -> Iterator[outlines.Ring]:
        """Yield the outlines of all that is drawn of countries."""
        for code in outlines.countries():
            yield from self.rings(code)

    def taking(self, name: str, words: Words, frame: Frame) -> Box:
        """Return a name in a frame that no further name may come near to."""
        white = _APART * self.size
        self.taken.append(replace(frame, x=frame.x - white, width=frame.width + 2 * white))
        return Box(name, frame, "none", label=Label((words,)))

    # --- cities and routes ---

    def spot(self, name: str) -> outlines.Flat | None:
        """Return where a city or a country is on the map."""
        for city in self.map.cities:
            if city.name == name:
                return self.view.flat((self.view.near(city.longitude), city.latitude))
        code = _stops(self.map).get(name)
        rings = self.rings(code) if code else []
        return outlines.centre(max(rings, key=outlines.area)) if rings else None

    def dots(self) -> Iterator[Box]:
        names = [city.name for city in self.map.cities]
        names += [name for name in _stops(self.map) if name not in names]
        side = max(_DOT * self.size, _SMALLEST_DOT)
        for name in names:
            if spot := self.spot(name):
                frame = Frame(spot[0] - side / 2, spot[1] - side / 2, side, side)
                yield Box(f"Dot {name}", frame, "ellipse", _DOT_LOOK)

    def routes(self, dots: dict[str, Box]) -> Iterator[Connector]:
        for route in self.map.routes:
            for start, end in zip(route.stops, route.stops[1:], strict=False):
                if f"Dot {start}" in dots and f"Dot {end}" in dots:
                    yield self.leg(route, dots[f"Dot {start}"], dots[f"Dot {end}"])

    def leg(self, route: m.Journey, start: Box, end: Box) -> Connector:
        sides = _facing(start.frame, end.frame)
        points = (_site(start.frame, sides[0]), _site(end.frame, sides[1]))
        look = Look(line=_ROUTE.line, weight=_ROUTE.weight, dashed=route.dashed)
        name = f"{start.name.removeprefix('Dot ')} to {end.name.removeprefix('Dot ')}"
        return Connector(name, start.name, sides[0], end.name, sides[1], points, look)

    # --- names ---

    def city_names(self, dots: Sequence[Box]) -> Iterator[Box]:
        listed = {country.name for country in self.map.countries} if self.map.labels else set()
        for dot in dots:
            name = dot.name.removeprefix("Dot ")
            if name not in listed:
                others = [_middle(other.frame) for other in dots if other is not dot]
                middle, spots = _middle(dot.frame), _around(_middle(dot.frame), dot.frame.width)
                own = _belonging(middle, others)
                yield self.name(Words(name, self.size), name, spots, own)

    def route_names(self, legs: Sequence[Connector]) -> Iterator[Box]:
        drawn = iter(legs)
        for route in self.map.routes:
            own = [leg for leg, _ in zip(drawn, route.stops[1:], strict=False)]
            if route.label and own:
                words = Words(route.label, self.size, color="accent")
                legs = sorted(own, key=_long, reverse=True)
                spots = (spot for leg in legs for spot in _by_the_way(leg, 0.5 * self.size))
                yield self.name(words, f"Label {route.label}", spots)

    def name(
        self,
        words: Words,
        name: str,
        spots: Iterator[tuple[float, float, int]],
        is_clear: Callable[[Frame], bool] = lambda frame: True,
    ) -> Box:
        """Return a name in the first of some spots where it covers nothing, or covers least.

        Of those that cover nothing, one that no border runs through is better.
        """
        width = setting.natural_width([words], self.place)
        height = setting.height([words], width, self.place)
        frames = [self.framed(spot, width, height) for spot in spots]
        free = [frame for frame in frames if not self.cost(frame) and is_clear(frame)]
        clear = (frame for frame in free if not self.on_border(frame))
        best = next(clear, None) or next(iter(free), None) or min(frames, key=self.cost)
        self.covered += self.cost(best)
        return self.taking(name, words, best)

    def on_border(self, frame: Frame) -> bool:
        return any(rooms.is_crossed(frame, ring) for ring in self.land())

    def cost(self, frame: Frame) -> float:
        """Return how much of what is there already a frame would cover."""
        return sum(_common(frame, other) for other in self.taken)

    def framed(self, spot: tuple[float, float, int], width: float, height: float) -> Frame:
        """Return a name's frame on the map, at the right, left, top, bottom or middle of a spot."""
        x, y, side = spot
        left = x + (0, -width, -width / 2, -width / 2, -width / 2)[side]
        top = y + (-height / 2, -height / 2, -height, 0, -height / 2)[side]
        edge = _BESIDE * self.size
        left = max(edge, min(left, self.view.width - width - edge))
        top = max(0.0, min(top, self.view.height - height))
        return Frame(left, top, width, height)


def _around(middle: outlines.Flat, wide: float) -> Iterator[tuple[float, float, int]]:
    """Yield spots beside a place: right, left, above, below, and farther out."""
    x, y = middle
    for out in (0.7, 1.6, 2.8, 4.5):
        by = out * wide
        yield from ((x + by, y, 0), (x - by, y, 1), (x, y - by, 2), (x, y + by, 3))
        yield from (
            (x + by, y - by, 0),
            (x + by, y + by, 0),
            (x - by, y - by, 1),
            (x - by, y + by, 1),
        )


def _belonging(dot: outlines.Flat, others: Sequence[outlines.Flat]) -> Callable[[Frame], bool]:
    """Return whether a name is nearer to its dot than to any other, so that nobody errs."""

    def belongs(frame: Frame) -> bool:
        own = _gap(frame, dot)
        return all(own < _gap(frame, other) for other in others)

    return belongs


def _gap(frame: Frame, spot: outlines.Flat) -> float:
    """Return how far a spot is from a frame."""
    line = _leader("", frame, spot)
    return _long(line)


def _by_the_way(leg: Connector, out: float) -> Iterator[tuple[float, float, int]]:
    """Yield spots beside a route, those at the middle of a leg first."""
    a, b = leg.points
    for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8):
        yield from _around((a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share), out)


def _leader(name: str, frame: Frame, heart: outlines.Flat) -> Line:
    """Return the line from a name to the country it belongs to."""
    x = max(frame.x, min(heart[0], frame.x + frame.width))
    y = max(frame.y, min(heart[1], frame.y + frame.height))
    return Line(name, (Point(x, y), Point(*heart)), _LEADER)


def _heart(ring: outlines.Ring) -> outlines.Flat:
    """Return a place inside a ring: its middle, where that is inside."""
    middle = outlines.centre(ring)
    if rooms.contains(ring, middle):
        return middle
    found = (_middle(frame) for frame in rooms.inside(ring, 0.0, 0.0))
    return min(found, key=lambda place: math.dist(place, middle), default=ring[0])


def _middle(frame: Frame) -> outlines.Flat:
    return frame.x + frame.width / 2, frame.y + frame.height / 2


def _common(one: Frame, other: Frame) -> float:
    """Return the area that two frames share."""
    wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return max(wide, 0.0) * max(high, 0.0)


def _facing(one: Frame, other: Frame) -> tuple[int, int]:
    """Return the sides on which two frames face each other."""
    dx, dy = other.x - one.x, other.y - one.y
    if abs(dx) > abs(dy):
        return (3, 1) if dx > 0 else (1, 3)
    return (2, 0) if dy > 0 else (0, 2)


def _site(frame: Frame, side: int) -> Point:
    middle = Point(frame.x + frame.width / 2, frame.y + frame.height / 2)
    return (
        Point(middle.x, frame.y),
        Point(frame.x, middle.y),
        Point(middle.x, frame.y + frame.height),
        Point(frame.x + frame.width, middle.y),
    )[side]


def _along(leg: Connector | Line) -> Iterator[Frame]:
    """Yield small frames along a route, which names leave free."""
    a, b = leg.points
    count = max(1, round(_long(leg) / _STEP))
    for n in range(count + 1):
        x, y = a.x + (b.x - a.x) * n / count, a.y + (b.y - a.y) * n / count
        yield Frame(x - _STEP / 2, y - _STEP / 2, _STEP, _STEP)


def _long(leg: Connector | Line) -> float:
    a, b = leg.points
    return math.dist((a.x, a.y), (b.x, b.y))


# --- the legend ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Legend:
    """What the tints mean: a swatch, the group's name and its countries, one below the other."""

    entries: tuple[tuple[int, Words], ...]
    tops: tuple[float, ...]
    height: float
    size: float
    width: float

    @classmethod
    def of(cls, map_: m.Map, size: float, place: Place, room: float) -> _Legend:
        """Return the legend that a map needs, `room` wide; empty where there is nothing to tell."""
        entries = [
            (n, Words(_told(group, n, map_), size)) for n, group in enumerate(map_.groups) if group
        ]
        width = room - 1.5 * size
        tops, top = [], 0.6 * size
        for _, words in entries:
            tops.append(top)
            top += setting.height([words], width, place) + 0.2 * size
        return cls(tuple(entries), tuple(tops), top if entries else 0.0, size, width)

    def shapes(self, left: float, below: float) -> Iterator[Shape]:
        """Yield the legend's shapes, `left` points from the left, `below` points from the top."""
        side = _SWATCH * self.size
        ends = (*self.tops[1:], self.height)
        for (number, words), top, end in zip(self.entries, self.tops, ends, strict=False):
            y = below + top
            swatch = Frame(left, y + 0.16 * self.size, side, side)
            yield Box(f"Key {words.text}", swatch, "rectangle", _GROUPS[number % len(_GROUPS)])
            frame = Frame(left + 1.5 * self.size, y, self.width, end - top)
            label = Label((words,), "left", "top")
            yield Box(f"Meaning {words.text}", frame, "none", label=label)


def _told(group: str, number: int, map_: m.Map) -> str:
    """Return a group's name with its countries, so that nobody needs the colours."""
    names = ", ".join(c.name for c in map_.countries if c.group == number)
    return f"{group}: {names}" if names else group
