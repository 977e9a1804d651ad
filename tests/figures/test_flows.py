"""Flows drawn: boxes apart, arrows around them, whatever leads where."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessonpress import figures
from lessonpress import model as m
from lessonpress.figures.drawing import Box, Connector
from lessonpress.figures.setting import Place

from . import making


def flow(*arrows: tuple[str, str] | tuple[str, str, str], direction: m.Direction = "fit") -> m.Flow:
    names = dict.fromkeys(name for arrow in arrows for name in arrow[:2])
    made = tuple(m.Arrow(*arrow) for arrow in arrows)
    return m.Flow(tuple(m.Step(name) for name in names), made, "alt", direction)


@st.composite
def flows(draw: st.DrawFn) -> m.Flow:
    more = st.sampled_from(("", " of some words", " longer"))
    names = [letter + draw(more) for letter in "abcdefg"]
    ends = st.tuples(st.sampled_from(names), st.sampled_from(names)).filter(lambda e: e[0] != e[1])
    pairs = draw(st.lists(ends, min_size=1, max_size=9, unique=True))
    labels = [draw(st.sampled_from(("", "", "a label"))) for _ in pairs]
    direction: m.Direction = draw(st.sampled_from(("fit", "right", "down")))
    arrows = [(a, b, label) for (a, b), label in zip(pairs, labels, strict=True)]
    return flow(*arrows, direction=direction)


@pytest.mark.parametrize("place", [making.slide(), making.page()])
@given(flows())
@settings(max_examples=80, deadline=None)
def test_boxes_are_apart_and_no_arrow_runs_through_one(place: Place, drawn: m.Flow) -> None:
    drawing = figures.draw(drawn, place)
    boxes = [s for s in making.labelled(drawing) if s.kind != "none"]
    assert {box.name for box in boxes} == {step.name for step in drawn.steps}
    alone = [(a, b) for a, b in making.overlapping(drawing) if "Label" not in a + b]
    assert alone == []
    assert making.struck(drawing) == []
    assert making.cramped(drawing, place) == []
    assert making.outside(drawing) == []


@given(flows())
@settings(max_examples=80, deadline=None)
def test_labels_stand_on_no_box(drawn: m.Flow) -> None:
    drawing = figures.draw(drawn, making.slide())
    names = {step.name for step in drawn.steps}
    covering = [(a, b) for a, b in making.overlapping(drawing) if names & {a, b}]
    assert covering == []


def test_every_arrow_is_glued_from_box_to_box_with_its_head_at_the_end() -> None:
    drawn = flow(("a", "b"), ("b", "c"), ("a", "c"), ("c", "a"))
    drawing = figures.draw(drawn, making.slide())
    boxes = {s.name for s in drawing.shapes if isinstance(s, Box)}
    lines = [s for s in drawing.shapes if isinstance(s, Connector)]
    assert {end for line in lines for end in (line.start, line.end)} <= boxes
    assert sum(line.arrow for line in lines) == 4
    assert {line.end for line in lines if line.arrow} == {"a", "b", "c"}


def test_a_flow_leads_down_where_it_is_too_wide() -> None:
    chain = flow(*((f"The step {n}", f"The step {n + 1}") for n in range(6)))
    wide, narrow = figures.draw(chain, making.slide()), figures.draw(chain, making.page())
    assert wide.width > wide.height
    assert narrow.width < narrow.height
