"""From fenced divs to the teaching blocks of a lesson."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import cast, get_args

from lessonpress import markup
from lessonpress import model as m
from lessonpress.diagnostics import did_you_mean
from lessonpress.reader.blocks import blocks, fenced_code
from lessonpress.reader.figures import figure
from lessonpress.reader.inlines import check_braces, fraction
from lessonpress.reader.reading import Reading
from lessonpress.reader.scanner import Div, Fence
from lessonpress.reader.vocabulary import ALIASES, BUILDS, DIV_NAMES, DIVS, HIDDEN, sounds_hidden
from lessonpress.walking import walk

# Room for an exercise whose author asks for none: at least so many lines, else what its solution
# takes at about nine handwritten words a line.
_FEWEST_LINES = 3
_MOST_LINES = 24
_WORDS_PER_LINE = 9
_NARROWEST_COLUMN = 0.1


@dataclass(frozen=True, slots=True)
class _Opened:
    """A div whose id, kind and contents are known."""

    div: Div
    kind: str
    id: str
    span: m.Span
    title: m.Inlines
    blocks: m.Blocks
    reading: Reading

    def value(self, key: str) -> str | None:
        return self.div.attributes.values.get(key)


def expand(number: int, parent: str, reading: Reading) -> m.Blocks:
    """Return the blocks that the lifted piece of this number stands for."""
    piece = reading.pieces[number]
    if isinstance(piece, Fence):
        return (figure(piece, parent, reading) or fenced_code(piece, parent, reading),)
    kind = _kind(piece, reading)
    around, reading.incremental = reading.incremental, _incremental(piece, reading.incremental)
    if kind is None:
        found = blocks(reading.trees[number], parent, reading)
    else:
        found = (_BUILDERS[kind](_open(piece, kind, number, parent, reading)),)
    reading.incremental = around
    _check_for_lists(piece, found, reading)
    return found


def _incremental(div: Div, around: bool) -> bool:
    """Say whether lists in a div build up, which is as `around` it unless it says so itself."""
    said = [BUILDS[name.lower()] for name in div.attributes.classes if name.lower() in BUILDS]
    return said[-1] if said else around


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
    names = [name.lower() for name in div.attributes.classes]
    names = [name for name in names if name not in BUILDS]
    kinds = [ALIASES.get(name, name) for name in names if name in DIV_NAMES]
    if not kinds and names:
        _complain_of_unknown(names, span, reading)
    hidden = [kind for kind in kinds if kind in HIDDEN]
    return next(iter(hidden or kinds), None)


def _complain_of_unknown(names: list[str], span: m.Span, reading: Reading) -> None:
    hint = did_you_mean(names[0], DIV_NAMES)
    if any(sounds_hidden(name) for name in names):
        message = f'No kind of block is called "{names[0]}", and students would see its content.'
        hint = hint or "Write ::: notes, ::: instructor or, in an exercise, ::: solution."
        reading.fail("unknown-div", span, message, f"{hint} If not, choose another name.")
        return
    message = f'No kind of block is called "{names[0]}"; its content is shown as it is.'
    reading.warn("unknown-div", span, message, hint or f"Known are: {', '.join(sorted(DIVS))}.")


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


def _open(div: Div, kind: str, number: int, parent: str, reading: Reading) -> _Opened:
    span = reading.span(div.line, div.column)
    # The name of what students do not see is not for them either.
    given = "" if kind in HIDDEN else div.attributes.id
    ident = reading.author_id(given, span) if given else reading.new_id(parent, kind)
    reading.hidden += kind in HIDDEN
    content = blocks(reading.trees[number], ident, reading)
    reading.hidden -= kind in HIDDEN
    title, content = _title(div, kind, content)
    check_braces(div.attributes.values.get("title", ""), div.line, reading)
    if not content and not title:
        message = f"There is nothing in this {kind} block."
        reading.warn("block-empty", span, message, "Write something into it, or delete it.")
    _check_attributes(div, kind, span, reading)
    return _Opened(div, kind, ident, span, title, content, reading)


def _title(div: Div, kind: str, content: m.Blocks) -> tuple[m.Inlines, m.Blocks]:
    """Return a box's title, from its attribute or the heading it starts with, and the rest."""
    if "title" not in DIVS[kind]:
        return (), content
    if "title" in div.attributes.values:
        return (m.Text(div.attributes.values["title"]),), content
    match content:
        case (m.Heading(inlines=title), *rest):
            return title, tuple(rest)
    return (), content


def _check_attributes(div: Div, kind: str, span: m.Span, reading: Reading) -> None:
    for key in div.attributes.values:
        if key not in DIVS[kind]:
            reading.warn(
                "unknown-attribute",
                span,
                f'"{key}" says nothing to a block of the kind "{kind}"; it is passed over.',
                did_you_mean(key, DIVS[kind]),
            )


def _minutes(opened: _Opened) -> int | None:
    given = opened.value("minutes")
    if given is None or re.fullmatch(r"\d{1,3}", given):
        return None if given is None else int(given)
    opened.reading.warn(
        "minutes-unclear",
        opened.span,
        f'"{given}" is not a number of minutes.',
        "Write a whole number: minutes=10.",
    )
    return None


# --- builders ------------------------------------------------------------------------------------


def _box(opened: _Opened) -> m.Block:
    return m.Box(opened.id, opened.span, opened.kind, opened.title, opened.blocks, _minutes(opened))


