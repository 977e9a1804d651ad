"""Slides that continue: nothing lost, nothing twice, the same numbers for everybody."""

from __future__ import annotations

import re

import lessons
import strategies
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessonpress import deck, views
from lessonpress.deck import flattening
from lessonpress.deck import model as d
from lessonpress.model import Audience, Medium

from .making import inputs

MANY = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
SOLUTION = "\n\n".join(
    f"Reason {n}. " + "It is said at some length, as reasons are. " * 6 for n in range(9)
)
UNIT = f"::: exercise\n### Why?\n\nSay why.\n\n::: solution\n{SOLUTION}\n:::\n:::\n"


def fitted(text: str, audience: Audience, pages: dict[str, int] | None = None) -> d.Deck:
    lesson = views.cut(lessons.read(text)[0], Medium.DECK, audience)
    made, _ = deck.fitted(lesson, lessons.COURSE, inputs(), pages or {})
    assert made is not None
    return made


def both(text: str) -> tuple[d.Deck, d.Deck]:
    instructor = fitted(text, Audience.INSTRUCTOR)
    return instructor, fitted(text, Audience.STUDENT, dict(deck.pages(instructor)))


def ids(made: d.Deck) -> list[str]:
    return [slide.id for slide in made.slides]


def words(shapes: tuple[d.Shape, ...]) -> list[str]:
    return [word for shape in shapes for word in re.findall(r"word\d+x", _text(shape))]


def _text(shape: d.Shape) -> str:
    match shape:
        case d.TextShape():
            return "\n".join(flattening.plain(item.paragraph.inlines) for item in shape.text)
        case d.TableShape():
            rows = (shape.table.head, *shape.table.rows)
            return "\n".join(flattening.plain(cell) for row in rows for cell in row)
    return ""


def test_the_student_s_deck_has_as_many_slides_with_room() -> None:
    instructor, student = both(UNIT)
    assert ids(instructor) == ids(student)
    answers = [slide for slide in student.slides if "our answer" in flattening.plain(slide.title)]
    assert len(answers) > 1
    assert flattening.plain(answers[1].title) == f"Why? (our answer) (2/{len(answers)})"
    assert all(any(isinstance(s, d.RulingShape) for s in slide.shapes) for slide in answers)
    assert "Reason" not in repr(student)


TABLE = st.integers(1, 40).map(lambda n: "| W | W |\n|---|---|\n" + "| W | W W W |\n" * n)
LIST = st.integers(1, 20).map(lambda n: "\n".join(["- W W", "  - W W W", "    1. W"] * n))
CODE = st.integers(1, 50).map(lambda n: "```\n" + "W\n" * n + "```")
PROSE = st.integers(1, 400).map(lambda n: ("W W W, W. " * n).strip())
BOX = st.integers(1, 12).map(lambda n: "::: callout\n" + "W W W.\n\n" * n + ":::")
COLUMNS = st.tuples(LIST, PROSE).map(
    lambda two: f":::: columns\n::: column\n{two[0]}\n:::\n::: column\n{two[1]}\n:::\n::::"
)
SLIDES = st.lists(st.one_of(TABLE, LIST, CODE, PROSE, BOX, COLUMNS), min_size=1, max_size=4)


@given(strategies.units(30), SLIDES, SLIDES)
@MANY
def test_slides_have_the_same_numbers_in_every_deck(
    unit: str, blocks: list[str], solution: list[str]
) -> None:
    solved = "\n\n".join(["::::::: exercise", *blocks, "::::: solution", *solution, ":::::"])
    text = f"{solved}\n\n:::::::\n\n{unit}".encode(errors="replace").decode()
    instructor, student = both(text)
    assert ids(instructor) == ids(student)


@given(SLIDES)
@MANY
def test_every_word_stands_on_a_slide_once(blocks: list[str]) -> None:
    numbers = iter(range(10**6))
    text = "## A slide\n\n" + "\n\n".join(blocks)
    text = re.sub("W", lambda _: f"word{next(numbers)}x", text)
    made = fitted(text, Audience.INSTRUCTOR)
    heads = {
        w for row in re.findall(r"\|(.*)\|\n\|---", text) for w in re.findall(r"word\d+x", row)
    }
    found = [w for slide in made.slides for w in words(slide.shapes) if w not in heads]
    assert sorted(found) == sorted(w for w in re.findall(r"word\d+x", text) if w not in heads)
    assert heads <= {w for slide in made.slides for w in words(slide.shapes)}
