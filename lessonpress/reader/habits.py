"""Lines that mean something else, or nothing, in Markdown than people think who type them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from lessonpress.reader import dollars
from lessonpress.reader.reading import Reading
from lessonpress.reader.scanner import Line

_GLUED_HEADING = re.compile(r" {0,3}#{2,6}[^\s#]")
_ANSWER_LINE = re.compile(r"[ \t]*_[_ \t]{3,}$")
_GRID = re.compile(r"[ \t]*\+(?:[-=:]{2,}\+)+[ \t]*$")
_RULE_OF_TABLE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$")


def check(lines: Iterable[Line], reading: Reading) -> None:
    """Complain about such lines; code is not among them, the scanner has lifted it out."""
    written = [line for line in lines if line.number]
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
    elif _GRID.match(line.text):
        message = "Tables drawn with + and - are not read; this one would be a jumble."
        reading.fail("table-unread", span, message, "Draw it with | between the cells.")


def _check_table(head: Line, rule: Line, reading: Reading) -> None:
    columns, titles = _cells(rule.text), _cells(head.text)
    if columns != titles:
        message = f"This line makes {columns} columns, but the one above it has {titles} titles."
        hint = "Give both lines as many cells, or the table is shown as text."
        reading.fail("table-ragged", reading.span(rule.number), message, hint)


def _cells(row: str) -> int:
    text = dollars.hide_pipes(re.sub(r"`[^`]*`", "", row))
    return len(re.split(r"(?<!\\)\|", text.strip().strip("|")))
