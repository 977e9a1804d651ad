"""Whole builds with stand-ins: what is written, kept, removed, moved and told."""

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import TypeVar

import pytest

from building.stand_ins import PER_UNIT, STEPS, drawn, lesson_of, perform, project, work, write
from lessonpress.building.faults import Fault, FaultKind, missing_libraries, this_system
from lessonpress.building.jobs import Job, Result
from lessonpress.building.keeping import writing
from lessonpress.building.planning.plan import Request
from lessonpress.building.processes.limits import stopped
from lessonpress.building.processes.worker import do
from lessonpress.building.products import Kind
from lessonpress.building.reading.selection import Selection
from lessonpress.building.report import BuildReport
from lessonpress.building.run import build, clean
from lessonpress.building.steps import Steps
from lessonpress.inputs import Inputs
from lessonpress.model import Audience, Lesson, Medium
from lessonpress.templating import TemplateMistake

Tag = TypeVar("Tag")

EVERYTHING = Request()
A = "media/student/01-a-slides.pptx"
FIRST = "media/instructor/01-a-slides.pptx"


def run(folder: Path, request: Request = EVERYTHING, steps: Steps = STEPS) -> BuildReport:
    return build(folder, folder / "output", request, steps)


def files(folder: Path) -> dict[str, bytes]:
    """The outputs by path, without what is hidden."""
    output = folder / "output"
    found = (path for path in sorted(output.rglob("*")) if path.is_file())
    paths = {path.relative_to(output).as_posix(): path.read_bytes() for path in found}
    return {path: data for path, data in paths.items() if not path.startswith(".")}


def test_builds_every_unit_and_a_page(tmp_path: Path) -> None:
    report = run(project(tmp_path, a_01="hello", b_02=""))
    assert sorted(files(tmp_path)) == sorted(built.path for built in report.built)
    assert len(report.built) == 2 * PER_UNIT + 1
    assert files(tmp_path)[A] == b"media 01-a slides student a4 hello"
    assert (report.courses, report.units, report.diagnostics) == (1, 2, ())


def test_the_second_build_is_the_same(tmp_path: Path) -> None:
    run(project(tmp_path, a_01="hello"))
    before = files(tmp_path)
    report = run(tmp_path)
    assert files(tmp_path) == before
    assert {built.state for built in report.built} == {"same", "kept"}


def test_paper_is_the_lessons_or_what_was_asked_for(tmp_path: Path) -> None:
    run(project(tmp_path, a_01=""), Request(setup={"paper": "letter"}))
    assert b"letter" in files(tmp_path)["media/student/01-a-handout.pdf"]


def test_a_check_writes_nothing(tmp_path: Path) -> None:
    report = run(project(tmp_path, a_01="TOO LONG"), Request(write=False))
    assert [d.code for d in report.diagnostics] == ["some-error"]
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("mistake", ["ERROR", "TOO LONG", "![](nowhere.png)"])
def test_a_unit_with_an_error_keeps_its_old_outputs(tmp_path: Path, mistake: str) -> None:
    """Whether the reader, the pictures or a maker found it: no output of the unit is written."""
    run(project(tmp_path, a_01="good", b_02="good"))
    before = files(tmp_path)
    report = run(project(tmp_path, a_01=mistake, b_02="better"))
    assert report.failed == ("media/01-a",)
    assert len(report.diagnostics) == 1
    after = files(tmp_path)
    assert {path for path in after if after[path] != before[path]} == {
        path for path in after if "02-b" in path
    }


def test_a_course_whose_settings_are_wrong_keeps_its_old_outputs(tmp_path: Path) -> None:
    run(project(tmp_path, a_01="good"))
    before = files(tmp_path)
    write(tmp_path / "content" / "media" / "course.yml", "ERROR")
    report = run(project(tmp_path, a_01="better, and an ERROR"))
    assert files(tmp_path) == before
    assert [d.code for d in report.diagnostics] == ["yaml"]
    assert (report.failed, report.units, report.built) == (("media",), 0, ())


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path: Path) -> None:
    project(tmp_path, a_01="")
    write(tmp_path / "output" / "media" / "student", "a file")
    report = run(tmp_path)
    assert [f.message for f in report.faults] == [
        "output/media/student is a file where a folder belongs."
    ]
    assert {A, "media/student/01-a-handout.pdf"} <= set(report.unwritten)
    assert all("/student/" in path for path in report.unwritten)


