"""Only what changed is built, and nothing that has changed is left as it was."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import pytest

from building.stand_ins import (
    OF_A_UNIT,
    PER_UNIT,
    READING,
    STEPS,
    drawn,
    perform,
    project,
    read_lesson,
    words,
    write,
)
from lessonpress.building.jobs import Job, Result
from lessonpress.building.planning.plan import Request
from lessonpress.building.products import Kind, Product
from lessonpress.building.reading.brands import Brand
from lessonpress.building.report import BuildReport
from lessonpress.building.run import build
from lessonpress.building.steps import Steps
from lessonpress.diagnostics import Diagnostic, warning
from lessonpress.inputs import Inputs
from lessonpress.model import Audience, Course, Lesson, Medium, Paragraph, Span, Text

Tag = TypeVar("Tag")

EVERYTHING = Request()
KEY, HANDOUT = "media/instructor/01-a-answers.pdf", "media/student/01-a-handout.pdf"


@dataclass
class Builder:
    """Builds a project, and notes which units were read and which files were made."""

    folder: Path
    read: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)

    def __call__(self, request: Request = EVERYTHING) -> BuildReport:
        self.read.clear()
        self.made.clear()
        age(self.folder / "content")
        return build(self.folder, self.folder / "output", request, self.steps)

    @property
    def steps(self) -> Steps:
        reading = replace(READING, read_lesson=self.reading)
        return replace(STEPS, reading=reading, work=self.work, cut=cut)

    def reading(
        self, name: str, text: bytes, path: str, course: Course
    ) -> tuple[Lesson, tuple[Diagnostic, ...]]:
        self.read.append(name)
        lesson, found = read_lesson(name, text, path, course)
        line = text.decode().count("\n\n") + 1
        block = Paragraph("p1", Span(path, line), (Text(text.decode().strip()),))
        return replace(lesson, blocks=(block,)), found

    def work(self, jobs: Iterable[tuple[Tag, Job] | None]) -> Iterator[tuple[Tag, Result]]:
        for tag, job in drawn(jobs):
            self.made.append(f"{job.kind} {job.audience}")
            lesson = next(iter(job.lessons.values()))[0]
            at = lesson.blocks[0].span
            said = (warning("odd", at, "Odd."),) if "ODD" in words(lesson) else ()
            yield tag, replace(perform(job), diagnostics=said)


def age(folder: Path) -> None:
    """Let files be as old as files are that nobody is just writing."""
    for path in folder.rglob("*"):
        stat = path.stat()
        if path.is_file() and stat.st_mtime > 10**9:
            digest = sum(path.read_bytes())
            os.utime(path, (10**8, 10**8 + digest))


def cut(lesson: Lesson, medium: Medium, audience: Audience) -> Lesson:
    """Students see nothing of what follows NOTE."""
    text = words(lesson)
    seen = text if audience is Audience.INSTRUCTOR else text.partition("NOTE")[0].strip()
    block = replace(lesson.blocks[0], inlines=(Text(seen),))  # type: ignore[call-arg]
    return replace(lesson, blocks=(block,))


def made(wanted: Callable[[Product], bool]) -> set[str]:
    """What a builder notes of the files of a unit that are wanted."""
    return {f"{product.kind} {product.audience}" for product in OF_A_UNIT if wanted(product)}


@pytest.fixture
def builder(tmp_path: Path) -> Builder:
    built = Builder(project(tmp_path, a_01="first", b_02="second"))
    built()
    assert (len(built.made), built.read) == (2 * PER_UNIT, ["01-a", "02-b"])
    return built


def test_what_has_not_changed_is_not_even_read(builder: Builder) -> None:
    report = builder()
    assert (builder.read, builder.made, report.built) == ([], [], ())
    assert len(report.standing) == 2 * PER_UNIT
    assert (report.courses, report.units) == (1, 2)


def test_one_unit_has_changed(builder: Builder) -> None:
    project(builder.folder, a_01="first and more")
    report = builder()
    assert (builder.read, len(builder.made)) == (["01-a"], PER_UNIT)
    assert {d.why for d in report.decisions} == {("words",)}
    assert builder().built == ()


def test_a_note_for_the_instructor_leaves_the_students_files(builder: Builder) -> None:
    project(builder.folder, a_01="first NOTE for me")
    report = builder()
    assert set(builder.made) == made(lambda product: product.audience is Audience.INSTRUCTOR)
    kept = {built.path for built in report.built if built.state == "kept"}
    assert kept >= {"media/student/01-a-slides.pptx", HANDOUT, KEY}
    assert builder().built == ()


def test_what_moved_down_a_line_is_not_made_again(builder: Builder) -> None:
    project(builder.folder, a_01="\n\nfirst\n\n")
    builder()
    assert (builder.read, builder.made) == (["01-a"], [])


def test_a_file_that_was_touched_is_read_but_not_as_a_lesson(builder: Builder) -> None:
    unit = builder.folder / "content" / "media" / "01-a.md"
    os.utime(unit, (10**8 + 5000, 10**8 + 5000))
    assert builder().built == ()
    assert builder.read == []


def test_complaints_are_shown_again_on_today_s_lines(builder: Builder) -> None:
    project(builder.folder, a_01="ODD")
    first = builder().diagnostics
    assert builder().diagnostics == first
    assert builder.read == []
    project(builder.folder, a_01="\n\n\n\nODD")
    moved = builder().diagnostics
    assert builder.made == []
    assert [d.span.line for d in moved] == [d.span.line + 2 for d in first]


def test_what_was_not_asked_for_is_made_when_it_is(builder: Builder) -> None:
    project(builder.folder, a_01="changed")
    builder(Request(kinds=frozenset({Kind.SLIDES})))
    assert builder.made == ["slides instructor", "slides student"]
    builder()
    assert set(builder.made) == made(lambda product: product.kind is not Kind.SLIDES)


def test_on_another_paper_pages_are_made_and_slides_are_not(builder: Builder) -> None:
    report = builder(Request(setup={"paper": "letter"}))
    assert set(builder.made) == made(lambda product: product.kind is not Kind.SLIDES)
    assert {d.why for d in report.decisions} == {("options",), ()}


def test_an_output_that_is_gone_is_made_again(builder: Builder) -> None:
    (builder.folder / "output" / HANDOUT).unlink()
    report = builder()
    assert builder.made == ["handout student"]
    assert [d.why for d in report.decisions] == [("missing",)]


def test_an_output_that_was_edited_stays_and_is_made_beside_it_once(builder: Builder) -> None:
    write(builder.folder / "output" / HANDOUT, "my own")
    report = builder()
    assert builder.made == ["handout student"]
    assert [kept.path for kept in report.beside] == [HANDOUT]
    assert (builder.folder / "output" / HANDOUT).read_text() == "my own"
    page = (builder.folder / "output" / "media" / "index.html").read_text()
    assert "01-a-handout-new.pdf" in page
    builder.made.clear()
    again = builder()
    assert (builder.made, again.built, again.beside) == ([], (), report.beside)


def test_a_released_key_is_copied(builder: Builder) -> None:
    write(builder.folder / "content" / "media" / "course.yml", "title: Media\nrelease: 01-a")
    builder()
    assert builder.made == []
    released = builder.folder / "output" / "media" / "student" / "01-a-answers.pdf"
    assert released.read_bytes() == (builder.folder / "output" / KEY).read_bytes()


def test_a_changed_template_makes_everything_anew(builder: Builder) -> None:
    write(builder.folder / "templates" / "handout" / "more.css", "p {}")
    report = builder()
    assert len(builder.made) == 2 * PER_UNIT
    assert {d.why for d in report.decisions} == {("look",)}


def test_a_unit_with_an_error_is_looked_at_each_time(builder: Builder) -> None:
    project(builder.folder, a_01="ERROR")
    for _ in range(2):
        assert [d.code for d in builder().diagnostics] == ["some-error"]
        assert builder.read == ["01-a"]
    project(builder.folder, a_01="first")
    builder()
    assert builder.made == []


def test_a_unit_that_is_gone_leaves_the_others(builder: Builder) -> None:
    (builder.folder / "content" / "media" / "01-a.md").unlink()
    report = builder()
    assert (builder.made, len(report.removed)) == ([], PER_UNIT)


@pytest.mark.parametrize("name", ["ground.json", "memory/media/01-a.json", "record.json"])
def test_what_is_remembered_may_be_lost_or_damaged(builder: Builder, name: str) -> None:
    file = builder.folder / "output" / ".lessonpress" / name
    for damage in (b"", b"{", b"[]", b'{"format": 1}', b'{"format": 1, "makings": 3}', b"\xff"):
        before = {p: p.read_bytes() for p in (builder.folder / "output" / "media").rglob("*.p*")}
        file.write_bytes(damage)
        report = builder()
        assert (report.faults, report.moved, report.diagnostics) == ((), (), ())
        assert {path: path.read_bytes() for path in before} == before


def test_a_check_reads_what_changed_and_remembers_nothing(builder: Builder) -> None:
    project(builder.folder, a_01="ODD")
    for _ in range(2):
        report = builder(Request(write=False))
        assert [d.code for d in report.diagnostics] == ["odd"]
        assert builder.read == ["01-a"]


def test_a_file_saved_while_a_build_runs_is_looked_at_by_the_next(tmp_path: Path) -> None:
    """It may have changed after it was read, within one tick of the disk's clock."""
    builder = Builder(project(tmp_path, a_01="first"))
    build(tmp_path, tmp_path / "output", Request(), builder.steps)
    builder.read.clear()
    report = build(tmp_path, tmp_path / "output", Request(), builder.steps)
    assert builder.read == ["01-a"]
    assert {built.state for built in report.built} == {"kept", "same"}


