"""Python-Markdown, set up to read a unit the way pandoc, Quarto and the Carpentries write it.

Blocks are parsed first, in as many pieces as the unit's divs make, inlines after all of them, so
that a link's reference or a footnote may stand anywhere in the unit. What comes out is a tree of
elements, each block with its `line`, that `blocks` and `inlines` turn into a Lesson's types.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor, HashHeaderProcessor
from markdown.extensions.def_list import DefListIndentProcessor, DefListProcessor
from markdown.extensions.smarty import SmartyExtension
from markdown.extensions.tables import TableExtension, TableProcessor
from markdown.inlinepatterns import (
    BACKTICK_RE,
    BacktickInlineProcessor,
    ImageInlineProcessor,
    ImageReferenceInlineProcessor,
    InlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    SimpleTagInlineProcessor,
    SubstituteTagInlineProcessor,
)
from markdown.util import AtomicString

from lessonpress.reader import attributes, lists
from lessonpress.reader.scanner import PLACEHOLDER, Line

# What Python-Markdown puts in the place of what it stashes away.
STASHED = re.compile("\x02wzxhzdk:(\\d+)\x03")

_SPACED_QUOTES = {"de": ("„", "“", "‚", "‘")}


class References(dict[str, tuple[str, str]]):
    """The addresses of links by name. A name's first address stays; `repeated` are the others'."""

    def __init__(self) -> None:
        super().__init__()
        self.repeated: list[str] = []

    def __setitem__(self, name: str, address: tuple[str, str]) -> None:
        if self.setdefault(name, address) != address:
            self.repeated.append(name)


class Parser:
    """One unit's Python-Markdown: blocks of many pieces, then inlines of all of them."""

    def __init__(self, lang: str) -> None:
        self._markdown = Markdown(
            extensions=[TableExtension(use_align_attribute=True), _smart_quotes(lang)]
        )
        self._blocks = _LocatingParser(self._markdown)
        _set_up_blocks(self._markdown, self._blocks)
        _set_up_inlines(self._markdown)
        self._markdown.references = self.references = References()

    def blocks(self, lines: Iterable[Line]) -> Element:
        """Return the tree of a piece's blocks; inlines are still text."""
        return self._blocks.parse_lines(list(lines))

    def inlines(self, root: Element) -> Element:
        """Parse the inlines of a tree of blocks, in place."""
        for name in ("inline", "smarty", "unescape"):
            self._markdown.treeprocessors[name].run(root)
        return root

    def raw(self, number: int) -> str:
        """Return what Python-Markdown stashed away under `number`: an entity or a tag."""
        return str(self._markdown.htmlStash.rawHtmlBlocks[number])

    def typographic(self, text: str) -> str:
        """Return a setting's text with the quotation marks, dashes and dots that a unit gets."""
        root = Element("div")
        SubElement(root, "p").text = text
        self._markdown.treeprocessors["smarty"].run(root)
        return STASHED.sub(lambda found: html.unescape(self.raw(int(found[1]))), root[0].text or "")


def _smart_quotes(lang: str) -> SmartyExtension:
    quotes = _SPACED_QUOTES.get(lang.split("-")[0])
    names = ("left-double-quote", "right-double-quote", "left-single-quote", "right-single-quote")
    substitutions = dict(zip(names, quotes, strict=True)) if quotes else {}
    return SmartyExtension(substitutions=substitutions)


# --- blocks --------------------------------------------------------------------------------------


