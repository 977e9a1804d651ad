"""A page's fills laid into the frames of its layout, as shapes.

A fill's blocks are stacked from the top of its placeholder down: text into the placeholder itself,
tables and pictures as shapes of their own, further text in boxes that are set alike. Text and
tables have the height they need; pictures and ruled room share what is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lessonpress import direction
from lessonpress.deck import layouts
from lessonpress.deck import model as d
from lessonpress.deck.fitting import blocks, frames, places, setting, stacking, strips
from lessonpress.deck.fitting.stacking import GAP
from lessonpress.diagnostics import Diagnostic, error, info

_CROWDED = "Give it a slide of its own, take some labels away, or divide it."
# A picture is flush with its caption's place where it leaves less of that free than this share.
_HARDLY = 0.15


@dataclass(frozen=True, slots=True)
class Page:
    """A slide of which nothing runs over any more, at a step of the scale."""

    slide: d.Slide
    layout: layouts.Layout
    step: int
    shop: places.Workshop
    desk: blocks.Desk


Drawn = tuple[tuple[d.Shape, ...], tuple[Diagnostic, ...]]


def draw(page: Page) -> Drawn:
    """Return the shapes of a page in reading order, and what is wrong with them."""
    slide, layout = page.slide, page.layout
    shapes: list[d.Shape] = []
    problems: list[Diagnostic] = []
    if layout.title:
        shape, found = places.title(slide.id, slide.title, layout.title, page.shop, page.desk)
        shapes.append(shape)
        problems += found
    foot = strips.foot(slide, layout, page.shop)
    if layout.panel:
        panel = layout.panel
        shapes.append(d.TextShape("", "Ground", panel.frame, (), ground=panel.kind))
    content: list[d.Shape] = []
    for fill in slide.fills:
        drawn, complaints = _fill(fill, page, foot.floor, content)
        content += drawn
        problems += complaints
    answers, complaints = strips.answers(slide, foot, page.shop, page.desk)
    if direction.is_leftward(page.shop.lang):
        content = [*_mirrored(content, layout)]
    numbers = (places.number(p) for p in layout.placeholders if p.kind == "sldNum")
    at_the_foot = (*answers, *foot.footnotes, *_footers(page), *numbers)
    return (*shapes, *content, *at_the_foot), (*problems, *complaints)


def _footers(page: Page) -> Iterator[d.Shape]:
    for fill in page.slide.fills:
        place = page.layout.placeholder(fill.placeholder)
        if place and place.kind == "ftr":
            yield places.footer(fill, place, page.shop)


def _mirrored(shapes: Sequence[d.Shape], layout: layouts.Layout) -> Iterator[d.Shape]:
    """Let what is read first stand at the right: columns, what stands beside text, narrow tables.

    The layout's places are changed among themselves, and titles, footers and numbers stay.
    """
    content = [p.frame for p in layout.placeholders if p.kind in ("body", "obj", "pic")]
    left = min((f.left for f in content), default=0)
    edges = left + max((f.left + f.width for f in content), default=0)
    for shape in shapes:
        frame = shape.frame
        yield replace(shape, frame=replace(frame, left=edges - frame.left - frame.width))


def _fill(fill: d.Fill, page: Page, floor: int, before: Sequence[d.Shape]) -> Drawn:
    place = page.layout.placeholder(fill.placeholder)
    if place is None or place.kind == "ftr":
        return (), ()
    frame = places.room(place, page.slide, page.layout, floor)
    frame, place = _moved(frame, place, page, before)
    shapes, problems = _stack(fill, frame, place, page)
    return tuple(_aligned(s, place, page.layout) for s in shapes), problems


def _moved(
    frame: d.Frame, place: layouts.Placeholder, page: Page, before: Sequence[d.Shape]
) -> tuple[d.Frame, layouts.Placeholder]:
    """Move a caption or source up to what it belongs to."""
    match place.name.casefold():
        case "caption":
            pictures = [s for s in before if isinstance(s, d.FigureShape)]
            ends = [frames.bottom(s.frame) + blocks.CAPTION_GAP for s in pictures]
            if any(_is_shifted(s, page.layout) for s in pictures):
                place = _set(place, "right" if page.layout.placeholder("body") else "center")
            elif pictures:
                frame = _from(frame, min(s.frame.left for s in pictures) - place.insets.left)
            return frames.below(frame, ends), place
        case "source":
            texts = [s for s in before if isinstance(s, d.TextShape)]
            return frames.below(frame, [_end(s, page) + 2 * GAP for s in texts]), place
    return frame, place


def _end(shape: d.TextShape, page: Page) -> int:
    """Return where a text that begins at its frame's top ends."""
    inner = frames.inner(shape.frame, shape.insets)
    return inner.top + setting.text_height(shape.text, inner.width, page.shop.fonts)


