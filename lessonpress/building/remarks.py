"""What was said of a file when it was made, on the lines that its unit has today."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lessonpress.building.keeping.memory import Remark
from lessonpress.diagnostics import Diagnostic
from lessonpress.model import Block, Lesson
from lessonpress.walking import walk


def remembered(complaints: Iterable[Diagnostic], lessons: Iterable[Lesson]) -> tuple[Remark, ...]:
    """Return complaints with the blocks that they are about, by whole lessons."""
    blocks = {lesson.span.path: sorted(_blocks(lesson)) for lesson in lessons}
    return tuple(_remark(each, blocks.get(each.span.path, [])) for each in complaints)


def today(remarks: Iterable[Remark], lessons: Iterable[Lesson]) -> tuple[Diagnostic, ...]:
    """Return complaints with their lines as they are in whole lessons now."""
    lines = {(lesson.span.path, name): line for lesson in lessons for line, name in _blocks(lesson)}
    return tuple(_placed(remark, lines) for remark in remarks)


def _blocks(lesson: Lesson) -> Iterator[tuple[int, str]]:
    """Yield the first line and the id of every block."""
    return ((node.span.line, node.id) for node in walk(lesson) if isinstance(node, Block))


def _remark(complaint: Diagnostic, blocks: list[tuple[int, str]]) -> Remark:
    """Return a complaint with the last block that begins above it, or on its line."""
    line = complaint.span.line
    found = bisect_right(blocks, line, key=lambda block: block[0])
    if not found:  # it is about settings, or about another file
        return Remark(complaint)
    first, name = blocks[found - 1]
    return Remark(complaint, name, line - first)


def _placed(remark: Remark, lines: dict[tuple[str, str], int]) -> Diagnostic:
    span = remark.complaint.span
    first = lines.get((span.path, remark.block))
    if first is None:
        return remark.complaint
    return replace(remark.complaint, span=replace(span, line=first + remark.lines))
