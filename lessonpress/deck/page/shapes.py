"""Each kind of shape on pictures of slides: HTML in its place, over SVG where one is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from lessonpress.deck import model as d
from lessonpress.deck.page import formulas
from lessonpress.deck.page.sheet import Sheet
from lessonpress.deck.page.tables import table
from lessonpress.deck.page.text import paragraphs, text
from lessonpress.direction import is_leftward
from lessonpress.figures import chart, looks, page
from lessonpress.figures.drawing import Drawing
from lessonpress.figures.setting import Place
from lessonpress.figures.sparing import sparing
from lessonpress.markup import element

_RULE = 0.75  # of ruled room, points


def shape(shape: d.Shape, sheet: Sheet) -> Markup:
    """Return a shape in its place on the slide."""
    return _KINDS[type(shape)](shape, sheet)


def mark(style: str) -> Markup:
    """Return an element that only decorates: it has nothing that anybody could read."""
    return element("i", style=style)


def _text(shape: d.TextShape, sheet: Sheet) -> Markup:
    place = sheet.place(shape.frame)
    looks = [sheet.ground(shape.ground)] if shape.ground else [*_inherited(shape, sheet)]
    return Markup("").join(mark(f"{place}; {look}") for look in looks) + text(shape, sheet)


def _inherited(shape: d.TextShape, sheet: Sheet) -> Iterator[str]:
    """Yield what a layout draws in and around a place of its own."""
    places = (p for p in sheet.layout.placeholders if p.index == shape.placeholder is not None)
    place = next((p for p in places if not p.orphan), None)
    if place is None or sheet.ink == "low":
        return
    if place.fill:
        colors = [f"{stop.color} {stop.offset:.0%}" for stop in place.fill.stops]
        turned = f"linear-gradient({place.fill.angle + 90:g}deg, {', '.join(colors)})"
        yield f"background: {turned if len(colors) > 1 else place.fill.stops[0].color}"
    if place.line:
        line = f"{sheet.emu(place.line.weight)} solid {place.line.color}"
        yield f"box-sizing: border-box; border: {line}"


def _picture(shape: d.PictureShape, sheet: Sheet) -> Markup:
    picture, place = shape.picture, sheet.place(shape.frame)
    if picture.decorative or not picture.alt:
        ground = f"background: url('{quote(picture.source)}') 0 0 / 100% 100% no-repeat"
        return mark(f"{place}; {ground}")
    return element("img", src=picture.source, alt=picture.alt, style=place)


def _equation(shape: d.EquationShape, sheet: Sheet) -> Markup:
    """Return an equation as large as its text; programs for slides may stretch it to its box."""
    color = sheet.color(shape.format.color, shape.format.shown)
    set_in = formulas.Set(shape.equation.latex, True, color, shape.format.size)
    drawn = formulas.drawn(set_in, sheet, sheet.corner(shape.frame))
    if drawn:
        return drawn
    said = d.SetParagraph(d.Paragraph(shape.id, (d.Run(shape.equation.text),)), shape.format)
    spelled = paragraphs((said,), shape.frame, sheet)
    return Markup("").join(each.written("p") for each in spelled)


def _drawing(shape: d.DrawingShape, sheet: Sheet) -> Markup:
    return _drawn(shape.drawing, shape.description, shape.frame, sheet)


def _chart(shape: d.ChartShape, sheet: Sheet) -> Markup:
    named = looks.without_shares(shape.chart) if shape.chart.kind == "pie" else shape.chart
    wide, high = (n / d.EMU_PER_POINT for n in (shape.frame.width, shape.frame.height))
    drawing = chart.filling(named, _place(wide, high, shape.size, sheet), shape.plan)
    return _drawn(drawing, shape.chart.alt, shape.frame, sheet)


def _drawn(drawing: Drawing, said: str, frame: d.Frame, sheet: Sheet) -> Markup:
    place = _place(drawing.width, drawing.height, 0.0, sheet)
    setting = page.Setting(sheet.theme, place, sheet.scale, f"{sheet.corner(frame)}; ")
    return page.html(sparing(drawing) if sheet.ink == "low" else drawing, said, setting)


def _place(wide: float, high: float, size: float, sheet: Sheet) -> Place:
    face = sheet.reference.text.face
    return Place(wide, high, (size,), face, sheet.fonts, is_leftward(sheet.lang))


def _ruling(shape: d.RulingShape, sheet: Sheet) -> Markup:
    frame, thick = shape.frame, sheet.weight(round(_RULE * d.EMU_PER_POINT))
    color = sheet.theme.shown(sheet.theme.tint("tx2", 0.6))
    tops = range(frame.top + shape.pitch, frame.top + frame.height + 1, shape.pitch)
    rules = (d.Frame(frame.left, top - thick // 2, frame.width, thick) for top in tops)
    return Markup("").join(mark(f"{sheet.place(rule)}; background: #{color}") for rule in rules)


_KINDS: Mapping[type, Callable[[Any, Sheet], Markup]] = MappingProxyType(
    {
        d.TextShape: _text,
        d.TableShape: table,
        d.PictureShape: _picture,
        d.EquationShape: _equation,
        d.DrawingShape: _drawing,
        d.ChartShape: _chart,
        d.RulingShape: _ruling,
    }
)
