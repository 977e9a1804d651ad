"""Blocks divided at a height: what stands on this page, and what goes to the next.

Between blocks where that can be; a list between its items, a table between its rows with its head
again, code between its lines, a box with its label again, columns each for itself, and a paragraph
that no page can hold at the end of a sentence or of a line. Nothing is lost or said twice but heads
and labels.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, dropwhile
from types import MappingProxyType
from typing import Any

from lessonpress import measure
from lessonpress.deck import model as d
from lessonpress.deck.fitting import blocks as kinds
from lessonpress.deck.fitting import computed, setting, tables
from lessonpress.deck.fitting.stacking import GAP, TOLERANCE

Parts = tuple[d.Blocks, d.Blocks]


@dataclass(frozen=True, slots=True)
class Room:
    """Where blocks are to stand: `height` EMU on this page, `full` on a page of their own."""

    width: int
    height: int
    full: int
    in_: setting.Setting
    desk: kinds.Desk

    def needed(self, blocks: d.Blocks) -> int:
        """Return the height that blocks need here."""
        return kinds.height(blocks, self.width, self.in_, self.desk) if blocks else 0

    def holds(self, blocks: d.Blocks) -> bool:
        """Say whether blocks fit on this page."""
        return self.needed(blocks) <= self.height + TOLERANCE

    def after(self, blocks: d.Blocks) -> Room:
        """Return what is left of this page below blocks."""
        used = self.needed(blocks) + GAP if blocks else 0
        return replace(self, height=self.height - used)

    def below(self, head: d.Blocks) -> Room:
        """Return what is left of this page, and of any other, below what stands on each."""
        used = self.needed(head) + GAP if head else 0
        return replace(self, height=self.height - used, full=self.full - used)

    def inside(self, width: int, padding: int, in_: setting.Setting) -> Room:
        """Return the room in a box."""
        height, full = self.height - padding, self.full - padding
        return Room(width, height, full, in_, self.desk)


def divide(blocks: d.Blocks, room: Room) -> Parts:
    """Return the blocks for this page, none if nothing fits on it, and those for the next."""
    count = _fitting(blocks, room)
    if count == len(blocks):
        return blocks, ()
    parts = _inside(blocks[count], room.after(blocks[:count]), first=count == 0)
    if parts:
        here, next_ = parts
        return (*blocks[:count], *here), _counted((*next_, *blocks[count + 1 :]))
    at = _good_break(blocks, count, room)
    return blocks[:at], _counted(blocks[at:])


def _fitting(blocks: d.Blocks, room: Room) -> int:
    """Return how many of the blocks fit on this page, measuring few of the others."""
    fewest, most = 0, 1
    while most <= len(blocks) and room.holds(blocks[:most]):
        fewest, most = most, most * 2
    most = min(most - 1, len(blocks))
    while fewest < most:
        middle = (fewest + most + 1) // 2
        if room.holds(blocks[:middle]):
            fewest = middle
        else:
            most = middle - 1
    return fewest


def _inside(block: d.Block, room: Room, first: bool) -> Parts | None:
    """Divide the block that is the first not to fit, where that is better than moving it whole."""
    split = _SPLITS.get(type(block))
    if split is None or room.height <= 0:
        return None
    fits_alone = room.needed((block,)) <= room.full + TOLERANCE
    is_whole = isinstance(block, d.Paragraph) or 2 * room.height < room.full
    if not first and (4 * room.height < room.full or (fits_alone and is_whole)):
        return None
    found = split(block, room)
    return found if found and all(found) else None


# --- between blocks ------------------------------------------------------------------------------


def _good_break(blocks: d.Blocks, count: int, room: Room) -> int:
    """Return the last place to break that keeps items and what introduces them together."""
    at = count
    start = _item_start(blocks, at)
    if 0 < start < at and room.needed(_item(blocks, start)) <= room.full + TOLERANCE:
        at = start
    while at > 0 and _leads(blocks[at - 1]):
        at -= 1
    return at or count


def _item_start(blocks: d.Blocks, at: int) -> int:
    """Return where the item of a list begins that the block at `at` belongs to."""
    while at > 0 and _belongs_above(blocks[at]):
        at -= 1
    return at


def _item(blocks: d.Blocks, start: int) -> d.Blocks:
    """Return the item of a list that begins at `start`, with all that is nested in it."""
    end = start + 1
    while end < len(blocks) and _belongs_above(blocks[end]):
        end += 1
    return blocks[start:end]


def _belongs_above(block: d.Block) -> bool:
    is_nested = isinstance(block, d.Paragraph) and (block.level > 0 or block.marker == "continued")
    return is_nested or (isinstance(block, d.Paragraph) and block.part == "meaning")


def _leads(block: d.Block) -> bool:
    """Say whether a block is nothing without what follows it: a heading, or "For instance:"."""
    if not isinstance(block, d.Paragraph):
        return False
    text = "".join(i.text for i in block.inlines if isinstance(i, d.Run | d.Math))
    return block.part == "heading" or text.rstrip().endswith(":")


def _counted(blocks: d.Blocks) -> d.Blocks:
    """Let numbered lists go on counting where a page begins in the middle of them."""
    return tuple(_recounted(blocks))


def _recounted(blocks: d.Blocks) -> Iterator[d.Block]:
    starts: dict[int, int] = {}  # of the lists that are open, by their level
    for block in blocks:
        if not isinstance(block, d.Paragraph):
            yield block
            continue
        starts = {level: start for level, start in starts.items() if level <= block.level}
        if block.marker == "number":
            begins = block.number == block.start or block.level not in starts
            start = block.number if begins else starts[block.level]
            starts[block.level] = start
            block = replace(block, start=start)
        yield block


# --- inside tables, code, boxes, columns ---------------------------------------------------------


def _split_table(table: d.Table, room: Room) -> Parts | None:
    laid = tables.laid(table, room.width, room.in_)
    whole = replace(laid.table, widths=laid.widths)
    rows = laid.heights[1:] if table.head else laid.heights
    around = room.needed((replace(whole, rows=()),)) if table.head or table.caption else 0
    count = _as_many(rows, room.height - around)
    if not count and rows and rows[0] > room.full - around + TOLERANCE:
        return _split_row(whole, laid, room.height - around, room.in_)
    if not 0 < count < len(table.rows):
        return None
    here, next_ = table.rows[:count], table.rows[count:]
    return (replace(whole, rows=here),), (replace(whole, rows=next_),)


def _split_row(
    table: d.Table, laid: tables.Laid, height: int, in_: setting.Setting
) -> Parts | None:
    """Divide a table's first row, which no page can hold: each cell after the lines that fit."""
    format_ = tables.format_of(table, in_)
    margins = laid.margins[1 if table.head else 0]
    ends = (
        _held(
            d.SetParagraph(d.Paragraph("", cell), format_),
            Space(width - edge.left - edge.right, height - edge.top - edge.bottom, in_.fonts),
        )
        for cell, width, edge in zip(table.rows[0], laid.widths, margins, strict=True)
    )
    parts = [_parted(cell, end) for cell, end in zip(table.rows[0], ends, strict=True)]
    if not any(here for here, _ in parts) or not any(next_ for _, next_ in parts):
        return None
    first, rest = tuple(zip(*parts, strict=True))
    return (replace(table, rows=(first,)),), (replace(table, rows=(rest, *table.rows[1:])),)