def test_a_mistake_of_ours_in_reading_leaves_the_other_units(tmp_path: Path) -> None:
    report = run(project(tmp_path, a_01="RECURSE", b_02=""))
    assert report.faults[0].message.startswith("content/media/01-a.md: a mistake in Lessonpress")
    assert (report.failed, len(report.built)) == (("media/01-a",), PER_UNIT + 1)


def test_a_mistake_of_ours_in_cutting_costs_its_file_alone(tmp_path: Path) -> None:
    def cut(lesson: Lesson, medium: Medium, audience: Audience) -> Lesson:
        if audience is Audience.KEY:
            raise KeyError("oops")
        return lesson

    report = run(project(tmp_path, a_01=""), steps=replace(STEPS, cut=cut))
    assert len(report.built) == PER_UNIT
    assert report.unwritten == ("media/instructor/01-a-answers.pdf",)
    assert report.faults[0].message.startswith(report.unwritten[0])


def test_a_later_report_keeps_what_was_not_built_again(tmp_path: Path) -> None:
    earlier = run(project(tmp_path, a_01="ERROR", b_02="ERROR"))
    chosen = Selection(False, units=frozenset({("media", "02-b")}))
    later = run(project(tmp_path, b_02="mended"), Request(chosen)).after(earlier, chosen)
    assert [d.span.path for d in later.diagnostics] == ["content/media/01-a.md"]
    assert later.failed == ("media/01-a",)
    assert run(project(tmp_path, a_01="")).after(later, Selection()).diagnostics == ()


def test_outputs_whose_source_is_gone_are_removed_and_named(tmp_path: Path) -> None:
    run(project(tmp_path, a_01="", b_02=""))
    (tmp_path / "content" / "media" / "01-a.md").unlink()
    report = run(tmp_path)
    assert len(report.removed) == PER_UNIT
    assert all("01-a" in path for path in report.removed)
    assert not any("01-a" in path for path in files(tmp_path))


def test_a_course_that_is_gone(tmp_path: Path) -> None:
    run(project(tmp_path, a_01=""))
    shutil.rmtree(tmp_path / "content" / "media")
    report = run(tmp_path)
    assert len(report.removed) == PER_UNIT + 1
    assert not (tmp_path / "output" / "media").exists()


def test_hand_edited_outputs_are_kept_and_named(tmp_path: Path) -> None:
    run(project(tmp_path, a_01="", b_02=""))
    write(tmp_path / "output" / A, "my own")
    gone = "media/student/02-b-handout.pdf"
    write(tmp_path / "output" / gone, "annotated")
    (tmp_path / "content" / "media" / "02-b.md").unlink()
    report = run(tmp_path)
    new = "media/student/01-a-slides-new.pptx"
    assert [(move.path, move.to) for move in report.moved] == [(gone, f".edited/{gone}")]
    assert [(kept.path, kept.to) for kept in report.beside] == [(A, new)]
    assert gone not in report.removed
    assert (tmp_path / "output" / A).read_text() == "my own"
    again = run(tmp_path)
    assert "written" not in {built.state for built in again.built}
    assert again.beside == report.beside
    forced = run(tmp_path, Request(force=True))
    assert [(move.path, move.to) for move in forced.moved] == [(A, f".edited/{A}")]
    assert (forced.removed, forced.beside) == ((new,), ())
    assert (tmp_path / "output" / ".edited" / A).read_text() == "my own"


def test_a_build_goes_on_where_a_program_has_an_output_open(tmp_path: Path) -> None:
    run(project(tmp_path, a_01="", b_02=""))
    write((tmp_path / "output" / A).with_name("~$01-a-slides.pptx"), "somebody")
    report = run(project(tmp_path, a_01="new", b_02="new"))
    (fault,) = report.faults
    assert "output/media/student/01-a-slides.pptx could not be written: it is open" in fault.message
    assert report.unwritten == (A,)
    assert len(report.built) == 2 * PER_UNIT
    (tmp_path / "output" / A).with_name("~$01-a-slides.pptx").unlink()
    assert [built.path for built in run(tmp_path).built if built.state == "written"] == [A]


