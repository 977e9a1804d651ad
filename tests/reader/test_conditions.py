"""Quarto's conditional blocks: shown where the condition says, and never by guesswork."""

from __future__ import annotations

import pytest
from lessons import COURSE

from lessonpress import model as m
from lessonpress import reader, views

WHERE = {
    ".content-visible when-format=pptx": {m.Medium.DECK},
    ".content-visible when-format=revealjs": {m.Medium.DECK},
    ".content-hidden unless-format=beamer": {m.Medium.DECK},
    ".content-visible unless-format=html": {m.Medium.DECK},
    ".content-hidden when-format=pdf": {m.Medium.DECK},
    ".content-visible when-format=typst": {m.Medium.HANDOUT},
    ".content-visible unless-format=PowerPoint": {m.Medium.HANDOUT},
    ".content-hidden when-format=pptx": {m.Medium.HANDOUT},
    ".content-hidden unless-format=docx": {m.Medium.HANDOUT},
    ".content-visible when-profile=instructor": set(),
    ".content-hidden unless-profile=solutions": set(),
    ".content-visible unless-profile=student": set(),
    ".content-visible unless-profile=instructor": set(m.Medium),
    ".content-hidden when-profile=teacher": set(m.Medium),
    ".content-visible when-profile=students": set(m.Medium),
}


@pytest.mark.parametrize(("given", "where"), WHERE.items(), ids=WHERE.keys())
def test_a_condition_shows_a_block_where_it_holds(given: str, where: set[m.Medium]) -> None:
    text = f"# T\n\n::: {{{given}}}\nWORDS\n:::"
    lesson, complaints = reader.read_lesson("01", text.encode(), "01.md", COURSE)
    assert [c.code for c in complaints] in ([], ["condition-for-students"])
    seen = {at for at in m.Medium if "WORDS" in repr(views.cut(lesson, at, m.Audience.STUDENT))}
    assert seen == where
    taught = {
        at for at in m.Medium if "WORDS" in repr(views.cut(lesson, at, m.Audience.INSTRUCTOR))
    }
    assert taught == (where or set(m.Medium))


@pytest.mark.parametrize(
    "given",
    [
        ".content-visible when-meta=answers",
        ".content-hidden",
        ".content-visible when-format=mobi",
        ".content-hidden when-profile=draft",
        ".exercise .content-visible when-format=pptx",
        ".callout when-format=pptx",
    ],
)
def test_what_cannot_be_decided_stops_the_unit(given: str) -> None:
    text = f"# T\n\n::: {{{given}}}\nWORDS\n:::"
    _, complaints = reader.read_lesson("01", text.encode(), "01.md", COURSE)
    assert [(c.code, c.span.line) for c in complaints] == [("condition-unclear", 3)]
