"""When each block of a slide appears: pauses and incremental lists as numbers of clicks. Pure.

As in pandoc, every item of an incremental list appears at a click of its own, nested items too, and
a pause holds back all that follows it on the slide. What stands below an incremental list is there
from the start, unless a pause says otherwise.

The numbers only rise in the order of clicks: `deck.fitting.builds` counts them afresh on each page.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from lessonpress import model as m


def counted(blocks: m.Blocks) -> m.Blocks:
    """Return a slide's blocks, each with its click, and without the pauses."""
    return _Counter().blocks(blocks)


class _Counter:
    """Goes through a slide in source order."""

    def __init__(self) -> None:
        self._last = 0
        self._pause = 0  # the click of the last pause
        self._item = 0  # the click of the item we are in

    def blocks(self, blocks: tuple[Any, ...]) -> tuple[Any, ...]:
        kept = []
        for block in blocks:
            if isinstance(block, m.Pause):
                self._pause = self._next()
            else:
                kept.append(self._block(block))
        return tuple(kept)

    def _block(self, block: m.Block) -> m.Block:
        listed = isinstance(block, m.ItemList | m.DefinitionList) and block.incremental
        return self._placed(block, self._stepped if listed else self.blocks)

    def _stepped(self, items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(self._alone(item) for item in items)

    def _alone(self, item: m.Block) -> m.Block:
        around, self._item = self._item, self._next()
        placed = self._placed(item, self.blocks)
        self._item = around
        return placed

    def _placed(self, block: m.Block, inside: Any) -> m.Block:
        """Return a block with its click and those of what stands in it."""
        click = max(self._item, self._pause)
        nested = {
            field.name: inside(value)
            for field in fields(block)
            if _are_blocks(value := getattr(block, field.name))
        }
        return replace(block, click=click, **nested) if click or nested else block

    def _next(self) -> int:
        self._last += 1
        return self._last


def _are_blocks(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], m.Block)