def test_building_one_unit_leaves_the_others(tmp_path: Path) -> None:
    run(project(tmp_path, a_01="", b_02=""))
    project(tmp_path, a_01="new", b_02="new")
    chosen = Selection(False, units=frozenset({("media", "01-a")}))
    report = run(tmp_path, Request(chosen, frozenset({Kind.SLIDES})))
    assert [b.path for b in report.built if b.state == "written"] == [
        "media/instructor/01-a-slides.pptx",
        "media/student/01-a-slides.pptx",
    ]
    assert (report.units, report.removed) == (1, ())


def test_without_pango_the_decks_are_built_and_it_is_said_once(tmp_path: Path) -> None:
    def without_pango(jobs: Iterable[tuple[Tag, Job] | None]) -> Iterator[tuple[Tag, Result]]:
        for tag, job in drawn(jobs):
            if job.kind is Kind.SLIDES:
                yield tag, Result(b"deck")
            else:
                asked.append(job.kind)
                yield tag, Result(None, (), missing_libraries(this_system()))

    asked: list[Kind] = []
    report = run(project(tmp_path, a_01="", b_02=""), steps=replace(STEPS, work=without_pango))
    assert len(report.faults) == 1
    assert "Pango" in report.faults[0].message
    assert sum(path.endswith(".pptx") for path in files(tmp_path)) == 4
    assert len(asked) == 1  # the second handout is not even tried


def test_a_fault_of_one_job_names_its_file(tmp_path: Path) -> None:
    def dying(jobs: Iterable[tuple[Tag, Job] | None]) -> Iterator[tuple[Tag, Result]]:
        for tag, job in drawn(jobs):
            wrong = lesson_of(job).name == "01-a" and job.kind is Kind.ANSWERS
            message = "the process that was making it ended."
            fault = Fault(message, kind=FaultKind.JOB) if wrong else None
            yield tag, Result(None if wrong else b"x", (), fault)

    report = run(project(tmp_path, a_01="", b_02=""), steps=replace(STEPS, work=dying))
    (fault,) = report.faults
    assert fault.message.startswith("media/instructor/01-a-answers.pdf: the process")
    assert len(files(tmp_path)) == 2 * PER_UNIT


@pytest.mark.parametrize("text", ["", "SOLUTION"])
def test_interrupted_what_is_finished_is_kept(tmp_path: Path, text: str) -> None:
    def interrupted(jobs: Iterable[tuple[Tag, Job] | None]) -> Iterator[tuple[Tag, Result]]:
        for tag, result in work(jobs):
            if tag.units == ("02-b",):  # type: ignore[attr-defined]
                raise KeyboardInterrupt
            yield tag, result

    report = run(project(tmp_path, a_01=text, b_02=text), steps=replace(STEPS, work=interrupted))
    assert report.interrupted
    assert len(files(tmp_path)) == PER_UNIT
    assert run(tmp_path).moved == ()


@pytest.mark.parametrize("at_once", [1, 2, 3])
def test_units_are_finished_and_written_one_after_another(tmp_path: Path, at_once: int) -> None:
    """What is made and not yet written is that of a few units, however many there are."""
    made: list[int] = []
    units = {f"u_{number:02}": "SOLUTION" for number in range(12)}

    def ready(waiting: Iterator[tuple[Tag, Job] | None], most: int) -> Iterator[tuple[Tag, Job]]:
        """As many jobs as can be begun: none after one that waits for what is being made."""
        found = (next(waiting, None) for _ in range(most))
        return takewhile(lambda task: task is not None, found)  # type: ignore[arg-type]

    def several_at_once(jobs: Iterable[tuple[Tag, Job] | None]) -> Iterator[tuple[Tag, Result]]:
        waiting, busy, total = iter(jobs), list[tuple[Tag, Job]](), 0
        while busy := [*busy, *ready(waiting, at_once - len(busy))]:
            total += 1
            made.append(total - len(list((tmp_path / "output").rglob("*-u-*.p*"))))
            yield from work([busy.pop(0)])

    report = run(project(tmp_path, **units), steps=replace(STEPS, work=several_at_once))
    assert len(report.built) == 12 * PER_UNIT + 1
    assert max(made) <= PER_UNIT + 3 * at_once


