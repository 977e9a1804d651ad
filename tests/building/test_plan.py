"""A plan is a pure function: no disk, no clock."""

from dataclasses import replace

import pytest

from building.stand_ins import COURSE, an_error, course, unit
from lessonpress.building.plan import Request, expected, make_plan, orphans
from lessonpress.building.products import Kind
from lessonpress.building.record import Entry
from lessonpress.building.selection import Selection

EVERYTHING = Request()

ALL_OF_A = (
    "media/instructor/01-a-slides.pptx",
    "media/student/01-a-slides.pptx",
    "media/student/01-a-handout.pdf",
    "media/instructor/01-a-answers.pdf",
)


def recorded(*paths: str) -> dict[str, Entry]:
    return {path: Entry("media/x", ("hash",)) for path in paths}


def outputs(request: Request = EVERYTHING, *units: str) -> list[str]:
    plan = make_plan([course(*map(unit, units or ("01-a",)))], request, {})
    return [path for artifact in plan.artifacts for path in artifact.outputs]


def test_each_unit_gives_four_files() -> None:
    assert outputs() == list(ALL_OF_A)


def test_only_some_kinds() -> None:
    handouts = Request(kinds=frozenset({Kind.HANDOUT}))
    assert outputs(handouts) == ["media/student/01-a-handout.pdf"]


def test_only_some_units() -> None:
    chosen = Request(Selection(False, units=frozenset({("media", "02-b")})))
    assert {p.split("/")[2][:4] for p in outputs(chosen, "01-a", "02-b")} == {"02-b"}


def test_a_unit_with_an_error_is_left_alone() -> None:
    media = course(unit("01-a", an_error()), unit("02-b"))
    plan = make_plan([media], Request(), recorded(*ALL_OF_A))
    assert {artifact.units[0].name for artifact in plan.artifacts} == {"02-b"}
    assert plan.orphans == ()


@pytest.mark.parametrize("kind", [Kind.HANDOUT, Kind.ANSWERS])
def test_on_another_paper_handout_and_key_go_together(kind: Kind) -> None:
    """The key matches the handout page by page."""
    request = Request(kinds=frozenset({kind}), setup={"paper": "letter"})
    assert [path[-11:-4] for path in outputs(request)] == ["handout", "answers"]
    slides = Request(kinds=frozenset({Kind.SLIDES}), setup={"paper": "letter"})
    assert {path[-4:] for path in outputs(slides)} == {"pptx"}


def test_a_released_key_goes_to_the_students_too() -> None:
    released = course(unit("01-a"), unit("02-b"), settings=replace(COURSE, release=("01",)))
    in_student = [p for p in expected(released) if "student" in p and "answers" in p]
    assert in_student == ["media/student/01-a-answers.pdf"]


def test_outputs_without_a_source_are_orphans() -> None:
    record = recorded(*ALL_OF_A, "media/student/09-gone-slides.pptx", "media/index.html")
    assert orphans([course(unit())], record) == ("media/student/09-gone-slides.pptx",)


def test_the_page_of_a_course_that_is_gone_is_an_orphan() -> None:
    assert orphans([], recorded("media/index.html")) == ("media/index.html",)


def test_narrowing_makes_no_orphans() -> None:
    request = Request(Selection(False, frozenset({"other"})), frozenset({Kind.SLIDES}))
    assert make_plan([course(unit())], request, recorded(*ALL_OF_A)).orphans == ()


def test_a_course_with_broken_settings_makes_no_orphans() -> None:
    """A release list that cannot be read must not take released keys away."""
    broken = course(unit(), diagnostics=(an_error("content/media/course.yml"),))
    assert orphans([broken], recorded("media/student/01-a-answers.pdf")) == ()


def test_a_unit_is_released_by_any_name_it_has() -> None:
    for name in ("01", "01-a", "01-a.md", "01-a.markdown"):
        released = course(unit(), settings=replace(COURSE, release=(name,)))
        assert "media/student/01-a-answers.pdf" in expected(released)