def _callout(opened: _Opened) -> m.Block:
    named = [n for n in opened.div.attributes.classes if n.lower().startswith("callout-")]
    variant = named[0].lower().removeprefix("callout-") if named else ""
    return m.Box(opened.id, opened.span, "callout", opened.title, opened.blocks, None, variant)


def _exercise(opened: _Opened) -> m.Block:
    hints = tuple(b for b in opened.blocks if isinstance(b, m.Hint))
    solutions = tuple(b for b in opened.blocks if isinstance(b, m.Solution))
    task = tuple(b for b in opened.blocks if not isinstance(b, m.Hint | m.Solution))
    return m.Exercise(
        opened.id,
        opened.span,
        0,
        opened.title,
        _minutes(opened),
        _room(opened, solutions),
        task,
        hints,
        solutions,
    )


def _room(opened: _Opened, solutions: tuple[m.Solution, ...]) -> m.Room:
    """Return the room to answer that the author asks for, or that the solution needs."""
    ruling = _ruling(opened)
    lines, space = opened.value("lines"), opened.value("space")
    if lines is not None and re.fullmatch(r"\d{1,3}", lines):
        return m.Room(ruling, lines=int(lines))
    if space is not None and (height := _millimetres(space)) is not None:
        return m.Room(ruling, height=height)
    if lines is not None:
        _unclear_room(opened, "lines", lines, "lines=6")
    elif space is not None:
        _unclear_room(opened, "space", space, "space=6cm")
    return m.Room(ruling, lines=_lines_for(solutions))


def _ruling(opened: _Opened) -> m.Ruling:
    given = opened.value("ruling")
    for ruling in get_args(m.Ruling):
        if given == ruling:
            return cast(m.Ruling, ruling)
    if given is not None:
        _unclear_room(opened, "ruling", given, "ruling=lines, ruling=grid or ruling=plain")
    return "lines"


def _unclear_room(opened: _Opened, key: str, given: str, right: str) -> None:
    opened.reading.warn(
        "room-unclear",
        opened.span,
        f'The {key} "{given}" is not understood.',
        f"Write {right}.",
    )


def _millimetres(text: str) -> float | None:
    found = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*(mm|cm|in)", text.strip())
    return float(found[1]) * {"mm": 1, "cm": 10, "in": 25.4}[found[2]] if found else None


def _lines_for(solutions: tuple[m.Solution, ...]) -> int:
    texts = [node for node in walk(solutions) if isinstance(node, m.Paragraph)]
    words = sum(len(markup.plain(p.inlines).split()) for p in texts)
    return min(max(_FEWEST_LINES, math.ceil(words / _WORDS_PER_LINE)), _MOST_LINES)


def _columns(opened: _Opened) -> m.Block:
    """Return columns that share the width; what stands between them gets a column of its own."""
    given = _with_pauses_inside(opened.blocks)
    if not all(isinstance(b, m.Column) for b in given):
        opened.reading.warn(
            "text-between-columns",
            opened.span,
            "Something in this columns block stands in none of its columns.",
            "Put it between ::: column and :::.",
        )
    columns = [
        b if isinstance(b, m.Column) else m.Column(f"{b.id}-column", b.span, 0.0, (b,))
        for b in given
    ]
    return m.Columns(opened.id, opened.span, _shared(columns))


def _with_pauses_inside(blocks: m.Blocks) -> m.Blocks:
    """Put a pause between two columns at the start of the second."""
    kept: list[m.Block] = []
    waiting: m.Blocks = ()
    for block in blocks:
        if isinstance(block, m.Pause):
            waiting = (*waiting, block)
        elif isinstance(block, m.Column):
            kept.append(replace(block, blocks=(*waiting, *block.blocks)))
            waiting = ()
        else:
            kept.append(block)
    return tuple(kept)


def _shared(columns: list[m.Column]) -> tuple[m.Column, ...]:
    """Give columns without a width what the others leave, and make all of them fill the row."""
    asked = sum(c.width for c in columns)
    unasked = sum(1 for c in columns if not c.width)
    left = max(1 - asked, 0) / unasked if unasked else 0
    widths = [c.width or left or 1 / len(columns) for c in columns]
    total = sum(widths)
    return tuple(
        m.Column(c.id, c.span, round(w / total, 4), c.blocks)
        for c, w in zip(columns, widths, strict=True)
    )


def _column(opened: _Opened) -> m.Block:
    given = opened.value("width")
    width = fraction(given) if given else None
    if given and (width is None or width < _NARROWEST_COLUMN):
        _unclear_room(opened, "width", given, "width=50%; a column has at least 10%")
        width = None
    return m.Column(opened.id, opened.span, width or 0.0, opened.blocks)


def _simple(kind: Callable[[str, m.Span, m.Blocks], m.Block]) -> Callable[[_Opened], m.Block]:
    return lambda opened: kind(opened.id, opened.span, opened.blocks)


def _only(medium: m.Medium) -> Callable[[_Opened], m.Block]:
    return lambda opened: m.Only(opened.id, opened.span, medium, opened.blocks)


_BUILDERS: Mapping[str, Callable[[_Opened], m.Block]] = MappingProxyType(
    {
        "objectives": _box,
        "questions": _box,
        "keypoints": _box,
        "discussion": _box,
        "callout": _callout,
        "exercise": _exercise,
        "hint": _simple(m.Hint),
        "solution": _simple(m.Solution),
        "notes": _simple(m.Notes),
        "instructor": _simple(m.InstructorNote),
        "columns": _columns,
        "column": _column,
        "slide-only": _only(m.Medium.DECK),
        "handout-only": _only(m.Medium.HANDOUT),
    }
)
