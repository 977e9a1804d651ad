"""Outlines of a template's shapes as SVG paths, in points (ECMA-376, 20.1.9).

Of the presets those are here that templates are adorned with. A shape with another outline is left
out: a wrong one would be worse than none.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from lessonpress.deck.model import EMU_PER_POINT, Frame
from lessonpress.deck.reference.package import Element, every, one

_WHOLE = 100_000
_DEGREE = 60_000

Adjusted = Mapping[str, float]
Outline = Callable[[float, float, Adjusted], str]


def path(properties: Element, frame: Frame) -> str:
    """Return the outline of a shape in its frame; empty where it is none that can be drawn."""
    wide, high = frame.width / EMU_PER_POINT, frame.height / EMU_PER_POINT
    preset = one(properties, "a:prstGeom")
    if preset is not None:
        draw = _PRESETS.get(preset.get("prst", ""))
        return draw(wide, high, dict(_adjusted(preset))) if draw else ""
    drawn = every(properties, "a:custGeom/a:pathLst/a:path")
    try:
        return " ".join(leg for one_path in drawn for leg in _legs(one_path, wide, high))
    except ValueError:  # a place that is computed from others
        return ""


def _adjusted(preset: Element) -> Iterator[tuple[str, float]]:
    for guide in every(preset, "a:avLst/a:gd"):
        written = guide.get("fmla", "").split()
        if len(written) == 2 and written[0] == "val" and written[1].lstrip("-").isdecimal():
            yield guide.get("name", ""), int(written[1]) / _WHOLE


# --- presets -------------------------------------------------------------------------------------


def rectangle(wide: float, high: float) -> str:
    """Return a rectangle."""
    return _closed((0, 0), (wide, 0), (wide, high), (0, high))


def _closed(*points: tuple[float, float]) -> str:
    return "M" + " L".join(f"{round(x, 2):g} {round(y, 2):g}" for x, y in points) + " Z"


def _ellipse(wide: float, high: float, _: Adjusted) -> str:
    arc = f"A{wide / 2:g} {high / 2:g} 0 0 1"
    return f"M0 {high / 2:g} {arc} {wide:g} {high / 2:g} {arc} 0 {high / 2:g} Z"


def _rounded(wide: float, high: float, adjusted: Adjusted) -> str:
    r = min(0.5, adjusted.get("adj", 0.16667)) * min(wide, high)
    corner = f"A{r:g} {r:g} 0 0 1"
    return (
        f"M0 {r:g} {corner} {r:g} 0 L{wide - r:g} 0 {corner} {wide:g} {r:g} L{wide:g} {high - r:g} "
        f"{corner} {wide - r:g} {high:g} L{r:g} {high:g} {corner} 0 {high - r:g} Z"
    )


def _round_top(wide: float, high: float, adjusted: Adjusted) -> str:
    r = min(0.5, adjusted.get("adj1", 0.16667)) * min(wide, high)
    corner = f"A{r:g} {r:g} 0 0 1"
    top = f"M0 {r:g} {corner} {r:g} 0 L{wide - r:g} 0 {corner} {wide:g} {r:g}"
    return f"{top} L{wide:g} {high:g} L0 {high:g} Z"


def _triangle(wide: float, high: float, adjusted: Adjusted) -> str:
    return _closed((adjusted.get("adj", 0.5) * wide, 0), (wide, high), (0, high))


def _parallelogram(wide: float, high: float, adjusted: Adjusted) -> str:
    slant = adjusted.get("adj", 0.25) * min(wide, high)
    return _closed((slant, 0), (wide, 0), (wide - slant, high), (0, high))


def _trapezoid(wide: float, high: float, adjusted: Adjusted) -> str:
    slant = adjusted.get("adj", 0.25) * min(wide, high)
    return _closed((slant, 0), (wide - slant, 0), (wide, high), (0, high))


def _home_plate(wide: float, high: float, adjusted: Adjusted) -> str:
    point = adjusted.get("adj", 0.5) * min(wide, high)
    return _closed((0, 0), (wide - point, 0), (wide, high / 2), (wide - point, high), (0, high))


def _chevron(wide: float, high: float, adjusted: Adjusted) -> str:
    point = adjusted.get("adj", 0.5) * min(wide, high)
    right = ((wide - point, 0), (wide, high / 2), (wide - point, high))
    return _closed((0, 0), *right, (0, high), (point, high / 2))


def _snipped(wide: float, high: float, adjusted: Adjusted) -> str:
    cut = adjusted.get("adj", 0.16667) * min(wide, high)
    return _closed((0, 0), (wide - cut, 0), (wide, cut), (wide, high), (0, high))


def _line(wide: float, high: float, _: Adjusted) -> str:
    return f"M0 0 L{wide:g} {high:g}"


_PRESETS: Mapping[str, Outline] = MappingProxyType(
    {
        "rect": lambda wide, high, _: rectangle(wide, high),
        "flowChartProcess": lambda wide, high, _: rectangle(wide, high),
        "ellipse": _ellipse,
        "roundRect": _rounded,
        "round2SameRect": _round_top,
        "triangle": _triangle,
        "rtTriangle": lambda wide, high, _: _closed((0, 0), (wide, high), (0, high)),
        "diamond": lambda w, h, _: _closed((w / 2, 0), (w, h / 2), (w / 2, h), (0, h / 2)),
        "parallelogram": _parallelogram,
        "trapezoid": _trapezoid,
        "homePlate": _home_plate,
        "chevron": _chevron,
        "snip1Rect": _snipped,
        "line": _line,
        "straightConnector1": _line,
    }
)


# --- outlines of a template's own ----------------------------------------------------------------


def _legs(drawn: Element, wide: float, high: float) -> Iterator[str]:
    """Yield the legs of a path, which has a measure of its own. Raises ValueError."""
    x = wide / (int(drawn.get("w", "0")) or wide * EMU_PER_POINT)
    y = high / (int(drawn.get("h", "0")) or high * EMU_PER_POINT)
    at = (0.0, 0.0)
    for leg in drawn:
        kind = str(leg.tag).rpartition("}")[2]
        points = [(int(p.get("x", "")) * x, int(p.get("y", "")) * y) for p in every(leg, "a:pt")]
        if kind == "arcTo":
            at, written = _arc(leg, at, (x, y))
            yield written
        elif kind == "close":
            yield "Z"
        elif points:
            at = points[-1]
            yield _LEGS.get(kind, "L") + " ".join(
                f"{round(a, 2):g} {round(b, 2):g}" for a, b in points
            )


_LEGS: Mapping[str, str] = MappingProxyType(
    {"moveTo": "M", "lnTo": "L", "cubicBezTo": "C", "quadBezTo": "Q"}
)


def _arc(
    leg: Element, at: tuple[float, float], scale: tuple[float, float]
) -> tuple[tuple[float, float], str]:
    """Return where an arc ends, and the arc (20.1.9.4): angles run clockwise from the right."""
    rx, ry = (int(leg.get(name, "")) * n for name, n in zip(("wR", "hR"), scale, strict=True))
    start, swing = (math.radians(int(leg.get(n, "")) / _DEGREE) for n in ("stAng", "swAng"))
    centre = at[0] - rx * math.cos(start), at[1] - ry * math.sin(start)
    end = (centre[0] + rx * math.cos(start + swing), centre[1] + ry * math.sin(start + swing))
    large, clockwise = int(abs(swing) > math.pi), int(swing > 0)
    return end, f"A{rx:g} {ry:g} 0 {large} {clockwise} {end[0]:.2f} {end[1]:.2f}"
