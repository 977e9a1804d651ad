"""A graph in layers: which box stands in which, and in what order (Sugiyama).

Arrows that close a circle lead back against the layers. Arrows over several layers are kept a lane
free between the boxes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

_SWEEPS = 8

Item = tuple[str, int]  # a box and -1, or what keeps a lane free: an arrow's number and its layer


@dataclass(frozen=True, slots=True)
class Layers:
    """Boxes by layer, lanes among them in their order; `level` is each box's layer.

    `back` are the numbers of the arrows that lead back.
    """

    rows: tuple[tuple[Item, ...], ...]
    level: Mapping[str, int]
    back: frozenset[int]


def layered(names: Sequence[str], arrows: Sequence[tuple[str, str]]) -> Layers:
    """Return boxes in layers such that arrows lead from a layer to a later one, but for `back`."""
    back = frozenset(_closing(names, arrows))
    level = _levels(names, [a[::-1] if n in back else a for n, a in enumerate(arrows)])
    rows: list[list[Item]] = [[] for _ in range(max(level.values()) + 1)]
    for name in names:
        rows[level[name]].append((name, -1))
    for number, (start, end) in enumerate(arrows):
        for layer, item in _path(number, start, end, level)[1:-1]:
            rows[layer].append(item)
    links = linked(arrows, level)
    return Layers(tuple(map(tuple, _ordered(rows, links))), level, back)


def _path(number: int, start: str, end: str, level: Mapping[str, int]) -> list[tuple[int, Item]]:
    """Return what an arrow runs through: its ends, and a place in each layer between them."""
    if level[start] > level[end]:
        start, end = end, start
    between = range(level[start] + 1, level[end])
    lanes = [(layer, (f"arrow {number}", layer)) for layer in between]
    return [(level[start], (start, -1)), *lanes, (level[end], (end, -1))]


def _closing(names: Sequence[str], arrows: Sequence[tuple[str, str]]) -> Iterator[int]:
    """Yield the numbers of the arrows that close a circle, seen from what is named first."""
    following: dict[str, list[tuple[int, str]]] = {name: [] for name in names}
    for number, (start, end) in enumerate(arrows):
        following[start].append((number, end))
    done: set[str] = set()
    for first in names:
        walked: list[tuple[str, Iterator[tuple[int, str]]]] = []
        if first not in done:
            walked.append((first, iter(following[first])))
        while walked:
            name, further = walked[-1]
            number, end = next(further, (-1, ""))
            if number < 0:
                done.add(name)
                walked.pop()
            elif any(end == open_ for open_, _ in walked):
                yield number
            elif end not in done:
                walked.append((end, iter(following[end])))


def _levels(names: Sequence[str], arrows: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Return the length of the longest way to each box. There must be no circle."""
    level = dict.fromkeys(names, 0)
    for _ in names:
        for start, end in arrows:
            level[end] = max(level[end], level[start] + 1)
    return level


# --- order in the layers -------------------------------------------------------------------------


def _ordered(rows: list[list[Item]], links: Mapping[Item, list[Item]]) -> list[list[Item]]:
    """Return the rows in the order that crosses least of those that sweeps to and fro find."""
    best, least = rows, _crossings(rows, links)
    for sweep in range(_SWEEPS):
        forth = range(1, len(rows))
        for number in forth if sweep % 2 == 0 else reversed(range(len(rows) - 1)):
            fixed = rows[number - 1 if sweep % 2 == 0 else number + 1]
            rows = [*rows[:number], _by_neighbours(rows[number], fixed, links), *rows[number + 1 :]]
        crossings = _crossings(rows, links)
        if crossings < least:
            best, least = rows, crossings
    return best


def _by_neighbours(
    row: list[Item], fixed: list[Item], links: Mapping[Item, list[Item]]
) -> list[Item]:
    place = {item: n for n, item in enumerate(fixed)}

    def middle(numbered: tuple[int, Item]) -> float:
        number, item = numbered
        near = [place[other] for other in links.get(item, ()) if other in place]
        return sum(near) / len(near) if near else float(number)

    return [item for _, item in sorted(enumerate(row), key=middle)]


def _crossings(rows: list[list[Item]], links: Mapping[Item, list[Item]]) -> int:
    count = 0
    for one, other in pairwise(rows):
        place = {item: n for n, item in enumerate(other)}
        pairs = [
            (n, place[end])
            for n, item in enumerate(one)
            for end in links.get(item, ())
            if end in place
        ]
        count += sum(a < c and b > d for a, b in pairs for c, d in pairs)
    return count


def linked(arrows: Sequence[tuple[str, str]], level: Mapping[str, int]) -> dict[Item, list[Item]]:
    """Return what each item stands next to on the arrows."""
    links: dict[Item, list[Item]] = {}
    for number, (start, end) in enumerate(arrows):
        path = _path(number, start, end, level)
        for (_, one), (_, other) in pairwise(path):
            links.setdefault(one, []).append(other)
            links.setdefault(other, []).append(one)
    return links
