"""How wide a table's columns and how high its rows are, from what stands in the cells."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from lessonpress.deck import measure, setting
from lessonpress.deck import model as d

_MARGINS = d.Insets(left=118_872, top=73_152, right=118_872, bottom=54_864)
# A table whose content fills this share of its place is drawn over the whole width of it.
_NEARLY_FULL = 0.6
# A narrower one gets this much air beyond its content.
_AIR = 1.3


def margins(columns: int, flush: bool) -> tuple[d.Insets, ...]:
    """Return the margins of each column's cells; flush, the outer edges have none."""
    inner = [_MARGINS] * columns
    if flush:
        inner[0] = replace(inner[0], left=0)
        inner[-1] = replace(inner[-1], right=0)
    return tuple(inner)


def column_widths(
    table: d.Table,
    format_: d.ParagraphFormat,
    width: int,
    edges: Sequence[d.Insets],
    fonts: measure.Fonts,
) -> tuple[int, ...]:
    """Return the columns' widths in EMU, together `width` at most.

    Every column gets the width of its longest word, and of what is left as much as it has use for.
    Where the longest words alone are too wide, they are broken.
    """
    natural = _widest(table, format_, edges, fonts, measure.width)
    if sum(natural) > width:
        least = least_widths(table, format_, edges, fonts)
        return _between(least, natural, width)
    full = sum(natural) > _NEARLY_FULL * width
    target = width if full else min(width, round(_AIR * sum(natural)))
    return _stretched(natural, target)


def least_widths(
    table: d.Table, format_: d.ParagraphFormat, edges: Sequence[d.Insets], fonts: measure.Fonts
) -> tuple[int, ...]:
    """Return the widths in EMU that the columns need to break no word."""
    return _widest(table, format_, edges, fonts, measure.widest_word)


def row_heights(
    table: d.Table,
    format_: d.ParagraphFormat,
    widths: Sequence[int],
    edges: Sequence[d.Insets],
    fonts: measure.Fonts,
) -> tuple[int, ...]:
    """Return the rows' heights in EMU, the head's first if there is one."""
    return tuple(
        max(
            cell_height(cell, width, form, edge, fonts)
            for cell, width, edge in zip(row, widths, edges, strict=True)
        )
        for row, form in _rows(table, format_)
    )


def cell_height(
    cell: d.Inlines, width: int, format_: d.ParagraphFormat, edge: d.Insets, fonts: measure.Fonts
) -> int:
    """Return the height of a cell with its margins, in EMU."""
    text = d.SetParagraph(d.Paragraph("", cell), format_)
    inner = width - edge.left - edge.right
    return setting.text_height([text], inner, fonts) + edge.top + edge.bottom


def _rows(
    table: d.Table, format_: d.ParagraphFormat
) -> Iterator[tuple[tuple[d.Inlines, ...], d.ParagraphFormat]]:
    if table.head:
        yield table.head, replace(format_, bold=True)
    yield from ((row, format_) for row in table.rows)


def _widest(
    table: d.Table,
    format_: d.ParagraphFormat,
    edges: Sequence[d.Insets],
    fonts: measure.Fonts,
    width_of: Callable[[list[measure.Piece]], float],
) -> tuple[int, ...]:
    """Return for each column the largest `width_of` its cells, in EMU and with their margins."""
    rows = [[setting.pieces(c, form, fonts) for c in row] for row, form in _rows(table, format_)]
    widths = (max(map(width_of, column)) for column in zip(*rows, strict=True))
    return tuple(_emu(w) + e.left + e.right for w, e in zip(widths, edges, strict=True))


def _between(least: Sequence[int], natural: Sequence[int], width: int) -> tuple[int, ...]:
    if sum(least) > width:
        return tuple(m * width // sum(least) for m in least)
    spare = width - sum(least)
    wanted = [n - m for n, m in zip(natural, least, strict=True)]
    total = max(1, sum(wanted))
    return tuple(m + w * spare // total for m, w in zip(least, wanted, strict=True))


def _stretched(natural: Sequence[int], target: int) -> tuple[int, ...]:
    spare = (target - sum(natural)) // len(natural)
    return tuple(n + spare for n in natural)


def _emu(points: float) -> int:
    # Half a point more, so that rounding never breaks a line that was measured to fit.
    return math.ceil((points + 0.5) * d.EMU_PER_POINT)
