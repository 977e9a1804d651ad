"""How large words are in a drawing: what boxes are measured with, before anything is drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from lessonpress import measure
from lessonpress.figures.drawing import Words

# Boxes are so much wider than their words that no program's rounding breaks another line.
SLACK = 2.0
# Widths are tried in steps of this many points where the narrowest for some lines is looked for.
_STEP = 4.0
_ENDLESS = 1e6


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure is to stand: its width and the most height it may have, in points.

    `sizes` are those that its words may be set in, the best first; `face` is the face they are set
    in, measured with `fonts`. `leftward` says that words run from right to left.
    """

    width: float
    height: float
    sizes: tuple[float, ...]
    face: str
    fonts: measure.Fonts
    leftward: bool = False


def lines(words: Words, width: float, place: Place) -> int:
    """Return how many lines words take in a box of a width."""
    return len(_set(words, round(width, 2), place.face, place.fonts))


def texts(words: Words, width: float, place: Place) -> tuple[str, ...]:
    """Return what stands on each line of words in a box of a width."""
    ends = [line.end for line in _set(words, round(width, 2), place.face, place.fonts)]
    return tuple(words.text[a:b].rstrip() for a, b in pairwise((0, *ends)))


def height(paragraphs: Sequence[Words], width: float, place: Place) -> float:
    """Return how high paragraphs are in a box of a width."""
    return sum(
        line.height
        for words in paragraphs
        for line in _set(words, round(width, 2), place.face, place.fonts)
    )


@lru_cache(maxsize=8192)  # a figure is drawn in many sizes and widths before one fits
def _set(words: Words, width: float, face: str, fonts: measure.Fonts) -> tuple[measure.Line, ...]:
    return measure.lines([_piece(words, face, fonts)], max(width - SLACK, 1.0))


def line_height(size: float, place: Place) -> float:
    """Return the height of one line of a size."""
    return place.fonts.face(place.face).line_height * size


def widest_word(paragraphs: Sequence[Words], place: Place) -> float:
    """Return the width a box needs for its longest word."""
    return max(_widths(words, place.face, place.fonts)[0] for words in paragraphs) + SLACK


def natural_width(paragraphs: Sequence[Words], place: Place) -> float:
    """Return the width of a box in which no paragraph breaks."""
    return max(_widths(words, place.face, place.fonts)[1] for words in paragraphs) + SLACK


@lru_cache(maxsize=4096)
def _widths(words: Words, face: str, fonts: measure.Fonts) -> tuple[float, float]:
    """Return the widths of the longest word and of all words on one line."""
    pieces = [_piece(words, face, fonts)]
    whole = measure.lines(pieces, _ENDLESS)[0].width * measure.ROUNDING
    return _up(measure.widest_word(pieces)), _up(whole)


def _up(width: float) -> float:
    """Return a width in hundredths of a point, which is how closely they are compared."""
    return math.ceil(width * 100) / 100


def balanced_width(paragraphs: Sequence[Words], most: float, place: Place) -> float:
    """Return the narrowest width of a box that needs no more lines than one `most` wide."""
    least = min(widest_word(paragraphs, place), most)
    most = min(most, natural_width(paragraphs, place))
    wanted = [lines(words, most, place) for words in paragraphs]
    steps = [least + n * _STEP for n in range(int((most - least) / _STEP) + 1)]
    enough = (w for w in steps if [lines(words, w, place) for words in paragraphs] == wanted)
    return next(enough, most)


def _piece(words: Words, face: str, fonts: measure.Fonts) -> measure.Piece:
    return measure.Piece(words.text, fonts.face(face, words.bold), words.size)
