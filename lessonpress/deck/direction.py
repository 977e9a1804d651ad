"""Which way text runs: from its language."""

from __future__ import annotations

from lessonpress.deck import model as d

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


def runs_left(inlines: d.Inlines, lang: str) -> bool:
    """Say whether a paragraph runs from right to left: as the deck does, or as all its words do."""
    spoken = {i.style.lang for i in inlines if isinstance(i, d.Run) and i.text.strip()}
    return (
        all(map(is_leftward, spoken - {""})) if spoken and "" not in spoken else is_leftward(lang)
    )
