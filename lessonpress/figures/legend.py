"""The legend of a map: what its tints mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lessonpress import model as m
from lessonpress.figures import setting
from lessonpress.figures.drawing import Box, Frame, Label, Look, Shape, Words
from lessonpress.figures.setting import Place

# Groups are told apart in grey, too, by how dark they are, and by their outlines.
GROUPS = (
    Look(fill="accent", tint=0.36, line="muted", weight=0.75),
    Look(fill="answer", tint=0.22, line="muted", weight=0.75),
    Look(fill="accent", tint=0.14, line="muted", weight=0.75, dashed=True),
    Look(fill="muted", tint=0.5, line="muted", weight=0.75),
)
_SWATCH = 0.9  # em of the words' size


@dataclass(frozen=True, slots=True)
class Legend:
    """What the tints mean: a swatch, the group's name and its countries, one below the other."""

    entries: tuple[tuple[int, Words], ...]
    tops: tuple[float, ...]
    height: float
    size: float
    width: float

    @staticmethod
    def natural_width(map_: m.Map, size: float, place: Place) -> float:
        """Return how wide a legend is in which no entry breaks."""
        entries = [Words(_told(g, n, map_), size) for n, g in enumerate(map_.groups) if g]
        return setting.natural_width(entries, place) + 1.5 * size

    @classmethod
    def of(cls, map_: m.Map, size: float, place: Place, room: float) -> Legend:
        """Return the legend that a map needs, `room` wide; empty where there is nothing to tell."""
        entries = [
            (n, Words(_told(group, n, map_), size)) for n, group in enumerate(map_.groups) if group
        ]
        told = [words for _, words in entries]
        width = setting.balanced_width(told, room - 1.5 * size, place) if entries else 0.0
        tops, top = [], 0.6 * size
        for _, words in entries:
            tops.append(top)
            top += setting.height([words], width, place) + 0.2 * size
        return cls(tuple(entries), tuple(tops), top if entries else 0.0, size, width)

    def shapes(self, left: float, below: float) -> Iterator[Shape]:
        """Yield the legend's shapes, `left` points from the left, `below` points from the top."""
        side = _SWATCH * self.size
        ends = (*self.tops[1:], self.height)
        for (number, words), top, end in zip(self.entries, self.tops, ends, strict=False):
            y = below + top
            swatch = Frame(left, y + 0.16 * self.size, side, side)
            yield Box(f"Key {words.text}", swatch, "rectangle", GROUPS[number % len(GROUPS)])
            frame = Frame(left + 1.5 * self.size, y, self.width, end - top)
            label = Label((words,), "left", "top")
            yield Box(f"Meaning {words.text}", frame, "none", label=label)


def _told(group: str, number: int, map_: m.Map) -> str:
    """Return a group's name with its countries, so that nobody needs the colours."""
    names = ", ".join(c.name for c in map_.countries if c.group == number)
    return f"{group}: {names}" if names else group
