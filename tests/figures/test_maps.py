"""Maps drawn: what is named is in view, whichever side of the globe it is on."""

from __future__ import annotations

import pytest

from lessonpress import figures
from lessonpress import model as m
from lessonpress.figures import nearby, outlines, rooms
from lessonpress.figures.drawing import Area, Box, Connector, Frame, Line
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


@pytest.mark.parametrize(
    "names",
    [
        ("Guatemala", "El Salvador", "Honduras", "Nicaragua", "Costa Rica", "Panama", "Belize"),
        ("Colombia", "Ecuador", "Peru"),
        ("Cuba", "Haiti", "Dominican Republic", "Jamaica"),
        ("Brazil", "Argentina", "Chile", "Uruguay", "Paraguay"),
    ],
)
@pytest.mark.parametrize("place", [making.slide(), making.page(), making.slide(495, 295)])
def test_names_are_in_their_own_country_or_in_the_sea(names: tuple[str, ...], place: Place) -> None:
    drawing = figures.draw(a_map(*names), place)
    areas = {s.name: s.rings for s in drawing.shapes if isinstance(s, Area)}
    led = {s.name.removeprefix("Line of Name ") for s in drawing.shapes if isinstance(s, Line)}
    for name in names:
        box = next(s for s in making.labelled(drawing) if s.name == f"Name {name}")
        frame = box.frame
        inside = {
            other
            for x in (frame.x, frame.x + frame.width / 2, frame.x + frame.width)
            for y in (frame.y, frame.y + frame.height / 2, frame.y + frame.height)
            for other, rings in areas.items()
            if any(rooms.contains([(p.x, p.y) for p in ring], (x, y)) for ring in rings)
        }
        assert inside == (set() if name in led else {name})
    assert making.overlapping(drawing) == []


def test_a_city_and_a_country_do_not_read_as_one_name() -> None:
    cities = (m.City("Lima", -12.05, -77.04), m.City("Quito", -0.18, -78.47))
    drawing = figures.draw(a_map("Peru", cities=cities), making.slide())
    frames = {box.name: box.frame for box in making.labelled(drawing)}
    lima, peru = frames["Lima"], frames["Name Peru"]
    level = lima.y < peru.y + peru.height and peru.y < lima.y + lima.height
    apart = max(peru.x - lima.x - lima.width, lima.x - peru.x - peru.width)
    assert not level or apart > 6


def test_a_country_whose_city_is_in_its_middle_has_its_name_beside_it() -> None:
    cities = (m.City("Managua", 12.13, -86.25), m.City("San José", 9.93, -84.08))
    names = ("Guatemala", "El Salvador", "Honduras", "Nicaragua", "Costa Rica", "Panama", "Belize")
    drawn = a_map(*names, cities=cities, routes=("Managua-San José",))
    for place in (making.slide(), making.slide(633, 342)):
        assert making.overlapping(figures.draw(drawn, place)) == []
        dots = [s for s in figures.draw(drawn, place).shapes if s.name == "Dot San José"]
        name = next(s for s in making.labelled(figures.draw(drawn, place)) if "Costa" in s.name)
        assert not any(nearby.common(dot.frame, name.frame) for dot in dots if isinstance(dot, Box))


def test_a_tall_map_is_as_high_as_its_slide_with_its_legend_beside_it() -> None:
    shown = tuple(m.Country(countries.code_of(n) or "", n) for n in ("Colombia", "Peru", "Chile"))
    drawn = m.Map(shown, (), (), "alt", groups=("On the route",))
    place = making.slide()
    sea, key = (
        next(s for s in figures.draw(drawn, place).shapes if s.name.startswith(name))
        for name in ("Sea", "Key On the route")
    )
    assert isinstance(sea, Box)
    assert isinstance(key, Box)
    assert sea.frame.height == place.height
    assert key.frame.x > sea.frame.x + sea.frame.width


def test_countries_out_of_focus_are_cut_off_at_their_middle() -> None:
    whole = a_map("Peru", "Chile")
    cut = m.Map(whole.countries, (), (), "alt", focus=("PER",))
    heights = []
    for drawn in (whole, cut):
        shapes = figures.draw(drawn, making.slide()).shapes
        (peru,) = (s for s in shapes if s.name == "Peru" and isinstance(s, Area))
        heights.append(max(p.y for p in peru.rings[0]) - min(p.y for p in peru.rings[0]))
        assert {"Name Peru", "Name Chile"} <= {s.name for s in shapes}
    assert heights[1] > 1.3 * heights[0]


