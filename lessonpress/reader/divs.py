"""From fenced divs to the teaching blocks of a lesson."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any, cast
from xml.etree.ElementTree import Element

from lessonpress import model as m
from lessonpress.diagnostics import did_you_mean
from lessonpress.reader import conditions, glossary, quizzes
from lessonpress.reader.blocks import blocks, formula
from lessonpress.reader.builders import BUILDERS, Opened
from lessonpress.reader.fences import fenced_code
from lessonpress.reader.figures import figure
from lessonpress.reader.inlines import check_braces
from lessonpress.reader.reading import Reading
from lessonpress.reader.scanner import Div, Fence, Formula, Piece
from lessonpress.reader.vocabulary import ALIASES, BUILDS, DIV_NAMES, DIVS, HIDDEN, sounds_hidden
from lessonpress.walking import rewrite, walk

_KNOWN = ", ".join(sorted({*DIVS, *BUILDS, *(name for name in ALIASES if "-" in name)}))


def expand(number: int, parent: str, reading: Reading) -> m.Blocks:
    """Return the blocks that the lifted piece of this number stands for."""
    piece = reading.pieces[number]
    if isinstance(piece, Fence):
        return (figure(piece, parent, reading) or fenced_code(piece, parent, reading),)
    if isinstance(piece, Formula):
        return (formula(piece, parent, reading),)
    kind = _kind(piece, reading)
    around, reading.incremental = reading.incremental, _incremental(piece, reading.incremental)
    if kind is None:
        found = blocks(reading.trees[number], parent, reading)
    else:
        found = (BUILDERS[kind](_open(piece, kind, number, parent, reading)),)
    reading.incremental = around
    if lang := piece.attributes.values.get("lang"):
        found = tuple(_spoken(block, lang) for block in found)
    _check_for_lists(piece, found, reading)
    return found


def _incremental(div: Div, around: bool) -> bool:
    """Say whether lists in a div build up, which is as `around` it unless it says so itself."""
    said = [BUILDS[name.lower()] for name in div.attributes.classes if name.lower() in BUILDS]
    return said[-1] if said else around


def _spoken(block: m.Block, lang: str) -> m.Block:
    """Return a block all of whose inlines are of a language."""

    def change(node: Any) -> tuple[Any, ...]:
        if isinstance(node, m.Inline):
            return (node,)
        told = {f.name: _phrases(getattr(node, f.name), lang) for f in fields(node)}
        return (replace(node, **told),)

    (changed,) = change(block)
    return cast(m.Block, rewrite(changed, change))


def _phrases(value: Any, lang: str) -> Any:
    if not isinstance(value, tuple) or not value:
        return value
    if all(isinstance(node, m.Inline) for node in value):
        return (m.Phrase(value, lang),)
    return tuple(_phrases(inner, lang) for inner in value)


def _check_for_lists(div: Div, content: m.Blocks, reading: Reading) -> None:
    listed = any(isinstance(node, m.ItemList | m.DefinitionList) for node in walk(content))
    if listed or not _incremental(div, around=False):
        return
    message = "There is no list in this incremental block; all of it is there from the start."
    hint = "Write a line of . . . between paragraphs that are to appear one after the other."
    span = reading.span(div.line, div.column)
    reading.inform("incremental-without-list", span, message, hint)


def _kind(div: Div, reading: Reading) -> str | None:
    """Return what kind of div this is; None for one that is shown as plain content."""
    span = reading.span(div.line, div.column)
    _check_closed(div, span, reading)
    kind = _kind_of(div)
    if conditions.depends(div.attributes):
        _check_condition(div, span, reading)
    elif kind is None and (names := _names(div)):
        _complain_of_unknown(names, span, reading)
    return kind


def _check_condition(div: Div, span: m.Span, reading: Reading) -> None:
    kind = conditions.kind(div.attributes)
    if kind is None:
        message = "It cannot be told who is to see this block, so nothing is built of the unit."
        hint = (
            "Write ::: slide-only, ::: handout-only or ::: instructor; or one condition alone: "
            '::: {.content-visible when-format="pptx"}.'
        )
        reading.fail("condition-unclear", span, message, hint)
    elif kind == conditions.EVERYWHERE:
        message = "No block is for students alone; the instructor sees this one, too."
        reading.inform("condition-for-students", span, message)


def _names(div: Div) -> list[str]:
    names = [name.lower() for name in div.attributes.classes]
    return [name for name in names if name not in BUILDS]


def _kind_of(div: Div) -> str | None:
    if conditions.depends(div.attributes):
        decided = conditions.kind(div.attributes)
        return "instructor" if decided is None else decided or None
    kinds = [ALIASES.get(name, name) for name in _names(div) if name in DIV_NAMES]
    hidden = [kind for kind in kinds if kind in HIDDEN]
    return next(iter(hidden or kinds), None)


def is_quiz(piece: Piece) -> bool:
    """Say whether a piece is a quiz, some lines of which only its answers hold."""
    return isinstance(piece, Div) and _kind_of(piece) == "quiz"


def defined(reading: Reading) -> Iterator[str]:
    """Yield the terms that the unit's definitions explain, before their inlines are read."""
    for number, tree in reading.trees.items():
        div = reading.pieces[number]
        if isinstance(div, Div) and _kind_of(div) == "definition":
            yield from glossary.named(div.attributes.values.get("title", ""), tree, reading)


