"""A key is the student's pages with answers in their places, and pages of its own behind them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from gates import pdf
from hypothesis import HealthCheck, given, settings
from strategies import worksheets

from handout.making import Made, make

pytestmark = pytest.mark.slow

Handout = Callable[..., Made]
RULE = 8.5 * 72 / 25.4  # points

LONG = "An answer that is much longer than the room that it has been given. " * 12
UNIT = f"""
Text.

::: {{.exercise lines=2}}
Why?

:::: solution
{LONG}[^late]
::::
:::

[^late]: A note to an answer.

More [text]{{.blank}}.

::: quiz
1. Which?
    - [x] This
        - Because it is.
    - [ ] That
:::
"""


def test_students_pages_keep_their_numbers_and_the_keys_own_have_theirs(handout: Handout) -> None:
    student, key = handout(UNIT), handout(UNIT, key=True)
    assert pdf.foots(student.path) == ["1 of 1"]
    assert pdf.foots(key.path) == ["1 of 1", "K1"]
    assert "Continued on page K1" in key.text


def marked(kind: int, count: int = 12) -> list[str]:
    return [f"Word{kind}{number:02}x" for number in range(count)]


ANSWERS = (
    " ".join(f"{word} of the sea" for word in marked(0, 60)),
    "\n\n".join(f"{word} *and some of* the sea." for word in marked(1)),
    " ".join(f"{word}-communications-of-foreigners" for word in marked(2, 60)),
    "\n".join(f"{n}. {word} **sea**" for n, word in enumerate(marked(3), 1)),
    f"- first\n- {' and '.join(marked(4, 60))}\n- last",
    "- one\n" + "\n".join(f"    {n}. {word}" for n, word in enumerate(marked(5), 1)),
    "```python\n" + "\n".join(f"if a:\n    {word} = 'b' - 1" for word in marked(6)) + "\n```",
    "| A | B |\n|---|---|\n" + "\n".join(f"| {word} | $a^2$ |" for word in marked(7)),
    "\n\n".join(f"{word} $x$\n\n$$\\frac ab$$" for word in marked(8, 8)),
    "\n".join(f"> {word} of the sea.\n>" for word in marked(9)),
)


@pytest.mark.parametrize("room", ["lines=4", "space=3cm .grid", "space=3cm .plain"])
def test_an_answer_longer_than_its_room_goes_on(room: str, handout: Handout) -> None:
    exercise = "::: {{.exercise {}}}\nWhy?\n\n:::: solution\n{}\n::::\n:::"
    unit = "\n\n".join(exercise.format(room, answer) for answer in ANSWERS)
    student, key = handout(unit), handout(unit, key=True)
    assert student.anchors.items() <= key.anchors.items()
    assert pdf.problems(key.path) == []
    before, _, after = key.text.partition("Answers that need more room\n")
    assert before.count("Continued on page K") == len(ANSWERS)
    for number, answer in enumerate(ANSWERS):
        words = [re.findall(rf"Word{number}\d\dx", text) for text in (answer, before, after)]
        assert words[0] == words[1] + words[2]
        assert words[1]
        assert words[2]


def test_a_room_that_fills_its_page_holds_what_fits(handout: Handout) -> None:
    words = f"{'Line. LINE.' * 2}\n\n" * 24
    unit = f"{words}\n\n::: {{.exercise space=fill}}\nWhy?\n\n:::: solution\n{LONG * 3}\n::::\n:::"
    student, key = handout(unit), handout(unit, key=True)
    assert student.anchors.items() <= key.anchors.items()
    assert "Continued on page K1" in key.text


def test_what_goes_on_is_counted_on(handout: Handout) -> None:
    items = "\n".join(f"{n}. Item{n}, {'which is long ' * 12}" for n in range(3, 7))
    unit = f"::: {{.exercise lines=5}}\nWhy?\n\n:::: solution\n{items}\n::::\n:::"
    on_k1 = handout(unit, key=True).text.partition("--- page 2")[2]
    assert "Exercise 1\n… is long" in on_k1
    assert "\n5.\n6.\n" in on_k1
    assert "\n4.\n" not in on_k1


ON_RULES = {
    "formulas": "MARK one.\n\n$$\\frac{a}{b}$$\n\nMARK two.\n\n$$\\sum_{i=1}^n i$$\n\nMARK three.",
    "lists": "1. MARK one\n2. MARK two\n    - MARK three\n\nMARK four.",
    "code": "MARK `one`.\n\n```\nx\n```\n\nMARK two.",
    "table": "MARK one.\n\n| A |\n|---|\n| b |\n\nMARK two.",
    "Arabic": "MARK البحر مالح\n\nMARK الشمس تأخذ الماء وحده\n\nالأنهار تحمل\n\nMARK واحد",
}


@pytest.mark.parametrize("kind", ON_RULES)
def test_lines_of_answers_stand_on_the_rules(kind: str, handout: Handout) -> None:
    lang = "ar" if kind == "Arabic" else "en"
    exercise = f"::: {{.exercise lines=12}}\nWhy?\n\n:::: solution\n{ON_RULES[kind]}\n::::\n:::"
    key = handout(f"---\ntitle: A unit\nlang: {lang}\n---\n{exercise}", key=True)
    found = [word.bottom for word in pdf.words(key.path) if word.text == "MARK"]
    assert len(found) == ON_RULES[kind].count("MARK")
    rows = [(place - found[0]) / RULE for place in found]
    assert rows == pytest.approx([round(row) for row in rows], abs=0.06)
    assert max(rows) < 11


@pytest.mark.parametrize("room", ["lines=40", "space=40cm .grid", "space=40cm .plain"])
@pytest.mark.parametrize(
    ("answer", "elsewhere"), [("FIRST a few words.", 0), (f"FIRST {LONG * 9}", 1)]
)
def test_room_that_runs_over_pages_holds_an_answer_at_its_beginning(
    room: str, answer: str, elsewhere: int, handout: Handout
) -> None:
    unit = f"{LONG}\n\n::: {{.exercise {room}}}\nWhy?\n\n:::: solution\n{answer}\n::::\n:::"
    student, key = handout(unit), handout(unit, key=True)
    assert student.anchors.items() <= key.anchors.items()
    assert key.text.count("The answer needs more room: page K1") == elsewhere
    (first,) = (word for word in pdf.words(key.path) if word.text == "FIRST")
    assert first.page == (len(pdf.foots(student.path)) + 1 if elsewhere else 1)
    assert pdf.problems(key.path) == []


def test_where_no_line_has_room_beside_its_mark_all_stands_at_the_end(handout: Handout) -> None:
    unit = f"::: {{.exercise lines=1}}\nWhy?\n\n:::: solution\n{LONG}\n::::\n:::"
    text = handout(unit, key=True).text
    assert "The answer needs more room: page K1" in text
    assert "Continued" not in text


def test_a_key_with_room_for_all_has_no_more_pages(handout: Handout) -> None:
    unit = "::: {.exercise lines=4}\nWhy?\n\n:::: solution\nSo.\n::::\n:::"
    assert pdf.foots(handout(unit, key=True).path) == ["1 of 1"]


def test_many_pages_of_answers_are_counted(handout: Handout) -> None:
    exercise = f"::: {{.exercise lines=1}}\nWhy?\n\n:::: solution\n{LONG * 3}\n::::\n:::\n\n"
    found = pdf.foots(handout(exercise * 6, key=True).path)
    assert found[0].startswith("1 of ")
    assert [foot for foot in found if foot.startswith("K")][:3] == ["K1", "K2", "K3"]


@given(worksheets())
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_whatever_the_unit_both_have_everything_in_the_same_places(text: str) -> None:
    with TemporaryDirectory() as folder:
        student, key = make(text, Path(folder)), make(text, Path(folder), key=True)
        assert not student.diagnostics
        assert not key.diagnostics
        assert student.anchors.items() <= key.anchors.items()
        shared = pdf.foots(student.path)
        assert pdf.foots(key.path)[: len(shared)] == shared


def test_a_solution_of_no_exercise_stands_at_the_end(tmp_path: Path) -> None:
    unit = f"## One\n\nText.\n\n::: solution\n{LONG}\n:::\n\n## Two\n\nText."
    made = [make(unit, tmp_path, key=key, complaints=True) for key in (False, True)]
    assert made[0].anchors.items() <= made[1].anchors.items()
    assert [pdf.foots(one.path) for one in made] == [["1 of 1"], ["1 of 1", "K1"]]
    assert pdf.problems(made[1].path) == []
