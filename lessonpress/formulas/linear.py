"""A formula on one line of text: for titles, alt texts, notes, and programs without equations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from lessonpress.formulas import tree as t
from lessonpress.formulas.mathml import ACCENTS

# Raised and lowered signs that ordinary faces have.
_RAISED = str.maketrans("0123456789+−=()n′″‴", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ′″‴")
_LOWERED = str.maketrans("0123456789+−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
# Signs that stand between two things, with white around them.
_BETWEEN = frozenset("+−±∓×÷⋅·∗∘∪∩∧∨⊕⊗∖=<>≤≥≠≈≡∼≃≅≲≳≪≫→←↔⇒⇐⇔⟹⟸⟺↦∈∉∋⊂⊃⊆⊇∝∣⊥∥⟂")
_OPENING = frozenset("([{⟨⌈⌊")
_OVERLINES = MappingProxyType({"―": "\u0305", "⏞": "", "⏟": "", "⎴": "", "⎵": "", "⏜": "", "⏝": ""})
_DEGREES = MappingProxyType({"2": "√", "3": "∛", "4": "∜"})


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one look: `raised` is 1 for exponents, -1 for indices, 0 on the line."""

    text: str
    italic: bool = False
    bold: bool = False
    raised: int = 0


Pieces = tuple[Piece, ...]


def pieces(node: t.Node) -> Pieces:
    """Return a formula as pieces of text; exponents and indices of one level are raised."""
    return tuple(_merged(_spaced(_pieces(node))))


def readable(node: t.Node) -> str:
    """Return a formula as plain characters: a/b, x², √(x + 1)."""
    text = "".join(map(_plain, _grouped(pieces(node))))
    return re.sub(r"\s+", " ", text).strip()


# --- pieces to characters ------------------------------------------------------------------------


def _grouped(found: Pieces) -> Iterator[Piece]:
    """Yield pieces, those that are raised alike and stand together as one."""
    run: list[Piece] = []
    for piece in found:
        if run and piece.raised != run[-1].raised:
            yield replace(run[0], text="".join(p.text for p in run))
            run = []
        run.append(piece)
    if run:
        yield replace(run[0], text="".join(p.text for p in run))


def _plain(piece: Piece) -> str:
    if not piece.raised:
        return piece.text
    table, mark = (_RAISED, "^") if piece.raised > 0 else (_LOWERED, "_")
    text = piece.text.replace(" ", "")
    if all(ord(character) in table for character in text):
        return text.translate(table)
    return f"{mark}{text}" if len(text) == 1 else f"{mark}({piece.text})"


# --- spaces --------------------------------------------------------------------------------------


def _spaced(found: Iterable[Piece]) -> Iterator[Piece]:
    """Put white around signs that stand between two things, none around those that lead one."""
    before, owed = "", ""
    for piece in found:
        if piece.raised:  # belongs to the sign before it; white comes after both
            yield piece
            before = before or piece.text
            continue
        text = f"{owed}{piece.text}"
        owed = ""
        if piece.text in _BETWEEN and not (piece.text in "+−±∓" and _is_led_in(before)):
            text, owed = f" {text}", " "
        elif piece.text in (",", ";"):
            owed = " "
        yield replace(piece, text=text)
        before = piece.text.strip() or before


def _is_led_in(before: str) -> bool:
    """Say whether a plus or minus behind `before` is a number's own."""
    return not before or before[-1] in _BETWEEN | _OPENING | set(",;:/")


def _merged(found: Iterable[Piece]) -> Iterator[Piece]:
    last: Piece | None = None
    for piece in found:
        if last is not None and replace(last, text="") == replace(piece, text=""):
            last = replace(last, text=re.sub(r" {2,}", " ", last.text + piece.text))
        else:
            if last is not None:
                yield last
            last = piece
    if last is not None:
        yield last


# --- the tree to pieces --------------------------------------------------------------------------


def _pieces(node: t.Node) -> Iterator[Piece]:
    yield from _WRITERS[type(node)](node)


def _symbol(node: t.Symbol) -> Iterator[Piece]:
    letter = node.kind == "identifier" and len(node.text) == 1 and node.text.isalpha()
    italic = node.variant in ("italic", "bold-italic") or (letter and not node.variant)
    bold = node.variant.startswith("bold")
    if node.kind == "function":
        yield Piece(node.text.replace("\u2009", " ").replace("\u2006", " "), bold=bold)
    else:
        yield Piece(node.text, italic, bold)


def _space(node: t.Space) -> Iterator[Piece]:
    yield Piece(" " if node.width > 0.2 else "\N{THIN SPACE}")


