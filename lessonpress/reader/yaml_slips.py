"""What is wrong with YAML, in words that an instructor understands, and on which line it is.

PyYAML complains where it is lost, which is often the line below the slip.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from lessonpress.reader.strict_yaml import YamlError

_SECOND_COLON = "there is a second colon on this line"
_TOO_FAR = "this line has more spaces in front than the one above it"
_NO_COLON = "a colon and a space are missing on this line"
# What PyYAML says, and what it means to somebody who writes settings.
_IN_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "cannot start any token": "a value begins with a tab or a sign that needs quotes",
        "expected '<document start>'": "the lines do not begin with the same number of spaces",
        "expected <block end>": "this line is not indented like the ones above it",
        "could not find expected ':'": "a colon is missing on this line or the one above it",
        "but got '<stream end>'": "a bracket or quotation mark is never closed",
        "found unexpected end of stream": "a quotation mark is never closed",
    }
)
_KEY = re.compile(r"[ \t]*(?:- +)?[^\s:#][^:]*:(?:\s|$)")
_WORDS = re.compile(r"[ \t]*(?P<words>[^\s:#-][^:]*?(?::\S.*)?)\s*$")


def explained(mistake: YamlError, text: str) -> YamlError:
    """Return what PyYAML says of `text` in plain words, and where the slip is."""
    lines = text.split("\n")
    for said, explain in _EXPLAIN.items():
        if said in mistake.message and (found := explain(lines, mistake)) is not None:
            return found
    told = next((told for said, told in _IN_WORDS.items() if said in mistake.message), None)
    return YamlError(told or mistake.message, mistake.line, mistake.column)


def _not_allowed(lines: list[str], mistake: YamlError) -> YamlError | None:
    """Explain a colon where none may stand: a second one, or that of a line read as text."""
    line = lines[mistake.line - 1]
    above = _above(lines, mistake.line)
    if above and not re.search(r":\s", line[: mistake.column - 1]):
        if not _KEY.match(lines[above - 1]):
            return YamlError(_NO_COLON, above, _indent(lines[above - 1]) + 1)
        if _indent(line) > _indent(lines[above - 1]):
            return YamlError(_TOO_FAR, mistake.line, _indent(line) + 1)
    return YamlError(_SECOND_COLON, mistake.line, mistake.column)


def _not_found(lines: list[str], mistake: YamlError) -> YamlError | None:
    """Explain a line without a colon, which PyYAML misses on the next one."""
    for number in range(min(mistake.line, len(lines)), 0, -1):
        line = lines[number - 1]
        if line.strip() and not _KEY.match(line) and (words := _WORDS.match(line)):
            return YamlError(_NO_COLON, number, words.start("words") + 1)
    return None


_EXPLAIN: Mapping[str, Callable[[list[str], YamlError], YamlError | None]] = MappingProxyType(
    {
        "mapping values are not allowed": _not_allowed,
        "could not find expected ':'": _not_found,
    }
)


def _above(lines: list[str], line: int) -> int:
    """Return the number of the nearest line above that is not empty; 0 for none."""
    return next((number for number in range(line - 1, 0, -1) if lines[number - 1].strip()), 0)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
