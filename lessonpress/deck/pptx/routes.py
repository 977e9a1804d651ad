"""The geometry of connectors: a path of level and upright legs as one of DrawingML's presets.

A preset knows where its two ends are, and its bends as shares of the way between them (ECMA-376,
presetShapeDefinitions: straightConnector1, bentConnector2, 3 and 5). One that begins upright is one
that begins level, turned by a quarter.
"""

from __future__ import annotations

from collections.abc import Sequence

from lessonpress.deck.pptx.tags import tag

Point = tuple[int, int]

_QUARTER = 5_400_000  # 60,000ths of a degree
_WHOLE = 100_000
# Shares of nothing are no shares: two ends on one line are taken to be this far apart (EMU).
_LEAST = 6_350
_PRESETS = {2: "straightConnector1", 3: "bentConnector2", 4: "bentConnector3", 6: "bentConnector5"}


def geometry(points: Sequence[Point]) -> str:
    """Return the place and the outline of a connector through points (EMU), at right angles.

    A path of two points may be aslant. Raises KeyError for a number of points no preset has.
    """
    preset = _PRESETS[len(points)]
    upright = len(points) > 2 and _is_upright(points)
    path = [(y, -x) for x, y in points] if upright else list(points)
    (x0, y0), (x1, y1) = path[0], path[-1]
    dx, dy = _apart(x1 - x0, len(path)), _apart(y1 - y0, len(path))
    shares = _bends(path, dx, dy)
    guides = [tag("a:gd", name=f"adj{n}", fmla=f"val {s}") for n, s in enumerate(shares, 1)]
    place = _transform(points, (abs(dx), abs(dy)), upright, dx < 0, dy < 0)
    return place + tag("a:prstGeom", tag("a:avLst", *guides), prst=preset)


def _is_upright(points: Sequence[Point]) -> bool:
    """Say whether a path's first leg is upright; where it has no length, its second is level."""
    first, second, third = points[:3]
    return second[1] == third[1] and second != third if first == second else first[0] == second[0]


def _apart(distance: int, points: int) -> int:
    return distance if distance or points < 4 else _LEAST


def _bends(path: Sequence[Point], dx: int, dy: int) -> list[int]:
    """Return each bend's share of the way: along, and for paths of five legs across in turn."""
    (x0, y0), inner = path[0], path[1:-1]
    if len(path) < 4:
        return []
    along = [round((x - x0) / dx * _WHOLE) for x, _ in inner[::2]]
    if len(path) == 4:
        return along[:1]
    across = round((inner[1][1] - y0) / dy * _WHOLE)
    return [along[0], across, round((inner[2][0] - x0) / dx * _WHOLE)]


def _transform(
    points: Sequence[Point], size: tuple[int, int], turned: bool, flip_h: bool, flip_v: bool
) -> str:
    """Return where the preset's box is before it is flipped, and turned about its middle."""
    (x0, y0), (x1, y1) = points[0], points[-1]
    wide, high = size
    left, top = min(x0, x1), min(y0, y1)
    if turned:
        left, top = (x0 + x1 - wide) // 2, (y0 + y1 - high) // 2
    return tag(
        "a:xfrm",
        tag("a:off", x=left, y=top),
        tag("a:ext", cx=wide, cy=high),
        rot=_QUARTER if turned else None,
        flipH=1 if flip_h else None,
        flipV=1 if flip_v else None,
    )
