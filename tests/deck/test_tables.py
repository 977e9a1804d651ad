"""How wide a table's columns are, and where its numbers stand."""

from __future__ import annotations

from lessonpress.deck import model as d

from .making import a_deck, fitted, slide


def _table(head: str, *rows: str) -> d.TableShape:
    """Fit a table; cells are parted by bars."""
    lines = [_row("th", head), *(_row("td", row) for row in rows)]
    deck, problems = fitted(a_deck(slide(f'<table id="t">{"".join(lines)}</table>')))
    assert problems == []
    (shape,) = (s for s in deck.slides[0].shapes if isinstance(s, d.TableShape))
    return shape


def _row(name: str, cells: str) -> str:
    inside = "".join(f"<{name}>{cell.strip()}</{name}>" for cell in cells.split("|"))
    return f"<tr>{inside}</tr>"


def _place() -> int:
    return _table("A | B", "a | ").frame.width


def test_a_table_to_fill_in_takes_the_whole_width() -> None:
    blank = '<span class="blank" data-number="1" data-size="4"/>'
    for cell in ("", blank):
        shape = _table("Line | Fault?", f"Top | {cell}", f"Bottom | {cell}")
        assert shape.frame.width > 11.9 * d.EMU_PER_INCH
        assert shape.widths[1] > 8 * shape.widths[0]


def test_a_row_of_totals_is_no_room_to_write() -> None:
    rows = ("Peru | 1,500 | 27%", "Chile | 440 | 8%", "Total | 1,940 | ")
    whole = _table("Country | People | Share", *rows[:2], "Total | 1,940 | 35%")
    assert _table("Country | People | Share", *rows).widths == whole.widths


def test_any_other_is_half_as_wide_or_two_thirds() -> None:
    half = _table("Thing | Use", "comma | parts").frame.width
    assert abs(half / _place() - 1 / 2) < 0.001
    more = _table("Thing | Use", "comma | parts what belongs into one list of few").frame.width
    assert abs(more / _place() - 2 / 3) < 0.001


def test_a_table_with_a_slide_to_itself_is_as_large_as_text() -> None:
    assert _table("Thing | Use", "comma | parts").format.size == 24


def test_it_grows_no_further_than_to_where_a_cell_takes_another_line() -> None:
    sizes = [_table("A | B", f"a | {'word ' * count}").format.size for count in (9, 16, 18)]
    assert sizes == [24, 22, 18]


def test_a_table_of_many_rows_grows_as_far_as_all_of_it_fits() -> None:
    assert 18 < _table("Thing | Use", *["comma | parts"] * 8).format.size < 24


def test_a_table_beside_code_does_not_grow() -> None:
    table = "<table><tr><td>comma</td><td>parts</td></tr></table>"
    deck, _ = fitted(a_deck(slide(f'{table}<pre id="c">x = 1</pre>')))
    (shape,) = (s for s in deck.slides[0].shapes if isinstance(s, d.TableShape))
    assert shape.format.size == 18


def test_a_row_with_a_blank_is_higher() -> None:
    blank = '<span class="blank" data-number="1" data-size="4"/>'
    _, without, with_ = _table("A | B", "a | b", f"a | {blank}").heights
    assert with_ - without > 0.1 * d.EMU_PER_INCH


def test_numbers_stand_right_and_take_no_more_than_they_need() -> None:
    shape = _table("Thing | Cost", "A | 1,200", "B | 35")
    assert shape.table.alignments == ("left", "right")
    assert shape.widths[0] > 3 * shape.widths[1]


def test_decimal_points_stand_below_each_other() -> None:
    shape = _table("Cost | Share", "1,200.50 | 12%", "35 | 3.5%", "7.25 | 100%")
    costs = [insets[0].right for insets in shape.margins[1:]]
    shares = [insets[1].right for insets in shape.margins[1:]]
    assert costs[0] == costs[2] < costs[1]
    assert shares[0] == shares[2] > shares[1]


def test_thousands_are_no_decimals() -> None:
    shape = _table("Cost", "1,200", "35")
    assert len({insets[0].right for insets in shape.margins}) == 1
