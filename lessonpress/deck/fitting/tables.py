"""How wide a table's columns and how high its rows are, from what stands in the cells."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from lessonpress import measure
from lessonpress.deck import direction, flattening
from lessonpress.deck import model as d
from lessonpress.deck.fitting import setting

_MARGINS = d.Insets(left=118_872, top=73_152, right=118_872, bottom=54_864)
Margins = tuple[tuple[d.Insets, ...], ...]
# A table is as wide as the first of these shares of its place that holds its content.
_SHARES = (1 / 2, 2 / 3, 1)
# Below a blank's rule, so that the rule between two rows does not run close beside it.
_ROOM_BELOW_BLANK = round(0.14 * d.EMU_PER_INCH)
# Three digits behind a point or a comma may be thousands, any other count are decimals.
_DECIMALS = re.compile(r"[.,](\d{1,2}|\d{4,})\D*$")
_NUMBER = re.compile(r"[+\-−]?[$€£]?\d[\d.,\s]*[%‰€$£]?$")


@dataclass(frozen=True, slots=True)
class Laid:
    """A table laid out: columns' widths, rows' heights (the head's first), cells' margins in EMU.

    `least` is the width it needs to break no word.
    """

    table: d.Table
    widths: tuple[int, ...]
    heights: tuple[int, ...]
    margins: Margins
    least: int


def laid(table: d.Table, width: int, in_: setting.Setting) -> Laid:
    """Lay a table out in a place `width` EMU wide."""
    return _laid(table, width, format_of(table, in_), in_.reference.table_open, in_.fonts)


def format_of(table: d.Table, in_: setting.Setting) -> d.ParagraphFormat:
    """Return how text stands in a table, which runs from right to left where its words do."""
    words = tuple(i for row in (table.head, *table.rows) for cell in row for i in cell)
    return setting.directed(in_.reference.text, direction.runs_left(words, in_.lang))


@lru_cache(maxsize=128)  # it is laid out again for every way to divide what stands around it
def _laid(
    table: d.Table, width: int, format_: d.ParagraphFormat, flush: bool, fonts: measure.Fonts
) -> Laid:
    table = table if table.widths else aligned(table)
    edges = margins(table, flush, format_, fonts)
    widths = table.widths or column_widths(table, format_, width, edges, fonts)
    heights = row_heights(table, format_, widths, edges, fonts)
    least = sum(least_widths(table, format_, edges, fonts))
    return Laid(table, widths, heights, edges, least)


def aligned(table: d.Table) -> d.Table:
    """Return a table whose columns of numbers stand right, where the author says nothing else."""
    alignments: tuple[d.Alignment, ...] = tuple(
        "right" if alignment == "left" and is_of_numbers(column) else alignment
        for alignment, column in zip(table.alignments, _columns(table), strict=True)
    )
    return replace(table, alignments=alignments)


def margins(
    table: d.Table, flush: bool, format_: d.ParagraphFormat, fonts: measure.Fonts
) -> Margins:
    """Return the margins of each row's cells, the head's first; flush, the outer edges have none.

    Numbers have more at their right, so that their decimal points stand below each other.
    """
    edges = [_MARGINS] * len(table.alignments)
    if flush:
        leftmost, rightmost = (-1, 0) if format_.rtl else (0, -1)
        edges[leftmost] = replace(edges[leftmost], left=0)
        edges[rightmost] = replace(edges[rightmost], right=0)
    shifts = (
        _shifts(column, format_, fonts) if alignment == "right" else [0] * len(column)
        for alignment, column in zip(table.alignments, _columns(table), strict=True)
    )
    body = (
        tuple(replace(e, right=e.right + shift) for e, shift in zip(edges, row, strict=True))
        for row in zip(*shifts, strict=True)
    )
    return (tuple(edges), *body) if table.head else tuple(body)


def _shifts(
    column: Sequence[d.Inlines], format_: d.ParagraphFormat, fonts: measure.Fonts
) -> list[int]:
    """Return how far left of its column's edge each number ends, in EMU."""
    if not is_of_numbers(column):
        return [0] * len(column)
    texts = [flattening.plain(cell) for cell in column]
    points = {text[found.start()] for text in texts if (found := _DECIMALS.search(text))}
    face = fonts.face(format_.face)
    tails = [measure.Piece(_tail(text, points), face, format_.size) for text in texts]
    widths = [round(measure.width([tail]) * d.EMU_PER_POINT) for tail in tails]
    return [max(widths) - width for width in widths]


def _tail(text: str, points: Container[str]) -> str:
    """Return what follows a number's last unit, where one of `points` parts its decimals."""
    whole, point, decimals = text.rpartition("," if "," in points else ".")
    if point in points and point not in whole:
        return point + decimals
    return text[len(text.rstrip("%‰€$£ ")) :]


def column_widths(
    table: d.Table,
    format_: d.ParagraphFormat,
    width: int,
    edges: Margins,
    fonts: measure.Fonts,
) -> tuple[int, ...]:
    """Return the columns' widths in EMU, together `width` at most.

    Every column gets the width of its longest word, and of what is left as much as it has use for.
    Where the longest words alone are too wide, they are broken. A table to be filled in takes the
    whole width, and what its content does not need goes to the columns that wait for words.
    """
    natural = _widest(table, format_, edges, fonts, measure.width)
    if sum(natural) > width:
        least = least_widths(table, format_, edges, fonts)
        return _between(least, natural, width)
    columns = _columns(table)
    waiting = [_is_to_fill_in(column) for column in columns]
    shares = (1,) if any(waiting) else _SHARES
    target = next(round(s * width) for s in shares if sum(natural) <= round(s * width))
    wordy = [not is_of_numbers(column) for column in columns]
    return _stretched(natural, target, waiting if any(waiting) else wordy)


def is_of_numbers(column: Iterable[d.Inlines]) -> bool:
    """Say whether a column's cells hold numbers, and nothing else but perhaps nothing."""
    texts = [flattening.plain(cell) for cell in column]
    return any(texts) and all(_NUMBER.match(text) for text in texts if text)


def _is_to_fill_in(column: Sequence[d.Inlines]) -> bool:
    """Say whether students write into a column: it has blanks, or hardly anything stands in it."""
    empty = sum(not cell for cell in column)
    return any(map(_has_blank, column)) or 2 * empty > len(column)


def _has_blank(cell: d.Inlines) -> bool:
    return any(isinstance(inline, d.Blank) for inline in cell)


def least_widths(
    table: d.Table, format_: d.ParagraphFormat, edges: Margins, fonts: measure.Fonts
) -> tuple[int, ...]:
    """Return the widths in EMU that the columns need to break no word."""
    return _widest(table, format_, edges, fonts, measure.widest_word)


def row_heights(
    table: d.Table,
    format_: d.ParagraphFormat,
    widths: Sequence[int],
    edges: Margins,
    fonts: measure.Fonts,
) -> tuple[int, ...]:
    """Return the rows' heights in EMU, the head's first if there is one."""
    return tuple(
        max(
            cell_height(cell, width, form, edge, fonts)
            for cell, width, edge in zip(row, widths, insets, strict=True)
        )
        for (row, form), insets in zip(_rows(table, format_), edges, strict=True)
    )


def cell_height(
    cell: d.Inlines, width: int, format_: d.ParagraphFormat, edge: d.Insets, fonts: measure.Fonts
) -> int:
    """Return the height of a cell with its margins, in EMU."""
    text = d.SetParagraph(d.Paragraph("", cell), format_)
    inner = width - edge.left - edge.right
    below = _ROOM_BELOW_BLANK if _has_blank(cell) else 0
    return setting.text_height([text], inner, fonts) + edge.top + edge.bottom + below


def _columns(table: d.Table) -> list[tuple[d.Inlines, ...]]:
    """Return the cells of each column below the head."""
    return [*zip(*table.rows, strict=True)] or [()] * len(table.alignments)


def _rows(
    table: d.Table, format_: d.ParagraphFormat
) -> Iterator[tuple[tuple[d.Inlines, ...], d.ParagraphFormat]]:
    if table.head:
        yield table.head, replace(format_, bold=True)
    yield from ((row, format_) for row in table.rows)


def _widest(
    table: d.Table,
    format_: d.ParagraphFormat,
    edges: Margins,
    fonts: measure.Fonts,
    width_of: Callable[[list[measure.Piece]], float],
) -> tuple[int, ...]:
    """Return for each column the largest `width_of` its cells, in EMU and with their margins."""
    rows = (
        [
            _emu(width_of(setting.pieces(cell, form, fonts))) + edge.left + edge.right
            for cell, edge in zip(row, insets, strict=True)
        ]
        for (row, form), insets in zip(_rows(table, format_), edges, strict=True)
    )
    return tuple(map(max, zip(*rows, strict=True)))


def _between(least: Sequence[int], natural: Sequence[int], width: int) -> tuple[int, ...]:
    if sum(least) > width:
        return tuple(m * width // sum(least) for m in least)
    spare = width - sum(least)
    wanted = [n - m for n, m in zip(natural, least, strict=True)]
    total = max(1, sum(wanted))
    return tuple(m + w * spare // total for m, w in zip(least, wanted, strict=True))


def _stretched(natural: Sequence[int], target: int, wanting: Sequence[bool]) -> tuple[int, ...]:
    """Share what is spare among the columns that want it."""
    spare = (target - sum(natural)) // max(1, sum(wanting))
    return tuple(n + spare * wants for n, wants in zip(natural, wanting, strict=True))


def _emu(points: float) -> int:
    # A little more, so that rounding never breaks a line that was measured to fit.
    return math.ceil((points * measure.ROUNDING + 0.5) * d.EMU_PER_POINT)
