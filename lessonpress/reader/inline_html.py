"""HTML inside a line: the elements that Markdown has signs for, and pictures."""

from __future__ import annotations

import re
from types import MappingProxyType
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from lessonpress.reader.vocabulary import sounds_hidden

# The elements of Python-Markdown's trees that HTML's stand for.
INLINES = MappingProxyType(
    {"b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "var": "em"}
    | {"s": "s", "del": "s", "strike": "s", "sub": "sub", "sup": "sup"}
    | {"code": "code", "kbd": "code", "samp": "code", "a": "a"}
    | dict.fromkeys(("u", "small", "mark", "q", "abbr", "span", "ins", "font"), "span")
)
_TAG = re.compile(r"<[a-z][^<>]*>?", re.IGNORECASE)
_NAMES = re.compile(
    r"""^<(?P<tag>[\w-]+)|\b(?:class|id|role)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""",
    re.IGNORECASE,
)
_UNSEEN = re.compile(
    r"""\shidden\b|\bstyle\s*=[^<>]*\b(?:display\s*:\s*none|visibility\s*:\s*hidden)""",
    re.IGNORECASE,
)
# What folds away is open on paper.
_SUMMARY = re.compile(r"<summary\b[^>]*>(.*?)</summary", re.IGNORECASE | re.DOTALL)

_PAIR = (
    rf"<(?P<tag>{'|'.join(sorted(INLINES, key=len, reverse=True))})(?P<said>\s[^<>]*)?>"
    r"(?P<inside>(?:(?!</?(?P=tag)\b)[\s\S]){0,2000})</(?P=tag)\s*>"
)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_SAYS = re.compile(r"""\b(src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


def hides(html: str) -> bool:
    """Say whether tags seem to keep something from readers, which we would show them."""
    return any(map(_hides, _TAG.findall(html))) or folds_away(html)


def folds_away(html: str) -> bool:
    """Say whether a summary promises what students are not to see at once."""
    said = (word for text in _SUMMARY.findall(html) for word in re.findall(r"\w+", text))
    return any(map(sounds_hidden, said))


def _hides(tag: str) -> bool:
    names = (word for found in _NAMES.findall(tag) for text in found for word in text.split())
    return bool(_UNSEEN.search(tag)) or any(map(sounds_hidden, names))


class _PairProcessor(InlineProcessor):
    """`<b>text</b>`, `<a href="...">text</a>`: what Markdown has signs for."""

    def __init__(self, markdown: Markdown) -> None:
        super().__init__(_PAIR, markdown)
        self.compiled_re = re.compile(_PAIR, re.IGNORECASE)

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        if hides(m[0].partition(">")[0]):
            return None, None, None
        element = Element(INLINES[m["tag"].lower()])
        if element.tag == "a":
            found = _HREF.search(m["said"] or "")
            element.set("href", next(filter(None, found.groups()), "") if found else "")
        inside = self.unescape(m["inside"])
        element.text = AtomicString(inside) if element.tag == "code" else m["inside"]
        return element, m.start(0), m.end(0)


class _PictureProcessor(InlineProcessor):
    """`<img src="assets/map.png" alt="A map">`, which is checked like any picture."""

    def __init__(self, markdown: Markdown) -> None:
        super().__init__(r"<img\b[^<>]*>", markdown)
        self.compiled_re = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        if hides(m[0]):
            return None, None, None
        said = {name.lower(): a or b or c for name, a, b, c in _SAYS.findall(m[0])}
        element = Element("img", {"src": said.get("src", "")})
        element.text = said.get("alt", "")
        return element, m.start(0), m.end(0)


def set_up(markdown: Markdown) -> None:
    """Add the patterns of inline HTML, before the one that shows it as it is written."""
    patterns = markdown.inlinePatterns
    patterns.register(_PictureProcessor(markdown), "html picture", 96)
    for depth, name in enumerate(("html pair", "html pair inside", "html pair in both")):
        patterns.register(_PairProcessor(markdown), name, 95 - depth / 10)
