"""Tables that line up, for people."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from lessonpress.cli.printing import visible

# Letters of East Asian scripts are as wide as two others in a terminal.
_WIDE = frozenset("WF")


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield the lines of a table, its head first."""
    whole = [head, *(tuple(map(visible, row)) for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*whole, strict=True)]
    for row in whole:
        cells = (
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        )
        yield "  ".join(cells).rstrip()


def _width(text: str) -> int:
    return sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in _WIDE else 1
