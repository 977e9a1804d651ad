"""Pages that are read from right to left."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from gates import pdf, programs

from handout.making import Made

pytestmark = pytest.mark.slow

Handout = Callable[..., Made]

UNIT = (Path(__file__).parent / "arabic.md").read_text(encoding="utf-8")
# The marks with which pdftotext keeps directions apart.
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("key", [False, True], ids=["handout", "key"])
def test_a_unit_of_all_content_is_accessible_in_our_fonts(handout: Handout, key: bool) -> None:
    made = handout(UNIT, key=key)
    assert pdf.problems(made.path) == []
    ours = ("Noto-Naskh-Arabic", "Gelasio", "Carlito", "Inconsolata")
    assert all(name.startswith(ours) for name in pdf.fonts(made.path))


def test_words_are_in_the_order_in_which_they_are_read(handout: Handout) -> None:
    printed = subprocess.run(
        [programs.find("pdftotext"), str(handout(UNIT).path), "-"],
        capture_output=True,
        check=True,
        text=True,
    )
    text = _MARKS.sub("", " ".join(printed.stdout.split()))
    for said in re.findall(r"^##+ (.+)$", UNIT, re.MULTILINE):
        assert said in text
    assert "أما في أوروبا فقد كتب" in text
    assert "Philosophiæ Naturalis Principia Mathematica" in text
    assert "See the Almanac for more" in text


def test_columns_have_changed_sides(handout: Handout) -> None:
    text = "The [tide]{.term} rises.\n"
    english, arabic = (
        pdf.words(handout(f"---\ntitle: A unit\nlang: {lang}\n---\n{text}").path)
        for lang in ("en", "ar")
    )
    assert _left_of("rises.", english) < _left_of("fall", english)
    assert _left_of("fall", arabic) < _left_of("rises.", arabic)


def _left_of(text: str, words: list[pdf.Word]) -> float:
    return next(word.left for word in words if word.text == text)


def test_a_key_has_its_places_where_students_have_them(handout: Handout) -> None:
    students, key = handout(UNIT).anchors, handout(UNIT, key=True).anchors
    assert {name: key[name] for name in students} == students
