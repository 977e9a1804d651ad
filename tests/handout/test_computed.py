"""Computed figures on paper: drawn for the room they have, in what the pages are set in."""

from __future__ import annotations

from textwrap import indent

import pytest
from deck import brands
from lessons import COURSE
from shipped import bundle

from lessonpress import measure, reader
from lessonpress import model as m
from lessonpress.deck import REFERENCE
from lessonpress.handout import stylesheets
from lessonpress.handout.drawings import Drawings
from lessonpress.inputs import Inputs
from lessonpress.walking import walk

FLOW = "```flow\nFirst -> Second\n```\n"
PLACES = {
    "the page": ("", 343),
    "a question": ("::: quiz\n1. Which?\n\n{    }\n    - [ ] This\n    - [x] That\n:::\n", 325),
    "a choice": ("::: quiz\n1. Which?\n    - [ ] This\n\n{        }\n    - [x] That\n:::\n", 292),
    "a solution": ("::: exercise\nDo it.\n\n::: solution\n{}\n:::\n:::\n", 343),
    "a hint": ("::: exercise\nDo it.\n\n::: hint\n{}\n:::\n:::\n", 343),
    "a box": ("::: callout\n{}\n:::\n", 313),
    "a list": ("- An item\n\n{    }\n", 325),
    "a column": ("::: columns\n::: column\nWords\n:::\n::: column\n{}\n:::\n:::\n", 151.5),
}


def lesson_with(place: str) -> m.Lesson:
    """Return a lesson whose only figure stands in such a place."""
    before, brace, rest = place.partition("{")
    margin, _, after = rest.partition("}")
    text = before + indent(FLOW, margin) + after if brace else FLOW
    source = f"---\ntitle: A unit\n---\n{text}".encode()
    lesson, problems = reader.read_lesson("01", source, "01.md", COURSE)
    assert problems == ()
    return lesson


def drawings_of(lesson: m.Lesson, inputs: Inputs) -> Drawings:
    return Drawings.of((lesson,), inputs, stylesheets.of(inputs, m.PageSetup(), lesson.lang))


@pytest.mark.parametrize("where", PLACES)
def test_the_only_figure_has_the_room_of_its_place_and_is_measured(where: str) -> None:
    place, width = PLACES[where]
    lesson = lesson_with(place)
    (figure,) = (node for node in walk(lesson) if isinstance(node, m.Figure))
    found = drawings_of(lesson, bundle()).place(figure)
    assert found.width == pytest.approx(width, abs=0.1)
    assert found.fonts is measure.paper_fonts(bundle())


def test_words_are_measured_in_the_face_that_pages_are_set_in() -> None:
    lesson = lesson_with("")
    ours = drawings_of(lesson, bundle())
    assert ours.face == "Calibri"  # whose twin stands first in --sans
    theirs = drawings_of(lesson, bundle().joined({REFERENCE: brands.with_face("Gelasio")}))
    assert theirs.face == "Gelasio"
    unknown = drawings_of(lesson, bundle().joined({REFERENCE: brands.with_face("Somebody Sans")}))
    assert unknown.face == "Calibri"