def _stack(fill: d.Fill, frame: d.Frame, place: layouts.Placeholder, page: Page) -> Drawn:
    """Stack a fill's blocks in its placeholder's frame, the first text in the placeholder."""
    step = page.step
    if not places.flows(place):
        step = places.step_of(fill, place, frame, page.shop, page.desk)
    inner = frames.inner(frame, place.insets)
    items = blocks.items(fill.blocks, inner.width, page.shop.setting(place.levels, step), page.desk)
    groups = [*stacking.groups(items, inner)]
    alone = frame if len(groups) == 1 else None
    shapes = tuple(
        _adopted(shape, place, alone) if n == _chosen(groups) else shape
        for n, group in enumerate(groups)
        for shape in group
    )
    beyond = stacking.beyond(items, inner.height)
    over = () if beyond is None else (_overflow(beyond, page.desk),)
    return shapes, (*stacking.complaints(items), *over, *_turned(shapes, page.desk))


def _turned(shapes: Sequence[d.Shape], desk: blocks.Desk) -> Iterator[Diagnostic]:
    """Yield what there is to say about flows that are not drawn as well as they could be."""
    drawn = [shape for shape in shapes if isinstance(shape, d.DrawingShape)]
    for shape in (each for each in drawn if each.drawing.turned):
        message = "This flow leads in another direction than asked for, in which it has room."
        yield info("flow-turned", desk.span(shape.id), message, "Shorten it, or divide it.")
    for shape in (each for each in drawn if each.drawing.crowded):
        message = "This flow has no room for all labels of its arrows: some stand on other arrows."
        yield info("flow-crowded", desk.span(shape.id), message, _CROWDED)


def _overflow(ident: str, desk: blocks.Desk) -> Diagnostic:
    message = f'The slide "{desk.title}" holds more than fits on it: this is where it runs over.'
    hint = "Say it in fewer words, or in parts: this cannot be continued on a further slide."
    return error("slide-overflow", desk.span(ident), message, hint)


# --- what stands in a placeholder ----------------------------------------------------------------


def _chosen(groups: Sequence[tuple[d.Shape, ...]]) -> int:
    """Return which item stands in the placeholder: the first text, or else what comes first.

    What is in a placeholder is what the outline view shows, and what moves with the layout.
    """
    single = [(n, group[0]) for n, group in enumerate(groups) if len(group) == 1]
    texts = (n for n, s in single if isinstance(s, d.TextShape) and _is_running_text(s))
    objects = (n for n, s in single if isinstance(s, d.TableShape | d.PictureShape | d.ChartShape))
    return next(texts, next(objects, -1))


def _is_running_text(shape: d.TextShape) -> bool:
    return not shape.ground and any(item.paragraph.part != "caption" for item in shape.text)


def _adopted(shape: d.Shape, place: layouts.Placeholder, whole: d.Frame | None) -> d.Shape:
    """Put a shape into the placeholder where that can hold it, over the `whole` of it if given.

    A body holds text alone, an object placeholder a table or a picture just as well.
    """
    if isinstance(shape, d.TextShape):
        frame = whole or frames.outer(shape.frame, place.insets)
        name = place.name.capitalize()
        return places.in_placeholder(shape.id, name, place, frame, shape.text)
    if place.kind == "obj" and isinstance(shape, d.TableShape | d.PictureShape | d.ChartShape):
        return replace(shape, placeholder=place.index)
    if place.kind == "pic" and isinstance(shape, d.PictureShape):
        return replace(shape, placeholder=place.index)
    return shape


# --- a figure beside text ------------------------------------------------------------------------


def _aligned(shape: d.Shape, place: layouts.Placeholder, layout: layouts.Layout) -> d.Shape:
    """Set a picture flush right beside text at its left, or in the middle as the title is."""
    if place.name.casefold() != "figure" or not isinstance(shape, d.FigureShape):
        return shape
    inner = frames.inner(place.frame, place.insets)
    spare = inner.width - shape.frame.width
    centred = layout.title is not None and layout.title.levels[0].align == "center"
    shift = spare if layout.placeholder("body") else spare // 2 if centred else 0
    return replace(shape, frame=replace(shape.frame, left=inner.left + shift))


def _is_shifted(picture: d.FigureShape, layout: layouts.Layout) -> bool:
    """Say whether a picture is so far from its place's left edge that its caption follows it."""
    place = layout.placeholder("figure")
    if place is None:
        return False
    return picture.frame.left - place.frame.left > _HARDLY * place.frame.width


def _from(frame: d.Frame, left: int) -> d.Frame:
    """Return a frame that starts at an edge, and ends where it did."""
    return replace(frame, left=left, width=frame.left + frame.width - left)


def _set(place: layouts.Placeholder, align: d.Alignment) -> layouts.Placeholder:
    return replace(place, levels=tuple(replace(lv, align=align) for lv in place.levels))
