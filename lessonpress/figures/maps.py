"""A map drawn: the countries in view, those highlighted in tints, cities as dots, routes as lines.

The view is as large as what is named needs. Names are put where they cover nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from lessonpress import model as m
from lessonpress.figures import naming, nearby, outlines, rooms
from lessonpress.figures.drawing import (
    Area,
    Box,
    Connector,
    Drawing,
    Frame,
    Line,
    Look,
    Point,
    Shape,
)
from lessonpress.figures.extent import Extent, stops
from lessonpress.figures.legend import GROUPS, Legend
from lessonpress.figures.naming import Names
from lessonpress.figures.outlines import View
from lessonpress.figures.setting import Place

_SEA = Look(fill="paper", line="muted", weight=0.5)
_LAND = Look(fill="ground", line="muted", weight=0.5)
_DOT_LOOK = Look(fill="ink", line="paper", weight=0.75)
# Where a route stops in a country: no dot, which would read as a city.
_STOP_LOOK = Look(fill="paper", line="accent", weight=1.25)
_ROUTE = Look(line="accent", weight=2.0)

_CITIES, _COUNTRIES, _ROUTES = range(3)  # kinds of names
# Maps are no lower and no higher than these shares of their width.
_LOWEST = 0.42
_TALLEST = 0.8
_TALLEST_ALONE = 0.9  # with its legend below it
# A map is so much wider than need be, for names in its sea; beside a legend it is nearly square.
_ROOMY = 1.15
_SQUARE = 1.05
_WIDE = 1.5  # in a place that is much wider than high
_SMALLEST_DOT = 5.0  # points
_BLOT = 3.0  # square points; islands smaller than that are left out
_COVERED = 4.0  # square points that names may cover before they are set smaller
# A legend beside a map may be so much narrower than it is in one line for each entry.
_BROKEN = 0.4
# All in em of the words' size.
_DOT = 0.45
_COLUMN = 9.0  # the least width of a legend beside its map
_MARGIN = 1.3  # around what is named, so that names stand beside it
_GAP = 1.5  # between a map and its legend


def draw(map_: m.Map, place: Place) -> Drawing:
    """Return the map as large as its place; its legend below it, or beside a narrow one."""
    tried = []
    for size in _sizes(place):
        drawing, covered = _narrow(map_, size, place) or _over_legend(map_, size, place)
        tried.append((covered, drawing))
        if drawing.height <= place.height and covered < _COVERED:
            return drawing
    fitting = [pair for pair in tried if pair[1].height <= place.height]
    return min(fitting or tried[-1:], key=lambda pair: pair[0])[1]


def _sizes(place: Place) -> tuple[float, ...]:
    """Return the sizes of names: those of captions, since a map speaks by its shapes."""
    return place.sizes[len(place.sizes) // 2 :]


def _narrow(map_: m.Map, size: float, place: Place) -> tuple[Drawing, float] | None:
    """Return a map that is higher than wide, with its legend at its right, where that fits.

    Beside it stands how much of what it shows is covered by names.
    """
    if not any(map_.groups) or math.isinf(place.height):
        return None
    extent, high = Extent.of(map_), min(place.height, _TALLEST * place.width)
    # A tall map has some sea at its sides, where names of its countries stand.
    needed = high * extent.wide / extent.high * _ROOMY
    least = max(_COLUMN * size, _BROKEN * Legend.natural_width(map_, size, place))
    spare = place.width - _GAP * size - least
    wide = max(needed, min(_SQUARE * high, spare))
    room = place.width - wide - _GAP * size
    legend = Legend.of(map_, size, place, room)
    if room < _COLUMN * size or legend.height > high:
        return None
    drawn = _Drawn.of(map_, extent.view(wide, high, _MARGIN * size), size, place)
    shapes = (*drawn.shapes, *legend.shapes(wide + _GAP * size, 0.0))
    return Drawing(place.width, high, shapes), drawn.covered


def _over_legend(map_: m.Map, size: float, place: Place) -> tuple[Drawing, float]:
    legend, extent = Legend.of(map_, size, place, place.width), Extent.of(map_)
    room = min(place.height - legend.height, _TALLEST_ALONE * place.width)
    height = min(room, place.width * extent.high / extent.wide)
    height = max(height, _LOWEST * place.width * (0.6 if place.height < place.width else 1.0))
    # A tall map in a wide place has some sea at its sides, but is no strip of it.
    least = _WIDE if place.width > 2 * place.height else 1.0
    width = min(place.width, height * max(least, extent.wide / extent.high * _ROOMY))
    view = extent.view(width, height, _MARGIN * size)
    drawn = _Drawn.of(map_, view, size, place)
    shapes = (*drawn.shapes, *legend.shapes(0.0, height))
    whole = max(width, place.width if legend.entries else 0.0)
    return Drawing(whole, height + legend.height, shapes), drawn.covered


# --- what is drawn -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A map drawn for a view; `covered` is what its names cover, in square points."""

    shapes: tuple[Shape, ...]
    covered: float

    @classmethod
    def of(cls, map_: m.Map, view: View, size: float, place: Place) -> _Drawn:
        """Return all of a map: the sea, the countries, lines to names, routes, marks and names."""
        atlas = _Atlas(map_, view, size)
        marks = dict(atlas.marks())
        routes = [*atlas.routes(marks)]
        land = [ring for code in outlines.countries() for ring in atlas.rings(code)]
        taken = [mark.frame for mark in marks.values()]
        ways = [frame for leg in routes for frame in nearby.along(leg)]
        highlighted = [ring for country in map_.countries for ring in atlas.rings(country.code)]
        tasks = [*atlas.city_names(marks), *atlas.country_names(), *atlas.route_names(routes)]
        names, named = _named_best(
            tasks, lambda: Names(view, size, place, land, highlighted, ways, [*taken])
        )
        lines = [shape for shape in named if isinstance(shape, Line)]
        words = [shape for shape in named if not isinstance(shape, Line)]
        sea = Box("Sea", Frame(0, 0, view.width, view.height), "rectangle", _SEA)
        # Lines to names end under the marks they lead to.
        drawn = (sea, *atlas.areas(), *lines, *routes, *marks.values(), *words)
        return cls(drawn, names.covered)


