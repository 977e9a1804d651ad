"""How much there is to draw in an SVG, with all that it repeats."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

_LINKS = ("href", "{http://www.w3.org/1999/xlink}href")

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_REFERENCE = re.compile(r"url\(\s*[\"']?#([^\"')\s]+)")
_NUMBER = re.compile(r"[-+]?\d*\.?\d+")


def depth(root: Element) -> int:
    """Return how many elements stand inside each other at most."""
    deepest, waiting = 0, [(root, 1)]
    while waiting:
        element, level = waiting.pop()
        deepest = max(deepest, level)
        waiting += [(child, level + 1) for child in element]
    return deepest


def weight(root: Element, most: int) -> int:
    """Return how many elements are drawn, each as often as it is used; stop beyond `most`.

    What refers to itself, directly or not, weighs more than `most`. The tree must not be deep.
    """
    return _Scale(root, most).weigh(root)


class _Scale:
    def __init__(self, root: Element, most: int) -> None:
        self._most = most
        self._by_id = {str(e.get("id")): e for e in root.iter() if e.get("id")}
        self._known: dict[Element, int] = {}
        self._around: set[Element] = set()

    def weigh(self, element: Element) -> int:
        if element in self._known:
            return self._known[element]
        if element in self._around or len(self._around) > _LONGEST_CHAIN:
            return self._most + 1
        self._around.add(element)
        total = 1
        for child in (*element, *self._used(element)):
            total += self.weigh(child)
            if total > self._most:
                break
        self._around.discard(element)
        self._known[element] = total
        return total

    def _used(self, element: Element) -> list[Element]:
        """Return what an element draws besides its children, once for each time it is drawn."""
        names = [str(element.get(key, "#"))[1:] for key in _LINKS]
        for key, value in element.attrib.items():
            times = _points(element) if str(key).startswith("marker") else 1
            names += _REFERENCE.findall(str(value)) * times
        return [self._by_id[name] for name in names if name in self._by_id]


# Python itself allows about 1,000 calls inside each other.
_LONGEST_CHAIN = 300


def _points(element: Element) -> int:
    """Return at how many points of a line a marker is drawn, at most."""
    return len(_NUMBER.findall(element.get("d", "") + " " + element.get("points", ""))) // 2 + 1
