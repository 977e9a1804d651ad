"""SVG pictures: telling them from others, their size, and whether paper shows them as drawings.

An SVG of a course has been cleaned (`checks.vectors`) before anything here or further down reads
it. Programs that show none get it as pixels: those stand among a job's inputs under `raster_of`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from lessonpress.svg.weights import weight

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NAMESPACE = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"

_RASTERS = "raster/"
# CSS pixels to a unit (CSS Values 3, 5.2); a length without one is in pixels.
_PIXELS = MappingProxyType(
    {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4}
)
_LENGTH = re.compile(r"\s*\+?(\d*\.?\d+(?:e[+-]?\d{1,2})?)\s*([a-z]*)\s*", re.IGNORECASE)
# Drawing one element took WeasyPrint a third of a millisecond.
_MOST_ON_PAPER = 5_000
# What WeasyPrint passes over without a word.
_NOT_ON_PAPER = re.compile(rb"<filter[\s>]|mix-blend-mode|writing-mode|letter-spacing|word-spacing")


class UnusableSvg(ValueError):
    """The bytes are no SVG picture; the message says why."""


@dataclass(frozen=True, slots=True)
class Size:
    """A picture's size in CSS pixels, 96 to the inch."""

    width: float
    height: float


def is_svg(data: bytes) -> bool:
    """Say whether bytes look like an SVG picture, by their beginning."""
    start = data[:4_000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(b"<") and (b"<svg" in start or b":svg" in start)


def raster_of(path: str) -> str:
    """Return where a job's inputs hold the pixels of the SVG picture at `path`."""
    return _RASTERS + path


def parsed(data: bytes) -> Element:
    """Return the root of an SVG, read without entities, files or network. Raises UnusableSvg."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as mistake:
        raise UnusableSvg(str(mistake.msg)) from mistake
    if root.tag != f"{{{NAMESPACE}}}svg":
        raise UnusableSvg("its root is no svg element")
    return root


def size(data: bytes) -> Size:
    """Return the size a picture has by itself. Raises UnusableSvg."""
    found = size_of(parsed(data))
    if found is None:
        raise UnusableSvg("it does not say how large it is")
    return found


def size_of(root: Element) -> Size | None:
    """Return the size that an SVG's root gives; None where it gives none, or none above zero."""
    width, height = (length(root.get(name, "")) for name in ("width", "height"))
    box = view_box(root)
    if box:
        ratio = box.width / box.height
        width, height = width or (height * ratio if height else box.width), height
        height = height or width / ratio
    return Size(width, height) if width and height else None


def view_box(root: Element) -> Size | None:
    """Return the extent of an SVG's view box, if it has a usable one."""
    parts = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    if len(parts) != 4:
        return None
    width, height = length(parts[2]), length(parts[3])
    return Size(width, height) if width and height else None


def length(text: str) -> float:
    """Return a length in CSS pixels; 0 where it is none, or relative to what is not known."""
    found = _LENGTH.fullmatch(text)
    return float(found[1]) * _PIXELS.get(found[2].lower(), 0.0) if found else 0.0


# --- paper ---------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def prints_as_drawing(data: bytes) -> bool:
    """Say whether WeasyPrint draws a cleaned picture as it should; if not, paper gets its pixels.

    It knows no filters, sets text letter by letter, which undoes joined and right-to-left
    scripts, and is slow with many elements.
    """
    if _NOT_ON_PAPER.search(data):
        return False
    root = parsed(data)
    light = weight(root, _MOST_ON_PAPER) <= _MOST_ON_PAPER
    return light and not _is_styled_by_reference(root) and all(map(_is_simple, _texts(root)))


def _is_styled_by_reference(root: Element) -> bool:
    """Say whether a style sheet names masks or the like: nobody knows how often they are drawn."""
    return any("url(" in (style.text or "") for style in root.iter(f"{{{NAMESPACE}}}style"))


def _texts(root: Element) -> Iterator[str]:
    return (
        str(text) for element in root.iter(f"{{{NAMESPACE}}}text") for text in element.itertext()
    )


def _is_simple(text: str) -> bool:
    """Say whether letters stand one beside the other, from left to right."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    joined = any(0x0900 <= ord(letter) <= 0x1CFF for letter in text)  # from Devanagari to Vedic
    return not joined and not any(k in ("R", "AL", "RLE", "RLO", "RLI", "NSM") for k in kinds)
