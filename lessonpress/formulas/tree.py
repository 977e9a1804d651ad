"""What a formula is made of, typed. Nothing here has behaviour.

The names follow a formula's parts as people say them; each writer (readable text, OMML) goes over
these few types and knows nothing of LaTeX or MathML.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["identifier", "number", "operator", "function", "text"]
# As MathML has them (MathML 3, 3.2.2); the empty one is italic for single letters, else upright.
Variant = str


@dataclass(frozen=True, slots=True)
class Symbol:
    """Characters that stand together: a letter, a number, a sign, a function's name, words."""

    text: str
    kind: Kind = "identifier"
    variant: Variant = ""


@dataclass(frozen=True, slots=True)
class Space:
    """White, in em."""

    width: float


@dataclass(frozen=True, slots=True)
class Row:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    """One over the other; without a `bar` in a binomial coefficient."""

    above: Node
    below: Node
    bar: bool = True


@dataclass(frozen=True, slots=True)
class Scripts:
    """A base with what is lowered or raised beside it."""

    base: Node
    below: Node | None = None
    above: Node | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """A base with what stands right under or over it."""

    base: Node
    below: Node | None = None
    above: Node | None = None


@dataclass(frozen=True, slots=True)
class Accent:
    """A base under or over a mark that may stretch over it; `mark` is the sign standing alone."""

    base: Node
    mark: str
    under: bool = False


@dataclass(frozen=True, slots=True)
class Big:
    """A sum, product, integral or union over `body`. `stacked` limits stand under and over it."""

    sign: str
    below: Node | None
    above: Node | None
    stacked: bool
    body: Node


@dataclass(frozen=True, slots=True)
class Applied:
    """A function's name, perhaps with scripts or limits, and what it is applied to."""

    name: Node
    argument: Node


@dataclass(frozen=True, slots=True)
class Root:
    """A square root, or one of a `degree`."""

    radicand: Node
    degree: Node | None = None


@dataclass(frozen=True, slots=True)
class Fenced:
    """Parts between signs, which grow with them or not; any of the signs may be empty."""

    opening: str
    closing: str
    parts: tuple[Node, ...]
    between: str = ""
    grows: bool = True


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells. Each column's alignment; `lines` are steps of one derivation, no matrix."""

    rows: tuple[tuple[Node, ...], ...]
    alignments: tuple[Literal["left", "center", "right"], ...]
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A content in a box, or struck through; `marks` are MathML's (MathML 3, 3.3.9.2)."""

    content: Node
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hidden:
    """What only keeps room."""

    content: Node


Node = (
    Symbol
    | Space
    | Row
    | Fraction
    | Scripts
    | Limits
    | Accent
    | Big
    | Applied
    | Root
    | Fenced
    | Grid
    | Enclosed
    | Hidden
)
EMPTY = Row(())
