"""Clicks: what appears at which, from the unit as it is written to PowerPoint's main sequence."""

from __future__ import annotations

import io
from itertools import chain
from pathlib import Path
from typing import Any

import lessons
import pptx
import pytest
from gates import ooxml, pptx_lint
from hypothesis import given
from strategies import units

from lessonpress import model as m
from lessonpress import views
from lessonpress.model import Audience, Medium
from lessonpress.walking import walk

from .dump import clicks
from .test_deck_lessons import build
from .test_pages import MANY, SLIDES, fitted

# A unit's slide, and what its clicks show.
BUILDS = {
    "a list": ("::: incremental\n- a\n- b\n:::\n\nAfter it.", ["Body ¶1", "Body ¶2"]),
    "nested": (
        "Before.\n\n::: incremental\n- a\n    1. b\n    2. c\n- d\n:::",
        ["Body ¶2", "Body ¶3", "Body ¶4", "Body ¶5"],
    ),
    "an item of several paragraphs": (
        "::: incremental\n- a\n\n    more\n\n- b\n:::",
        ["Body ¶1, Body ¶2", "Body ¶3"],
    ),
    "nested at once": (
        "::::: incremental\n- a\n\n    ::: nonincremental\n    - b\n    - c\n    :::\n\n- d\n:::::",
        ["Body ¶1, Body ¶2, Body ¶3", "Body ¶4"],
    ),
    "definitions": (
        "::: incremental\nA\n: first\n\nB\n: second\n:::",
        ["Body ¶1, Body ¶2", "Body ¶3, Body ¶4"],
    ),
    "a pause": ("One.\n\n. . .\n\nTwo.\n\nThree.", ["Body ¶2, Body ¶3"]),
    "a pause at the start": (". . .\n\nOne.", ["Body ¶1"]),
    "pauses that show nothing": ("One.\n\n. . .\n\n. . .\n\n- a\n\n. . .", ["Body ¶2"]),
    "a pause before a list": (
        "One.\n\n. . .\n\n::: incremental\n- a\n- b\n:::\n\nTwo.",
        ["Body ¶4", "Body ¶2", "Body ¶3"],
    ),
    "a table": ("One.\n\n. . .\n\n| a |\n|---|\n| 1 |\n\n: Said", ["Text table1 ¶1, Table table1"]),
    "code": ("One.\n\n. . .\n\n```\na\nb\n```", ["Code code1"]),
    "output": ("One.\n\n. . .\n\n```output\na\n```", ["Bar, Output code1 ¶1"]),
    "a picture": ("One.\n\n. . .\n\n![x](assets/wide.png)", ["Picture figure1, Caption ¶1"]),
    "a figure": (
        "One.\n\n. . .\n\n```timeline\n- 1450: Mainz\n- 1469: Venice\n```\n\nTwo.",
        ["Body ¶2, Timeline figure1"],
    ),
    "a figure alone": (
        ". . .\n\n```timeline\n- 1450: Mainz\n- 1469: Venice\n```",
        ["Timeline figure1"],
    ),
    "a picture alone": (". . .\n\n![x](assets/wide.png)", ["Picture figure1, Caption ¶1"]),
    "a box": (
        "One.\n\n. . .\n\n::: callout-tip\nText.\n:::",
        ["Callout-tip callout1, Bar"],
    ),
    "a list in a box": (
        "One.\n\n::: {.callout-tip .incremental}\n- a\n- b\n:::",
        ["Callout-tip callout1 ¶2", "Callout-tip callout1 ¶3"],
    ),
    "a box that builds up": (
        "One.\n\n. . .\n\n::: {.callout-tip .incremental}\n- a\n- b\n:::",
        [
            "Callout-tip callout1 ground, Callout-tip callout1 ¶1, Bar",
            "Callout-tip callout1 ¶2",
            "Callout-tip callout1 ¶3",
        ],
    ),
    "a box of several": (
        "One.\n\n. . .\n\n::: callout-tip\nText.\n\n```\na\n```\n:::",
        ["Callout-tip callout1, Bar, Text callout1 ¶1, Text callout1 ¶2, Code callout1.code1"],
    ),
    "columns": (
        ":::: columns\n::: column\na\n:::\n\n. . .\n\n::: column\nb\n:::\n::::",
        ["Right ¶1"],
    ),
    "columns in turn": (
        "x\n\n:::: {.columns .incremental}\n::: column\n- a\n- b\n:::\n::: column\n- c\n:::\n::::",
        [
            "Text columns1.column1.list1.item1 ¶1",
            "Text columns1.column1.list1.item1 ¶2",
            "Text columns1.column2.list1.item1 ¶1",
        ],
    ),
    "a quotation": ("> One.\n>\n> . . .\n>\n> Two.\n>\n> — Somebody", ["Body ¶2, Source ¶1"]),
    "key points": ("::: {.keypoints .incremental}\n- a\n- b\n:::", ["Body ¶1", "Body ¶2"]),
    "an exercise": ("::: exercise\nOne.\n\n. . .\n\nTwo.\n:::\n\n. . .", ["Body ¶2"]),
}


