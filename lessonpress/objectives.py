"""A lesson's objectives: the items of its `objectives` boxes."""

from __future__ import annotations

from collections.abc import Iterator

from lessonpress.model import Box, Inlines, ItemList, Lesson, ListItem, Paragraph
from lessonpress.walking import walk


def listed(lesson: Lesson) -> tuple[ListItem, ...]:
    """Return every objective, in order: the items of lists, but not those of lists in items."""
    lists = (block for box in _boxes(lesson) for block in box.blocks)
    return tuple(item for block in lists if isinstance(block, ItemList) for item in block.items)


def named(lesson: Lesson) -> tuple[ListItem, ...]:
    """Return the objectives that the author gave an id, so that something can be for them."""
    items = ((box, node) for box in _boxes(lesson) for node in walk(box.blocks))
    return tuple(
        item
        for box, item in items
        if isinstance(item, ListItem) and not item.id.startswith(f"{box.id}.")
    )


def words(objective: ListItem) -> Inlines:
    """Return what an objective says: its first paragraph."""
    match objective.blocks:
        case (Paragraph(inlines=inlines), *_):
            return inlines
    return ()


def _boxes(lesson: Lesson) -> Iterator[Box]:
    for node in walk(lesson.blocks):
        if isinstance(node, Box) and node.kind == "objectives":
            yield node
