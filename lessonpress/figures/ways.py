"""In which ways a flow is set until it fits: where it leads, how large, how tight. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lessonpress import model as m
from lessonpress.figures.setting import Place

Leads = Literal["right", "down", "rows"]
_LEADS: tuple[Leads, ...] = ("right", "down", "rows")

# How wide labels of arrows are at most, and where there is no room, in em of the words' size.
LABEL_WIDTH, NARROW_LABEL = 7.0, 2.5
# How much wider than need be gaps are made for labels that stand on something, and how wide these.
LOOSER = (
    *((1.0, LABEL_WIDTH), (1.5, LABEL_WIDTH), (2.2, LABEL_WIDTH)),
    *((1.0, NARROW_LABEL), (1.5, NARROW_LABEL)),
)
# Gaps and insets of a flow that fits no other way, against what they should be.
_TIGHT = 0.6
# A flow that leads to the right is preferred to larger words in one that leads down: its size.
_NEARLY = 0.75


@dataclass(frozen=True, slots=True)
class Way:
    """Where a flow leads, at what size, and how much of the white it should have it does have.

    `label` is how wide an arrow's label is at most, in em.
    """

    leads: Leads
    size: float
    tight: float = 1.0
    label: float = LABEL_WIDTH


def tries(flow: m.Flow, place: Place) -> Iterator[Way]:
    """Yield the ways to set a flow, the best first.

    What the author asks for comes first at all sizes, tight ones too; before a flow that is too
    large is given up, it leads some other way.
    """
    asked: tuple[Leads, ...] = _fitting(place) if flow.direction == "fit" else (flow.direction,)
    if asked[0] == "right" and len(asked) > 1:
        yield from (Way("right", s) for s in place.sizes if s >= _NEARLY * place.sizes[0])
    yield from (Way(leads, size) for size in place.sizes for leads in asked)
    yield from (Way(leads, size, _TIGHT) for size in place.sizes[-2:] for leads in asked)
    left: list[Leads] = [leads for leads in _LEADS if leads not in asked]
    for tight in (1.0, _TIGHT):
        yield from (Way(leads, size, tight) for size in place.sizes for leads in left)


def _fitting(place: Place) -> tuple[Leads, ...]:
    return _LEADS if place.width > 20 * place.sizes[-1] else ("down", "right", "rows")
