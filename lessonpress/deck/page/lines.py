"""The lines of a paragraph where fitting breaks them, each with what stands on it. Pure.

A page shows the lines that the deck was fitted with; it never breaks one by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from lessonpress import measure
from lessonpress.deck import equations
from lessonpress.deck import model as d
from lessonpress.deck.fitting import setting
from lessonpress.formulas import drawing

Kind = Literal["text", "number", "rule", "formula"]


@dataclass(frozen=True, slots=True)
class Bit:
    """Characters of one style on one line.

    A blank is its `number` and its `rule`, which is as long as its characters. A `formula` is a
    single character; where it cannot be drawn it has become text.
    """

    text: str
    style: d.Style
    kind: Kind = "text"
    math: d.Math | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on a line, how high it is, and its baseline below its top, in points."""

    bits: tuple[Bit, ...]
    height: float
    baseline: float


def lines(item: d.SetParagraph, width: int, fonts: measure.Fonts) -> tuple[Line, ...]:
    """Return the lines of a paragraph set `width` EMU wide, its margins included."""
    measured = setting.paragraph_lines(item, width, fonts)
    cutter = _Cutter([*_bits(item)])
    return tuple(_line(cutter.upto(line.end), line, item.format, fonts) for line in measured)


def _line(
    bits: tuple[Bit, ...], line: measure.Line, format_: d.ParagraphFormat, fonts: measure.Fonts
) -> Line:
    """Return a line of some bits; more or less spacing is put above the letters."""
    ascent = max([_ascent(Bit("", d.PLAIN), format_, fonts), *_ascents(bits, format_, fonts)])
    height = line.height * format_.line_spacing
    return Line(bits, height, ascent - line.height + height)


def _ascents(
    bits: Iterable[Bit], format_: d.ParagraphFormat, fonts: measure.Fonts
) -> Iterator[float]:
    for bit in bits:
        yield _ascent(bit, format_, fonts)
        if bit.math:
            size = drawing.size(bit.math.latex, bit.math.display)
            yield (size.ascent + equations.ABOUT) * format_.size


def _ascent(bit: Bit, format_: d.ParagraphFormat, fonts: measure.Fonts) -> float:
    piece = measured(bit, format_, fonts)
    return piece.face.ascent * piece.size


def measured(bit: Bit, format_: d.ParagraphFormat, fonts: measure.Fonts) -> measure.Piece:
    """Return the piece that a bit is measured as; a formula as the text around it."""
    style, small = bit.style, setting.numbering(format_)
    if bit.kind == "number":
        return measure.Piece(bit.text, fonts.face(small.face), small.size)
    family = setting.CODE_FACE if style.code else format_.face
    bold, italic = style.bold or format_.bold, style.italic or format_.italic
    size = format_.size * (setting.RAISED_SIZE if style.baseline else 1)
    return measure.Piece(bit.text, fonts.face(family, bold, italic, format_.kerned), size)


# --- what stands in a paragraph ------------------------------------------------------------------


def _bits(item: d.SetParagraph) -> Iterator[Bit]:
    """Yield what stands in a paragraph, as many characters as are measured."""
    for inline in item.paragraph.inlines:
        match inline:
            case d.Run(text, style):
                yield Bit(text.upper() if item.format.caps else text, style)
            case d.Break():
                yield Bit("\n", d.PLAIN)
            case d.Math(style=style):
                yield Bit("\ufffc", style, "formula", inline)
            case d.Blank(style=style):
                yield Bit(setting.blank_number(inline), d.Style(color="muted"), "number")
                yield Bit(setting.blank_text(inline), style, "rule")


class _Cutter:
    """Cuts bits at ever later places of their whole text."""

    def __init__(self, bits: Sequence[Bit]) -> None:
        self._waiting = list(bits)
        self._at = 0

    def upto(self, end: int) -> tuple[Bit, ...]:
        """Return what stands between the last place and this one, without the space at its end."""
        found: list[Bit] = []
        while self._waiting and self._at < end:
            bit = self._waiting.pop(0)
            here, rest = bit.text[: end - self._at], bit.text[end - self._at :]
            found.append(replace(bit, text=here))
            self._at += len(here)
            if rest:
                self._waiting.insert(0, replace(bit, text=rest))
        return tuple(_trimmed(found))


def _trimmed(bits: list[Bit]) -> Iterator[Bit]:
    while bits and not bits[-1].text.rstrip(" \n"):
        bits.pop()
    yield from bits[:-1]
    if bits:
        yield replace(bits[-1], text=bits[-1].text.rstrip(" \n"))
