"""Which way a paragraph runs: from its language."""

from __future__ import annotations

from lessonpress.deck import model as d
from lessonpress.direction import is_leftward


def runs_left(inlines: d.Inlines, lang: str) -> bool:
    """Say whether a paragraph runs from right to left: as the deck does, or as all its words do."""
    spoken = {i.style.lang for i in inlines if isinstance(i, d.Run) and i.text.strip()}
    return (
        all(map(is_leftward, spoken - {""})) if spoken and "" not in spoken else is_leftward(lang)
    )
