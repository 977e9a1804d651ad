"""The numbers of lists, written in the ways of counting that DrawingML has. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from lessonpress import markup

_ROMAN = (
    *((100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def label(scheme: str, number: int) -> str:
    """Return a number with what stands around it; `scheme` is one of ECMA-376, 20.1.10.61."""
    kind = next((kind for kind in _KINDS if scheme.startswith(kind)), "arabic")
    return _AROUND.get(scheme.removeprefix(kind), "{}.").format(_KINDS[kind](number))


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        text += sign * times
    return text


# How ECMA-376 names the ways of counting (20.1.10.61), and what stands around a number.
_KINDS: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "arabic": str,
        "alphaUc": lambda number: markup.letter(number - 1),
        "alphaLc": lambda number: markup.letter(number - 1).lower(),
        "romanUc": lambda number: _roman(number).upper(),
        "romanLc": _roman,
    }
)
_AROUND: Mapping[str, str] = MappingProxyType(
    {"Plain": "{}", "Period": "{}.", "ParenR": "{})", "ParenBoth": "({})", "Minus": "{}-"}
)
