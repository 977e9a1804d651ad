"""Tables on pictures of slides: real ones, so that they are read as such, with the deck's measures.

Cells are as large as fitting made them. Rules are drawn apart, since they would take room in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from markupsafe import Markup

from lessonpress.deck import direction
from lessonpress.deck import model as d
from lessonpress.deck.ornaments import Rule, TableLook
from lessonpress.deck.page.sheet import Sheet
from lessonpress.deck.page.text import paragraphs
from lessonpress.markup import element


def table(shape: d.TableShape, sheet: Sheet) -> Markup:
    """Return a table in its place, and the rules between its rows."""
    columns = Markup("").join(element("col", style=f"width: {sheet.emu(w)}") for w in shape.widths)
    rows = [*_rows(shape, sheet)]
    head = element("thead", rows.pop(0)) if shape.table.head else Markup("")
    body = element("tbody", Markup("").join(rows))
    side = "rtl" if shape.format.rtl else "ltr"
    group = element("colgroup", columns)
    whole = element("table", group + head + body, style=sheet.place(shape.frame), dir=side)
    return whole + Markup("").join(_rules(shape, sheet))


def _rows(shape: d.TableShape, sheet: Sheet) -> Iterator[Markup]:
    has_head = bool(shape.table.head)
    contents = (shape.table.head, *shape.table.rows) if has_head else shape.table.rows
    for at, (cells, height) in enumerate(zip(contents, shape.heights, strict=True)):
        is_head = has_head and at == 0
        yield element(
            "tr",
            Markup("").join(
                _cell(shape, (at, column), cell, is_head, sheet)
                for column, cell in enumerate(cells)
            ),
            style=f"height: {sheet.emu(height)}",
        )


def _cell(
    shape: d.TableShape, at: tuple[int, int], inlines: d.Inlines, is_head: bool, sheet: Sheet
) -> Markup:
    row, column = at
    edge, width = shape.margins[row][column], shape.widths[column]
    room = d.Frame(edge.left, edge.top, width - edge.left - edge.right, 0)
    text = (_set(shape, shape.table.alignments[column], inlines, is_head, sheet),)
    lines = paragraphs(text, room, sheet) if inlines else ()
    inside = Markup("").join(each.written("p") for each in lines)
    box = element("div", inside, style=f"height: {sheet.emu(shape.heights[row])}")
    look = sheet.reference.table_look
    fill = look.head.fill if is_head else look.body.fill
    ground = f"background: {fill}" if fill and sheet.ink == "full" else None
    scope = {"scope": "col"} if is_head else {}
    return element("th" if is_head else "td", box, style=ground, **scope)


def _set(
    shape: d.TableShape, alignment: d.Alignment, inlines: d.Inlines, is_head: bool, sheet: Sheet
) -> d.SetParagraph:
    """Return a cell's text as the deck's writer sets it: in the colours of the table's style."""
    look = sheet.reference.table_look.head if is_head else sheet.reference.table_look.body
    side: d.Alignment = "right" if shape.format.rtl and alignment == "left" else alignment
    format_ = replace(
        shape.format,
        align=side,
        rtl=direction.runs_left(inlines, sheet.lang),
        bold=is_head or shape.format.bold,
        color=look.color or shape.format.color,
    )
    return d.SetParagraph(d.Paragraph("", inlines), format_)


# --- rules ---------------------------------------------------------------------------------------


def _rules(shape: d.TableShape, sheet: Sheet) -> Iterator[Markup]:
    look, frame = sheet.reference.table_look, shape.frame
    width, height = sum(shape.widths), sum(shape.heights)
    for rule, top in zip(_across(shape, look), (0, *accumulate(shape.heights)), strict=True):
        if rule:
            yield _rule(rule, d.Frame(frame.left, frame.top + top, width, 0), sheet)
    widths = shape.widths[::-1] if shape.format.rtl else shape.widths
    for rule, left in zip(_down(len(widths), look), (0, *accumulate(widths)), strict=True):
        if rule:
            yield _rule(rule, d.Frame(frame.left + left, frame.top, 0, height), sheet)


def _across(shape: d.TableShape, look: TableLook) -> Sequence[Rule | None]:
    """Return the rules above the rows and below the last."""
    inner = [look.between] * (len(shape.heights) - 1)
    if shape.table.head and inner:
        inner[0] = look.under_head or look.between
    return (look.top, *inner, look.bottom)


def _down(columns: int, look: TableLook) -> Sequence[Rule | None]:
    return (look.sides, *[look.columns] * (columns - 1), look.sides)


def _rule(rule: Rule, frame: d.Frame, sheet: Sheet) -> Markup:
    """Return a rule about a line of no width."""
    weight = sheet.weight(rule.weight)
    half = weight // 2
    wide = d.Frame(
        frame.left - (half if not frame.width else 0),
        frame.top - (half if not frame.height else 0),
        frame.width or weight,
        frame.height or weight,
    )
    color = rule.color if sheet.ink == "full" else f"#{sheet.theme.color('muted')}"
    return element("i", style=f"{sheet.place(wide)}; background: {color}")
