"""Figures that are computed, as items that can be placed: drawn for the room they are given."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from lessonpress import direction, figures
from lessonpress import model as m
from lessonpress.deck import model as d
from lessonpress.deck.fitting import frames, scale, setting, stacking
from lessonpress.deck.fitting.stacking import Item
from lessonpress.diagnostics import Diagnostic
from lessonpress.figures.drawing import Drawing
from lessonpress.figures.setting import Place

# A figure's words are as large as running text where there is room (points).
_LARGEST = 24.0

Complain = Callable[[str, str, str, str], Diagnostic]


def item(figure: d.Figure, width: int, in_: setting.Setting, complain: Complain) -> Item:
    """Return a figure as an item, as high as it is at its best, and at its smallest at the least.

    One that is too wide even so is complained of.
    """
    smallest = figures.draw(figure.content, _place(width, 0.0, in_))
    best = figures.draw(figure.content, _place(width, math.inf, in_))

    def place(frame: d.Frame) -> tuple[d.Shape, ...]:
        room = _place(width, frame.height / d.EMU_PER_POINT, in_)
        drawing = figures.draw(figure.content, room)
        size = d.Frame(0, 0, _emu(drawing.width), _emu(drawing.height))
        kind = type(figure.content).__name__
        name = f"{kind} {figure.id}".strip()
        where = frames.sized(frame, size)
        return (d.DrawingShape(figure.id, name, where, drawing, figure.content.alt),)

    low = _emu(smallest.height)
    high = max(low, _emu(best.height))
    complaints = _complaints(figure, smallest, width, complain)
    return Item(figure.id, low, high, place, lambda _: figure.id, complaints=complaints)


def divided(
    figure: d.Figure, width: int, height: int, in_: setting.Setting
) -> tuple[d.Figure, d.Figure] | None:
    """Return what of a figure fits in a height, and the rest of it, where it can be divided."""
    parts = figures.divided(figure.content, _place(width, height / d.EMU_PER_POINT, in_))
    if parts is None:
        return None
    here, rest = (replace(figure, content=part) for part in parts)
    return here, rest


def is_divisible(block: d.Block) -> bool:
    """Say whether a block is a figure that continues on further slides."""
    return isinstance(block, d.Figure) and isinstance(block.content, m.Timeline)


def _place(width: int, height: float, in_: setting.Setting) -> Place:
    largest = max(_LARGEST, in_.reference.floors.dense)
    sizes = scale.sizes(largest, in_.reference.floors.dense)
    wide = width / d.EMU_PER_POINT
    leftward = direction.is_leftward(in_.lang)
    return Place(wide, height, sizes, in_.reference.text.face, in_.fonts, leftward)


def _emu(points: float) -> int:
    return math.ceil(points * d.EMU_PER_POINT)


def _complaints(
    figure: d.Figure, drawing: Drawing, width: int, complain: Complain
) -> tuple[Diagnostic, ...]:
    if _emu(drawing.width) <= width + stacking.TOLERANCE:
        return ()
    kind = type(figure.content).__name__.lower()
    message = f"This {kind} is wider than its place, even in the smallest type."
    hint = "Shorten its longest words, give it more room, or divide it into two."
    return (complain("figure-too-wide", figure.id, message, hint),)
