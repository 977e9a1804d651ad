"""Charts on paper: whatever the numbers, nothing stands outside the drawing or over other words."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import pytest
from deck.making import fonts, inputs
from hypothesis import given, settings
from hypothesis import strategies as st

from lessonpress import figures
from lessonpress import model as m
from lessonpress.figures import looks, setting
from lessonpress.figures.drawing import Area, Box, Drawing, Frame, Line
from lessonpress.figures.setting import Place
from lessonpress.figures.ticks import ticks
from lessonpress.handout.looks import on_paper
from lessonpress.theme import LEGIBLE, contrast, grey

SPAN = m.Span("u.md", 1)
PLACE = Place(343.0, 560.0, (9.5, 9.0, 8.5, 8.0), "Calibri", fonts())


def chart(kind: m.ChartKind = "column", *values: tuple[str, ...], **more: object) -> m.Chart:
    """A chart of series, each a tuple of a name and its numbers."""
    count = len(values[0]) - 1
    series = tuple(m.Series(s[0], tuple(Decimal(v) if v else None for v in s[1:])) for s in values)
    xs = tuple(Decimal(n) for n in range(count)) if kind == "scatter" else ()
    names = () if kind == "scatter" else tuple(f"Name {n}" for n in range(count))
    given_ = {"categories": names, "xs": xs, "series": series} | more
    return m.Chart(kind, SPAN, "alt", "en", **given_)  # type: ignore[arg-type]


def words(drawing: Drawing) -> list[str]:
    labels = (box.label for box in drawing.shapes if isinstance(box, Box) and box.label)
    return [paragraph.text for label in labels for paragraph in label.paragraphs]


def test_columns_print_their_numbers_and_need_no_scale() -> None:
    drawn = figures.draw(chart("column", ("", "1", "-2", "")), PLACE)
    assert words(drawn) == ["1", "−2", "Name 0", "Name 1", "Name 2"]


def test_several_series_have_a_legend_and_a_scale() -> None:
    drawn = figures.draw(chart("column", ("Men", "1", "2"), ("Women", "3", "4")), PLACE)
    assert words(drawn)[:7] == ["Men", "Women", "0", "1", "2", "3", "4"]


def test_the_parts_of_stacked_bars_stand_upon_each_other() -> None:
    drawn = figures.draw(chart("column", ("a", "1"), ("b", "2"), stacked=True), PLACE)
    low, high = (s.frame for s in drawn.shapes if isinstance(s, Box) and "Column" in s.name)
    assert high.y + high.height == pytest.approx(low.y)
    assert high.height == pytest.approx(2 * low.height)


def test_a_line_is_broken_where_a_number_is_missing() -> None:
    drawn = figures.draw(chart("line", ("a", "1", "2", "", "4", "5")), PLACE)
    assert [len(s.points) for s in drawn.shapes if isinstance(s, Line)] == [2, 2]


def test_slices_say_their_names_and_shares() -> None:
    drawn = figures.draw(chart("pie", ("", "1", "3")), PLACE)
    assert words(drawn) == ["Name 0 25%", "Name 1 75%"]


def test_a_share_below_one_per_cent_is_not_rounded_to_none() -> None:
    assert words(figures.draw(chart("pie", ("", "4", "996")), PLACE))[0] == "Name 0 0.4%"


def test_columns_say_what_they_count_also_where_numbers_need_no_scale() -> None:
    assert words(figures.draw(chart("column", ("", "1"), y_title="Deaths"), PLACE))[0] == "Deaths"


def test_thousands_are_grouped_alike_on_a_scale_that_reaches_ten_thousand() -> None:
    drawn = words(figures.draw(chart("line", ("", "9900", "8000")), PLACE))
    assert drawn[:2] == ["8,000", "8,500"]
    assert "3000" in words(figures.draw(chart("line", ("", "3000", "1000")), PLACE))


def test_a_scale_of_shares_ends_at_their_sum_though_they_are_rounded() -> None:
    shares = chart("bar", ("a", "33.4", "20"), ("b", "66.7", "80"), stacked=True)
    assert looks.scale(shares)[-1] == 100


def test_the_lowest_numbers_of_both_scales_are_apart_at_their_corner() -> None:
    drawn = figures.draw(chart("scatter", ("", "0", "5", "9")), PLACE)
    low = [s for s in drawn.shapes if isinstance(s, Box) and s.name in ("0", "0.0")]
    foot, x = (box.frame for box in low)
    assert x.y - (foot.y + foot.height) >= 0.35 * foot.height


def test_columns_whose_names_are_too_long_are_drawn_as_bars() -> None:
    names = tuple(f"An-unbreakable-name-{n}" for n in range(8))
    drawn = figures.draw(chart("column", ("", *"12345678"), categories=names), PLACE)
    assert next(s.name for s in drawn.shapes if isinstance(s, Box)) == "Bar 1"


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("0", "6.3", "0 2 4 6 8"),
        ("61", "82", "60 65 70 75 80 85"),
        ("-17", "1", "-20 -15 -10 -5 0 5"),
    ],
)
def test_scales_have_round_numbers(low: str, high: str, expected: str) -> None:
    marks = ticks(Decimal(low), Decimal(high), 6)
    assert " ".join(f"{mark:f}" for mark in marks) == expected


# --- whatever the numbers ---

NUMBERS = st.decimals(-(10**9), 10**9, places=2) | st.none() | st.integers(-9, 9).map(Decimal)
NAMES = st.text("abcdefghij äß-", min_size=1, max_size=24)


@st.composite
def charts(draw: st.DrawFn) -> m.Chart:
    """A chart of any kind that the reader could make."""
    kind: m.ChartKind = draw(st.sampled_from(["column", "bar", "line", "pie", "scatter"]))
    count = draw(st.integers(1, 14))
    width = 1 if kind == "pie" else draw(st.integers(1, 4))
    numbers = st.integers(1, 10**6).map(Decimal) if kind == "pie" else NUMBERS
    column = st.lists(numbers, min_size=count, max_size=count).map(tuple)
    series = tuple(m.Series(draw(NAMES), (Decimal(1), *draw(column))) for _ in range(width))
    names = tuple(draw(NAMES) for _ in range(count + 1))
    return m.Chart(
        kind,
        SPAN,
        "alt",
        draw(st.sampled_from(["en", "de"])),
        categories=() if kind == "scatter" else names,
        xs=(Decimal(3), *draw(column)) if kind == "scatter" else (),
        series=series,
        title=draw(NAMES),
        y_title=draw(NAMES),
        stacked=kind in ("column", "bar") and draw(st.booleans()),
        numbers=m.NumberForm(2, grouped=True, unit=draw(st.sampled_from(["", "€", "people"]))),
    )


@pytest.mark.parametrize("number", range(6))
def test_digits_on_bars_can_be_read_in_colour_and_in_a_copy_in_grey(number: int) -> None:
    theme = on_paper(inputs())
    bar, digits = theme.color(f"series {number}"), theme.color(f"on series {number}")
    assert contrast(bar, digits) >= LEGIBLE
    assert contrast(grey(bar), grey(digits)) >= LEGIBLE


@given(charts(), st.sampled_from([343.0, 150.0]))
@settings(max_examples=200, deadline=None)
def test_nothing_stands_outside_the_drawing(drawn: m.Chart, width: float) -> None:
    place = Place(width, 560.0, PLACE.sizes, PLACE.face, PLACE.fonts)
    drawing = figures.draw(drawn, place)
    assert drawing.width == width
    for shape in drawing.shapes:
        left, top, right, bottom = _bounds(shape)
        assert min(left, top) >= -1, shape
        assert right <= drawing.width + 1, shape
        assert bottom <= drawing.height + 1, shape


@given(charts())
@settings(max_examples=200, deadline=None)
def test_words_have_room_and_stand_over_no_others(drawn: m.Chart) -> None:
    drawing = figures.draw(drawn, PLACE)
    boxes = [box for box in drawing.shapes if isinstance(box, Box) and box.label]
    for box in boxes:
        assert box.label is not None
        needed = setting.height(box.label.paragraphs, box.frame.width, PLACE)
        assert needed <= box.frame.height + 0.1, box
    for one, other in combinations(boxes, 2):
        assert not _overlap(one.frame, other.frame), (one.name, other.name)


def _overlap(one: Frame, other: Frame) -> bool:
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return across > 1.5 and down > 1.5


def _bounds(shape: object) -> tuple[float, float, float, float]:
    if isinstance(shape, Box):
        f = shape.frame
        return f.x, f.y, f.x + f.width, f.y + f.height
    assert isinstance(shape, Area | Line)
    points = shape.points if isinstance(shape, Line) else [p for r in shape.rings for p in r]
    xs, ys = [p.x for p in points], [p.y for p in points]
    return min(xs), min(ys), max(xs), max(ys)
