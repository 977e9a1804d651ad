"""A plan is a pure function: no disk, no clock."""

import pytest

from building.stand_ins import sketch
from lessonpress.building.keeping.record import Entry
from lessonpress.building.planning.plan import (
    Request,
    Standing,
    expected,
    make_plan,
    orphans,
    stamp_of,
)
from lessonpress.building.products import Kind
from lessonpress.building.reading.selection import Selection

EVERYTHING = Request()

ALL_OF_A = (
    "media/instructor/01-a-slides.pptx",
    "media/student/01-a-slides.pptx",
    "media/student/01-a-handout.pdf",
    "media/student/01-a-slides-3up.pdf",
    "media/student/01-a-form.pdf",
    "media/instructor/01-a-answers.pdf",
    "media/instructor/01-a-guide.pdf",
)


def recorded(*paths: str) -> dict[str, Entry]:
    return {path: Entry("media/x", ("hash",)) for path in paths}


def outputs(request: Request = EVERYTHING, *units: str) -> list[str]:
    plan = make_plan([sketch(*units)], request, {})
    return [path for artifact in plan.artifacts for path in artifact.outputs]


def test_what_each_unit_gives() -> None:
    assert outputs() == list(ALL_OF_A)


def test_a_guide_is_made_with_all_that_it_tells_the_length_of() -> None:
    assert outputs(Request(kinds=frozenset({Kind.GUIDE}))) == list(ALL_OF_A)


def test_only_some_kinds() -> None:
    handouts = Request(kinds=frozenset({Kind.HANDOUT}))
    assert outputs(handouts) == ["media/student/01-a-handout.pdf"]


def test_only_some_units() -> None:
    chosen = Request(Selection(False, units=frozenset({("media", "02-b")})))
    assert {p.split("/")[2][:4] for p in outputs(chosen, "01-a", "02-b")} == {"02-b"}


@pytest.mark.parametrize("kind", [Kind.HANDOUT, Kind.ANSWERS])
def test_pages_that_match_are_made_together_where_they_are_there(kind: Kind) -> None:
    """The key matches the handout page by page."""
    request = Request(kinds=frozenset({kind}))
    there = recorded("media/student/01-a-handout.pdf", "media/instructor/01-a-answers.pdf")
    made = {a.product.kind for a in make_plan([sketch()], request, there).artifacts}
    assert made == {Kind.HANDOUT, Kind.ANSWERS}
    assert {a.product.kind for a in make_plan([sketch()], request, {}).artifacts} == {kind}
    slides = Request(kinds=frozenset({Kind.SLIDES}), setup={"paper": "letter"})
    assert {path[-4:] for path in outputs(slides)} == {"pptx"}


def test_a_released_key_goes_to_the_students_too() -> None:
    released = sketch("01-a", "02-b", released=("01-a",))
    in_student = [p for p in expected(released) if "student" in p and "answers" in p]
    names = ("01-a-answers.pdf", "01-a-answers-large-print.pdf")
    assert in_student == [f"media/student/{name}" for name in names]


def test_outputs_without_a_source_are_orphans() -> None:
    record = recorded(*ALL_OF_A, "media/student/09-gone-slides.pptx", "media/index.html")
    assert orphans([sketch()], record) == ("media/student/09-gone-slides.pptx",)


def test_the_page_of_a_course_that_is_gone_is_an_orphan() -> None:
    assert orphans([], recorded("media/index.html")) == ("media/index.html",)


def test_narrowing_makes_no_orphans() -> None:
    request = Request(Selection(False, frozenset({"other"})), frozenset({Kind.SLIDES}))
    assert make_plan([sketch()], request, recorded(*ALL_OF_A)).orphans == ()


def test_a_course_with_broken_settings_makes_no_orphans() -> None:
    """A release list that cannot be read must not take released keys away."""
    broken = sketch(failed=True)
    assert orphans([broken], recorded("media/student/01-a-answers.pdf")) == ()


