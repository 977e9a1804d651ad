"""Notes move beside the first mention of their word; numbers become measures."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring, tostring

import pytest

from lessonpress.handout.placing import finish
from lessonpress.handout.settling import Settings
from lessonpress.inputs import Inputs


def _finished(body: str) -> str:
    root = fromstring(f"<body>{body}</body>")  # noqa: S314 (our own text)
    finish(root, Inputs({}), Settings())
    return tostring(root, encoding="unicode").removeprefix("<body>").removesuffix("</body>")


NOTE = '<div class="unplaced"><aside class="margin-note" data-beside="term a">A!</aside></div>'
LEFT = '<div class="unplaced" />'
PLACED = '<aside class="margin-note" data-beside="term a">A!</aside>'
TERM = '<span class="term" data-key="a">a</span>'


def test_note_stands_after_the_first_mention() -> None:
    assert _finished(f"<p>x {TERM} y {TERM}</p>{NOTE}") == f"<p>x {TERM}{PLACED} y {TERM}</p>{LEFT}"


@pytest.mark.parametrize("narrow", ["table", "figure", "h2"])
def test_note_stands_before_narrow_blocks(narrow: str) -> None:
    level = "h1" if narrow == "h2" else narrow
    block = f"<{level}>{TERM}</{level}>"
    assert _finished(f"<{narrow}>{TERM}</{narrow}>{NOTE}") == f"{PLACED}{block}{LEFT}"


def test_mentions_in_answers_do_not_count() -> None:
    answers = f'<div class="answers" id="r-answers">{TERM}</div>'
    assert PLACED not in _finished(f'<div class="room" id="r-room"><hr />{answers}</div>{NOTE}')


def test_notes_of_one_paragraph_stand_in_one_block() -> None:
    other = '<aside class="margin-note" data-beside="term b">B!</aside>'
    text = f'<p>{TERM} <span class="term" data-key="b">b</span></p>'
    both = PLACED.replace("</aside>", other + "</aside>")
    assert both in _finished(text + NOTE.replace("</div>", other + "</div>"))


def test_punctuation_is_held_to_its_blank() -> None:
    blank = '<span class="blank" data-number="1" data-size="4" />'
    sized = blank.replace(" />", ' style="width: 4em; " />')
    assert _finished(f"<p>a {blank}, b {blank} c</p>") == (
        f'<p>a <span class="kept">{sized},</span> b {sized} c</p>'
    )


def test_heading_levels_descend_a_step_at_a_time() -> None:
    assert _finished("<h1>a</h1><h3>b</h3><h4>c</h4><h2>d</h2>") == (
        "<h1>a</h1><h2>b</h2><h3>c</h3><h2>d</h2>"
    )


def test_decorations_become_grounds() -> None:
    image = '<img src="course/a b.png" alt="" role="presentation" data-width="0.5" />'
    finished = _finished(image)
    assert "<img" not in finished
    assert "background-image: url('course/a%20b.png'); width: 50.00%" in finished
