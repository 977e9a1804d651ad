"""Pieces of text set in lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from lessonpress.measure import breaking
from lessonpress.measure.faces import Face
from lessonpress.measure.shaping import shaped

# Programs round where letters stand to units of their own: LibreOffice's lines of 400 points were
# up to 1 point longer than the sum of their advances.
ROUNDING = 1.003
# LibreOffice sets so much more white, in em, between ideographs and other letters.
_AT_EDGES = 0.27


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one face and size (points)."""

    text: str
    face: Face
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is set: its width without the space that hangs over its end, and its height.

    `end` counts the characters on it and on the lines before it.
    """

    width: float
    height: float
    end: int


def width(pieces: Sequence[Piece]) -> float:
    """Return the width of text set on one line."""
    white = _AT_EDGES * breaking.edges("".join(piece.text for piece in pieces))
    letters = (shaped(p.face, part).width * p.size for p in pieces for part in _parts(p.text))
    return sum(letters) + white * max((piece.size for piece in pieces), default=0.0)


def _parts(text: str) -> Iterator[str]:
    """Yield a text's words and its spaces, each of which is shaped for itself."""
    for start, end, following in breaking.words(text):
        yield text[start:end]
        yield text[end:following].replace("\n", "")


def widest_word(pieces: Sequence[Piece]) -> float:
    """Return how wide a line must be to break nothing that should not be broken."""
    return max((_rigid_width(w) for w in _words_of(tuple(pieces))), default=0.0) * ROUNDING


def _rigid_width(word: _Word) -> float:
    parts = breaking.rigid("".join(piece.text for piece in word.pieces))
    if len(parts) == 1:
        return word.width
    ends = [*accumulate(map(len, parts))]
    letters = [letter for piece in word.pieces for letter in _letters(piece)]
    starts = [0, *ends[:-1]]
    return max(sum(w for _, w, _ in letters[a:b]) for a, b in zip(starts, ends, strict=True))


def lines(pieces: Sequence[Piece], width: float, first: float | None = None) -> tuple[Line, ...]:
    """Break text into lines at most `width` points wide, the first one `first`.

    A word that is longer than a line is broken between its letters, as PowerPoint does. Text
    without a letter is one line high all the same.
    """
    setter = _Setter(width, width if first is None else first)
    for word in _words_of(tuple(pieces)):
        setter.add(word)
        if word.ends_line:
            setter.close()
    setter.close()
    empty = max((p.face.line_height * p.size for p in pieces), default=0.0)
    return tuple(Line(line.width, line.height or empty, line.end) for line in setter.done)


class _Setter:
    """Fills line after line with words."""

    def __init__(self, width: float, first: float) -> None:
        self.done: list[Line] = []
        self._width, self._room = width / ROUNDING, first / ROUNDING
        self._used = self._space = self._height = 0.0
        self._end = 0

    def add(self, word: _Word) -> None:
        """Set a word and the space after it, which may hang over the line's end."""
        if word.width and self._used and self._used + self._space + word.width > self._room:
            self.close()
        if word.width > self._room:  # nothing stands on the line before it
            self._add_letters(word)
        elif word.pieces:
            self._take(word.width, word.height)
        self._space = word.space if word.pieces else self._space + word.space
        self._end = word.end

    def _add_letters(self, word: _Word) -> None:
        """Break a word where its line is full, or after the last sign where a program might."""
        line: list[_Letter] = []
        for letter in (letter for piece in word.pieces for letter in _letters(piece)):
            if line and sum(long for _, long, _ in (*line, letter)) > self._room:
                at = _last_sign(line)
                self._take_letters(line[:at])
                self._end += at
                self.close()
                line = line[at:]
            line.append(letter)
        self._take_letters(line)

    def _take_letters(self, letters: Sequence[_Letter]) -> None:
        height = max((high for _, _, high in letters), default=0.0)
        self._take(sum(long for _, long, _ in letters), height)

    def _take(self, long: float, height: float) -> None:
        self._used += self._space + long
        self._space = 0.0
        self._height = max(self._height, height)

    def close(self) -> None:
        """End a line."""
        self.done.append(Line(self._used, self._height, self._end))
        self._used = self._space = self._height = 0.0
        self._room = self._width


_Letter = tuple[str, float, float]  # a character, its width, the height of its line


def _letters(piece: Piece) -> Iterator[_Letter]:
    found = shaped(piece.face, piece.text)
    high = found.height * piece.size
    return (
        (character, advance * piece.size, high)
        for character, advance in zip(piece.text, found.advances, strict=True)
    )


def _last_sign(letters: Sequence[_Letter]) -> int:
    """Return what follows the last sign after which a program may break a long word, or the end."""
    signs = (n for n in range(len(letters), 0, -1) if breaking.is_sign(letters[n - 1][0]))
    return next(signs, len(letters))


# --- words ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Word:
    """What stands between two places where a line may end, and the space that follows it.

    `end` counts the characters up to where the next one begins.
    """

    pieces: Sequence[Piece]
    width: float
    height: float
    space: float
    end: int
    ends_line: bool


@lru_cache(maxsize=2048)  # a text is asked for its lines and for its longest word
def _words_of(pieces: tuple[Piece, ...]) -> Sequence[_Word]:
    text = "".join(piece.text for piece in pieces)
    cut = _Cutter(pieces).upto
    found = []
    for _, end, following in breaking.words(text):
        inside, white = cut(end), cut(following)
        ends_line = text[end:following] == "\n"
        space, _ = _size(() if ends_line else white)
        found.append(_Word(inside, *_size(inside), space, following, ends_line))
    return found


def _size(pieces: Sequence[Piece]) -> tuple[float, float]:
    """Return the width and the height of pieces on a line."""
    width = height = 0.0
    for piece in pieces:
        word = shaped(piece.face, piece.text)
        width += word.width * piece.size
        height = max(height, word.height * piece.size)
    return width, height


class _Cutter:
    """Cuts pieces at ever later places of their whole text."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._index = self._start = self._at = 0

    def upto(self, end: int) -> Sequence[Piece]:
        """Return what stands between the last place and this one."""
        found = []
        while self._at < end:
            piece = self._pieces[self._index]
            low, high = self._at - self._start, min(end - self._start, len(piece.text))
            if low < high:
                found.append(Piece(piece.text[low:high], piece.face, piece.size))
            self._at = self._start + high
            if high == len(piece.text):
                self._start, self._index = self._at, self._index + 1
        return found
