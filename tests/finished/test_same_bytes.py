"""The same input gives the same bytes: in another folder, on another day, in another order."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from gates import programs

from finished.conftest import project, run

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("finished")]


def test_another_folder_day_zone_and_hash_seed_change_no_byte(output: Path, tmp_path: Path) -> None:
    programs.find("faketime")
    elsewhere = project(tmp_path / "another folder")
    done = run(
        elsewhere,
        "--jobs",
        "1",
        FAKETIME="2031-03-04 05:06:07",
        TZ="Pacific/Auckland",
        PYTHONHASHSEED="7",
        LC_ALL="C",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert _digests(elsewhere / "output") == _digests(output)


def _digests(output: Path) -> dict[str, str]:
    files = [p for course in ("tren-de-aragua", "secrets") for p in (output / course).rglob("*.*")]
    return {
        path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.is_file()
    }
