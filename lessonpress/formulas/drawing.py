"""A formula as vector paths, and the room it takes, by ziamath in STIX Two Math.

Lengths are em of the text around the formula.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lessonpress import formulas
from lessonpress.formulas.latex import mathml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}"
# ziamath rounds to thousandths of its own units; at this size they are far below a printer's dot.
_UNITS_PER_EM = 100.0
_EM_PER_CHARACTER = 0.55
# ziamath makes what a part holds anew up to three times, and so on inwards: ten fractions of
# subscripts within each other took 10 s. What people write has four or five levels.
_MOST_LEVELS = 8
# A row counts only where it holds a sign that may stretch, or another row.
_ROWS = ("math", "mrow", "mstyle")
_LEAVES = ("mi", "mn", "mo", "mtext", "mspace")


@dataclass(frozen=True, slots=True)
class Size:
    """How wide a formula is, and how far it reaches above and below the baseline, in em."""

    width: float
    ascent: float
    descent: float

    @property
    def height(self) -> float:
        """Return the whole height."""
        return self.ascent + self.descent


@dataclass(frozen=True, slots=True)
class Drawing:
    """A formula as an SVG element whose units are hundredths of an em; it may be changed."""

    picture: Element
    size: Size


@lru_cache(maxsize=1024)  # fitting asks for the same formula at every size
def size(latex: str, display: bool = False) -> Size:
    """Return how much room a sound formula takes."""
    formula = _set(mathml(latex, display))
    return _guessed(formulas.readable(latex, display)) if formula is None else _size(formula)


def draw(latex: str, display: bool, color: str) -> Drawing | None:
    """Return a sound formula drawn in a colour (as SVG names it); None where ziamath cannot."""
    drawn = _drawn(latex, display, color)
    return drawn and Drawing(deepcopy(drawn.picture), drawn.size)


@lru_cache(maxsize=1024)  # a page is laid out several times
def _drawn(latex: str, display: bool, color: str) -> Drawing | None:
    root = mathml(latex, display)
    root.set("mathcolor", color)
    formula = _set(root)
    if formula is None:
        return None
    picture = formula.svgxml()
    for element in picture.iter():
        element.tag = f"{SVG}{element.tag}"
        element.attrib.pop("xmlns", None)
        element.attrib.pop("xmlns:xlink", None)
    return Drawing(picture, _size(formula))


def _set(root: Element) -> Any:
    from ziafont.config import config
    from ziamath.zmath import Math

    if _levels(root) > _MOST_LEVELS:
        return None
    config.svg2 = False  # paths alone: a <symbol> would want an id of its own on the page
    try:
        return Math(_drawable(root), size=_UNITS_PER_EM, margin=0.0)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError):
        return None  # tables without cells, and other odd things that it trips over


def _levels(element: Element) -> int:
    """Return how many parts of a formula stand within each other, from the outermost down."""
    inner = max(map(_levels, element), default=0)
    is_row_of = element.tag in _ROWS and any(part.tag in ("mo", *_ROWS) for part in element)
    return inner + (is_row_of or element.tag not in (*_ROWS, *_LEAVES))


def _guessed(text: str) -> Size:
    return Size(_EM_PER_CHARACTER * len(text), 0.8, 0.3)


def _size(formula: Any) -> Size:
    box = formula.node.bbox
    return Size(
        *(value / _UNITS_PER_EM for value in (box.xmax - min(box.xmin, 0.0), box.ymax, -box.ymin))
    )


def _drawable(root: Element) -> Element:
    """Write some signs the way ziamath stretches them, or does not."""
    root.attrib.pop(
        "xmlns", None
    )  # ziamath parses its elements again, and then would not know them
    for element in root.iter():
        element.text = _DRAWN.get(element.text or "", element.text)
        if element.text in _NEVER_STRETCHED and element.tag == "mo":
            element.set("stretchy", "false")
        if element.tag == "mtable" and element.get("displaystyle") == "true":
            element.set("columnspacing", "0em")
            element.set("rowspacing", _BETWEEN_LINES)
        elif element.tag == "mtable" and "columnspacing" not in element.attrib:
            element.set("columnspacing", _BETWEEN_COLUMNS)
        if element.get("mathvariant") == "bold" and element.tag == "mi":
            element.text = "".join(map(_upright_bold, element.text or ""))
    return root


def _upright_bold(letter: str) -> str:
    """Return a letter as Unicode has it in bold; ziamath's own bold letters slope."""
    for first, bold in (("A", 0x1D400), ("a", 0x1D41A)):
        if first <= letter <= chr(ord(first) + 25):
            return chr(bold + ord(letter) - ord(first))
    return letter


_BETWEEN_LINES, _BETWEEN_COLUMNS = "0.6em", "0.9em"
_DRAWN = {"^": "\u0302", "~": "\u0303", "―": "\u0305"}
_NEVER_STRETCHED = frozenset("↑↓")
