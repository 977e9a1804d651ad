"""A deck's fills laid into the frames of their layouts, as shapes of measured size.

A fill's blocks are stacked from the top of its placeholder down: text into the placeholder itself,
tables and pictures as shapes of their own, further text in boxes that are set alike. Text and
tables have the height they need; pictures and ruled room share what is left. What does not fit is
an error that names the block's line.

Sizes are those of the layout. Setting them smaller and continuing on further slides come next:
`stacking.beyond` says which block is the first that does not fit, and the formats that text is set
in are handed down from `stack`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from types import MappingProxyType
from typing import Any

from lessonpress.deck import flattening, layouts, measure, pictures, setting, stacking, tables
from lessonpress.deck import model as d
from lessonpress.deck.stacking import GAP, TOLERANCE, Item
from lessonpress.diagnostics import Diagnostic, did_you_mean, error, warning
from lessonpress.model import Span

_CAPTION_GAP = GAP // 2
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
# A picture smaller than this tells nobody anything.
_LEAST_PICTURE = d.EMU_PER_INCH


def fit(
    deck: d.Deck,
    reference: layouts.Reference,
    fonts: measure.Fonts,
    inputs: Mapping[str, bytes],
    spans: Mapping[str, Span],
) -> tuple[d.Deck, tuple[Diagnostic, ...]]:
    """Return the deck with shapes on every slide, and what does not fit.

    `inputs` holds the pictures' bytes; `spans` says where each slide and block was written.
    """
    fitted, problems = [], []
    for slide in deck.slides:
        fitting = _Fitting(slide, deck, reference, fonts, inputs, spans)
        fitted.append(replace(slide, shapes=tuple(fitting.shapes())))
        problems += fitting.problems
    whole = replace(deck, slides=tuple(fitted), width=reference.width, height=reference.height)
    return whole, tuple(problems)


@dataclass(slots=True)
class _Fitting:
    """One slide being fitted."""

    slide: d.Slide
    deck: d.Deck
    reference: layouts.Reference
    fonts: measure.Fonts
    inputs: Mapping[str, bytes]
    spans: Mapping[str, Span]
    problems: list[Diagnostic] = field(default_factory=list)

    def shapes(self) -> Iterator[d.Shape]:
        layout = self.layout()
        if layout.title:
            yield self.title(layout.title)
        notes = self.footnotes(layout)
        floor = notes[0].frame.top - GAP if notes else self.reference.height
        done: list[d.Shape] = []
        for fill in self.slide.fills:
            done += self.fill(fill, layout, floor, done)
        yield from done
        yield from notes
        yield from (_number_field(p) for p in layout.placeholders if p.kind == "sldNum")

    def layout(self) -> layouts.Layout:
        found = layouts.layout_for(self.reference, self.slide.layout)
        if not self.reference.named(self.slide.layout):
            message = f'There is no layout "{self.slide.layout}"; this slide takes "{found.name}".'
            names = [layout.name for layout in self.reference.layouts]
            hint = did_you_mean(self.slide.layout, names) or f"Choose one of {', '.join(names)}."
            place = self.span(self.slide.id)
            self.problems.append(warning("layout-unknown", place, message, hint))
        return found

    # --- complaints ---

    def span(self, ident: str) -> Span:
        here = self.spans.get(self.slide.id) or Span("", 1)
        return self.spans.get(ident) or here

    def overflow(self, ident: str) -> None:
        title = _plain_text(self.slide.title)
        message = f'The slide "{title}" holds more than fits on it: this is where it runs over.'
        hint = "Start a new slide before this with --- or a heading, or say it in fewer words."
        self.problems.append(error("slide-overflow", self.span(ident), message, hint))

    def complain(self, code: str, ident: str, message: str, hint: str) -> None:
        self.problems.append(error(code, self.span(ident), message, hint))

    # --- places ---

    def title(self, place: layouts.Placeholder) -> d.TextShape:
        paragraph = d.Paragraph(self.slide.id, self.slide.title or self.no_title())
        text = setting.set_text([paragraph], self.place_for(place.levels))
        inner = _inner(place.frame, place.insets)
        lines = setting.paragraph_lines(text[0], inner.width, self.fonts)
        height = setting.text_height(text, inner.width, self.fonts)
        if len(lines) > 1 and height > inner.height + TOLERANCE:
            message = (
                f"This title takes {len(lines)} lines, and its place on the slide holds fewer."
            )
            hint = "Shorten it; say the rest on the slide."
            self.complain("title-too-long", self.slide.id, message, hint)
        return _in_placeholder(self.slide.id, "Title", place, place.frame, text)

    def no_title(self) -> d.Inlines:
        message = "This slide has no title; screen readers and the overview cannot name it."
        found = warning("slide-untitled", self.span(self.slide.id), message, "Give it a heading.")
        self.problems.append(found)
        return (d.Run(self.deck.properties.title or self.slide.id or "…"),)

    def fill(
        self, fill: d.Fill, layout: layouts.Layout, floor: int, before: Sequence[d.Shape]
    ) -> tuple[d.Shape, ...]:
        place = layout.placeholder(fill.placeholder)
        if place is None:
            self.no_place(fill, layout)
            return ()
        if place.kind == "ftr":
            return self.footer(fill, place)
        frame = self.room(place, layout, floor)
        match place.name.casefold():
            case "caption":
                pictures = [s for s in before if isinstance(s, d.PictureShape)]
                frame = _below(frame, [_bottom(s.frame) + _CAPTION_GAP for s in pictures])
                if any(_is_shifted(s, layout) for s in pictures):
                    place = _ragged_left(place)
            case "source":
                texts = [s for s in before if isinstance(s, d.TextShape)]
                frame = _below(frame, [self.end(s) + 2 * GAP for s in texts])
        return tuple(_beside(s, place, layout) for s in self.stack(fill.blocks, frame, place))

    def end(self, shape: d.TextShape) -> int:
        """Return where a text that begins at its frame's top ends."""
        inner = _inner(shape.frame, shape.insets)
        return inner.top + setting.text_height(shape.text, inner.width, self.fonts)

    def room(self, place: layouts.Placeholder, layout: layouts.Layout, floor: int) -> d.Frame:
        """Return the frame a placeholder has above the footnotes, which begin at `floor`.

        A caption or source keeps its height and moves up, at the cost of what it stands under; a
        figure without caption has the caption's place too.
        """
        caption, tail = layout.placeholder("caption"), self.tail(layout)
        frame = place.frame
        if tail is None and caption and place.name.casefold() == "figure":
            frame = replace(frame, height=max(frame.height, _bottom(caption.frame) - frame.top))
        if tail is None:
            return _above(frame, floor)
        lift = max(0, _bottom(tail.frame) - floor)
        if place is tail:
            return replace(frame, top=frame.top - lift)
        return _above(frame, tail.frame.top - lift if _bottom(frame) <= tail.frame.top else floor)

    def tail(self, layout: layouts.Layout) -> layouts.Placeholder | None:
        """Return the caption's or source's place, if the slide fills it."""
        filled = {fill.placeholder for fill in self.slide.fills} & {"caption", "source"}
        return next((place for name in filled if (place := layout.placeholder(name))), None)

    def no_place(self, fill: d.Fill, layout: layouts.Layout) -> None:
        if fill.placeholder == "footer":  # repeats what the title slide says
            return
        message = f'The layout "{layout.name}" has no place called "{fill.placeholder}" for this.'
        names = [p.name for p in layout.placeholders]
        hint = did_you_mean(fill.placeholder, names) or "Choose another layout for this slide."
        self.complain("placeholder-missing", _first_id(fill.blocks), message, hint)

    def footer(self, fill: d.Fill, place: layouts.Placeholder) -> tuple[d.Shape, ...]:
        """Set a footer on one line; it may be cut, because it only repeats the titles."""
        text = _plain_text(i for b in fill.blocks if isinstance(b, d.Paragraph) for i in b.inlines)
        format_ = place.levels[0]
        face = self.fonts.face(format_.face, format_.bold, format_.italic)
        room = _inner(place.frame, place.insets).width / d.EMU_PER_POINT
        short = text
        while measure.width([measure.Piece(short, face, format_.size)]) > room and len(short) > 1:
            short = short[:-2].rstrip() + "…"
        line = setting.set_text([d.Paragraph("", (d.Run(short),))], self.place_for(place.levels))
        return (_in_placeholder("", "Footer", place, place.frame, line),)

    def footnotes(self, layout: layouts.Layout) -> tuple[d.TextShape, ...]:
        """Return the footnotes in a box that ends where the slide's content does."""
        frames = [p.frame for p in layout.placeholders if p.kind in ("body", "obj")]
        if not self.slide.footnotes or not frames:
            return ()
        texts = list(flattening.paragraphs(self.slide.footnotes))
        text = setting.set_text(texts, self.place_for((self.reference.footnote,)))
        left = min(f.left for f in frames)
        right = max(f.left + f.width for f in frames)
        bottom = max(f.top + f.height for f in frames)
        height = setting.text_height(text, right - left, self.fonts)
        frame = d.Frame(left, bottom - height, right - left, height)
        return (d.TextShape(texts[0].id, "Footnotes", frame, text),)

    def place_for(self, levels: Sequence[d.ParagraphFormat]) -> setting.Setting:
        return setting.Setting(tuple(levels), self.reference, self.fonts)

    # --- stacking ---

    def stack(
        self, blocks: d.Blocks, frame: d.Frame, place: layouts.Placeholder
    ) -> tuple[d.Shape, ...]:
        """Stack a fill's blocks in its placeholder's frame, the first text in the placeholder."""
        inner = _inner(frame, place.insets)
        items = self.items(blocks, inner.width, self.place_for(place.levels))
        beyond = stacking.beyond(items, inner.height)
        if beyond is not None:
            self.overflow(beyond)
        groups = [*stacking.groups(items, inner)]
        chosen = _chosen(groups)
        alone = frame if len(groups) == 1 else None
        return tuple(
            _adopted(shape, place, alone) if n == chosen else shape
            for n, group in enumerate(groups)
            for shape in group
        )

    def items(self, blocks: d.Blocks, width: int, in_: setting.Setting) -> list[Item]:
        """Return blocks ready to be placed; paragraphs that follow each other are one item."""
        items: list[Item] = []
        for kind, group in groupby(blocks, type):
            if kind is d.Paragraph:
                items.append(self.text(tuple(group), width, in_))
            else:
                items += [item for b in group for item in _KINDS[kind](self, b, width, in_)]
        return items

    def text(self, paragraphs: Sequence[Any], width: int, in_: setting.Setting) -> Item:
        text = setting.set_text(paragraphs, in_)
        height = setting.text_height(text, width, self.fonts)
        self.check_words(text, width)

        def crossing(room: int) -> str:
            return setting.first_below(text, width, room, self.fonts).paragraph.id

        ident = paragraphs[0].id
        return Item(
            ident,
            height,
            height,
            lambda frame: (d.TextShape(ident, f"Text {ident}".strip(), frame, text),),
            crossing,
        )

    def check_words(self, text: Sequence[d.SetParagraph], width: int) -> None:
        for item in text:
            found = setting.pieces(item.paragraph.inlines, item.format, self.fonts)
            room = (width - item.format.margin) / d.EMU_PER_POINT
            if measure.widest_word(found) > room > 0:
                message = "A word here is longer than a line of the slide, and will be broken."
                hint = "Shorten it, or let it break with a hyphen or a space."
                place = self.span(item.paragraph.id)
                self.problems.append(warning("word-too-long", place, message, hint))

    # --- kinds of blocks ---

    def table(self, table: d.Table, width: int, in_: setting.Setting) -> Iterator[Item]:
        format_, table = self.reference.text, tables.aligned(table)
        edges = tables.margins(table, self.reference.table_open, format_, self.fonts)
        widths = tables.column_widths(table, format_, width, edges, self.fonts)
        if sum(tables.least_widths(table, format_, edges, self.fonts)) > width + TOLERANCE:
            message = (
                "This table is wider than its place, even with every word on a line of its own."
            )
            hint = "Take out a column, turn rows into columns, or shorten its longest words."
            self.complain("table-too-wide", table.id, message, hint)
        heights = tables.row_heights(table, format_, widths, edges, self.fonts)
        shape = d.TableShape(
            id=table.id,
            name=f"Table {table.id}".strip(),
            frame=d.Frame(0, 0, sum(widths), sum(heights)),
            table=table,
            widths=widths,
            heights=heights,
            margins=edges,
            format=format_,
            description=_table_text(table) or _plain_text(self.slide.title),
        )
        high = sum(heights)
        yield from self.caption(table.id, table.caption, width, in_)
        yield stacking.rigid(
            table.id, high, lambda frame: (replace(shape, frame=_sized(frame, shape.frame)),)
        )

    def picture(self, picture: d.Picture, width: int, in_: setting.Setting) -> Iterator[Item]:
        try:
            natural = pictures.size(self.inputs[picture.source])
        except KeyError:
            message = f'The picture "{picture.source}" is not there.'
            self.complain("picture-missing", picture.id, message, "Check its name and folder.")
            return
        except pictures.UnusablePicture as mistake:
            message = f'The picture "{picture.source}" cannot be shown: {mistake}.'
            hint = "Save it again as PNG or JPEG."
            self.complain("picture-broken", picture.id, message, hint)
            return
        wide = min(width * (picture.width or 1.0), natural.width)  # enlarged, it is a blur
        high = round(wide * natural.height / natural.width)

        def place(frame: d.Frame) -> tuple[d.Shape, ...]:
            scale = min(wide / natural.width, frame.height / natural.height)
            fitted = d.Frame(0, 0, round(natural.width * scale), round(natural.height * scale))
            name = f"Picture {picture.id}".strip()
            return (d.PictureShape(picture.id, name, _sized(frame, fitted), picture),)

        yield Item(picture.id, min(high, _LEAST_PICTURE), high, place, lambda _: picture.id)
        yield from self.caption(picture.id, picture.caption, width, in_, below=True)

    def caption(
        self, ident: str, caption: d.Inlines, width: int, in_: setting.Setting, below: bool = False
    ) -> Iterator[Item]:
        if caption:
            item = self.text([d.Paragraph(ident, caption, part="caption")], width, in_)
            yield replace(item, gap=_CAPTION_GAP if below else GAP)

    def code(self, code: d.CodeBlock, width: int, in_: setting.Setting) -> Iterator[Item]:
        format_ = replace(self.reference.text, face=setting.CODE_FACE)
        text = tuple(d.SetParagraph(d.Paragraph(code.id, line), format_) for line in code.lines)
        printed = code.language == "output"
        insets = _OUTPUT if printed else _CODE_GROUND
        inner = width - insets.left - insets.right
        high = setting.text_height(text, inner, self.fonts) + insets.top + insets.bottom
        name = f"{'Output' if printed else 'Code'} {code.id}".strip()
        ground = "" if printed else "code"

        def place(frame: d.Frame) -> tuple[d.Shape, ...]:
            shape = d.TextShape(code.id, name, frame, text, insets=insets, ground=ground)
            return (*_bar(code.language, frame), shape)

        yield stacking.rigid(code.id, high, place)

    def box(self, box: d.Box, width: int, in_: setting.Setting) -> Iterator[Item]:
        smaller = replace(in_, levels=tuple(_in_a_box(level, in_) for level in in_.levels))
        items = self.items(box.blocks, width - GROUND.left - GROUND.right, smaller)
        padding = GROUND.top + GROUND.bottom
        name = f"{box.kind.capitalize()} {box.id}".strip()

        def place(frame: d.Frame) -> tuple[d.Shape, ...]:
            inner = _inner(frame, GROUND)
            shapes = stacking.shapes(items, inner)
            ground = d.TextShape(box.id, name, frame, (), insets=GROUND, ground=box.kind)
            bar = _bar(box.kind, frame)
            if len(shapes) == 1 and isinstance(shapes[0], d.TextShape) and not shapes[0].ground:
                return (replace(ground, id=shapes[0].id, text=shapes[0].text), *bar)
            return (ground, *bar, *shapes)

        if items:
            yield stacking.together(box.id, items, padding, place)

    def columns(self, columns: d.Columns, width: int, in_: setting.Setting) -> Iterator[Item]:
        room = width - GAP * 2 * (len(columns.columns) - 1)
        whole = sum(c.width for c in columns.columns) or 1.0
        widths = [round(room * c.width / whole) for c in columns.columns]
        items = [
            self.items(column.blocks, wide, in_)
            for column, wide in zip(columns.columns, widths, strict=True)
        ]

        def place(frame: d.Frame) -> tuple[d.Shape, ...]:
            left, shapes = frame.left, []
            for column, wide in zip(items, widths, strict=True):
                inner = replace(frame, left=left, width=wide)
                shapes += stacking.shapes(column, inner)
                left += wide + GAP * 2
            return tuple(shapes)

        tallest = max(items, key=stacking.least, default=[])
        high = max((stacking.most(i) for i in items), default=0)
        yield replace(stacking.together(columns.id, tallest, 0, place), high=high)

    def ruling(self, ruling: d.Ruling, width: int, in_: setting.Setting) -> Iterator[Item]:
        name = f"Room to write {ruling.id}".strip()

        def place(frame: d.Frame) -> tuple[d.Shape, ...]:
            if ruling.plain:
                return (d.TextShape(ruling.id, name, frame, (), insets=GROUND, ground="room"),)
            return (d.RulingShape(ruling.id, name, frame, PITCH),)

        high = PITCH * ruling.lines if ruling.lines else self.reference.height
        yield Item(ruling.id, PITCH, high, place, lambda _: ruling.id)


