"""How the tables of a template look, by its own styles or by those of PowerPoint it may name.

PowerPoint knows its own styles by their ids alone, and writes none of them out.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from lessonpress.deck.ornaments import CellLook, Rule, TableLook
from lessonpress.deck.reference import paints
from lessonpress.deck.reference.package import Element, every, one
from lessonpress.theme import Theme, with_light

NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No Style, No Grid"
# "No Style, Table Grid": the one of PowerPoint's own that can be read on any ground.
GRID = "{5940675A-B579-460E-94D1-54222C63F5DA}"
# "Medium Style 2" by its colour: the first of them is what PowerPoint gives a new table.
_MEDIUM: Mapping[str, str] = MappingProxyType(
    {
        "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}": "accent1",
        "{21E4AEA4-8DFA-4A89-87EB-49C32662AFE0}": "accent2",
        "{F5AB1C69-6EDB-4FF4-983F-18BD219EF322}": "accent3",
        "{00A15C55-8517-42AA-B614-E9B94910E393}": "accent4",
        "{7DF18680-E054-41AD-8BC1-D1AEF772440D}": "accent5",
        "{93296810-A885-4BE3-A3E7-6D5BEEA58F35}": "accent6",
        "{073A0DAA-6AF3-43AB-8588-CEC1D06C72B9}": "tx1",
    }
)
_POINT = 12_700
_TINT = 0.2  # of the colour, under the body of a "Medium Style 2"


def look(ident: str, styles: Element | None, theme: Theme) -> TableLook:
    """Return the look of a style, as far as it is known: else that of a table without one."""
    own = None if styles is None else one(styles, f"a:tblStyle[@styleId='{ident}']")
    if own is not None:
        return _written(own, theme)
    ink = f"#{theme.color('ink')}"
    if ident == NO_STYLE:
        return TableLook()
    if ident not in _MEDIUM:
        line = Rule(ink, _POINT)
        return TableLook(CellLook(), CellLook(), line, line, line, line, line, line)
    color, paper = theme.color(_MEDIUM[ident]), f"#{theme.colors['bg1']}"
    pale = f"#{with_light(color, _TINT, white=True)}"
    thin, thick = Rule(paper, _POINT), Rule(paper, 3 * _POINT)
    head, body = CellLook(f"#{color}", paper), CellLook(pale, f"#{theme.colors['tx1']}")
    return TableLook(head, body, thin, thick, thin, thin, thin, thin)


def _written(style: Element, theme: Theme) -> TableLook:
    """Return a style as its template writes it (20.1.4.2); a row's lines win over the table's."""
    whole, first = one(style, "a:wholeTbl"), one(style, "a:firstRow")
    body, head = _cell(whole, theme), _cell(first, theme)
    return TableLook(
        head=CellLook(head.fill or body.fill, head.color or body.color),
        body=body,
        top=_edge(first, "top", theme) or _edge(whole, "top", theme),
        under_head=_edge(first, "bottom", theme),
        between=_edge(whole, "insideH", theme),
        bottom=_edge(whole, "bottom", theme),
        columns=_edge(whole, "insideV", theme),
        sides=_edge(whole, "left", theme),
    )


def _cell(part: Element | None, theme: Theme) -> CellLook:
    if part is None:
        return CellLook()
    own, named = one(part, "a:tcStyle/a:fill/*"), one(part, "a:tcStyle/a:fillRef[@idx!='0']/*")
    fill = None if own is None else paints.paint(own, theme)
    words = one(part, "a:tcTxStyle/*[not(self::a:fontRef or self::a:font)]")
    color = "" if words is None else f"#{paints.plain(words, theme)}"
    if fill:
        return CellLook(fill.stops[0].color, color)
    return CellLook("" if named is None else f"#{paints.plain(named, theme)}", color)


def _edge(part: Element | None, side: str, theme: Theme) -> Rule | None:
    edge = None if part is None else one(part, f"a:tcStyle/a:tcBdr/a:{side}")
    if edge is None:
        return None
    line, named = one(edge, "a:ln"), every(edge, "a:lnRef[@idx!='0']/*")
    if line is None and named:
        return Rule(f"#{paints.plain(named[0], theme)}", _POINT)
    return paints.rule(line, None, theme)
