"""What is too long for a page to print well: it is printed all the same, and its author is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from lessonpress import markup
from lessonpress import model as m
from lessonpress.diagnostics import Diagnostic, info, warning
from lessonpress.walking import walk

# Characters: a footnote of a third of a page (small type, 20 lines), a heading of three lines, and
# a page of running text.
_FOOTNOTE, _HEADING, _PAGE = 1500, 180, 3200
# Lines of code on some four pages.
_CODE = 200
# Characters that fit across the page in the smallest type of tables, and the white between two.
_ACROSS, _GAP = 110, 2


def is_long(note: m.Footnote) -> bool:
    """Say whether a footnote is too long for the foot of a page: it stands at the end instead."""
    return _length(note.blocks) > _FOOTNOTE


def diagnostics(lesson: m.Lesson) -> Iterator[Diagnostic]:
    """Yield what an author should shorten or divide for it to be read with ease on paper."""
    for node in walk(lesson):
        if type(node) in _RULES:
            yield from _RULES[type(node)](node)


def _length(node: object) -> int:
    """Return how many characters of text a node holds, code and formulas among them."""
    texts = (n for n in walk(node) if isinstance(n, m.Text | m.Code | m.CodeBlock | m.Math))
    return sum(len(n.text) for n in texts)


def _footnote(note: m.Footnote) -> Iterator[Diagnostic]:
    if is_long(note):
        message = "This footnote is too long for the foot of a page: it stands at the end."
        yield info("footnote-long", note.span, message, "Say it in the text, or shorten it.")


def _heading(heading: m.Heading) -> Iterator[Diagnostic]:
    if len(markup.plain(heading.inlines)) > _HEADING:
        message = "This heading is longer than three lines of a page."
        hint = "Keep the first words, and write the others below it."
        yield warning("heading-long", heading.span, message, hint)


def _code(code: m.CodeBlock) -> Iterator[Diagnostic]:
    lines = code.text.count("\n") + 1
    if lines > _CODE:
        message = f"This code takes about {round(lines / 52)} pages of the handout."
        hint = "Show the lines that matter, and give the file to students: ::: slide-only hides it."
        yield warning("code-long", code.span, message, hint)


def _table(table: m.Table) -> Iterator[Diagnostic]:
    columns = zip(*(row for row in (table.head, *table.rows) if row), strict=True)
    longest = (max(_longest_word(cell) for cell in column) for column in columns)
    if sum(length + _GAP for length in longest) > _ACROSS:
        message = "This table is wider than the page: its words are broken."
        hint = "Turn its rows into columns, divide it, or shorten its words."
        yield warning("table-wide", table.span, message, hint)


def _longest_word(cell: m.Inlines) -> int:
    return max(map(len, markup.plain(cell).split()), default=0)


def _exercise(exercise: m.Exercise) -> Iterator[Diagnostic]:
    if _length(exercise.blocks) > _PAGE:
        message = "This task is longer than a page: its room is on another page than its beginning."
        hint = "Tell the story before the exercise, and ask in it."
        yield info("task-long", exercise.span, message, hint)


_RULES: Mapping[type, Callable[[Any], Iterator[Diagnostic]]] = MappingProxyType(
    {
        m.Footnote: _footnote,
        m.Heading: _heading,
        m.CodeBlock: _code,
        m.Table: _table,
        m.Exercise: _exercise,
    }
)
