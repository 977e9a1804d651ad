"""A quiz on paper: room to tick, write and match; a key that fills the same places."""

from __future__ import annotations

from pathlib import Path

import pytest
from gates import leaks, pdf
from lessons import QUIZ, QUIZ_SECRETS

from .making import Made, make

pytestmark = pytest.mark.slow

LONG = f"""
{QUIZ}
    ::: quiz
    What is this?

    answer: {"so many words that no line of a page could hold all of them, " * 2}LASTWORD
    :::

    ::: columns
    ::: column
    ::: quiz
    Beside text?

    - [x] yes
    - [ ] ![A picture](assets/a.png){{width=30%}}
    - [ ]
      ```python
      no = 1
      ```
    :::
    :::
    ::: column
    Text.
    :::
    :::
    """


def made(text: str, folder: Path, key: bool = False) -> Made:
    from .making import picture

    return make(text, folder, key=key, files={"course/assets/a.png": picture(80, 60)})


@pytest.mark.parametrize("key", [False, True], ids=["handout", "key"])
def test_passes_every_gate(key: bool, tmp_path: Path) -> None:
    page = made(LONG, tmp_path, key)
    assert page.diagnostics == ()
    assert pdf.problems(page.path) == []


def test_the_key_has_every_question_and_choice_where_students_have_it(tmp_path: Path) -> None:
    student, key = made(LONG, tmp_path), made(LONG, tmp_path, key=True)
    assert student.anchors.items() <= key.anchors.items()
    assert {"two", "quiz1.question5.answer1"} <= student.anchors.keys()


def test_students_get_none_of_the_answers_and_the_key_all(tmp_path: Path) -> None:
    student, key = made(LONG, tmp_path), made(LONG, tmp_path, key=True)
    secrets = QUIZ_SECRETS | {"LASTWORD"}
    assert leaks.found(secrets, student.path) == {}
    assert set(leaks.found(secrets, key.path)) == secrets


def test_a_question_is_not_torn(tmp_path: Path) -> None:
    lines = "\n".join(f"1. Question {n}?\n    - [x] a\n    - [ ] b\n    - [ ] c" for n in range(40))
    anchors = make(f"::: quiz\n{lines}\n:::", tmp_path).anchors
    questions = [f"quiz1.question{n}" for n in range(1, 41)]
    pages = {
        q: {place[0] for a, place in anchors.items() if a.startswith(f"{q}.")} for q in questions
    }
    assert {len(found) for found in pages.values()} == {1}
    assert max(max(found) for found in pages.values()) > 1


def test_a_question_does_not_wait_for_what_follows(tmp_path: Path) -> None:
    filler = "Text.\n\n" * 30
    unit = f"{filler}::: quiz\nWhat?\n\nanswer: this\n:::\n\n::: {{.exercise lines=18}}\nTask.\n:::"
    anchors = make(unit, tmp_path).anchors
    assert (anchors["quiz1"][0], anchors["exercise1"][0]) == (1, 2)


def test_words_of_a_matching_in_a_column_are_whole(tmp_path: Path) -> None:
    pairs = "| a | b |\n|---|---|\n| Caracas | city |\n| Aragua | state |\n| Caribe | sea |"
    unit = (
        f"::: columns\n::: column\n::: quiz\nMatch.\n\n{pairs}\n:::\n:::\n::: column\nx\n:::\n:::"
    )
    assert {"Caracas", "Aragua"} <= set(make(unit, tmp_path).text.split())


def test_questions_stand_as_far_below_true_and_false_as_below_anything(tmp_path: Path) -> None:
    anchors = make("::: quiz\n1. A.\n    answer: true\n2. B.\n    answer: 1\n:::", tmp_path).anchors
    (_, _, answer), (_, _, following) = (
        anchors[f"quiz1.question{name}"] for name in ("1.answer1", "2")
    )
    assert answer - following > 28  # points: its line, and white


def test_answers_to_a_matching_are_told_by_the_words_students_see(tmp_path: Path) -> None:
    rows = "| A | B |\n|---|---|\n| one | uno |\n| two | dos |\n"
    unit = f"::: quiz\nMatch.\n\n{rows}| {'a long way to say three ' * 3} | tres |\n:::"
    last = make(unit, tmp_path, key=True).text.rpartition("--- page")[2]
    assert "one C · two B · a long way to say three a long way… A\n" in last


def test_one_answer_stands_on_its_rule_and_all_that_are_right_at_the_end(tmp_path: Path) -> None:
    unit = f"::: quiz\nWhere?\n\nanswer: the south; south; {'far ' * 20}\n:::"
    pages = make(unit, tmp_path, key=True).text.split("--- page")[1:]
    assert ["the south" in page for page in pages] == [True, True]
    assert ["; south" in page or "/ far" in page for page in pages] == [False, True]
    assert "Also right: south / far far" in pages[1]
