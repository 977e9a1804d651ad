"""Tables that have a slide to themselves, or share it with text alone: as large as that, if can be.

A table of a few short rows in the size of tables leaves a slide half empty, and is hard to read
from behind. It grows for as long as no cell takes another line by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lessonpress.deck import layouts
from lessonpress.deck import model as d
from lessonpress.deck.fitting import places, scale, setting, tables

# A table that has grown by a share is so much higher than that share at the most: rounding.
_ROUNDING = 1.02


def shops(
    blocks: d.Blocks, levels: tuple[d.ParagraphFormat, ...], width: int, shop: places.Workshop
) -> Iterator[places.Workshop]:
    """Yield what to set a slide's tables with in larger sizes than theirs, the largest first.

    `levels` are those of the text around them, `width` is their place's in EMU.
    """
    listed = [block for block in blocks if isinstance(block, d.Table)]
    others = (block for block in blocks if not isinstance(block, d.Table | d.Paragraph))
    own = shop.reference.text.size
    if not listed or any(others) or levels[0].size <= own:
        return
    plain = shop.setting(levels)
    for size in scale.sizes(levels[0].size, own)[:-1]:
        larger = replace(shop, reference=_with_text(shop, size))
        in_ = larger.setting(levels)
        if all(_breaks_alike(table, width, plain, in_) for table in listed):
            yield larger


def _with_text(shop: places.Workshop, size: float) -> layouts.Reference:
    return replace(shop.reference, text=replace(shop.reference.text, size=size))


def _breaks_alike(
    table: d.Table, width: int, plain: setting.Setting, larger: setting.Setting
) -> bool:
    """Say whether a table set larger has no more lines than it has in its own size."""
    before, after = (tables.laid(table, width, in_) for in_ in (plain, larger))
    grown = larger.reference.text.size / plain.reference.text.size
    return after.least <= width and sum(after.heights) <= sum(before.heights) * grown * _ROUNDING
