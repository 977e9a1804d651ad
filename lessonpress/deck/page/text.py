"""Text on pictures of slides: paragraphs in their places, in the lines that fitting gave them.

Words are selectable and in reading order. A paragraph is several elements only where its lines
differ in height, since the lines of one element are equally high.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from markupsafe import Markup, escape

from lessonpress import measure
from lessonpress.deck import equations
from lessonpress.deck import model as d
from lessonpress.deck.fitting import frames, setting
from lessonpress.deck.page import formulas, numbering
from lessonpress.deck.page.lines import Bit, Line, lines, measured
from lessonpress.deck.page.sheet import Sheet
from lessonpress.markup import element

# A blank's rule stands so far below the line's letters, and is so thick (em).
_RULE_DROP, _RULE = 0.11, 0.05
_ANY = "Carlito, Gelasio, Inconsolata, 'Noto Naskh Arabic'"
# What stands for a bullet that no face here has: templates take theirs from faces of signs.
_BULLET = "•"


def text(shape: d.TextShape, sheet: Sheet) -> Markup:
    """Return a shape's text; where a field stands, what it shows on this slide."""
    items = [_filled_in(item, shape, sheet) for item in shape.text]
    inner = frames.inner(shape.frame, shape.insets)
    spare = inner.height - setting.text_height(items, inner.width, sheet.fonts)
    top = inner.top + round(spare * {"t": 0.0, "ctr": 0.5, "b": 1.0}[shape.anchor])
    return _listed(paragraphs(items, replace(inner, top=top), sheet))


def _listed(elements: Iterable[Set]) -> Markup:
    """Return paragraphs one after the other, the items of lists in lists."""
    return Markup("").join(
        element("ul", _items(group)) if in_list else Markup("").join(map(_outside, group))
        for in_list, group in groupby(elements, lambda each: each.marker != "plain")
    )


def _outside(each: Set) -> Markup:
    return each.written("p")


def _items(elements: Iterable[Set]) -> Markup:
    """Return the items of a list; what continues one is a part of it."""
    found: list[Markup] = []
    for each in elements:
        if found and not (each.is_first and each.marker != "continued"):
            found[-1] += each.written("span")
        else:
            found.append(each.written("span"))
    return Markup("").join(element("li", item) for item in found)


def _filled_in(item: d.SetParagraph, shape: d.TextShape, sheet: Sheet) -> d.SetParagraph:
    if not shape.field:
        return item
    number = (d.Run(str(sheet.number)),)
    return replace(item, paragraph=replace(item.paragraph, inlines=number))


@dataclass(frozen=True, slots=True)
class Set:
    """Lines of a paragraph as an element in its place; `is_first` holds those that begin it."""

    inside: Markup
    style: str
    side: str
    marker: d.Marker
    is_first: bool

    def written(self, tag: str) -> Markup:
        """Return the element, as a paragraph or as what an item holds."""
        return element(tag, self.inside, **{"class": "set", "style": self.style, "dir": self.side})


def paragraphs(items: Sequence[d.SetParagraph], room: d.Frame, sheet: Sheet) -> Iterator[Set]:
    """Yield paragraphs one below the other from the top of a frame."""
    top = room.top / d.EMU_PER_POINT
    for item in numbering.counted(items):
        top += item.format.space_before
        for alike in _alike(item, room, top, sheet):
            if not alike.is_empty:
                yield _element(alike, room, sheet)
            top += alike.height
        top += item.format.space_after


# --- a paragraph ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines of a paragraph that are equally high, the first of which begins at `top` (points)."""

    item: d.SetParagraph
    lines: tuple[Line, ...]
    top: float
    is_first: bool

    @property
    def height(self) -> float:
        return sum(line.height for line in self.lines)

    @property
    def is_empty(self) -> bool:
        has_mark = self.is_first and self.item.format.bullet
        return not has_mark and not any(line.bits for line in self.lines)


def _alike(item: d.SetParagraph, room: d.Frame, top: float, sheet: Sheet) -> Iterator[_Lines]:
    found, first = lines(item, room.width, sheet.fonts), True
    for _, group in groupby(found, lambda line: (round(line.height, 3), round(line.baseline, 3))):
        alike = _Lines(item, tuple(group), top, first)
        yield alike
        first, top = False, top + alike.height


def _element(set_: _Lines, room: d.Frame, sheet: Sheet) -> Set:
    item, format_, line = set_.item, set_.item.format, set_.lines[0]
    rows = (Markup("").join(_bit(bit, item, sheet) for bit in each.bits) for each in set_.lines)
    look = [_place(item, room, sheet), f"top: {_top(line, format_, set_.top, sheet)}"]
    look += [f"font: {_font(format_, line.height, sheet)}", f"text-align: {format_.align}"]
    look += [f"color: {sheet.color(format_.color, format_.shown)}"]
    hanging = format_.bullet and format_.indent < 0
    if set_.is_first and format_.indent and not hanging:
        look.append(f"text-indent: {sheet.emu(format_.indent)}")
    mark = _mark(item, sheet) if set_.is_first and format_.bullet else ""
    side = "rtl" if format_.rtl else "ltr"
    inside = mark + Markup("\n").join(rows)
    return Set(inside, "; ".join(look), side, item.paragraph.marker, set_.is_first)


