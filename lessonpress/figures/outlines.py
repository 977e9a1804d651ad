"""The outlines of countries, as Natural Earth has them, and how they come on a flat map.

Borders are arcs that neighbours share; a country is polygons of rings of arcs (as in TopoJSON).
Longitudes are counted from a map's middle, so that one in the Pacific is not torn.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from types import MappingProxyType
from typing import Any

Degrees = tuple[float, float]  # longitude, latitude
Ring = tuple[Degrees, ...]
Flat = tuple[float, float]


@lru_cache(maxsize=1)
def _atlas() -> Mapping[str, Any]:
    file = resources.files(__package__).joinpath("atlas", "countries.json")
    return MappingProxyType(json.loads(file.read_text("utf-8")))


def name_of(code: str) -> str:
    """Return a country's name in English."""
    return str(_atlas()["names"][code])


@lru_cache(maxsize=1)
def countries() -> Mapping[str, tuple[Ring, ...]]:
    """Return the rings of each country, by its code; those of lakes and enclaves are among them."""
    data = _atlas()
    arcs = [tuple(_decoded(arc, data["scale"])) for arc in data["arcs"]]
    return MappingProxyType(
        {
            code: tuple(_ring(ring, arcs) for polygon in polygons for ring in polygon)
            for code, polygons in data["countries"].items()
        }
    )


def _decoded(arc: Sequence[int], scale: int) -> Iterator[Degrees]:
    x = y = 0
    for dx, dy in zip(arc[::2], arc[1::2], strict=True):
        x, y = x + dx, y + dy
        yield x / scale, y / scale


def _ring(numbers: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    points: list[Degrees] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return tuple(points)


def area(ring: Sequence[Flat]) -> float:
    """Return the area inside a ring, in the square of its units."""
    closed = [*ring, ring[0]]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(closed)) / 2)


def centre(ring: Sequence[Flat]) -> Flat:
    """Return the middle of a ring's area."""
    closed = [*ring, ring[0]]
    crosses = [a[0] * b[1] - b[0] * a[1] for a, b in pairwise(closed)]
    whole = sum(crosses)
    if not whole:
        return ring[0]
    x = sum((a[0] + b[0]) * c for (a, b), c in zip(pairwise(closed), crosses, strict=True))
    y = sum((a[1] + b[1]) * c for (a, b), c in zip(pairwise(closed), crosses, strict=True))
    return x / (3 * whole), y / (3 * whole)


def main_rings(code: str) -> tuple[Ring, ...]:
    """Return a country's largest ring, and others of a quarter of its size at the least."""
    rings = countries()[code]
    largest = max(map(_area_on_globe, rings))
    return tuple(ring for ring in rings if _area_on_globe(ring) >= largest / 4)


def _area_on_globe(ring: Ring) -> float:
    """Return a ring's area in square degrees at the equator: Alaska is smaller than it looks."""
    return area([(x * math.cos(math.radians(y)), y) for x, y in ring])


@dataclass(frozen=True, slots=True)
class View:
    """The part of the world that a map shows, and how large: degrees to points.

    Degrees of longitude are as long as they are at the `parallel` (an equirectangular projection).
    """

    west: float
    north: float
    parallel: float
    scale: float  # points for a degree of latitude
    width: float
    height: float

    def flat(self, place: Degrees) -> Flat:
        """Return where a place comes on the map, in points from its top left corner."""
        across = self.scale * math.cos(math.radians(self.parallel))
        return (place[0] - self.west) * across, (self.north - place[1]) * self.scale

    def near(self, longitude: float) -> float:
        """Return a longitude as it is counted on this map."""
        across = self.scale * math.cos(math.radians(self.parallel))
        middle = self.west + self.width / across / 2
        return longitude + 360 * round((middle - longitude) / 360)

    def shown(self, ring: Ring) -> Iterator[tuple[Flat, ...]]:
        """Yield the parts of a ring that are on the map, wherever on the globe it is cut."""
        south = self.north - self.height / self.scale
        lowest, highest = _latitudes(ring)
        if highest < south or lowest > self.north:
            return
        unrolled = _unrolled(ring)
        flat = [self.flat(place) for place in unrolled]
        globe = 360 * self.scale * math.cos(math.radians(self.parallel))
        for shift in (-globe, 0.0, globe):
            clipped = _clipped([(x + shift, y) for x, y in flat], self.width, self.height)
            thinned = _thinned(clipped)
            if len(thinned) >= 3 and area(thinned) > 0.5:
                yield tuple(thinned)


@lru_cache(maxsize=1024)  # a map is drawn with names of several sizes
def in_view(code: str, view: View) -> tuple[tuple[Flat, ...], ...]:
    """Return the parts of a country that are on a map."""
    return tuple(part for ring in countries()[code] for part in view.shown(ring))


@lru_cache(maxsize=4096)
def _latitudes(ring: Ring) -> tuple[float, float]:
    latitudes = [y for _, y in ring]
    return min(latitudes), max(latitudes)


def _unrolled(ring: Ring) -> list[Degrees]:
    """Return a ring without leaps from one edge of the world to the other."""
    turned, points = 0.0, [ring[0]]
    for before, after in pairwise(ring):
        leap = after[0] - before[0]
        turned += -360.0 if leap > 180 else 360.0 if leap < -180 else 0.0
        points.append((after[0] + turned, after[1]))
    return points


def _clipped(ring: Sequence[Flat], width: float, height: float) -> list[Flat]:
    """Return a ring inside a rectangle (Sutherland and Hodgman)."""
    points = list(ring)
    for axis, edge, keeps_less in (
        (0, 0.0, False),
        (0, width, True),
        (1, 0.0, False),
        (1, height, True),
    ):
        if points:
            points = [*_cut(points, axis, edge, keeps_less)]
    return points


def _cut(points: Sequence[Flat], axis: int, edge: float, keeps_less: bool) -> Iterator[Flat]:
    for before, after in pairwise([points[-1], *points]):
        a, b = before[axis], after[axis]
        inside_a, inside_b = (a <= edge, b <= edge) if keeps_less else (a >= edge, b >= edge)
        if inside_a != inside_b:
            share = (edge - a) / (b - a)
            other = before[1 - axis] + share * (after[1 - axis] - before[1 - axis])
            yield (edge, other) if axis == 0 else (other, edge)
        if inside_b:
            yield after


def _thinned(ring: Sequence[Flat]) -> list[Flat]:
    """Return a ring without points that nobody can tell from the one before."""
    kept: list[Flat] = []
    for point in ring:
        if not kept or math.dist(kept[-1], point) > 0.4:
            kept.append((round(point[0], 2), round(point[1], 2)))
    return kept
