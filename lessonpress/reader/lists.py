"""Lists as CommonMark has them, for Python-Markdown.

Python-Markdown nests lists at four spaces only and lets none interrupt a paragraph. Here an item's
content starts where its text does (two columns in for `- `, three for `1. `), whatever stands at
that indentation belongs to it, and a list may follow a paragraph without an empty line.

Source: CommonMark 0.31, sections 5.2 and 5.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor

from lessonpress import model as m
from lessonpress.reader import enumerating
from lessonpress.reader.scanner import PLACEHOLDER

_MARKER = re.compile(r"(?P<indent> {0,3})(?P<mark>[-*+•]|(?P<number>\d{1,9})[.)])(?P<gap> +|\t|$)")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
# What stands in a box's line, or under it.
_TASK = re.compile(r"\[(?P<mark>[ xX])\](?:[ \t]+|(?=\n)|$)")


_AHEAD = 100  # lines


@dataclass(slots=True)
class _Item:
    """An item's lines, already without its marker and indentation."""

    offset: int
    lines: list[str]


@dataclass(slots=True)
class _Found:
    """A list read from lines: its items, whether empty lines part them, and what follows it."""

    kind: str
    start: int
    items: list[_Item] = field(default_factory=list)
    loose: bool = False
    rest: list[str] = field(default_factory=list)


class ListProcessor(BlockProcessor):
    """Reads bulleted, numbered and task lists, and those numbered with letters."""

    def test(self, parent: Element, block: str) -> bool:
        """Say whether a list starts in the block, perhaps after a paragraph's lines."""
        return _first_marker(block.split("\n")) is not None

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        """Take the list and all blocks that belong to it off `blocks`; False where it is none."""
        lines = blocks[0].split("\n")
        at = _first_marker(lines)
        assert at is not None
        if "\n".join(lines[:at]).strip():
            blocks[0] = "\n".join(lines[at:])
            self.parser.parseBlocks(parent, ["\n".join(lines[:at])])
            return None
        numbering: m.Numbering = "decimal"
        if enumerating.begins(lines[at]):
            counted = enumerating.in_figures(blocks, at)
            if counted is None:
                return False
            numbering, written = counted
            blocks[: len(written)] = written
        self._take(parent, blocks, at, numbering)
        return None

    def _take(self, parent: Element, blocks: list[str], at: int, numbering: m.Numbering) -> None:
        lines = blocks.pop(0).split("\n")
        lines = lines[at:]
        while blocks and _continues(lines, blocks[0]):
            lines += ["", *blocks.pop(0).split("\n")]
        found = _read(lines)
        if found.rest:
            blocks.insert(0, "\n".join(found.rest))
        self._add(parent, found, numbering)

    def _add(self, parent: Element, found: _Found, numbering: m.Numbering) -> None:
        start = {"start": str(found.start), "numbering": numbering}
        element = SubElement(parent, found.kind, start)
        for item in found.items:
            text = "\n".join(item.lines)
            li = SubElement(element, "li")
            if (task := _TASK.match(text)) is not None:
                li.set("checked", "false" if task["mark"] == " " else "true")
                text = text[task.end() :]
            self.parser.parseBlocks(li, re.split(r"\n{2,}", text))
        element.set("tight", "false" if found.loose else "true")


def _first_marker(lines: list[str]) -> int | None:
    """Return the line on which a list starts; one that interrupts a paragraph has text."""
    for index, line in enumerate(lines):
        if enumerating.begins(line) and enumerating.in_figures([_ahead(lines, index)], 0):
            return index
        marker = _MARKER.match(line)
        if marker is None and index == 0 and enumerating.begins(line):
            return index
        if marker is None or _RULE.match(line):
            continue
        above = any(text.strip() for text in lines[:index])
        if not above or (line[marker.end() :].strip() and marker["number"] in (None, "1")):
            return index
    return None


def _ahead(lines: list[str], index: int) -> str:
    """Return the lines among which the second item of a list is looked for."""
    return "\n".join(lines[index : index + _AHEAD])


def _kind(marker: re.Match[str]) -> str:
    return "ul" if marker["number"] is None else "ol"


def _offset(line: str, marker: re.Match[str]) -> int:
    """Return the column an item's text starts at; code indented behind a marker starts after it."""
    gap = len(marker["gap"].expandtabs(4))
    empty = not line[marker.end() :].strip()
    return len(marker["indent"]) + len(marker["mark"]) + (1 if empty or gap > 4 else gap)


def _indent(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip(" "))


def _continues(lines: list[str], block: str) -> bool:
    """Say whether the next block still belongs to the list that `lines` begin."""
    marker = _MARKER.match(lines[0])
    first = next((line for line in block.split("\n") if line.strip()), "")
    assert marker is not None
    if not first:
        return True
    following = _MARKER.match(first)
    same = following is not None and not _RULE.match(first) and _kind(following) == _kind(marker)
    return same or _indent(first) >= _offset(lines[0], marker)


def _read(lines: list[str]) -> _Found:
    """Split a list's lines into its items; a line that is no part of it ends it."""
    first = _MARKER.match(lines[0])
    assert first is not None
    found = _Found(_kind(first), int(first["number"] or 1))
    blank = False
    for index, line in enumerate(lines):
        if not line.strip():
            blank = True
            if found.items:
                found.items[-1].lines.append("")
            continue
        if not _take(found, line, blank):
            found.rest = lines[index:]
            break
        blank = False
    return found


def _take(found: _Found, line: str, blank: bool) -> bool:
    """Add a line to the list: to the item it is indented under, as an item, or as lazy text."""
    if found.items and _indent(line) >= found.items[-1].offset:
        # Two paragraphs in an item make the list loose.
        found.loose |= blank and _is_text(line) and not _only_placeholders(found.items[-1].lines)
        found.items[-1].lines.append(_dedented(line, found.items[-1].offset))
        return True
    marker = _MARKER.match(line)
    if marker is not None and not _RULE.match(line):
        if _kind(marker) != found.kind:
            return False
        if found.items and blank:
            found.loose |= not _ends_in_placeholder(found.items[-1].lines)
        offset = _offset(line, marker)
        found.items.append(_Item(offset, [_dedented(_unmarked(line, marker), offset)]))
        return True
    lazy = bool(found.items) and not blank and not _starts_block(line)
    if lazy:
        found.items[-1].lines.append(line.strip())
    return lazy


def _unmarked(line: str, marker: re.Match[str]) -> str:
    return " " * marker.end("mark") + line[marker.end("mark") :]


def _dedented(line: str, columns: int) -> str:
    expanded = line.expandtabs(4) if "\t" in line[: columns + 1] else line
    return expanded[min(columns, _indent(expanded)) :]


def _starts_block(line: str) -> bool:
    return re.match(r" {0,3}(?:#{1,6}[ \t]|>)", line) is not None or _RULE.match(line) is not None


def _is_text(line: str) -> bool:
    return not _MARKER.match(line.lstrip()) and not PLACEHOLDER.search(line)


def _filled(lines: list[str]) -> Iterator[str]:
    return (line for line in lines if line.strip())


def _only_placeholders(lines: list[str]) -> bool:
    return all(PLACEHOLDER.search(line) for line in _filled(lines))


def _ends_in_placeholder(lines: list[str]) -> bool:
    return any(PLACEHOLDER.search(line) for line in list(_filled(lines))[-1:])


def register(parser: BlockParser) -> None:
    """Put our lists in the place of Python-Markdown's."""
    for name in ("indent", "olist", "ulist"):
        parser.blockprocessors.deregister(name)
    parser.blockprocessors.register(ListProcessor(parser), "list", 40)
