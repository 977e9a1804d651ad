"""Gradients as bands of single colours, one over the other.

WeasyPrint 70 writes the gradient of an SVG as a pattern that some readers cut off, or leave out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup

from lessonpress.deck import model as d
from lessonpress.deck.ornaments import Paint, Stop
from lessonpress.markup import element

# So many bands cannot be told apart on a picture as wide as a page.
_BANDS = 48


def drawn(fill: Paint, frame: d.Frame) -> Markup:
    """Return a gradient that fills a frame, from whose top left its places count.

    What shines through it does so evenly, since its bands lie over each other.
    """
    wide, high = frame.width / d.EMU_PER_POINT, frame.height / d.EMU_PER_POINT
    bands = _rings(fill, wide, high) if fill.radial else _strips(fill, wide, high)
    covering = sum(stop.alpha for stop in fill.stops) / len(fill.stops)
    opacity = {"opacity": _number(covering)} if covering < 1 else {}
    return element("g", Markup("").join(bands), **opacity)


def _strips(fill: Paint, wide: float, high: float) -> Iterator[Markup]:
    """Yield strips across the gradient's way, each from its place to the end of all."""
    x, y = math.cos(math.radians(fill.angle)), math.sin(math.radians(fill.angle))
    long = abs(x) * wide + abs(y) * high  # so that corners have the outermost colours
    across = math.hypot(wide, high)
    turned = f"translate({_number(wide / 2)} {_number(high / 2)}) rotate({_number(fill.angle)})"
    for share in _shares():
        place = {"x": (share - 0.5) * long, "y": -across / 2, "width": (1 - share) * long}
        places = {key: _number(value) for key, value in {**place, "height": across}.items()}
        yield element("rect", transform=turned, **places, **_paint(fill.stops, share))


def _rings(fill: Paint, wide: float, high: float) -> Iterator[Markup]:
    """Yield circles about the middle, the largest first."""
    middle = {"cx": _number(wide / 2), "cy": _number(high / 2)}
    for share in _shares():
        radius = (1 - share) * math.hypot(wide, high) / 2
        look = _paint(fill.stops, 1 - share)
        yield element("circle", **middle, r=_number(radius), **look)


def _shares() -> Iterator[float]:
    return (band / _BANDS for band in range(_BANDS))


def _paint(stops: Sequence[Stop], share: float) -> dict[str, str]:
    """Return the colour at a share of the way."""
    before, after = next(
        ((a, b) for a, b in pairwise(stops) if share <= b.offset), (stops[-1], stops[-1])
    )
    way = after.offset - before.offset
    part = min(1.0, max(0.0, (share - before.offset) / way)) if way else 0.0
    mixed = (
        round(int(a, 16) + part * (int(b, 16) - int(a, 16)))
        for a, b in zip(_parts(before.color), _parts(after.color), strict=True)
    )
    return {"fill": "#" + "".join(f"{value:02X}" for value in mixed)}


def _parts(color: str) -> tuple[str, str, str]:
    return color[1:3], color[3:5], color[5:7]


def _number(value: float) -> str:
    return f"{round(value, 2):g}"
