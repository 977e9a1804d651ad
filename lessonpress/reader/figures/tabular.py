"""Comma-separated values as rows of cells that know their places.

The separator is found: a semicolon or a tab where the first line has one, or else a comma.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import NamedTuple

from lessonpress.reader.strict_yaml import Scalar

Rows = tuple[tuple[Scalar, ...], ...]


class CsvError(Exception):
    """The text is no table; `line` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message, self.line = message, line


class Origin(NamedTuple):
    """Where the text of a table begins in what it stands in, counted from 1."""

    line: int = 1
    column: int = 1


def rows(lines: Sequence[str], origin: Origin = Origin()) -> Rows:  # noqa: B008 - immutable
    """Return the rows of CSV that are not empty. Raises CsvError."""
    separator = _separator(lines)
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=separator, strict=True)
    found: list[tuple[Scalar, ...]] = []
    begins = 0
    try:
        for row in reader:
            found.append(_cells(row, lines[begins], separator, origin, begins))
            begins = reader.line_num
    except csv.Error as mistake:
        raise CsvError(_in_words(str(mistake)), origin.line + begins) from mistake
    return tuple(row for row in found if any(cell.text for cell in row))


def _separator(lines: Sequence[str]) -> str:
    first = next((line for line in lines if line.strip()), "")
    outside_quotes = "".join(first.split('"')[::2])
    return next((sign for sign in ";\t" if sign in outside_quotes), ",")


def _cells(
    row: list[str], line: str, separator: str, origin: Origin, index: int
) -> tuple[Scalar, ...]:
    """Return a row's cells, each with the place where it begins in its line."""
    cells, position = [], 0
    for text in row:
        found = line.find(text, position)
        start = position if found < 0 else found
        cells.append(Scalar(" ".join(text.split()), origin.line + index, origin.column + start))
        end = line.find(separator, start + len(text))
        position = len(line) if end < 0 else end + 1
    return tuple(cells)


def _in_words(mistake: str) -> str:
    if "unexpected end" in mistake:
        return "a quotation mark is never closed"
    if "expected after" in mistake:
        return "something stands behind a closing quotation mark"
    return mistake
