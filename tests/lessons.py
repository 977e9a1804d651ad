"""Lessons for tests, written as an instructor writes them."""

from __future__ import annotations

from textwrap import dedent

from lessonpress import model as m
from lessonpress import outline, reader, views
from lessonpress.diagnostics import Diagnostic

COURSE = m.Course(
    "course",
    "A course",
    glossary=(m.GlossaryEntry("term", "What it means."),),
    sources=(m.Source("one", "The first"), m.Source("two", "The second")),
)

# A quiz of all kinds of questions; what is in capitals is for those who have answered.
QUIZ = """
    ::: objectives
    - Know what is what {#know}
    :::

    ## Check

    ::: {.quiz for=know minutes=6}
    1. Which is it?
        - [ ] Not this
            - ALMOSTQZX
        - [x] But this
        - [ ] Nor this
    2. Which two? {#two}
        - [x] One
        - [x] Another
        - [ ] None

        ::: feedback
        BOTHQZX
        :::
    3. It is so.
        answer: false
        feedback: NEVERQZX
    4. How far is it? {unit=km}
        answer: 49991234 ± 8
    5. What is it called?
        answer: WORDQZX; OTHERWORDQZX
    6. Match them.

        | Word  | Meaning |
        |-------|---------|
        | one   | uno     |
        | two   | dos     |
        | three | tres    |
        |       | cuatro  |

    7. Put them in order.
        1. begin
        2. go on
        3. stop
    :::
    """
QUIZ_SECRETS = {"ALMOSTQZX", "BOTHQZX", "NEVERQZX", "49991234", "WORDQZX", "OTHERWORDQZX"}


def read(text: str, name: str = "01-unit") -> tuple[m.Lesson, tuple[Diagnostic, ...]]:
    """Read an indented piece of Markdown as a unit that has a title."""
    source = f"---\ntitle: A unit\n---\n{dedent(text)}".encode("utf-8", "replace")
    return reader.read_lesson(name, source, f"{name}.md", COURSE)


def lesson(text: str) -> m.Lesson:
    """Read a unit that must not give anybody reason to complain."""
    read_lesson, complaints = read(text)
    assert complaints == ()
    return read_lesson


def slides(text: str, audience: m.Audience = m.Audience.INSTRUCTOR) -> tuple[outline.Slide, ...]:
    """Return the slides of a unit's deck for an audience."""
    return outline.slides(views.cut(lesson(text), m.Medium.DECK, audience))
