"""What answers a question, and what is made of it."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lessons import QUIZ, lesson, read

from lessonpress import markup
from lessonpress import model as m
from lessonpress.reader import answers
from lessonpress.walking import walk


def questions(text: str) -> list[m.Question]:
    return [node for node in walk(lesson(text)) if isinstance(node, m.Question)]


def answer(line: str) -> m.Answer | None:
    return questions(f"::: quiz\nWhat is asked?\n\nanswer: {line}\n:::")[0].answer


def test_a_list_of_questions_has_one_of_each_kind() -> None:
    kinds = [type(question.answer) for question in questions(QUIZ)]
    assert kinds == [
        *(m.Choices, m.Choices, m.Truth, m.Written, m.Written),
        *(m.Matching, m.Ordering),
    ]


def test_objectives_of_the_quiz_are_those_of_its_questions() -> None:
    assert {question.objectives for question in questions(QUIZ)} == {("know",)}


def test_a_question_may_name_its_own_objectives() -> None:
    unit = """
        ::: objectives
        - One {#one}
        - Two {#two}
        :::

        ::: {.quiz for=one}
        1. First? {for="two, one" #first}
            answer: 1
        2. Second?
            answer: 2
        :::
        """
    assert [(q.id, q.objectives) for q in questions(unit)] == [
        ("first", ("two", "one")),
        ("quiz1.question1", ("one",)),
    ]


@pytest.mark.parametrize(
    "number", ["42", "-3.5", "42 ± 2", "1,000 +/- 10 km", "7.7 million", "1e6"]
)
def test_what_is_a_number_has_a_rule_that_tells_nothing(number: str) -> None:
    written = answer(number)
    assert isinstance(written, m.Written)
    assert (written.numeric, written.size) == (True, 8)


@pytest.mark.parametrize("words", ["about 42", "a pran", "12 October 1492"])
def test_anything_else_is_words(words: str) -> None:
    written = answer(words)
    assert isinstance(written, m.Written)
    assert not written.numeric


@pytest.mark.parametrize(
    ("line", "accepted"),
    [
        ("south; the south ;SOUTH;", ["south", "the south", "SOUTH"]),
        ("*south*; south", ["south", "south"]),
        ("the *deep* south; `south`; $s$", ["the deep south", "south", "s"]),
        ("الجنوب؛ جنوب", ["الجنوب", "جنوب"]),
        ("`a; b`", ["a; b"]),
    ],
)
def test_semicolons_part_all_that_is_right(line: str, accepted: list[str]) -> None:
    written = answer(line)
    assert isinstance(written, m.Written)
    assert [markup.plain(one.inlines) for one in written.accepted] == accepted


@pytest.mark.parametrize("word", ["true", "False"])
def test_true_and_false_are_judged(word: str) -> None:
    assert answer(word) == m.Truth(
        "quiz1.question1.answer1", m.Span("01-unit.md", 7), word == "true"
    )


def test_what_is_said_behind_answers_is_no_text_of_the_question() -> None:
    found = questions(QUIZ)[2]
    assert [markup.plain(p.inlines) for p in found.blocks if isinstance(p, m.Paragraph)] == [
        "It is so."
    ]
    assert [type(feedback) for feedback in found.feedback] == [m.Feedback]


# --- an order that tells nothing -----------------------------------------------------------------


def texts(words: list[str]) -> list[m.Inlines]:
    return [(m.Text(word),) for word in words]


def test_options_stand_in_the_same_order_however_they_are_written() -> None:
    orders = {answers.shuffled(texts(list(p))) for p in permutations(["a", "b", "c", "d"])}
    # The one that is the order they stand in is put off for another.
    assert len(orders) == 2


@given(st.lists(st.text(min_size=1), min_size=2, max_size=8, unique=True))
@example(["0", "01K0", "1\U000406e3\U0003f76fÙ"])  # three tries were too few
def test_no_order_is_the_one_given(words: list[str]) -> None:
    given_ = texts(words)
    shuffled = answers.shuffled(given_)
    assert set(shuffled) == set(given_)
    assert len(words) < 3 or list(shuffled) != given_


def test_an_option_that_matches_two_stands_once() -> None:
    unit = "::: quiz\nMatch.\n\n|a|b|\n|--|--|\n|1|x|\n|2|y|\n|3|x|\n:::"
    matching = questions(unit)[0].answer
    assert isinstance(matching, m.Matching)
    assert len(matching.options) == 2
    assert matching.items[0].option == matching.items[2].option


# --- mistakes ------------------------------------------------------------------------------------


def test_an_objective_that_is_none_is_named_with_the_nearest() -> None:
    unit = "::: objectives\n- One {#origins}\n:::\n\n::: {.quiz for=orgins}\nQ?\nanswer: 1\n:::"
    _, complaints = read(unit)
    assert [(c.code, c.hint) for c in complaints] == [
        ("objective-unknown", 'Did you mean "origins"?')
    ]