_KINDS: Mapping[type, Callable[[_Fitting, Any, int, setting.Setting], Iterator[Item]]] = (
    MappingProxyType(
        {
            d.Table: _Fitting.table,
            d.Picture: _Fitting.picture,
            d.CodeBlock: _Fitting.code,
            d.Box: _Fitting.box,
            d.Columns: _Fitting.columns,
            d.Ruling: _Fitting.ruling,
        }
    )
)


# --- shapes --------------------------------------------------------------------------------------


def _chosen(groups: Sequence[tuple[d.Shape, ...]]) -> int:
    """Return which item stands in the placeholder: the first text, or else what comes first.

    What is in a placeholder is what the outline view shows, and what moves with the layout.
    """
    single = [(n, group[0]) for n, group in enumerate(groups) if len(group) == 1]
    texts = (n for n, s in single if isinstance(s, d.TextShape) and _is_running_text(s))
    objects = (n for n, s in single if isinstance(s, d.TableShape | d.PictureShape))
    return next(texts, next(objects, -1))


def _is_running_text(shape: d.TextShape) -> bool:
    return not shape.ground and any(item.paragraph.part != "caption" for item in shape.text)


def _adopted(shape: d.Shape, place: layouts.Placeholder, whole: d.Frame | None) -> d.Shape:
    """Put a shape into the placeholder where that can hold it, over the `whole` of it if given.

    A body holds text alone, an object placeholder a table or a picture just as well.
    """
    if isinstance(shape, d.TextShape):
        frame = whole or _outer(shape.frame, place.insets)
        return _in_placeholder(shape.id, place.name.capitalize(), place, frame, shape.text)
    if place.kind == "obj" and isinstance(shape, d.TableShape | d.PictureShape):
        return replace(shape, placeholder=place.index)
    return shape


