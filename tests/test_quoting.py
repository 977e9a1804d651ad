"""The line that a complaint is about, and the caret below its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonpress.cli.quoting import Quotations
from lessonpress.spans import Span


def quoted(folder: Path, text: str, line: int = 1, column: int = 1) -> list[str]:
    (folder / "unit.md").write_bytes(text.encode("utf-8", "surrogateescape"))
    return [*Quotations(folder).of(Span("unit.md", line, column))]


def test_a_caret_stands_below_the_place(tmp_path: Path) -> None:
    assert quoted(tmp_path, "one\ntwo [x](#y)\n", 2, 5) == ["two [x](#y)", "    ^"]


def test_a_caret_may_stand_behind_a_line(tmp_path: Path) -> None:
    assert quoted(tmp_path, "word", column=40) == ["word", "    ^"]


@pytest.mark.parametrize(
    ("before", "width"), [("\t", 1), ("Tocoro\u0301n ", 8), ("課程 ", 5), ("\x1b[2J", 4)]
)
def test_a_caret_stands_below_its_sign_whatever_stands_before(
    before: str, width: int, tmp_path: Path
) -> None:
    line, caret = quoted(tmp_path, f"{before}x", column=len(before) + 1)
    assert caret == " " * width + "^"
    assert line.isprintable()


def test_of_a_long_line_the_part_around_the_place_is_shown(tmp_path: Path) -> None:
    line, caret = quoted(tmp_path, "a" * 5_000 + "X" + "b" * 5_000, column=5_001)
    assert len(line) < 100
    assert line[caret.index("^")] == "X"
    assert (line[0], line[-1]) == ("…", "…")


@pytest.mark.parametrize(("line", "column"), [(0, 1), (7, 1), (2, 1)])
def test_there_may_be_nothing_to_show(line: int, column: int, tmp_path: Path) -> None:
    assert quoted(tmp_path, "one\n\n", line, column) == []


def test_a_file_that_is_gone_or_no_text_shows_nothing_or_what_can_be_read(tmp_path: Path) -> None:
    assert Quotations(tmp_path).of(Span("gone.md", 1)) == ()
    assert Quotations(tmp_path).of(Span("a\0b.md", 1)) == ()
    assert quoted(tmp_path, "caf\udce9", column=4)[1] == "   ^"
