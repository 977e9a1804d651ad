"""Maps drawn: what is named is in view, whichever side of the globe it is on."""

from __future__ import annotations

import pytest

from lessonpress import figures
from lessonpress import model as m
from lessonpress.figures import outlines
from lessonpress.figures.drawing import Area, Box, Connector
from lessonpress.figures.setting import Place
from lessonpress.reader.figures import countries

from . import making


def a_map(*names: str, cities: tuple[m.City, ...] = (), routes: tuple[str, ...] = ()) -> m.Map:
    shown = tuple(m.Country(countries.code_of(name) or "", name) for name in names)
    return m.Map(shown, cities, tuple(m.Journey(tuple(r.split("-"))) for r in routes), "alt")


@pytest.mark.parametrize(
    "names",
    [("Peru",), ("Venezuela", "Chile"), ("Fiji", "Japan", "USA"), ("Russia", "Canada"), ("Malta",)],
)
@pytest.mark.parametrize("place", [making.slide(), making.page(), making.slide(495, 295)])
def test_what_is_highlighted_is_in_view_and_named(names: tuple[str, ...], place: Place) -> None:
    drawing = figures.draw(a_map(*names), place)
    areas = {s.name for s in drawing.shapes if isinstance(s, Area)}
    assert set(names) <= areas
    assert all(name in making.words(drawing) for name in names)
    assert making.outside(drawing) == []
    assert figures.fits(drawing, place)


def test_neighbours_are_drawn_and_named_for_who_recolours_them() -> None:
    drawing = figures.draw(a_map("Bolivia"), making.slide())
    assert {"Peru", "Brazil", "Chile"} <= {s.name for s in drawing.shapes}


def test_routes_are_glued_to_the_dots_of_cities() -> None:
    cities = (m.City("Caracas", 10.5, -66.9), m.City("Lima", -12.05, -77.04))
    drawing = figures.draw(a_map("Peru", cities=cities, routes=("Caracas-Lima",)), making.slide())
    line = next(s for s in drawing.shapes if isinstance(s, Connector))
    dots = {s.name: s.frame for s in drawing.shapes if isinstance(s, Box) and s.kind == "ellipse"}
    assert (line.start, line.end) == ("Dot Caracas", "Dot Lima")
    assert dots["Dot Caracas"].y < dots["Dot Lima"].y
    assert dots["Dot Caracas"].x > dots["Dot Lima"].x


def test_names_of_cities_cover_no_dot() -> None:
    near = tuple(m.City(f"Town {n}", n / 3, n / 4) for n in range(6))
    drawing = figures.draw(a_map(cities=near), making.slide())
    assert making.overlapping(drawing) == []


def test_every_country_of_the_table_has_an_outline() -> None:
    assert set(countries.names().values()) == set(outlines.countries())
