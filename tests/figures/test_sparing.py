"""Drawings that spare ink say the same, and are told apart in grey all the same."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from lessonpress.figures.drawing import Box, Drawing, Frame, Label, Look, Words
from lessonpress.figures.sparing import sparing
from lessonpress.theme import LEGIBLE, contrast, luminance


def box(look: Look, color: str = "ink", side: float = 50) -> Box:
    return Box(
        "A", Frame(0, 0, side, side), "rectangle", look, Label((Words("12", 9.0, color=color),))
    )


def spared(shape: Box) -> Box:
    (found,) = sparing(Drawing(100, 100, (shape,))).shapes
    assert isinstance(found, Box)
    return found


def test_a_series_is_light_in_an_outline_of_its_colour() -> None:
    found = spared(box(Look("series 1", line="paper", weight=0.5), "on series 1"))
    assert found.look == Look("series 1", 0.34, "series 1", 0.75)
    assert found.label == Label((Words("12", 9.0, color="ink"),))


def test_neighbours_differ_and_leave_words_legible() -> None:
    strong = "444444"  # as dark as a theme's series may be
    greys = []
    for number in range(7):
        tint = spared(box(Look(f"series {number}"))).look.tint
        grey = f"{round(255 - (255 - int(strong[:2], 16)) * tint):02X}" * 3
        assert contrast("16202E", grey) >= LEGIBLE
        greys.append(luminance(grey))
    assert all(abs(one - other) > 0.15 for one, other in pairwise(greys))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Look("ground", line="muted"), Look("paper", line="muted")),
        (Look("accent", 0.5, "muted"), Look("accent", 0.3, "muted")),
        (Look("muted", 0.3), Look("muted", 0.3)),  # the lines of a scale
        (Look("paper", line="accent"), Look("paper", line="accent")),
    ],
)
def test_grounds_become_paper_and_tints_lighter(before: Look, after: Look) -> None:
    assert spared(box(before)).look == after


def test_marks_stay_as_they_are() -> None:
    mark = replace(box(Look("ground"), side=8))
    assert spared(mark) == mark
