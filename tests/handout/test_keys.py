"""A key is the student's pages with answers in their places, and pages of its own behind them."""

from __future__ import annotations

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
    assert "The answer needs more room: page K1" in key.text


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
