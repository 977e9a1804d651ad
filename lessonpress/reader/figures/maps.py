"""A map: countries to highlight, cities by their coordinates, routes between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lessonpress import model as m
from lessonpress.diagnostics import did_you_mean
from lessonpress.reader.figures import countries
from lessonpress.reader.figures.source import Source
from lessonpress.reader.strict_yaml import Mapping, Scalar, Sequence, Value

KEYS = ("highlight", "cities", "routes", "labels", "focus")
_HINT = 'Write lines such as "highlight: [Peru, Chile]", "cities:" with "Lima: -12.05, -77.04".'
_CITY_HINT = 'Write degrees north and east, those south and west below 0: "Lima: -12.05, -77.04".'
_ROUTE_HINT = 'Write stops with arrows between them: "- Caracas -> Bogotá -> Lima: by bus".'
_ARROW = re.compile(r"\s*(?:-{1,2}>|={1,2}>|→|\.\.>)\s*")
# More groups than these are told apart by nobody.
MOST_GROUPS = 4


@dataclass(slots=True)
class _Drawn:
    """What has been read of a map so far."""

    source: Source
    countries: dict[str, m.Country] = field(default_factory=dict)
    cities: dict[str, m.City] = field(default_factory=dict)

    # --- countries ---

    def highlight(self, value: Value) -> tuple[str, ...]:
        """Take countries, in groups that have names where they are written so."""
        if not isinstance(value, Mapping):
            self.group(value, 0)
            return ("",)
        for number, (_, listed) in enumerate(value.items):
            self.group(listed, number)
        if len(value.items) > MOST_GROUPS:
            message = f"Nobody tells more than {MOST_GROUPS} groups of countries apart."
            self.source.fail("groups", self.source.at(value), message, "Join some of them.")
        return tuple(self.source.text(key.text, key.line) for key, _ in value.items)

    def group(self, listed: Value, number: int) -> None:
        for entry in _listed(listed):
            if not isinstance(entry, Scalar):
                self.unclear(entry, "a country's name")
            elif code := self.code(entry):
                name = self.source.text(entry.text, entry.line)
                self.countries.setdefault(code, m.Country(code, name, number))

    def focus(self, value: Value) -> Iterator[str]:
        """Yield the codes of the countries that are to be seen whole."""
        for entry in _listed(value):
            if not isinstance(entry, Scalar):
                self.unclear(entry, "a country's name")
            elif code := self.code(entry):
                yield code

    def code(self, written: Scalar) -> str | None:
        found = countries.code_of(written.text)
        if found is None:
            message = f'There is no country "{written.text}" on our map.'
            hint = _apart(written.text) or did_you_mean(written.text, countries.known())
            hint = hint or "Try its English name."
            self.source.fail("country", self.source.at(written), message, hint)
        return found

    # --- cities ---

    def towns(self, value: Value) -> None:
        """Take cities, each with where it is."""
        if not isinstance(value, Mapping):
            self.unclear(value, "lines of a city, a colon and its coordinates", _CITY_HINT)
            return
        for key, where in value.items:
            numbers = [_number(text) for text in _coordinates(where)]
            if len(numbers) == 2 and _on_earth(numbers[0], 90) and _on_earth(numbers[1], 180):
                name = self.source.text(key.text, key.line)
                self.cities[name] = m.City(name, numbers[0] or 0.0, numbers[1] or 0.0)
            else:
                message = f'It is not clear where "{key.text}" is.'
                self.source.fail("city", self.source.at(key), message, _CITY_HINT)

    # --- routes ---

    def routes(self, value: Value) -> Iterator[m.Journey]:
        """Yield the routes that are written."""
        for entry in _listed(value):
            if isinstance(entry, Mapping) and len(entry.items) == 1:
                stops, label = entry.items[0]
                words = label.text if isinstance(label, Scalar) else ""
                yield from self.route(stops, words)
            elif isinstance(entry, Scalar):
                yield from self.route(entry, "")
            else:
                self.unclear(entry, "a route", _ROUTE_HINT)

    def route(self, written: Scalar, label: str) -> Iterator[m.Journey]:
        names = _ARROW.split(self.source.text(written.text, written.line))
        unknown = [n for n in names if n not in self.cities and not countries.code_of(n)]
        for name in unknown:
            message = f'"{name}" is neither a city of this map nor a country.'
            hint = did_you_mean(name, [*self.cities, *countries.known()])
            hint = hint or f"Say under cities: where it is. {_CITY_HINT}"
            self.source.fail("stop", self.source.at(written), message, hint)
        if len(names) < 2:
            self.unclear(written, "a route", _ROUTE_HINT)
        elif not unknown:
            words = self.source.text(label, written.line)
            stops = tuple(map(self.stop, names))
            yield m.Journey(stops, words, "..>" in written.text)

    def stop(self, name: str) -> str:
        """Return a stop's name as the map has it; a country that is not highlighted is added."""
        code = None if name in self.cities else countries.code_of(name)
        if code is None:
            return name
        return self.countries.setdefault(code, m.Country(code, name, m.NO_GROUP)).name

    def unclear(self, value: Value, wanted: str, hint: str = _HINT) -> None:
        self.source.fail("unclear", self.source.at(value), f"Here is wanted: {wanted}.", hint)


