"""The stylesheets of a document, and what they say to those who place and draw: its measures.

A template author gives the measures of a page once, as properties of `:root` (see print.css); what
is computed in points reads them here. This module reads text, and imports no WeasyPrint.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from lessonpress.direction import is_leftward
from lessonpress.handout.enlarging import SCALE, enlarged
from lessonpress.inputs import Inputs
from lessonpress.model import PageSetup

Sheet = tuple[str, bytes]  # its path, its text

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PROPERTY = re.compile(r"--([\w-]+)\s*:\s*([^;{}]+)")
_LENGTH = re.compile(r"(\d*\.?\d+)(pt|px|pc|in|cm|mm)")
_POINTS: Mapping[str, float] = MappingProxyType(
    {"pt": 1.0, "px": 0.75, "pc": 12.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}
)
_SLIDES: Mapping[int, str] = MappingProxyType(
    {1: "170mm 128mm", 2: "140mm 80mm", 3: "108mm 69mm", 4: "82mm 62mm", 6: "82mm 62mm"}
    | {9: "53mm 40mm"}
)
# What a stylesheet of somebody's own has if it does not say: the measures of print.css.
MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "text-column": "121mm",
        "gutter": "7mm",
        "margin-column": "42mm",
        "figure-height": "560pt",
        "figure-type": "9.5pt 9pt 8.5pt 8pt",
        "slide-picture": "62mm",
        **{f"slides-{count}": room for count, room in _SLIDES.items()},
        **{f"slides-{count}-alone": room for count, room in _SLIDES.items()},
    }
)
_TEXT_SIZE = 10.5
# The one that is written in the sizes of large print, into which others are brought.
_LARGE = "large-print.css"

# The sides of a line, as CSS names them (CSS Logical Properties 1).
_SIDE = re.compile(
    r"(?<![\w-])(?:((?:margin|padding|border)-)|inset-|((?:float|clear)\s*:\s*))"
    r"inline-(start|end)(-(?:width|style|color))?(?![\w-])"
)


@dataclass(frozen=True, slots=True)
class Stylesheets:
    """The paths and contents of the stylesheets for a way to print, the last of which wins."""

    setup: PageSetup
    sheets: tuple[Sheet, ...]
    leftward: bool = False

    @property
    def properties(self) -> Mapping[str, str]:
        """Return the values of custom properties; of one that is declared twice the last."""
        return _properties(self.sheets)

    def lengths(self, name: str) -> tuple[float, ...]:
        """Return the lengths, in points, that a measure is declared with; ours if with none."""
        declared = _LENGTH.findall(self.properties.get(name, ""))
        found = declared or _LENGTH.findall(MEASURES[name])
        return tuple(float(number) * _POINTS[unit] for number, unit in found)

    @property
    def scale(self) -> float:
        """Return how much larger all is that print.css gives in points."""
        return SCALE if self.setup.large else 1.0

    @property
    def text_size(self) -> float:
        """Return the size of running text in points."""
        return _TEXT_SIZE * self.scale

    def length(self, name: str) -> float:
        """Return a measure in points."""
        return self.lengths(name)[0]


def of(inputs: Inputs, setup: PageSetup, lang: str, *more: str) -> Stylesheets:
    """Return the stylesheets of a document that is printed in such a way, in a language.

    `more` are those that the document has on top of all documents'.
    """
    leftward = is_leftward(lang)
    names = {
        "print.css": True,
        **dict.fromkeys(more, True),
        "theme.css": True,
        f"{setup.paper}.css": True,
        _LARGE: setup.large,
        "low-ink.css": setup.low_ink,
        "rtl.css": leftward,
        "duplex.css": setup.duplex,
    }
    ours = (f"handout/{name}" for name, is_wanted in names.items() if is_wanted)
    paths = [f"templates/{path}" for path in (*ours, "brand.css")]
    found = [path for path in paths if path in inputs]
    sheets = tuple((path, _fitting(path, inputs[path], setup, leftward)) for path in found)
    return Stylesheets(setup, sheets, leftward)


def _fitting(path: str, css: bytes, setup: PageSetup, leftward: bool) -> bytes:
    """Return a stylesheet as it is meant for pages of such a size and direction."""
    found = sided(text(css), leftward)
    return (enlarged(found) if setup.large and not path.endswith(_LARGE) else found).encode()


def text(css: bytes) -> str:
    """Return what a stylesheet says; bytes that are no UTF-8 are replaced."""
    return css.decode("utf-8", "replace")


def sided(css: str, leftward: bool) -> str:
    """Return a stylesheet with the start and the end of lines said as left and right.

    Of two declarations the later wins. WeasyPrint 70 lets `margin-inline-start` win over a
    `margin-left` that comes after it, so that nothing in brand.css could take its place; and stops
    at a `float: inline-end` inside a line. All stands where it stood, for those who look for it.
    """
    left, right = ("end", "start") if leftward else ("start", "end")
    sides = {left: "left", right: "right"}

    def side(match: re.Match[str]) -> str:
        said = (match[1] or match[2] or "") + sides[match[3]] + (match[4] or "")
        return said.ljust(len(match[0]))

    return _SIDE.sub(side, css)


@lru_cache(maxsize=16)
def _properties(sheets: Sequence[Sheet]) -> Mapping[str, str]:
    written = (_COMMENT.sub("", text(css)) for _, css in sheets)
    found = (match for css in written for match in _PROPERTY.findall(css))
    return MappingProxyType({name: value.strip() for name, value in found})