def _in_placeholder(
    ident: str,
    name: str,
    place: layouts.Placeholder,
    frame: d.Frame,
    text: tuple[d.SetParagraph, ...],
) -> d.TextShape:
    return d.TextShape(ident, name, frame, text, place.index, place.insets, place.anchor)


def _number_field(place: layouts.Placeholder) -> d.TextShape:
    text = (d.SetParagraph(d.Paragraph("", ()), place.levels[0]),)
    shape = _in_placeholder("", "Slide number", place, place.frame, text)
    return replace(shape, field="slidenum")


def _bar(kind: str, frame: d.Frame) -> tuple[d.TextShape, ...]:
    """Return the rule at the left of a box, where its kind has one."""
    if kind not in _BARS:
        return ()
    return (d.TextShape("", "Bar", replace(frame, width=_BARS[kind]), (), ground="bar"),)


def _in_a_box(level: d.ParagraphFormat, in_: setting.Setting) -> d.ParagraphFormat:
    """Return a level for text on a ground: a step smaller, not below the size of tables."""
    smaller = max(min(level.size, in_.reference.text.size), round(level.size / 1.2))
    return replace(level, size=smaller, space_before=level.space_before / 2)


# --- frames --------------------------------------------------------------------------------------


def _inner(frame: d.Frame, insets: d.Insets) -> d.Frame:
    return d.Frame(
        frame.left + insets.left,
        frame.top + insets.top,
        max(1, frame.width - insets.left - insets.right),
        max(1, frame.height - insets.top - insets.bottom),
    )


