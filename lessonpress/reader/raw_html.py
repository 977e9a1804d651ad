"""HTML in a unit: cleaned to a known list by nh3, then read as the Markdown that it stands for.

Nothing of it reaches an output as HTML: tables, lists, stress and links become blocks and inlines,
whose addresses and pictures are checked like all others. What is not on the list is left out, with
a complaint. A tag that seems to hide something is left alone, and stops the unit elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from types import MappingProxyType
from xml.etree.ElementTree import Element, SubElement

from lessonpress.reader.inline_html import INLINES, folds_away, hides
from lessonpress.reader.reading import Reading

_AROUND = frozenset(
    {"div", "center", "figure", "details", "section", "article", "header", "footer"}
)
_BLOCKS = MappingProxyType(
    {tag: tag for tag in ("p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "hr")}
    | {tag: tag for tag in ("table", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6")}
    | {"summary": "p", "figcaption": "p", "caption": "p"}
)
_PARTS = frozenset({"thead", "tbody", "tfoot"})
KNOWN = frozenset({*INLINES, *_AROUND, *_BLOCKS, *_PARTS, "br", "img"})
_ATTRIBUTES = MappingProxyType(
    {"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}}
    | {"td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
)
_SCHEMES = frozenset({"http", "https", "mailto"})
# A cell that spans more is nobody's table.
_MOST_SPANNED = 100
_MOST_CELLS = 10_000

_TAG = re.compile(r"<\s*/?\s*([a-zA-Z][\w:-]*)")
_BEGINS = re.compile(rf"\s*</?(?:{'|'.join((*_AROUND, *_BLOCKS, *_PARTS))})\b[^<]*>", re.IGNORECASE)


# --- blocks --------------------------------------------------------------------------------------


def read(roots: Iterable[Element], reading: Reading) -> None:
    """Put what blocks of HTML stand for in the place of their text."""
    for root in roots:
        for parent in list(root.iter()):
            for place, child in reversed(list(enumerate(parent))):
                if child.tag == "p" and folds_away(child.text or ""):
                    _refuse_folded(child, reading)
                elif child.tag == "p" and _is_html(child.text or ""):
                    parent[place : place + 1] = _blocks(child, reading)


def _refuse_folded(paragraph: Element, reading: Reading) -> None:
    message = "What this HTML folds away would stand open on paper, and students would see it."
    hint = "Write a solution in its exercise, between ::: solution and :::."
    reading.fail("raw-html", reading.span(int(paragraph.get("line", "1"))), message, hint)


def _is_html(text: str) -> bool:
    return bool(_BEGINS.match(text)) and not hides(text)


def _blocks(paragraph: Element, reading: Reading) -> list[Element]:
    import nh3

    text, line = paragraph.text or "", int(paragraph.get("line", "1"))
    _complain(text, line, reading)
    attributes = {tag: set(names) for tag, names in _ATTRIBUTES.items()}
    schemes, scripts = set(_SCHEMES), {"script", "style"}
    clean = nh3.clean(
        text,
        tags=set(KNOWN),
        clean_content_tags=scripts,
        attributes=attributes,
        url_schemes=schemes,
        link_rel=None,
    )
    tree = _Tree(line)
    tree.feed(clean)
    tree.close()
    found: list[Element] = []
    for each in tree.root:
        captions = [c for table in list(each.iter("table")) for c in _square(table, reading)]
        found += [each, *captions]
    return [each for each in found if len(each) or (each.text or "").strip() or each.tag == "hr"]


def _complain(text: str, line: int, reading: Reading) -> None:
    unknown = dict.fromkeys(tag.lower() for tag in _TAG.findall(text) if tag.lower() not in KNOWN)
    if unknown:
        listed = ", ".join(f"<{tag}>" for tag in unknown)
        message = f"This HTML is left out: {listed}."
        hint = "Say it in Markdown; a video or picture can be a file of the course."
        reading.warn("raw-html", reading.find(f"<{next(iter(unknown))}", line), message, hint)


class _Tree(HTMLParser):
    """Makes elements like Python-Markdown's of clean HTML, with text as it is to be parsed."""

    def __init__(self, line: int) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("div")
        self._line = str(line)
        self._open: list[tuple[str, Element]] = [("", self.root)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, or write an inline as Markdown."""
        if tag in _BLOCKS:
            element = SubElement(self._open[-1][1], _BLOCKS[tag], {"line": self._line})
            if tag in ("ul", "ol"):
                element.set("tight", "true")
            kept = ("colspan", "rowspan", "start")
            for name, value in attrs:
                if name in kept and (value or "").isdecimal():
                    element.set(name, str(value)[:9])
            if tag != "hr":
                self._open.append((tag, element))
        elif tag in INLINES or tag in ("br", "img"):
            self._write(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag in INLINES:
            self._write(f"</{tag}>")
        elif any(name == tag for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Write text."""
        self._write(data)

    def _write(self, text: str) -> None:
        """Write text behind what is open; between blocks it becomes a paragraph."""
        name, element = self._open[-1]
        last = element[-1] if len(element) else None
        if name == "" and text.strip() and (last is None or last.get("loose") is None):
            last = SubElement(element, "p", {"line": self._line, "loose": "true"})
        if name == "":
            if last is not None and last.get("loose"):
                last.text = (last.text or "") + text
        elif last is not None:
            last.tail = (last.tail or "") + text
        else:
            element.text = (element.text or "") + text


def _square(table: Element, reading: Reading) -> list[Element]:
    """Give each row of a table as many cells: those that span others stand beside empty ones.

    Returns its captions, as they stand under a table in Markdown.
    """
    captions = [each for each in table if each.tag == "p"]
    for caption in captions:
        caption.text, caption.tail = f": {(caption.text or '').strip()}", None
    waiting: dict[int, int] = {}  # columns that a cell above still takes, and for how many rows
    rows = [list(row) for row in table.iter("tr")]
    laid = [_laid(row, waiting) for row in rows]
    width = max(map(len, laid), default=0)
    if width * len(laid) > _MOST_CELLS:
        line = int(table.get("line", "1"))
        reading.fail("table-ragged", reading.span(line), "This table has too many cells.")
        laid = laid[:1]
    table[:] = []
    for number, cells in enumerate(laid):
        row = SubElement(table, "tr")
        tag = "th" if number == 0 and any(cell.tag == "th" for cell in cells) else "td"
        for cell in (*cells, *(Element("td") for _ in range(width - len(cells)))):
            cell.tag, cell.tail = tag, None
            row.append(cell)
    return captions


def _laid(row: list[Element], waiting: dict[int, int]) -> list[Element]:
    laid: list[Element] = []
    for cell in (each for each in row if each.tag in ("td", "th")):
        while waiting.get(len(laid), 0):
            waiting[len(laid)] -= 1
            laid.append(Element("td"))
        wide, high = (_spanned(cell, name) for name in ("colspan", "rowspan"))
        for column in range(len(laid), len(laid) + wide):
            waiting[column] = high - 1
        laid += [cell, *(Element("td") for _ in range(wide - 1))]
    return laid


def _spanned(cell: Element, name: str) -> int:
    return max(1, min(int(cell.attrib.pop(name, "1") or 1), _MOST_SPANNED))
