"""Each kind of block as an item that can be placed: how high it is, and its shapes in a frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType
from typing import Any

from lessonpress import clips, measure, pictures
from lessonpress.deck import equations, flattening
from lessonpress.deck import model as d
from lessonpress.deck.fitting import charts, computed, frames, setting, stacking, tables
from lessonpress.deck.fitting.stacking import GAP, TOLERANCE, Item
from lessonpress.deck.layouts import Reference
from lessonpress.diagnostics import Diagnostic, error
from lessonpress.formulas import drawing
from lessonpress.model import Chart, Span

CAPTION_GAP = GAP // 2
COLUMN_GAP = GAP * 2
# White around text on a ground of its own.
GROUND = d.Insets(*[round(0.18 * d.EMU_PER_INCH)] * 4)
# A line of text has more white above its capitals than below its baseline.
_CODE_GROUND = replace(GROUND, top=GROUND.top // 2)
# What a program printed stands on no ground, as what stands behind a rule does.
_OUTPUT = replace(GROUND, top=0, bottom=0)
# How thick a rule at a box's left is: thicker where the reader is warned.
_BARS = MappingProxyType(
    {
        "output": 2 * d.EMU_PER_POINT,
        "callout": 2 * d.EMU_PER_POINT,
        "callout-note": 2 * d.EMU_PER_POINT,
        "callout-tip": 2 * d.EMU_PER_POINT,
        "callout-warning": 4 * d.EMU_PER_POINT,
        "callout-important": 4 * d.EMU_PER_POINT,
        "callout-caution": 4 * d.EMU_PER_POINT,
    }
)
# Lines to write on by hand stand this far apart on a projected slide.
PITCH = round(0.55 * d.EMU_PER_INCH)
# A picture lower than this is legible to nobody behind the first row.
LEAST_PICTURE = round(1.5 * d.EMU_PER_INCH)
# What smaller type may mend; where it does not, it is an error.
MISFITS = frozenset({"word-too-long", "table-too-wide", "figure-too-wide", "equation-too-wide"})
# How far a line of text reaches above and below its baseline, in em: what programs count to an
# equation even where its own signs are lower.
_TEXT_ABOVE, _TEXT_BELOW = 0.95, 0.35
# White above and below an equation together, in em, for what other faces need more.
_AROUND_EQUATION = 0.3


@dataclass(frozen=True, slots=True)
class Desk:
    """What fitting one slide looks things up in: pictures' bytes, places in the source, words."""

    inputs: Mapping[str, bytes]
    spans: Mapping[str, Span]
    slide: str
    title: str

    def span(self, ident: str) -> Span:
        """Return where a block was written, or else the slide."""
        return self.spans.get(ident) or self.spans.get(self.slide) or Span("", 1)

    def error(self, code: str, ident: str, message: str, hint: str) -> Diagnostic:
        """Return an error at the place of a block."""
        return error(code, self.span(ident), message, hint)


def items(blocks: d.Blocks, width: int, in_: setting.Setting, desk: Desk) -> list[Item]:
    """Return blocks ready to be placed; paragraphs that follow each other are one item."""
    found: list[Item] = []
    for kind, group in groupby(blocks, type):
        if kind is d.Paragraph:
            found.append(_text(tuple(group), width, in_, desk))
        else:
            made = ((b, item) for b in group for item in _KINDS[kind](b, width, in_, desk))
            found += [_at_click(item, block.click) for block, item in made]
    return found


def _at_click(item: Item, click: int) -> Item:
    """Return an item whose shapes appear at a click, or later where they say so."""

    def place(frame: d.Frame) -> tuple[d.Shape, ...]:
        return tuple(s if s.click else replace(s, click=click) for s in item.place(frame))

    return replace(item, place=place) if click else item


def height(blocks: d.Blocks, width: int, in_: setting.Setting, desk: Desk) -> int:
    """Return the height in EMU that blocks need."""
    return stacking.least(items(blocks, width, in_, desk))


# --- text ----------------------------------------------------------------------------------------


