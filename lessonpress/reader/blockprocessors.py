"""Block processors of ours, where CommonMark and pandoc read otherwise than Python-Markdown."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor, HashHeaderProcessor
from markdown.extensions.def_list import DefListIndentProcessor, DefListProcessor
from markdown.extensions.tables import TableProcessor

from lessonpress.reader import dollars, grids, lists
from lessonpress.reader.scanner import PLACEHOLDER, Line


class LocatingParser(BlockParser):
    """A block parser that notes on which line of the file each block starts.

    Python-Markdown keeps no positions. Blocks come in source order, so the line of one is the next
    line that ends with its first line: what is in front is a list's or quotation's mark.
    """

    _lines: list[Line]
    _cursor: int

    def parse_lines(self, lines: list[Line]) -> Element:
        """Return the tree of `lines`."""
        self._lines, self._cursor = lines, 0
        root = Element("div")
        self.parseBlocks(root, re.split(r"\n{2,}", "\n".join(line.text for line in lines)))
        return root

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802
        """Parse blocks and note the lines of the elements they become."""
        while blocks:
            block, before = blocks[0], len(parent)
            index = self._locate(block)
            rest = len(blocks) - 1
            self._parse_next(parent, blocks)
            self._note(parent, before, index)
            left = _height(blocks[0]) if len(blocks) > rest else 0
            self._cursor = max(self._cursor, index + max(_height(block) - left, 0))

    def _parse_next(self, parent: Element, blocks: list[str]) -> None:
        for processor in self.blockprocessors:
            if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                return

    def _locate(self, block: str) -> int:
        first = next((line.strip() for line in block.split("\n") if line.strip()), "")
        for index in range(self._cursor, len(self._lines)):
            text = self._lines[index].text.rstrip()
            if first and text.endswith(first):
                self._cursor = index
                return index
        return self._cursor

    def _note(self, parent: Element, before: int, index: int) -> None:
        number = next((line.number for line in self._lines[index:] if line.number), 1)
        for element in parent[before:]:
            if element.get("line") is None:
                element.set("line", str(number))


def _height(block: str) -> int:
    """Return how many lines a block has, without empty ones around it."""
    text = block.strip("\n")
    return text.count("\n") + 1 if text.strip() else 0


class _HeadingProcessor(HashHeaderProcessor):
    """ATX headings as CommonMark has them: a space after the marks, up to three before them."""

    RE = re.compile(
        r"(?:^|\n) {0,3}(?P<level>#{1,6})(?:[ \t]+(?P<header>[^\n]*?))??"
        r"[ \t]*(?:(?<=[ \t])#+)?[ \t]*(?:\n|$)"
    )

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Add the heading; one without text is none the less a heading."""
        block = blocks.pop(0)
        found = self.RE.search(block)
        assert found is not None
        if before := block[: found.start()]:
            self.parser.parseBlocks(parent, [before])
        heading = SubElement(parent, f"h{len(found['level'])}")
        heading.text = (found["header"] or "").strip()
        if after := block[found.end() :]:
            blocks.insert(0, after)


class _FootnoteProcessor(BlockProcessor):
    """`[^key]: text`, continued by lines and blocks that are indented."""

    _START = re.compile(r"(?:^|\n) {0,3}\[\^(?P<key>[^\]\s]+)\]:[ \t]*")

    def test(self, parent: Element, block: str) -> bool:
        """Say whether a footnote starts in the block."""
        return self._START.search(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Add the footnote with all its blocks."""
        block = blocks.pop(0)
        found = self._START.search(block)
        assert found is not None
        if before := block[: found.start()]:
            self.parser.parseBlocks(parent, [before])
        first, rest = self._split(block, found.end())
        text = [re.sub(r"(?m)^[ \t]+", "", first)]
        while rest is None and blocks and re.match(r"\n*(?: {4}|\t)", blocks[0]):
            indented, rest = self._split(blocks.pop(0), 0)
            text.append(re.sub(r"(?m)^(?: {4}|\t)", "", indented))
        if rest is not None:
            blocks.insert(0, rest)
        self.parser.parseBlocks(SubElement(parent, "footnote", {"key": found["key"]}), text)

    def _split(self, block: str, start: int) -> tuple[str, str | None]:
        """Return a block's text from `start` on, and what the next footnote in it begins."""
        following = self._START.search(block, start)
        if following is None:
            return block[start:], None
        return block[start : following.start()], block[following.start() :].lstrip("\n")


class _DefinitionProcessor(DefListProcessor):
    """Definition lists, which do not take a table's caption for a meaning without a term."""

    def test(self, parent: Element, block: str) -> bool:
        """Say whether the block gives the meaning of a term, its own or the one above it."""
        found = self.RE.search(block)
        above = self.lastChild(parent)
        has_term = above is not None and (above.tag == "dl" or _is_paragraph(above))
        return found is not None and (bool(block[: found.start()].strip()) or has_term)


def _is_paragraph(element: Element) -> bool:
    """Say whether an element is text, rather than the placeholder of a div or of code."""
    return element.tag == "p" and not PLACEHOLDER.fullmatch((element.text or "").strip())


class _TableProcessor(TableProcessor):
    """Pipe tables that remember how many cells their rows were given, and their caption."""

    _CAPTION = re.compile(r"\n[ \t]*(?::|[Tt]able:)[ \t]+(?P<caption>[^|\n]*)$")

    def test(self, parent: Element, block: str) -> bool:
        """Say whether the block is a table; an empty last line must not hide one."""
        return super().test(parent, dollars.hide_pipes(block.strip("\n")))

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Add the table; a caption in its block is put back as a block of its own."""
        block = dollars.hide_pipes(blocks.pop(0).strip("\n"))
        if (found := self._CAPTION.search(block)) is not None:
            blocks.insert(0, dollars.show_pipes(block[found.start() :].strip()))
            block = block[: found.start()]
        super().run(parent, [block])
        rows = [r for i, r in enumerate(block.split("\n")) if i != 1]
        counts = [len(self._split_row(row.strip(" "))) for row in rows]  # type: ignore[attr-defined]
        parent[-1].set("cells", " ".join(map(str, counts)))
        for cell in parent[-1].iter():
            cell.text = cell.text and dollars.show_pipes(cell.text)


def set_up(markdown: Markdown, parser: BlockParser) -> None:
    """Let `parser` read blocks with Python-Markdown's processors and ours."""
    for processor in markdown.parser.blockprocessors:
        processor.parser = parser
    parser.blockprocessors = markdown.parser.blockprocessors
    parser.blockprocessors.register(_HeadingProcessor(parser), "hashheader", 70)
    parser.blockprocessors.register(DefListIndentProcessor(parser), "defindent", 85)
    parser.blockprocessors.register(_DefinitionProcessor(parser), "deflist", 25)
    parser.blockprocessors.register(_FootnoteProcessor(parser), "footnote", 17)
    parser.blockprocessors.register(
        _TableProcessor(parser, {"use_align_attribute": True}), "table", 75
    )
    parser.blockprocessors.register(grids.GridProcessor(parser), "grid", 76)
    lists.register(parser)
