"""Where a lane has room among what it must not run through."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

# Two places are the same where they are nearer than this (points).
_SAME = 0.01


def nearest_free(
    wanted: float,
    busy: Sequence[tuple[float, float]],
    before: float,
    after: float,
    side: int | None = None,
) -> float:
    """Return the place nearest to the one wanted that is so far from everything busy.

    With a `side` it is not before the one wanted (2), or not after it (0).
    """
    around = next(
        ((a, b) for a, b in _joined(busy, before, after) if a + _SAME < wanted < b - _SAME), None
    )
    if around is None:
        return wanted
    if side is not None:
        return around[1 if side == 2 else 0]
    return min(around, key=lambda place: (abs(place - wanted), place))


def _joined(
    busy: Sequence[tuple[float, float]], before: float, after: float
) -> Iterator[tuple[float, float]]:
    """Yield what a lane's middle must not be in, with the white it needs, from first to last."""
    start, end = -math.inf, -math.inf
    for a, b in sorted((a - after, b + before) for a, b in busy):
        if a + _SAME < end:
            end = max(end, b)
        else:
            yield start, end
            start, end = a, b
    yield start, end