def _text(paragraphs: Sequence[Any], width: int, in_: setting.Setting, desk: Desk) -> Item:
    text = setting.set_text(paragraphs, in_)
    height = setting.text_height(text, width, in_.fonts)

    def crossing(room: int) -> str:
        return setting.first_below(text, width, room, in_.fonts).paragraph.id

    ident = paragraphs[0].id
    return Item(
        ident,
        height,
        height,
        lambda frame: (d.TextShape(ident, f"Text {ident}".strip(), frame, text),),
        crossing,
        complaints=tuple(_long_words(text, width, in_.fonts, desk)),
    )


def _long_words(
    text: Sequence[d.SetParagraph], width: int, fonts: measure.Fonts, desk: Desk
) -> Iterator[Diagnostic]:
    for item in text:
        if widest_word(item, fonts) > (width - item.format.margin) / d.EMU_PER_POINT:
            message = "A word here is longer than a line of the slide, and would be broken."
            hint = "Shorten it, or let it break with a hyphen or a space."
            yield desk.error("word-too-long", item.paragraph.id, message, hint)


@lru_cache(maxsize=8192)
def widest_word(item: d.SetParagraph, fonts: measure.Fonts) -> float:
    """Return the width in points of a paragraph's longest word."""
    return measure.widest_word(setting.pieces(item.paragraph.inlines, item.format, fonts))


def _caption(
    block: d.Table | d.Picture | d.Figure, width: int, in_: setting.Setting, desk: Desk, gap: int
) -> Iterator[Item]:
    if block.caption:
        paragraph = d.Paragraph(block.id, block.caption, part="caption")
        yield replace(_text([paragraph], width, in_, desk), gap=gap)


def code_text(code: d.CodeBlock, reference: Reference) -> tuple[d.SetParagraph, ...]:
    """Return lines of code with their format."""
    format_ = replace(setting.directed(reference.text, leftward=False), face=setting.CODE_FACE)
    return tuple(d.SetParagraph(d.Paragraph(code.id, line), format_) for line in code.lines)


def code_insets(code: d.CodeBlock) -> d.Insets:
    """Return the white around code, or around what a program printed."""
    return _OUTPUT if code.language == "output" else _CODE_GROUND


def _code(code: d.CodeBlock, width: int, in_: setting.Setting, desk: Desk) -> Iterator[Item]:
    text, insets = code_text(code, in_.reference), code_insets(code)
    printed = code.language == "output"
    inner = width - insets.left - insets.right
    high = setting.text_height(text, inner, in_.fonts) + insets.top + insets.bottom
    name = f"{'Output' if printed else 'Code'} {code.id}".strip()
    ground = "" if printed else "code"

    def place(frame: d.Frame) -> tuple[d.Shape, ...]:
        shape = d.TextShape(code.id, name, frame, text, insets=insets, ground=ground)
        return (*_bar(code.language, frame), shape)

    yield stacking.rigid(code.id, high, place)


# --- tables --------------------------------------------------------------------------------------


def _table(table: d.Table, width: int, in_: setting.Setting, desk: Desk) -> Iterator[Item]:
    laid = tables.laid(table, width, in_)
    size = d.Frame(0, 0, sum(laid.widths), sum(laid.heights))
    shape = d.TableShape(
        id=table.id,
        name=f"Table {table.id}".strip(),
        frame=size,
        table=laid.table,
        widths=laid.widths,
        heights=laid.heights,
        margins=laid.margins,
        format=tables.format_of(table, in_),
        description=_table_text(table) or desk.title,
    )

    def place(frame: d.Frame) -> tuple[d.Shape, ...]:
        return (replace(shape, frame=frames.sized(frame, size)),)

    complaints = () if laid.least <= width + TOLERANCE else (_too_wide(table, desk),)
    yield from _caption(table, width, in_, desk, GAP)
    yield stacking.rigid(table.id, size.height, place, complaints)


def _too_wide(table: d.Table, desk: Desk) -> Diagnostic:
    message = "This table is wider than its place, even with every word on a line of its own."
    hint = "Take out a column, turn rows into columns, or shorten its longest words."
    return desk.error("table-too-wide", table.id, message, hint)


def _table_text(table: d.Table) -> str:
    """Return what a screen reader says of a table: its caption, or its first row."""
    if table.caption:
        return flattening.plain(table.caption)
    first = table.head or next(iter(table.rows), ())
    return ", ".join(filter(None, map(flattening.plain, first)))


