"""Formulas: LaTeX to a typed tree, to readable text, and to a drawing.

The flow is `slips` (what is wrong before anything is converted), `latex` (to MathML, by
latex2mathml), `mathml` and `binding` (to `tree`), then `linear` (readable text) and `drawing`
(vector paths and their size, by ziamath). OMML is the deck's own (`deck.omml`).

`read` decides what a formula is: whatever it returns a tree for, every output can show.
"""

from __future__ import annotations

from functools import lru_cache

from lessonpress.formulas import linear, mathml
from lessonpress.formulas.latex import Unreadable
from lessonpress.formulas.latex import mathml as _mathml
from lessonpress.formulas.slips import Mistake
from lessonpress.formulas.tree import Node

__all__ = ["Mistake", "Node", "parsed", "pieces", "read", "readable"]


@lru_cache(maxsize=1024)  # a formula is asked for by the reader, by fitting and by the writer
def read(latex: str, display: bool = False) -> Node | Mistake:
    """Return what a formula says, or the first mistake in it.

    `display` is for one with a line of its own, whose sums have their limits above and below.
    """
    try:
        found = mathml.tree(_mathml(latex, display))
        return found if linear.readable(found) else Mistake(0, "This formula shows nothing.")
    except Unreadable as mistake:
        return mistake.mistake
    except mathml.Unmapped as unmapped:
        return Mistake(0, f"A part of this formula ({unmapped}) cannot be shown as an equation.")
    except RecursionError:
        return Mistake(0, "This formula is nested too deeply.", "Write it in parts.")


def parsed(latex: str, display: bool = False) -> Node:
    """Return what a formula says. Raises ValueError for one that `read` finds a mistake in."""
    found = read(latex, display)
    if isinstance(found, Mistake):
        raise ValueError(found.message)
    return found


def readable(latex: str, display: bool = False) -> str:
    """Return a sound formula as plain characters: a/b, x², √(x + 1)."""
    return linear.readable(parsed(latex, display))


def pieces(latex: str, display: bool = False) -> linear.Pieces:
    """Return a sound formula as pieces of one line of text."""
    return linear.pieces(parsed(latex, display))
