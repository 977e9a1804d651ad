"""Blocks one below the other in a frame: who gets which height, and what does not fit. Pure.

Heights are EMU. An item that can be lower or higher, a picture for instance, gets an equal share of
what is left when all others have what they need.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from lessonpress.deck import model as d
from lessonpress.diagnostics import Diagnostic

# White between two blocks.
GAP = round(0.24 * d.EMU_PER_INCH)
# What rounding may add up to before it counts as an overflow.
TOLERANCE = d.EMU_PER_POINT

Shapes = tuple[d.Shape, ...]
Place = Callable[[d.Frame], Shapes]


@dataclass(frozen=True, slots=True)
class Item:
    """A block ready to be placed: `low` is the height it needs, `high` what it has use for.

    `place` draws it in a frame; `crossing` says which block inside it is the first to end below
    some height; `gap` is the white above it, where it is not the first; `complaints` say what is
    wrong with it at these sizes.
    """

    id: str
    low: int
    high: int
    place: Place
    crossing: Callable[[int], str]
    gap: int = GAP
    complaints: tuple[Diagnostic, ...] = ()


def rigid(ident: str, height: int, place: Place, complaints: tuple[Diagnostic, ...] = ()) -> Item:
    """Return an item that is as high as it is, and cannot be divided."""
    return Item(ident, height, height, place, lambda _: ident, complaints=complaints)


def nothing(ident: str, *complaints: Diagnostic) -> Item:
    """Return an item of no height in the place of what cannot be shown."""
    return Item(ident, 0, 0, lambda _: (), lambda _: ident, 0, complaints)


def complaints(items: Sequence[Item]) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the items."""
    return tuple(complaint for item in items for complaint in item.complaints)


def together(ident: str, items: Sequence[Item], padding: int, place: Place) -> Item:
    """Return several items as one that is `padding` higher than they are."""

    def crossing(room: int) -> str:
        found = beyond(items, room - padding)
        return ident if found is None else found

    low, high = least(items) + padding, most(items) + padding
    return Item(ident, low, high, place, crossing, complaints=complaints(items))


def least(items: Sequence[Item]) -> int:
    """Return the height that the items need, gaps included."""
    return sum(item.low for item in items) + _gaps(items)


def most(items: Sequence[Item]) -> int:
    """Return the height that the items have use for, gaps included."""
    return sum(item.high for item in items) + _gaps(items)


def beyond(items: Sequence[Item], room: int) -> str | None:
    """Return the id of the first block that ends below `room`, or None where all fit."""
    if least(items) <= room + TOLERANCE:
        return None
    heights = [item.low for item in items]
    for item, top in zip(items, _tops(items, heights), strict=True):
        if top + item.low > room:
            return item.crossing(room - top)
    return items[-1].id


def groups(items: Sequence[Item], frame: d.Frame) -> Iterator[Shapes]:
    """Yield the shapes of each item, one item below the other from the frame's top."""
    heights = _shared(items, frame.height)
    for item, top, height in zip(items, _tops(items, heights), heights, strict=True):
        yield item.place(d.Frame(frame.left, frame.top + top, frame.width, height))


def shapes(items: Sequence[Item], frame: d.Frame) -> list[d.Shape]:
    """Return the shapes of all items, one item below the other from the frame's top."""
    return [shape for group in groups(items, frame) for shape in group]


def _gaps(items: Sequence[Item]) -> int:
    return sum(item.gap for item in items[1:])


def _shared(items: Sequence[Item], room: int) -> list[int]:
    """Return each item's height; those that can grow share what the others leave."""
    spare = max(0, room - least(items))
    waiting = sum(item.high > item.low for item in items)
    heights = []
    for item in items:
        more = min(spare // max(1, waiting), item.high - item.low)
        waiting -= item.high > item.low
        spare -= more
        heights.append(item.low + more)
    return heights


def _tops(items: Sequence[Item], heights: Sequence[int]) -> list[int]:
    """Return how far below the first item's top each item begins."""
    steps = [h + item.gap for h, item in zip(heights, items[1:], strict=False)]
    return [0, *accumulate(steps)][: len(items)]
