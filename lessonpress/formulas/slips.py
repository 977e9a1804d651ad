"""Slips in LaTeX that can be seen before it is converted, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from lessonpress.diagnostics import did_you_mean

# Longer than any formula a class can follow; conversion takes about 0.1 ms a character.
LONGEST = 4_000
# Braces in braces; real formulas have six or seven.
DEEPEST = 20
# What is read as one of latex2mathml's environments, which know no other name for it.
SAME_AS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(
            ("aligned", "align", "alignat", "alignedat", "split", "eqnarray"), "align*"
        ),
        **dict.fromkeys(("eqnarray*", "flalign", "flalign*"), "align*"),
        **dict.fromkeys(("gather", "gather*", "gathered", "multline", "multline*"), "matrix"),
        "dcases": "cases",
    }
)
# These only say that a formula is displayed, which it is.
WRAPPERS = frozenset({"equation", "equation*", "displaymath", "math"})
ENVIRONMENTS = frozenset(
    {
        *("matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "smallmatrix"),
        *("array", "cases", "align*", "substack"),
        *SAME_AS,
        *WRAPPERS,
    }
)
_DEFINING = frozenset(
    {r"\def", r"\newcommand", r"\renewcommand", r"\newenvironment", r"\DeclareMathOperator"}
    | {r"\let", r"\gdef", r"\edef", r"\providecommand"}
)
_TOKEN = re.compile(
    r"(?P<edge>\\(?:begin|end))\s*\{(?P<name>[^{}]*)\}|\\[A-Za-z]+|\\.|[{}]|%[^\n]*", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a formula: where in its LaTeX (from 0), what, and what to do."""

    offset: int
    message: str
    hint: str = ""


def slip(latex: str) -> Mistake | None:
    """Return the first slip in `latex`, or None."""
    if not latex.strip():
        return Mistake(0, "This formula is empty.", r"Write \$ where the sign itself is meant.")
    if len(latex) > LONGEST:
        message = f"This formula is {len(latex)} characters long; {LONGEST} can be read."
        return Mistake(0, message, "Write it in parts.")
    scan = _Scan()
    for token in _TOKEN.finditer(latex):
        if (found := scan.step(token)) is not None:
            return found
    return scan.left_open()


@dataclass(slots=True)
class _Scan:
    """What is open while going over the LaTeX: the opening token and where it stands."""

    open: list[tuple[str, int]] = field(default_factory=list)

    def step(self, token: re.Match[str]) -> Mistake | None:
        edge, text = token["edge"], token[0]
        if edge:
            check = self.begin if edge == r"\begin" else self.end
            return check(token["name"].strip(), token.start())
        if text in _DEFINING:
            message = f"{text} defines a command, which a formula here cannot do."
            return Mistake(token.start(), message, "Write out what the command would stand for.")
        found = _CHECKS[text](self, token.start()) if text in _CHECKS else None
        return found or self.too_deep(token.start())

    def too_deep(self, offset: int) -> Mistake | None:
        if len(self.open) <= DEEPEST:
            return None
        return Mistake(
            offset, "The braces of this formula are nested too deeply.", "Take some out."
        )

    def begin(self, name: str, offset: int) -> Mistake | None:
        if name not in ENVIRONMENTS:
            message = f"No environment of formulas is called {name!r}."
            hint = did_you_mean(name, ENVIRONMENTS) or "Take aligned, cases or pmatrix."
            return Mistake(offset, message, hint)
        self.open.append((name, offset))
        return self.too_deep(offset)

    def end(self, name: str, offset: int) -> Mistake | None:
        if self.open and self.open[-1][0] == name:
            self.open.pop()
            return None
        return self.unmatched(rf"\end{{{name}}}", rf"\begin{{{name}}}", offset)

    def opened(self, text: str, offset: int) -> None:
        self.open.append((text, offset))

    def closed(self, opening: str, closing: str, offset: int) -> Mistake | None:
        if self.open and self.open[-1][0] == opening:
            self.open.pop()
            return None
        return self.unmatched(closing, opening, offset)

    def unmatched(self, closing: str, opening: str, offset: int) -> Mistake:
        if self.open and self.open[-1][0] != opening:
            return self.left_open() or Mistake(offset, "")
        message = f"{closing} closes nothing: there is no {opening} before it."
        return Mistake(offset, message, f"Delete it, or write {opening} where it belongs.")

    def left_open(self) -> Mistake | None:
        if not self.open:
            return None
        name, offset = self.open[-1]
        opening = name if name in _CLOSING else rf"\begin{{{name}}}"
        closing = _CLOSING.get(name, rf"\end{{{name}}}")
        return Mistake(offset, f"{opening} is never closed.", f"Write {closing} where it ends.")


_CLOSING = MappingProxyType({"{": "}", r"\left": r"\right"})
_CHECKS: Mapping[str, Callable[[_Scan, int], Mistake | None]] = MappingProxyType(
    {
        "{": lambda scan, offset: scan.opened("{", offset),
        "}": lambda scan, offset: scan.closed("{", "}", offset),
        r"\left": lambda scan, offset: scan.opened(r"\left", offset),
        r"\right": lambda scan, offset: scan.closed(r"\left", r"\right", offset),
    }
)
