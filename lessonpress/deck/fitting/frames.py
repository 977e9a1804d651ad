"""Rectangles on a slide: what is inside them, above them, below them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lessonpress.deck import model as d


def inner(frame: d.Frame, insets: d.Insets) -> d.Frame:
    """Return the frame that is left inside insets, a unit wide and high at least."""
    return d.Frame(
        frame.left + insets.left,
        frame.top + insets.top,
        max(1, frame.width - insets.left - insets.right),
        max(1, frame.height - insets.top - insets.bottom),
    )


def outer(frame: d.Frame, insets: d.Insets) -> d.Frame:
    """Return the frame whose inside is `frame`."""
    return d.Frame(
        frame.left - insets.left,
        frame.top - insets.top,
        frame.width + insets.left + insets.right,
        frame.height + insets.top + insets.bottom,
    )


def sized(place: d.Frame, size: d.Frame) -> d.Frame:
    """Return a frame as large as `size` at the top left of `place`."""
    return d.Frame(place.left, place.top, size.width, size.height)


def above(frame: d.Frame, floor: int) -> d.Frame:
    """Return what of a frame is above `floor`."""
    return replace(frame, height=max(1, min(frame.height, floor - frame.top)))


def bottom(frame: d.Frame) -> int:
    """Return where a frame ends."""
    return frame.top + frame.height


def below(frame: d.Frame, ends: Sequence[int]) -> d.Frame:
    """Move a frame up to what it belongs to, which ends at `ends`, where that is above it."""
    top = min(frame.top, max(ends, default=frame.top))
    return replace(frame, top=top, height=bottom(frame) - top)
