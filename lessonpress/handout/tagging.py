"""What PDF/UA wants of a page's elements, because WeasyPrint makes the PDF's tags from them."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from lessonpress.handout.elements import all_by_class, has_class

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
        if any(child.tag in _BLOCKS for child in item):
            body = Element("dd")
            body.text, item.text = item.text, None
            body.extend(list(item))
            item[:] = [body]


# WeasyPrint 70 tags no element as a note. An <article> is tagged "Art", as nothing else here is.
_NOTE = "article"
_NOTES = ("footnote", "note")


def mark_notes(root: Element) -> None:
    """Have footnotes, and those at the end, tagged in a way that `complete` finds again."""
    for name in _NOTES:
        for note in all_by_class(root, name):
            note.tag = _NOTE


def complete(document: object, pdf: Any) -> None:
    """Tag notes as such, each with an identifier, and say which way a table's heads head.

    (ISO 14289-1, 7.9 and 7.5.) What WeasyPrint calls a finisher: `pdf` is the `pydyf.PDF` about to
    be written.
    """
    tags = [thing for thing in pdf.objects if isinstance(thing, dict) and "S" in thing]
    for number, note in enumerate((tag for tag in tags if tag["S"] == "/Art"), 1):
        note["S"] = "/Note"
        note["ID"] = f"(note-{number})"
    for head in (tag for tag in tags if tag["S"] == "/TH"):
        row = _parent(head, pdf)
        scope = "/Column" if _parent(row, pdf)["S"] == "/THead" else "/Row"
        head["A"]["Scope"] = scope


def _parent(tag: dict[str, Any], pdf: Any) -> dict[str, Any]:
    number = int(tag["P"].split()[0])  # "12 0 R"
    found: dict[str, Any] = pdf.objects[number]
    return found
