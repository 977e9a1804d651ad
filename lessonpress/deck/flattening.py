"""Blocks as paragraphs, where nothing but text may stand: notes pages and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lessonpress.deck import model as d


def paragraphs(blocks: d.Blocks) -> Iterator[d.Paragraph]:
    """Yield what the blocks say: a table row by row, code line by line, a picture by its words."""
    for block in blocks:
        match block:
            case d.Paragraph():
                yield block
            case d.Table():
                rows = (block.head, *block.rows) if block.head else block.rows
                yield from (_line(block.id, " | ".join(map(plain, row))) for row in rows)
            case d.CodeBlock():
                yield from (_line(block.id, plain(line)) for line in block.lines)
            case d.Picture():
                yield _line(block.id, plain(block.caption) or block.alt)
            case d.Figure():
                said = (plain(block.caption), block.content.alt)
                yield from (_line(block.id, text) for text in said if text)
            case d.Equation():
                yield _line(block.id, block.text)
            case d.Box():
                yield from paragraphs(block.blocks)
            case d.Columns():
                for column in block.columns:
                    yield from paragraphs(column.blocks)


def inlines(blocks: Iterable[d.Block]) -> Iterator[d.Inlines]:
    """Yield the inlines of every paragraph, cell and caption in the blocks."""
    for block in blocks:
        match block:
            case d.Paragraph(inlines=own):
                yield own
            case d.Table(head=head, rows=rows, caption=caption):
                yield caption
                yield from (cell for row in (head, *rows) for cell in row)
            case d.Picture(caption=caption) | d.Figure(caption=caption):
                yield caption
            case d.Box(blocks=inner):
                yield from inlines(inner)
            case d.Columns(columns=columns):
                yield from (i for c in columns for i in inlines(c.blocks))


def plain(inlines: Iterable[d.Inline]) -> str:
    """Return the text of inlines alone, on one line."""
    text = "".join(i.text if isinstance(i, d.Run | d.Math) else " … " for i in inlines)
    return re.sub(r"\s+", " ", text).strip()


def _line(ident: str, text: str) -> d.Paragraph:
    return d.Paragraph(ident, (d.Run(text),))