@dataclass(frozen=True, slots=True)
class _Task:
    """A name to be placed: what kind it is of, how large its country, where on the map."""

    kind: int
    space: float
    spot: outlines.Flat
    search: Callable[[Names], naming.Search]


# In which orders names are given their places: those with the least choice come first.
_ORDERS: tuple[Callable[[_Task], tuple[float, ...]], ...] = (
    lambda task: (task.kind, task.space),
    lambda task: (task.kind == _ROUTES, -task.kind, task.space),
    lambda task: (task.kind == _ROUTES, task.spot[1]),
    lambda task: (task.kind == _ROUTES, -task.spot[1]),
)


def _named_best(tasks: Sequence[_Task], fresh: Callable[[], Names]) -> tuple[Names, list[Shape]]:
    """Return names placed in the order in which they cover least, and have the shortest lines.

    What comes first takes the room of what comes later, and no one order is the best of all maps.
    """
    tried = []
    for order in _ORDERS:
        names = fresh()
        numbers = sorted(range(len(tasks)), key=lambda n: order(tasks[n]))
        placed = names.placed([tasks[n].search(names) for n in numbers])
        tried.append((names, dict(zip(numbers, placed, strict=True))))
    names, shapes = min(tried, key=lambda pair: (pair[0].covered, pair[0].strain))
    return names, [shape for n in range(len(tasks)) for shape in shapes[n]]