def _row(node: t.Row) -> Iterator[Piece]:
    for part in node.parts:
        yield from _pieces(part)


def _fraction(node: t.Fraction) -> Iterator[Piece]:
    if not node.bar:
        yield from _pieces(node.above)
        yield Piece(", ")
        yield from _pieces(node.below)
        return
    yield from _bracketed(node.above)
    yield Piece("/")
    yield from _bracketed(node.below)


def _scripts(node: t.Scripts | t.Limits) -> Iterator[Piece]:
    yield from _bracketed(node.base) if _is_loose(node.base) else _pieces(node.base)
    yield from _moved(node.below, -1)
    yield from _moved(node.above, 1)


def _moved(node: t.Node | None, by: int) -> Iterator[Piece]:
    """Yield an exponent or an index; in one that has its own, those are marked by ^ and _."""
    if node is None:
        return
    inner = list(_merged(_pieces(node)))
    if any(piece.raised for piece in inner):
        text = "".join(_plain(piece) for piece in inner)
        yield Piece(f"({text})" if len(inner) > 2 else text, raised=by)
    else:
        yield from (replace(piece, raised=by) for piece in inner)


def _accent(node: t.Accent) -> Iterator[Piece]:
    mark = ACCENTS.get(node.mark) or _OVERLINES.get(node.mark, "")
    if node.under:
        mark = "\u0332" if node.mark == "―" else ""
    for piece in _pieces(node.base):
        marked = "".join(c + mark if c.isalnum() else c for c in piece.text)
        yield replace(piece, text=marked)


def _big(node: t.Big) -> Iterator[Piece]:
    yield Piece(node.sign)
    yield from _moved(node.below, -1)
    yield from _moved(node.above, 1)
    if node.below is not None or node.above is not None:
        yield Piece(" ")
    yield from _pieces(node.body)


def _applied(node: t.Applied) -> Iterator[Piece]:
    yield from _pieces(node.name)
    argument = list(_pieces(node.argument))
    direct = argument and argument[0].text.startswith(tuple("([{ "))
    if not direct or isinstance(node.argument, t.Fraction):
        yield Piece(" ")
    yield from argument


def _root(node: t.Root) -> Iterator[Piece]:
    degree = readable(node.degree) if node.degree is not None else "2"
    if degree in _DEGREES:
        yield Piece(_DEGREES[degree])
    else:
        yield Piece(degree, raised=1)
        yield Piece("√")
    yield from _bracketed(node.radicand)


def _fenced(node: t.Fenced) -> Iterator[Piece]:
    if node.opening == "(" and _is_binomial(node.parts[0]):
        yield Piece("C")
    yield Piece(node.opening)
    for number, part in enumerate(node.parts):
        if number:
            yield Piece(f" {node.between} ")
        yield from _pieces(part)
    yield Piece(node.closing)


def _is_binomial(node: t.Node) -> bool:
    return isinstance(node, t.Fraction) and not node.bar


def _grid(node: t.Grid) -> Iterator[Piece]:
    for number, row in enumerate(node.rows):
        if number:
            yield Piece("; ")
        for column, cell in enumerate(row):
            if column:
                yield Piece(" " if node.lines else ", ")
            yield from _pieces(cell)


def _content(node: t.Enclosed) -> Iterator[Piece]:
    yield from _pieces(node.content)


def _hidden(node: t.Hidden) -> Iterator[Piece]:
    yield Piece(" ")


def _bracketed(node: t.Node) -> Iterator[Piece]:
    """Yield a part of a fraction, a root or a power, in brackets where it is not of one piece."""
    if not _is_loose(node):
        yield from _pieces(node)
        return
    yield Piece("(")
    yield from _pieces(node)
    yield Piece(")")


def _is_loose(node: t.Node) -> bool:
    match node:
        case t.Row(parts):
            return len(parts) > 1
        case t.Fraction() | t.Big() | t.Applied() | t.Grid():
            return True
    return False


_WRITERS: Mapping[type, Callable[[Any], Iterator[Piece]]] = MappingProxyType(
    {
        t.Symbol: _symbol,
        t.Space: _space,
        t.Row: _row,
        t.Fraction: _fraction,
        t.Scripts: _scripts,
        t.Limits: _scripts,
        t.Accent: _accent,
        t.Big: _big,
        t.Applied: _applied,
        t.Root: _root,
        t.Fenced: _fenced,
        t.Grid: _grid,
        t.Enclosed: _content,
        t.Hidden: _hidden,
    }
)