def test_a_far_part_is_left_out_of_view_by_its_size_on_the_globe() -> None:
    assert {x < -130 for ring in outlines.main_rings("USA") for x, _ in ring} == {False}


def test_a_city_s_name_is_nearest_to_its_own_dot() -> None:
    cities = (
        *(m.City("Tocorón", 10.1, -67.6), m.City("Cúcuta", 7.89, -72.5)),
        *(m.City("Bogotá", 4.71, -74.07), m.City("Lima", -12.05, -77.04)),
    )
    route = ("Tocorón-Cúcuta-Bogotá-Ecuador-Lima-Chile",)
    drawn = a_map("Venezuela", "Colombia", "Ecuador", "Peru", "Chile", cities=cities, routes=route)
    for place in (making.slide(), making.page()):
        boxes = {s.name: s for s in figures.draw(drawn, place).shapes if isinstance(s, Box)}
        dots = {n: nearby.middle_of(box.frame) for n, box in boxes.items() if n.startswith("Dot ")}
        led = {s.name for s in figures.draw(drawn, place).shapes if isinstance(s, Line)}
        for city in cities:
            if f"Line of {city.name}" in led:
                continue
            gaps = {n: nearby.gap(boxes[city.name].frame, dot) for n, dot in dots.items()}
            assert min(gaps, key=lambda n: gaps[n]) == f"Dot {city.name}"


SOUTHWARD = a_map(
    *("Venezuela", "Colombia", "Ecuador", "Peru", "Chile"),
    cities=(
        *(m.City("Tocorón", 10.1, -67.6), m.City("Cúcuta", 7.89, -72.5)),
        *(m.City("Bogotá", 4.71, -74.07), m.City("Lima", -12.05, -77.04)),
    ),
    routes=("Tocorón-Cúcuta-Bogotá-Ecuador-Lima-Chile",),
)


@pytest.mark.parametrize("place", [making.slide(), making.page()])
def test_a_name_in_a_crowd_is_over_no_other_highlighted_country_and_on_no_line(
    place: Place,
) -> None:
    drawing = figures.draw(SOUTHWARD, place)
    shapes = {s.name: s for s in drawing.shapes}
    led = {s.name.removeprefix("Line of ") for s in drawing.shapes if isinstance(s, Line)}
    own = {"Tocorón": "Venezuela", "Cúcuta": "Colombia", "Bogotá": "Colombia", "Lima": "Peru"}
    for box in making.labelled(drawing):
        for country in SOUTHWARD.countries:
            area = shapes[country.name]
            assert isinstance(area, Area)
            rings = [tuple((p.x, p.y) for p in ring) for ring in area.rings]
            assert not any(rooms.is_crossed(box.frame, ring) for ring in rings), box.name
            touched = any(rooms.touches(box.frame, ring) for ring in rings)
            home = own.get(box.name) or box.name.removeprefix("Name ")
            assert not touched or (country.name == home and box.name not in led)
    assert making.overlapping(drawing) == []


def test_a_route_stops_in_a_country_at_a_ring_and_in_a_city_at_a_dot() -> None:
    marks = {
        s.name: s.look.fill
        for s in figures.draw(SOUTHWARD, making.slide()).shapes
        if isinstance(s, Box) and s.kind == "ellipse"
    }
    assert (marks["Dot Lima"], marks["Stop Chile"], marks["Stop Ecuador"]) == (
        *("ink", "paper", "paper"),
    )


def test_a_level_border_crosses_a_name_too() -> None:
    ring = ((0.0, 0.0), (100.0, 0.0), (100.0, 50.0), (0.0, 50.0))
    assert rooms.is_crossed(Frame(20, 40, 30, 20), ring)
    assert not rooms.is_crossed(Frame(20, 10, 30, 20), ring)


def test_a_map_on_a_page_shows_what_is_named_and_no_other_continent() -> None:
    names = ("Venezuela", "Colombia", "Peru", "Chile", "United States", "Mexico", "Brazil")
    areas = {s.name for s in figures.draw(a_map(*names), making.page()).shapes}
    assert "Brazil" in areas
    assert not areas & {"Morocco", "Senegal", "Mauritania", "Spain", "Guinea"}
