"""Python-Markdown, set up to read a unit the way pandoc, Quarto and the Carpentries write it.

Blocks are parsed first, in as many pieces as the unit's divs make, inlines after all of them, so
that a link's reference or a footnote may stand anywhere in the unit. What comes out is a tree of
elements, each block with its `line`, that `blocks` and `inlines` turn into a Lesson's types.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.smarty import SmartyExtension
from markdown.extensions.tables import TableExtension

from lessonpress.reader import blockprocessors, inline_html, inlinepatterns
from lessonpress.reader.scanner import Line

# What Python-Markdown puts in the place of what it stashes away.
STASHED = re.compile("\x02wzxhzdk:(\\d+)\x03")

# Quotation marks where they are not those of English: double ones, and in them single ones.
_QUOTES: Mapping[str, tuple[str, str, str, str]] = MappingProxyType(
    {
        "ar": ("«", "»", "‘", "’"),
        "de": ("„", "“", "‚", "‘"),
        "es": ("«", "»", "‘", "’"),
        "fr": ("«\N{NO-BREAK SPACE}", "\N{NO-BREAK SPACE}»", "‘", "’"),
        "fr-CH": ("«", "»", "‘", "’"),
        "pt-PT": ("«", "»", "‘", "’"),
    }
)


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
        self.lang = lang
        self._markdown = Markdown(
            extensions=[TableExtension(use_align_attribute=True), _smart_quotes(lang)]
        )
        self._blocks = blockprocessors.LocatingParser(self._markdown)
        blockprocessors.set_up(self._markdown, self._blocks)
        inlinepatterns.set_up(self._markdown)
        inline_html.set_up(self._markdown)
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


# Between letters it is no quotation mark, and the same in every language.
_APOSTROPHE = r"(?<=[^\W\d_])'(?=[^\W\d_])"
_BEFORE_QUOTES = 60


class _Smarty(SmartyExtension):
    def educateQuotes(self, md: Markdown) -> None:  # noqa: N802 - its own name
        super().educateQuotes(md)
        patterns = ((_APOSTROPHE, ("’",)),)
        self._addPatterns(  # type: ignore[attr-defined]
            md, patterns, "apostrophes", _BEFORE_QUOTES
        )


def _smart_quotes(lang: str) -> SmartyExtension:
    quotes = _QUOTES.get(lang) or _QUOTES.get(lang.split("-")[0])
    names = ("left-double-quote", "right-double-quote", "left-single-quote", "right-single-quote")
    substitutions = dict(zip(names, quotes, strict=True)) if quotes else {}
    return _Smarty(substitutions=substitutions)
