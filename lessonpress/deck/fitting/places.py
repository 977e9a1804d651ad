"""The places of a layout that text does not flow through: title, footer, footnotes, captions.

Each is set smaller by itself where its words need that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lessonpress import measure
from lessonpress.deck import flattening, layouts
from lessonpress.deck import model as d
from lessonpress.deck.fitting import blocks, frames, scale, setting, stacking
from lessonpress.deck.fitting.stacking import GAP, TOLERANCE
from lessonpress.diagnostics import Diagnostic, error, info

Complaints = tuple[Diagnostic, ...]

# What stands in these is not divided; on further slides it stands again.
FIXED = frozenset(
    {"tag", "caption", "source", "figure", "course", "subtitle", "authors", "meta", "number"}
)


@dataclass(frozen=True, slots=True)
class Workshop:
    """What every slide of a deck is fitted with."""

    reference: layouts.Reference
    fonts: measure.Fonts
    lang: str = ""

    def setting(self, levels: Sequence[d.ParagraphFormat], step: int = 0) -> setting.Setting:
        """Return how text and tables are set in a place at a step of the scale."""
        floors = self.reference.floors
        sized = scale.at(levels, step, floors.text, floors.small)
        return setting.Setting(sized, scale.dense(self.reference, step), self.fonts, self.lang)


def flows(place: layouts.Placeholder) -> bool:
    """Say whether what a place cannot hold continues on a further slide."""
    return place.kind in ("body", "obj") and place.name.casefold() not in FIXED


def in_placeholder(
    ident: str,
    name: str,
    place: layouts.Placeholder,
    frame: d.Frame,
    text: tuple[d.SetParagraph, ...],
) -> d.TextShape:
    """Return text in a placeholder, or in a part of it."""
    return d.TextShape(ident, name, frame, text, place.index, place.insets, place.anchor)


# --- titles --------------------------------------------------------------------------------------


def title(
    ident: str, title: d.Inlines, place: layouts.Placeholder, shop: Workshop, desk: blocks.Desk
) -> tuple[d.TextShape, Complaints]:
    """Return the title at the first size at which it fits, and a complaint where there is none."""
    paragraph = d.Paragraph(ident, title)
    inner = frames.inner(place.frame, place.insets)
    floors = shop.reference.floors
    sizes = scale.sizes(place.levels[0].size, floors.title, floors.small)
    for size in sizes:
        level = scale.resized(place.levels[0], size)
        in_ = setting.Setting((level,), shop.reference, shop.fonts, shop.lang)
        text = setting.set_text([paragraph], in_)
        lines = setting.paragraph_lines(text[0], inner.width, shop.fonts)
        height = setting.text_height(text, inner.width, shop.fonts)
        word = blocks.widest_word(text[0], shop.fonts) * d.EMU_PER_POINT
        if word <= inner.width and (len(lines) == 1 or height <= inner.height + TOLERANCE):
            break
    else:
        return in_placeholder(ident, "Title", place, place.frame, text), (
            _too_long(len(lines), desk),
        )
    remarks = (_smaller(size, sizes[0], desk),) if size < sizes[0] else ()
    return in_placeholder(ident, "Title", place, place.frame, text), remarks


def _smaller(size: float, largest: float, desk: blocks.Desk) -> Diagnostic:
    message = f'The title "{desk.title}" is set at {size:g} points instead of {largest:g}.'
    hint = "Shorten it, and it stands as large as the others."
    return info("slide-shrunk", desk.span(desk.slide), message, hint)


def _too_long(lines: int, desk: blocks.Desk) -> Diagnostic:
    message = f"This title takes {lines} lines, and its place on the slide holds fewer."
    return error(
        "title-too-long", desk.span(desk.slide), message, "Shorten it; say the rest on the slide."
    )


# --- footers and numbers -------------------------------------------------------------------------


def footer(fill: d.Fill, place: layouts.Placeholder, shop: Workshop) -> d.TextShape:
    """Set a footer on one line; it may be cut, because it only repeats the titles."""
    inlines = [i for b in fill.blocks if isinstance(b, d.Paragraph) for i in b.inlines]
    text = flattening.plain(inlines)
    format_ = place.levels[0]
    face = shop.fonts.face(format_.face, format_.bold, format_.italic)
    room = frames.inner(place.frame, place.insets).width / d.EMU_PER_POINT
    short = text
    while measure.width([measure.Piece(short, face, format_.size)]) > room and len(short) > 1:
        short = short[:-2].rstrip() + "…"
    (line,) = setting.set_text([d.Paragraph("", (d.Run(short),))], shop.setting(place.levels))
    # It keeps its side in any language: at the other one stands the slide's number.
    line = replace(line, format=replace(line.format, align=format_.align))
    return in_placeholder("", "Footer", place, place.frame, (line,))


def number(place: layouts.Placeholder) -> d.TextShape:
    """Return the field that shows the slide's number."""
    text = (d.SetParagraph(d.Paragraph("", ()), place.levels[0]),)
    return replace(in_placeholder("", "Slide number", place, place.frame, text), field="slidenum")


