"""Sources as pandoc cites them, and what stands in braces behind a table's caption."""

from __future__ import annotations

import pytest

from lessonpress import markup, reader
from lessonpress import model as m
from lessonpress.walking import walk

SOURCES = b"title: C\nsources:\n  smith:\n    title: A\n  jones.2:\n    title: B\n"
COURSE, _ = reader.read_course("c", SOURCES, "course.yml")

CITED = {
    "Said [@smith].": "Said [1].",
    "Said [@smith, p. 3].": "Said [1, p. 3].",
    "Said [-@smith].": "Said [1].",
    "Said [@smith, pp. 3-5; @jones.2, ch. 1].": "Said [1, pp. 3-5] [2, ch. 1].",
    "As @smith says.": "As [1] says.",
    "As -@smith says, @jones.2.": "As [1] says, [2].",
    "Write to me@smith or @nobody.": "Write to me@smith or @nobody.",
    "Said [@smith][@jones.2].": "Said [1][2].",
    "`@smith`": "@smith",
}


@pytest.mark.parametrize(("text", "told"), CITED.items(), ids=CITED.keys())
def test_citations_are_numbers(text: str, told: str) -> None:
    lesson, complaints = reader.read_lesson("1", f"# T\n\n{text}".encode(), "1.md", COURSE)
    (paragraph,) = lesson.blocks
    assert isinstance(paragraph, m.Paragraph)
    assert complaints == ()
    assert markup.inline_html(paragraph.inlines).striptags() == told


def test_a_caption_s_braces_are_its_table_s() -> None:
    braces = '{#tbl-one .striped tbl-colwidths="[75]"}'
    text = f"# T\n\n[See](#tbl-one).\n\n| a |\n|---|\n| 1 |\n\n: A *caption* {braces}"
    lesson, complaints = reader.read_lesson("1", text.encode(), "1.md", COURSE)
    (table,) = (node for node in walk(lesson) if isinstance(node, m.Table))
    assert table.id == "tbl-one"
    assert markup.plain(table.caption) == "A caption"
    assert [(c.code, c.span.line) for c in complaints] == [
        ("unknown-attribute", 9),
        ("unknown-class", 9),
    ]
