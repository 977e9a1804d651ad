"""Questions, and what answers them."""

from __future__ import annotations

from dataclasses import dataclass

from lessonpress.model.blocks import Block, Blocks
from lessonpress.model.inlines import Inlines


@dataclass(frozen=True, slots=True)
class Feedback(Block):
    """What is said to an answer once it is given; students' lessons have none."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Choice(Block):
    """An answer to choose. `right` is None in a student's lesson."""

    blocks: Blocks
    right: bool | None
    feedback: tuple[Feedback, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices(Block):
    """Answers to choose from; students are told whether `several` are right."""

    several: bool
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Truth(Block):
    """True or false? `right` is None in a student's lesson."""

    right: bool | None


@dataclass(frozen=True, slots=True)
class Accepted:
    """An answer that is taken as right."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Written(Block):
    """A number or a few words to write.

    `size` is the room their rule takes, in em, and all that a student's file learns of the answer;
    `accepted` is empty there. `unit` stands behind the rule for everybody.
    """

    numeric: bool
    size: int
    unit: str
    accepted: tuple[Accepted, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What an option is to be found for; its place counts from 0, and students' is None."""

    inlines: Inlines
    option: int | None


@dataclass(frozen=True, slots=True)
class Matching(Block):
    """Two columns to be matched.

    `options` stand in an order that says nothing of the answer; some may match nothing. `head` is
    empty or names the two columns.
    """

    head: tuple[Inlines, ...]
    items: tuple[Match, ...]
    options: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True)
class OrderedStep:
    """What has its place in an order, which counts from 1; students' is None."""

    inlines: Inlines
    place: int | None


@dataclass(frozen=True, slots=True)
class Ordering(Block):
    """Steps to be put in order; they stand in one that says nothing of the answer."""

    steps: tuple[OrderedStep, ...]


Answer = Choices | Truth | Written | Matching | Ordering


@dataclass(frozen=True, slots=True)
class Question(Block):
    """What is asked, and how it is answered. `number` counts in the unit.

    `objectives` are the ids of those that it assesses. `answer` is None only where a mistake keeps
    the unit from being built.
    """

    number: int
    blocks: Blocks
    answer: Answer | None
    feedback: tuple[Feedback, ...] = ()
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quiz(Block):
    """Questions that belong together, and what introduces them."""

    title: Inlines
    minutes: int | None
    blocks: Blocks
    questions: tuple[Question, ...]
