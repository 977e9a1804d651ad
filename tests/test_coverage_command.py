"""`check --coverage`: what is printed of a unit's objectives and minutes, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

import pytest
from building.stand_ins import project

from lessonpress.cli import main

UNIT = """
    ---
    title: Origins
    minutes: 20
    ---

    ::: objectives
    - Compare the two {#compare}
    - Trace the origins {#trace}
    :::

    ## Two kinds {minutes=4 for=compare}

    Text.

    ::: {.exercise minutes=6 for=compare}
    A task.

    ::: solution
    Done.
    :::
    :::

    ::: {.quiz minutes=5 for=compare}
    1. One?
        answer: 1
    2. Two?
        answer: 2
    :::
    """


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project(tmp_path, a_01=dedent(UNIT).lstrip()))
    return tmp_path


def test_tables_tell_who_is_served_and_when(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--coverage"]) == 0
    assert capsys.readouterr().out == dedent("""\
        content/media/01-a.md:8:1 warning[objective-unassessed] No question asks whether the \
objective "trace" is reached.
            | - Trace the origins {#trace}
            | ^
            hint: Tie one to it: {for=trace} behind it, or behind ::: quiz.

        media/01-a: Origins

        Id        Objective          Taught          Practised          Assessed
        #compare  Compare the two    4 min, 1 slide  6 min, 1 exercise  5 min, 2 questions
        #trace    Trace the origins  -               -                  -
        Not taught: #trace.
        Not practised: #trace.
        Not assessed: #trace.

        Clock  Min  What
        0:00   ~5   Objectives
        0:05   4    Two kinds
        0:09   6    Exercise 1
        0:15   5    Quiz
        Planned: 15 min (4 on slides, 6 in exercises, 5 in quizzes) of 20; \
5 are left, and shared (~).
        """)


def test_strict_counts_warnings(here: Path) -> None:
    assert main(["check", "--coverage", "--strict"]) == 1


def test_json_is_one_document(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--coverage", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    (unit,) = document["units"]
    assert unit["objectives"][0] == {
        "id": "compare",
        "text": "Compare the two",
        "taught": {"minutes": 4, "slides": 1},
        "practised": {"minutes": 6, "exercises": 1},
        "assessed": {"minutes": 5, "questions": 2},
    }
    assert [each["start"] for each in unit["timetable"]] == [0, 0, 5, 9, 15]
    assert [each["code"] for each in document["diagnostics"]] == ["objective-unassessed"]
