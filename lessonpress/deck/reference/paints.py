"""Fills and lines as a template writes them, in the colours that they are seen in.

What cannot be drawn elsewhere (patterns, effects) is left out quietly.
"""

from __future__ import annotations

from collections.abc import Iterator

from lessonpress.deck.ornaments import Paint, Rule, Stop
from lessonpress.deck.reference.colors import seen
from lessonpress.deck.reference.package import Element, every, one
from lessonpress.theme import Theme

_HAIRLINE = 9_525  # a line whose width is not said (ECMA-376, 20.1.2.2.24)
_DEGREE = 60_000
_WHOLE = 100_000


def fill(properties: Element | None, style: Element | None, theme: Theme) -> Paint | None:
    """Return how a shape is filled: by its own properties, or else by its style."""
    own = None if properties is None else one(properties, "a:solidFill | a:gradFill | a:noFill")
    if own is not None:
        return paint(own, theme)
    if properties is not None and every(properties, "a:blipFill | a:pattFill | a:grpFill"):
        return None
    return _of_style(style, "a:fillRef", theme)


def _of_style(style: Element | None, name: str, theme: Theme) -> Paint | None:
    named = None if style is None else one(style, f"{name}[@idx!='0']/*")
    return None if named is None else Paint((_stop(named, 0.0, theme),))


def paint(written: Element, theme: Theme, base: str = "") -> Paint | None:
    """Return a solid fill or a gradient; `base` is what a theme's own fills are mixed from."""
    kind = str(written.tag).rpartition("}")[2]
    if kind == "solidFill":
        return next((Paint((_stop(color, 0.0, theme, base),)) for color in written), None)
    if kind == "gradFill":
        stops = tuple(sorted(_stops(written, theme, base), key=lambda stop: stop.offset))
        angle = one(written, "a:lin/@ang")
        turned = 0.0 if angle is None else int(str(angle)) / _DEGREE
        return Paint(stops, turned, bool(every(written, "a:path"))) if stops else None
    return None


def plain(color: Element, theme: Theme) -> str:
    """Return a colour as six hexadecimal digits."""
    return seen(color, theme)[0][1:]


def _stops(gradient: Element, theme: Theme, base: str) -> Iterator[Stop]:
    for stop in every(gradient, "a:gsLst/a:gs"):
        for color in stop:
            yield _stop(color, int(stop.get("pos", "0").rstrip("%")) / _WHOLE, theme, base)


def _stop(color: Element, offset: float, theme: Theme, base: str = "") -> Stop:
    return Stop(offset, *seen(color, theme, base))


def rule(line: Element | None, style: Element | None, theme: Theme) -> Rule | None:
    """Return a shape's line: its own, or that of its style."""
    if line is not None and every(line, "a:noFill"):
        return None
    own = None if line is None else one(line, "a:solidFill/*")
    named = None if style is None else one(style, "a:lnRef[@idx!='0']/*")
    color = own if own is not None else named
    if color is None:
        return None
    weight = int(line.get("w", _HAIRLINE)) if line is not None else _HAIRLINE
    dash = None if line is None else one(line, "a:prstDash/@val")
    dashed = dash is not None and str(dash) != "solid"
    return Rule(seen(color, theme)[0], weight, seen(color, theme)[1], dashed)
