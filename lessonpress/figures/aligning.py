"""Where the boxes of a layered flow stand across it: straight chains, branches on both sides.

As Brandes and Köpf do it: what an arrow links is put on one line from each of the four corners, and
the mean of the two middle ones of these four places is taken. Arrows from box to box come first;
the lanes of longer ones make way for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from lessonpress.figures.layering import Item, Layers, linked

Rows = Sequence[Sequence[Item]]
Links = Mapping[Item, Sequence[Item]]


def across(
    layers: Layers,
    arrows: Sequence[tuple[str, str]],
    size: Callable[[Item], float],
    gap: float,
) -> dict[Item, float]:
    """Return the middle of each item across, none nearer to its neighbour than `gap`."""
    links = linked(arrows, layers.level)

    def apart(one: Item, other: Item) -> float:
        return (size(one) + size(other)) / 2 + gap

    corners = []
    for rows in (layers.rows, layers.rows[::-1]):
        corners.append(_packed(rows, links, apart))
        mirrored = _packed([row[::-1] for row in rows], links, apart)
        corners.append({item: -place for item, place in mirrored.items()})
    return _balanced(corners)


def _balanced(corners: Sequence[dict[Item, float]]) -> dict[Item, float]:
    """Return the mean of the two middle places of each item, over the narrowest of the four."""
    narrowest = min(corners, key=lambda places: max(places.values()) - min(places.values()))
    low, high = min(narrowest.values()), max(narrowest.values())
    moves = [
        high - max(places.values()) if number % 2 else low - min(places.values())
        for number, places in enumerate(corners)
    ]
    middle = {}
    for item in narrowest:
        found = sorted(places[item] + move for places, move in zip(corners, moves, strict=True))
        middle[item] = (found[1] + found[2]) / 2
    return middle


def _packed(rows: Rows, links: Links, apart: Callable[[Item, Item], float]) -> dict[Item, float]:
    """Return places where all that is on one line stands as near to the first edge as it can."""
    root = _lines(rows, links)
    before = {other: one for row in rows for one, other in pairwise(row)}
    members: dict[Item, list[Item]] = {}
    for item, first in root.items():
        members.setdefault(first, []).append(item)
    places: dict[Item, float] = {}

    def place(first: Item) -> float:
        if first not in places:
            pushed = [m for m in members[first] if m in before]
            ends = (place(root[before[m]]) + apart(before[m], m) for m in pushed)
            places[first] = max(ends, default=0.0)
        return places[first]

    return {item: place(first) for item, first in root.items()}


def _lines(rows: Rows, links: Links) -> dict[Item, Item]:
    """Return the first item of the line that each item is on, seen from the first row."""
    root: dict[Item, Item] = {item: item for row in rows for item in row}
    for upper, row in pairwise(rows):
        position = {item: n for n, item in enumerate(upper)}
        held: list[tuple[int, int]] = []  # what is on one line, by its places in both rows
        boxes_first = sorted(enumerate(row), key=lambda numbered: numbered[1][1] >= 0)
        for at, item in boxes_first:
            for other in _medians(item, links, position):
                if all((a - position[other]) * (b - at) > 0 for a, b in held):
                    held.append((position[other], at))
                    root[item] = root[other]
                    break
    return root


def _medians(item: Item, links: Links, position: Mapping[Item, int]) -> Iterator[Item]:
    """Yield what an item follows: the middle one or two of what it is linked with of its kind."""
    near = {other for other in links.get(item, ()) if other in position}
    alike = sorted((o for o in near if (o[1] < 0) == (item[1] < 0)), key=lambda o: position[o])
    if alike:
        yield alike[(len(alike) - 1) // 2]
        yield alike[len(alike) // 2]
