"""Words as HarfBuzz sets them: letters that join, kern and stand on each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType

from lessonpress.measure import scripts
from lessonpress.measure.faces import Face, Font

# What programs draw in the place of characters that few faces have a glyph for.
_DRAWN_AS: Mapping[int, int] = MappingProxyType(
    {
        ord("\N{NO-BREAK SPACE}"): ord(" "),
        ord("\N{NARROW NO-BREAK SPACE}"): ord(" "),
        ord("\N{THIN SPACE}"): ord(" "),
        ord("\N{FIGURE SPACE}"): ord("0"),
        ord("\N{NON-BREAKING HYPHEN}"): ord("-"),
    }
)


@dataclass(frozen=True, slots=True)
class Shaped:
    """Text without a break: how far each character advances (none where it joins the one before).

    All are em.
    """

    advances: tuple[float, ...]
    width: float
    height: float


@lru_cache(maxsize=65536)  # the words of a deck are measured at many sizes and in many divisions
def shaped(face: Face, text: str) -> Shaped:
    """Shape text of one face."""
    if not text:
        return Shaped((), 0.0, face.line_height)
    if face.solid:
        return Shaped((face.solid,) * len(text), face.solid * len(text), face.line_height)
    advances: list[float] = []
    height = 0.0
    for font, part in _runs(face, text.translate(_DRAWN_AS)):
        found, high = _set(font, part, face.kerned) if font else _guessed(part)
        advances += [advance * face.scale for advance in found]
        height = max(height, high)
    return Shaped(tuple(advances), sum(advances), max(height, face.line_height))


def _runs(face: Face, text: str) -> Iterator[tuple[Font | None, str]]:
    """Yield text in parts of one font each, marks with the letters that they stand on."""
    own = face.fonts[0] if face.fonts else None
    if own and own.characters.issuperset(map(ord, text)):
        yield own, text
        return
    for font, group in groupby(_fonts(face, text), lambda pair: pair[0]):
        yield font, "".join(character for _, character in group)


def _fonts(face: Face, text: str) -> Iterator[tuple[Font | None, str]]:
    font: Font | None = None
    for index, character in enumerate(text):
        if not index or not scripts.joins(character):
            font = face.font_for(ord(character))
        yield font, character


def _guessed(text: str) -> tuple[Sequence[float], float]:
    guesses = [scripts.guess(character) for character in text]
    return [width for width, _ in guesses], max(height for _, height in guesses)


def _set(font: Font, text: str, kerned: bool) -> tuple[Sequence[float], float]:
    import uharfbuzz as hb

    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font.shaper, buffer, {"kern": kerned, "liga": False})
    advances = [0.0] * len(text)
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        advances[info.cluster] += place.x_advance / font.em
    return advances, font.line_height
