"""Where formulas stand in Markdown, as pandoc reads dollars: `$a^2$` in a line, `$$a^2$$` alone.

No white stands inside the dollars of a line's formula and no digit behind them, so that "$5 and
$10" are sums of money. No empty line stands in a formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# A backslash takes the sign behind it along; what was stashed away (code) is no part of a formula.
_LATEX = r"(?P<latex>(?:[^$\\\x02]|\\[^\x02])++)"
# Pairs of backslashes stand for themselves, so the dollar behind them is none the less one.
_BEFORE = r"(?<![\\$])(?:\\\\)*"
INLINE = rf"{_BEFORE}(?P<dollars>\$(?!\$)(?!\s){_LATEX}(?<!\s)\$(?!\d))"
DISPLAY = rf"{_BEFORE}(?P<dollars>\$\${_LATEX}\$\$)"

_ANY = re.compile(f"{DISPLAY}|{INLINE}".replace("(?P<latex>", "(?:").replace("(?P<dollars>", "(?:"))
# Control characters are taken out of a unit before it is read, so this is nobody's text.
_PIPE = "\x0e"


def hide_pipes(text: str) -> str:
    """Return a table's text with other signs for the | inside formulas, which part no cells."""
    return _ANY.sub(lambda formula: formula[0].replace("|", _PIPE), text)


def show_pipes(text: str) -> str:
    """Undo `hide_pipes`."""
    return text.replace(_PIPE, "|")


# --- dollars that are meant for formulas, and are none -------------------------------------------

_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_SPACED = re.compile(
    r"(?<![\\$\w])\$(?!\$)(?:[ \t]+(?=[A-Za-z][ \t]*\$)|(?=[^$\n]*[=^_\\]))"
    r"[^$\n]+(?<!\\)\$(?![$\w]|[ \t]*\d)"
)
# What only a formula has: a command, or an index or a power of one letter.
_LONE = re.compile(
    r"(?<![\\$])\$(?=[^$]*?(?:(?<!\\)\\[A-Za-z]{2,}|(?<![A-Za-z])[A-Za-z](?:_|\^(?![^\s^]+\^))"
    r"(?:\{|\w(?!\w))))"
)


def slips(text: str) -> Iterator[tuple[int, bool]]:
    """Yield where a paragraph's dollars open a formula that is none; True: for spaces inside."""

    def blanked(found: re.Match[str]) -> str:
        return re.sub(r"\S", "\x0f", found[0])

    rest = _ANY.sub(blanked, _CODE.sub(blanked, text))
    for found in _SPACED.finditer(rest):
        yield found.start(), True
    for found in _LONE.finditer(_SPACED.sub(blanked, rest)):
        yield found.start(), False
