"""How paragraphs are set: the format of each in its place, its pieces to measure, its height."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from lessonpress import measure
from lessonpress.deck import counting, direction, equations
from lessonpress.deck import model as d
from lessonpress.deck.layouts import Reference

CODE_FACE = "Consolas"
# PowerPoint sets raised and lowered runs at two thirds of the size.
RAISED_SIZE = 2 / 3
# A no-break space of Calibri is 0.226 em wide; a blank is an underlined row of them.
_SPACES_PER_EM = 1 / 0.226
# A blank's number is set small at the foot of the line, so that it is no footnote's mark.
_BLANK_NUMBER_SIZE = 12.0
# White between a number and its item's text, in em.
_NUMBER_GAP = 0.4


@dataclass(frozen=True, slots=True)
class Setting:
    """The formats that hold in one place of a slide, level by level, and the fonts to measure."""

    levels: tuple[d.ParagraphFormat, ...]
    reference: Reference
    fonts: measure.Fonts
    lang: str = ""


def blank_text(blank: d.Blank) -> str:
    """Return the no-break spaces that, underlined, are a blank's rule."""
    return "\N{NO-BREAK SPACE}" * math.ceil(blank.size * _SPACES_PER_EM)


def blank_number(blank: d.Blank) -> str:
    """Return the number before a blank's rule, with a space that does not break."""
    return f"{blank.number}\N{NO-BREAK SPACE}"


def numbering(format_: d.ParagraphFormat) -> d.ParagraphFormat:
    """Return how a blank's number is set in text of a format."""
    return replace(format_, size=min(_BLANK_NUMBER_SIZE, format_.size), bold=False)


# --- formats -------------------------------------------------------------------------------------


def set_text(paragraphs: Iterable[d.Paragraph], setting: Setting) -> tuple[d.SetParagraph, ...]:
    """Return paragraphs with their formats; the first has no space above it."""
    paragraphs = tuple(paragraphs)
    formats = [format_of(p, setting) for p in paragraphs]
    formats = [*_with_room_for_numbers(paragraphs, formats, setting)]
    if formats:
        formats[0] = replace(formats[0], space_before=0.0)
    return tuple(map(d.SetParagraph, paragraphs, formats))


def format_of(paragraph: d.Paragraph, setting: Setting) -> d.ParagraphFormat:
    """Return how a paragraph stands by its level, its marker, its part and its language."""
    leftward = direction.runs_left(paragraph.inlines, setting.lang)
    return directed(_format(paragraph, setting), leftward)


def directed(format_: d.ParagraphFormat, leftward: bool) -> d.ParagraphFormat:
    """Return a format for text of this direction; what stands at one side goes to the other."""
    if format_.rtl == leftward:
        return format_
    return replace(format_, rtl=leftward, align=_OTHER_SIDE[format_.align])


_OTHER_SIDE: Mapping[d.Alignment, d.Alignment] = MappingProxyType(
    {"left": "right", "center": "center", "right": "left"}
)


def _format(paragraph: d.Paragraph, setting: Setting) -> d.ParagraphFormat:
    level = setting.levels[min(paragraph.level, len(setting.levels) - 1)]
    match paragraph.part:
        case "caption":
            return replace(setting.reference.caption, color="muted")
        case "footnote":
            return replace(setting.reference.footnote, color="muted", space_before=2.0)
        case "heading":
            return replace(_plain(level), bold=True)
        case "quote":
            face = setting.reference.theme.heading
            return replace(_plain(level), face=face, margin=level.margin or _em(level))
        case "meaning" if paragraph.marker == "plain":
            return replace(_plain(level), margin=level.margin or _em(level), space_before=2.0)
    return _marked(paragraph, level)


def _marked(paragraph: d.Paragraph, level: d.ParagraphFormat) -> d.ParagraphFormat:
    match paragraph.marker:
        case "plain":
            return _plain(level)
        case "continued":
            return replace(_hanging(paragraph, level), bullet="", indent=0)
        case "number":
            return replace(_hanging(paragraph, level), bullet="#")
        case "bullet":
            return _hanging(paragraph, level)


def _plain(level: d.ParagraphFormat) -> d.ParagraphFormat:
    """Return a level without its bullet; one that never had any keeps its own indents."""
    return replace(level, bullet="", margin=0, indent=0) if level.bullet else level


def _hanging(paragraph: d.Paragraph, level: d.ParagraphFormat) -> d.ParagraphFormat:
    if level.bullet:
        return level
    # Where a layout has no bullets of its own, lists hang by an em a level.
    hanging = _em(level)
    return replace(level, bullet="•", margin=hanging * (paragraph.level + 1), indent=-hanging)


def _em(level: d.ParagraphFormat) -> int:
    return round(level.size * d.EMU_PER_POINT)