def _parted(cell: d.Inlines, end: int) -> tuple[d.Inlines, d.Inlines]:
    """Return what of a cell stands before the last end of a word up to `end`, and what after."""
    text = _characters(cell)
    ends = [*(found.end() for found in _WORD_END.finditer(text.rstrip())), len(text)]
    count = bisect_right(ends, end)
    at = ends[count - 1] if count else 0
    return _cut(cell, 0, at), _cut(cell, at, len(text))


def _as_many(heights: Sequence[int], room: int) -> int:
    """Return how many of the heights fit, one below the other."""
    return bisect_right([*accumulate(heights)], room + TOLERANCE)


def _split_figure(figure: d.Figure, room: Room) -> Parts | None:
    around = room.needed((figure,)) - room.needed((replace(figure, caption=()),))
    parts = computed.divided(figure, room.width, room.height - around, room.in_)
    return ((parts[0],), (parts[1],)) if parts else None


def _split_code(code: d.CodeBlock, room: Room) -> Parts | None:
    insets = kinds.code_insets(code)
    text = kinds.code_text(code, room.in_.reference)
    width = room.width - insets.left - insets.right
    heights = [setting.text_height([line], width, room.in_.fonts) for line in text]
    count = _as_many(heights, room.height - insets.top - insets.bottom)
    count = _good_line(code.lines, count)
    if not 0 < count < len(code.lines):
        return None
    here, next_ = code.lines[:count], [*dropwhile(lambda line: not _said(line), code.lines[count:])]
    return (replace(code, lines=here),), (replace(code, lines=tuple(next_)),) if next_ else ()


