"""A drawing that spares ink: what is filled with a strong colour becomes light, in its outline."""

from __future__ import annotations

import re
from dataclasses import replace

from lessonpress.figures.drawing import Area, Box, Drawing, Label, Look, Shape, Words

_SERIES = re.compile(r"series (\d+)")
# The share of a series' own colour in its fill, by its number: neighbours are told apart in grey.
_TINTS = (0.0, 0.34, 0.1, 0.5, 0.2, 0.42)
_OUTLINE = 0.75
# What marks places of a map: tints that are lighter, and so still told apart.
_LIGHTER = 0.6
# Boxes that are larger than this, in square points, are grounds; smaller ones are marks.
_MARK = 100.0


def sparing(drawing: Drawing) -> Drawing:
    """Return a drawing that says the same with little ink."""
    return replace(drawing, shapes=tuple(map(_sparing, drawing.shapes)))


def _sparing(shape: Shape) -> Shape:
    match shape:
        case Box(frame=frame, label=label):
            is_mark = frame.width * frame.height <= _MARK
            return replace(shape, look=_light(shape.look, is_mark), label=label and _in_ink(label))
        case Area():
            return replace(shape, look=_light(shape.look, is_mark=False))
        case _:
            return shape


def _light(look: Look, is_mark: bool) -> Look:
    if series := _SERIES.fullmatch(look.fill):
        share = look.tint * _TINTS[int(series[1]) % len(_TINTS)]
        return replace(look, tint=share, line=look.fill, weight=max(look.weight, _OUTLINE))
    if look.fill == "ground" and not is_mark:
        return replace(look, fill="paper")
    return replace(look, tint=look.tint * _LIGHTER) if _is_tinted(look) else look


def _is_tinted(look: Look) -> bool:
    """Say whether a shape is told by its tint; what is thin, a scale's lines, has no outline."""
    return bool(look.fill and look.line) and look.tint < 1.0


def _in_ink(label: Label) -> Label:
    """Return words that stood on a strong colour as they stand on a light one."""
    paragraphs = tuple(map(_dark, label.paragraphs))
    return replace(label, paragraphs=paragraphs)


def _dark(words: Words) -> Words:
    return replace(words, color="ink") if words.color.startswith("on ") else words
