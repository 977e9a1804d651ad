"""Settings that cannot be read: one complaint, on the line that is to be mended."""

from __future__ import annotations

import pytest
from lessons import COURSE

from lessonpress import reader

SLIPS = {
    "a space too many": ("title: x\n lang: en", 3, "more spaces"),
    "an indented key": ("title: x\n  lang: en\ndate: 2026-01-31", 3, "more spaces"),
    "a colon missing above": ("title x\nlang: en", 2, "missing"),
    "a colon missing": ("title: x\nlang en\ndate: 2026-01-31", 3, "missing"),
    "a space missing": ("title: x\nlang:en\ndate: 2026-01-31", 3, "missing"),
    "a last colon missing": ("title: x\nlang en", 3, "missing"),
    "a second colon": ("title: a: b", 2, "second colon"),
    "a role not indented": ("title: x\nlayouts:\nexercise: Two Content", 4, "not indented"),
}


@pytest.mark.parametrize(("text", "line", "words"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_told_where_it_is(text: str, line: int, words: str) -> None:
    unit = f"---\n{text}\n---\n\ntext\n"
    _, (complaint, *others) = reader.read_lesson("01", unit.encode(), "01.md", COURSE)
    assert not others
    assert complaint.span.line == line
    assert words in complaint.message


@pytest.mark.parametrize("text", ["title: x\n\n# A\n\ntext", "title: x\n# A\n\ntext", "title: x"])
def test_settings_that_never_end_are_one_mistake(text: str) -> None:
    _, complaints = reader.read_lesson("01", f"---\n{text}\n".encode(), "01.md", COURSE)
    codes = [complaint.code for complaint in complaints if complaint.code != "unit-empty"]
    assert codes == ["front-matter-unclosed"]


def test_a_glossary_that_is_not_indented_is_told() -> None:
    text = b"title: x\nglossary:\nterm: What it means\nother: Something\nlang: en\n"
    _, complaints = reader.read_course("c", text, "course.yml")
    assert [(c.code, c.span.line) for c in complaints] == [
        ("setting-unindented", 3),
        ("setting-unindented", 4),
    ]
