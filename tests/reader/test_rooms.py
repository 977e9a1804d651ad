"""Room to answer: as it is asked for, or as its solution needs."""

from __future__ import annotations

import pytest
from lessons import COURSE, lesson

from lessonpress import reader
from lessonpress.model import Exercise, Room
from lessonpress.walking import walk


def room(text: str) -> Room:
    (exercise,) = (node for node in walk(lesson(text)) if isinstance(node, Exercise))
    return exercise.room


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("lines=5", Room("lines", 5)),
        ("lines=0", Room("lines", 0)),
        ("space=0cm", Room("lines", height=0)),
        ("space=6cm", Room("lines", height=60)),
        ('space="45 mm"', Room("lines", height=45)),
        ("space=2in", Room("lines", height=50.8)),
        ("space=72pt", Room("lines", height=25.4)),
        ("space=4lines", Room("lines", height=34)),
        ("space=6cm ruling=grid", Room("grid", height=60)),
        (".grid space=6cm", Room("grid", height=60)),
        ("grid", Room("grid", 3)),
        ("plain lines=8", Room("plain", 8)),
        ("space=fill", Room("lines", 4, fill=True)),
        ("space=fill lines=9 grid", Room("grid", 9, fill=True)),
    ],
)
def test_an_author_may_ask_for_room(asked: str, given: Room) -> None:
    assert room(f"::: {{.exercise {asked}}}\nTask.\n:::") == given


@pytest.mark.parametrize(
    ("asked", "code", "said", "given"),
    [
        ("lines=many", "room-unclear", '"many"', Room("lines", 3)),
        ("lines=-2", "room-unclear", '"-2"', Room("lines", 3)),
        ("space=6", "room-unclear", '"6"', Room("lines", 3)),
        ("space=6feet", "room-unclear", '"6feet"', Room("lines", 3)),
        ("space=full", "room-unclear", '"full"', Room("lines", 3)),
        ("ruling=dots", "room-unclear", '"dots"', Room("lines", 3)),
        ("lines=5 space=6cm", "room-unclear", "by lines and by space", Room("lines", 5)),
        ("lines=400", "room-large", "two pages", Room("lines", 400)),
        ("space=60in", "room-large", "two pages", Room("lines", height=1524)),
    ],
)
def test_what_is_not_understood_is_said(asked: str, code: str, said: str, given: Room) -> None:
    text = f"---\ntitle: A unit\n---\n::: {{.exercise {asked}}}\nTask.\n:::"
    read, (found,) = reader.read_lesson("unit", text.encode(), "unit.md", COURSE)
    assert (found.code, found.span.line) == (code, 4)
    assert said in found.message
    (exercise,) = (node for node in walk(read) if isinstance(node, Exercise))
    assert exercise.room == given


TABLE = "| When | What |\n|---|---|\n" + "| 2013 | The prison |\n" * 5


@pytest.mark.parametrize(
    ("solution", "lines"),
    [
        ("Yes.", 3),
        ("word " * 60, 6),
        ("字" * 125, 5),
        ("- one\n- two\n- three\n- four\n- five", 5),
        ("- " + "word " * 30 + "\n- two", 5),
        (TABLE, 6),
        ("```python\n" + "x = 1\n" * 7 + "```", 7),
        ("$$a = b$$\n\nSo it is.\n\n$$c = d$$", 5),
        ("![A map](assets/map.png)", 8),
        ("```timeline\n- 2013: one\n- 2014: two\n```", 8),
        (("word " * 900 + "\n\n") * 10, 24),
    ],
    ids=[
        *("a word", "prose", "wide", "list", "items", "table", "code", "formulas", "picture"),
        *("figure", "too much"),
    ],
)
def test_a_solution_says_how_much_room_it_needs(solution: str, lines: int) -> None:
    assert room(f"::: exercise\nTask.\n\n:::: solution\n{solution}\n::::\n:::").lines == lines
