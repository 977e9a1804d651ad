"""Where words have room on a flat map: wholly inside an outline, or outside of all of them.

Outlines are cut into level rows, and a row into the spans that are inside.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from lessonpress.figures.drawing import Frame
from lessonpress.figures.outlines import Flat

Span = tuple[float, float]
Ring = tuple[Flat, ...]

_ROW = 2.0  # points from one row to the next
_WHITE = 1.0  # points between words and the outline they are in


def inside(ring: Ring, width: float, height: float) -> Iterator[Frame]:
    """Yield frames of a size that are wholly inside a ring, several in each row."""
    rows = _rows(ring)
    count = math.ceil(height / _ROW) + 1
    for first in sorted(rows):
        spans = rows[first]
        for row in range(first + 1, first + count):
            spans = _common(spans, rows.get(row, ()))
        for start, end in spans:
            spare = end - start - 2 * _WHITE - width
            if spare >= 0:
                for share in (0.5, 0.25, 0.75, 0.0, 1.0):
                    left = start + _WHITE + share * spare
                    yield Frame(left, first * _ROW + _WHITE, width, height)


def touches(frame: Frame, ring: Ring) -> bool:
    """Say whether a frame shares anything with the inside of a ring."""
    left, right = frame.x, frame.x + frame.width
    if not _meets(frame, ring):
        return False
    return any(a < right and b > left for spans in _rows_of(frame, ring) for a, b in spans)


def is_crossed(frame: Frame, ring: Ring) -> bool:
    """Say whether a ring's outline runs through a frame."""
    if not _meets(frame, ring):
        return False
    middle, right = frame.x + frame.width / 2, frame.x + frame.width
    rows = [*_rows_of(frame, ring)]
    ends = (end for spans in rows for span in spans for end in span)
    if any(frame.x < end < right for end in ends):
        return True
    # A level outline runs between two rows, one inside and one outside.
    return len({any(a <= middle <= b for a, b in spans) for spans in rows}) > 1


def contains(ring: Sequence[Flat], point: Flat) -> bool:
    """Say whether a point is inside a ring."""
    return any(a <= point[0] <= b for a, b in _spans(ring, point[1]))


def _meets(frame: Frame, ring: Ring) -> bool:
    left, top, right, bottom = _bounds(ring)
    level = frame.x < right and frame.x + frame.width > left
    return level and frame.y < bottom and frame.y + frame.height > top


def _rows_of(frame: Frame, ring: Ring) -> Iterator[tuple[Span, ...]]:
    """Yield the spans of each row of a ring that a frame covers, and of those beside them."""
    rows = _rows(ring)
    last = math.ceil((frame.y + frame.height) / _ROW)
    for row in range(math.floor(frame.y / _ROW), last + 1):
        yield rows.get(row, ())


@lru_cache(maxsize=1024)  # names are tried in many places
def _bounds(ring: Ring) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


@lru_cache(maxsize=1024)
def _rows(ring: Ring) -> dict[int, tuple[Span, ...]]:
    _, top, _, bottom = _bounds(ring)
    numbers = range(math.ceil(top / _ROW), math.floor(bottom / _ROW) + 1)
    return {number: _spans(ring, number * _ROW) for number in numbers}


def _spans(ring: Sequence[Flat], y: float) -> tuple[Span, ...]:
    """Return what of a level line is inside a ring."""
    crossed = [
        a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for a, b in pairwise((*ring, ring[0]))
        if (a[1] <= y) != (b[1] <= y)
    ]
    ends = sorted(crossed)
    return tuple(zip(ends[::2], ends[1::2], strict=False))


def _common(one: Sequence[Span], other: Sequence[Span]) -> tuple[Span, ...]:
    both = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple((a, b) for a, b in both if a < b)
