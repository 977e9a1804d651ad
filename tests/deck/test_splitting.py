"""How each kind of block is divided: where, and what stands on both sides."""

from __future__ import annotations

from dataclasses import replace

from lessonpress.deck import flattening, reader
from lessonpress.deck import model as d
from lessonpress.deck.fitting import blocks, scale, splitting
from lessonpress.deck.fitting.places import Workshop

from .making import a_deck, fonts, inputs, reference, slide

INCH = d.EMU_PER_INCH


def _blocks(body: str) -> d.Blocks:
    (read,) = reader.read(a_deck(slide(body)))[0].slides
    return read.fills[0].blocks


def _divided(body: str, inches: float) -> splitting.Parts:
    place = reference().roles["content"].placeholder("body")
    assert place is not None
    desk = blocks.Desk(inputs(), {}, "one", "A title")
    in_ = Workshop(reference(), fonts()).setting(place.levels)
    height = round(inches * INCH)
    return splitting.divide(_blocks(body), splitting.Room(11 * INCH, height, height, in_, desk))


def _texts(part: d.Blocks) -> list[str]:
    return [flattening.plain(p.inlines) for p in flattening.paragraphs(part)]


def test_paragraphs_are_parted_between_them() -> None:
    here, next_ = _divided("<p>One</p><p>Two</p><p>Three</p>", 1.2)
    assert (_texts(here), _texts(next_)) == (["One", "Two"], ["Three"])


def test_what_leads_over_stands_with_what_follows() -> None:
    here, next_ = _divided("<p>One</p><p>For instance:</p><p>Three</p>", 1.2)
    assert (_texts(here), _texts(next_)) == (["One"], ["For instance:", "Three"])


def test_a_list_keeps_its_parts_together_and_counts_on() -> None:
    item = "<li>Step<ol><li>a</li><li>b</li></ol></li>"
    here, next_ = _divided(f"<ol>{item * 2}</ol>", 2.0)
    assert (_texts(here), _texts(next_)) == (["Step", "a", "b"], ["Step", "a", "b"])
    assert [p.start for p in next_ if isinstance(p, d.Paragraph)] == [2, 1, 1]


def test_a_table_has_its_head_and_its_widths_again() -> None:
    row = "<tr><td>a</td><td>b</td></tr>"
    table = f"<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody>{row * 9}</tbody></table>"
    (here,), (next_,) = _divided(table, 2.5)
    assert isinstance(here, d.Table)
    assert isinstance(next_, d.Table)
    assert (here.head, here.widths) == (next_.head, next_.widths)
    assert len(here.rows) + len(next_.rows) == 9


def test_a_row_that_no_page_holds_is_parted_between_lines() -> None:
    sentence = "One sentence that is long enough to fill a line of the slide. "
    cells = f"<td>{sentence * 20}</td><td>short</td>"
    rows = f"<tr><th>A</th><th>B</th></tr><tr>{cells}</tr><tr><td>a</td><td>b</td></tr>"
    (here,), (next_,) = _divided(f"<table>{rows}</table>", 2.0)
    assert isinstance(here, d.Table)
    assert isinstance(next_, d.Table)
    assert (len(here.rows), len(next_.rows)) == (1, 2)
    assert here.head == next_.head
    said = [flattening.plain(part.rows[0][0]) for part in (here, next_)]
    assert " ".join(said) == (sentence * 20).strip()
    assert flattening.plain(here.rows[0][1]) == "short"
    assert next_.rows[0][1] == ()


def test_code_is_parted_at_an_empty_line() -> None:
    (here,), (next_,) = _divided("<pre><code>a\nb\nc\n\nd\ne\nf</code></pre>", 1.5)
    assert (_texts((here,)), _texts((next_,))) == (["a", "b", "c"], ["d", "e", "f"])


def test_a_box_has_its_label_again() -> None:
    box = f'<div class="box" data-kind="callout"><h4>Note</h4>{"<p>Text</p>" * 4}</div>'
    here, next_ = _divided(box, 1.8)
    assert _texts(here)[0] == _texts(next_)[0] == "Note"
    assert _texts(here).count("Text") + _texts(next_).count("Text") == 4


def test_a_paragraph_that_fits_but_for_its_boxs_label_is_parted() -> None:
    text = "One sentence that is long enough to fill a line of the slide. " * 10
    box = f'<div class="box" data-kind="callout"><h4>Note</h4><p>{text}</p><p>End</p></div>'
    for inches in (2.0, 2.2, 2.4, 2.6, 2.8, 3.0):
        here, next_ = _divided(box, inches)
        assert _texts(here)[0] == _texts(next_)[0] == "Note"
        assert " ".join(_texts(here)[1:] + _texts(next_)[1:]).startswith(text.strip())


def test_columns_are_divided_each_for_itself() -> None:
    column = '<div class="column" data-width="0.5">'
    body = f'<div class="columns">{column}{"<p>L</p>" * 6}</div>{column}<p>R</p></div></div>'
    here, next_ = _divided(body, 1.5)
    assert _texts(here).count("R") == 1
    assert "R" not in _texts(next_)
    assert (_texts(here) + _texts(next_)).count("L") == 6


def test_a_paragraph_longer_than_a_page_is_divided_at_a_sentence() -> None:
    sentence = "One sentence that is long enough to fill a line of the slide."
    here, next_ = _divided(f"<p>{' '.join([sentence] * 12)}</p>", 2.0)
    assert _texts(here)[0].endswith("slide.")
    assert " ".join(_texts(here) + _texts(next_)) == " ".join([sentence] * 12)


def test_what_nothing_divides_stays_whole() -> None:
    here, next_ = _divided('<p><img src="course/assets/wide.png" alt=""/></p>', 1.0)
    assert here == ()
    assert len(next_) == 1


def test_sizes_come_down_in_steps_to_the_floor() -> None:
    level = d.ParagraphFormat(24.0, "Calibri", space_before=12.0)
    levels = [level, replace(level, size=20.0), replace(level, size=18.0)]
    steps = [[lv.size for lv in scale.at(levels, step, 18.0, 12.0)] for step in range(5)]
    assert steps == [[24, 20, 18], [22, 20, 18], [20, 18, 18], [18, 18, 18], [18, 18, 18]]
    assert scale.at(levels, 3, 18.0, 12.0)[0].space_before == 9.0