class _LocatingParser(BlockParser):
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
        return super().test(parent, block.strip("\n"))

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Add the table; a caption in its block is put back as a block of its own."""
        block = blocks.pop(0).strip("\n")
        if (found := self._CAPTION.search(block)) is not None:
            blocks.insert(0, block[found.start() :].strip())
            block = block[: found.start()]
        super().run(parent, [block])
        rows = [r for i, r in enumerate(block.split("\n")) if i != 1]
        counts = [len(self._split_row(row.strip(" "))) for row in rows]  # type: ignore[attr-defined]
        parent[-1].set("cells", " ".join(map(str, counts)))


def _set_up_blocks(markdown: Markdown, parser: BlockParser) -> None:
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
    lists.register(parser)


# --- inlines -------------------------------------------------------------------------------------


# What Python-Markdown's inline processors return: an element and where its text starts and ends.
Match = tuple[Element | None, int | None, int | None]


def _with_attributes(
    match: tuple[Element | str | None, int | None, int | None], data: str
) -> Match:
    """Give an inline the attributes that stand right behind it."""
    element, start, end = match
    if element is None or isinstance(element, str) or end is None:
        return None, None, None
    found = attributes.at(data, end)
    if found is None:
        return element, start, end
    given, end = found
    for key, value in given.values.items():
        element.set(f"attr-{key}", value)
    if given.id:
        element.set("attr-id", given.id)
    if given.classes:
        element.set("attr-class", " ".join(given.classes))
    return element, start, end


class _SpanProcessor(LinkInlineProcessor):
    """`[text]{.class}`: a span with attributes.

    Of spans in spans the innermost is read first, and each depth takes a pass of its own.
    """

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        text, index, handled = self.getText(data, m.end(0))
        if not handled or attributes.at(data, index) is None or _holds_span(text):
            return None, None, None
        element = Element("span")
        element.text = text
        return _with_attributes((element, m.start(0), index), data)


def _holds_span(text: str) -> bool:
    return any(attributes.at(text, found.end() - 1) for found in re.finditer(r"\]\{", text))


class _LinkProcessor(LinkInlineProcessor):
    """`[text](url){.class}`."""

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        return _with_attributes(super().handleMatch(m, data), data)


class _CodeProcessor(BacktickInlineProcessor):
    """`` `code`{.language} ``."""

    def handleMatch(self, m: re.Match[str], data: str):  # type: ignore[no-untyped-def, override]  # noqa: N802
        match = super().handleMatch(m, data)
        return match if isinstance(match[0], str) else _with_attributes(match, data)


class _LinkReferenceProcessor(ReferenceInlineProcessor):
    """`[text][key]{.class}`."""

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        return _with_attributes(super().handleMatch(m, data), data)


class _ImageProcessor(ImageInlineProcessor):
    """`![text](path){width=50%}`."""

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        return _with_caption(self, m, _with_attributes(super().handleMatch(m, data), data))


class _ImageReferenceProcessor(ImageReferenceInlineProcessor):
    """`![text][key]{width=50%}`."""

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        return _with_caption(self, m, _with_attributes(super().handleMatch(m, data), data))


def _with_caption(processor: LinkInlineProcessor, m: re.Match[str], match: Match) -> Match:
    """Let a picture's text be read as Markdown: it is the caption of one that stands alone."""
    if match[0] is not None:
        del match[0].attrib["alt"]
        match[0].text, _, _ = processor.getText(m.string, m.end(0))
    return match


class _MarkProcessor(InlineProcessor):
    """A mark that stays as it is, in an element `tag` with one attribute."""

    def __init__(self, pattern: str, markdown: Markdown, tag: str) -> None:
        super().__init__(pattern, markdown)
        self._tag = tag

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        element = Element(self._tag, m.groupdict())
        element.text = AtomicString(m[0])
        return element, m.start(0), m.end(0)


class _MailProcessor(InlineProcessor):
    """`<someone@example.org>`, as it is: Python-Markdown would scramble the address."""

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        element = Element("a", {"href": "mailto:" + m["address"]})
        element.text = AtomicString(m["address"])
        return element, m.start(0), m.end(0)


class _InlineNoteProcessor(LinkInlineProcessor):
    """`^[text]`: a footnote where it is called."""

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        text, index, handled = self.getText(data, m.end(0))
        if not handled:
            return None, None, None
        element = Element("inlinenote")
        element.text = text
        return element, m.start(0), index


# `[@key]` or `[@one; @two]`, and `[^key]`.
_CITATION = r"\[(?P<keys>@[\w:.#$%&+?<>~/-]+(?:\s*;\s*@[\w:.#$%&+?<>~/-]+)*)\]"

_FOOTNOTE_MARK = r"\[\^(?P<key>[^\]\s]+)\](?!:)"

_MAIL = r"<(?P<address>[^\s<>@:]+@[^\s<>@:]+\.[^\s<>@:]+)>"


def _set_up_inlines(markdown: Markdown) -> None:
    patterns = markdown.inlinePatterns
    patterns.register(_MarkProcessor(_CITATION, markdown, "citation"), "citation", 176)
    patterns.register(_MarkProcessor(_FOOTNOTE_MARK, markdown, "footnotemark"), "footnotemark", 175)
    patterns.register(_CodeProcessor(BACKTICK_RE), "backtick", 190)
    patterns.register(_InlineNoteProcessor(r"\^\[", markdown), "inlinenote", 173)
    for depth, name in enumerate(("span", "span around", "span around both")):
        patterns.register(_SpanProcessor(r"(?<!!)\[", markdown), name, 172 - depth / 10)
    patterns.register(_LinkProcessor(r"(?<!!)\[", markdown), "link", 160)
    patterns.register(_ImageProcessor(r"!\[", markdown), "image_link", 150)
    patterns.register(_ImageReferenceProcessor(r"!\[", markdown), "image_reference", 140)
    patterns.register(_LinkReferenceProcessor(r"\[", markdown), "reference", 170)
    patterns.register(_MailProcessor(_MAIL, markdown), "automail", 110)
    patterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "linebreak2", 181)
    patterns.register(SimpleTagInlineProcessor(r"()~~(.+?)~~", "s"), "strikeout", 65)
    patterns.register(SimpleTagInlineProcessor(r"()\^([^\s^]+)\^", "sup"), "superscript", 64)
    patterns.register(SimpleTagInlineProcessor(r"()(?<!~)~([^\s~]+)~(?!~)", "sub"), "subscript", 63)
