"""The fonts text is measured with: the files of the templates and the brand, never the system's."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from lessonpress.inputs import Inputs
from lessonpress.typefaces import TWINS

_TWINS = MappingProxyType({name.casefold(): twin.casefold() for name, twin in TWINS.items()})
# A font that is not here is measured with the widest that is, and this much room on top.
UNKNOWN_FONT = 1.1
# The height of a line where there is no font at all.
_PLAIN_LINE = 1.22
_PLAIN_ASCENT = 0.78  # as a share of it

# Where things stand in a font's tables (OpenType 1.9.1: OS/2, hhea).
_SELECTION, _ITALIC, _BOLD = 62, 1 << 0, 1 << 5
_LINE = 4
_WINDOWS = 74

Key = tuple[str, bool, bool]  # family, bold, italic


@dataclass(frozen=True, slots=True, eq=False)
class Font:
    """A font file; `line_height` is in em, `shaper` is HarfBuzz's.

    The line height is ascent, descent and gap as hhea has them, which is what PowerPoint and
    LibreOffice make of one line in the faces we ship. `ascent` is what of it is above the baseline
    on slides; CSS puts the baseline `drop` below a line's middle (CSS 2.2, 10.8.1).
    """

    family: str
    bold: bool
    italic: bool
    line_height: float
    characters: frozenset[int]
    shaper: Any
    em: int
    ascent: float
    drop: float


@lru_cache(maxsize=64)
def font(data: bytes) -> Font | None:
    """Return a font, or None for bytes that are none."""
    import uharfbuzz as hb

    file = hb.Face(data)
    if not file.glyph_count or not file.upem:
        return None
    (style,) = struct.unpack_from(">H", _table(file, "OS/2", _SELECTION + 2), _SELECTION)
    line: tuple[int, int, int] = struct.unpack_from(">hhh", _table(file, "hhea", _LINE + 6), _LINE)
    ascent, descent, gap = line
    return Font(
        family=_family(file),
        bold=bool(style & _BOLD),
        italic=bool(style & _ITALIC),
        line_height=(ascent - descent + gap) / file.upem,
        characters=frozenset(file.unicodes),
        shaper=hb.Font(file),
        em=file.upem,
        ascent=_ascent(file, line) / file.upem,
        drop=(ascent + descent) / 2 / file.upem,
    )


def _ascent(file: Any, line: tuple[int, int, int]) -> float:
    """Return how high a line begins above its baseline: a gap is shared out as Windows does it."""
    ascent, descent, gap = line
    windows: tuple[int, int] = struct.unpack_from(
        ">HH", _table(file, "OS/2", _WINDOWS + 4), _WINDOWS
    )
    if not gap or not any(windows):
        return ascent
    return (ascent - descent + gap) * windows[0] / sum(windows)


def _table(file: Any, name: str, length: int) -> bytes:
    """Return a table of a font, filled up with zeros where it is too short or missing."""
    data: bytes = file.reference_table(name).data
    return data.ljust(length, b"\0")


def _family(file: Any) -> str:
    from uharfbuzz import OTNameIdPredefined as Name

    name = file.get_name(Name.TYPOGRAPHIC_FAMILY) or file.get_name(Name.FONT_FAMILY)
    return str(name or "")


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """What text of a family and style is set in: its own font, then those with what that lacks.

    `scale` widens what is only guessed at; `kerned` says that pairs of letters are set closer.
    `solid` makes it the face of something in the line that is no text, so many em wide.
    """

    fonts: tuple[Font, ...]
    line_height: float
    kerned: bool = True
    scale: float = 1.0
    solid: float = 0.0

    @property
    def ascent(self) -> float:
        """Return what of the line's height is above the baseline, in em."""
        share = self.fonts[0].ascent / self.fonts[0].line_height if self.fonts else _PLAIN_ASCENT
        return share * self.line_height

    @property
    def drop(self) -> float:
        """Return how far below a line's middle CSS puts the baseline, in em."""
        return self.fonts[0].drop if self.fonts else 0.0

    def font_for(self, character: int) -> Font | None:
        """Return the first font that has a character, by its code point."""
        return next((font for font in self.fonts if character in font.characters), None)


def fonts(inputs: Inputs) -> Fonts:
    """Return the fonts of decks: for the same files the same, and what was measured in them."""
    return _of(tuple(inputs.deck_fonts.values()))


def paper_fonts(inputs: Inputs) -> Fonts:
    """Return the fonts of pages, in the same way: also those that decks do without."""
    return _of(tuple(inputs.fonts.values()))


@lru_cache(maxsize=4)  # a process makes decks and handouts of few brands
def _of(files: tuple[bytes, ...]) -> Fonts:
    return Fonts(files)


class Fonts:
    """The faces text is measured with. What is no font is passed over."""

    def __init__(self, files: Iterable[bytes]) -> None:
        self._fonts = tuple(found for data in files if (found := font(data)))
        self._by_style: Mapping[Key, Font] = {
            (f.family.casefold(), f.bold, f.italic): f for f in self._fonts
        }
        self._faces: dict[tuple[str, bool, bool, bool], Face] = {}

    def face(
        self, family: str, bold: bool = False, italic: bool = False, kerned: bool = True
    ) -> Face:
        """Return the face for a font of the deck, or the widest there is with room on top."""
        key = (family, bold, italic, kerned)
        if key not in self._faces:
            self._faces[key] = self._face(*key)
        return self._faces[key]

    def knows(self, family: str) -> bool:
        """Say whether text in this font can be measured rather than guessed."""
        return any((name, False, False) in self._by_style for name in _names(family)) or any(
            f.family.casefold() in _names(family) for f in self._fonts
        )

    def stand_in(self, family: str, text: str) -> str:
        """Return the family that has the letters of a text which `family` lacks, or ''."""
        face = self.face(family)
        if text.isascii() or not face.fonts:
            return ""
        lacking = (ord(c) for c in text if c.isalpha() and ord(c) not in face.fonts[0].characters)
        font = face.font_for(next(lacking, ord(" ")))
        return font.family if font and font is not face.fonts[0] else ""

    def _face(self, family: str, bold: bool, italic: bool, kerned: bool) -> Face:
        own = next(self._own(family, bold, italic), None)
        first = own or max(self._fonts, key=_width_of_prose, default=None)
        if first is None:
            return Face((), _PLAIN_LINE, kerned, UNKNOWN_FONT)
        others = sorted(self._fonts, key=lambda f: (f.bold, f.italic) != (bold, italic))
        scale = 1.0 if own else UNKNOWN_FONT
        fonts = (first, *(f for f in others if f is not first))
        return Face(fonts, first.line_height * scale, kerned, scale)

    def _own(self, family: str, bold: bool, italic: bool) -> Iterator[Font]:
        for name in _names(family):
            for style in ((bold, italic), (bold, False), (False, False)):
                if found := self._by_style.get((name, *style)):
                    yield found


def _names(family: str) -> tuple[str, ...]:
    name = family.casefold()
    return (name, _TWINS[name]) if name in _TWINS else (name,)


def _width_of_prose(font: Font) -> float:
    letters = "the quick brown fox jumps over a lazy dog"
    glyphs = (font.shaper.get_nominal_glyph(ord(letter)) for letter in letters)
    return sum(float(font.shaper.get_glyph_h_advance(g or 0)) for g in glyphs) / font.em
