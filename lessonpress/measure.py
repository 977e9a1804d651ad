"""How wide and high text is, from the advance widths of the fonts that ship with the templates.

The deck names fonts that PowerPoint has (Calibri, Georgia, Consolas); their open twins with the
same widths are measured. Widths are summed without kerning, which only ever makes a line shorter in
these faces, so a line count is exact or one too many. Lengths are points.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from lessonpress.typefaces import TWINS

_TWINS = MappingProxyType({name.casefold(): twin.casefold() for name, twin in TWINS.items()})
# A font that is not here is measured with the widest that is, and this much room on top.
UNKNOWN_FONT = 1.1

# What programs draw in the place of characters that few faces have a glyph for.
_DRAWN_AS: Mapping[str, int] = MappingProxyType(
    {
        "\N{NO-BREAK SPACE}": ord(" "),
        "\N{NARROW NO-BREAK SPACE}": ord(" "),
        "\N{THIN SPACE}": ord(" "),
        "\N{FIGURE SPACE}": ord("0"),
        "\N{NON-BREAKING HYPHEN}": ord("-"),
    }
)

_UNITS_PER_EM = 18  # its place in the head table (OpenType 1.9.1)

Key = tuple[str, bool, bool]  # family, bold, italic


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A font of one style. Advances by code point and `line_height` are in em."""

    family: str
    bold: bool
    italic: bool
    advances: Mapping[int, float]
    line_height: float
    scale: float = 1.0

    def advance(self, character: str) -> float:
        """Return a character's width in em; what the face lacks counts as a wide letter."""
        known = self.advances.get(ord(character))
        if known is None:
            known = self.advances.get(_DRAWN_AS.get(character, -1))
        return self.scale * (_missing(character) if known is None else known)


@lru_cache(maxsize=64)
def face(font: bytes) -> Face:
    """Return a font's measures. Raises fontTools.ttLib.TTLibError for what is no font.

    The line height is ascent, descent and gap as hhea has them, which is what PowerPoint and
    LibreOffice make of one line in the faces we ship.
    """
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(font), lazy=True) as table:
        # Read past fontTools' table, which logs a complaint about the dates of our merged fonts.
        (em,) = struct.unpack_from(">H", table.reader["head"], _UNITS_PER_EM)
        metrics, line = table["hmtx"].metrics, table["hhea"]
        style = table["OS/2"].fsSelection
        return Face(
            family=str(table["name"].getBestFamilyName()),
            bold=bool(style & 1 << 5),
            italic=bool(style & 1),
            advances=MappingProxyType(
                {c: metrics[g][0] / em for c, g in table.getBestCmap().items()}
            ),
            line_height=(line.ascent - line.descent + line.lineGap) / em,
        )


class Fonts:
    """The faces text is measured with."""

    def __init__(self, fonts: Iterable[bytes]) -> None:
        faces = [face(font) for font in fonts]
        self._faces: Mapping[Key, Face] = {
            (f.family.casefold(), f.bold, f.italic): f for f in faces
        }

    def face(self, family: str, bold: bool = False, italic: bool = False) -> Face:
        """Return the face for a font of the deck, or the widest there is with room on top."""
        name = family.casefold()
        for known in (name, _TWINS.get(name, name)):
            for style in ((bold, italic), (bold, False), (False, False)):
                if found := self._faces.get((known, *style)):
                    return found
        return _widened(max(self._faces.values(), key=_width_of_prose, default=_NO_FACE))

    def knows(self, family: str) -> bool:
        """Say whether text in this font can be measured rather than guessed."""
        name = family.casefold()
        return any(f.family.casefold() in (name, _TWINS.get(name)) for f in self._faces.values())


_NO_FACE = Face("", False, False, MappingProxyType({}), 1.22)


def _widened(widest: Face) -> Face:
    return Face(
        widest.family,
        widest.bold,
        widest.italic,
        widest.advances,
        widest.line_height * UNKNOWN_FONT,
        UNKNOWN_FONT,
    )


def _width_of_prose(candidate: Face) -> float:
    return sum(candidate.advance(c) for c in "the quick brown fox jumps over a lazy dog")


def _missing(character: str) -> float:
    """Return the width of a character the face lacks: one em, or none if it only marks another."""
    import unicodedata

    return 0.0 if unicodedata.category(character) in ("Mn", "Me", "Cf") else 1.0


# --- lines ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one face and size (points)."""

    text: str
    face: Face
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    width: float
    height: float


