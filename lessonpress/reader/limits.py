"""How much a unit may hold, so that reading it never takes long; and complaints of more.

Python-Markdown takes four times as long for twice as many brackets, and recurses for each list in a
list. What these limits let through is read within seconds; nobody who teaches comes near them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from xml.etree.ElementTree import Element

from lessonpress import model as m
from lessonpress.diagnostics import Diagnostic, error
from lessonpress.reader.reading import Reading
from lessonpress.reader.scanner import Line

# Of a whole file: in bytes, and in lines; 10,000 lines are about 400 pages.
MOST_BYTES = 1_000_000
MOST_LINES = 10_000
# Of a line, in characters, and of white in it; a paragraph of 20,000 characters is seven pages.
LONGEST_LINE = 20_000
_WIDEST = 300
# Of lines without an empty one between them, and of the characters of a paragraph or cell.
_MOST_TOGETHER = 2_500
_LONGEST_TEXT = 30_000
# Of marks that open something, in one paragraph, and of the sum of their squares in a unit.
_MOST_MARKS = 1_000
_MOST_SQUARES = 4_000_000
# Python's own limit is about 1,000 calls, and every room takes several for each block in a block.
# Blocks in each other, and columns of indentation: four for each list in a list.
DEEPEST = 40
_DEEPEST_INDENT = 4 * DEEPEST

TOO_DEEP = (
    "Lists, quotations or blocks are nested too deeply here.",
    "Take some of them out of the others.",
)
_DIVIDE = "Divide it into several units."
# Of a word, in characters: the longest addresses that browsers take are shorter.
_LONGEST_WORD = 2_500
_WORD = re.compile(rf"\w{{{_LONGEST_WORD + 1},}}")
_WHITE = re.compile(rf"\s{{{_WIDEST + 1},}}")
_MARKS = re.compile(r"[\[`]")


# --- a file, before it is read -------------------------------------------------------------------


def whole(text: bytes, path: str, complaints: list[Diagnostic]) -> bytes:
    """Return as much of a file as is read."""
    if len(text) <= MOST_BYTES:
        return text
    message = f"This file has {len(text):,} bytes; {MOST_BYTES:,} can be read."
    complaints.append(error("unit-too-long", m.Span(path, 1), message, _DIVIDE))
    return text[:MOST_BYTES].rpartition(b"\n")[0]


def lines(found: list[str], path: str, complaints: list[Diagnostic]) -> list[str]:
    """Return as many lines, and as much of each, as are read."""
    if len(found) > MOST_LINES:
        message = f"This file has {len(found):,} lines; {MOST_LINES:,} can be read."
        complaints.append(error("unit-too-long", m.Span(path, MOST_LINES), message, _DIVIDE))
    numbered = enumerate(found[:MOST_LINES], 1)
    return [_line(line, m.Span(path, number), complaints) for number, line in numbered]


def _line(line: str, span: m.Span, complaints: list[Diagnostic]) -> str:
    if len(line) > _WIDEST and _WHITE.search(line):
        message = f"There are more than {_WIDEST} spaces in a row on this line."
        complaints.append(error("line-too-long", span, message, "Delete them."))
        line = _WHITE.sub(" ", line)
    if len(line) > _LONGEST_WORD and (word := _WORD.search(line)):
        message = f"A word of more than {_LONGEST_WORD:,} letters stands on this line."
        span = replace(span, column=word.start() + 1)
        complaints.append(error("line-too-long", span, message, "Divide it, or take it out."))
        line = _WORD.sub("", line)
    if len(line) <= LONGEST_LINE:
        return line
    message = f"This line has {len(line):,} characters; {LONGEST_LINE:,} can be read."
    hint = "Make paragraphs of it, with empty lines between them."
    complaints.append(error("line-too-long", span, message, hint))
    return line[:LONGEST_LINE]


# --- what stands between colons, before its blocks are read --------------------------------------


def of_blocks(found: Iterable[Line], reading: Reading) -> Iterator[Line]:
    """Yield those lines of which blocks can be made."""
    for is_text, together in groupby(found, key=lambda line: bool(line.text.strip())):
        block = list(together)
        if is_text and len(block) > _MOST_TOGETHER:
            message = f"{len(block):,} lines stand here without an empty line between them."
            hint = f"Divide them: {_MOST_TOGETHER:,} are the most."
            reading.fail("block-too-long", reading.span(_number(block)), message, hint)
            continue
        yield from _shallow(block, reading)


def _shallow(block: list[Line], reading: Reading) -> Iterator[Line]:
    for is_deep, together in groupby(block, key=lambda line: _is_deep(line.text)):
        if not is_deep:
            yield from together
            continue
        reading.fail("nested-too-deeply", reading.span(_number(list(together))), *TOO_DEEP)


def _number(block: list[Line]) -> int:
    return next((line.number for line in block if line.number), 1)


def _is_deep(text: str) -> bool:
    return len(text) > DEEPEST and _indent(text) > _DEEPEST_INDENT


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip()) + 3 * text.count("\t")


# --- texts, before their inlines are read --------------------------------------------------------


def check_texts(roots: Iterable[Element], reading: Reading) -> None:
    """Empty texts that are too long, or hold too many marks, with a complaint."""
    squares = 0
    for element in (each for root in roots for each in root.iter()):
        for place in ("text", "tail"):
            text = getattr(element, place) or ""
            marks = len(_MARKS.findall(text))
            squares += marks * marks
            if len(text) > _LONGEST_TEXT or marks > _MOST_MARKS or squares > _MOST_SQUARES:
                setattr(element, place, "")
                _complain(text, marks, int(element.get("line", "1")), reading)


def _complain(text: str, marks: int, line: int, reading: Reading) -> None:
    if len(text) > _LONGEST_TEXT:
        message = f"This paragraph has {len(text):,} characters; {_LONGEST_TEXT:,} can be read."
        hint = "Make several of it, with empty lines between them."
        reading.fail("text-too-long", reading.span(line), message, hint)
    elif marks:
        message = f"There are too many brackets or backticks to read here ({marks:,})."
        hint = r"Put what is no link between lines of ```, or write \[ for the sign itself."
        reading.fail("text-tangled", reading.span(line), message, hint)