def _with_room_for_numbers(
    paragraphs: Sequence[d.Paragraph], formats: Sequence[d.ParagraphFormat], setting: Setting
) -> Iterator[d.ParagraphFormat]:
    """Widen hanging indents to what the numbers of a list need, and move what is nested in it."""
    pushed: dict[int, int] = {}
    for index, (paragraph, format_) in enumerate(zip(paragraphs, formats, strict=True)):
        level = paragraph.level
        pushed = {k: v for k, v in pushed.items() if k <= level and paragraph.marker != "plain"}
        if paragraph.marker == "number":
            last = _last_number(paragraphs[index:], level)
            numbers = range(min(paragraph.number, last), last + 1)
            labels = (counting.label(paragraph.scheme or "arabicPeriod", n) for n in numbers)
            label = max(labels, key=len)
            pushed[level] = max(pushed.get(level, 0), _missing_room(label, format_, setting))
        elif paragraph.marker == "bullet":
            pushed.pop(level, None)
        own = pushed.get(level, 0)
        margin = format_.margin + sum(pushed.values())
        indent = format_.indent - own if format_.bullet else format_.indent
        yield replace(format_, margin=margin, indent=indent)


def _last_number(following: Sequence[d.Paragraph], level: int) -> int:
    """Return the highest number of the list that the first paragraph belongs to."""
    numbers = [p.number for p in following if p.marker == "number" and p.level == level]
    return max(numbers, default=1)


def _missing_room(label: str, format_: d.ParagraphFormat, setting: Setting) -> int:
    face = setting.fonts.face(format_.face, format_.bold, format_.italic)
    wide = measure.width([measure.Piece(label, face, format_.size)])
    needed = wide + _NUMBER_GAP * format_.size
    return max(0, round(needed * d.EMU_PER_POINT) + format_.indent)


# --- measuring -----------------------------------------------------------------------------------


def pieces(
    inlines: Iterable[d.Inline], format_: d.ParagraphFormat, fonts: measure.Fonts
) -> list[measure.Piece]:
    """Return what stands in a paragraph as pieces of one face and size each."""
    return [piece for inline in inlines for piece in _pieces(inline, format_, fonts)]


def length(inline: d.Inline) -> int:
    """Return how many characters are set for an inline."""
    match inline:
        case d.Run(text):
            return len(text)
        case d.Break() | d.Math():
            return 1
        case d.Blank():
            return len(blank_number(inline)) + len(blank_text(inline))


def _pieces(
    inline: d.Inline, format_: d.ParagraphFormat, fonts: measure.Fonts
) -> Iterator[measure.Piece]:
    if isinstance(inline, d.Break):
        yield measure.Piece("\n", fonts.face(format_.face), format_.size)
        return
    if isinstance(inline, d.Math):
        yield equations.piece(inline, format_, fonts)
        return
    style = inline.style
    family = CODE_FACE if style.code else format_.face
    bold, italic = style.bold or format_.bold, style.italic or format_.italic
    face = fonts.face(family, bold, italic, format_.kerned)
    if isinstance(inline, d.Blank):
        small = numbering(format_)
        yield measure.Piece(blank_number(inline), fonts.face(small.face), small.size)
        yield measure.Piece(blank_text(inline), face, format_.size)
    else:
        size = format_.size * (RAISED_SIZE if style.baseline else 1)
        text = inline.text.upper() if format_.caps else inline.text
        yield measure.Piece(text, face, size)


def paragraph_lines(
    item: d.SetParagraph, width: int, fonts: measure.Fonts
) -> tuple[measure.Line, ...]:
    """Return the lines of a paragraph set `width` EMU wide, its margins included."""
    format_ = item.format
    room = (width - format_.margin) / d.EMU_PER_POINT
    hanging = format_.indent / d.EMU_PER_POINT
    # A bullet takes the room of a hanging indent, so that all lines are as long.
    first = room if format_.bullet and hanging < 0 else room - hanging
    found = pieces(item.paragraph.inlines, format_, fonts)
    strut = measure.Piece("", fonts.face(format_.face, format_.bold), format_.size)
    return measure.lines([strut, *found], max(room, 1.0), max(first, 1.0))


@lru_cache(maxsize=8192)  # the same paragraphs are measured again for every way to divide them
def paragraph_height(item: d.SetParagraph, width: int, fonts: measure.Fonts) -> float:
    """Return the height of a paragraph's lines in points, without the space around it."""
    lines = paragraph_lines(item, width, fonts)
    return sum(line.height for line in lines) * item.format.line_spacing


def text_height(text: Sequence[d.SetParagraph], width: int, fonts: measure.Fonts) -> int:
    """Return the height in EMU of paragraphs set one below the other in `width` EMU."""
    heights = [
        item.format.space_before + paragraph_height(item, width, fonts) + item.format.space_after
        for item in text
    ]
    last = text[-1].format.space_after if text else 0.0
    return math.ceil((sum(heights) - last) * d.EMU_PER_POINT)


def first_below(
    text: Sequence[d.SetParagraph], width: int, height: int, fonts: measure.Fonts
) -> d.SetParagraph:
    """Return the paragraph that is the first to end below `height` EMU, or the last."""
    ends = (text_height(text[: n + 1], width, fonts) for n in range(len(text)))
    return next((item for item, end in zip(text, ends, strict=True) if end > height), text[-1])
