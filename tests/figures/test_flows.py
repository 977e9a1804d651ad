"""Flows drawn: boxes apart, arrows around them, whatever leads where."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessonpress import figures
from lessonpress import model as m
from lessonpress.figures.drawing import Box, Connector, Drawing
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


_WORDS = "crisis state court police people routes market power vacuum leave"


def large(seed: int) -> m.Flow:
    """A flow of up to 12 steps and 16 arrows, half of which say something; always the same."""
    dice = Random(seed)  # noqa: S311
    words = _WORDS.split()
    names = [f"{' '.join(dice.sample(words, dice.randint(1, 3)))} {n}" for n in range(12)]
    some = names[: dice.randint(2, 12)]
    made: dict[tuple[str, str], str] = {}
    for _ in range(dice.randint(1, 16)):
        start, end = dice.sample(some, 2)
        made[start, end] = " ".join(dice.sample(words, dice.choice((0, 0, 1, 2, 3))))
    arrows = [(*ends, said) for ends, said in made.items()]
    return flow(*arrows, direction=dice.choice(("fit", "right", "down")))


@pytest.mark.parametrize("place", [making.slide(), making.slide(330, 330), making.page()])
def test_labels_stand_on_nothing_where_a_flow_fits_its_place(place: Place) -> None:
    for seed in range(25):
        drawing = figures.draw(large(seed), place)
        clashes = [*making.overlapping(drawing), *making.crossed(drawing)]
        assert not clashes or drawing.crowded, seed
        assert not clashes or not figures.fits(drawing, place), seed


@pytest.mark.parametrize("direction", ["right", "down"])
@pytest.mark.parametrize("place", [making.slide(), making.slide(330, 330)])
def test_a_label_is_not_crossed_by_a_stretch_that_arrows_share(
    direction: m.Direction, place: Place
) -> None:
    both = m.Flow(
        tuple(map(m.Step, "ACD")),
        (m.Arrow("A", "C"), m.Arrow("D", "C", "a label", dashed=True), m.Arrow("A", "D", "talk")),
        "alt",
        direction,
    )
    drawing = figures.draw(both, place)
    assert making.overlapping(drawing) == []
    assert making.crossed(drawing) == []


def test_many_arrows_are_soon_drawn() -> None:
    names = [f"Step {n}" for n in range(20)]
    ends = dict.fromkeys((names[n * 7 % 20], names[n * 3 % 19]) for n in range(40))
    drawn = flow(*(pair for pair in ends if pair[0] != pair[1]))
    start = perf_counter()
    figures.draw(drawn, making.slide())
    assert perf_counter() - start < 5  # on a busy machine; it takes half a second alone


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


def middles(drawing: Drawing) -> dict[str, tuple[float, float]]:
    boxes = [s for s in making.labelled(drawing) if s.kind != "none"]
    return {b.name: (b.frame.x + b.frame.width / 2, b.frame.y + b.frame.height / 2) for b in boxes}


def circle(*names: str, direction: m.Direction) -> m.Flow:
    chain = pairwise(names)
    return flow(*chain, (names[-1], names[0], "again"), direction=direction)


@pytest.mark.parametrize("height", [342.0, 300.0, 250.0, 150.0])
@pytest.mark.parametrize("direction", ["down", "right", "fit"])
def test_a_small_circle_of_steps_fits_in_low_places(height: float, direction: m.Direction) -> None:
    drawn = circle("Prison", "Extortion", "Money", "Weapons", "Power", direction=direction)
    place = making.slide(633, height)
    drawing = figures.draw(drawn, place)
    assert figures.fits(drawing, place)
    assert making.struck(drawing) == []
    assert drawing.turned == (direction == "down" and height < 200)


def test_a_long_chain_is_wound_into_rows() -> None:
    names = [f"The step {n}" for n in range(9)]
    place = making.slide(633, 300)
    drawing = figures.draw(flow(*pairwise(names)), place)
    assert figures.fits(drawing, place)
    assert len({y for _, y in middles(drawing).values()}) > 1
    assert making.overlapping(drawing) == []
    assert making.struck(drawing) == []


@pytest.mark.parametrize("direction", ["right", "down"])
def test_a_chain_is_straight_whatever_else_leads_along_it(direction: m.Direction) -> None:
    names = ("a", "b", "c", "d")
    chain = [*pairwise(names)]
    for more in ([], [("d", "a")], [("a", "c")], [("a", "c"), ("d", "b")]):
        drawing = figures.draw(flow(*chain, *more, direction=direction), making.slide())
        places = [middles(drawing)[name][1 if direction == "right" else 0] for name in names]
        assert max(places) - min(places) < 0.01


def test_branches_stand_on_both_sides_alike() -> None:
    drawn = flow(("a", "b"), ("b", "c"), ("b", "d"), ("c", "e"), ("d", "e"), direction="right")
    at = {name: y for name, (_, y) in middles(figures.draw(drawn, making.slide())).items()}
    assert at["a"] == pytest.approx(at["b"])
    assert at["c"] + at["d"] == pytest.approx(2 * at["b"])
    assert at["e"] == pytest.approx(at["b"])
