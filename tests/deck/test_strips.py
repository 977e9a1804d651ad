"""The strip at a slide's foot, where the words of blanks appear one by one."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random

import pptx
import pytest
from gates import ooxml, pdf, render
from hypothesis import given, settings
from hypothesis import strategies as st

from lessonpress.deck import model as d
from lessonpress.deck.fitting import frames
from lessonpress.diagnostics import Severity
from lessonpress.model import Audience

from .dump import dump
from .test_builds import shown
from .test_deck_lessons import build
from .test_pages import MANY, both
from .test_rendered import beyond, on_others

# A unit's slide, and what its clicks show.
ORDERS = {
    "one after the other": (
        "The [a]{.blank} and the [b]{.blank}.",
        ["Answers, Answer 1 ¶1", "Answer 2 ¶1"],
    ),
    "before what appears later": (
        "A [a]{.blank}.\n\n::: incremental\n- b [c]{.blank}\n- d\n:::\n\nAt once [e]{.blank}.",
        [
            "Answers, Answer 1 ¶1",
            "Answer 3 ¶1",
            "Body ¶2",
            "Answer 2 ¶1",
            "Body ¶3",
        ],
    ),
    "after all that a pause held back": (
        "x\n\n. . .\n\n| a |\n|---|\n| [b]{.blank} |\n\n: Said [c]{.blank}\n\n"
        "![x [d]{.blank}](assets/wide.png)",
        [
            "Text table1 ¶1, Table table1, Picture figure1, Text figure1 ¶1",
            "Answers, Answer 1 ¶1",
            "Answer 2 ¶1",
            "Answer 3 ¶1",
        ],
    ),
    "a footnote's last": (
        "A[^1] [a]{.blank}.\n\n. . .\n\nB.\n\n[^1]: Of [c]{.blank}.",
        ["Answers, Answer 1 ¶1", "Body ¶2", "Answer 2 ¶1"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), ORDERS.values(), ids=ORDERS.keys())
def test_an_answer_appears_after_what_asks_for_it(text: str, expected: list[str]) -> None:
    assert shown(f"## A slide\n\n{text}") == expected


def test_a_title_s_blank_comes_first() -> None:
    assert shown("## A [title]{.blank}\n\nA [a]{.blank}.")[0] == "Answers, Answer 1 ¶1"


def test_it_is_read_after_the_content_and_before_the_footer() -> None:
    data, _ = build("## A slide\n\nThe [word]{.blank}.[^1]\n\n[^1]: A note.")
    slide = [*pptx.Presentation(io.BytesIO(data)).slides][1]
    names = [shape.name for shape in slide.shapes]
    assert names == ["Title", "Body", "Answers", "Answer 1", "Footnotes", "Footer", "Slide number"]
    assert slide.notes_slide.notes_text_frame.text == "Blanks: 1 word"


def test_students_have_its_room_and_nothing_in_it() -> None:
    text = "## A slide\n\nThe [WORD]{.blank}."
    student = dump(build(text, Audience.STUDENT)[0])
    assert "Answer" not in student
    assert "WORD" not in student
    instructor = dump(build(text)[0])
    assert re.findall('"Body".*', student) == re.findall('"Body".*', instructor) != []


def test_what_is_too_long_for_it_is_in_the_notes() -> None:
    answer = "a long answer " * 40
    data, problems = build(f"## A slide\n\nThe [{answer}]{{.blank}}.")
    assert [p.code for p in problems] == ["answers-too-long"]
    assert '"Answer' not in dump(data)
    assert answer.strip() in dump(data)


FEW = settings(MANY, max_examples=8)
PIECES = st.lists(
    st.sampled_from(
        [
            "W W W W W W W.",
            "W W W, W. " * 9,
            "- W W W\n- W W\n    1. W W W W",
            "| W | W |\n|---|---|\n" + "| W | W W |\n" * 4,
            "::: callout\nW W W.\n\nW W W W.\n:::",
            "![W W](assets/wide.png)",
        ]
    ),
    min_size=1,
    max_size=5,
)
# Words of all widths, as wide as their rule says and wider.
WORDS = st.text("iW語mlé 1", min_size=1, max_size=14).filter(lambda text: text.strip())


def _with_blanks(blocks: list[str], words: list[str]) -> str:
    """Put a blank in the place of every third word."""
    places, answers = count(), iter(words * 400)

    def blank(found: re.Match[str]) -> str:
        return found[0] if next(places) % 3 else f"[{next(answers).strip()}]{{.blank}}"

    return "## A slide\n\n" + "\n\n".join(re.sub("W", blank, block) for block in blocks)


@given(PIECES, st.lists(WORDS, min_size=1, max_size=5))
@FEW
def test_both_decks_are_laid_out_alike(blocks: list[str], words: list[str]) -> None:
    instructor, student = both(_with_blanks(blocks, words))
    assert [*map(_layout, instructor.slides)] == [*map(_layout, student.slides)]


def _layout(slide: d.Slide) -> list[tuple[str, d.Frame]]:
    return [(s.name, s.frame) for s in slide.shapes if not s.name.startswith("Answer")]


@given(PIECES, st.lists(WORDS, min_size=1, max_size=5))
@FEW
def test_answers_stand_between_content_and_footer(blocks: list[str], words: list[str]) -> None:
    for slide in both(_with_blanks(blocks, words))[0].slides:
        answers = [s for s in slide.shapes if s.name.startswith("Answer ")]
        content = [s for s in slide.shapes if s.name not in ("Footer", "Slide number", "Footnotes")]
        for above, below in _pairs(answers, content):
            assert frames.bottom(above.frame) <= below.frame.top


def _pairs(answers: list[d.Shape], content: list[d.Shape]) -> Iterator[tuple[d.Shape, d.Shape]]:
    for answer in answers:
        others = (s for s in content if not s.name.startswith("Answer"))
        yield from ((other, answer) for other in others if _said(other))


def _said(shape: d.Shape) -> bool:
    return not isinstance(shape, d.TextShape) or bool(shape.text)


@pytest.mark.slow
def test_it_holds_in_libreoffice_and_for_the_open_xml_sdk(tmp_path: Path) -> None:
    random = Random(7)  # noqa: S311 - no secret
    words = [
        "press",
        "type",
        "ink",
        "Buchdruckergeselle",
        "lampblack",
        "語",
        "composing",
        "stick",
        "and",
        "the",
        "rest",
    ]
    answers = [" ".join(random.choices(words, k=random.randint(1, 4))) for _ in range(60)]
    blocks = [("W W printed W. " * n).strip() for n in (4, 9, 30, 60)]
    text = "\n\n".join(
        f"{_with_blanks([block], answers[n:])}\n\n::: incremental\n- a\n- b\n:::"
        for n, block in enumerate(blocks)
    )
    path = tmp_path / "strips.pptx"
    data, problems = build(text)
    assert [p for p in problems if p.severity is Severity.ERROR] == []
    path.write_bytes(data)
    assert ooxml.sdk_errors([path]) == {path: []}
    (printed,) = render.to_pdf([path], tmp_path)
    found = list(pdf.words(printed))
    assert (beyond(found), on_others(found)) == ([], [])
