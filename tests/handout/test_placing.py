"""Notes move beside the first mention of their word; numbers become measures."""

from __future__ import annotations

import re
from xml.etree.ElementTree import fromstring, tostring

import pytest

from lessonpress.handout.placing import finish
from lessonpress.handout.settling import Settings
from lessonpress.handout.stylesheets import Stylesheets
from lessonpress.inputs import Inputs
from lessonpress.model import PageSetup


def _finished(body: str, settings: Settings | None = None) -> str:
    root = fromstring(f"<body>{body}</body>")  # noqa: S314 (our own text)
    finish(root, Inputs({}), Stylesheets(PageSetup(), ()), settings or Settings())
    return tostring(root, encoding="unicode").removeprefix("<body>").removesuffix("</body>")


@pytest.mark.parametrize("answer", ["", "an answer of so many words that they fill a line"])
def test_what_a_blank_hides_does_not_count(answer: str) -> None:
    blank = f'<span class="blank" data-number="1" data-size="4">{answer}</span>'
    assert '<p class="short">' in _finished(f"<p>A {blank} line.</p>")


def _note(key: str, ident: str = "") -> str:
    whole = f'<div class="whole"{ident}>{key}!</div>'
    return f'<aside class="margin-note" data-beside="term {key}">{whole}</aside>'


NOTE = f'<div class="unplaced">{_note("a")}</div>'
LEFT = '<div class="unplaced" />'
PLACED = _note("a", ' id="beside-1"')
TERM = '<span class="term" data-key="a">a</span>'


def test_note_stands_before_the_first_mention() -> None:
    text = f"<div>x {TERM} y {TERM}</div>"
    assert _finished(f"{text}{NOTE}") == f"<div>x {PLACED}{TERM} y {TERM}</div>{LEFT}"


@pytest.mark.parametrize("narrow", ["table", "figure"])
def test_note_stands_together_with_narrow_blocks(narrow: str) -> None:
    block = f"<{narrow}>{TERM}</{narrow}>"
    together = f'<div class="noted">{PLACED}{block}</div>'
    assert _finished(f"{block}{NOTE}") == f"{together}{LEFT}"


def test_note_stands_before_headings() -> None:
    assert _finished(f"<h2>{TERM}</h2>{NOTE}") == f"{PLACED}<h1>{TERM}</h1>{LEFT}"


def test_mentions_in_answers_do_not_count() -> None:
    answers = f'<div class="answers" id="r-answers">{TERM}</div>'
    assert PLACED not in _finished(f'<div class="room" id="r-room"><hr />{answers}</div>{NOTE}')


def test_notes_of_one_paragraph_stand_in_one_block() -> None:
    text = f'<p>{TERM} <span class="term" data-key="b">b</span></p>'
    both = PLACED.replace("</div>", _note("b") + "</div>")
    assert both in _finished(f'{text}<div class="unplaced">{_note("a")}{_note("b")}</div>')


def test_notes_are_shifted_down_or_up() -> None:
    shifted = [_finished(f"<p>{TERM}</p>{NOTE}", Settings(shifts={"beside-1": n})) for n in (9, -9)]
    assert ["margin-top: 9px" in shifted[0], "top: -9px" in shifted[1]] == [True, True]


@pytest.mark.parametrize(
    ("cells", "marks"),
    [
        (["word"] * 5, ""),
        (["a few words that take room"] * 6, ' class="wide"'),
        (["a"] * 6, ""),
        (["x" * 100], ' class="crowded"'),
        (["x" * 20] * 6, ' class="wide crowded"'),
    ],
)
def test_tables_are_marked_that_need_more_room(cells: list[str], marks: str) -> None:
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    assert f"<table{marks}>" in _finished(f"<table><tbody><tr>{row}</tr></tbody></table>")


def test_a_quotations_last_paragraph_says_whose_it_is() -> None:
    quotation = "<blockquote><p>— Yes.</p><p>— A. Seaman</p></blockquote>"
    assert '<p class="short">— Yes.</p><p class="attribution short">' in _finished(quotation)


def test_punctuation_is_held_to_its_blank() -> None:
    blank = '<span class="blank" data-number="1" data-size="4" />'
    sized = blank.replace(" />", ' style="width: 4em; " />')
    assert _finished(f"<div>a {blank}, b {blank} c</div>") == (
        f'<div>a <span class="kept">{sized},</span> b {sized} c</div>'
    )


@pytest.mark.parametrize(
    ("widths", "given"),
    [
        (("0.1", "0.9"), ("0.1818", "0.8182")),
        (("0.5", "0.5"), ("0.5", "0.5")),
        (("0.1", "0.2"), ("0.2", "0.2")),
        (("0.1",) * 10, ("0.1",) * 10),
    ],
)
def test_no_column_is_too_narrow_for_words(widths: tuple[str, ...], given: tuple[str, ...]) -> None:
    columns = "".join(f'<div class="column" data-width="{width}" />' for width in widths)
    found = re.findall(r'data-width="(.*?)"', _finished(f'<div class="columns">{columns}</div>'))
    assert tuple(found) == given


def test_a_list_starts_where_it_says() -> None:
    started = '<ol start="5" style="counter-reset: list-item 4; "><li>a</li></ol>'
    assert _finished('<ol start="5"><li>a</li></ol>') == started


def test_a_line_by_itself_is_marked() -> None:
    long = "word " * 20
    finished = _finished(f"<p>Homework:</p><p>{long}</p>")
    assert finished == f'<p class="short">Homework:</p><p>{long}</p>'


def test_decorations_become_grounds() -> None:
    image = '<img src="course/a b.png" alt="" role="presentation" data-width="0.5" />'
    finished = _finished(image)
    assert "<img" not in finished
    assert "background-image: url('course/a%20b.png'); width: 50.00%" in finished