def test_a_unit_that_is_edited_while_it_is_built_is_built_again(builder: Builder) -> None:
    """What it said in between is in no file that the next build calls as it was."""
    unit = builder.folder / "content" / "media" / "01-a.md"
    write(builder.folder / "templates" / "handout" / "more.css", "p {}")
    before, times = unit.read_bytes(), unit.stat()
    read, steps = builder.reading, builder.steps

    def edited(
        name: str, text: bytes, path: str, course: Course
    ) -> tuple[Lesson, tuple[Diagnostic, ...]]:
        if name == "01-a":
            unit.write_bytes(b"edited meanwhile")
            text = unit.read_bytes()
        return read(name, text, path, course)

    edits = replace(steps, reading=replace(steps.reading, read_lesson=edited))
    build(builder.folder, builder.folder / "output", Request(), edits)
    assert b"meanwhile" in (builder.folder / "output" / HANDOUT).read_bytes()
    unit.write_bytes(before)
    os.utime(unit, ns=(times.st_atime_ns, times.st_mtime_ns))
    build(builder.folder, builder.folder / "output", Request(), builder.steps)
    assert b"meanwhile" not in (builder.folder / "output" / HANDOUT).read_bytes()


def test_a_brand_that_is_typed_counts_by_what_is_in_it(builder: Builder) -> None:
    for data in (b"one", b"two"):
        brand = Brand("x.pptx", Inputs({"templates/reference.pptx": data}))
        assert len(builder(Request(brand=brand)).built) > PER_UNIT
        assert builder(Request(brand=brand)).built == ()


