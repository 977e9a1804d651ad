"""Formulas on paper: drawn as vector paths on the line, with what they say as alt text.

WeasyPrint would print MathML as a row of letters, "ab" for a/b.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from lessonpress.formulas import drawing
from lessonpress.handout.elements import ancestors, has_class, parents_of, style

_COLOR = re.compile(r"#[0-9a-fA-F]{3,8}")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# An SVG takes no colour from the page: the stylesheets' own properties say what each place has.
_ANSWERS = ("blank", "answers", "long-blank")
_CAPTIONS = frozenset({"figcaption"})
# In print and large print, whichever is more; of "dense" rows there are two for each of the others.
_ROWS_PER_EM = (("dense", 0.75), ("lines", 0.53), ("grid", 0.8))
_BLACK = "#000000"


def draw(root: Element, properties: Mapping[str, str]) -> None:
    """Draw the page's formulas in place; one that cannot be drawn stays as text.

    `properties` are the custom ones of the page's stylesheets, its colours among them.
    """
    written = [element for element in root.iter() if "data-latex" in element.attrib]
    if not written:
        return
    around, colors = parents_of(root), _colors(properties)
    for heading in {a for e in written for a in ancestors(e, around) if a.tag in _HEADINGS}:
        _bookmark(heading)
    for element in written:
        places = [*ancestors(element, around)]
        _draw(element, colors.get(_role(places), _BLACK), _rows_per_em(places))


def leave_out(root: Element) -> None:
    """Take out the text of formulas that are drawn, which no font prints."""
    for element in root.iter():
        if "data-latex" in element.attrib:
            element.text = None


def _colors(properties: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in properties.items() if _COLOR.fullmatch(value)}


def _role(places: Sequence[Element]) -> str:
    if any(has_class(place, name) for place in places for name in _ANSWERS):
        return "answer"
    return "muted" if any(place.tag in _CAPTIONS for place in places) else "ink"


def _bookmark(heading: Element) -> None:
    """Let a heading's bookmark say its formulas, which a drawing does not."""
    text = " ".join("".join(heading.itertext()).split())
    quoted = text.replace("\\", r"\\").replace('"', r"\"")
    style(heading, f'bookmark-label: "{quoted}"')


def _rows_per_em(places: Sequence[Element]) -> float:
    """Return how many rows an em takes in an answer on rules; 0 anywhere else."""
    names = {name for place in places for name in place.get("class", "").split()}
    return next((rows for name, rows in _ROWS_PER_EM if {name, "room"} <= names), 0.0)


def _draw(element: Element, color: str, rows_per_em: float) -> None:
    display = has_class(element, "equation") or element.get("data-display") == "block"
    drawn = drawing.draw(element.attrib.pop("data-latex"), display, color)
    if drawn is None:
        return
    picture = drawn.picture
    title = Element(f"{drawing.SVG}title")
    title.text, element.text = element.text, None
    picture.insert(0, title)
    style(picture, f"width: {drawn.size.width:.3f}em; height: {drawn.size.height:.3f}em")
    style(picture, f"vertical-align: {-drawn.size.descent:.3f}em")
    element.append(picture)
    if rows_per_em and has_class(element, "equation"):
        _take_whole_rows(element, drawn.size.height * rows_per_em)


def _take_whole_rows(equation: Element, height: float) -> None:
    """Let a formula `height` rows high take whole ones, so that what follows it stands on rules."""
    rows = math.ceil(height)
    above = (rows - height) / 2
    style(equation, f"height: {rows - above:.3f}lh; padding-top: {above:.3f}lh")