def _complain_of_unknown(names: list[str], span: m.Span, reading: Reading) -> None:
    hint = did_you_mean(names[0], DIV_NAMES)
    if any(sounds_hidden(name) for name in names):
        message = f'No kind of block is called "{names[0]}", and students would see its content.'
        hint = hint or "Write ::: notes, ::: instructor or, in an exercise, ::: solution."
        reading.fail("unknown-div", span, message, f"{hint} If not, choose another name.")
        return
    message = f'No kind of block is called "{names[0]}"; its content is shown as it is.'
    reading.warn("unknown-div", span, message, hint or f"Known are: {_KNOWN}.")


def _check_closed(div: Div, span: m.Span, reading: Reading) -> None:
    if div.closed:
        return
    name = " ".join(div.attributes.classes) or "block"
    reading.fail(
        "div-unclosed",
        span,
        f"This {name} block is never closed; everything below it would belong to it.",
        "Write a line of ::: where it ends.",
    )


def _open(div: Div, kind: str, number: int, parent: str, reading: Reading) -> Opened:
    span = reading.span(div.line, div.column)
    # The name of what students do not see is not for them either.
    given = "" if kind in HIDDEN else div.attributes.id
    ident = reading.author_id(given, span) if given else reading.new_id(parent, kind)
    reading.hidden += kind in HIDDEN
    content = _content(div, kind, reading.trees[number], ident, reading)
    reading.hidden -= kind in HIDDEN
    title, content = _title(div, kind, content, reading)
    check_braces(div.attributes.values.get("title", ""), div.line, reading)
    if not content and not title:
        message = f"There is nothing in this {kind} block."
        reading.warn("block-empty", span, message, "Write something into it, or delete it.")
    _check_attributes(div, kind, span, reading)
    return Opened(div, kind, ident, span, title, content, reading)


def _content(div: Div, kind: str, tree: Element, ident: str, reading: Reading) -> m.Blocks:
    if kind == "quiz":
        return quizzes.content(tree, ident, div.attributes.values, reading)
    return blocks(tree, ident, reading)


def _title(div: Div, kind: str, content: m.Blocks, reading: Reading) -> tuple[m.Inlines, m.Blocks]:
    """Return a box's title, from its attribute or the heading it starts with, and the rest."""
    if "title" not in DIVS[kind]:
        return (), content
    if "title" in div.attributes.values:
        return (m.Text(div.attributes.values["title"]),), content
    match content:
        case (m.Heading(inlines=title) as heading, *rest):
            _check_title(heading, kind, reading)
            return title, tuple(rest)
    return (), content


def _check_title(heading: m.Heading, kind: str, reading: Reading) -> None:
    """Complain about what is said behind a box's title, and belongs behind its kind."""
    said = {"minutes": heading.minutes, "for": " ".join(heading.objectives)}
    for key, value in said.items():
        if value not in (None, ""):
            message = f'"{key}={value}" says nothing behind a title; it is passed over.'
            known = key in DIVS[kind]
            example = f"::: {{.{kind} {key}={_quoted(str(value))}}}"
            hint = f"Write it behind the block's kind: {example}." if known else ""
            reading.warn("unknown-attribute", heading.span, message, hint)


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


def _check_attributes(div: Div, kind: str, span: m.Span, reading: Reading) -> None:
    for key in div.attributes.values:
        if key not in DIVS[kind] and key != "lang" and not conditions.is_key(key):
            reading.warn(
                "unknown-attribute",
                span,
                f'"{key}" says nothing to a block of the kind "{kind}"; it is passed over.',
                did_you_mean(key, DIVS[kind]),
            )