def stamped(stamps: dict[str, str]) -> dict[str, str]:
    """Every output of a unit, with what stands for all that it was made from."""
    made = make_plan([sketch()], Request(), {}).artifacts
    return {p: stamp_of(each, stamps, Request()) for each in made for p in each.outputs}


def test_what_has_not_changed_since_it_was_built_stands() -> None:
    """An output stands on its unit's files, on the options, and on itself being there."""
    stamps, record = {"media/01-a": "stamp"}, recorded(*ALL_OF_A)
    everything = stamped(stamps)
    same = make_plan([sketch()], Request(), record, Standing(stamps, everything))
    assert (same.artifacts, len(same.standing)) == ((), len(ALL_OF_A))
    letter, there = Request(setup={"paper": "letter"}), Standing(stamps, everything)
    assert len(make_plan([sketch()], letter, record, there).artifacts) == len(ALL_OF_A)
    moved = Standing({"media/01-a": "another"}, everything)
    assert len(make_plan([sketch()], Request(), record, moved).artifacts) == len(ALL_OF_A)
    gone = Standing(stamps, {p: s for p, s in everything.items() if p != ALL_OF_A[2]})
    assert [a.path for a in make_plan([sketch()], Request(), record, gone).artifacts] == [
        ALL_OF_A[2]
    ]


def test_what_a_missing_file_must_be_told_of_is_looked_at() -> None:
    """Students' slides must know the instructor's, and the guide all of them."""
    stamps, record = {"media/01-a": "stamp"}, recorded(*ALL_OF_A)

    def looked_at(missing: str) -> list[str]:
        there = {path: stamp for path, stamp in stamped(stamps).items() if path != missing}
        standing = Standing(stamps, there)
        plan = make_plan([sketch()], Request(), record, standing)
        return [artifact.path for artifact in plan.artifacts]

    assert looked_at("media/student/01-a-slides.pptx") == list(ALL_OF_A[:2])
    assert looked_at("media/instructor/01-a-guide.pdf") == list(ALL_OF_A)


def test_a_new_release_of_a_key_is_looked_at() -> None:
    stamps, record = {"media/01-a": "stamp"}, recorded(*ALL_OF_A)
    standing = Standing(stamps, stamped(stamps))
    plan = make_plan([sketch(released=("01-a",))], Request(), record, standing)
    assert [artifact.product.kind for artifact in plan.artifacts] == [Kind.ANSWERS]


BOOKLETS = ["media/student/booklet.pdf", "media/instructor/booklet.pdf"]


def test_a_booklet_is_made_on_request_alone_and_of_a_whole_course() -> None:
    booklets = frozenset({Kind.BOOKLET})
    assert outputs(Request(kinds=booklets), "01-a", "02-b") == BOOKLETS
    part = Selection(False, units=frozenset({("media", "02-b")}))
    assert outputs(Request(part, booklets), "01-a", "02-b") == []
    assert outputs(Request(kinds=frozenset(Kind)))[-2:] == BOOKLETS


def test_a_course_can_have_its_booklets_made_always() -> None:
    plan = make_plan([sketch("01-a", "02-b", also=("booklet",))], EVERYTHING, {})
    assert [path for artifact in plan.artifacts for path in artifact.outputs][-2:] == BOOKLETS


def test_a_booklet_is_no_orphan() -> None:
    assert orphans([sketch()], recorded(*BOOKLETS)) == ()


def test_a_guide_waits_for_large_print_where_every_build_makes_it() -> None:
    def waited_for(*also: str) -> set[Kind]:
        artifacts = make_plan([sketch(also=also)], Request(kinds=frozenset(Kind)), {}).artifacts
        guide = next(each.product for each in artifacts if each.product.kind is Kind.GUIDE)
        return {each.product.kind for each in artifacts if guide.needs(each.product)}

    others = {*Kind} - {Kind.GUIDE, Kind.BOOKLET}
    assert waited_for("large-print") == others
    assert waited_for() == others - {Kind.LARGE_PRINT}