# --- equations -----------------------------------------------------------------------------------


def _equation(block: d.Equation, width: int, in_: setting.Setting, desk: Desk) -> Iterator[Item]:
    """Yield an equation in its text's size, or as much smaller as its place makes it."""
    format_ = replace(in_.levels[0], bullet="", margin=0, indent=0, align="center")
    room = width / d.EMU_PER_POINT / equations.WIDER
    size = drawing.size(block.latex, display=True)
    least = min(format_.size, in_.reference.floors.small)
    points = min(format_.size, max(least, float(int(room / max(size.width, 0.01)))))
    tall = max(size.ascent, _TEXT_ABOVE) + max(size.descent, _TEXT_BELOW)
    wide, high = (round(em * points * d.EMU_PER_POINT) for em in (size.width, tall))
    set_in = replace(format_, size=points)

    def place(frame: d.Frame) -> tuple[d.Shape, ...]:
        left = frame.left + max(0, (frame.width - wide) // 2)
        box = d.Frame(left, frame.top + (frame.height - high) // 2, wide, high)
        name = f"Equation {block.id}".strip()
        return (d.EquationShape(block.id, name, box, block, set_in),)

    complaints = (_equation_too_wide(block, desk),) if size.width * points > room else ()
    around = round(_AROUND_EQUATION * points * d.EMU_PER_POINT)
    yield stacking.rigid(block.id, high + around, place, complaints)


def _equation_too_wide(block: d.Equation, desk: Desk) -> Diagnostic:
    message = "This equation is wider than its place, even in the smallest type."
    hint = r"Break it into lines with \begin{aligned} and \\."
    return desk.error("equation-too-wide", block.id, message, hint)


# --- pictures and room ---------------------------------------------------------------------------


def _picture(picture: d.Picture, width: int, in_: setting.Setting, desk: Desk) -> Iterator[Item]:
    wanted = (picture.source, picture.clip) if picture.clip else (picture.source,)
    for missing in (path for path in wanted if path not in desk.inputs):
        noun = clips.kind_of(missing) or "picture"
        message = f'The {noun} "{missing}" is not there.'
        hint = "Check its name and folder."
        yield stacking.nothing(picture.id, desk.error("picture-missing", picture.id, message, hint))
        return
    try:
        natural = pictures.size(desk.inputs[picture.source])
    except pictures.UnusablePicture as mistake:
        message = f'The picture "{picture.source}" cannot be shown: {mistake}.'
        hint = "Save it again as PNG, JPEG or SVG."
        yield stacking.nothing(picture.id, desk.error("picture-broken", picture.id, message, hint))
        return
    yield _scaled(picture, natural, width)
    yield from _caption(picture, width, in_, desk, CAPTION_GAP)


def _scaled(picture: d.Picture, natural: pictures.Size, width: int) -> Item:
    wide = width * (picture.width or 1.0)
    if not _may_grow(picture, natural):
        wide = min(wide, natural.width)
    high = round(wide * natural.height / natural.width)

    def place(frame: d.Frame) -> tuple[d.Shape, ...]:
        scale = min(wide / natural.width, frame.height / natural.height)
        fitted = d.Frame(0, 0, round(natural.width * scale), round(natural.height * scale))
        name = f"{_called(picture)} {picture.id}".strip()
        return (d.PictureShape(picture.id, name, frames.sized(frame, fitted), picture),)

    return Item(picture.id, min(high, LEAST_PICTURE), high, place, lambda _: picture.id)


def _figure(figure: d.Figure, width: int, in_: setting.Setting, desk: Desk) -> Iterator[Item]:
    if isinstance(figure.content, Chart):
        yield charts.item(figure.id, figure.content, width, in_)
    else:
        yield computed.item(figure, width, in_, desk.error)
    yield from _caption(figure, width, in_, desk, CAPTION_GAP)


def _may_grow(picture: d.Picture, natural: pictures.Size) -> bool:
    """Say whether a picture fills its place: enlarged, pixels are a blur, but a video plays."""
    kind = clips.kind_of(picture.clip)
    return kind == "video" or (natural.scalable and kind != "sound")


def _called(picture: d.Picture) -> str:
    return (clips.kind_of(picture.clip) or "picture").capitalize()


def _ruling(ruling: d.Ruling, width: int, in_: setting.Setting, desk: Desk) -> Iterator[Item]:
    name = f"Room to write {ruling.id}".strip()

    def place(frame: d.Frame) -> tuple[d.Shape, ...]:
        if ruling.plain:
            return (d.TextShape(ruling.id, name, frame, (), insets=GROUND, ground="room"),)
        return (d.RulingShape(ruling.id, name, frame, PITCH),)

    high = PITCH * ruling.lines if ruling.lines else in_.reference.height
    yield Item(ruling.id, PITCH, high, place, lambda _: ruling.id)


# --- boxes and columns ---------------------------------------------------------------------------


def box_setting(in_: setting.Setting) -> setting.Setting:
    """Return how text is set in a box: a step smaller, not below the floor of text."""
    return replace(in_, levels=tuple(_in_a_box(level, in_) for level in in_.levels))


def _in_a_box(level: d.ParagraphFormat, in_: setting.Setting) -> d.ParagraphFormat:
    floor = min(level.size, in_.reference.floors.text)
    smaller = max(floor, round(level.size / 1.2))
    return replace(level, size=smaller, space_before=level.space_before / 2)


def box_width(width: int) -> int:
    """Return how wide text is in a box."""
    return width - GROUND.left - GROUND.right


BOX_PADDING = GROUND.top + GROUND.bottom


def _box(box: d.Box, width: int, in_: setting.Setting, desk: Desk) -> Iterator[Item]:
    inside = items(box.blocks, box_width(width), box_setting(in_), desk)
    name = f"{box.kind.capitalize()} {box.id}".strip()

    def place(frame: d.Frame) -> tuple[d.Shape, ...]:
        shapes = stacking.shapes(inside, frames.inner(frame, GROUND))
        ground = d.TextShape(box.id, name, frame, (), insets=GROUND, ground=box.kind)
        bar = _bar(box.kind, frame)
        if len(shapes) == 1 and isinstance(shapes[0], d.TextShape) and not shapes[0].ground:
            return (replace(ground, id=shapes[0].id, text=shapes[0].text), *bar)
        return (ground, *bar, *shapes)

    if inside:
        yield stacking.together(box.id, inside, BOX_PADDING, place)


def _bar(kind: str, frame: d.Frame) -> tuple[d.TextShape, ...]:
    """Return the rule at the left of a box, where its kind has one."""
    if kind not in _BARS:
        return ()
    return (d.TextShape("", "Bar", replace(frame, width=_BARS[kind]), (), ground="bar"),)


def column_widths(columns: d.Columns, width: int) -> list[int]:
    """Return how wide each column is."""
    room = width - COLUMN_GAP * (len(columns.columns) - 1)
    whole = sum(c.width for c in columns.columns) or 1.0
    return [round(room * c.width / whole) for c in columns.columns]


def _columns(columns: d.Columns, width: int, in_: setting.Setting, desk: Desk) -> Iterator[Item]:
    widths = column_widths(columns, width)
    inside = [
        items(column.blocks, wide, in_, desk)
        for column, wide in zip(columns.columns, widths, strict=True)
    ]

    def place(frame: d.Frame) -> tuple[d.Shape, ...]:
        left, shapes = frame.left, []
        for column, wide in zip(inside, widths, strict=True):
            shapes += stacking.shapes(column, replace(frame, left=left, width=wide))
            left += wide + COLUMN_GAP
        return tuple(shapes)

    tallest = max(inside, key=stacking.least, default=[])
    high = max((stacking.most(i) for i in inside), default=0)
    complaints = tuple(c for column in inside for c in stacking.complaints(column))
    item = stacking.together(columns.id, tallest, 0, place)
    yield replace(item, high=high, complaints=complaints)


_KINDS: Mapping[type, Callable[[Any, int, setting.Setting, Desk], Iterator[Item]]] = (
    MappingProxyType(
        {
            d.Table: _table,
            d.Picture: _picture,
            d.Figure: _figure,
            d.CodeBlock: _code,
            d.Equation: _equation,
            d.Box: _box,
            d.Columns: _columns,
            d.Ruling: _ruling,
        }
    )
)
