"""Native charts as items that can be placed: how large their words are, which of them are shown."""

from __future__ import annotations

import math
from dataclasses import replace

from lessonpress import measure
from lessonpress import model as m
from lessonpress.deck import model as d
from lessonpress.deck.fitting import setting
from lessonpress.deck.fitting.stacking import Item
from lessonpress.figures import looks

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

    def width_of(text: str) -> float:
        return measure.width([measure.Piece(text, face, size)])

    inner = width / d.EMU_PER_POINT - _BESIDE * size
    room = inner / max(1, len(chart.categories))
    pieces = [measure.Piece(text, face, size) for text in chart.categories]
    widest = max((measure.widest_word([piece]) for piece in pieces), default=0.0) + _BETWEEN * size
    chart = looks.settled(chart)
    if chart.kind == "column" and not looks.stands(chart, room, widest):
        chart = looks.lying(chart)
    plan = looks.plan(chart, inner, width_of)
    shape = d.ChartShape(
        ident,
        f"{chart.kind.capitalize()} chart {ident}".strip(),
        d.Frame(0, 0, width, 0),
        looks.with_shares(chart) if chart.kind == "pie" and plan.labelled else chart,
        size,
        plan,
        skip=math.ceil(widest / room) if chart.kind in ("column", "line") and pieces else 1,
    )
    most = max(_LEAST, round(_MOST * width))
    return Item(ident, _LEAST, most, lambda frame: (replace(shape, frame=frame),), lambda _: ident)
