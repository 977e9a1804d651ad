"""Stylesheets for large print: type of at least 18 points, upright, and white in proportion.

What publishers for partially sighted readers agree on: 18 points or more, lines 1.25 of that apart,
no italics (American Council of the Blind, "Best Practices and Guidelines for Large Print
Documents"; RNIB, "Clear Print"). Every point of a stylesheet becomes so many more of them, so that
whatever it says holds in large print too, also in a brand's own. What fits no larger page, the
columns and the sizes of headings, is said by large-print.css.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

# Running text has 10.5 points, and 18 in large print.
SCALE = 18 / 10.5
LEAST_SIZE = 18.0
# Solid lines would touch; 1.33 of the least size.
LEAST_LINE = 24.0
# Rules and their distances are seen at any size.
_THIN = 3.0

_DECLARATION = re.compile(r"(?<![\w-])([a-z-]+)(\s*:\s*)([^;{}]*)")
_POINTS = re.compile(r"(\d*\.?\d+)pt\b")
_SIZE_AND_LINE = re.compile(r"(\d*\.?\d+pt)(\s*/\s*)?(\d*\.?\d+pt)?")
_SHARE = re.compile(r"0?\.\d+em\b")  # of the size around it
_ITALIC = re.compile(r"\b(italic|oblique)\b")


def enlarged(css: str) -> str:
    """Return a stylesheet in the sizes of large print."""

    def declared(match: re.Match[str]) -> str:
        name, colon, value = match.groups()
        return name + colon + _SETTERS.get(name, _spaced)(value)

    return _DECLARATION.sub(declared, css)


def _spaced(value: str) -> str:
    """Enlarge distances, but no thin ones."""

    def spaced(match: re.Match[str]) -> str:
        length = float(match[1])
        return _points(length, 0) if length >= _THIN else match[0]

    return _POINTS.sub(spaced, value)


def _size(value: str) -> str:
    value = _SHARE.sub("1em", _ITALIC.sub("normal", value))
    return _SIZE_AND_LINE.sub(_size_and_line, value, count=1)


def _size_and_line(match: re.Match[str]) -> str:
    size, slash, line = match.groups()
    return _scaled(size, LEAST_SIZE) + (slash or "") + (_scaled(line, LEAST_LINE) if line else "")


def _line(value: str) -> str:
    return _POINTS.sub(lambda m: _points(float(m[1]), LEAST_LINE), value)


def _scaled(length: str, at_least: float) -> str:
    return _points(float(length.removesuffix("pt")), at_least)


def _points(length: float, at_least: float) -> str:
    return f"{max(at_least, round(length * SCALE, 2)):g}pt" if length else "0pt"


def _upright(value: str) -> str:
    return _ITALIC.sub("normal", value)


def _same(value: str) -> str:
    return value


def _sizes(value: str) -> str:
    return _POINTS.sub(lambda m: _points(float(m[1]), LEAST_SIZE), value)


_SETTERS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "font": _size,
        "font-size": _size,
        "font-style": _upright,
        "line-height": _line,
        "--figure-type": _sizes,
        "--figure-height": _same,  # the page is no higher
    }
)
