"""Which line of which template printed a place in what templates printed.

Jinja knows the line it fails on, but not where its output came from. A traced environment puts an
invisible mark before each line of a template's own text; taking the marks out again tells for every
place of the output which template's line printed it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from lessonpress.model import Span

# Noncharacters of Unicode: in nobody's text.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_MARK = re.compile(f"{_OPEN}([^{_CLOSE}]*):(\\d+){_CLOSE}")

_Place = tuple[int, int]  # line from 1, column from 0


class Marks(Extension):
    """Puts marks into a template's text, so that `printed` can find its lines."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield a template's tokens, those of its own text with marks."""
        for token in stream:
            if token.type == "data":
                yield Token(token.lineno, "data", _marked(token, stream.name or ""))
            else:
                yield token


def _marked(token: Token, name: str) -> str:
    lines = token.value.split("\n")
    marks = (f"{_OPEN}{name}:{number}{_CLOSE}" for number, _ in enumerate(lines, token.lineno))
    return "\n".join(f"{mark}{line}" for mark, line in zip(marks, lines, strict=True))


@dataclass(frozen=True, slots=True)
class Printed:
    """What templates printed, and which of their lines printed what begins at each of `places`."""

    text: str
    places: tuple[_Place, ...]
    origins: tuple[Span, ...]

    def origin(self, line: int, column: int | None = None) -> Span:
        """Return the template's line that printed a place of `text`; both count from 1.

        Without a column it is what printed the line's first character.
        """
        index = bisect_right(self.places, (line, (column or 1) - 1))
        return self.origins[max(0, index - 1)]


def printed(text: str, root: str) -> Printed:
    """Take the marks out of `text`, which a traced template printed; `root` is the templates'."""
    places: list[_Place] = [(1, 0)]
    origins = [Span(root, 1)]
    pieces: list[str] = []
    end, line, column = 0, 1, 0
    for mark in _MARK.finditer(text):
        piece = text[end : mark.start()]
        line, column = _after(piece, line, column)
        pieces.append(piece)
        places.append((line, column))
        origins.append(Span(f"{root}{mark[1]}", int(mark[2])))
        end = mark.end()
    return Printed("".join((*pieces, text[end:])), tuple(places), tuple(origins))


def _after(piece: str, line: int, column: int) -> _Place:
    """Return the place where a piece of text ends that begins at another."""
    if "\n" not in piece:
        return line, column + len(piece)
    return line + piece.count("\n"), len(piece) - piece.rindex("\n") - 1
