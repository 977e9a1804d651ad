"""Guesses for characters that no font has which we may ask: wide and high enough in any program.

What a program takes instead is its own affair. These are the widest averages, and the highest
lines, of the faces that PowerPoint, Keynote and LibreOffice commonly fall back to.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# First and last code point, width of a letter in em, height of a line in em. Averages over prose of
# DejaVu, Noto, Amiri and Droid in bold were at most 0.60 (Arabic), 0.59 (Hebrew), 0.77 (Devanagari,
# of letters that are no vowel signs) and 0.59 (Thai). PowerPoint takes Arial or Times New Roman
# (1.15), Segoe UI, Nirmala UI and Leelawadee UI (1.33) for them; LibreOffice sets lines of Arabic
# 1.2 em apart.
_SCRIPTS = (
    (0x0590, 0x05FF, 0.65, 1.4),  # Hebrew
    (0x0600, 0x08FF, 0.65, 1.4),  # Arabic, Syriac, Thaana
    (0x0900, 0x0DFF, 0.85, 1.5),  # Devanagari to Sinhala
    (0x0E00, 0x0EFF, 0.65, 1.4),  # Thai, Lao
    (0x0F00, 0x109F, 0.85, 1.5),  # Tibetan, Burmese
    (0x1780, 0x17FF, 0.85, 1.5),  # Khmer
    (0xFB1D, 0xFDFF, 0.65, 1.4),  # presentation forms of Hebrew and Arabic
    (0xFE70, 0xFEFF, 0.65, 1.4),
    (0x1F000, 0x1FAFF, 1.4, 1.4),  # Emoji: 1.37 em in Segoe UI Emoji
)
_ANY = (1.0, 1.22)
_EAST_ASIAN = (1.0, 1.45)  # an em square; lines of Noto Sans CJK are 1.448 em high


@lru_cache(maxsize=4096)
def guess(character: str) -> tuple[float, float]:
    """Return the width of a character and the height of its line, in em."""
    width, height = _by_script(character)
    return (0.0 if _joins(character) else width), height


def _by_script(character: str) -> tuple[float, float]:
    code = ord(character)
    for first, last, width, height in _SCRIPTS:
        if first <= code <= last:
            return width, height
    return _EAST_ASIAN if unicodedata.east_asian_width(character) in "WF" else _ANY


def joins(character: str) -> bool:
    """Say whether a character is drawn on or within the one before it."""
    return character >= "\N{COMBINING GRAVE ACCENT}" and _joins(character)


def _joins(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me", "Mc", "Cf")
