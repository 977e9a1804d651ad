"""Lines that mean something else, or nothing, in Markdown than people think who type them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from lessonpress.reader import dollars
from lessonpress.reader.reading import Reading
from lessonpress.reader.scanner import Line

_GLUED_HEADING = re.compile(r" {0,3}#{2,6}[^\s#]")
_ANSWER_LINE = re.compile(r"[ \t]*_[_ \t]{3,}$")
_GRID = re.compile(r"[ \t]*\+(?:[-=:]{2,}\+)+[ \t]*$")
_RULE_OF_TABLE = re.compile(
    r"[ \t]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)++\|?[ \t]*+$"
)


def check(lines: Iterable[Line], reading: Reading) -> None:
    """Complain about such lines; code is not among them, the scanner has lifted it out."""
    lines = list(lines)
    for paragraph in _paragraphs(lines):
        _check_dollars(paragraph, reading)
        _check_grid(paragraph, reading)
    written = [line for line in lines if line.number]
    _check_lists([line for line in written if line.text.strip()], reading)
    for line in written:
        _check_line(line, reading)
    for above, line in pairwise(written):
        if _RULE_OF_TABLE.match(line.text) and "|" in above.text:
            _check_table(above, line, reading)


def _check_line(line: Line, reading: Reading) -> None:
    span = reading.span(line.number)
    if _GLUED_HEADING.match(line.text):
        message = "This is shown as text: a heading has a space behind its #."
        reading.warn("heading-unread", span, message, "Write ## My heading.")
    elif _ANSWER_LINE.match(line.text):
        message = "A line of underscores begins a new slide, and draws nothing."
        hint = "For room to answer, put the task into ::: {.exercise lines=3} and :::."
        reading.warn("underscores", span, message, hint)


def _check_grid(paragraph: list[Line], reading: Reading) -> None:
    """Complain about a table drawn with + and - that an empty line has torn, or has no end."""
    borders = [line for line in paragraph if _GRID.match(line.text)]
    if len(borders) == 1:
        message = "This border belongs to no table: one has a border above it and one below."
        hint = "Draw both, with no empty line between them."
        reading.fail("table-unread", reading.span(borders[0].number), message, hint)


def _check_table(head: Line, rule: Line, reading: Reading) -> None:
    columns, titles = _cells(rule.text), _cells(head.text)
    if columns != titles:
        message = f"This line makes {columns} columns, but the one above it has {titles} titles."
        hint = "Give both lines as many cells, or the table is shown as text."
        reading.fail("table-ragged", reading.span(rule.number), message, hint)


def _cells(row: str) -> int:
    text = dollars.hide_pipes(re.sub(r"`[^`]*`", "", row))
    return len(re.split(r"(?<!\\)\|", text.strip().strip("|")))


# --- dollars -------------------------------------------------------------------------------------


def _paragraphs(lines: list[Line]) -> Iterator[list[Line]]:
    """Yield lines that stand together, but for those that may be indented code."""
    for filled, group in groupby(lines, key=lambda line: bool(line.text.strip())):
        paragraph = list(group)
        if filled and any(not line.text.startswith(("    ", "\t")) for line in paragraph):
            yield paragraph


def _check_dollars(paragraph: list[Line], reading: Reading) -> None:
    text = "\n".join(line.text for line in paragraph)
    for position, spaced in dollars.slips(text):
        line = paragraph[text.count("\n", 0, position)]
        span = reading.span(line.number, position - text.rfind("\n", 0, position))
        if spaced:
            message = "This formula is shown as text: it has a space inside its dollars."
            reading.warn("formula-spaced", span, message, "Formulas have none there: $r = 5$.")
        else:
            message = "A dollar opens a formula here that is never closed; it is shown as text."
            hint = r"Write $ where it ends, or \$ where you mean money."
            reading.warn("formula-unclosed", span, message, hint)


# --- lists of other marks ------------------------------------------------------------------------

# The first two marks of examples that pandoc numbers, and Markdown does not.
_EXAMPLES = re.compile(r" {0,3}\(@\w*\)[ \t]+\S.*\n {0,3}\(@\w*\)[ \t]+\S")


def _check_lists(lines: list[Line], reading: Reading) -> None:
    """Complain about lines that are meant for a list, and would run together."""
    complained = -1
    for index, (line, below) in enumerate(pairwise(lines)):
        pair = f"{line.text}\n{below.text}"
        if complained != index - 1 and _EXAMPLES.match(pair):
            message = f'Lines that begin with "{line.text.split()[0]}" make no list here.'
            hint = "Number them 1. 2. 3., each on a line of its own, with an empty line above."
            reading.warn("list-unread", reading.span(line.number), message, hint)
            complained = index
        elif _EXAMPLES.match(pair):
            complained = index
    _check_late_starts(lines, reading)


_NUMBERED = re.compile(r" {0,3}(\d{1,3})([.)])[ \t]+\S")


def _check_late_starts(lines: list[Line], reading: Reading) -> None:
    """Complain about a list from 3. on that stands right under a text, whose part it would be."""
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        first, second = _NUMBERED.match(line.text), _NUMBERED.match(below.text)
        follows = first and second and int(second[1]) == int(first[1]) + 1
        close = above.number == line.number - 1 and below.number == line.number + 1
        if not (first and follows and close and first[1] != "1") or _is_item(above):
            continue
        message = f'A list that begins with "{first[1]}{first[2]}" is no list right under a text.'
        reading.warn("list-unread", reading.span(line.number), message, "Leave a line empty above.")


def _is_item(line: Line) -> bool:
    return re.match(r"[ \t]*(?:[-*+•>]|\d{1,9}[.)])[ \t]|[ \t]", line.text) is not None
