"""No word of a solution or a note stands in a student's file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from gates import leaks

from finished.conftest import REPOSITORY, SECRETS
from lessonpress import markup, reader
from lessonpress import model as m
from lessonpress.walking import walk

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("finished")]

MARKERS = frozenset(
    re.findall(r"\w+QZX", "".join(path.read_text("utf-8") for path in SECRETS.glob("*.*")))
)
# What is said nowhere: comments, and what a picture's file says of itself.
NOWHERE = frozenset({"COMMENTMARKERQZX"})
# A word that only a remark uses; decks explain none, and the instructor has no handout yet.
NOT_YET = frozenset({"GLOSSARYMARKERQZX"})


def files(output: Path, audience: str) -> list[Path]:
    return [p for p in (output / "secrets" / audience).rglob("*") if p.is_file()]


def test_students_get_no_secret(output: Path) -> None:
    found = {path.name: leaks.found(MARKERS, path) for path in files(output, "student")}
    assert set(found) == {"01-secrets-slides.pptx", "01-secrets-handout.pdf"}
    assert {name: where for name, where in found.items() if where} == {}


def test_the_instructor_gets_every_one(output: Path) -> None:
    found = {m for path in files(output, "instructor") for m in leaks.found(MARKERS, path)}
    assert found == MARKERS - NOWHERE - NOT_YET


def test_what_students_may_see_is_there(output: Path) -> None:
    for path in files(output, "student"):
        assert leaks.found(["What everybody sees", "A footnote for everybody"], path)


def test_no_sentence_for_the_instructor_reaches_students_of_the_real_course(output: Path) -> None:
    for unit in sorted((REPOSITORY / "content" / "tren-de-aragua").glob("*.md")):
        hidden = [text for text in _hidden(unit) if len(text.split()) >= 4]
        assert hidden
        for path in (output / "tren-de-aragua" / "student").glob(f"{unit.stem}-*"):
            assert leaks.found(hidden, path) == {}


def _hidden(unit: Path) -> Iterator[str]:
    settings = (unit.parent / "course.yml").read_bytes()
    course, _ = reader.read_course(unit.parent.name, settings, "course.yml")
    lesson, _ = reader.read_lesson(unit.stem, unit.read_bytes(), unit.name, course)
    for block in walk(lesson):
        if isinstance(block, m.Notes | m.InstructorNote | m.Solution):
            texts = (node for node in walk(block.blocks) if isinstance(node, m.Paragraph))
            yield from (markup.plain(text.inlines) for text in texts)