def shown(text: str, number: int = 1, audience: Audience = Audience.INSTRUCTOR) -> list[str]:
    data, problems = build(text, audience)
    assert [p for p in problems if p.severity != "info"] == []
    return clicks_of(data)[number]


def clicks_of(data: bytes) -> list[list[str]]:
    assert pptx_lint.problems(data) == []
    slides = pptx.Presentation(io.BytesIO(data)).slides
    return [[line.partition(": ")[2] for line in clicks(slide)] for slide in slides]


@pytest.mark.parametrize(("text", "expected"), BUILDS.values(), ids=BUILDS.keys())
def test_what_each_click_shows(text: str, expected: list[str]) -> None:
    assert shown(f"## A slide\n\n{text}") == expected


LONG = "## A slide\n\n::: incremental\n" + "- An item.\n\n    More.\n\n" * 14 + ":::\n"


def test_a_continued_list_builds_up_on_every_slide_from_the_first_click() -> None:
    _, *pages = clicks_of(build(LONG)[0])
    assert len(pages) > 1
    for page in pages:
        assert page == [f"Body ¶{2 * n + 1}, Body ¶{2 * n + 2}" for n in range(len(page))]
    assert sum(map(len, pages)) == 14


def test_the_rest_of_what_appeared_before_waits_for_no_click() -> None:
    text = "## A slide\n\nFirst.\n\n. . .\n\n" + "Many words, said at length. " * 200
    _, first, *others = clicks_of(build(text)[0])
    assert first == ["Body ¶2"]
    assert len(others) > 1
    assert not any(others)


@pytest.mark.parametrize("text", [LONG, *(text for text, _ in BUILDS.values())])
def test_students_get_everything_at_once(text: str) -> None:
    assert not any(clicks_of(build(text, Audience.STUDENT)[0]))
    lesson = lessons.read(text)[0]
    for medium, audience in ((x, y) for x in Medium for y in Audience):
        if (medium, audience) != (Medium.DECK, Audience.INSTRUCTOR):
            nodes = [*walk(views.cut(lesson, medium, audience))]
            assert not any(isinstance(n, m.Pause) for n in nodes)
            assert not any(getattr(n, "incremental", False) for n in nodes)


@given(units(30), SLIDES)
@MANY
def test_clicks_count_from_one_on_every_slide(unit: str, blocks: list[str]) -> None:
    text = "\n\n. . .\n\n".join(["::::::: incremental", *blocks, ":::::::", unit])
    made = fitted(text.encode(errors="replace").decode(), Audience.INSTRUCTOR)
    for slide in made.slides:
        used = {node.click for node in _visible(slide.shapes)}
        assert used - {0} == set(range(1, max(used, default=0) + 1))


def _visible(shapes: Any) -> list[Any]:
    return [n for n in walk(shapes) if hasattr(n, "click") and getattr(n, "inlines", True)]


@pytest.mark.slow
def test_the_open_xml_sdk_finds_no_error(tmp_path: Path) -> None:
    path = tmp_path / "builds.pptx"
    text = chain([LONG], (f"## A slide\n\n{text}" for text, _ in BUILDS.values()))
    path.write_bytes(build("\n\n".join(text))[0])
    assert ooxml.sdk_errors([path]) == {path: []}
