"""Text is as wide and as high as we say it is."""

from __future__ import annotations

import subprocess
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from gates import programs, render
from lxml import etree

from lessonpress import measure
from lessonpress.deck import model as d
from lessonpress.deck.fitting import setting

from .making import a_deck, fitted, fonts, written


def _piece(text: str, size: float = 20, family: str = "Calibri") -> measure.Piece:
    return measure.Piece(text, fonts().face(family), size)


def _lines(text: str, width: float) -> list[float]:
    return [round(line.width, 1) for line in measure.lines([_piece(text)], width)]


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


# --- against LibreOffice -------------------------------------------------------------------------

_PLACES = (("content", "body"), ("two-columns", "left"), ("text-figure", "body"))
_PROSE = (
    "prison yard money women police inmates self-governing Venezuela–Colombia neighbourhood "
    "extortion the a of in and to who was that megabanda transformed (which) 2,005 “railway” is "
    "first-hand union border—river authorities, state. power; rules: Tocorón Aragua by from"
)
_PARAGRAPHS = 60


def _paragraph(random: Random, number: int) -> str:
    words = [random.choice(_PROSE.split()) for _ in range(random.randint(12, 45))]
    words[3], words[6] = f"<strong>{words[3]}</strong>", f"<em>{words[6]}</em>"
    if number % 5 == 0:
        words[9] = f'<span class="blank" data-number="1" data-size="{random.randint(2, 8)}"/>'
    text = " ".join(words)
    inner = random.choice((f"<p>{text}</p>", f"<ul><li>{text}</li></ul>"))
    layout, place = random.choice(_PLACES)
    fill = f'<fill ph="{place}">{inner}</fill>'
    return f'<slide id="s{number}" layout="{layout}"><title>T</title>{fill}</slide>'


@pytest.mark.slow
def test_libreoffice_breaks_lines_where_we_do(tmp_path: Path) -> None:
    random = Random(2)  # noqa: S311
    markup = a_deck(*(_paragraph(random, number) for number in range(_PARAGRAPHS)))
    path = tmp_path / "lines.pptx"
    path.write_bytes(written(markup)[0])
    (printed,) = render.to_pdf([path], tmp_path)
    shapes = [slide.shapes[1] for slide in fitted(markup)[0].slides]
    expected = [_predicted(shape) for shape in shapes if isinstance(shape, d.TextShape)]
    found = _lines_on_each_page(printed)
    assert all(ours >= theirs for ours, theirs in zip(expected, found, strict=True))
    same = sum(ours == theirs for ours, theirs in zip(expected, found, strict=True))
    assert same / _PARAGRAPHS >= 0.92


def _predicted(shape: d.TextShape) -> int:
    return len(setting.paragraph_lines(shape.text[0], shape.frame.width, fonts()))


def _lines_on_each_page(printed: Path) -> list[int]:
    command = [programs.find("pdftotext"), "-bbox-layout", str(printed), "-"]
    page_list = subprocess.run(command, capture_output=True, check=True).stdout
    pages = etree.fromstring(page_list).findall(".//{*}page")
    return [_line_count(page) for page in pages]


def _line_count(page: etree._Element) -> int:
    """Count the baselines below the title, the slide's number left out."""
    words = [w for w in page.iter("{*}word") if 120 < float(w.get("yMin", "0")) < 495]
    bottoms = sorted(float(w.get("yMax", "0")) for w in words)
    return 1 + sum(b - a > 12 for a, b in pairwise(bottoms))
