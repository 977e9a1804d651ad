"""How long each objective is taught, practised and assessed; and whether the time adds up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from lessons import read
from strategies import units

from lessonpress.coverage import Effort, complaints, coverage

OBJECTIVES = """
    ::: objectives
    - Compare the two {#compare}
    - Trace the origins {#trace}
    :::
    """
TAUGHT = """
    ## Two kinds {minutes=4 for="compare trace"}

    Text.

    ---

    More.

    # A part {for=trace}

    ## In the part {minutes=3}

    Text.

    ## Of its own {minutes=2 for=compare}

    Text.
    """
TASKS = """
    ::: {.exercise minutes=8 for=compare}
    A task.
    :::

    ## More {for=trace}

    ::: {.exercise minutes=5}
    A task that the heading is about.
    :::

    ::: {.quiz minutes=6 for=compare}
    1. One?
        answer: 1
    2. Two? {for=trace}
        answer: 2
    3. Both? {for="compare trace"}
        answer: 3
    :::
    """


def efforts(text: str) -> dict[str, tuple[str, str, str]]:
    aims = coverage(read(text)[0]).aims
    return {a.objective.id: (told(a.taught), told(a.practised), told(a.assessed)) for a in aims}


def told(effort: Effort) -> str:
    return f"{effort.count} in {effort.minutes} min"


def codes(text: str, minutes: int | None = None) -> list[str]:
    found = complaints(replace(read(text)[0], minutes=minutes))
    return [f"{complaint.code} {complaint.severity}" for complaint in found]


def test_headings_teach_and_share_their_minutes_among_objectives() -> None:
    assert efforts(OBJECTIVES + TAUGHT) == {
        "compare": ("3 in 4 min", "0 in 0 min", "0 in 0 min"),
        "trace": ("3 in 5 min", "0 in 0 min", "0 in 0 min"),
    }


def test_exercises_practise_and_questions_share_the_minutes_of_their_quiz() -> None:
    assert efforts(OBJECTIVES + TASKS) == {
        "compare": ("0 in 0 min", "1 in 8 min", "2 in 3 min"),
        "trace": ("0 in 0 min", "1 in 5 min", "2 in 3 min"),
    }


def test_passages_with_blanks_practise_and_exercises_without_room_do() -> None:
    text = """
    ## From memory {minutes=4 for=trace}

    The gang began in a [prison]{.blank}.

    ::: {.exercise minutes=2 lines=0 for=compare}
    In pairs: tell each other what is different.
    :::
    """
    assert efforts(OBJECTIVES + text) == {
        "compare": ("0 in 0 min", "1 in 2 min", "0 in 0 min"),
        "trace": ("0 in 0 min", "1 in 4 min", "0 in 0 min"),
    }


def test_an_objective_that_no_question_asks_for_is_a_warning() -> None:
    assert codes(OBJECTIVES) == ["objective-unassessed warning"] * 2
    assert codes(OBJECTIVES + TASKS) == []
    (first, _) = complaints(read(OBJECTIVES)[0])
    assert first.span.line == 6
    assert first.message == 'No question asks whether the objective "compare" is reached.'


def test_objectives_without_a_name_are_not_accounted_for() -> None:
    assert codes(OBJECTIVES.replace("{#compare}", "").replace("{#trace}", "")) == []


@pytest.mark.parametrize(
    ("text", "minutes", "expected"),
    [
        ("## One {minutes=5}\n\nText.", 5, []),
        ("## One {minutes=5}\n\nText.", None, []),
        ("## One {minutes=5}\n\nText.", 4, ["minutes-sum warning"]),
        ("## One {minutes=5}\n\nText.", 6, ["minutes-sum warning"]),
        ("## One\n\nText.\n\n::: {.exercise minutes=5}\nA task.\n:::", 20, []),
        ("## One\n\nText.\n\n::: {.exercise minutes=5}\nA task.\n:::", 4, ["minutes-sum warning"]),
        ("# P {minutes=3}\n\n## One {minutes=5}\n\nText.", None, ["minutes-sum warning"]),
        ("# P {minutes=8}\n\n## One {minutes=5}\n\nText.\n\n## Two\n\nText.", 8, []),
        (
            "## A {minutes=1}\n\nT.\n\n## B {minutes=1}\n\nT.\n\n## C\n\nT.",
            9,
            ["minutes-left info"],
        ),
    ],
)
def test_minutes_add_up(text: str, minutes: int | None, expected: list[str]) -> None:
    assert codes(text, minutes) == expected


def test_a_task_and_the_heading_of_its_slide_say_the_same() -> None:
    task = "## Now you {minutes=5}\n\n::: {.exercise minutes=MIN}\nA task.\n:::"
    assert codes(task.replace("MIN", "5")) == []
    assert codes(task.replace("MIN", "6")) == ["minutes-twice warning"]


@pytest.mark.parametrize(
    "text",
    [
        "## One\n\nText.\n\n### Below {minutes=5}\n\nText.",
        "## One\n\n::: columns\n::: column\n### In a column {for=compare}\nText.\n:::\n:::",
        "## One\n\nText.\n\n::: handout-only\n## On paper {minutes=5}\n\nText.\n:::",
    ],
)
def test_a_heading_that_starts_no_slide_has_nothing_to_say(text: str) -> None:
    assert codes(text) == ["plan-misplaced warning"]


@given(units())
@settings(max_examples=60, deadline=None)
def test_efforts_are_never_more_than_what_is_planned(text: str) -> None:
    found = coverage(read(text)[0])
    parts = (part for aim in found.aims for part in (aim.taught, aim.practised, aim.assessed))
    assert sum(part.minutes for part in parts) <= found.timetable.planned
