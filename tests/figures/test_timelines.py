"""Timelines drawn: along an axis or in columns, on slides and pages, never one word on another."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessonpress import figures
from lessonpress import model as m
from lessonpress.figures.drawing import Box, Line
from lessonpress.figures.setting import Place

from . import making

SPAN = m.Span("unit.md", 1)
WORDS = st.text("abcdefghij ", min_size=1, max_size=90).filter(str.strip)


def timeline(*events: tuple[str, float | None, str], to_scale: bool = False) -> m.Timeline:
    made = tuple(m.Event(when, what, SPAN, at, at) for when, at, what in events)
    return m.Timeline(made, "alt", to_scale)


YEARS = timeline(*((str(y), float(y), f"Something happened in {y}") for y in range(2000, 2006)))


@st.composite
def timelines(draw: st.DrawFn) -> m.Timeline:
    years = sorted(draw(st.lists(st.integers(1800, 2026), min_size=1, max_size=14)))
    events = [(str(year), float(year), draw(WORDS).strip()) for year in years]
    return timeline(*events, to_scale=draw(st.booleans()))


@pytest.mark.parametrize("place", [making.slide(), making.page(), making.slide(495, 295)])
@given(timelines())
@settings(max_examples=60, deadline=None)
def test_words_are_all_there_apart_and_inside(place: Place, drawn: m.Timeline) -> None:
    drawing = figures.draw(drawn, place)
    said = making.words(drawing)
    assert all(event.when in said and event.what in said for event in drawn.events)
    assert making.overlapping(drawing) == []
    assert making.cramped(drawing, place) == []
    if figures.fits(drawing, place):
        assert making.outside(drawing) == []


@given(timelines())
@settings(max_examples=60, deadline=None)
def test_no_stem_runs_through_words(drawn: m.Timeline) -> None:
    drawing = figures.draw(drawn, making.slide())
    stems = [s for s in drawing.shapes if isinstance(s, Line) and s.name.startswith("Stem")]
    for box in making.labelled(drawing):
        for stem in stems:
            x, (top, bottom) = stem.points[0].x, sorted(p.y for p in stem.points)
            beside = not box.frame.x + 1 < x < box.frame.x + box.frame.width - 1
            apart = bottom <= box.frame.y + 1 or top >= box.frame.y + box.frame.height - 1
            assert beside or apart, (stem.name, box.name)


def test_a_few_events_stand_along_an_axis_as_wide_as_the_place() -> None:
    drawing = figures.draw(YEARS, making.slide())
    axis = next(s for s in drawing.shapes if s.name == "Axis")
    assert isinstance(axis, Line)
    assert [p.x for p in axis.points] == [0, 859]
    assert axis.points[0].y == axis.points[1].y


def test_many_events_stand_in_a_column() -> None:
    many = timeline(*((str(y), None, "A word") for y in range(2000, 2015)))
    axis = next(s for s in figures.draw(many, making.page()).shapes if s.name == "Axis")
    assert isinstance(axis, Line)
    assert axis.points[0].x == axis.points[1].x


def test_a_scale_of_time_sets_events_apart_as_time_did() -> None:
    drawn = timeline(("1", 0.0, "a"), ("2", 10.0, "b"), ("3", 40.0, "c"), to_scale=True)
    drawing = figures.draw(drawn, making.slide())
    marks = [s for s in drawing.shapes if isinstance(s, Box) and s.name.startswith("Mark")]
    middles = [mark.frame.x + mark.frame.width / 2 for mark in marks]
    assert (middles[2] - middles[1]) / (middles[1] - middles[0]) == pytest.approx(3)


def test_one_that_is_too_long_is_divided_between_events() -> None:
    many = timeline(*((str(y), None, "A word or two " * 8) for y in range(1900, 1960)))
    assert not figures.fits(figures.draw(many, making.slide()), making.slide())
    parts = figures.divided(many, making.slide())
    assert parts
    here, rest = parts
    assert isinstance(here, m.Timeline)
    assert isinstance(rest, m.Timeline)
    assert here.events + rest.events == many.events
    assert figures.fits(figures.draw(here, making.slide()), making.slide())