def test_what_is_said_of_files_on_request_is_not_said_of_others(builder: Builder) -> None:
    """Their complaint may be mended before they are made again."""
    project(builder.folder, a_01="ODD")
    large = Request(kinds=frozenset({Kind.LARGE_PRINT}))
    assert [d.code for d in builder(large).diagnostics] == ["odd"]
    project(builder.folder, a_01="mended")
    for _ in range(2):
        assert builder().diagnostics == ()


def test_what_is_said_of_a_booklet_is_said_again(builder: Builder) -> None:
    project(builder.folder, a_01="ODD")
    booklet = Request(kinds=frozenset({Kind.BOOKLET}))
    first = builder(booklet).diagnostics
    assert [d.code for d in first] == ["odd"]
    assert builder(booklet).diagnostics == first
    assert builder.read == []


def test_templates_that_have_not_changed_are_not_read(builder: Builder) -> None:
    def unread(project: Path) -> Inputs:
        raise AssertionError("they are as they were")

    age(builder.folder / "content")
    steps = replace(builder.steps, templates=unread)
    report = build(builder.folder, builder.folder / "output", Request(), steps)
    assert report.built == ()


def test_a_unit_in_another_s_place_is_read(builder: Builder) -> None:
    """It may have the same size and time, as after unpacking; the disk knows when it was put."""
    unit = builder.folder / "content" / "media" / "01-a.md"
    times = unit.stat()
    other = write(builder.folder / "other", "FIRST")
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.replace(unit)
    build(builder.folder, builder.folder / "output", Request(), builder.steps)
    assert b"FIRST" in (builder.folder / "output" / HANDOUT).read_bytes()


def test_what_took_longest_last_time_is_made_first(tmp_path: Path) -> None:
    """And what is new, before all; on the first build, all is."""
    order: list[str] = []
    seconds = {"01-a": 1.0, "02-b": 5.0, "03-c": 2.0}

    def timed(jobs: Iterable[tuple[Tag, Job] | None]) -> Iterator[tuple[Tag, Result]]:
        for tag, job in drawn(jobs):
            name = next(iter(job.lessons.values()))[0].name
            order.extend(() if name in order else (name,))
            yield tag, replace(perform(job), seconds=seconds.get(name, 0.0))

    steps = replace(STEPS, work=timed)
    build(project(tmp_path, a_01="", b_02="", c_03=""), tmp_path / "output", EVERYTHING, steps)
    assert order == ["01-a", "02-b", "03-c"]
    order.clear()
    letter = Request(setup={"paper": "letter"})
    build(project(tmp_path, d_04=""), tmp_path / "output", letter, steps)
    assert order == ["04-d", "02-b", "03-c", "01-a"]
