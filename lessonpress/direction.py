"""Which way a language is written."""

from __future__ import annotations

# Languages that are written from right to left, and scripts a subtag may name (BCP 47).
_LANGUAGES = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "syr", "ug", "ur", "yi")
)
_SCRIPTS = frozenset({"arab", "hebr", "syrc", "thaa", "nkoo", "adlm"})


def is_leftward(lang: str) -> bool:
    """Say whether a language is written from right to left."""
    language, *subtags = lang.lower().split("-")
    scripts = [tag for tag in subtags if len(tag) == 4 and tag.isalpha()]
    return scripts[0] in _SCRIPTS if scripts else language in _LANGUAGES
