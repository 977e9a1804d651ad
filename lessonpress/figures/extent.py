"""What a map has to show of the world, and the view that holds it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lessonpress import model as m
from lessonpress.figures import outlines
from lessonpress.figures.outlines import Degrees, View

_WORLD = 360.0
# The least extent of what is named, in degrees.
_LEAST = 3.0


@dataclass(frozen=True, slots=True)
class Extent:
    """What a map has to show: its middle, and how far it goes, in degrees of latitude."""

    middle: Degrees
    wide: float
    high: float

    @classmethod
    def of(cls, map_: m.Map) -> Extent:
        """Return the extent of all that a map names."""
        places = [*_named(map_)]
        middle = _middle_of([x for x, _ in places])
        xs = [x + _WORLD * round((middle - x) / _WORLD) for x, _ in places]
        ys = [y for _, y in places]
        centre = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
        wide = max((max(xs) - min(xs)), _LEAST)
        high = max((max(ys) - min(ys)), _LEAST)
        return cls(centre, wide * math.cos(math.radians(_parallel(centre))), high)

    def view(self, width: float, height: float, white: float) -> View:
        """Return the view on the extent, with white around it, in a map of a size."""
        parallel = _parallel(self.middle)
        scale = min((width - 2 * white) / self.wide, (height - 2 * white) / self.high)
        left = self.middle[0] - width / scale / math.cos(math.radians(parallel)) / 2
        return View(left, self.middle[1] + height / scale / 2, parallel, scale, width, height)


def _parallel(middle: Degrees) -> float:
    return max(-60.0, min(60.0, middle[1]))


def _named(map_: m.Map) -> Iterator[Degrees]:
    """Yield places at the edges of all that a map names, or in the middle of what is cut off."""
    codes = [country.code for country in map_.countries]
    codes += [code for code in stops(map_).values() if code]
    for code in dict.fromkeys((*codes, *map_.focus)):
        rings = outlines.main_rings(code)
        if map_.focus and code not in map_.focus:
            yield outlines.centre(max(rings, key=outlines.area))
        else:
            yield from (place for ring in rings for place in ring)
    yield from ((city.longitude, city.latitude) for city in map_.cities)


def stops(map_: m.Map) -> dict[str, str]:
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
