"""Lines that WeasyPrint would end after their first word.

Where a text fits its line but for the space behind it, and something else follows (a bold word, a
link), WeasyPrint 70 takes the text for one that cannot be broken, and leaves the rest to the next
line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

# What `weasyprint.text.line_break.split_first_line` returns: the layout; the bytes that stand on
# the line; the byte that the next line begins with, or None; and how large the line is.
_Split = tuple[Any, int, int | None, float, float, float]


@contextmanager
def whole_lines() -> Iterator[None]:
    """Have lines broken at their ends, also where only a space has no room there."""
    from weasyprint.layout import inline

    split = inline.split_first_line
    inline.split_first_line = _mended(split)
    try:
        yield
    finally:
        inline.split_first_line = split


def _mended(split: Callable[..., _Split]) -> Callable[..., _Split]:
    def split_first_line(
        text: str, style: Any, context: Any, width: float | None, *rest: Any, **named: Any
    ) -> _Split:
        found = split(text, style, context, width, *rest, **named)
        words = text.rstrip(" ")
        if words == text or width is None or not _is_one_word(found, words):
            return found
        layout, length, goes_on, taken, *sizes = split(words, style, context, width, *rest, **named)
        if goes_on is not None or taken > width:
            return found
        return (layout, length, len(text.encode()), taken, *sizes)

    return split_first_line


def _is_one_word(found: _Split, words: str) -> bool:
    """Say whether a line ends after its first word, or within it, though more words follow."""
    _, length, goes_on, *_ = found
    return goes_on is not None and b" " not in words.encode()[:length] and " " in words
