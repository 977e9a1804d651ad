"""Where a line may end: only where every program lets it, so that no line is thought too full.

A small part of UAX #14. Left out are breaks that LibreOffice alone takes (after a question mark in
an address, before a dash, after a hyphen between figures, between syllables of Korean) and that
PowerPoint alone may take (after a slash). Thai and its neighbours are written without spaces; where
programs end their lines is their dictionaries' secret, so words are assumed to be long ones.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Ideographs and kana, with their punctuation and full-width forms.
_CJK = "\u2e80-\u30ff\u3190-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff9f\U00020000-\U0003ffff"
_OPENING = re.escape("([{«“‘¿¡„‚「『（《〈【〔［｛〖〝")
# What may not begin a line, small kana and the mark of a long vowel among them.
_CLOSING = re.escape(
    ")]}»”’!?,.;:%…、。，．！？；：）」』》〉】〕］｝〗〟％・ー々〻゛゜ゝゞヽヾ〜～—–‐-"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
_SOUTH_EAST = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_SOUTH_EAST_MARKS = "\u0e30-\u0e3a\u0e45-\u0e4f\u0eb0-\u0ebc\u0ec6-\u0ece\u102b-\u103e\u17b6-\u17d3"

_BREAK = re.compile(
    " +"
    "|\n"
    r"|(?<=\w)[-‐](?=[^\W\d_])"
    rf"|[–—\u200b](?![\s{_CLOSING}]|$)"
    rf"|(?<=[{_CJK}])(?<![{_OPENING}])(?![\s{_CLOSING}]|$)"
    rf"|(?<![\s{_OPENING}])(?=[{_CJK}])(?![{_CLOSING}])(?<!^)"
    rf"|[{_SOUTH_EAST}]{{10}}[{_SOUTH_EAST_MARKS}]*(?=[{_SOUTH_EAST}])"
)
_EDGE = re.compile(rf"(?<=[{_CJK}])\s*(?=[^\s{_CJK}])|(?<=[^\s{_CJK}])\s*(?=[{_CJK}])")
# Addresses and paths have no hyphens to break them with: where they must, they break anywhere.
_ADDRESS = re.compile(r"\w+://|www\.|.+@.|.*[/\\].*[/\\]")
_SIGNS = "-–/\\@_=&?!#.,:;|~%+"
_SIGN = re.compile(f"(?<=[{re.escape(_SIGNS)}])")


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[tuple[int, int, int], ...]:
    """Return the stretches that cannot be broken: start, end, and where the next begins.

    What lies between end and next is spaces, or the one character of a hard break.
    """
    found = []
    start = 0
    for match in _BREAK.finditer(text):
        is_white = match.end() > match.start() and match[0][0] in " \n"
        found.append((start, match.start() if is_white else match.end(), match.end()))
        start = match.end()
    return (*found, (start, len(text), len(text)))


def rigid(word: str) -> tuple[str, ...]:
    """Return what of a word must not be broken: all of it, but of an address each part alone."""
    return tuple(_SIGN.split(word)) if _ADDRESS.match(word) else (word,)


def edges(text: str) -> int:
    """Return how often ideographs stand beside other letters, where programs put more white."""
    return len(_EDGE.findall(text))


def is_sign(character: str) -> bool:
    """Say whether a program may break a word after this, where it is longer than a line."""
    return character in "-–?!/"
