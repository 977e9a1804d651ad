"""Native charts as items that can be placed: how large their words are, which of them are shown."""

from __future__ import annotations

import math

from lessonpress import measure
from lessonpress import model as m
from lessonpress.deck import model as d
from lessonpress.deck.fitting import setting
from lessonpress.deck.fitting.stacking import Item
from lessonpress.figures import looks
from lessonpress.theme import Theme

# A chart lower than this is legible to nobody behind the first row; one higher than this share of
# its width looks like a tower.
_LEAST = round(2.2 * d.EMU_PER_INCH)
_MOST = 0.75
# Words are larger in a chart that takes most of a slide.
_WIDE = 8 * d.EMU_PER_INCH
_LARGER = 2.0
# What the numbers of a scale and the white beside them take of the width, in em.
_BESIDE = 4.0
_BETWEEN = 0.5  # two names along the foot


def item(ident: str, chart: m.Chart, width: int, in_: setting.Setting) -> Item:
    """Return a chart as an item, as wide as its place."""
    size = in_.reference.floors.dense + (_LARGER if width >= _WIDE else 0.0)
    face = in_.fonts.face(in_.reference.text.face)
    name = f"{chart.kind.capitalize()} chart {ident}".strip()

    def width_of(text: str) -> float:
        return measure.width([measure.Piece(text, face, size)])

    def place(frame: d.Frame) -> tuple[d.Shape, ...]:
        points = frame.width / d.EMU_PER_POINT - _BESIDE * size
        shape = d.ChartShape(
            ident,
            name,
            frame,
            chart,
            size,
            labelled=looks.labelled(chart, points, width_of),
            skip=_skip(chart, points, [measure.Piece(n, face, size) for n in chart.categories]),
            dark=_dark(in_.reference.theme),
        )
        return (shape,)

    return Item(ident, _LEAST, max(_LEAST, round(_MOST * width)), place, lambda _: ident)


def _skip(chart: m.Chart, width: float, names: list[measure.Piece]) -> int:
    """Return which of the names along the foot are shown: each one, or each second ..."""
    if chart.kind in ("bar", "pie", "scatter") or not names:
        return 1
    room = width / len(names)
    widest = max(measure.widest_word([name]) for name in names) + _BETWEEN * names[0].size
    return max(1, math.ceil(widest / room))


def _dark(theme: Theme) -> frozenset[str]:
    """Return the colours of the theme that want light words on them."""
    return frozenset(name for name in theme.colors if theme.on(name) == "paper")
