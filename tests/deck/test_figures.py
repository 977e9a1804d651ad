"""Computed figures in decks: one group each, of native shapes with names and words."""

from __future__ import annotations

import io
from typing import Any

import lessons
import pptx
from gates import pptx_lint

from lessonpress import deck, views
from lessonpress.deck import model as d
from lessonpress.diagnostics import Severity
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
    return built_for(text, Audience.STUDENT)


def built_for(text: str, audience: Audience) -> Any:
    """The presentation made of a unit of which there is nothing to complain."""
    lesson = views.cut(lessons.lesson(text), Medium.DECK, audience)
    data, problems = deck.build(lesson, lessons.COURSE, inputs())
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


FLOW = """
    ## The loop

    ```flow {#loop}
    One -> Two -> Three
    Three -> One: again
    ```
"""
LONG = "\n".join(f"    - {year}: {'Something happened again ' * 7}" for year in range(1900, 1930))


def test_connectors_are_glued_to_the_boxes_they_lead_from_and_to() -> None:
    drawn = group(FLOW)._element
    ids = {e.get("id") for e in drawn.xpath(".//p:sp/p:nvSpPr/p:cNvPr")}
    ends = drawn.xpath(".//p:cNvCxnSpPr/a:stCxn | .//p:cNvCxnSpPr/a:endCxn")
    assert len(ends) == 2 * len(drawn.xpath(".//p:cxnSp")) >= 6
    assert {end.get("id") for end in ends} <= ids


def test_a_country_is_one_freeform_that_its_name_finds() -> None:
    shapes = group("## M\n\n```map\nhighlight: [Peru]\n```").shapes
    peru = next(shape for shape in shapes if shape.name == "Peru")
    assert peru._element.xpath("./p:spPr/a:custGeom")


def test_a_timeline_that_is_too_long_continues_on_further_slides() -> None:
    text = f"\n    ## Years\n\n    ```timeline\n{LONG}\n    ```\n"
    lesson = views.cut(lessons.lesson(text), Medium.DECK, Audience.STUDENT)
    deck_, problems = deck.fitted(lesson, lessons.COURSE, inputs())
    assert {p.severity for p in problems} == {Severity.INFO}
    assert deck_
    shapes = [s for slide in deck_.slides for s in slide.shapes if isinstance(s, d.DrawingShape)]
    assert len(shapes) >= 2
    whole = " ".join(str(shape.drawing) for shape in shapes)
    assert all(f"'{year}'" in whole for year in range(1900, 1930))
    bottoms = [s.frame.top + s.frame.height for s in shapes]
    assert max(bottoms) <= deck_.height


def test_a_figure_in_the_notes_is_told_in_words() -> None:
    text = "## A\n\ntext\n\n::: notes\n```timeline {#t}\n- 2013: The prison\n```\n:::"
    slide_ = built_for(text, Audience.INSTRUCTOR).slides[1]
    assert "2013: The prison" in slide_.notes_slide.notes_text_frame.text