def _good_line(lines: Sequence[tuple[d.Run, ...]], count: int) -> int:
    """Return an empty line's place near `count`, where code falls into parts of its own."""
    near = range(count, max(count * 2 // 3, 0), -1) if count < len(lines) else ()
    return next((n for n in near if n < len(lines) and not _said(lines[n])), count)


def _said(line: tuple[d.Run, ...]) -> str:
    return "".join(run.text for run in line).strip()


def _split_box(box: d.Box, room: Room) -> Parts | None:
    width, in_ = kinds.box_width(room.width), kinds.box_setting(room.in_)
    label = _label(box)
    inner = room.inside(width, kinds.BOX_PADDING, in_).below(label)
    here, next_ = divide(box.blocks[len(label) :], inner)
    if not here or not next_:
        return None
    return (replace(box, blocks=(*label, *here)),), (replace(box, blocks=(*label, *next_)),)


def _label(box: d.Box) -> d.Blocks:
    """Return the heading that says what a box is."""
    first = box.blocks[0]
    is_label = isinstance(first, d.Paragraph) and first.part == "heading"
    return (first,) if is_label else ()


def _split_columns(columns: d.Columns, room: Room) -> Parts | None:
    widths = kinds.column_widths(columns, room.width)
    parts = [
        divide(column.blocks, replace(room, width=width))
        for column, width in zip(columns.columns, widths, strict=True)
    ]
    if not any(here for here, _ in parts) or not any(next_ for _, next_ in parts):
        return None
    return (_with_blocks(columns, [p[0] for p in parts]),), (
        _with_blocks(columns, [p[1] for p in parts]),
    )


def _with_blocks(columns: d.Columns, parts: Sequence[d.Blocks]) -> d.Columns:
    filled = (replace(c, blocks=b) for c, b in zip(columns.columns, parts, strict=True))
    return replace(columns, columns=tuple(filled))


# --- inside a paragraph --------------------------------------------------------------------------

# What ends a sentence, with the quotes and footnote marks that follow it.
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]\ufffd]*\s+|[。！？]")
_WORD_END = re.compile(r"\s+|(?<=[，、；：。！？])")
# Stands for what is no character of the text: a blank, a raised mark.
_OTHER = "\ufffd"


def _split_paragraph(paragraph: d.Paragraph, room: Room) -> Parts | None:
    text = _characters(paragraph.inlines)
    ends = [found.end() for found in _WORD_END.finditer(text.rstrip())]
    (set_,) = setting.set_text([paragraph], room.in_)
    count = bisect_right(ends, _held(set_, Space(room.width, room.height, room.in_.fonts)))
    if not count:
        return None
    last = ends[count - 1]
    sentences = (found.end() for found in _SENTENCE_END.finditer(text, 0, last))
    at = max((end for end in sentences if 2 * end > last), default=last)
    here, next_ = (_cut(paragraph.inlines, 0, at), _cut(paragraph.inlines, at, len(text)))
    marker: d.Marker = "plain" if paragraph.marker == "plain" else "continued"
    rest = replace(paragraph, inlines=next_, marker=marker)
    return (replace(paragraph, inlines=here),), (rest,)


@dataclass(frozen=True, slots=True)
class Space:
    """Where one paragraph is to stand, in EMU, and the fonts to measure it with."""

    width: int
    height: int
    fonts: measure.Fonts


def _held(text: d.SetParagraph, space: Space) -> int:
    """Return how many of a paragraph's characters stand on the lines that fit."""
    lines = setting.paragraph_lines(text, space.width, space.fonts)
    each = text.format.line_spacing * d.EMU_PER_POINT
    count = _as_many([math.ceil(line.height * each) for line in lines], space.height)
    return _place(text.paragraph.inlines, lines[count - 1].end) if count else 0


def _place(inlines: d.Inlines, end: int) -> int:
    """Return which character is the one at `end` of the text as it is set."""
    at = 0
    for inline in inlines:
        length = len(_characters_of(inline))
        long = setting.length(inline)
        if end < long:
            return at + min(end, length - 1 if long > length else length)
        end, at = end - long, at + length
    return at


def _characters(inlines: d.Inlines) -> str:
    """Return a character for each that the inlines have, a blank and a break having one."""
    return "".join(map(_characters_of, inlines))


def _characters_of(inline: d.Inline) -> str:
    match inline:
        case d.Run():
            return _OTHER * len(inline.text) if inline.style.baseline else inline.text
        case d.Break():
            return "\n"
        case d.Blank() | d.Math():
            return _OTHER


def _cut(inlines: d.Inlines, start: int, end: int) -> d.Inlines:
    """Return the inlines from one character to another, without white at their ends."""
    kept: list[d.Inline] = []
    at = 0
    for inline in inlines:
        length = len(_characters_of(inline))
        low, high = max(start - at, 0), min(end - at, length)
        if low < high:
            kept.append(_part(inline, low, high))
        at += length
    return _stripped(kept)


def _part(inline: d.Inline, low: int, high: int) -> d.Inline:
    return replace(inline, text=inline.text[low:high]) if isinstance(inline, d.Run) else inline


def _stripped(inlines: list[d.Inline]) -> d.Inlines:
    while inlines and _is_white(inlines[-1]):
        inlines.pop()
    if inlines and isinstance(last := inlines[-1], d.Run):
        inlines[-1] = replace(last, text=last.text.rstrip(" "))
    return tuple(inlines)


def _is_white(inline: d.Inline) -> bool:
    return isinstance(inline, d.Break) or (isinstance(inline, d.Run) and not inline.text.strip(" "))


_SPLITS: Mapping[type, Callable[[Any, Room], Parts | None]] = MappingProxyType(
    {
        d.Paragraph: _split_paragraph,
        d.Table: _split_table,
        d.Figure: _split_figure,
        d.CodeBlock: _split_code,
        d.Box: _split_box,
        d.Columns: _split_columns,
    }
)