@dataclass(frozen=True, slots=True)
class _Atlas:
    """What a map shows of the world, for a view and a size of names."""

    map: m.Map
    view: View
    size: float

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
                look = GROUPS[country.group % len(GROUPS)] if country and grouped else _LAND
                points = tuple(tuple(Point(x, y) for x, y in ring) for ring in rings)
                yield Area(country.name if country else outlines.name_of(code), points, look)

    def rings(self, code: str) -> list[tuple[outlines.Flat, ...]]:
        """Return the parts of a country in view, without islands that would be blots."""
        parts = outlines.in_view(code, self.view)
        largest = max(map(outlines.area, parts), default=0.0)
        return [part for part in parts if outlines.area(part) >= min(_BLOT, largest)]

    def country_names(self) -> Iterator[_Task]:
        named = [(c, self.rings(c.code)) for c in self.map.countries if self.map.labels]
        for country, rings in named:
            if rings:
                ring = max(rings, key=outlines.area)
                place = partial(Names.of_country, text=country.name, ring=ring)
                yield _Task(_COUNTRIES, outlines.area(ring), nearby.heart(ring), place)

    # --- cities and routes ---

    def spot(self, name: str) -> outlines.Flat | None:
        """Return where a city or a country is on the map."""
        for city in self.map.cities:
            if city.name == name:
                return self.view.flat((self.view.near(city.longitude), city.latitude))
        code = stops(self.map).get(name)
        rings = self.rings(code) if code else []
        return nearby.heart(max(rings, key=outlines.area)) if rings else None

    def marks(self) -> Iterator[tuple[str, Box]]:
        """Yield the dots of cities, and rings where routes stop in countries, with their names."""
        side = max(_DOT * self.size, _SMALLEST_DOT)
        cities = dict.fromkeys(city.name for city in self.map.cities)
        for name in dict.fromkeys((*cities, *stops(self.map))):
            if spot := self.spot(name):
                frame = Frame(spot[0] - side / 2, spot[1] - side / 2, side, side)
                kind, look = ("Dot", _DOT_LOOK) if name in cities else ("Stop", _STOP_LOOK)
                yield name, Box(f"{kind} {name}", frame, "ellipse", look)

    def routes(self, marks: Mapping[str, Box]) -> Iterator[Connector]:
        for route in self.map.routes:
            for start, end in pairwise(route.stops):
                if start in marks and end in marks:
                    yield _leg(f"{start} to {end}", marks[start], marks[end], route.dashed)

    # --- names ---

    def city_names(self, marks: Mapping[str, Box]) -> Iterator[_Task]:
        """Yield the names of cities, and of stops whose countries show no names."""
        listed = {country.name for country in self.map.countries} if self.map.labels else set()
        spots = {name: nearby.middle_of(mark.frame) for name, mark in marks.items()}
        for name, spot in spots.items():
            if name not in listed:
                mark = naming.Mark(
                    marks[name].frame,
                    tuple(other for other in spots.values() if other is not spot),
                    tuple(self.foreign(spot)),
                )
                place = partial(Names.of_city, text=name, mark=mark)
                yield _Task(_CITIES, 0.0, spot, place)

    def foreign(self, spot: outlines.Flat) -> list[outlines.Ring]:
        """Return the outlines of highlighted countries in which a spot is not."""
        countries = [self.rings(country.code) for country in self.map.countries]
        abroad = [rings for rings in countries if not any(rooms.contains(r, spot) for r in rings)]
        return [ring for rings in abroad for ring in rings]

    def route_names(self, legs: Sequence[Connector]) -> Iterator[_Task]:
        drawn = iter(legs)
        for route in self.map.routes:
            own = [leg for leg, _ in zip(drawn, route.stops[1:], strict=False)]
            if route.label and own:
                longest = sorted(own, key=nearby.long, reverse=True)
                spots = [s for leg in longest for s in nearby.by_the_way(leg, 0.5 * self.size)]
                place = partial(Names.of_route, text=route.label, spots=spots, color="accent")
                yield _Task(_ROUTES, 0.0, spots[0][:2], place)


def _leg(name: str, start: Box, end: Box, dashed: bool) -> Connector:
    """Return a route's line from one mark to the next."""
    sides = _facing(start.frame, end.frame)
    points = (_site(start.frame, sides[0]), _site(end.frame, sides[1]))
    look = replace(_ROUTE, dashed=dashed)
    return Connector(name, start.name, sides[0], end.name, sides[1], points, look)


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
