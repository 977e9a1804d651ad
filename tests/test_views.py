"""What each audience sees of a lesson, and what stands on slides or on paper."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from lessons import COURSE, QUIZ, QUIZ_SECRETS, lesson
from strategies import units

from lessonpress import model as m
from lessonpress import reader, views
from lessonpress.walking import walk

UNIT = lesson("""
    ## Heading

    A [BLANKWORD]{.blank} and a [term]{.term}.

    ::: notes
    NOTE ![NOTEALT](assets/a.png) [@two] [^secret]
    :::

    [^secret]: FOOTNOTE

    - In a list

      ::: instructor
      REMARK
      :::

    ::: columns
    ::: column
    ::: exercise
    Task

    ::: hint
    HINT
    :::

    ::: solution
    SOLUTION [BLANKED]{.blank} [@one]
    :::
    :::
    :::
    :::

    ::: handout-only
    ::: slide-only
    NOWHERE
    :::
    PAPER
    :::

    ::: slide-only
    SLIDE
    :::
    """)


def words(node: Any) -> set[str]:
    """Return every word that stands anywhere in a lesson, in whatever field."""
    found: set[str] = set()
    for n in walk(node):
        for name in ("text", "alt", "key", "title"):
            value = getattr(n, name, "")
            found |= set(value.split()) if isinstance(value, str) else set()
    return found


SECRETS = {"NOTE", "NOTEALT", "FOOTNOTE", "REMARK", "SOLUTION", "BLANKED", "BLANKWORD"}


@pytest.mark.parametrize(
    ("audience", "seen"),
    [
        (m.Audience.STUDENT, set()),
        (m.Audience.KEY, {"SOLUTION", "BLANKED", "BLANKWORD"}),
        (m.Audience.INSTRUCTOR, SECRETS),
    ],
)
def test_an_audience_sees_what_it_may(audience: m.Audience, seen: set[str]) -> None:
    assert words(views.for_audience(UNIT, audience)) & SECRETS == seen


def test_a_hint_is_for_everybody() -> None:
    assert all("HINT" in words(views.for_audience(UNIT, audience)) for audience in m.Audience)


@pytest.mark.parametrize("audience", m.Audience)
def test_only_students_do_not_see_a_quizs_answers(audience: m.Audience) -> None:
    seen = words(views.for_audience(lesson(QUIZ), audience)) & QUIZ_SECRETS
    assert seen == (set() if audience is m.Audience.STUDENT else QUIZ_SECRETS)


def test_students_are_told_nothing_of_what_is_right() -> None:
    """Whatever is right, their lesson is the same."""
    other = QUIZ.replace("[ ] Nor", "[X] Nor").replace("[x] But", "[ ] But")
    other = other.replace("false", "true").replace("49991234", "17").replace("8\n", "1\n")
    other = other.replace("uno ", "tmp ").replace("dos ", "uno ").replace("tmp ", "dos ")
    cuts = [views.for_audience(lesson(q), m.Audience.STUDENT) for q in (QUIZ, other)]
    assert _without_places(cuts[0]) == _without_places(cuts[1])


HIDDEN = (m.Notes, m.InstructorNote, m.Solution, m.Feedback, m.Accepted)


@given(units())
@settings(max_examples=200, deadline=None)
def test_no_word_for_others_is_in_a_students_lesson_whatever_the_unit(text: str) -> None:
    read_lesson, _ = reader.read_lesson(
        "unit", text.encode("utf-8", "surrogatepass"), "unit.md", COURSE
    )
    hidden = [node for node in walk(read_lesson) if isinstance(node, HIDDEN)]
    secret = set(re.findall(r"word\d+x", repr(hidden))) - _ids(hidden)
    for medium in m.Medium:
        seen = repr(views.cut(read_lesson, medium, m.Audience.STUDENT))
        assert secret & set(re.findall(r"word\d+x", seen)) == set()


def _ids(nodes: Any) -> set[str]:
    """Return the words that are in ids, which nested blocks take from what is around them."""
    return {w for n in walk(nodes) for w in re.findall(r"word\d+x", getattr(n, "id", ""))}


def test_a_definition_explains_its_word_to_whoever_sees_it() -> None:
    unit = lesson("""
        ::: definition
        ### Causa
        What is paid.
        :::

        ::: instructor
        ::: definition
        ### Lucero
        Who keeps watch.
        :::
        :::
        """)
    glossaries = {a: [e.key for e in views.for_audience(unit, a).glossary] for a in m.Audience}
    assert glossaries == {
        m.Audience.STUDENT: ["Causa"],
        m.Audience.KEY: ["Causa"],
        m.Audience.INSTRUCTOR: ["Causa", "Lucero"],
    }


def test_what_is_to_be_done_explains_no_word() -> None:
    unit = lesson("""
        ::::: definition
        ### Causa
        What is paid.

        :::: exercise
        Name another word for it.
        ::::

        :::: quiz
        1. Who pays it?
            - [x] Nobody
            - [ ] All
        ::::
        :::::
        """)
    assert [(e.key, e.meaning) for e in unit.glossary] == [("Causa", "What is paid.")]


def test_a_source_that_only_the_instructor_cites_is_not_named_to_students() -> None:
    sources = {a: [s.key for s in views.for_audience(UNIT, a).sources] for a in m.Audience}
    assert sources == {
        m.Audience.STUDENT: [],
        m.Audience.KEY: ["one"],
        m.Audience.INSTRUCTOR: ["one", "two"],
    }


def test_a_blank_keeps_its_number_and_its_size() -> None:
    def blanks(audience: m.Audience) -> list[tuple[int, int]]:
        cut = views.for_audience(UNIT, audience)
        return [(n.number, n.size) for n in walk(cut) if isinstance(n, m.Blank)]

    assert blanks(m.Audience.STUDENT) == blanks(m.Audience.KEY) == [(1, 8)]


@pytest.mark.parametrize(
    ("medium", "seen"), [(m.Medium.DECK, {"SLIDE"}), (m.Medium.HANDOUT, {"PAPER"})]
)
def test_blocks_for_one_medium_stand_on_that_alone(medium: m.Medium, seen: set[str]) -> None:
    found = words(views.for_medium(UNIT, medium)) & {"SLIDE", "PAPER", "NOWHERE"}
    assert found == seen


def test_headings_on_paper_descend_a_step_at_a_time() -> None:
    cut = views.for_medium(lesson("## A\n\n##### B\n\n### C\n\n## D\n\n---\n"), m.Medium.HANDOUT)
    assert [b.level for b in cut.blocks if isinstance(b, m.Heading)] == [1, 2, 2, 1]
    assert not any(isinstance(b, m.SlideBreak) for b in cut.blocks)


def test_a_remark_changes_nothing_that_students_see() -> None:
    plain = lesson("## A\n\ntext [@two]\n\n::: exercise\nTask\n:::\n")
    remarked = lesson(
        "## A\n\n::: notes\n### A\n\nx\n\n- y [@one]\n:::\n\ntext [@two]\n\n"
        "::: instructor\n[w]{.blank}\n\n::: exercise\nt\n:::\n:::\n\n::: exercise\nTask\n:::\n"
    )
    cut = [
        _without_places(views.for_audience(unit, m.Audience.STUDENT)) for unit in (plain, remarked)
    ]
    assert cut[0] == cut[1]


def _without_places(node: Any) -> list[str]:
    return [repr(n).split("span=")[0] for n in walk(node)]
