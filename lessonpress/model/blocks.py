"""What a lesson is made of, one below the other: text, tables, tasks, remarks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from lessonpress.audiences import Medium
from lessonpress.model.inlines import Inlines
from lessonpress.spans import Span

# --- text and tables -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Block:
    """What every block has.

    `click` says when it appears on its slide: 0 from the start, higher numbers later. `clicks` sets
    it where a deck is made; a lesson as it is read has lists that are incremental, and pauses.
    """

    id: str
    span: Span
    click: int = field(default=0, kw_only=True)


Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Paragraph(Block):
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Heading(Block):
    """A heading; `layout` names a slide layout by role or by name where the author chose one.

    `minutes` is how long its slide, or its part, takes; `objectives` are the ids of those that are
    taught there.
    """

    level: int
    inlines: Inlines
    layout: str | None = None
    minutes: int | None = None
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SlideBreak(Block):
    """`---`: what follows stands on a new slide under the same title."""


@dataclass(frozen=True, slots=True)
class Pause(Block):
    """`. . .`: what follows on the slide appears at a click."""


@dataclass(frozen=True, slots=True)
class ListItem(Block):
    """`checked` is None but for the items of a task list."""

    blocks: Blocks
    checked: bool | None = None


Numbering = Literal["decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"]


@dataclass(frozen=True, slots=True)
class ItemList(Block):
    """A bulleted or numbered list; a tight one has no space between its items.

    The items of an incremental one appear click by click when the instructor teaches. `numbering`
    says how the numbers of a numbered one are written.
    """

    ordered: bool
    start: int
    tight: bool
    items: tuple[ListItem, ...]
    incremental: bool = False
    numbering: Numbering = "decimal"


@dataclass(frozen=True, slots=True)
class Definition(Block):
    """Terms that mean the same, and what they mean."""

    terms: tuple[Inlines, ...]
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class DefinitionList(Block):
    items: tuple[Definition, ...]
    incremental: bool = False


@dataclass(frozen=True, slots=True)
class CodeBlock(Block):
    """Lines of code; `language` is the name the author gave, or empty."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Equation(Block):
    """A formula on lines of its own: LaTeX that `formulas` can read, and what it says in words."""

    latex: str
    text: str


Alignment = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Table(Block):
    """A table; every row has as many cells as there are alignments. `head` may be empty.

    The caption stands over it, and so before what the cells hold.
    """

    alignments: tuple[Alignment, ...]
    caption: Inlines
    head: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]


# --- boxes and tasks -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quote(Block):
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Column(Block):
    """`width` is a fraction of the columns' whole width."""

    width: float
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Columns(Block):
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Box(Block):
    """A teaching block that only its kind tells apart.

    `kind` is one of `reader.vocabulary`'s names (objectives, questions, prereq, keypoints,
    discussion, definition, spoiler, callout); `variant` refines a callout (note, tip, warning,
    important, caution).
    """

    kind: str
    title: Inlines
    blocks: Blocks
    minutes: int | None = None
    variant: str = ""


Ruling = Literal["lines", "plain", "grid"]


@dataclass(frozen=True, slots=True)
class Room:
    """Room to answer: ruled lines, or a field `height` millimetres high, plain or squared.

    Room to `fill` grows from there to the foot of the page.
    """

    ruling: Ruling
    lines: int = 0
    height: float = 0.0
    fill: bool = False


@dataclass(frozen=True, slots=True)
class Hint(Block):
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Solution(Block):
    """What answers an exercise; `blocks` is empty in a student's lesson."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Exercise(Block):
    """A task with room to answer. `number` counts in the unit.

    `objectives` are the ids of those that it practises.
    """

    number: int
    title: Inlines
    minutes: int | None
    room: Room
    blocks: Blocks
    hints: tuple[Hint, ...] = ()
    solutions: tuple[Solution, ...] = ()
    objectives: tuple[str, ...] = ()


# --- what is not for everybody -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Notes(Block):
    """What the speaker says: notes under the slide, in the instructor's files alone."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class InstructorNote(Block):
    """What only the instructor reads."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Only(Block):
    """Blocks for one medium."""

    medium: Medium
    blocks: Blocks
