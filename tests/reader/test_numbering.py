"""Blanks count as one reads: a table's caption stands over it."""

from __future__ import annotations

import pytest
from lessons import COURSE

from lessonpress import markup, reader
from lessonpress import model as m
from lessonpress.walking import walk

CAPTION = ": The [one]{.blank} table"
TABLE = "| [two]{.blank} | b |\n|---|---|\n| [three]{.blank} | d |"


@pytest.mark.parametrize("unit", [f"{CAPTION}\n\n{TABLE}", f"{TABLE}\n\n{CAPTION}"])
def test_blanks_of_a_caption_come_before_those_of_the_cells(unit: str) -> None:
    text = f"---\ntitle: A unit\n---\n{unit}\n\nAnd [four]{{.blank}}."
    lesson, _ = reader.read_lesson("unit", text.encode(), "unit.md", COURSE)
    blanks = [node for node in walk(lesson) if isinstance(node, m.Blank)]
    assert [(blank.number, markup.plain(blank.answer)) for blank in blanks] == [
        (1, "one"),
        (2, "two"),
        (3, "three"),
        (4, "four"),
    ]
