"""Words in the order that a language's dictionaries have them, and the letters they stand under.

Accents do not part letters, but where a language counts an accented one as a letter of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

# Letters that are no letter with an accent to Unicode, and what they are looked for under.
_FOLDED = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ى": "ي", "ـ": ""}
)
# Letters of their own, which their languages have after the plain ones.
_OWN: Mapping[str, str] = MappingProxyType({"es": "ñ"})
# The Arabic article, which nobody looks a word up under; two letters must be left.
_ARTICLE = re.compile(r"^ال(?=\w{2})")
_LAST = "\U0010ffff"
_APOSTROPHES = re.compile(r"['’ʼ]")
DIGITS, SIGNS = "0–9", "#"


def order(text: str, lang: str) -> tuple[str, str]:
    """Return what to sort words by in a language, a BCP 47 tag."""
    return " ".join(re.findall(rf"[\w{_LAST}]+", _folded(text, lang))), text


def letter(text: str, lang: str) -> str:
    """Return the letter that a word stands under; all digits share one, as do other signs."""
    first = order(text, lang)[0][:2]
    if first[1:] == _LAST:
        return unicodedata.normalize("NFC", first[0] + "\N{COMBINING TILDE}").upper()
    if first[:1].isdigit():
        return DIGITS
    return first[:1].upper() if first[:1].isalpha() else SIGNS


def _folded(text: str, lang: str) -> str:
    language = lang.lower().partition("-")[0]
    words = _APOSTROPHES.sub("", unicodedata.normalize("NFC", text)).casefold()
    if language == "ar":
        words = _ARTICLE.sub("", words)
    return "".join(_plain(character, _OWN.get(language, "")) for character in words)


def _plain(character: str, own: str) -> str:
    parts = unicodedata.normalize("NFD", character.translate(_FOLDED))
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    return plain + _LAST if character in own else plain
