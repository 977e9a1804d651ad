"""The numbers of items, which programs for slides count and write by themselves. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lessonpress.deck import counting
from lessonpress.deck import model as d


def counted(items: Iterable[d.SetParagraph]) -> Iterator[d.SetParagraph]:
    """Yield items with their numbers: those of lists have one, those of layouts are counted."""
    counts: dict[int, int] = {}
    for item in items:
        level = item.paragraph.level
        counts = {deep: count for deep, count in counts.items() if deep <= level}
        if item.format.bullet != "#":
            counts.pop(level, None)
            yield item
            continue
        number = item.paragraph.number or counts.get(level, 0) + 1
        counts[level] = number
        yield replace(item, paragraph=replace(item.paragraph, number=number))


def written(item: d.SetParagraph) -> str:
    """Return an item's number as its list or the template writes it."""
    paragraph = item.paragraph
    scheme = paragraph.scheme or item.format.numbers or "arabicPeriod"
    return counting.label(scheme, paragraph.number)
