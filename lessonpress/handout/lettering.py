"""What forms are filled in with: a shipped face, cut down to the letters of Western Europe.

Programs set what is typed one byte a letter (Windows-1252), whatever the page is set in. Letters
that are not among these they take from fonts of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import uharfbuzz as hb

# The face that print.css sets its smaller words in.
_FACE = "Carlito"
_FIRST, _LAST = 32, 255
_OUTLINES = "glyf"  # of TrueType
# A field has no use for what shapes text, and for hints.
_UNUSED = ("GSUB", "GPOS", "GDEF", "gasp", "meta", "DSIG")


@dataclass(frozen=True, slots=True)
class Lettering:
    """A TrueType font, and what a PDF says of it; measures are thousandths of an em.

    `widths` are those of the bytes from `first` to 255.
    """

    name: str
    file: bytes
    first: int
    widths: tuple[int, ...]
    ascent: int
    descent: int
    cap_height: int


def lettering(files: Iterable[bytes]) -> Lettering | None:
    """Return what fields are filled in with: our face among `files`, any other, or None."""
    return _lettering(tuple(files))


@lru_cache(maxsize=4)
def _lettering(files: tuple[bytes, ...]) -> Lettering | None:
    faces = [face for face in map(hb.Face, files) if _OUTLINES in face.table_tags]
    face = next((face for face in faces if _name(face) == _FACE), next(iter(faces), None))
    return None if face is None else _cut(face)


def _name(face: hb.Face) -> str:
    return str(face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or "")


def _cut(face: hb.Face) -> Lettering:
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, filter(None, map(_letter, range(_FIRST, _LAST + 1)))))
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode()) for tag in _UNUSED)
    wanted.flags |= hb.SubsetFlags.NO_HINTING
    font = hb.Font(face)
    extents = font.get_font_extents("ltr")
    scale = 1000 / face.upem
    return Lettering(
        name=_name(face),
        file=hb.subset(face, wanted).blob.data,
        first=_FIRST,
        widths=tuple(round(_width(font, byte) * scale) for byte in range(_FIRST, _LAST + 1)),
        ascent=round(extents.ascender * scale),
        descent=round(extents.descender * scale),
        cap_height=round((font.get_metric_position(hb.OTMetricsTag.CAP_HEIGHT) or 0) * scale),
    )


def _letter(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "ignore")


def _width(font: hb.Font, byte: int) -> float:
    letter = _letter(byte)
    glyph = font.get_nominal_glyph(ord(letter)) if letter else None
    return float(font.get_glyph_h_advance(glyph)) if glyph else 0.0