def _place(item: d.SetParagraph, room: d.Frame, sheet: Sheet) -> str:
    """Return where a paragraph's lines begin, which is its margin's side, and how wide they are."""
    margin = item.format.margin
    left = room.left + (0 if item.format.rtl else margin)
    return f"left: {sheet.emu(left)}; width: {sheet.emu(max(room.width - margin, 1))}"


def _top(line: Line, format_: d.ParagraphFormat, top: float, sheet: Sheet) -> str:
    """Return where an element's top is, so that its baselines are where the slide has them.

    CSS hangs a face about the middle of a line, programs for slides from its top.
    """
    face = sheet.fonts.face(format_.face, format_.bold, format_.italic)
    drawn = line.height / 2 + face.drop * format_.size
    return sheet.points(top + line.baseline - drawn)


def _font(format_: d.ParagraphFormat, height: float, sheet: Sheet) -> str:
    style = ("italic " if format_.italic else "") + ("bold " if format_.bold else "")
    size, line = sheet.points(format_.size), sheet.points(height)
    return f"{style}{size}/{line} {family(format_.face)}"


def family(face: str) -> str:
    """Return a face as CSS names it, with those that stand in for what it lacks."""
    safe = "".join(c for c in face if c.isalnum() or c in " -.")
    return f"'{safe}', {_ANY}" if safe else _ANY


def _mark(item: d.SetParagraph, sheet: Sheet) -> Markup:
    """Return an item's bullet or number, which hangs where the paragraph's indent begins."""
    format_ = item.format
    sign = numbering.written(item) if format_.bullet == "#" else _sign(format_, sheet.fonts)
    look = [f"width: {sheet.emu(-format_.indent)}"] if format_.indent < 0 else []
    look += [f"margin-inline-start: {sheet.emu(format_.indent)}"] if format_.indent < 0 else []
    if format_.bullet_size != 1 and not _is_plain_number(item):
        look.append(f"font-size: {sheet.points(format_.size * format_.bullet_size)}")
    if format_.bullet_color:
        look.append(f"color: {sheet.color(format_.bullet_color)}")
    return element("span", sign, **{"class": "mark", "style": "; ".join(look)})


def _is_plain_number(item: d.SetParagraph) -> bool:
    """Say whether a number is as large as its text, as the deck's writer makes those of lists."""
    return item.paragraph.marker == "number" and not item.format.numbers


def _sign(format_: d.ParagraphFormat, fonts: measure.Fonts) -> str:
    known = fonts.face(format_.face).font_for(ord(format_.bullet[0]))
    return format_.bullet if known and format_.bullet.isprintable() else _BULLET


# --- what stands on a line -----------------------------------------------------------------------


def _bit(bit: Bit, item: d.SetParagraph, sheet: Sheet) -> Markup:
    match bit.kind:
        case "formula":
            return _formula(bit, item, sheet)
        case "rule":
            return _rule(bit, item, sheet)
    look = "; ".join(_look(bit, item.format, sheet))
    spoken = bit.style.lang if bit.style.lang != sheet.lang else ""
    if not look and not spoken:
        return escape(bit.text)
    return element("span", bit.text, style=look or None, lang=spoken or None)


def _look(bit: Bit, format_: d.ParagraphFormat, sheet: Sheet) -> Iterator[str]:
    """Yield how a bit differs from its paragraph."""
    style = bit.style
    if bit.kind == "number":
        yield f"font-size: {sheet.points(setting.numbering(format_).size)}; font-weight: normal"
    if style.bold and not format_.bold:
        yield "font-weight: bold"
    if style.italic and not format_.italic:
        yield "font-style: italic"
    if style.code and format_.face != setting.CODE_FACE:
        yield f"font-family: {family(setting.CODE_FACE)}"
    if style.strike or style.link:
        yield f"text-decoration: {'line-through' if style.strike else 'underline'}"
    if style.baseline:
        raised = sheet.points(format_.size * style.baseline / 100)
        yield f"font-size: {sheet.points(format_.size * setting.RAISED_SIZE)}"
        yield f"vertical-align: {raised}"
    if style.color and style.color != format_.color:
        yield f"color: {sheet.color(style.color, format_.shown)}"


def _rule(bit: Bit, item: d.SetParagraph, sheet: Sheet) -> Markup:
    """Return the rule of a blank, which nobody reads."""
    wide = measure.width([measured(bit, item.format, sheet.fonts)])
    heavy = round(_RULE * item.format.size * d.EMU_PER_POINT)
    thick, lower = sheet.emu(sheet.weight(heavy)), sheet.points(-_RULE_DROP * item.format.size)
    look = f"width: {sheet.points(wide)}; border-bottom: {thick} solid; vertical-align: {lower}"
    return element("span", **{"class": "rule-of-blank", "style": look})


def _formula(bit: Bit, item: d.SetParagraph, sheet: Sheet) -> Markup:
    math, format_ = bit.math, item.format
    assert math is not None, "a formula has its LaTeX"
    color = sheet.color(bit.style.color or format_.color, format_.shown)
    drawn = formulas.drawn(formulas.Set(math.latex, math.display, color, format_.size), sheet)
    if drawn:
        return drawn
    spelled = (run for run in equations.spelled((math,)) if isinstance(run, d.Run))
    return Markup("").join(_bit(Bit(run.text, run.style), item, sheet) for run in spelled)
