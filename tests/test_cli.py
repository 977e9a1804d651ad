"""The command line, from what is typed to what is printed and the exit code.

The makers and the pool are stand-ins; what is printed, and how it ends, is real.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

import pytest
from building.stand_ins import PER_UNIT, STEPS, project, write

from lessonpress.building import tools
from lessonpress.building.faults import Fault
from lessonpress.building.planning.plan import Request
from lessonpress.building.products import Kind
from lessonpress.building.reading.selection import Selection
from lessonpress.building.report import BuildReport
from lessonpress.building.steps import Steps
from lessonpress.cli import arguments, main, printing, watching
from lessonpress.cli.arguments import PROJECT
from lessonpress.diagnostics import Diagnostic, Severity, error, info, warning
from lessonpress.model import Span
from lessonpress.pagesetup import BESIDE, PER_PAGE, PageSetup

# What an installed `lessonpress` runs.
COMMAND = "import sys; from lessonpress.cli import main; sys.exit(main())"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, where builds use the stand-ins."""

    @contextmanager
    def ready(project: Path, size: int | None, *more: object) -> Iterator[Steps]:
        yield STEPS

    monkeypatch.setattr(tools, "ready", ready)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def installed(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command as it is run where the package is installed."""
    command = [sys.executable, "-c", COMMAND, *arguments]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


# --- exit codes ----------------------------------------------------------------------------------


def test_good(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project(here, a_01="hello")
    assert main([]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[0].startswith(f"Built {PER_UNIT + 1} files of 1 unit into output/ in ")
    assert out.splitlines()[1] == "No complaints."
    assert f"[{PER_UNIT}/{PER_UNIT}] media/" in err


def test_content_errors(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project(here, a_01="ERROR", b_02="")
    assert main(["build"]) == 1
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "content/media/01-a.md:3:1 error[some-error] Something is wrong."
    assert "Not built, for its errors: media/01-a" in out
    assert out[-1] == "1 error."


def test_warnings_fail_under_strict_alone(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here / "content" / "media" / "course.yml", "")  # a course without a unit: a warning
    assert main(["check"]) == 0
    capsys.readouterr()
    assert main(["check", "--strict"]) == 1
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "Failed, because --strict counts warnings as errors."


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["chek"], 'Did you mean "check"?'),
        (["01-b"], 'Did you mean "01-a"?'),
        (["--jobs", "none"], "not a number from 1 to 1000"),
        (["--only", "decks"], "slides, handout, "),
        (["--only", "handouts"], 'Did you mean "handout"?'),
        (
            ["--only", "booklet", "01-a"],
            "To make that of its course: lessonpress --only booklet media",
        ),
        (["--nonsense"], "--help"),
        (["--papper", "letter"], 'Did you mean "--paper"?'),
        (["new", "unit", "x", "--crouse=media"], "--course"),
        (["--strict", "check"], "The command stands first: lessonpress check"),
        (["nowhere/foo.md"], 'There is no file or folder "nowhere/foo.md".'),
        (["content/media/README.md"], "is no course and no unit in content/"),
        (["new"], "course|unit"),
        (["new", "unit", "x", "--course", "medai"], 'Did you mean "media"?'),
        (["test"], "python3 build.py test"),
    ],
)
def test_wrong_usage(
    here: Path, capsys: pytest.CaptureFixture[str], argv: list[str], said: str
) -> None:
    project(here, a_01="")
    write(here / "content" / "media" / "README.md", "")
    assert main(argv) == 2
    out, err = capsys.readouterr()
    assert said in err
    assert out == ""


def test_no_content_folder(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "new course" in capsys.readouterr().err


def test_the_machines_fault(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project(here, a_01="NO PANGO")
    assert main([]) == 3
    out, err = capsys.readouterr()
    assert err.count("Pango is missing.") == 1
    assert out.startswith("Built 3 files")


def test_an_output_folder_that_is_a_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project(here, a_01="")
    write(here / "output", "a file")
    assert main([]) == 3
    out, err = capsys.readouterr()
    assert err.splitlines()[-2] == "output is a file where a folder belongs."
    assert f"{PER_UNIT} files could not be written." in out


def test_a_course_with_wrong_settings(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project(here, a_01="")
    write(here / "content" / "media" / "course.yml", "ERROR")
    assert main([]) == 1
    assert "Not built, for its errors: media\n" in capsys.readouterr().out
    assert main(["check"]) == 1
    assert "Units not checked, for the errors of their course: media\n" in capsys.readouterr().out


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid"), reason="rights are for POSIX")
def test_a_folder_that_may_not_be_written(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    project(here, a_01="")
    (here / "output").mkdir(mode=0o555)
    assert main([]) == 3
    assert "you may not write there" in capsys.readouterr().err


def test_empty_content(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "content").mkdir()
    assert main([]) == 0
    assert "There is no course in content/ yet." in capsys.readouterr().out


# --- what is printed -----------------------------------------------------------------------------

HERE = Span("content/a,b/01:x.md", 3, 7)


def test_a_diagnostic_for_people() -> None:
    found = error("picture-missing", HERE, "There is no picture.", "Look again.\nOr draw it.")
    assert printing.diagnostic_text(found).splitlines() == [
        "content/a,b/01:x.md:3:7 error[picture-missing] There is no picture.",
        "    hint: Look again.",
        "    Or draw it.",
    ]


@pytest.mark.parametrize(("made", "colour"), [(error, "31"), (warning, "33"), (info, "36")])
def test_a_diagnostic_in_colour(made: object, colour: str) -> None:
    found: Diagnostic = made("code", HERE, "Message.")  # type: ignore[operator]
    assert f"\x1b[{colour}" in printing.diagnostic_text(found, colour=True)


def test_a_lesson_does_not_steer_the_terminal() -> None:
    found = error("unknown-key", HERE, 'Unknown key "\x1b[2J\r".')
    assert "\\x1b[2J\\x0d" in printing.diagnostic_text(found)


def test_a_diagnostic_for_github() -> None:
    found = warning("alt-missing", HERE, "100% of it\nis missing.", "Write it.")
    assert printing.github_line(found) == (
        "::warning file=content/a%2Cb/01%3Ax.md,line=3,col=7,title=alt-missing"
        "::100%25 of it%0Ais missing.%0AWrite it."
    )


@pytest.mark.parametrize(
    ("environment", "expected"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colour(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: bool
) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert printing.wants_colour(Terminal()) is expected  # type: ignore[arg-type]


def test_json_is_one_document(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project(here, a_01="ERROR", b_02="fine")
    assert main(["--format", "json"]) == 1
    out, err = capsys.readouterr()
    document = json.loads(out)
    assert document["diagnostics"] == [
        {
            "severity": "error",
            "code": "some-error",
            "file": "content/media/01-a.md",
            "line": 3,
            "column": 1,
            "message": "Something is wrong.",
            "hint": "",
        }
    ]
    made = [o["path"] for o in document["outputs"] if o["unit"] == "media/02-b"]
    assert len(made) == PER_UNIT
    assert made[0] == "output/media/instructor/02-b-answers.pdf"
    assert document["counts"] == {"error": 1, "warning": 0, "info": 0}
    assert err == ""


def test_the_summary_names_what_was_moved_and_removed(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project(here, a_01="", b_02="")
    main([])
    write(here / "output/media/student/01-a-slides.pptx", "edited")
    (here / "content/media/02-b.md").unlink()
    capsys.readouterr()
    main([])
    out = capsys.readouterr().out
    assert (
        "Edited by hand, so kept: output/media/student/01-a-slides.pptx;"
        " built beside it: output/media/student/01-a-slides-new.pptx\n"
    ) in out
    assert "--force" in out
    assert "Removed, its source is gone: output/media/student/02-b-handout.pdf\n" in out
    assert "Built 2 files of 1 unit into output/" in out
    assert f"{PER_UNIT - 1} files are as before." in out
    main(["--force"])
    assert (
        "Edited by hand, so moved: output/media/student/01-a-slides.pptx"
        " -> output/.edited/media/student/01-a-slides.pptx\n"
    ) in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "option"),
    [
        ("booklet.pdf", "--only booklet"),
        ("01-a-handout-large-print.pdf", "--only large-print"),
        ("01-a-slides-6up.pdf", "--only thumbnails --slides-per-page 6"),
    ],
)
def test_the_summary_says_how_to_renew_what_is_made_on_request(name: str, option: str) -> None:
    report = BuildReport(1, 1, stale=(f"media/student/{name}",))
    assert (
        f"Older than its units: output/media/student/{name}. To renew: build.py {option} media"
    ) in list(printing.summary(report, "output", "build.py"))


def test_counts() -> None:
    found = (error("a", HERE, "x"), warning("b", HERE, "x"), warning("c", HERE, "x"))
    report = BuildReport(diagnostics=found)
    assert printing.counts_line(report) == "1 error, 2 warnings."
    assert report.count(Severity.WARNING) == 2


def test_a_fault_is_indented() -> None:
    assert printing.fault_lines(Fault("No room.", "Make room.\nThen again.")) == [
        "No room.",
        "    Make room.",
        "    Then again.",
    ]


# --- other commands ------------------------------------------------------------------------------


def test_new_course_and_unit_then_build(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "course", "Media literacy"]) == 0
    assert main(["new", "unit", "Case study"]) == 0
    assert "Wrote content/media-literacy/02-case-study.md" in capsys.readouterr().out
    assert main([]) == 0
    assert main(["new", "course", "Media literacy"]) == 2
    assert main(["new", "course", "../elsewhere"]) == 2


def test_new_unit_wants_to_know_the_course(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "unit", "X"]) == 2
    for name in ("One", "Two"):
        assert main(["new", "course", name]) == 0
    capsys.readouterr()
    assert main(["new", "unit", "X"]) == 2
    assert "The courses are: one, two" in capsys.readouterr().err
    assert main(["new", "unit", "X", "--course", "content/two"]) == 0


def test_new_unit_in_the_course_one_stands_in(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("One", "Two"):
        main(["new", "course", name])
    monkeypatch.chdir(here / "content" / "two")
    assert main(["new", "unit", "X"]) == 0
    assert (here / "content" / "two" / "02-x.md").exists()


def test_clean(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project(here, a_01="")
    main([])
    write(here / "output/media/student/01-a-slides.pptx", "edited")
    capsys.readouterr()
    assert main(["clean"]) == 0
    out = capsys.readouterr().out
    assert "output/.edited/media/student/01-a-slides.pptx" in out
    assert f"Removed {PER_UNIT} files from output/." in out
    assert main(["clean"]) == 0
    assert "There was nothing to remove." in capsys.readouterr().out


@pytest.mark.parametrize("name", ["01-a", "01-a.md", "media/01-a", "content/media/01-a.md"])
def test_names_narrow(here: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    project(here, a_01="", b_02="ERROR")
    assert main([name]) == 0
    assert f"Built {PER_UNIT + 1} files of 1 unit" in capsys.readouterr().out


def test_a_path_counts_from_where_one_stands(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project(here, a_01="", b_02="ERROR")
    monkeypatch.chdir(here / "content" / "media")
    assert main(["check", "01-a.md"]) == 0
    assert main(["check", "."]) == 1


def test_watching_still_tells_of_units_that_are_not_built_again(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def changes(folder: Path, request: Request) -> Iterator[tuple[Selection, bool]]:
        yield request.selection, True
        project(folder, b_02="mended")
        yield Selection(False, units=frozenset({("media", "02-b")})), False

    monkeypatch.setattr(watching, "_changes", changes)
    project(here, a_01="ERROR", b_02="ERROR")
    assert main(["--watch"]) == 0
    first, second, _ = capsys.readouterr().out.split("Watching for changes; Ctrl-C stops.\n")
    assert first.splitlines()[-1] == "2 errors."
    assert second.splitlines()[0].startswith("content/media/01-a.md:3:1 error[some-error]")
    assert second.splitlines()[-1] == "1 error."


# --- start-up ------------------------------------------------------------------------------------


@pytest.mark.parametrize("argument", ["--help", "--version", "build --help"])
def test_help_imports_nothing_heavy(tmp_path: Path, argument: str) -> None:
    code = (
        "import sys; from lessonpress.cli import main;"
        f"code = main({argument.split()!r});"
        "print(*sorted({m.split('.')[0] for m in sys.modules}));"
        "sys.exit(code)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    *_, modules = ran.stdout.splitlines()
    heavy = {"pptx", "weasyprint", "lxml", "jinja2", "markdown", "yaml", "PIL"}
    assert not heavy & set(modules.split())
    assert "dataclasses" not in modules.split()


def test_advice_can_be_typed_as_given(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    python = "py" if os.name == "nt" else "python3"
    monkeypatch.setenv(PROJECT, str(here))
    assert main(["--help"]) == 0
    first, second = capsys.readouterr().out.splitlines()[:2]
    assert first == f"usage: {python} build.py [NAME ...] [options]"
    assert second == f"       {python} build.py build|check|new|brand|clean|test ..."
    (here / "content" / "x").mkdir(parents=True)
    monkeypatch.chdir(here / "content")
    assert main(["check", "--jobs"]) == 2
    assert f"See {python} {Path('../build.py')} check --help." in capsys.readouterr().err


def test_help_is_in_plain_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    text = capsys.readouterr().out
    for word in ("build", "check", "new", "clean", "--only", "--paper", "--strict", "--watch"):
        assert word in text


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
@pytest.mark.parametrize("argument", ["--help", "check"])
def test_a_reader_that_has_seen_enough(tmp_path: Path, argument: str) -> None:
    """`lessonpress check | head` ends without a traceback."""
    write(tmp_path / "content" / "media" / "course.yml", "")
    reading, writing = os.pipe()
    os.close(reading)
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND, argument],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        os.close(writing)
        _, errors = running.communicate()
    assert (running.returncode, errors) == (0, "")


# --- with the real makers ------------------------------------------------------------------------


@pytest.mark.slow
def test_starting_files_build_without_a_complaint(tmp_path: Path) -> None:
    installed("new", "course", "Media literacy", folder=tmp_path)
    installed("new", "unit", "Case study", folder=tmp_path)
    ran = installed("build", "--strict", folder=tmp_path)
    assert (ran.returncode, ran.stdout.splitlines()[-1]) == (0, "No complaints.")


@pytest.mark.slow
def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    """In another folder, with another number of processes, another hash seed and time zone."""
    made = []
    for name, jobs in (("one", "1"), ("another folder", "3")):
        folder = tmp_path / name
        folder.mkdir()
        installed("new", "course", "Media literacy", folder=folder)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PYTHONHASHSEED", jobs)
            patch.setenv("TZ", f"UTC-{jobs}")
            assert installed("--jobs", jobs, folder=folder).returncode == 0
        files = (p for p in sorted((folder / "output" / "media-literacy").rglob("*.*")))
        made.append({p.relative_to(folder).as_posix(): p.read_bytes() for p in files})
    assert made[0].keys() == made[1].keys()
    assert [path for path in made[0] if made[0][path] != made[1][path]] == []


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals are for POSIX")
def test_watching_builds_what_was_saved(tmp_path: Path) -> None:
    import signal

    installed("new", "course", "Media literacy", folder=tmp_path)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    handout = tmp_path / "output/media-literacy/student/01-first-unit-handout.pdf"
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND, "--watch"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as running:
        assert running.stdout is not None
        lines = iter(running.stdout)
        assert any(line.startswith("Watching") for line in lines)
        before = handout.read_bytes()
        unit = tmp_path / "content/media-literacy/01-first-unit.md"
        text = unit.read_text(encoding="utf-8")
        unit.write_text(text.replace("First unit", "Another title"), encoding="utf-8")
        assert any(line.startswith("Watching") for line in lines)
        assert handout.read_bytes() != before
        begun = time.monotonic()
        os.killpg(running.pid, signal.SIGINT)
        assert running.wait(10) == 0
        assert time.monotonic() - begun < 2


@pytest.mark.skipif(os.name == "nt", reason="Windows takes no such names")
def test_a_path_that_leads_nowhere_is_wrong_usage(here: Path) -> None:
    project(here, a_01="")
    (here / "content" / "media" / "loop.md").symlink_to("loop.md")
    assert main(["content/media/loop.md"]) == 1  # the unit is there, and cannot be read
    assert main(["content/media/" + "x" * 300]) == 2


def test_a_path_does_not_steer_the_terminal() -> None:
    complaint = error("c", Span("content/a\x1b[2J\n.md", 1), "Wrong.")
    assert printing.diagnostic_text(complaint) == r"content/a\x1b[2J\x0a.md:1:1 error[c] Wrong."


def test_what_may_be_typed_is_what_there_is() -> None:
    """The lists are written twice, so that --help need not import what it lists."""
    assert tuple(map(str, Kind)) == arguments.KINDS
    assert tuple(map(str, PER_PAGE)) == arguments.PER_PAGE
    assert arguments.BESIDE == BESIDE
    assert {field.name for field in fields(PageSetup)} - {"large"} == set(arguments.SETUP)
