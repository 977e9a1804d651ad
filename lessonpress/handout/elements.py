"""Small things that the standard library's elements cannot do by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element


def parents_of(root: Element) -> dict[Element, Element]:
    """Return the parent of each element below `root`."""
    return {child: parent for parent in root.iter() for child in parent}


def outside(root: Element, classes: Iterable[str]) -> Iterator[Element]:
    """Yield the elements that stand in none of the classes."""
    if any(has_class(root, name) for name in classes):
        return
    yield root
    for child in root:
        yield from outside(child, classes)


def all_by_class(root: Element, name: str) -> list[Element]:
    """Return all elements of a class, in the page's order."""
    return [element for element in root.iter() if has_class(element, name)]


def by_class(root: Element, name: str) -> Element | None:
    """Return the first element of a class, or None."""
    return next(iter(all_by_class(root, name)), None)


def chapters_of(root: Element) -> dict[Element, str]:
    """Return the chapter of a booklet that each element belongs to, or "" of a unit's own pages.

    A chapter has parts: its text, its hints and its answers, at the end.
    """
    found = dict.fromkeys(root.iter(), "")
    for part in [element for element in root.iter() if "data-chapter" in element.attrib]:
        found |= dict.fromkeys(part.iter(), part.attrib["data-chapter"])
    return found


def add_class(element: Element, name: str) -> None:
    """Give an element one more class."""
    element.set("class", f"{element.get('class', '')} {name}".strip())


def has_class(element: Element, name: str) -> bool:
    """Say whether an element has a class."""
    return name in element.get("class", "").split()


def style(element: Element, declaration: str) -> None:
    """Give an element one more declaration of its own."""
    element.set("style", f"{element.get('style', '')}{declaration}; ")


def insert_after(element: Element, new: Element, around: Mapping[Element, Element]) -> None:
    """Put `new` between an element and the text that follows it."""
    parent = around[element]
    new.tail, element.tail = element.tail, None
    parent.insert(list(parent).index(element) + 1, new)


def insert_before(element: Element, new: Element, around: Mapping[Element, Element]) -> None:
    """Put `new` before an element."""
    parent = around[element]
    new.tail = None
    parent.insert(list(parent).index(element), new)


def ancestors(element: Element, around: Mapping[Element, Element]) -> Iterator[Element]:
    """Yield what is around an element, from the inside out."""
    while element in around:
        element = around[element]
        yield element
