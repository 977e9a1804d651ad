"""The numbers of lists, written in the ways of counting that DrawingML has. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from lessonpress import markup
from lessonpress.numerals import roman


def label(scheme: str, number: int) -> str:
    """Return a number with what stands around it; `scheme` is one of ECMA-376, 20.1.10.61."""
    kind = next((kind for kind in _KINDS if scheme.startswith(kind)), "arabic")
    return _AROUND.get(scheme.removeprefix(kind), "{}.").format(_KINDS[kind](number))


# How ECMA-376 names the ways of counting (20.1.10.61), and what stands around a number.
_KINDS: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "arabic": str,
        "alphaUc": lambda number: markup.letter(number - 1),
        "alphaLc": lambda number: markup.letter(number - 1).lower(),
        "romanUc": lambda number: roman(number).upper(),
        "romanLc": roman,
    }
)
_AROUND: Mapping[str, str] = MappingProxyType(
    {"Plain": "{}", "Period": "{}.", "ParenR": "{})", "ParenBoth": "({})", "Minus": "{}-"}
)
