"""Text is as wide and as high as we say it is."""

from __future__ import annotations

import pytest

from lessonpress import measure

from .making import fonts


def _piece(text: str, size: float = 20, family: str = "Calibri") -> measure.Piece:
    return measure.Piece(text, fonts().face(family), size)


def _lines(text: str, width: float) -> list[float]:
    """Set text in lines this wide, and as much wider as rounding may ask for."""
    set_ = measure.lines([_piece(text)], width * measure.ROUNDING + 0.01)
    return [round(line.width, 1) for line in set_]


def test_widths_are_the_fonts_own() -> None:
    # Calibri's "n" is 1076 of 2048 units wide; Consolas is 0.55 em wide throughout.
    assert measure.width([_piece("n", 2048)]) == 1076
    assert measure.width([_piece("nnn.", 100, "Consolas")]) == pytest.approx(220)


def test_a_no_break_space_is_as_wide_as_a_space() -> None:
    # Carlito has no glyph for it; programs draw a space that does not break.
    assert measure.width([_piece("\N{NO-BREAK SPACE}")]) == measure.width([_piece(" ")])


def test_a_line_is_as_high_as_its_highest_piece() -> None:
    pieces = [_piece("a", 20), _piece("b", 40)]
    (line,) = measure.lines(pieces, 1000)
    assert line.height == pytest.approx(40 * 1.2207, abs=0.01)


def test_text_breaks_at_spaces_and_after_hyphens_and_dashes() -> None:
    space, letters = measure.width([_piece(" ")]), measure.width([_piece("mmmm")])
    room = 1.5 * letters
    assert _lines("mmmm mmmm", room) == [round(letters, 1)] * 2
    assert len(_lines("mmmm-mmmm", room + space)) == 2
    assert len(_lines("mmmm–mmmm", room + space)) == 2
    assert len(_lines("mmmm\N{NO-BREAK SPACE}mm", room)) == 2  # one word, broken where it must be
    assert len(_lines("1111-2222 3333", measure.width([_piece("1111-2222")]))) == 2


def test_a_space_may_hang_over_the_end_of_a_line() -> None:
    letters = measure.width([_piece("mmmm")])
    assert _lines("mmmm ", letters) == [round(letters, 1)]


def test_a_word_longer_than_a_line_is_broken() -> None:
    assert len(_lines("m" * 40, measure.width([_piece("m" * 10)]))) == 4


def test_chinese_counts_an_em_and_breaks_anywhere_but_before_punctuation() -> None:
    assert measure.width([_piece("汉字")]) == 40
    assert _lines("汉字汉字。", 80) == [60, 40]


def test_no_text_is_one_line_high() -> None:
    (line,) = measure.lines([_piece("")], 100)
    assert (line.width, round(line.height, 1)) == (0, 24.4)


def test_a_font_that_is_not_there_is_measured_wide() -> None:
    assert not fonts().knows("Frutiger")
    assert fonts().knows("Georgia")
    wide = measure.width([_piece("some prose", 20, "Frutiger")])
    assert wide > 1.05 * max(
        measure.width([_piece("some prose", 20, family)]) for family in ("Calibri", "Georgia")
    )


def _width(text: str, family: str = "Calibri") -> float:
    return measure.width([_piece(text, 20, family)])


def test_pairs_of_letters_are_kerned_where_the_deck_says_so() -> None:
    plain = measure.Piece("AV", fonts().face("Calibri", kerned=False), 20)
    assert measure.width([plain]) == pytest.approx(_width("A") + _width("V"))
    assert _width("AV") < 0.97 * measure.width([plain])


def test_letters_are_not_joined_as_powerpoint_does_not_join_them() -> None:
    assert _width("ti") == pytest.approx(_width("t") + _width("i"), abs=0.2)


def test_an_address_breaks_nowhere_but_after_a_hyphen() -> None:
    address = "www.example.org/a/page"
    assert len(_lines(f"see {address}", _width(address))) == 2
    assert len(_lines("in and/or", _width("in and/"))) == 2


def test_an_address_needs_no_line_of_its_own_length() -> None:
    # Where it is too long it is broken, and nobody takes it for another word.
    long = "https://example.org/a/long/way/to/the/page.html"
    assert measure.widest_word([_piece(long)]) < _width("https://example.")
    assert measure.widest_word([_piece("Wörterbuchherausgeber")]) > _width("Wörterbuch")


def test_marks_are_as_wide_as_the_letters_that_they_stand_on() -> None:
    assert _width("e\u0301") == _width("é")
    assert _width("\u0628\u0650") == _width("\u0628")  # a vowel sign of Arabic
    assert _width("a\u200db") == _width("ab")


@pytest.mark.parametrize("word", ["السجناء", "האסירים", "अधिकार", "ผู้ต้องขัง"])
def test_scripts_without_a_font_have_room_enough(word: str) -> None:
    line = measure.lines([_piece(word)], 1000)[0]
    assert 0.3 * 20 * len(word) < line.width < 0.9 * 20 * len(word)
    assert line.height >= 1.4 * 20


def test_thai_breaks_between_its_letters_but_before_no_mark() -> None:
    text = "เรือนจำเป็นเมืองเล็กที่ผู้ต้องขังปกครองตนเองและแก๊งที่มีอำนาจควบคุมเงินและตำรวจ"
    assert len(_lines(text, 300)) >= 3
    assert measure.widest_word([_piece(text)]) < 200


def test_korean_breaks_at_its_spaces() -> None:
    assert len(_lines("감옥은 작은 도시였다", 80)) == 3


def test_direction_changes_no_width() -> None:
    mixed = "The word سجن means prison"
    parts = ("The", "word", "سجن", "means", "prison")
    assert _width(mixed) == pytest.approx(sum(map(_width, parts)) + 4 * _width(" "))


def test_what_no_font_can_shape_is_measured_all_the_same() -> None:
    assert measure.width([measure.Piece("汉字", measure.Fonts([]).face("Any"), 20)]) == 40 * 1.1
    assert measure.Fonts([b"no font"]).knows("no font") is False


def test_ideographs_keep_their_distance_from_other_letters() -> None:
    # LibreOffice sets more white there, spaces or not, and on both sides.
    alone = measure.width([_piece("語")]) + measure.width([_piece("ink and")])
    space = measure.width([_piece(" ")])
    assert measure.width([_piece("ink語and")]) > alone + space
    assert measure.width([_piece("語語")]) == 2 * measure.width([_piece("語")])
