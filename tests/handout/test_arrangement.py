"""Objectives come first and key points last, with headings that would be left over nothing."""

from __future__ import annotations

import pytest
from lessons import lesson

from lessonpress import markup
from lessonpress.handout.arrangement import Arrangement, arranged
from lessonpress.model import Audience, Blocks, Heading
from lessonpress.views import for_audience


def _outline(blocks: Blocks) -> list[str]:
    return [
        markup.plain(b.inlines) if isinstance(b, Heading) else getattr(b, "kind", type(b).__name__)
        for b in blocks
    ]


def _arranged(text: str) -> Arrangement:
    return arranged(lesson(text))


OBJECTIVES = "::: objectives\n- One\n:::"


@pytest.mark.parametrize(
    ("text", "front", "body"),
    [
        (f"## A\n\nText.\n\n## Aims\n\n{OBJECTIVES}", ["Aims", "objectives"], ["A", "Paragraph"]),
        (f"## A\n\nText.\n\n{OBJECTIVES}", ["objectives"], ["A", "Paragraph"]),
        (
            f"## A\n\n{OBJECTIVES}\n\n### Below A\n\nText.",
            ["objectives"],
            ["A", "Below A", "Paragraph"],
        ),
        ("## A\n\nText.", [], ["A", "Paragraph"]),
    ],
    ids=["own section", "among text", "heading still needed", "none"],
)
def test_objectives_come_first(text: str, front: list[str], body: list[str]) -> None:
    page = _arranged(text)
    assert (_outline(page.front), _outline(page.body)) == (front, body)


def test_key_points_come_last() -> None:
    page = _arranged("## Key points\n\n::: keypoints\n- One\n:::\n\n## B\n\nText.")
    assert _outline(page.close) == ["Key points", "keypoints"]
    assert _outline(page.body) == ["B", "Paragraph"]


def test_exercises_are_found_wherever_they_stand() -> None:
    page = _arranged("::: columns\n:::: column\n::::: {.exercise lines=2}\nTask.\n:::::\n::::\n:::")
    assert [exercise.number for exercise in page.exercises] == [1]


def test_notes_that_only_answers_mention_are_kept_apart() -> None:
    text = """
        Text [@one].

        ::: {.exercise lines=2}
        Task.

        :::: solution
        A [term]{.term} [@two].[^n]
        ::::
        :::

        [^n]: Note.
        """
    key = arranged(for_audience(lesson(text), Audience.KEY))
    assert [n.number for n in key.notes.sources] == [1]
    assert (key.notes.glossary, key.notes.footnotes) == ((), ())
    assert [n.number for n in key.answer_notes.sources] == [2]
    assert [e.key for e in key.answer_notes.glossary] == ["term"]
    assert len(key.answer_notes.footnotes) == 1
