"""The sizes type may take: a layout's own, and in steps down to the floors. Pure; sizes are points.

Step 0 is what the layout says. Each further step takes the next size of the type scale for the
largest level; deeper levels keep their distance as long as the floor lets them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lessonpress.deck import model as d
from lessonpress.deck.layouts import Floors, Reference

Levels = Sequence[d.ParagraphFormat]

# The sizes of our layouts, and what typographers put between them.
SCALE = (96, 80, 72, 60, 54, 48, 44, 40, 36, 32, 28, 24, 22, 20, 18, 16, 14, 12)


def sizes(largest: float, floor: float, small: float = 0.0) -> tuple[float, ...]:
    """Return a size and those below it, not below `floor`.

    Where the layout itself is below the floor, its author has chosen so: then `small` is the floor.
    """
    least = floor if largest >= floor else min(small or floor, largest)
    return (largest, *(float(s) for s in SCALE if least <= s < largest))


def at(levels: Levels, step: int, floor: float, small: float) -> tuple[d.ParagraphFormat, ...]:
    """Return a place's levels at a step."""
    if step == 0 or not levels:
        return tuple(levels)
    steps = sizes(levels[0].size, floor, small)
    last = len(steps) - 1
    return tuple(resized(lv, steps[min(step + _rank(lv, levels), last)]) for lv in levels)


def resized(level: d.ParagraphFormat, cap: float) -> d.ParagraphFormat:
    """Return a format at most `cap` points large, the white around it in proportion."""
    size = min(level.size, cap)
    return replace(
        level,
        size=size,
        space_before=level.space_before * size / level.size,
        space_after=level.space_after * size / level.size,
    )


def _rank(level: d.ParagraphFormat, levels: Levels) -> int:
    """Return how many sizes the place has above this level's."""
    return len({other.size for other in levels if other.size > level.size})


def dense(reference: Reference, step: int) -> Reference:
    """Return the reference with tables and code set as they are at a step."""
    steps = _dense_sizes(reference)
    text = resized(reference.text, steps[min(step, len(steps) - 1)])
    return replace(reference, text=text)


def _dense_sizes(reference: Reference) -> tuple[float, ...]:
    return sizes(reference.text.size, reference.floors.dense)


def steps(places: Iterable[Levels], reference: Reference) -> int:
    """Return how many steps there are for text that flows through several places."""
    floors: Floors = reference.floors
    texts = (len(sizes(levels[0].size, floors.text, floors.small)) for levels in places if levels)
    return max([len(_dense_sizes(reference)), *texts])
