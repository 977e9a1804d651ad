"""What stands in a line of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lessonpress.spans import Span


@dataclass(frozen=True, slots=True)
class Text:
    """Running characters, already unescaped."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strikeout:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Superscript:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Subscript:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line break the author asked for."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `href` is http(s), mailto, or `#id` of a block of the same unit."""

    href: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Clip:
    """A video or a sound of the course; `path` is inside the course's folder."""

    path: str
    kind: Literal["video", "sound"]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the course.

    `path` is inside the course's folder (`assets/map.png`). `alt` is empty only where the
    author marked the picture as decorative. `width` is a fraction of the place it stands in.

    A picture with a `clip` is what stands for that, on paper and until it plays; its path is empty
    where the author gave none.
    """

    path: str
    alt: str
    span: Span
    width: float | None = None
    clip: Clip | None = None


@dataclass(frozen=True, slots=True)
class Blank:
    """A word left out for students to fill in.

    `size` is the room its rule takes, in steps of one em of text, and all that a student's file
    learns of the answer; `answer` is empty there.
    """

    number: int
    size: int
    answer: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A term that the glossary explains under `key`."""

    key: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to `number` in the unit's list of sources; `locator` is where in it: p. 3."""

    key: str
    number: int
    locator: str = ""


@dataclass(frozen=True, slots=True)
class FootnoteMark:
    """Where footnote `number` is called."""

    key: str
    number: int


@dataclass(frozen=True, slots=True)
class Math:
    """A formula in a line of text: LaTeX that `formulas` can read, and what it says in characters.

    `display` sets it as one with a line of its own, which it has no place for here (in a cell).
    """

    latex: str
    text: str
    display: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Inlines of one language or direction, or of a class that means nothing to us."""

    children: tuple[Inline, ...]
    lang: str | None = None


Inline = (
    Text
    | Emphasis
    | Strong
    | Strikeout
    | Superscript
    | Subscript
    | Code
    | LineBreak
    | Link
    | Image
    | Blank
    | Term
    | Citation
    | FootnoteMark
    | Math
    | Phrase
)
Inlines = tuple[Inline, ...]
