"""A formula as runs of text and as a box to measure, for all that is no equation to edit.

PowerPoint shows equations as they are; titles, notes and other programs get them spelled on a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from lessonpress import formulas, measure
from lessonpress.deck import model as d
from lessonpress.formulas import drawing

# PowerPoint's face for equations, Cambria Math, is so much wider than STIX Two Math that measures
# them: digits by a tenth, most letters by less.
WIDER = 1.12
# White that programs leave above and below what is higher than a line, in em.
ABOUT = 0.1
# How a face's line height falls above and below the baseline, about.
_ABOVE = 0.78
# PowerPoint's steps for raised and lowered runs (per cent).
_RAISED, _LOWERED = 30, -25
# Stands for a formula in a text that is measured (OBJECT REPLACEMENT CHARACTER).
_OBJECT = "\ufffc"


def spelled(inlines: Iterable[d.Inline]) -> d.Inlines:
    """Return inlines with each formula as runs of text."""
    return tuple(found for inline in inlines for found in _spelled(inline))


def _spelled(inline: d.Inline) -> Iterator[d.Inline]:
    if not isinstance(inline, d.Math):
        yield inline
        return
    for piece in formulas.pieces(inline.latex, inline.display):
        style = replace(
            inline.style,
            italic=inline.style.italic or piece.italic,
            bold=inline.style.bold or piece.bold,
            baseline=(0, _RAISED, _LOWERED)[piece.raised] or inline.style.baseline,
        )
        yield d.Run(piece.text, style)


def spelled_shape(shape: d.TextShape | d.TableShape) -> d.TextShape | d.TableShape:
    """Return a shape with its formulas as runs of text; one without any as it is."""
    if isinstance(shape, d.TableShape):
        head = tuple(map(spelled, shape.table.head))
        rows = tuple(tuple(map(spelled, row)) for row in shape.table.rows)
        return replace(shape, table=replace(shape.table, head=head, rows=rows))
    text = (
        replace(item, paragraph=replace(item.paragraph, inlines=spelled(item.paragraph.inlines)))
        for item in shape.text
    )
    return replace(shape, text=tuple(text))


def piece(math: d.Math, format_: d.ParagraphFormat, fonts: measure.Fonts) -> measure.Piece:
    """Return a formula as a sign of a face of its own, as wide and high as the formula.

    So it is measured like any sign: it does not break, and its line is as high as it needs.
    """
    around = fonts.face(format_.face, format_.bold, format_.italic)
    return measure.Piece(_OBJECT, _face(math.latex, math.display, around), format_.size)


@lru_cache(maxsize=1024)
def _face(latex: str, display: bool, around: measure.Face) -> measure.Face:
    size = drawing.size(latex, display)
    pieces = formulas.pieces(latex, display)
    sizes = [2 / 3 if piece.raised else 1.0 for piece in pieces]
    texts = [measure.Piece(p.text, around, size) for p, size in zip(pieces, sizes, strict=True)]
    spelled = measure.width(texts)
    above, below = around.line_height * _ABOVE, around.line_height * (1 - _ABOVE)
    height = max(above, size.ascent + ABOUT) + max(below, size.descent + ABOUT)
    return measure.Face((), height, solid=max(size.width * WIDER, spelled))
