"""Places to fill in on a form: which there are, what they are called, where the pages have them.

Templates print most of them (templates/handout/field.html.j2). Blanks and boxes to tick stand in
the author's own text and get theirs here. All lie over what is printed and take no room, so that a
form breaks where the handout does.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, count
from typing import Any, Literal
from xml.etree.ElementTree import Element

from lessonpress.handout.elements import (
    add_class,
    all_by_class,
    has_class,
    parents_of,
    style,
)
from lessonpress.handout.tooltips import describe

Kind = Literal["line", "lines", "sign", "choice", "tick"]
Align = Literal["left", "center", "right"]
Rectangle = tuple[float, float, float, float]

# Blocks that begin with words, or with another such block.
_HOLDING = frozenset({"p", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"})
# A CSS pixel, of which an inch has 96, in points.
_POINTS = 0.75


@dataclass(frozen=True, slots=True)
class Part:
    """A field's part on one page, which counts from 0.

    Left, top, right and bottom are points from the page's upper left corner.
    """

    page: int
    rectangle: Rectangle


@dataclass(frozen=True, slots=True)
class Field:
    """A place to fill in.

    `key` is what WeasyPrint calls it, `name` what programs do, `said` what it is to who cannot see
    the page. Choices share a name, and what they are `asked`; the value of each is its `mark`.
    `length` is how many characters it takes, where that is known. What is typed is `size` points
    large; `color` is its red, green and blue from 0 to 1. `parts` are there where it runs over a
    page's end.
    """

    key: str
    kind: Kind
    name: str
    said: str
    size: float
    color: tuple[float, float, float]
    align: Align = "left"
    asked: str = ""
    mark: str = ""
    length: int = 0
    ticked: bool = False
    parts: tuple[Part, ...] = ()


# --- on the elements, before the pages are laid out ----------------------------------------------


def add_fields(root: Element) -> None:
    """Give a form's blanks and boxes to tick their fields, and every field its name."""
    body = root.find("body")
    if body is None or "data-blank" not in body.attrib:
        return
    for blank in all_by_class(root, "blank"):
        number = blank.get("data-number", "")
        style(blank, f"--digits: {len(number)}")
        blank.append(_field("line", f"blank-{number}", f"{body.get('data-blank')} {number}"))
    for item in _to_tick(root):
        _add_tick(item)
    around = parents_of(root)
    fields = all_by_class(root, "field")
    _name(fields)
    for field in fields:
        field.set("data-over", around[field].get("id", ""))
        describe(field, around)
        _put_first(field, around[field])


def _field(kind: Kind, name: str, said: str = "") -> Element:
    attributes = {"class": "field", "type": "checkbox", "title": said}
    return Element("input", {**attributes, "data-kind": kind, "data-name": name})


def _add_tick(item: Element) -> None:
    """Put a box to tick before an item's first words.

    Beside them it would be the item's first block, which styles tell from others.
    """
    field = _field("tick", item.get("id", ""))
    add_class(field, "before-item")
    if item.get("data-checked") == "true":
        field.set("data-ticked", "true")
    first = item
    while _begins_with(first, _HOLDING):
        first = first[0]
    field.tail, first.text = first.text, None
    first.insert(0, field)


def _begins_with(element: Element, tags: Container[str]) -> bool:
    return not (element.text or "").strip() and len(element) > 0 and element[0].tag in tags


def _to_tick(root: Element) -> list[Element]:
    """Return the items of task lists and of objectives: print.css draws a box before each."""
    of_objectives = [item for box in all_by_class(root, "objectives") for item in box.iter("li")]
    tasks = [item for item in root.iter("li") if "data-checked" in item.attrib]
    return list(dict.fromkeys([*of_objectives, *tasks]))


def _name(fields: Iterable[Element]) -> None:
    """Give each field a name of its own, but choices that of their question.

    It is the block's id without its dots, which part the names of a PDF's fields.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for number, field in enumerate(fields):
        block = field.get("data-name", "")
        if block not in names or field.get("data-kind") != "choice":
            names[block] = _unused(block.replace(".", "-"), taken)
            taken.add(names[block])
        field.set("name", str(number))
        field.set("data-name", names[block])


def _unused(wanted: str, taken: Container[str]) -> str:
    tries = chain([wanted], (f"{wanted}-{number}" for number in count(2)))
    return next(name for name in tries if name not in taken)


def _put_first(field: Element, parent: Element) -> None:
    """Have a field on the first page of what it lies over; rows are added before it."""
    if field.get("data-kind") == "lines":
        parent.remove(field)
        parent.insert(0, field)


# --- on the pages that are laid out --------------------------------------------------------------


def found(document: Any) -> tuple[Field, ...]:
    """Return the fields of a laid-out `weasyprint.Document` in the order of reading."""
    boxes = (box for page in document.pages for box, _ in page.forms[None])
    return tuple(_read(box, document) for box in boxes if has_class(box.element, "field"))


def _read(box: Any, document: Any) -> Field:
    given = box.element.attrib
    return Field(
        key=given["name"],
        kind=given["data-kind"],
        name=given["data-name"],
        said=given["title"],
        size=box.style["font_size"] * _POINTS,
        color=tuple(box.style["color"].to("srgb").coordinates),
        align=_align(box.style),
        asked=given.get("data-asked", ""),
        mark=given.get("data-mark", ""),
        length=int(given.get("data-length", 0)),
        ticked="data-ticked" in given,
        parts=tuple(_parts(given["data-over"], document)) if given["data-kind"] == "lines" else (),
    )


def _align(style: Any) -> Align:
    """Return where a line begins, which depends on the direction of its language."""
    sides: tuple[Align, Align] = ("left", "right")
    start, end = sides if style["direction"] == "ltr" else sides[::-1]
    named: Mapping[str, Align] = {"left": "left", "center": "center", "right": "right", "end": end}
    return named.get(style["text_align_all"], start)


def _parts(name: str, document: Any) -> Iterator[Part]:
    """Yield where the pages have an element that runs over their ends."""
    boxes = [(number, page.anchors.get(name)) for number, page in enumerate(document.pages)]
    parts = [(number, box) for number, box in boxes if box]
    if len(parts) > 1:
        for number, (left, top, right, bottom) in parts:
            yield Part(number, (left * _POINTS, top * _POINTS, right * _POINTS, bottom * _POINTS))
