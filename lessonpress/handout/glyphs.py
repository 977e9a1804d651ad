"""Characters that no font can print: an empty box stands for each.

Left to WeasyPrint, they would be printed as a font's `.notdef`, which PDF/UA forbids: it has no
text for a screen reader to say.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

from lessonpress.inputs import Inputs
from lessonpress.measure import faces

_BOX = "□"  # the shipped Carlito has it
# The shipped faces have but the keyboard's hyphen, save the Arabic one, whose own is for Arabic.
_HYPHENS = {"\u2010": "-", "\u2011": "-"}
# Spaces, controls and formats are never drawn; neither are variation selectors.
_UNDRAWN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_SELECTORS = range(0xFE00, 0xFE10)

# What is drawn needs no font.
_SVG = "{http://www.w3.org/2000/svg}"

# What is printed by way of attr() besides the text.
_PRINTED_ATTRIBUTES = ("data-unit", "data-course", "data-foot", "data-label")


def draw_boxes(root: Element, inputs: Inputs) -> tuple[str, ...]:
    """Put a box for each character that the fonts among the inputs lack; return those, each once.

    Without a font that has the box itself, nothing is changed.
    """
    known = _characters_of(tuple(inputs.fonts.values()))
    if _BOX not in known:
        return ()
    found = dict.fromkeys(character for text in _texts(root) for character in text)
    lacking = [character for character in found if not _is_printable(character, known)]
    if lacking:
        _translate(root, {ord(c): _HYPHENS.get(c, _BOX) for c in lacking})
    return tuple(character for character in lacking if character not in _HYPHENS)


def _is_printable(character: str, known: frozenset[str]) -> bool:
    if character in _HYPHENS:
        return False
    if character in known or unicodedata.category(character) in _UNDRAWN:
        return True
    # HarfBuzz puts an accented letter together from its parts.
    parts = unicodedata.normalize("NFD", character)
    return ord(character) in _SELECTORS or (len(parts) > 1 and known.issuperset(parts))


def _texts(root: Element) -> Iterator[str]:
    for element in _printed(root):
        yield element.text or ""
        yield element.tail or ""
        yield from (element.get(name, "") for name in _PRINTED_ATTRIBUTES)


def _printed(root: Element) -> Iterator[Element]:
    """Yield the elements whose text is printed: a file's title may be in any script."""
    for part in root:
        if part.tag != "head":
            yield from (element for element in part.iter() if not element.tag.startswith(_SVG))


def _translate(root: Element, signs: dict[int, str]) -> None:
    for element in _printed(root):
        element.text = element.text and element.text.translate(signs)
        element.tail = element.tail and element.tail.translate(signs)
        for name in _PRINTED_ATTRIBUTES:
            if name in element.attrib:
                element.set(name, element.attrib[name].translate(signs))


@lru_cache(maxsize=4)
def _characters_of(fonts: tuple[bytes, ...]) -> frozenset[str]:
    """Return what any of the fonts can print; read once for all units of a process."""
    read = (faces.font(data) for data in fonts)  # fontconfig passes over what is none as well
    return frozenset(chr(code) for font in read if font for code in font.characters)
