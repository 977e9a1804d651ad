"""Room to answer an exercise: what its author asks for, or what its solution needs by hand."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, cast, get_args

from lessonpress import markup
from lessonpress import model as m
from lessonpress.reader.attributes import Attributes
from lessonpress.reader.reading import Reading
from lessonpress.walking import children

_ROW = 8.5  # mm between two ruled lines
_UNITS = MappingProxyType(
    {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "line": _ROW, "lines": _ROW}
)
# Room that grows to the foot of the page has at least so many lines there, or moves to the next.
_LEAST_TO_FILL = 4
# More than two pages of an answer: somebody meant other units.
_LARGEST = 500.0
# More is a slip, and would keep a build busy with empty pages.
_MOST_HEIGHT = 2000.0


def room(given: Attributes, solutions: m.Blocks, span: m.Span, reading: Reading) -> m.Room:
    """Return the room to answer that an exercise's attributes ask for, or its solutions need."""
    asked = _Asked(given, span, reading)
    ruling, lines, height = asked.ruling(), asked.lines(), asked.height()
    if given.values.get("space") == "fill":
        return m.Room(ruling, lines or _LEAST_TO_FILL, fill=True)
    if lines is not None and height is not None:
        asked.complain_of_both()
    if lines is None and height is None:
        return m.Room(ruling, lines_for(solutions))
    found = m.Room(ruling, lines) if lines is not None else m.Room(ruling, height=height or 0)
    asked.check_size(found)
    return found


class _Asked:
    """What is asked for, each complaint at the exercise's place."""

    def __init__(self, given: Attributes, span: m.Span, reading: Reading) -> None:
        self._given = given
        self._span = span
        self._reading = reading

    def lines(self) -> int | None:
        given = self._given.values.get("lines")
        if given is None or re.fullmatch(r"\d{1,3}", given):
            return None if given is None else int(given)
        self._unclear("lines", given, "lines=6")
        return None

    def height(self) -> float | None:
        """Return millimetres; None where nothing that is one was asked for."""
        given = self._given.values.get("space")
        if given in (None, "fill"):
            return None
        found = re.fullmatch(r"(\d{1,4}(?:\.\d+)?)\s*([a-z]+)", given.strip().lower())
        if found is None or found[2] not in _UNITS:
            self._unclear("space", given, "space=6cm, space=8lines or space=fill")
            return None
        height = float(found[1]) * _UNITS[found[2]]
        if not 0 <= height <= _MOST_HEIGHT:
            self._unclear("space", given, "a height such as space=6cm, up to 2000 mm")
            return None
        return height

    def ruling(self) -> m.Ruling:
        """Return the ruling that `ruling=grid` names, or `grid` by itself."""
        rulings = get_args(m.Ruling)
        named = [name for name in self._given.classes if name in rulings]
        given = self._given.values.get("ruling", (named or ["lines"])[0])
        if given in rulings:
            return cast(m.Ruling, given)
        self._unclear("ruling", given, "ruling=lines, ruling=grid or ruling=plain")
        return "lines"

    def complain_of_both(self) -> None:
        message = "Room is asked for by lines and by space; it gets the lines."
        self._warn("room-unclear", message, "Delete one of the two.")

    def check_size(self, found: m.Room) -> None:
        if max(found.height, found.lines * _ROW) > _LARGEST:
            message = "The room for this answer is larger than two pages."
            self._warn("room-large", message, "Is it what you mean? lines=20 is most of a page.")

    def _unclear(self, key: str, given: str, right: str) -> None:
        message = f'The {key} "{given}" is not understood.'
        self._warn("room-unclear", message, f"Write {right}.")

    def _warn(self, code: str, message: str, hint: str) -> None:
        self._reading.warn(code, self._span, message, hint)


# --- how much a solution takes by hand -----------------------------------------------------------

# A hand writes about 50 characters on a line of 121 mm, and more lines than a page has are for
# nobody to guess.
_CHARACTERS = 50.0
_FEWEST, _MOST = 3, 24
# A formula stands with room around it; what is drawn needs room to draw.
_FORMULA, _DRAWN = 2, 8
_INDENT = 3.0  # characters


def lines_for(solutions: m.Blocks) -> int:
    """Return the ruled lines that solutions take when they are written by hand."""
    return min(max(_FEWEST, _lines(solutions, _CHARACTERS)), _MOST)


def _lines(blocks: m.Blocks, characters: float) -> int:
    return sum(_taken(block, characters) for block in blocks)


def _taken(block: m.Block, characters: float) -> int:
    """Return the lines of so many characters that a block takes."""
    if type(block) in _TAKE:
        return _TAKE[type(block)](block, characters)
    return sum(_taken(child, characters) for child in children(block) if isinstance(child, m.Block))


def _of_text(text: str, characters: float) -> int:
    written = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
    return max(1, math.ceil(written / max(1, characters)))


def _of_words(block: m.Paragraph | m.Heading, characters: float) -> int:
    return _of_text(markup.plain(block.inlines), characters)


def _of_item(item: m.ListItem, characters: float) -> int:
    return max(1, _lines(item.blocks, characters - _INDENT))


def _of_definition(item: m.Definition, characters: float) -> int:
    terms = sum(_of_text(markup.plain(term), characters) for term in item.terms)
    return terms + _lines(item.blocks, characters - _INDENT)


def _of_code(block: m.CodeBlock, characters: float) -> int:
    return sum(_of_text(line, characters) for line in block.text.splitlines())


def _of_table(block: m.Table, characters: float) -> int:
    """Return what a table's rows take, its columns sharing the width."""
    share = characters / max(1, len(block.alignments))
    rows = (block.head, *block.rows) if block.head else block.rows
    return sum(max(_of_text(markup.plain(cell), share) for cell in row) for row in rows if row)


def _of_columns(block: m.Columns, characters: float) -> int:
    return max(_lines(column.blocks, characters * column.width) for column in block.columns)


def _of_equation(block: m.Equation, characters: float) -> int:
    return _FORMULA + block.latex.count(r"\\")


def _of_figure(block: m.Figure, characters: float) -> int:
    return _DRAWN


_TAKE: Mapping[type, Callable[[Any, float], int]] = MappingProxyType(
    {
        m.Paragraph: _of_words,
        m.Heading: _of_words,
        m.ListItem: _of_item,
        m.Definition: _of_definition,
        m.CodeBlock: _of_code,
        m.Table: _of_table,
        m.Columns: _of_columns,
        m.Equation: _of_equation,
        m.Figure: _of_figure,
    }
)
