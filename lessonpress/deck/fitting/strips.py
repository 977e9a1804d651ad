"""The foot of a slide: its footnotes, and above them the strip where the words of blanks appear.

Students' decks have the strip's room, and nothing in it. What room it takes is therefore told by
the blanks' sizes alone, which students see anyway, and never by the words: a word takes no more of
a line than its rule's size allows for, or is set smaller. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lessonpress import measure
from lessonpress.deck import layouts
from lessonpress.deck import model as d
from lessonpress.deck.fitting import blocks, builds, frames, places, setting
from lessonpress.deck.fitting.stacking import GAP
from lessonpress.diagnostics import Diagnostic, warning

# A blank's size is 0.8 em a letter (`reader.inlines`), and few letters are wider than 0.6 em.
_PRINTED = 0.85
# The largest size is for long answers of any length: each has a line of its own.
_LARGEST = 24
_SIZES = (18.0, 16.0, 14.0, 12.0)
_BETWEEN = 1.4  # em of white between two answers
_INSETS = replace(blocks.GROUND, top=blocks.GROUND.top // 2, bottom=blocks.GROUND.top // 2)


@dataclass(frozen=True, slots=True)
class Foot:
    """The footnotes' shapes, the frame that the strip may take, and where all else must end."""

    footnotes: tuple[d.TextShape, ...]
    strip: d.Frame | None
    floor: int


def foot(page: d.Slide, layout: layouts.Layout, shop: places.Workshop) -> Foot:
    """Return what stands at the foot of a page, whose content begins above that."""
    notes = places.footnotes(page.footnotes, layout, shop)
    floor = places.floor_above(notes, shop.reference)
    asked = [*builds.blanks(page)]
    content = places.content_frame(layout)
    if not asked or content is None:
        return Foot(notes, None, floor)
    bottom = min(floor, frames.bottom(content))
    rows = _rows([_reserved(blank, content.width, shop) for blank in asked], content.width)
    height = len(rows) * _row_height(_SIZES[0], shop) + _INSETS.top + _INSETS.bottom
    strip = d.Frame(content.left, bottom - height, content.width, height)
    return Foot(notes, strip, strip.top - GAP)


def answers(
    page: d.Slide, foot: Foot, shop: places.Workshop, desk: blocks.Desk
) -> tuple[tuple[d.TextShape, ...], tuple[Diagnostic, ...]]:
    """Return the strip with a shape for each answer; none where nobody is to see them."""
    asked = [blank for blank in builds.blanks(page) if blank.answer]
    if not asked or foot.strip is None:
        return (), ()
    room = frames.inner(foot.strip, _INSETS)
    for size in _SIZES:
        placed = tuple(_placed(asked, size, room, shop))
        high = max(frames.bottom(shape.frame) for shape in placed) - room.top
        if high <= room.height:
            return _on_ground(placed, high, foot.strip), ()
    return (), (_too_long(desk),)


def _too_long(desk: blocks.Desk) -> Diagnostic:
    message = f'The answers to the blanks of "{desk.title}" are too long to appear on the slide.'
    hint = "They stand in the notes; leave out single words, or a few."
    return warning("answers-too-long", desk.span(desk.slide), message, hint)


# --- what each answer takes ----------------------------------------------------------------------


def _reserved(blank: d.Blank, width: int, shop: places.Workshop) -> int:
    """Return the width in EMU that is kept for an answer, whatever it is."""
    room = width - _INSETS.left - _INSETS.right
    if blank.size >= _LARGEST:
        return room
    number = _width(_inlines(replace(blank, answer="")), _SIZES[0], shop)
    return min(room, number + round(blank.size * _PRINTED * _SIZES[0] * d.EMU_PER_POINT))


def _inlines(blank: d.Blank) -> d.Inlines:
    lang = blank.style.lang
    number = d.Run(f"{blank.number}\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}", d.Style(color="muted"))
    return (number, d.Run(blank.answer, d.Style(bold=True, color="answer", lang=lang)))


def _format(size: float, shop: places.Workshop) -> d.ParagraphFormat:
    return replace(shop.reference.text, size=size, space_before=0.0, space_after=0.0)


def _width(inlines: d.Inlines, size: float, shop: places.Workshop) -> int:
    pieces = setting.pieces(inlines, _format(size, shop), shop.fonts)
    # Somewhat more, so that a program that rounds or does not kern breaks no line of an answer.
    return round((measure.width(pieces) * 1.02 + 2) * d.EMU_PER_POINT)


def _row_height(size: float, shop: places.Workshop) -> int:
    line = d.SetParagraph(d.Paragraph("", (d.Run("1"),)), _format(size, shop))
    return setting.text_height([line], d.EMU_PER_INCH, shop.fonts)


# --- rows ----------------------------------------------------------------------------------------


def _rows(widths: Sequence[int], room: int, size: float = _SIZES[0]) -> list[list[int]]:
    """Return which of the widths stand on each row, one after the other with white between."""
    rows: list[list[int]] = []
    right = room + 1
    for index, width in enumerate(widths):
        left = right + _between(size)
        if left + width > room:
            rows.append([])
            left = 0
        rows[-1].append(index)
        right = left + width
    return rows


def _between(size: float) -> int:
    return round(_BETWEEN * size * d.EMU_PER_POINT)


def _placed(
    asked: Sequence[d.Blank], size: float, room: d.Frame, shop: places.Workshop
) -> Iterator[d.TextShape]:
    """Yield a shape for each answer, set at a size, from the room's top left on."""
    widths = [min(_width(_inlines(blank), size, shop), room.width) for blank in asked]
    top = room.top
    for row in _rows(widths, room.width, size):
        left, heights = room.left, [0]
        for index in row:
            shape = _answer(asked[index], size, shop)
            high = setting.text_height(shape.text, widths[index], shop.fonts)
            yield replace(shape, frame=d.Frame(left, top, widths[index], high))
            left += widths[index] + _between(size)
            heights.append(high)
        top += max(heights)


def _answer(blank: d.Blank, size: float, shop: places.Workshop) -> d.TextShape:
    text = d.SetParagraph(d.Paragraph("", _inlines(blank), click=blank.click), _format(size, shop))
    return d.TextShape("", f"Answer {blank.number}", d.Frame(0, 0, 0, 0), (text,))


def _on_ground(
    placed: tuple[d.TextShape, ...], high: int, strip: d.Frame
) -> tuple[d.TextShape, ...]:
    """Return the answers on a ground at the strip's foot, which appears with the first of them."""
    spare = strip.height - high - _INSETS.top - _INSETS.bottom
    frame = replace(strip, top=strip.top + spare, height=strip.height - spare)
    first = min(item.paragraph.click for shape in placed for item in shape.text)
    ground = d.TextShape("", "Answers", frame, (), ground="answers", click=first)
    lowered = (replace(s, frame=replace(s.frame, top=s.frame.top + spare)) for s in placed)
    return (ground, *lowered)
