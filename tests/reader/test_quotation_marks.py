"""Straight quotation marks become those of the unit's language."""

from __future__ import annotations

import pytest

from lessonpress.reader.markdown import Parser


@pytest.mark.parametrize(
    ("lang", "printed"),
    [
        ("en-GB", "“It’s ‘so’” – d’un “x”"),
        ("de-AT", "„It’s ‚so‘“ – d’un „x“"),
        ("es-MX", "«It’s ‘so’» – d’un «x»"),
        ("fr", "«\u00a0It’s ‘so’\u00a0» – d’un «\u00a0x\u00a0»"),
        ("fr-CH", "«It’s ‘so’» – d’un «x»"),
        ("pt-BR", "“It’s ‘so’” – d’un “x”"),
        ("pt-PT", "«It’s ‘so’» – d’un «x»"),
        ("ar", "«It’s ‘so’» – d’un «x»"),
    ],
)
def test_quotation_marks_are_those_of_the_language(lang: str, printed: str) -> None:
    assert Parser(lang).typographic("\"It's 'so'\" -- d'un \"x\"") == printed
