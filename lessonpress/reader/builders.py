"""From a div whose contents are read to the teaching block that its kind makes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from lessonpress import model as m
from lessonpress.reader import planning, rooms
from lessonpress.reader.inlines import fraction
from lessonpress.reader.reading import Reading
from lessonpress.reader.scanner import Div

_NARROWEST_COLUMN = 0.1


@dataclass(frozen=True, slots=True)
class Opened:
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


def _minutes(opened: Opened) -> int | None:
    return planning.minutes(opened.value("minutes"), opened.span, opened.reading)


# --- builders ------------------------------------------------------------------------------------


def _box(opened: Opened) -> m.Block:
    return m.Box(opened.id, opened.span, opened.kind, opened.title, opened.blocks, _minutes(opened))


def _callout(opened: Opened) -> m.Block:
    named = [n for n in opened.div.attributes.classes if n.lower().startswith("callout-")]
    variant = named[0].lower().removeprefix("callout-") if named else ""
    return m.Box(opened.id, opened.span, "callout", opened.title, opened.blocks, None, variant)


def _exercise(opened: Opened) -> m.Block:
    hints = tuple(b for b in opened.blocks if isinstance(b, m.Hint))
    solutions = tuple(b for b in opened.blocks if isinstance(b, m.Solution))
    task = tuple(b for b in opened.blocks if not isinstance(b, m.Hint | m.Solution))
    return m.Exercise(
        opened.id,
        opened.span,
        0,
        opened.title,
        _minutes(opened),
        rooms.room(opened.div.attributes, solutions, opened.span, opened.reading),
        task,
        hints,
        solutions,
        planning.objectives(opened.value("for")),
    )


def _quiz(opened: Opened) -> m.Block:
    questions = tuple(b for b in opened.blocks if isinstance(b, m.Question))
    others = tuple(b for b in opened.blocks if not isinstance(b, m.Question))
    return m.Quiz(opened.id, opened.span, opened.title, _minutes(opened), others, questions)


def _testimonial(opened: Opened) -> m.Block:
    """Return somebody's words, whose they are in a last paragraph that begins with a dash."""
    match opened.blocks:
        case (m.Quote(blocks=said), *rest):
            said = (*said, *rest)
        case said:
            pass
    if by := opened.value("by"):
        text = m.Text(f"— {opened.reading.parser.typographic(by)}")
        said = (*said, m.Paragraph(f"{opened.id}.by", opened.span, (text,)))
    return m.Quote(opened.id, opened.span, said)


def _unclear_room(opened: Opened, key: str, given: str, right: str) -> None:
    opened.reading.warn(
        "room-unclear",
        opened.span,
        f'The {key} "{given}" is not understood.',
        f"Write {right}.",
    )


def _columns(opened: Opened) -> m.Block:
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


def _column(opened: Opened) -> m.Block:
    given = opened.value("width")
    width = fraction(given) if given else None
    if given and (width is None or width < _NARROWEST_COLUMN):
        _unclear_room(opened, "width", given, "width=50%; a column has at least 10%")
        width = None
    return m.Column(opened.id, opened.span, width or 0.0, opened.blocks)


def _simple(kind: Callable[[str, m.Span, m.Blocks], m.Block]) -> Callable[[Opened], m.Block]:
    return lambda opened: kind(opened.id, opened.span, opened.blocks)


def _only(medium: m.Medium) -> Callable[[Opened], m.Block]:
    return lambda opened: m.Only(opened.id, opened.span, medium, opened.blocks)


# What makes a block of each kind of div.
BUILDERS: Mapping[str, Callable[[Opened], m.Block]] = MappingProxyType(
    {
        "objectives": _box,
        "questions": _box,
        "prereq": _box,
        "definition": _box,
        "spoiler": _box,
        "testimonial": _testimonial,
        "keypoints": _box,
        "discussion": _box,
        "callout": _callout,
        "exercise": _exercise,
        "hint": _simple(m.Hint),
        "solution": _simple(m.Solution),
        "quiz": _quiz,
        "feedback": _simple(m.Feedback),
        "notes": _simple(m.Notes),
        "instructor": _simple(m.InstructorNote),
        "columns": _columns,
        "column": _column,
        "slide-only": _only(m.Medium.DECK),
        "handout-only": _only(m.Medium.HANDOUT),
    }
)
