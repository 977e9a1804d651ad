"""An answer that is longer than its room: what fits stands there, the rest on the key's own pages.

A layout tells how much fits (`fitting`), in whole lines, rows, pictures and formulas; before the
next one the answer is divided there (`divide`). The measure that both share is ink: so many
characters, and one for whatever is not divided. White and hyphens do not count, since a line's end
takes and gives some.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element

from lessonpress.handout.elements import add_class, has_class, style

# What stands in one place or the other, as a whole.
_WHOLE_TAGS = frozenset({"figure", "img", "svg", "tr"})
_WHOLE_CLASSES = ("columns", "drawing", "equation", "math")
# What means nothing without what follows it.
_LEADING = frozenset({"h2", "h3", "h4", "h5", "h6", "caption", "thead"})
# Not shown in a room.
_HEADING = "of"
_HYPHENS = frozenset("-\u2010\u2011")
# Pixels that rounding may take; the share of a line that leaves room for the mark at its end.
_TOLERANCE, _SHORT_LINE = 0.5, 0.6


# --- after a layout ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is not divided: its ink, its ends in CSS pixels, and whether it leads in to more."""

    ink: int
    right: float
    bottom: float
    leads: bool = False


def fitting(document: Any, answers: Collection[str]) -> Mapping[str, int]:
    """Return how much ink of each answer its room holds with the mark below it; no answer without.

    `document` is a `weasyprint.Document`, `answers` are ids.
    """
    if not answers:
        return {}
    pages = (page for page in document.pages if any(name in page.anchors for name in answers))
    rooms = (room for page in pages for room in _rooms(page._page_box))
    found = ((_id(box), _held(room, box)) for room in rooms for box in _answers(room))
    return {name: ink for name, ink in found if ink and name in answers}


def _rooms(box: Any) -> Iterator[Any]:
    if _has_class(box, "room"):
        yield box
    else:
        for child in getattr(box, "children", ()):
            yield from _rooms(child)


def _answers(room: Any) -> Iterator[Any]:
    return (child for child in room.children if _has_class(child, "answers"))


def _held(room: Any, answer: Any) -> int:
    rows = [child.margin_height() for child in room.children if child.element_tag == "hr"]
    end = room.content_box_y() + room.height + _TOLERANCE
    wide = room.content_box_x() + _SHORT_LINE * room.width
    held: list[_Unit] = []
    for unit in _units(answer):
        room_for_mark = rows[-1] if unit.right > wide else 0
        if unit.bottom > end:
            break
        held.append(replace(unit, bottom=unit.bottom + room_for_mark))
    while held and (held[-1].leads or held[-1].bottom > end):
        held.pop()
    return sum(unit.ink for unit in held)


def _units(box: Any) -> Iterator[_Unit]:
    """Yield what a box holds in the order of reading; marks of lists' items are no ink."""
    from weasyprint.formatting_structure.boxes import LineBox

    if "::" in (box.element_tag or ""):
        return
    if isinstance(box, LineBox) or _is_whole(box):
        ink = 1 if _is_whole(box) else sum(map(_ink_in_line, box.children))
        yield _Unit(ink, _right(box), float(box.position_y + box.margin_height()))
        return
    leads = box.element_tag in _LEADING
    for child in getattr(box, "children", ()):
        yield from (replace(unit, leads=leads or unit.leads) for unit in _units(child))


def _right(box: Any) -> float:
    ends = [float(child.position_x + child.margin_width()) for child in box.children]
    return max(ends, default=float(box.position_x))


def _ink_in_line(box: Any) -> int:
    if "::" in (box.element_tag or ""):
        return 0
    if _is_whole(box):
        return 1
    inside = sum(map(_ink_in_line, getattr(box, "children", ())))
    return inside + _ink(getattr(box, "text", ""))


def _is_whole(box: Any) -> bool:
    return box.element is not None and _stands_whole(box.element)


def _has_class(box: Any, name: str) -> bool:
    return box.element is not None and has_class(box.element, name)


def _id(box: Any) -> str:
    return str(box.element.get("id", ""))


# --- before the next -----------------------------------------------------------------------------


def divide(element: Element, kept: int) -> Element:
    """Leave so much ink in an element, and return one like it with the rest.

    Ids stay behind; the rest of an item, paragraph or piece of code has the class "goes-on".
    """
    rest = Element(element.tag, {k: v for k, v in element.attrib.items() if k != "id"})
    element.text, rest.text, kept = _cut(element.text, kept)
    moved = rest.text is not None
    white = _white_at_end(element.text)
    for child in list(element):
        if not moved and _size(child) <= kept:
            child.tail, rest.text, kept = _cut(child.tail, kept - _size(child))
            moved, white = rest.text is not None, _white_at_end(child.tail)
            continue
        rest.text = rest.text if moved else white
        rest.append(child if moved or not kept else _rest_of(child, kept))
        moved = True
    for child in rest:
        if child in element:
            element.remove(child)
    _go_on(element, rest)
    return rest


def _rest_of(child: Element, kept: int) -> Element:
    rest = divide(child, kept)
    rest.tail, child.tail = child.tail, None
    add_class(rest, "goes-on")
    return rest


def _white_at_end(text: str | None) -> str:
    """Return the white that a line of code begins with."""
    return (text or "")[len((text or "").rstrip(" ")) :]


def _go_on(element: Element, rest: Element) -> None:
    """Count a list's items on, and repeat a table's heads."""
    if element.tag == "ol":
        before = int(element.get("start", "1")) - 1 + len(element.findall("li"))
        style(rest, f"counter-reset: list-item {before}")
    if element.tag == "table":
        rest[:0] = [deepcopy(head) for head in element.findall("thead")]


def _cut(text: str | None, kept: int) -> tuple[str | None, str | None, int]:
    """Divide a text after so much ink; nothing is left to keep where there is a second part."""
    if not text or _ink(text) <= kept:
        return text, None, kept - _ink(text)
    place = _place(text, kept)
    first = text[:place].rstrip(" ")
    return first.rstrip(), text[len(first) :], 0


def _place(text: str, kept: int) -> int:
    """Return where so much ink ends, or the word begins that a hyphen divided there."""
    inked = (place for place, character in enumerate(text) if _ink(character))
    place = next(place for number, place in enumerate(inked) if number == kept)
    if place and _is_letter(text[place - 1]) and _is_letter(text[place]):
        return place - len(text[:place].split()[-1])
    return place


def _size(element: Element) -> int:
    if _stands_whole(element):
        return 1
    if has_class(element, _HEADING):
        return 0
    return _ink(element.text) + sum(_size(child) + _ink(child.tail) for child in element)


# --- both ----------------------------------------------------------------------------------------


def _stands_whole(element: Element) -> bool:
    return element.tag in _WHOLE_TAGS or any(has_class(element, name) for name in _WHOLE_CLASSES)


def _ink(text: str | None) -> int:
    return sum(map(_is_ink, text or ""))


def _is_ink(character: str) -> bool:
    return character not in _HYPHENS and unicodedata.category(character)[0] not in "ZC"


def _is_letter(character: str) -> bool:
    """Say whether a character stands in words that white divides, as those of Chinese are not."""
    narrow = unicodedata.east_asian_width(character) not in "WF"
    return narrow and unicodedata.category(character)[0] in "LM"
