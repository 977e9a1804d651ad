"""What belongs together in a row of signs: a sum and its body, a function and its argument."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lessonpress.formulas import tree as t

# Signs that OMML knows as n-ary operators (ISO 29500-1, 22.1.2.70).
BIG_SIGNS = frozenset("∑∏∐∫∬∭∮∯∰⋂⋃⋀⋁⨁⨂⨀⨄⨆")
_INTEGRALS = frozenset("∫∬∭∮∯∰")
LIMIT_NAMES = frozenset(
    {"lim", "max", "min", "sup", "inf", "argmax", "argmin", "arg max", "arg\u2009max"}
    | {"arg\u2009min", "lim\u2006sup", "lim\u2006inf", "limsup", "liminf"}
)
_RELATIONS = frozenset("=<>≤≥≠≈≡∼≃≅≲≳≪≫→←↔⇒⇐⇔⟹⟸⟺↦∈∉∋⊂⊃⊆⊇∝,;:…⋯")
_BARS = frozenset("|‖∥")
_OPENING, _CLOSING = frozenset("([{⟨⌈⌊"), frozenset(")]}⟩⌉⌋")
# Sums of sums; a deeper one has its body beside it.
_DEEPEST = 8


def big(sign: str, below: t.Node | None, above: t.Node | None, *, stacked: bool) -> t.Big:
    """Return a big operator that has no body yet. An integral's bounds stand beside it."""
    return t.Big(sign, below, above, stacked and sign not in _INTEGRALS, t.EMPTY)


def bound(parts: Sequence[t.Node], depth: int = 0) -> list[t.Node]:
    """Return a row's parts with bodies and arguments in their operators and functions."""
    found: list[t.Node]
    parts, found, index = _whole_numbers(_bracketed(parts)), [], 0
    while index < len(parts):
        part, end = _bigger(parts[index]), index + 1
        if isinstance(part, t.Big) and part.body == t.EMPTY and depth < _DEEPEST:
            end = _end_of_body(parts, end)
            part = replace(part, body=_as_one(bound(parts[index + 1 : end], depth + 1)))
        elif _is_function(part) and depth < _DEEPEST:
            find = _end_of_body if isinstance(part, t.Limits) else _end_of_argument
            end = find(parts, end)
            argument = bound(parts[index + 1 : end], depth + 1)
            part = t.Applied(part, _as_one(argument)) if _says(argument) else part
            end = end if _says(argument) else index + 1
        found.append(part)
        index = end
    return found


def _bracketed(parts: Sequence[t.Node]) -> list[t.Node]:
    """Return parts with what stands in a pair of brackets or bars as one."""
    levels: list[list[t.Node]] = [[]]
    for part in parts:
        sign, opening = _closing_sign(part), levels[-1][0] if len(levels) > 1 else None
        if opening is not None and _closes(_sign(opening), sign):
            inside = levels.pop()[1:]
            fenced = t.Fenced(_sign(opening), sign, (_as_one(inside),), grows=False)
            levels[-1].append(replace(part, base=fenced) if isinstance(part, t.Scripts) else fenced)
        elif _sign(part) in _OPENING or _sign(part) in _BARS:
            levels.append([part])
        else:
            levels[-1].append(part)
    return [part for level in levels for part in level]


def _closing_sign(part: t.Node) -> str:
    return _sign(part.base if isinstance(part, t.Scripts) else part)


def _closes(opening: str, sign: str) -> bool:
    return sign in _CLOSING if opening in _OPENING else bool(sign) and sign == opening


def _whole_numbers(parts: Sequence[t.Node]) -> list[t.Node]:
    """Return parts with numbers in one piece that were read in several: 1 and , and 5."""
    whole: list[t.Node] = []
    for part in parts:
        last = whole[-1] if whole else None
        match last, part:
            case t.Symbol(kind="number"), t.Symbol(kind="number"):
                whole[-1] = replace(last, text=last.text + part.text)
            case _:
                whole.append(part)
    return whole


def _bigger(part: t.Node) -> t.Node:
    if isinstance(part, t.Symbol) and part.text in BIG_SIGNS:
        return big(part.text, None, None, stacked=False)
    return part


def _as_one(parts: list[t.Node]) -> t.Node:
    return parts[0] if len(parts) == 1 else t.Row(tuple(parts))


def _says(parts: Sequence[t.Node]) -> bool:
    return any(part != t.EMPTY and not isinstance(part, t.Space) for part in parts)


def _is_function(part: t.Node) -> bool:
    match part:
        case t.Symbol(kind="function"):
            return True
        case t.Scripts(base=t.Symbol(kind="function")) | t.Limits(base=t.Symbol(kind="function")):
            return True
    return False


def _end_of_body(parts: Sequence[t.Node], start: int) -> int:
    """Return where a sum's body ends: at a relation, or at what closes the bracket around it."""
    ends = (i for i in range(start, len(parts)) if _sign(parts[i]) in _RELATIONS | _CLOSING)
    return next(ends, len(parts))


def _end_of_argument(parts: Sequence[t.Node], start: int) -> int:
    """Return where a function's argument ends: what is in brackets, or what no sign parts."""
    index = start
    while index < len(parts) and isinstance(parts[index], t.Space):
        index += 1
    if index < len(parts) and _is_bracket(parts[index]):
        return index + 1
    while index < len(parts) and not _ends_argument(parts[index]):
        index += 1
    return index


def _is_bracket(part: t.Node) -> bool:
    return isinstance(part.base if isinstance(part, t.Scripts) else part, t.Fenced)


def _ends_argument(part: t.Node) -> bool:
    operator = isinstance(part, t.Symbol) and part.kind in ("operator", "text")
    return operator or isinstance(part, t.Space | t.Big | t.Limits) or _is_function(part)


def _sign(part: t.Node) -> str:
    return part.text if isinstance(part, t.Symbol) and part.kind == "operator" else ""