# --- footnotes -----------------------------------------------------------------------------------


def called(titles: d.Inlines, content: d.Blocks) -> frozenset[str]:
    """Return the ids of the footnotes whose marks stand in a title or in blocks."""
    marked = (titles, *flattening.inlines(content))
    runs = (i for inlines in marked for i in inlines if isinstance(i, d.Run))
    return frozenset(run.style.note for run in runs if run.style.note)


def footnotes_of(
    notes: d.Blocks, wanted: frozenset[str], known: frozenset[str], first: bool
) -> d.Blocks:
    """Return the footnotes that are wanted; those of no known mark stand on the first page.

    A footnote begins with a block that has the id its marks call.
    """
    kept, taking = [], first
    for block in notes:
        if block.id in known:
            taking = block.id in wanted
        if taking:
            kept.append(block)
    return tuple(kept)


def footnotes(notes: d.Blocks, layout: layouts.Layout, shop: Workshop) -> tuple[d.TextShape, ...]:
    """Return the footnotes in a box that ends where the slide's content does."""
    content = content_frame(layout)
    if not notes or content is None:
        return ()
    texts = list(flattening.paragraphs(notes))
    text = setting.set_text(texts, shop.setting((shop.reference.footnote,)))
    height = setting.text_height(text, content.width, shop.fonts)
    frame = replace(content, top=frames.bottom(content) - height, height=height)
    return (d.TextShape(texts[0].id, "Footnotes", frame, text),)


def content_frame(layout: layouts.Layout) -> d.Frame | None:
    """Return the frame around all places of a layout that hold content, if there are any."""
    places = [p.frame for p in layout.placeholders if p.kind in ("body", "obj")]
    if not places:
        return None
    left, top = min(f.left for f in places), min(f.top for f in places)
    right = max(f.left + f.width for f in places)
    return d.Frame(left, top, right - left, max(map(frames.bottom, places)) - top)


# --- room ----------------------------------------------------------------------------------------


def tail(slide: d.Slide, layout: layouts.Layout) -> layouts.Placeholder | None:
    """Return the caption's or source's place, if the slide fills it."""
    filled = [f.placeholder for f in slide.fills if f.placeholder in ("caption", "source")]
    return next((place for name in filled if (place := layout.placeholder(name))), None)


def room(place: layouts.Placeholder, slide: d.Slide, layout: layouts.Layout, floor: int) -> d.Frame:
    """Return the frame a placeholder has above the footnotes, which begin at `floor`.

    A caption or source keeps its height and moves up, at the cost of what it stands under; a figure
    without caption has the caption's place too.
    """
    caption, last = layout.placeholder("caption"), tail(slide, layout)
    frame = place.frame
    if last is None and caption and place.name.casefold() == "figure":
        height = max(frame.height, frames.bottom(caption.frame) - frame.top)
        frame = replace(frame, height=height)
    if last is None:
        return frames.above(frame, floor)
    lift = max(0, frames.bottom(last.frame) - floor)
    if place is last:
        return replace(frame, top=frame.top - lift)
    beside = frames.bottom(frame) > last.frame.top
    return frames.above(frame, floor if beside else last.frame.top - lift)


def step_of(
    fill: d.Fill, place: layouts.Placeholder, frame: d.Frame, shop: Workshop, desk: blocks.Desk
) -> int:
    """Return the first step at which a fill that does not flow fits, or else the last."""
    inner = frames.inner(frame, place.insets)
    last = scale.steps([place.levels], shop.reference) - 1
    for step in range(last):
        made = blocks.items(fill.blocks, inner.width, shop.setting(place.levels, step), desk)
        misfit = any(c.code in blocks.MISFITS for c in stacking.complaints(made))
        if not misfit and stacking.beyond(made, inner.height) is None:
            return step
    return last


def floor_above(notes: Sequence[d.Shape], reference: layouts.Reference) -> int:
    """Return where the slide's content must end: above its footnotes, if there are any."""
    return notes[0].frame.top - GAP if notes else reference.height