def test_a_full_disk_ends_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(project(tmp_path, a_01="old", b_02="old"))
    before = files(tmp_path)

    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writing, "write_whole", full)
    report = run(project(tmp_path, a_01="new", b_02="new"))
    monkeypatch.undo()
    assert [fault.message for fault in report.faults] == [
        f"output/{FIRST} could not be written: the disk is full."
    ]
    assert files(tmp_path) == before
    assert run(tmp_path).moved == ()


def test_a_locked_file_is_named_and_the_build_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really_write = writing.write_whole

    def locked(path: Path, data: bytes) -> None:
        if path.name == "01-a-slides.pptx":
            raise PermissionError(errno.EACCES, "Permission denied")
        really_write(path, data)

    monkeypatch.setattr(writing, "write_whole", locked)
    report = run(project(tmp_path, a_01=""))
    assert len(report.faults) == 2
    assert "PowerPoint" in report.faults[0].hint
    written = {"media/index.html", "media/student/01-a-handout.pdf"}
    assert {path for path in files(tmp_path) if path in written or "slides.pptx" in path} == written


def test_a_mistake_in_the_pages_template_is_a_diagnostic(tmp_path: Path) -> None:
    from building.stand_ins import an_error

    def mistaken(name: str, **context: object) -> str:
        raise TemplateMistake(an_error(f"templates/{name}"))

    report = run(project(tmp_path, a_01=""), steps=replace(STEPS, render=mistaken))
    assert [d.span.path for d in report.diagnostics] == ["templates/index/index.html.j2"]
    assert len(files(tmp_path)) == PER_UNIT


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    project(tmp_path, a_01="")
    build(tmp_path, tmp_path / "output", Request(), STEPS, lambda *step: told.append(step))
    assert [(done, total) for done, total, _ in told] == [
        (n, PER_UNIT) for n in range(1, PER_UNIT + 1)
    ]
    assert told[0][2] == FIRST


def test_the_rest_of_a_unit_that_was_stopped_is_not_made(tmp_path: Path) -> None:
    made: list[str] = []

    def work(jobs: Iterable[tuple[Tag, Job] | None]) -> Iterator[tuple[Tag, Result]]:
        for tag, each in drawn(jobs):
            made.append(each.span.path)
            slow = stopped("time", "Making it", each.span) if "01-a" in each.span.path else None
            yield tag, Result(None, (slow,)) if slow else Result(b"made")

    report = run(project(tmp_path, a_01="", b_02=""), steps=replace(STEPS, work=work))
    assert made.count("content/media/01-a.md") == 1
    assert report.failed == ("media/01-a",)
    assert [d.code for d in report.diagnostics] == ["unit-too-slow"]
    assert len(report.built) == PER_UNIT + 1


def test_leftovers_of_a_killed_build_are_swept(tmp_path: Path) -> None:
    left = write(tmp_path / "output" / "media" / f".abc{writing.PART}", "half")
    run(project(tmp_path, a_01=""))
    assert not left.exists()


def test_clean_removes_what_was_built_and_keeps_edits(tmp_path: Path) -> None:
    run(project(tmp_path, a_01=""))
    write(tmp_path / "output" / A, "edited")
    write(tmp_path / "output" / ".gitignore", "*")
    write(tmp_path / "output" / "mine.txt", "not built")
    report = clean(tmp_path / "output")
    assert (len(report.removed), len(report.moved)) == (PER_UNIT, 1)
    left = (path for path in (tmp_path / "output").rglob("*") if path.is_file())
    assert {path.name for path in left} == {"01-a-slides.pptx", ".gitignore", "mine.txt"}
    assert (tmp_path / "output" / ".edited" / A).read_text(encoding="utf-8") == "edited"


def test_clean_where_nothing_was_built(tmp_path: Path) -> None:
    assert clean(tmp_path / "output") == BuildReport()
    assert not (tmp_path / "output").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows takes no such names")
def test_one_bad_unit_costs_itself_alone(tmp_path: Path) -> None:
    media = project(tmp_path, a_01="", b_02="![](" + "x" * 300 + ")") / "content" / "media"
    (media / "loop.md").symlink_to("loop.md")
    write(media / ("x" * 245 + ".md"), "")
    report = run(tmp_path)
    assert (len(report.built), len(report.failed), report.faults) == (PER_UNIT + 1, 3, ())
    assert "media/index.html" in files(tmp_path)


