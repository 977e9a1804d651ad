"""Text that runs from right to left: paragraphs, lists, tables, and what stands beside text."""

from __future__ import annotations

import zipfile
from io import BytesIO

import lessons
import pytest

from lessonpress import deck, views
from lessonpress.deck import model as d
from lessonpress.direction import is_leftward
from lessonpress.model import Audience, Medium

from .making import fitted, inputs, slide, written

_ARABIC = "السجن مدينة صغيرة"


def _markup(body: str, lang: str = "ar", layout: str = "content") -> str:
    return f'<deck lang="{lang}" title="T">{slide(body, layout, title=_ARABIC)}</deck>'


def _xml(markup: str) -> str:
    with zipfile.ZipFile(BytesIO(written(markup)[0])) as archive:
        return archive.read("ppt/slides/slide1.xml").decode()


@pytest.mark.parametrize("lang", ["ar", "ar-EG", "he", "fa-IR", "ur", "az-Arab", "pa-Arab-PK"])
def test_languages_that_are_written_from_right_to_left(lang: str) -> None:
    assert is_leftward(lang)


@pytest.mark.parametrize("lang", ["en", "de-CH", "az-Latn", "zh", "", "ku-Latn-TR"])
def test_languages_that_are_not(lang: str) -> None:
    assert not is_leftward(lang)


def test_paragraphs_titles_and_lists_stand_at_the_right() -> None:
    xml = _xml(_markup(f"<p>{_ARABIC}</p><ul><li>{_ARABIC}</li></ul>"))
    assert xml.count('algn="r" rtl="1"') == 3
    assert 'lang="ar-SA"' in xml


def test_a_paragraph_of_another_language_keeps_its_direction() -> None:
    assert _xml(_markup('<p><span lang="en">In English</span></p>')).count('rtl="1"') == 1
    assert _xml(_markup(f'<p><span lang="ar">{_ARABIC}</span></p>', "en")).count('rtl="1"') == 1
    mixed = f'<p>The word <span lang="ar">{_ARABIC}</span></p>'
    assert 'rtl="1"' not in _xml(_markup(mixed, "en"))


def test_code_runs_from_left_to_right_in_any_language() -> None:
    xml = _xml(_markup("<pre><code>print(1)</code></pre>"))
    assert xml.count('rtl="1"') == 1  # the title


def test_a_table_begins_at_the_right() -> None:
    table = f"<table><tr><th>{_ARABIC}</th><th>N</th></tr><tr><td>a</td><td>1</td></tr></table>"
    assert '<a:tblPr rtl="1" firstRow="1">' in _xml(_markup(table))
    made, _ = fitted(_markup(table))
    (shape,) = (s for s in made.slides[0].shapes if isinstance(s, d.TableShape))
    place = 13.333 * d.EMU_PER_INCH - 0.7 * d.EMU_PER_INCH
    assert abs(shape.frame.left + shape.frame.width - place) < 0.05 * d.EMU_PER_INCH


def test_the_first_column_stands_at_the_right() -> None:
    column = '<div class="column" data-width="0.5">'
    body = f'<div class="columns">{column}<p>أول</p></div>{column}<p>ثان</p></div></div>'
    made, _ = fitted(_markup(body))
    first, second = (
        s for s in made.slides[0].shapes[1:] if isinstance(s, d.TextShape) and not s.field
    )
    assert first.frame.left > second.frame.left


def test_a_block_of_a_lesson_may_be_of_another_language() -> None:
    lesson, problems = lessons.read(f"## Words\n\n::: {{lang=ar}}\n{_ARABIC}\n:::\n\nAnd English.")
    assert problems == ()
    cut = views.cut(lesson, Medium.DECK, Audience.STUDENT)
    data, _ = deck.build(cut, lessons.COURSE, inputs())
    with zipfile.ZipFile(BytesIO(data)) as archive:
        xml = "".join(archive.read(n).decode() for n in archive.namelist() if "/slide" in n)
    assert xml.count('rtl="1"') == 1
