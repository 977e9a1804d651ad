"""Words in order, as indexes and glossaries have them."""

import pytest

from lessonpress.collation import letter, order


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["€", "9/11", "C++", "co-op", "Coop", '"quoted"', "resume", "resumé", "resupply"]),
        ("de", ["Apfel", "Äpfel", "Öl", "Strasse", "Straße", "Zug"]),
        ("fr", ["étage", "état", "être", "œuvre", "zéro"]),
        ("pt-BR", ["ação", "acaso", "água", "avó"]),
        ("es", ["Ángel", "avión", "nino", "niño", "nube", "ñandú", "obra"]),
        ("ar", ["إرهاب", "ألمانيا", "أمن", "بحر", "الحدود", "القانون"]),
    ],
)
def test_words_stand_where_a_dictionary_has_them(lang: str, words: list[str]) -> None:
    assert sorted(set(words), key=lambda word: order(word, lang)) == words


@pytest.mark.parametrize(
    ("lang", "word", "under"),
    [
        ("en", "émigré", "E"),
        ("en", "9/11", "0–9"),
        ("en", "$", "#"),
        ("de", "Äpfel", "A"),
        ("fr", "œuvre", "O"),
        ("es", "ñandú", "Ñ"),
        ("fr", "ñandú", "N"),
        ("ar", "الحدود", "ح"),
        ("ar", "أمن", "ا"),
    ],
)
def test_the_letter_a_word_stands_under(lang: str, word: str, under: str) -> None:
    assert letter(word, lang) == under