def width(pieces: Iterable[Piece]) -> float:
    """Return the width of text set on one line."""
    return sum(sum(map(p.face.advance, p.text)) * p.size for p in pieces)


def widest_word(pieces: Sequence[Piece]) -> float:
    """Return the width of the longest stretch that cannot be broken."""
    words = _words_of(tuple(pieces))
    return max((sum(w for _, w, _ in word) for word, _ in words), default=0.0)


def lines(pieces: Sequence[Piece], width: float, first: float | None = None) -> tuple[Line, ...]:
    """Break text into lines at most `width` points wide, the first one `first`.

    A word that is longer than a line is broken between its letters, as PowerPoint does. Text
    without a letter is one line high all the same.
    """
    setter = _Setter(width, width if first is None else first)
    for word, space in _words_of(tuple(pieces)):
        if word == _HARD_BREAK:
            setter.close()
        else:
            setter.add(word, space)
    setter.close()
    empty = max((p.face.line_height * p.size for p in pieces), default=0.0)
    return tuple(Line(line.width, line.height or empty) for line in setter.done)


_Letter = tuple[str, float, float]  # character, width, height of its line
_Word = list[_Letter]
_END: _Letter = ("", 0.0, 0.0)
_HARD_BREAK: _Word = [("\n", 0.0, 0.0)]


class _Setter:
    """Fills line after line with words."""

    def __init__(self, width: float, first: float) -> None:
        self.done: list[Line] = []
        self._width, self._room = width, first
        self._used = self._space = self._height = 0.0

    def add(self, word: _Word, space: float) -> None:
        """Set a word and the `space` after it, which may hang over the line's end."""
        long = sum(w for _, w, _ in word)
        if word and self._used and self._used + self._space + long > self._room + _TOLERANCE:
            self.close()
        if long > self._room + _TOLERANCE:
            self._add_letters(word)
        elif word:
            self._take(long, word)
        self._space = space if word else self._space + space

    def _add_letters(self, word: _Word) -> None:
        for letter in word:
            if self._used and self._used + letter[1] > self._room + _TOLERANCE:
                self.close()
            self._take(letter[1], [letter])

    def _take(self, long: float, word: _Word) -> None:
        self._used += self._space + long
        self._space = 0.0
        self._height = max([self._height, *(h for _, _, h in word)])

    def close(self) -> None:
        self.done.append(Line(self._used, self._height))
        self._used = self._space = self._height = 0.0
        self._room = self._width


# Sums of floats; a hundredth of a point is seen by nobody.
_TOLERANCE = 0.01

_OPENING = frozenset("([{«“‘¿¡„‚「『（《〈【")
_CLOSING = frozenset(")]}»”’!?,.;:%…、。，．！？；：）」』》〉】")


@lru_cache(maxsize=64)  # a text is asked for its lines and for its longest word
def _words_of(pieces: tuple[Piece, ...]) -> tuple[tuple[_Word, float], ...]:
    return tuple(_words(pieces))


def _words(pieces: Sequence[Piece]) -> Iterator[tuple[_Word, float]]:
    """Yield the stretches between places where a line may end, with the space that follows."""
    word: _Word = []
    space = 0.0
    letters = [letter for piece in pieces for letter in _letters(piece)]
    for letter, following in zip(letters, [*letters[1:], _END], strict=False):
        character = letter[0]
        if character == "\n":
            yield word, space
            yield _HARD_BREAK, 0.0
            word, space = [], 0.0
        elif character == " ":
            space += letter[1]
            if following[0] != " ":
                yield word, space
                word, space = [], 0.0
        else:
            word.append(letter)
            if _may_break(character, following[0]):
                yield word, 0.0
                word = []
    yield word, space


def _may_break(before: str, after: str) -> bool:
    """Say whether a line may end between two characters (a small part of UAX #14)."""
    if not after or after in " \n" or after in _CLOSING or before in _OPENING:
        return False
    if before == "-":
        return not after.isdigit()
    if before in "–—\u200b" or after == "—":
        return True
    return _is_cjk(before) or _is_cjk(after)


_CJK = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]")


def _is_cjk(character: str) -> bool:
    return bool(_CJK.match(character))


def _letters(piece: Piece) -> Iterator[_Letter]:
    height = piece.face.line_height * piece.size
    advance, size = piece.face.advance, piece.size
    return ((c, advance(c) * size, height) for c in piece.text)