def _outer(inner: d.Frame, insets: d.Insets) -> d.Frame:
    return d.Frame(
        inner.left - insets.left,
        inner.top - insets.top,
        inner.width + insets.left + insets.right,
        inner.height + insets.top + insets.bottom,
    )


def _sized(place: d.Frame, size: d.Frame) -> d.Frame:
    return d.Frame(place.left, place.top, size.width, size.height)


def _above(frame: d.Frame, floor: int) -> d.Frame:
    return replace(frame, height=max(1, min(frame.height, floor - frame.top)))


def _bottom(frame: d.Frame) -> int:
    return frame.top + frame.height


def _below(frame: d.Frame, ends: Sequence[int]) -> d.Frame:
    """Move a frame up to what it belongs to, which ends at `ends`, where that is above it."""
    top = min(frame.top, max(ends, default=frame.top))
    return replace(frame, top=top, height=_bottom(frame) - top)


# --- a figure beside text ------------------------------------------------------------------------


def _beside(shape: d.Shape, place: layouts.Placeholder, layout: layouts.Layout) -> d.Shape:
    """Set a picture flush right where text stands at the left of its place."""
    text = layout.placeholder("body")
    is_beside = place.name.casefold() == "figure" and text is not None
    if not is_beside or not isinstance(shape, d.PictureShape):
        return shape
    right = place.frame.left + place.frame.width - shape.frame.width
    return replace(shape, frame=replace(shape.frame, left=right))


def _is_shifted(picture: d.PictureShape, layout: layouts.Layout) -> bool:
    place = layout.placeholder("figure")
    return place is not None and picture.frame.left > place.frame.left + GAP


def _ragged_left(place: layouts.Placeholder) -> layouts.Placeholder:
    return replace(place, levels=tuple(replace(lv, align="right") for lv in place.levels))


# --- words ---------------------------------------------------------------------------------------


def _plain_text(inlines: Iterable[d.Inline]) -> str:
    return "".join(i.text if isinstance(i, d.Run) else " … " for i in inlines).strip()


def _first_id(blocks: d.Blocks) -> str:
    return blocks[0].id if blocks else ""


def _table_text(table: d.Table) -> str:
    """Return what a screen reader says of a table: its caption, or its first row."""
    if table.caption:
        return _plain_text(table.caption)
    first = table.head or next(iter(table.rows), ())
    return ", ".join(filter(None, map(_plain_text, first)))