def test_two_courses_of_one_name_overwrite_nothing(tmp_path: Path) -> None:
    run(project(tmp_path, a_01="old"))
    before = files(tmp_path)
    if (tmp_path / "content" / "MEDIA").exists():
        pytest.skip("this disk cannot hold both")
    write(tmp_path / "content" / "MEDIA" / "01-a.md", "new")
    report = run(tmp_path)
    assert files(tmp_path) == before
    assert [d.code for d in report.diagnostics] == ["course-twice", "course-twice"]


def test_a_mistake_of_ours_names_the_unit_and_asks_to_report_it(tmp_path: Path) -> None:
    def mistaken(jobs: Iterable[tuple[Tag, Job] | None]) -> Iterator[tuple[Tag, Result]]:
        for tag, job in drawn(jobs):
            yield tag, do(job, Inputs({}), perform)

    report = run(project(tmp_path, a_01="RAISE"), steps=replace(STEPS, work=mistaken))
    assert report.faults[0].message.startswith(f"{FIRST}: a mistake in Lessonpress itself")
    assert "report" in report.faults[0].hint


def test_a_student_s_slides_are_told_how_many_a_solution_takes(tmp_path: Path) -> None:
    told: dict[Audience, dict[str, int]] = {}

    def counting(jobs: Iterable[tuple[Tag, Job] | None]) -> Iterator[tuple[Tag, Result]]:
        for tag, job in drawn(jobs):
            if job.kind is Kind.SLIDES:
                told[job.audience] = dict(job.facts.continued)
            yield tag, Result(b"a deck", continued={"solution-1": 2})

    run(project(tmp_path, a_01="SOLUTION"), steps=replace(STEPS, work=counting))
    assert told == {Audience.INSTRUCTOR: {}, Audience.STUDENT: {"solution-1": 2}}


# --- files of whole courses ---

BOOKLETS = Request(kinds=frozenset({Kind.BOOKLET}))
OF_COURSE = ("media/instructor/booklet.pdf", "media/student/booklet.pdf")


def test_a_booklet_is_made_of_all_units_when_it_is_asked_for(tmp_path: Path) -> None:
    report = run(project(tmp_path, a_01="first", b_02="second"), BOOKLETS)
    assert sorted(files(tmp_path)) == ["media/index.html", *OF_COURSE]
    booklet = files(tmp_path)["media/student/booklet.pdf"]
    assert booklet == b"media 01-a 02-b booklet student a4 first second"
    assert (report.stale, report.failed) == ((), ())
    assert {built.state for built in run(tmp_path, BOOKLETS).built} <= {"kept", "same"}


def test_a_booklet_waits_for_a_unit_with_an_error(tmp_path: Path) -> None:
    report = run(project(tmp_path, a_01="first", b_02="ERROR"), BOOKLETS)
    assert not any("booklet" in path for path in files(tmp_path))
    told = [d for d in report.diagnostics if d.code == "course-waits"]
    assert [d.message for d in told] == [
        "The booklet of this course is not made: it waits for 02-b."
    ]
    assert report.failed == ("media/02-b",)


def test_what_shows_a_unit_otherwise_is_named_where_it_is_older(tmp_path: Path) -> None:
    run(project(tmp_path, a_01="first", b_02="second"))
    run(tmp_path, Request(kinds=frozenset({Kind.LARGE_PRINT})))
    run(tmp_path, Request(kinds=frozenset({Kind.THUMBNAILS}), setup={"per_page": 6}))
    assert run(tmp_path).stale == ()
    assert run(project(tmp_path, b_02="third")).stale == (
        "media/student/02-b-slides-6up.pdf",
        "media/student/02-b-handout-large-print.pdf",
        "media/instructor/02-b-answers-large-print.pdf",
    )


def test_a_booklet_that_is_older_than_its_units_is_named(tmp_path: Path) -> None:
    run(project(tmp_path, a_01="first", b_02="second"))
    run(tmp_path, BOOKLETS)
    assert run(tmp_path).stale == ()
    assert run(project(tmp_path, b_02="third")).stale == OF_COURSE[::-1]
    everything = Request(kinds=frozenset(Kind))
    assert run(project(tmp_path, b_02="fourth"), everything).stale == ()
    assert b"fourth" in files(tmp_path)["media/student/booklet.pdf"]
