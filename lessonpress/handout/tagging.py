"""What PDF/UA wants of a page's elements, because WeasyPrint makes the PDF's tags from them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from xml.etree.ElementTree import Element

from lessonpress.handout.elements import all_by_class, has_class

# These have no tag: what is in them passes through.
_WHOLE = frozenset({"html", "body"})
_LANGUAGE = re.compile(r"[A-Za-z0-9-]+")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Headings inside these stand below the title that the box has, or else below the section's.
_BOXES = ("exercise", "quiz", "box", "hint", "solution", "answers")
_BLOCKS = _HEADINGS | frozenset(
    {"p", "ul", "ol", "dl", "pre", "table", "figure", "blockquote", "div", "section", "aside"}
)


def level_headings(root: Element) -> None:
    """Let the levels of headings descend a step at a time, and those in boxes below their title."""
    _level(root, (), 0)


def _level(element: Element, above: tuple[int, ...], least: int) -> tuple[int, ...]:
    """Level what is inside `element`; `above` holds the levels that the headings above had.

    Returns the levels above whatever comes next. No heading becomes higher than `least`.
    """
    for child in element:
        if child.tag in _HEADINGS:
            own = max(int(child.tag[1]), least)
            above = (*(level for level in above if level < own), own)
            child.tag = f"h{min(len(above), 6)}"
            least = own + 1 if has_class(child, "title") else least
        elif any(has_class(child, name) for name in _BOXES):
            _level(child, above, _least_inside(child, above, least))
        else:
            above = _level(child, above, least)
    return above


def _least_inside(box: Element, above: tuple[int, ...], least: int) -> int:
    has_title = any(has_class(child, "title") for child in box)
    return least if has_title or not above else above[-1] + 1


def wrap_items(root: Element) -> None:
    """Give list items that hold blocks a body, the one child that a PDF's item may have.

    It is a <dd>, which is the only element besides <li> that WeasyPrint tags as one (LBody).
    """
    for item in list(root.iter("li")):
        if _TAG not in item.attrib and any(child.tag in _BLOCKS for child in item):
            body = Element("dd")
            body.text, item.text = item.text, None
            body.extend(list(item))
            item[:] = [body]


# What an element is tagged as, where WeasyPrint has no element for it: of ISO 32000-1, 14.8.4.
_TAG = "data-tag"
_NOTES = ("footnote", "note", "told")
_CONTENTS = {"ul": "TOC", "ol": "TOC", "li": "TOCI"}


def mark_tags(root: Element) -> None:
    """Have notes, and tables of contents with their items, tagged as what they are."""
    for name in _NOTES:
        for note in all_by_class(root, name):
            note.set(_TAG, "Note")
    for element in [e for contents in all_by_class(root, "toc") for e in contents.iter()]:
        if element.tag in _CONTENTS:
            element.set(_TAG, _CONTENTS[element.tag])


@contextmanager
def speaking() -> Iterator[None]:
    """Have the tags that WeasyPrint writes say what `mark_tags` has marked, and each its language.

    (ISO 14289-1, 7.2.) WeasyPrint 70 tells nobody which tag is made of which element, but for the
    function that makes them.
    """
    from weasyprint.pdf import tags

    made = tags._build_box_tree
    tags._build_box_tree = _telling(made)
    try:
        yield
    finally:
        tags._build_box_tree = made


def _telling(made: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    def build(box: Any, *rest: Any) -> Iterator[Any]:
        of = _attributes(box)
        for tag in made(box, *rest):
            if _TAG in of:  # an item's body has no name of its own in contents
                tag["S"] = "/NonStruct" if tag["S"] == "/LBody" else f"/{of[_TAG]}"
            if _LANGUAGE.fullmatch(of.get("lang", "")):
                tag["Lang"] = f"({of['lang']})"
            yield tag

    return build


def _attributes(box: Any) -> Mapping[str, str]:
    """Return the attributes of the element that a box is, but for what CSS puts into it."""
    is_whole = box.element is not None and box.element_tag == box.element.tag
    return box.element.attrib if is_whole and box.element_tag not in _WHOLE else {}


def complete(document: object, pdf: Any) -> None:
    """Give notes an identifier each, and say which way a table's heads head.

    (ISO 14289-1, 7.9 and 7.5.) What WeasyPrint calls a finisher: `pdf` is the `pydyf.PDF` about to
    be written.
    """
    tags = [thing for thing in pdf.objects if isinstance(thing, dict) and "S" in thing]
    for number, note in enumerate((tag for tag in tags if tag["S"] == "/Note"), 1):
        note["ID"] = f"(note-{number})"
    for head in (tag for tag in tags if tag["S"] == "/TH"):
        row = _parent(head, pdf)
        scope = "/Column" if _parent(row, pdf)["S"] == "/THead" else "/Row"
        head["A"]["Scope"] = scope


def _parent(tag: dict[str, Any], pdf: Any) -> dict[str, Any]:
    number = int(tag["P"].split()[0])  # "12 0 R"
    found: dict[str, Any] = pdf.objects[number]
    return found
