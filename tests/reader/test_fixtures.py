"""A unit as it is written, and the lesson it is read as, complaints included."""

from __future__ import annotations

from pathlib import Path

import dumping
import pytest
from conftest import Expect

from lessonpress import reader

FIXTURES = Path(__file__).parent / "fixtures"

COURSE = b"""\
title: A course
lang: en
glossary:
  pran: An inmate who rules a prison.
  "Ni\xc3\xb1o": A nickname.
sources:
  article: {title: The article, year: 2024}
  book: The book
"""


@pytest.mark.parametrize("unit", sorted(FIXTURES.glob("*.md")), ids=lambda path: path.stem)
def test_unit_is_read_as_expected(unit: Path, expect: Expect) -> None:
    course, complaints = reader.read_course("course", COURSE, "course.yml")
    assert complaints == ()
    lesson, complaints = reader.read_lesson(unit.stem, unit.read_bytes(), unit.name, course)
    lines = [*dumping.lesson(lesson), "", *dumping.diagnostics(complaints)]
    expect(unit.with_suffix(".txt"), "\n".join(lines).rstrip() + "\n")
