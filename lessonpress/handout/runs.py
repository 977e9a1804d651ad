"""Words that run the other way than their page: English on an Arabic one, Arabic on an English one.

WeasyPrint orders the letters of each piece of text, but then the pieces of a line as the line runs:
of "see the *Almanac* first" on an Arabic page it would print "first", "Almanac", "see the". So what
runs the other way becomes an element of its own here, with the direction it has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal
from xml.etree.ElementTree import Element

from lessonpress.handout.elements import has_class

Way = Literal["ltr", "rtl"]
Content = Element | str

# Marks around a word are its sentence's; the sign of a number stands at its left in Arabic, too.
_WORDS = re.compile(r"\s+|[-+−±]\d(?:\S*\w)?|\w(?:\S*\w)?|\S")
_SIGNED = re.compile(r"[-+−±]\d\S*")
_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}  # UAX #9, 3.2
_INLINE = frozenset({"a", "b", "cite", "em", "i", "s", "span", "strong", "sub", "sup"})
_IN_LINE = _INLINE | {"br", "code", "img"}
# What says nothing about its line: it is set for itself, or differs between students and key.
_APART = ("answers", "blank", "footnote", "margin-note", "math", "rule")
_CLOSED = frozenset({"head", "pre", "code"})


def isolate(root: Element, leftward: bool) -> None:
    """Give words a direction of their own where it is not the page's. Works in place.

    `leftward` says that the page runs from right to left.
    """
    other: Way = "ltr" if leftward else "rtl"
    if leftward or other in _ways("".join(root.itertext())):
        _isolate(root, other)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word, a mark, white, or an element; `other` says that it runs the other way.

    Of what has no direction `other` is None. A block ends the line before it.
    """

    content: Content
    other: bool | None
    block: bool = False


def _isolate(element: Element, other: Way) -> None:
    if element.tag in _CLOSED or element.tag.startswith("{"):
        return
    pieces = list(_pieces(element, other))
    if element.tag in _INLINE and _all_other(pieces):
        element.set("dir", other)
        return
    if any(piece.other for piece in pieces):
        _fill(element, _content(pieces, other))
    for child in element:
        if child.get("dir") != other:
            _isolate(child, other)


def _content(pieces: Iterable[_Piece], other: Way) -> Iterator[Content]:
    for block, line in groupby(pieces, key=lambda piece: piece.block):
        if block:
            yield from (piece.content for piece in line)
        else:
            yield from _line(list(line), other)


def _line(pieces: Sequence[_Piece], other: Way) -> Iterator[Content]:
    """Yield the content of a line with each run of the other way in an element."""
    place = 0
    for start, end in _runs(pieces):
        run = [piece.content for piece in pieces[start:end]]
        if _needs_element(run):
            yield from (piece.content for piece in pieces[place:start])
            holder = Element("span", {"dir": other})
            _fill(holder, run)
            yield holder
            place = end
    yield from (piece.content for piece in pieces[place:])


def _runs(pieces: Sequence[_Piece]) -> Iterator[tuple[int, int]]:
    """Yield where runs start and end: with their marks, where the whole line is one."""
    if _all_other(pieces):
        inked = [n for n, piece in enumerate(pieces) if piece.content not in ("", " ", "\n")]
        yield inked[0], inked[-1] + 1
        return
    for own, run in groupby(enumerate(pieces), key=lambda pair: pair[1].other is False):
        places = [] if own else [n for n, piece in run if piece.other]
        if places:
            yield places[0], places[-1] + 1


def _needs_element(run: Sequence[Content]) -> bool:
    """Say whether text alone would be printed in another order: one text only for its last mark."""
    text = "".join(part for part in run if isinstance(part, str))
    return len(run) > 1 if any(not isinstance(p, str) for p in run) else not _is_plain(text)


def _is_plain(text: str) -> bool:
    return text[:1].isalnum() and text[-1:].isalnum()


def _all_other(pieces: Iterable[_Piece]) -> bool:
    ways = {piece.other for piece in pieces} - {None}
    return ways == {True} and not any(piece.block for piece in pieces)


# --- pieces --------------------------------------------------------------------------------------


def _pieces(element: Element, other: Way) -> Iterator[_Piece]:
    yield from _words(element.text, other)
    for child in element:
        if child.tag in _IN_LINE:
            yield _Piece(child, _runs_other(_text(child), other))
        else:
            yield _Piece(child, None, block=not _is_apart(child))
        yield from _words(child.tail, other)


def _words(text: str | None, other: Way) -> Iterator[_Piece]:
    for word in _WORDS.findall(text or ""):
        yield _Piece(word, _runs_other(word, other))


def _runs_other(text: str, other: Way) -> bool | None:
    ways = _ways(text)
    if not ways and other == "ltr" and _SIGNED.fullmatch(text):
        return True
    return ways == {other} if ways else None


def _ways(text: str) -> set[str]:
    return {_STRONG[c] for c in map(unicodedata.bidirectional, text) if c in _STRONG}


def _text(element: Element) -> str:
    """Return what decides on an element's direction."""
    if _is_apart(element):
        return ""
    inside = (_text(child) + (child.tail or "") for child in element)
    return (element.text or "") + "".join(inside)


def _is_apart(element: Element) -> bool:
    return any(has_class(element, name) for name in _APART)


def _fill(element: Element, content: Iterable[Content]) -> None:
    """Put text and elements into an element, in the place of what it has."""
    parts = list(content)
    element.text, element[:] = None, []
    for part in parts:
        if not isinstance(part, str):
            part.tail = None
            element.append(part)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + part
        else:
            element.text = (element.text or "") + part
