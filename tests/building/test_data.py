"""Files of data are read from inside the course's folder, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from building.stand_ins import write
from lessonpress.building.reading.data import gather
from lessonpress.model import DataFile, Span


def codes(folder: Path, *paths: str) -> list[str]:
    files = [DataFile(path, Span("content/media/01-a.md", 7)) for path in paths]
    found, complaints = gather(folder, files)
    assert found == {}
    assert all(complaint.span.line == 7 for complaint in complaints)
    return [complaint.code for complaint in complaints]


def test_reads_files_by_their_paths(tmp_path: Path) -> None:
    write(tmp_path / "assets" / "data.csv", b"a,b\n1,2\n")
    files = [DataFile("assets/data.csv", Span("u.md", 1))] * 2
    assert gather(tmp_path, files) == ({"assets/data.csv": b"a,b\n1,2\n"}, ())


def test_a_missing_file_suggests_the_nearest(tmp_path: Path) -> None:
    write(tmp_path / "assets" / "deaths.csv", b"a,b\n1,2\n")
    file = DataFile("assets/death.csv", Span("u.md", 1))
    _, (complaint,) = gather(tmp_path, [file])
    assert complaint.code == "data-file-missing"
    assert complaint.hint == 'Did you mean "assets/deaths.csv"?'


@pytest.mark.parametrize("path", ["../secret.csv", "/etc/secret.csv", "C:\\x.csv", "..\\s.csv"])
def test_nothing_outside_the_course_is_read(tmp_path: Path, path: str) -> None:
    write(tmp_path / "secret.csv", b"a,b\n1,2\n")
    (tmp_path / "media").mkdir()
    assert codes(tmp_path / "media", path) == ["data-file-outside"]


def test_nor_where_a_link_leads(tmp_path: Path) -> None:
    write(tmp_path / "secret.csv", b"a,b\n1,2\n")
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "link.csv").symlink_to(tmp_path / "secret.csv")
    assert codes(tmp_path / "media", "link.csv") == ["data-file-outside"]


def test_neither_a_large_file_nor_one_of_another_kind_is_read(tmp_path: Path) -> None:
    write(tmp_path / "large.csv", b"1,2\n" * 300_000)
    write(tmp_path / "data.xlsx", b"PK")
    assert codes(tmp_path, "large.csv", "data.xlsx") == ["data-file-too-large", "data-file-kind"]
