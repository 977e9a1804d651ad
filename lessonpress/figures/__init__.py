"""Figures that are computed: data to drawings, which decks and pages draw each in their own way."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from lessonpress import model as m
from lessonpress.figures import chart, flow, maps, timeline
from lessonpress.figures.drawing import Drawing
from lessonpress.figures.mirroring import mirrored as mirrored
from lessonpress.figures.setting import Place
from lessonpress.figures.sparing import sparing as sparing

_DRAW: Mapping[type, Callable[[Any, Place], Drawing]] = MappingProxyType(
    {
        m.Timeline: timeline.draw,
        m.Flow: flow.draw,
        m.Map: maps.draw,
        m.Chart: chart.draw,
    }
)


@lru_cache(maxsize=512)  # a slide is tried at many sizes, and divided in many ways
def draw(content: m.Computed, place: Place) -> Drawing:
    """Return the figure drawn for its place, in the largest of the sizes at which it fits there.

    Where it fits at none it is drawn at the smallest, and is wider or higher than its place. A
    chart is drawn at the smallest anywhere: its words are those of captions. Time and steps run to
    the left where words do; maps and charts are the same for all.
    """
    drawing = _DRAW[type(content)](content, place)
    runs = isinstance(content, m.Timeline | m.Flow)
    return mirrored(drawing) if place.leftward and runs else drawing


def fits(drawing: Drawing, place: Place) -> bool:
    """Say whether a drawing is no larger than its place."""
    return drawing.width <= place.width + 0.5 and drawing.height <= place.height + 0.5


def divided(content: m.Computed, place: Place) -> tuple[m.Computed, m.Computed] | None:
    """Return what of a figure fits in its place, and what is left for a further one.

    None where it is one thing that cannot be divided, or no part of it fits.
    """
    if not isinstance(content, m.Timeline):
        return None

    def too_many(count: int) -> bool:
        return not fits(draw(timeline.divided(content, count)[0], place), place)

    counts = range(1, len(content.events))
    most = bisect_left(counts, True, key=too_many)
    return timeline.divided(content, most) if most else None
