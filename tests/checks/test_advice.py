"""Advice on units: a unit and, beside it, what a colleague would say; and how to switch it off."""

from __future__ import annotations

import io
import re
from pathlib import Path

import dumping
import pytest
from conftest import Expect
from PIL import Image

from lessonpress import model as m
from lessonpress import reader, views
from lessonpress.checks import advice, lessons
from lessonpress.checks.lessons import depictions
from lessonpress.diagnostics import Diagnostic, in_order
from lessonpress.handout.stylesheets import MEASURES

FIXTURES = Path(__file__).parent / "advice"
PACKAGE = Path(__file__).parents[2] / "lessonpress"
COURSE = m.Course("course", "A course", audience="secondary")
CROWDED = "\n".join(("## Many", *(f"- item {number}" for number in range(9))))


def picture() -> bytes:
    """A picture that is sharp where it is small, and coarse where it is not."""
    data = io.BytesIO()
    Image.new("RGB", (300, 200), "navy").save(data, "PNG")
    return data.getvalue()


def advised(text: str, course: m.Course = COURSE) -> tuple[Diagnostic, ...]:
    lesson, complaints = reader.read_lesson("unit", text.encode(), "unit.md", course)
    said = advice.advice(lesson, course, {"assets/picture.png": picture()})
    return in_order(advice.heard((*complaints, *said), lesson, course))


def codes(text: str, course: m.Course = COURSE) -> list[str]:
    return [each.code for each in advised(f"---\ntitle: A unit\n---\n{text}", course)]


@pytest.mark.parametrize("unit", sorted(FIXTURES.glob("*.md")), ids=lambda path: path.stem)
def test_advice_is_as_expected(unit: Path, expect: Expect) -> None:
    said = advised(unit.read_text("utf-8"))
    assert unit.stem in {each.code for each in said}
    expect(unit.with_suffix(".txt"), "\n".join(dumping.diagnostics(said)) + "\n")


def test_each_check_has_a_unit_that_it_speaks_of() -> None:
    assert {path.stem for path in FIXTURES.glob("*.md")} == set(lessons.CHECKS)


def test_pictures_are_measured_by_the_column_of_our_pages() -> None:
    assert f"{depictions._COLUMN * 25.4:g}mm" == MEASURES["text-column"]


def test_what_can_be_switched_off_is_what_is_said_as_advice() -> None:
    source = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    said = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', source))
    assert said >= advice.SWITCHABLE
    remarks = set(re.findall(r'\b(?:info|inform)\(\s*"([a-z]+(?:-[a-z]+)+)"', source))
    assert remarks - advice.SWITCHABLE == {
        *("cache-unusable", "condition-for-students", "course-untitled", "course-waits")
    }


# --- switches ------------------------------------------------------------------------------------


def test_a_course_switches_advice_off() -> None:
    off = m.Course("course", "A course", off=("slide-crowded",))
    assert codes(CROWDED) == ["slide-crowded"]
    assert codes(CROWDED, off) == []


def test_a_comment_switches_advice_off_from_its_line_on() -> None:
    off, on = (f"<!-- lessonpress: {way} slide-crowded -->" for way in ("off", "on"))
    again = CROWDED.replace("Many", "Again")
    assert codes(f"{off}\n\n{CROWDED}") == []
    assert codes(f"{CROWDED}\n\n{off}\n\n{again}") == ["slide-crowded"]
    assert codes(f"{off}\n\n{CROWDED}\n\n{on}\n\n{again}") == ["slide-crowded"]
    assert codes(f"::: notes\nSaid.\n\n{off}\n:::\n\n{CROWDED}") == []


def test_a_comment_in_code_switches_nothing() -> None:
    shown = "```\n<!-- lessonpress: off slide-crowded -->\n```"
    assert codes(f"## Code\n\n{shown}\n\n{CROWDED}") == ["slide-crowded"]


def test_a_comment_switches_on_what_the_course_has_off() -> None:
    off = m.Course("course", "A course", off=("slide-crowded",))
    assert codes(f"<!-- lessonpress: on slide-crowded -->\n\n{CROWDED}", off) == ["slide-crowded"]


@pytest.mark.parametrize("code", ["slide-crowdet", "quiz-unanswered"])
def test_what_is_no_advice_cannot_be_switched_off(code: str) -> None:
    assert codes(f"<!-- lessonpress: off {code} -->\n\n## A slide\n\nText.") == ["switch-unknown"]
    (said,) = advice.unknown_in(m.Course("c", "C", off=(code,)), m.Span("course.yml", 3))
    assert said.span.line == 3


def test_errors_are_heard_in_any_case() -> None:
    off = "<!-- lessonpress: off quiz-unanswered -->"
    assert "quiz-unanswered" in codes(f"{off}\n\n::: quiz\nWhat?\n\n- [ ] this\n- [ ] that\n:::")


def test_a_switch_is_no_part_of_what_an_audience_gets() -> None:
    text = f"<!-- lessonpress: off slide-crowded -->\n\n{CROWDED}"
    lesson, _ = reader.read_lesson("unit", text.encode(), "unit.md", COURSE)
    assert lesson.switches
    for audience in m.Audience:
        assert not views.cut(lesson, m.Medium.DECK, audience).switches
