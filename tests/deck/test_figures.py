"""Computed figures in decks: one group each, of native shapes with names and words."""

from __future__ import annotations

import io
from typing import Any

import lessons
import pptx
from gates import pptx_lint

from lessonpress import deck, views
from lessonpress.inputs import Inputs
from lessonpress.model import Audience, Medium

from .making import a_deck, fitted, inputs, slide

TIMELINE = """
    ## The road

    ```timeline {#road alt="Three steps." caption="From *here*"}
    - 2013: The prison
    - 2018: The border
    - September 2023: The raid
    ```
"""


def built(text: str) -> Any:
    """The presentation made of a unit of which there is nothing to complain."""
    lesson = views.cut(lessons.lesson(text), Medium.DECK, Audience.STUDENT)
    data, problems = deck.build(lesson, lessons.COURSE, Inputs(inputs()))
    assert problems == ()
    assert pptx_lint.problems(data) == []
    return pptx.Presentation(io.BytesIO(data))


def group(text: str) -> Any:
    """The first group of shapes in the deck of a unit."""
    shapes = (shape for slide in built(text).slides for shape in slide.shapes)
    return next(shape for shape in shapes if shape._element.tag.endswith("}grpSp"))


def test_a_figure_is_one_group_that_is_described() -> None:
    properties = group(TIMELINE)._element.xpath("./p:nvGrpSpPr/p:cNvPr")[0]
    assert properties.get("name") == "Timeline road"
    assert properties.get("descr") == "Three steps."


def test_its_shapes_are_named_and_hold_its_words_as_text() -> None:
    named = {shape.name: shape for shape in group(TIMELINE).shapes}
    assert named["2018: The border"].text_frame.text == "2018\nThe border"
    assert {"Axis", "Mark 2013: The prison", "Stem 2018: The border"} <= set(named)


def test_its_caption_stands_in_the_layout_s_place() -> None:
    slide = built(TIMELINE).slides[1]
    captions = [s for s in slide.placeholders if s.placeholder_format.idx == 2 or s.has_text_frame]
    assert "From here" in [s.text_frame.text for s in captions]


def test_a_figure_that_a_template_names_and_nobody_wrote_is_complained_of() -> None:

    _, problems = fitted(a_deck(slide('<figure id="a" data-figure="b"></figure>')))
    assert [p.code for p in problems] == ["slide-markup-unknown"]
