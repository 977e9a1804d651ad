"""Tables drawn with + and -, as pandoc has them: cells of several lines, paragraphs and lists.

A cell holds text, so its paragraphs and the items of its lists stand on lines of their own. Cells
that reach over several columns or rows are told of, and so is code in them.

Source: pandoc's manual, "Extension: grid_tables".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Literal
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor

from lessonpress.reader.scanner import PLACEHOLDER

_BORDER = re.compile(r" {0,3}\+(?::?[-=]+:?\+)+[ \t]*$")
_ITEM = re.compile(r"(?:(?P<bullet>[-*+•])|(?P<number>\d{1,9})[.)])\s+")
# What Python-Markdown takes for the end of a line that the author asked for.
_BREAK = "  \n"

Fault = Literal["", "spans", "ragged", "code"]


class GridProcessor(BlockProcessor):
    """Reads tables whose lines begin with + and |."""

    def test(self, parent: Element, block: str) -> bool:
        """Say whether the block has a table's upper border, and one below it."""
        return sum(map(_is_border, block.split("\n"))) > 1

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Add the table; what stands above and below it in its block is read by itself."""
        lines = blocks.pop(0).split("\n")
        first = next(n for n, line in enumerate(lines) if _is_border(line))
        last = first
        while last + 1 < len(lines) and lines[last + 1].lstrip().startswith(("+", "|")):
            last += 1
        if "\n".join(lines[last + 1 :]).strip():
            blocks.insert(0, "\n".join(lines[last + 1 :]))
        if "\n".join(lines[:first]).strip():
            self.parser.parseBlocks(parent, ["\n".join(lines[:first])])
        _add(parent, [line.strip() for line in lines[first : last + 1]])


def _is_border(line: str) -> bool:
    return _BORDER.match(line) is not None


def _add(parent: Element, lines: Sequence[str]) -> None:
    table = SubElement(parent, "table", {"fault": fault(lines)})
    if table.get("fault"):
        return
    edges = _edges(lines[0])
    titled = next((line for line in lines if "=" in line and _is_border(line)), "")
    head = bool(titled) and lines.index(titled) < len(lines) - 1
    alignments = [*_alignments(titled or lines[0])]
    body = SubElement(table, "tbody")
    for number, rows in enumerate(_rows(lines)):
        row = SubElement(body, "tr")
        cells = [[line[a + 1 : b] for line in rows] for a, b in pairwise(edges)]
        for alignment, cell in zip(alignments, cells, strict=True):
            made = SubElement(row, "th" if head and number == 0 else "td")
            made.text = _text(cell)
            if alignment:
                made.set("align", alignment)


def fault(lines: Sequence[str]) -> Fault:
    """Return what keeps a table's lines from being read as its author means them."""
    edges = _edges(lines[0])
    for line in lines:
        if _is_border(line):
            if _edges(line) != edges:
                return "spans"
        elif line.startswith("+") or len(line) <= edges[-1] or line[edges[-1]] != "|":
            return "spans" if "+" in line else "ragged"
        elif any(line[edge] != "|" for edge in edges):
            return "spans"
        elif PLACEHOLDER.search(line) or "```" in line:
            return "code"
    return "" if _is_border(lines[-1]) else "ragged"


def _edges(border: str) -> list[int]:
    return [n for n, sign in enumerate(border.rstrip()) if sign == "+"]


def _alignments(border: str) -> Iterator[str]:
    for part in border.strip().strip("+").split("+"):
        left, right = part.startswith(":"), part.endswith(":")
        yield "center" if left and right else "right" if right else "left" if left else ""


def _rows(lines: Sequence[str]) -> Iterator[list[str]]:
    for is_border, group in groupby(lines, _is_border):
        if not is_border:
            yield [*group]


def _text(lines: Sequence[str]) -> str:
    """Return a cell's text: a line for each paragraph, and for each item of a list."""
    parts: list[str] = []
    parted = True
    for line in (line.strip() for line in lines):
        item = _ITEM.match(line)
        if item:
            mark = f"{item['number']}." if item["number"] else "•"
            parts.append(f"{mark} {line[item.end() :]}")
        elif line and parted:
            parts.append(line)
        elif line:
            parts[-1] += f" {line}"
        parted = not line
    return _BREAK.join(parts)
