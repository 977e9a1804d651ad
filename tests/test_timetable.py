"""What a class does with a unit, one thing after the other, and for how many minutes."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from lessons import read
from strategies import units

from lessonpress import markup, views
from lessonpress import model as m
from lessonpress.timetable import Timetable, timetable

WHOLE = """
    ::: {.objectives minutes=1}
    - Compare the two
    :::

    # First part {minutes=10}

    ## Two kinds {minutes=4}

    Some text.

    ---

    More of it.

    ::: {.exercise minutes=3}
    ### Try it

    A task.

    ::: solution
    The answer.
    :::
    :::

    Looking back.

    # Second part

    ## Now you

    ::: {.discussion minutes=5}
    ### Which one?
    :::

    ## Check

    ::: {.quiz minutes=6}
    1. One?
        answer: 1
    2. Two?
        answer: 2
    :::

    ::: handout-only
    ::: {.exercise minutes=8}
    ### On paper

    A task.
    :::
    :::
    """


def table(text: str, minutes: int | None = None) -> Timetable:
    lesson = replace(read(text)[0], minutes=minutes)
    return timetable(*(views.cut(lesson, medium, m.Audience.INSTRUCTOR) for medium in m.Medium))


def lines(found: Timetable) -> list[str]:
    """Return what stands in a timetable: the clock, minutes (about, where they are not said)."""
    starts = found.starts or ("",) * len(found.activities)
    return [
        f"{start!s:>3} {'~' if each.is_estimate else ''}{each.minutes} "
        f"{each.kind}, {len(each.slides)}: {markup.plain(each.title)}"
        for start, each in zip(starts, found.activities, strict=False)
    ]


def test_a_class_does_one_thing_after_the_other() -> None:
    assert lines(table(WHOLE)) == [
        "  0 0 title, 1: A unit",
        "  0 1 objectives, 1: ",
        "  1 3 part, 1: First part",
        "  4 4 content, 2: Two kinds",
        "  8 3 exercise, 2: Try it",
        " 11 0 content, 1: Two kinds",
        " 11 0 part, 1: Second part",
        " 11 5 discussion, 1: Which one?",
        " 16 6 quiz, 4: Check",
        " 22 8 paper, 0: On paper",
    ]


def test_what_a_part_holds_is_taken_from_its_minutes() -> None:
    part = "# A part {minutes=10}\n\n## One {minutes=4}\n\nText.\n\n## Two\n\nText."
    assert lines(table(part)) == [
        "  0 0 title, 1: A unit",
        "  0 0 part, 1: A part",
        "  0 4 content, 1: One",
        "  4 ~6 content, 1: Two",
    ]


def test_what_says_no_minutes_shares_what_is_left_of_the_unit() -> None:
    text = "## One {minutes=5}\n\nText.\n\n## Two\n\nText.\n\n## Three\n\nText."
    assert lines(table(text, minutes=10)) == [
        "  0 0 title, 1: A unit",
        "  0 5 content, 1: One",
        "  5 ~5/2 content, 1: Two",
        "15/2 ~5/2 content, 1: Three",
    ]


def test_without_the_units_minutes_there_is_no_clock_to_tell() -> None:
    assert table("## One {minutes=5}\n\nText.\n\n## Two\n\nText.").starts == ()
    assert table("## One\n\nText.", minutes=9).starts[-1] == 9


@given(units())
@settings(max_examples=60, deadline=None)
def test_every_slide_belongs_to_one_activity_and_the_clock_never_goes_back(text: str) -> None:
    from lessonpress import outline

    lesson = replace(read(text)[0], minutes=45)
    deck, paper = (views.cut(lesson, medium, m.Audience.INSTRUCTOR) for medium in m.Medium)
    found = timetable(deck, paper)
    told = [slide for each in found.activities for slide in each.slides]
    assert sorted(told) == sorted(slide.id for slide in outline.slides(deck))
    assert list(found.starts) == sorted(found.starts)