def read(source: Source) -> m.Map | None:
    """Return the map, or None after a complaint."""
    value = source.yaml(_HINT)
    if not isinstance(value, Mapping):
        if value is not None:
            source.fail("unclear", source.at(value), "A map is lines of a key and a value.", _HINT)
        return None
    said = len(source.reading.complaints)
    given, drawn = source.known(value, KEYS), _Drawn(source)
    groups = drawn.highlight(given["highlight"]) if "highlight" in given else ("",)
    if "cities" in given:
        drawn.towns(given["cities"])
    routes = tuple(drawn.routes(given["routes"])) if "routes" in given else ()
    labels = source.choice(given.get("labels"), "true", "true", "false") == "true"
    focus = tuple(dict.fromkeys(drawn.focus(given["focus"]))) if "focus" in given else ()
    shown, cities = tuple(drawn.countries.values()), tuple(drawn.cities.values())
    if not (shown or cities or routes):
        if len(source.reading.complaints) == said:
            source.fail("places", source.span, "This map shows no country, city or route.", _HINT)
        return None
    alt = source.alt("; ".join(_said(shown, cities, routes, groups)))
    return m.Map(shown, cities, routes, alt, groups, labels, focus)


def _apart(text: str) -> str:
    """Return how several countries are written, where a text names them as if they were one."""
    words, found = re.split(r"[\s,;]+", text.strip(" ,;")), list[str]()
    while words:
        ends = range(len(words), 0, -1)
        end = next((end for end in ends if countries.code_of(" ".join(words[:end]))), 0)
        if not end:
            return ""
        found.append(" ".join(words[:end]))
        words = words[end:]
    return f"Write several in brackets, with commas: [{', '.join(found)}]."


def _said(
    shown: tuple[m.Country, ...],
    cities: tuple[m.City, ...],
    routes: tuple[m.Journey, ...],
    groups: tuple[str, ...],
) -> Iterator[str]:
    """Yield what the map shows, in words."""
    for number, group in enumerate(groups):
        names = ", ".join(country.name for country in shown if country.group == number)
        if names:
            yield f"{group}: {names}" if group else names
    if cities:
        yield ", ".join(city.name for city in cities)
    for route in routes:
        yield " → ".join(route.stops) + (f" ({route.label})" if route.label else "")


def _listed(value: Value) -> tuple[Value, ...]:
    return value.items if isinstance(value, Sequence) else (value,)


def _coordinates(value: Value) -> list[str]:
    """Return what stands between commas, or in a list."""
    if isinstance(value, Scalar):
        return value.text.split(",")
    if isinstance(value, Sequence):
        return [item.text if isinstance(item, Scalar) else "" for item in value.items]
    return []


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"\s*[-+]?\d{1,3}(\.\d{1,8})?\s*", text) else None


def _on_earth(degrees: float | None, most: float) -> bool:
    return degrees is not None and abs(degrees) <= most
