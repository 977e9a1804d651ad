"""The index of a booklet: on which pages its words stand. A layout tells, the next one prints it.

The index stands behind all that it names, so that its own length moves none of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from lessonpress.handout.elements import by_class, has_class, outside

# The anchor by which a document is known to have an index.
INDEX = "index"
# What students do not see, and what only repeats a word.
_ELSEWHERE = ("answers", "key-pages", "unplaced", "margin-note")


def write(root: Element, pages: Mapping[str, int]) -> None:
    """Name the places of the index's words, and print behind each the pages of those."""
    listed = (e for e in root.iter() if "data-index" in e.attrib)
    entries = {entry.attrib["data-index"].casefold(): entry for entry in listed}
    if not entries:
        return
    places = {name: entry.get("data-defined", "").split() for name, entry in entries.items()}
    for number, (name, mention) in enumerate(_mentions(root), 1):
        mention.set("id", mention.get("id", f"mention-{number}"))
        places.get(name, []).append(mention.get("id", ""))
    for name, entry in entries.items():
        found = by_class(entry, "pages")
        if found is not None:
            _print(found, _first_of_pages(places[name], pages))


def _mentions(root: Element) -> Iterator[tuple[str, Element]]:
    for element in outside(root, _ELSEWHERE):
        if has_class(element, "term"):
            yield element.get("data-key", "").casefold(), element


def _first_of_pages(places: Iterable[str], pages: Mapping[str, int]) -> dict[int, str]:
    """Return the first place on each page, in the order of pages."""
    found: dict[int, str] = {}
    for place in places:
        if place in pages:
            found.setdefault(pages[place], place)
    return dict(sorted(found.items()))


def _print(element: Element, found: Mapping[int, str]) -> None:
    """Print pages, those in a row as one link: 3, 5–7."""
    for run in _runs(found):
        link = SubElement(element, "a", {"href": f"#{found[run[0]]}"})
        link.text = str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}"
        link.tail = ", "
    if len(element):
        element[-1].tail = None


def _runs(numbers: Iterable[int]) -> Iterator[list[int]]:
    for _, run in groupby(enumerate(numbers), key=lambda each: each[1] - each[0]):
        yield [number for _, number in run]


def pages(document: Any) -> Mapping[str, int]:
    """Return the page of every place in a document with an index; the first page has number 1."""
    anchors: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for name in page.anchors:
            anchors.setdefault(name, number)
    return anchors if INDEX in anchors else {}
