"""Two builds at once in one folder: the second waits, says so, and finds what the first made."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from building.stand_ins import PER_UNIT, STEPS, project
from lessonpress.building.keeping.lock import FILE, alone
from lessonpress.building.planning.plan import Request
from lessonpress.building.run import build, clean

HOLDING = """
import sys, time
from pathlib import Path
from lessonpress.building.keeping.lock import alone
with alone(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def holder(output: Path) -> subprocess.Popen[str]:
    """Another process that has the folder, until a line is written to it, or it is killed."""
    path = os.pathsep.join(sys.path)
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(output)],
        env={**os.environ, "PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def let_go_of(process: subprocess.Popen[str]) -> None:
    """Have another process leave the folder, a moment from now."""
    assert process.stdin is not None
    threading.Timer(0.5, process.stdin.close).start()


def test_the_second_waits_and_says_so_once(tmp_path: Path) -> None:
    told: list[str] = []
    with holder(tmp_path / "output") as first:

        def waits() -> None:
            told.append("waits")
            let_go_of(first)

        with alone(tmp_path / "output", waits):
            assert told == ["waits"]
            assert first.wait() == 0


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is for POSIX")
def test_the_folder_of_a_build_that_was_killed_is_free(tmp_path: Path) -> None:
    with holder(tmp_path / "output") as first:
        first.kill()
        first.wait()
        with alone(tmp_path / "output", pytest.fail):
            pass


def test_nothing_is_left_of_it(tmp_path: Path) -> None:
    with alone(tmp_path / "output"):
        assert (tmp_path / "output" / FILE).exists()
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_locked_builds_go_on(tmp_path: Path) -> None:
    """What is wrong there is told when a file is written."""
    (tmp_path / "output").write_text("a file", encoding="utf-8")
    with alone(tmp_path / "output"):
        pass


def test_what_another_build_made_meanwhile_is_not_taken_for_somebodys_edit(tmp_path: Path) -> None:
    """Both began when nothing was there; the second one finds all of it made."""
    project(tmp_path, a_01="hello")
    output = tmp_path / "output"

    def after_another(folder: Path) -> object:
        build(tmp_path, folder, Request(), STEPS)
        return alone(folder)

    report = build(tmp_path, output, Request(), replace(STEPS, alone=after_another))  # type: ignore[arg-type]
    assert (report.moved, report.faults) == ((), ())
    assert {built.state for built in report.built} <= {"kept", "same"}


def test_of_three_builds_at_once_one_makes_each_file(tmp_path: Path) -> None:
    project(tmp_path, **{f"u_{number:02}": f"unit {number}" for number in range(12)})
    reports = []
    begin = threading.Barrier(3)

    def run() -> None:
        begin.wait()
        reports.append(build(tmp_path, tmp_path / "output", Request(), STEPS))

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [report.moved + report.faults for report in reports] == [()] * 3
    written = [built for report in reports for built in report.built if built.state == "written"]
    assert len({built.path for built in written}) == 12 * PER_UNIT + 1
    assert len(written) == 12 * PER_UNIT + 1


def test_cleaning_waits_too(tmp_path: Path) -> None:
    build(project(tmp_path, a_01=""), tmp_path / "output", Request(), STEPS)
    with holder(tmp_path / "output") as first:
        free = partial(let_go_of, first)
        assert len(clean(tmp_path / "output", free).removed) == PER_UNIT + 1
    assert not (tmp_path / "output" / "media").exists()
