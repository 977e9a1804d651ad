"""Fences of code, and what speaks against their being code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from lessonpress import model as m
from lessonpress.diagnostics import did_you_mean
from lessonpress.reader import conditions
from lessonpress.reader.figures import KINDS
from lessonpress.reader.reading import Reading
from lessonpress.reader.scanner import Fence
from lessonpress.reader.vocabulary import sounds_hidden

# What other programs draw from a fence, and which of our figures is nearest to it.
_OTHERS: Mapping[str, str] = MappingProxyType({"mermaid": "flow", "flowchart": "flow"})
_OPTION = re.compile(r"[ \t]*(?:#|//|%%|--)\|[ \t]*([\w-]+:)")


def fenced_code(fence: Fence, parent: str, reading: Reading) -> m.CodeBlock:
    """Return a fence's code; one that is never closed is an error."""
    span = reading.span(fence.line, fence.column)
    if not fence.closed:
        reading.fail(
            "fence-unclosed",
            span,
            "This block of code is never closed; everything below it would be code.",
            "Write a line of the same marks (```) under its last line.",
        )
    _check_hiding(fence, span, reading)
    _check_language(fence, span, reading)
    _check_options(fence, reading)
    given = fence.attributes.id
    ident = reading.author_id(given, span) if given else reading.new_id(parent, "code")
    language = fence.attributes.classes[0] if fence.attributes.classes else ""
    return m.CodeBlock(ident, span, language, fence.text.expandtabs(4).rstrip())


def _check_hiding(fence: Fence, span: m.Span, reading: Reading) -> None:
    for name in fence.attributes.classes[1:]:
        if sounds_hidden(name):
            message = f'"{name}" hides nothing here, and students would see this code.'
            hint = "Put it between a line of ::: notes and one of :::."
            reading.fail("class-misplaced", span, message, hint)
    for key in filter(conditions.is_key, fence.attributes.values):
        message = f'"{key}" hides nothing here, and students would see this code.'
        hint = "Put it between a line of ::: notes and one of :::."
        reading.fail("condition-misplaced", span, message, hint)


def _check_language(fence: Fence, span: m.Span, reading: Reading) -> None:
    """Complain about a name that is nearly a figure's, or a figure's in another program."""
    name = fence.attributes.classes[0].lower() if fence.attributes.classes else ""
    ours = _OTHERS.get(name)
    if ours:
        message = f'Nothing is drawn from "{name}"; it is shown as code.'
        reading.warn("figure-unread", span, message, f"Write it as a {ours}: ```{ours}.")
    elif name not in KINDS and (hint := did_you_mean(name, KINDS)) and not _is_language(name):
        message = f'No figure and no language is called "{name}"; it is shown as code.'
        reading.warn("figure-unknown", span, message, hint)


def _is_language(name: str) -> bool:
    from pygments.lexers import find_lexer_class_by_name
    from pygments.util import ClassNotFound

    try:
        find_lexer_class_by_name(name)
    except ClassNotFound:
        return False
    return True


def _check_options(fence: Fence, reading: Reading) -> None:
    for number, row in enumerate(fence.text.split("\n"), fence.line + 1):
        if (option := _OPTION.match(row)) is not None:
            message = f'"{option[1]}" is an option for Quarto, which is shown as code here.'
            hint = "Take the lines that begin with #| out; a figure's caption stands beside it."
            reading.warn("cell-option", reading.span(number), message, hint)
            return
