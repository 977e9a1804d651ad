"""A quiz as slides: lettered choices, answers on slides of their own, none in a student's deck."""

from __future__ import annotations

import io
from typing import Any

import lessons
import pptx
import pytest
from gates import leaks, ooxml, pptx_lint

from lessonpress import deck, outline, views
from lessonpress.model import Audience, Medium

from . import test_pages
from .making import inputs

DECKS = (Audience.INSTRUCTOR, Audience.STUDENT)
INSIDE = """
    ::: columns
    ::: column
    ::: {.quiz title="In a column"}
    1. What?
        - [x] this
        - [ ] that
    2. How much? {unit=km}
        answer: 4999
    :::
    :::
    ::: column
    Text.
    :::
    :::
    """


def built(text: str, audience: Audience) -> bytes:
    lesson = views.cut(lessons.lesson(text), Medium.DECK, audience)
    data, problems = deck.build(lesson, lessons.COURSE, inputs())
    assert problems == ()
    return data


def slides(data: bytes) -> list[Any]:
    return list(pptx.Presentation(io.BytesIO(data)).slides)


def texts(slide: Any) -> str:
    frames = [s.text_frame.text for s in slide.shapes if s.has_text_frame]
    tables = [c.text for s in slide.shapes if s.has_table for c in s.table.iter_cells()]
    return "\n".join([*frames, *tables])


def test_question_slides_are_the_same_in_both_decks() -> None:
    instructor, student = (slides(built(lessons.QUIZ, a)) for a in DECKS)
    roles = [slide.role for slide in outline.slides(lessons.lesson(lessons.QUIZ))]
    assert len(instructor) == len(student) == len(roles)
    asked = [n for n, role in enumerate(roles) if role == "quiz"]
    assert [texts(instructor[n]) for n in asked] == [texts(student[n]) for n in asked]


def test_choices_are_a_native_list_with_letters() -> None:
    question = slides(built(lessons.QUIZ, Audience.STUDENT))[2]
    body = next(s for s in question.placeholders if s.has_text_frame and "Not this" in s.text)
    found = body._element.xpath(".//a:buAutoNum/@type")
    assert found == ["alphaUcPeriod"] * 3


@pytest.mark.parametrize(
    ("number", "answer"),
    [
        (4, "Answer: B"),
        (6, "Answer: A, B"),
        (8, "False"),
        (10, "49991234 ± 8 km"),
        (12, "WORDQZX"),
        (14, "three"),
        (16, "Answer: "),
    ],
)
def test_the_slide_after_a_question_answers_it(number: int, answer: str) -> None:
    assert answer in texts(slides(built(lessons.QUIZ, Audience.INSTRUCTOR))[number - 1])


def placed(slide: Any, kind: str) -> str:
    return next(str(s.text_frame.text) for s in slide.placeholders if s.name == kind)


def test_an_answer_keeps_its_question_s_title_and_the_quiz_s_name() -> None:
    for audience, label in zip(DECKS, ("answer", "our answer"), strict=True):
        slide = slides(built(lessons.QUIZ, audience))[3]
        assert placed(slide, "Title") == f"Which is it?\u00a0({label})"
        assert placed(slide, "Tag") == f"Check · Question 1 · {label.capitalize()}"


def test_things_in_order_keep_their_letters() -> None:
    asked, answered = (slides(built(lessons.QUIZ, Audience.INSTRUCTOR))[n] for n in (14, 15))
    steps = placed(asked, "Body").split("\n")
    answer, *lines = placed(answered, "Body").split("\n")
    letters = ["ABC"[steps.index(step)] for step in ("begin", "go on", "stop")]
    assert answer == f"Answer: {', '.join(letters)}"
    assert lines == [f"{letters[0]}. begin", f"{letters[1]}. go on", f"{letters[2]}. stop"]


def test_what_matches_and_what_does_not_is_one_text_of_one_size() -> None:
    answered = slides(built(lessons.QUIZ, Audience.INSTRUCTOR))[13]
    assert not any(s.has_table for s in answered.shapes)
    assert placed(answered, "Body").count("\n") == 3
    assert "Matches nothing: " in placed(answered, "Body")


RULE = "Answer: ________"


@pytest.mark.parametrize(
    ("number", "lines"),
    [
        (4, [RULE, "Not this", "But this", "Nor this"]),
        (6, [RULE, "One", "Another", "None"]),
        (8, ["○ True", "○ False"]),
        (14, ["one – ___", "two – ___", "three – ___"]),
    ],
)
def test_students_mark_their_answer_where_the_question_is_asked_again(
    number: int, lines: list[str]
) -> None:
    slide = slides(built(lessons.QUIZ, Audience.STUDENT))[number - 1]
    assert placed(slide, "Body").split("\n") == lines


def test_students_put_in_order_what_stands_as_it_was_asked() -> None:
    asked, again = (slides(built(lessons.QUIZ, Audience.STUDENT))[n] for n in (14, 15))
    assert placed(again, "Body") == f"{RULE}\n{placed(asked, 'Body')}"


LONG = "This is one of the longer ways to answer what was asked, as they are. " * 3


@pytest.mark.parametrize(
    "question",
    [
        "\n".join(["1. Which?", "    - [x] " + LONG, *["    - [ ] " + LONG] * 9]),
        "\n".join(["1. Order:", *[f"    {n}. {n} {LONG}" for n in range(1, 12)]]),
        "\n".join(
            ["1. Match:\n", "    | a | b |\n    |---|---|"]
            + [f"    | {n} {LONG} | {n} {LONG} |" for n in range(8)]
        ),
    ],
    ids=["choices", "order", "matching"],
)
def test_long_questions_take_as_many_slides_in_both_decks(question: str) -> None:
    instructor, student = test_pages.both(f"::: quiz\n{question}\n:::\n")
    assert len(instructor.slides) > 3
    assert test_pages.ids(instructor) == test_pages.ids(student)


def test_a_unit_stands_behind_the_rule() -> None:
    question = slides(built(lessons.QUIZ, Audience.STUDENT))[8]
    assert placed(question, "Body") == f"Answer: {'_' * 16} km"


def test_an_answer_stands_in_no_file_of_students(tmp_path: Any) -> None:
    path = tmp_path / "slides.pptx"
    path.write_bytes(built(lessons.QUIZ, Audience.STUDENT))
    assert leaks.found(lessons.QUIZ_SECRETS, path) == {}


def test_a_choice_of_code_has_its_letter() -> None:
    quiz = "::: quiz\nWhich?\n\n- [x]\n  ```\n  code\n  ```\n- [ ] none\n:::"
    question = slides(built(quiz, Audience.STUDENT))[1]
    lettered = [p for s in question.shapes for p in s._element.xpath(".//a:p[.//a:buAutoNum]")]
    assert [bool(p.xpath("./a:r/a:t[text()]")) for p in lettered] == [True, True]


@pytest.mark.slow
@pytest.mark.parametrize("unit", [lessons.QUIZ, INSIDE], ids=["slides", "inside"])
@pytest.mark.parametrize("audience", DECKS)
def test_decks_with_quizzes_are_valid(unit: str, audience: Audience, tmp_path: Any) -> None:
    path = tmp_path / "slides.pptx"
    path.write_bytes(built(unit, audience))
    assert ooxml.sdk_errors([path])[path] == []
    assert pptx_lint.problems(path.read_bytes()) == []
