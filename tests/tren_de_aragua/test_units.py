"""Every unit has what a class needs: objectives that are met, tasks, a figure, and time for all."""

from __future__ import annotations

import re
from typing import TypeVar

import pytest

from lessonpress import coverage
from lessonpress import model as m
from lessonpress.walking import walk

from . import borrowed, course

Node = TypeVar("Node")

pytestmark = pytest.mark.parametrize("unit", course.UNITS)

# What a learner can be seen to do, unlike to know or to understand.
MEASURABLE = """
    analyse apply argue assess assign calculate cite classify compare contrast critique
    define describe design differentiate distinguish estimate evaluate explain formulate
    identify illustrate interpret judge justify list locate map match name order outline
    propose rank recommend relate rewrite separate sort state summarise test trace weigh
    write
"""
# Slides that tell something, rather than frame, ask or answer.
TELLING = frozenset({"content", "two-columns", "text-figure", "full-figure", "quote"})
_TIME = re.compile(r"Time: (\d+) minutes?\.")


def parts(unit: str, kind: type[Node]) -> list[Node]:
    return [node for node in walk(course.lesson(unit)) if isinstance(node, kind)]


def boxes(unit: str, kind: str) -> list[m.Box]:
    return [box for box in parts(unit, m.Box) if box.kind == kind]


def text(*nodes: object) -> str:
    return "\n".join(course.words(nodes))


def objectives(unit: str) -> list[m.ListItem]:
    (box,) = boxes(unit, "objectives")
    return [node for node in walk(box.blocks) if isinstance(node, m.ListItem)]


def minutes(notes: m.Blocks) -> int:
    """Return the minutes that a slide's notes say it takes."""
    return sum(map(int, _TIME.findall(text(notes))))


# --- what learners are to be able to do ---


def test_objectives_begin_with_a_verb_that_can_be_measured(unit: str) -> None:
    verbs = {text(item).lower().split()[0].strip(",") for item in objectives(unit)}
    assert 3 <= len(objectives(unit)) <= 4
    assert verbs <= {*MEASURABLE.split()}


def test_each_objective_is_taught_and_assessed(unit: str) -> None:
    aims = coverage.coverage(course.lesson(unit)).aims
    assert [aim.objective for aim in aims] == objectives(unit)
    assert all(aim.taught.minutes and aim.assessed.count for aim in aims)


def test_each_task_serves_an_objective(unit: str) -> None:
    assert all(task.objectives for task in parts(unit, m.Exercise))
    assert all(question.objectives for question in parts(unit, m.Question))


# --- what the unit is made of ---


def test_it_begins_with_questions_and_ends_with_key_points(unit: str) -> None:
    assert boxes(unit, "questions")
    assert boxes(unit, "keypoints")


def test_slides_are_as_many_as_an_hour_holds_and_have_notes_to_teach_from(unit: str) -> None:
    telling = [s for s in course.slides(unit, m.Audience.INSTRUCTOR) if s.role in TELLING]
    assert 8 <= len(telling) <= 14
    assert {text(slide.title): True for slide in telling} == {
        text(slide.title): len(text(slide.notes).split()) >= 40 for slide in telling
    }


def test_it_has_a_computed_figure_or_a_table_with_a_caption(unit: str) -> None:
    computed = [f for f in parts(unit, m.Figure) if not isinstance(f.content, m.Image)]
    assert computed or any(table.caption for table in parts(unit, m.Table))
    assert all(figure.caption for figure in computed)


def test_it_has_notes_with_blanks(unit: str) -> None:
    assert len(parts(unit, m.Blank)) >= 5


def test_two_exercises_have_room_and_worked_solutions(unit: str) -> None:
    exercises = parts(unit, m.Exercise)
    assert len(exercises) >= 2
    for exercise in exercises:
        assert exercise.room.lines or exercise.room.height
        assert len(text(exercise.solutions).split()) >= 40


def test_a_discussion_has_prompts_and_says_what_to_listen_for(unit: str) -> None:
    found = boxes(unit, "discussion")
    assert found
    for box in found:
        assert len([node for node in walk(box.blocks) if isinstance(node, m.ListItem)]) >= 2
        notes = [node for node in walk(box.blocks) if isinstance(node, m.Notes)]
        assert "Listen for" in text(notes)


def test_the_quiz_has_questions_of_several_kinds(unit: str) -> None:
    questions = parts(unit, m.Question)
    assert len(questions) >= 6
    assert len({type(question.answer) for question in questions}) >= 3


def test_terms_have_meanings_and_something_is_cited(unit: str) -> None:
    lesson = course.lesson(unit)
    assert lesson.glossary
    assert all(entry.meaning for entry in lesson.glossary)
    assert lesson.sources


def test_violence_is_announced(unit: str) -> None:
    assert course.lesson(unit).content_note


# --- time ---


def test_the_minutes_add_up(unit: str) -> None:
    table = coverage.coverage(course.lesson(unit)).timetable
    assert table.unplanned == ()
    assert table.planned == table.total
    assert table.total in range(45, 61)


def test_notes_say_the_minutes_that_are_planned(unit: str) -> None:
    notes = {s.id: s.notes for s in course.slides(unit, m.Audience.INSTRUCTOR)}
    table = coverage.coverage(course.lesson(unit)).timetable
    for activity in table.activities:
        assert sum(minutes(notes[slide]) for slide in activity.slides) == activity.minutes


# --- whose words ---


def test_no_sentence_is_the_article_s(unit: str) -> None:
    assert borrowed.borrowed((course.FOLDER / f"{unit}.md").read_text("utf-8")) == []
