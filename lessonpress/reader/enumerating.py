"""Lists that are numbered as pandoc has them: `a.`, `A)`, `(i)`, `#.`.

Their marks are written as 1., 2., 3. in the same columns, before they are read as any other list.
Sentences begin like that as well ("I. Newton was ..."), so such a list has two items at the least,
counts from its first letter, and has two spaces behind a capital with a point.

Source: pandoc's manual, "Extension: fancy_lists".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from lessonpress import model as m
from lessonpress.numerals import roman

_MARK = re.compile(
    r"(?P<indent> {0,3})(?P<open>\(?)(?P<label>[A-Za-z]{1,7}|\d{1,3}|#)(?P<close>[.)])(?P<gap> +)"
    r"(?=\S)"
)
_FIRST: Mapping[str, m.Numbering] = MappingProxyType(
    {
        "a": "lower-alpha",
        "A": "upper-alpha",
        "i": "lower-roman",
        "I": "upper-roman",
        "#": "decimal",
        "1": "decimal",
    }
)
# More white than this behind a mark makes code of what follows.
_WIDEST = 4


@dataclass(frozen=True, slots=True)
class _Way:
    """How a list counts, and what stands around its numbers."""

    numbering: m.Numbering
    indent: int
    open: str
    close: str
    sign: bool  # every item has the same sign: #.

    def number(self, line: str, expected: int) -> re.Match[str] | None:
        """Return the mark that a line begins with, if it is the one expected."""
        found = _MARK.match(line)
        if found is None or len(found["indent"]) != self.indent:
            return None
        same = (found["open"], found["close"]) == (self.open, self.close)
        label = "#" if self.sign else _label(self.numbering, expected)
        return found if same and found["label"] == label and _is_set_off(found) else None


def begins(line: str) -> bool:
    """Say whether a line may be the first of such a list."""
    return _way(line) is not None


def in_figures(blocks: Sequence[str], at: int) -> tuple[m.Numbering, list[str]] | None:
    """Return how the list that starts on line `at` of the first block counts, and its blocks.

    Their marks are written in figures. None where there is no second item, and so no list.
    """
    way = _way(blocks[0].split("\n")[at])
    if way is None:
        return None
    written: list[str] = []
    count = 0
    for index, block in enumerate(blocks):
        rows = block.split("\n")
        if index and _leaves(rows, way, count + 1):
            break
        for row in range(0 if index else at, len(rows)):
            if found := way.number(rows[row], count + 1):
                count += 1
                rows[row] = _in_figures(found, count) + rows[row][found.end() :]
        written.append("\n".join(rows))
    return (way.numbering, written) if count > 1 else None


def _leaves(rows: Sequence[str], way: _Way, expected: int) -> bool:
    """Say whether a block after an empty line is no part of the list any more."""
    first = next((row for row in rows if row.strip()), "")
    indented = len(first) - len(first.lstrip(" ")) > way.indent + 1
    return bool(first) and not indented and way.number(first, expected) is None


def _way(line: str) -> _Way | None:
    found = _MARK.match(line)
    if found is None or found["label"] not in _FIRST or not _is_set_off(found):
        return None
    if found["open"] and found["close"] == ".":
        return None
    sign = found["label"] == "#"
    if found["label"] == "1" and not found["open"]:
        return None
    numbering = _FIRST[found["label"]]
    return _Way(numbering, len(found["indent"]), found["open"], found["close"], sign)


def _is_set_off(found: re.Match[str]) -> bool:
    """Say whether a capital with a point has two spaces behind it, unlike somebody's initial."""
    initial = found["close"] == "." and found["label"].isupper()
    return not initial or len(found["gap"]) > 1


def _in_figures(found: re.Match[str], number: int) -> str:
    """Return the mark of a numbered list in the columns of another."""
    mark = f"{number}."
    spare = max(1, len(found[0]) - len(found["indent"]) - len(mark))
    before = max(0, spare - _WIDEST)
    return found["indent"] + " " * before + mark + " " * (spare - before)


def _label(numbering: m.Numbering, number: int) -> str:
    written = {
        "decimal": str(number),
        "lower-alpha": chr(ord("a") + (number - 1) % 26),
        "lower-roman": roman(number),
    }
    kind = numbering.replace("upper", "lower")
    return written[kind].upper() if numbering.startswith("upper") else written[kind]
