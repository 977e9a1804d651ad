"""Formulas on pictures of slides: drawn, with what they say as alt text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree

from markupsafe import Markup

from lessonpress import formulas
from lessonpress.deck.page.sheet import Sheet
from lessonpress.formulas import drawing

_SVG = "http://www.w3.org/2000/svg"


@dataclass(frozen=True, slots=True)
class Set:
    """A sound formula in a colour as CSS has it, `size` points large on the slide."""

    latex: str
    display: bool
    color: str
    size: float


def drawn(formula: Set, sheet: Sheet, at: str = "") -> Markup:
    """Return a formula on its line or, if a style says where, at a place of its own.

    Empty where it can only be spelled.
    """
    picture = _drawn(formula.latex, formula.display, formula.color)
    room = drawing.size(formula.latex, formula.display)
    wide, high, depth = (
        sheet.points(em * formula.size) for em in (room.width, room.height, -room.descent)
    )
    look = f"width: {wide}; height: {high}; {at or f'vertical-align: {depth}'}"
    return Markup(picture.replace("<svg", f'<svg style="{look}"', 1))


@lru_cache(maxsize=1024)  # the same on every page that shows a slide
def _drawn(latex: str, display: bool, color: str) -> str:
    found = drawing.draw(latex, display, color)
    if found is None:
        return ""
    for part in found.picture.iter():
        part.tag = part.tag.removeprefix(drawing.SVG)
    title = ElementTree.Element("title")
    title.text = formulas.readable(latex, display)
    found.picture.insert(0, title)
    found.picture.set("xmlns", _SVG)
    return ElementTree.tostring(found.picture, encoding="unicode")
