"""Whatever ends a build, or stands in its way, each output is the old one or the new one."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from building.stand_ins import PER_UNIT, STEPS, project
from lessonpress.building.keeping.writing import PART
from lessonpress.building.planning.plan import Request
from lessonpress.building.report import BuildReport
from lessonpress.building.run import build

KILLS = 100
# Long enough to be torn: twenty kilobytes.
WORDS = 4_000


def run(folder: Path) -> BuildReport:
    return build(folder, folder / "output", Request(), STEPS)


def version(number: int, words: int = WORDS) -> str:
    return f"v{number:03} " * words


def outputs(folder: Path) -> dict[str, str]:
    """The files that a user sees, and what is in them."""
    found = (path for path in (folder / "output").rglob("*") if path.is_file())
    paths = {path.relative_to(folder / "output").as_posix(): path for path in found}
    return {name: path.read_text() for name, path in paths.items() if not name.startswith(".")}


def is_whole(name: str, text: str, words: int = WORDS) -> bool:
    if name.endswith(".html"):
        return text.endswith(")")
    found = re.fullmatch(r"[\w -]*?((v\d{3} )\2*)", text)
    return found is not None and len(found[1]) == 5 * words


def build_and_exit(folder: Path) -> None:
    """Build in a process that has all modules already."""
    try:
        run(folder)
    finally:
        os._exit(0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked, to be fast")
def test_a_hundred_kills_tear_nothing(tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - no secret
    run(project(tmp_path, a_01=version(999), b_02=version(999)))
    begun = time.monotonic()
    run(project(tmp_path, a_01=version(0), b_02=version(0)))
    takes = time.monotonic() - begun
    for number in range(1, KILLS + 1):
        project(tmp_path, a_01=version(number), b_02=version(number))
        if (child := os.fork()) == 0:
            build_and_exit(tmp_path)
        time.sleep(chance.uniform(0, takes))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        there = outputs(tmp_path)
        assert len([name for name in there if PART not in name]) == 2 * PER_UNIT + 1
        torn = [name for name, text in there.items() if not is_whole(name, text)]
        assert [name for name in torn if PART not in name] == []
    last = version(KILLS)
    report = run(tmp_path)
    assert (report.faults, report.moved, report.beside) == ((), (), ())
    assert all(last in text for name, text in outputs(tmp_path).items() if name[-1] != "l")
    assert not list((tmp_path / "output").rglob(f"*{PART}"))
    assert not (tmp_path / "output" / ".edited").exists()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A project whose output folder is a disk of its own, of 200 kilobytes."""
    place = tmp_path / "output"
    place.mkdir()
    if sys.platform != "linux" or mount("-t", "tmpfs", "-o", "size=200k", "tmpfs", str(place)):
        pytest.skip("whoever runs this may not mount disks")
    try:
        yield tmp_path
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def mount(*arguments: str) -> int:
    try:
        return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode
    except OSError:
        return 1


def test_a_full_disk_tears_nothing(disk: Path) -> None:
    run(project(disk, a_01=version(1, 100), b_02=version(1, 100)))
    before = outputs(disk)
    report = run(project(disk, a_01=version(2, 8_000)))
    assert "the disk is full" in report.faults[0].message
    assert outputs(disk).keys() == before.keys()
    for name, text in outputs(disk).items():
        assert text == before[name] or is_whole(name, text, 8_000)
    assert mount("-o", "remount,size=9m", str(disk / "output")) == 0
    again = run(disk)
    assert (again.faults, again.beside) == ((), ())
    assert all(version(2, 8_000) in t for n, t in outputs(disk).items() if "01-a-" in n)


def test_a_folder_that_is_read_only_tears_nothing(disk: Path) -> None:
    run(project(disk, a_01=version(1, 100)))
    before = outputs(disk)
    assert mount("-o", "remount,ro", str(disk / "output")) == 0
    report = run(project(disk, a_01=version(2, 100)))
    assert "the disk is read-only" in report.faults[0].message
    assert outputs(disk) == before
    assert mount("-o", "remount,rw", str(disk / "output")) == 0
    assert run(disk).faults == ()
    assert outputs(disk) != before
