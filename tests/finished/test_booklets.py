"""The booklets of the course of secrets, bound twice by the real command, as `--only` asks for."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from gates import leaks, pdf, tags

from finished.conftest import SECRETS, run

pytestmark = pytest.mark.slow

MARKERS = frozenset(re.findall(r"\w+QZX", (SECRETS / "01-secrets.md").read_text("utf-8")))


@pytest.fixture(scope="module")
def bound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Bind the course with its unit twice, so that nothing in it has a name of its own."""
    folder = tmp_path_factory.mktemp("bound")
    course = folder / "content" / "secrets"
    shutil.copytree(SECRETS, course)
    shutil.copy(course / "01-secrets.md", course / "02-again.md")
    done = run(folder, "--only", "booklet")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "output" / "secrets"


def test_booklets_are_sound_and_accessible(bound: Path) -> None:
    booklets = sorted(bound.rglob("*.pdf"))
    assert [path.parent.name for path in booklets] == ["instructor", "student"]
    assert {path: found for path in booklets if (found := pdf.problems(path))} == {}
    assert {path: found for path in booklets if (found := tags.problems(path))} == {}
    for path in booklets:
        kinds = [tag.kind for tag in tags.tags(path)]
        assert kinds.count("TOC") == 3  # the course's, and each unit's
        assert kinds.count("TOCI") > 6


def test_the_students_booklet_holds_no_secret(bound: Path) -> None:
    student = bound / "student" / "booklet.pdf"
    assert leaks.found(["What everybody sees"], student)
    assert leaks.found(MARKERS, student) == {}


def test_the_instructors_booklet_is_the_students_with_the_answers(bound: Path) -> None:
    student, key = (bound / folder / "booklet.pdf" for folder in ("student", "instructor"))
    assert pdf.anchors(student).items() <= pdf.anchors(key).items()
    assert leaks.found(["SOLUTIONMARKERQZX"], key)
    shared = pdf.foots(student)
    assert pdf.foots(key)[: len(shared)] == shared
