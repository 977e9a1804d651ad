"""Tables that need more room than the text column has, and what large print makes of them."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring, tostring

import pytest

from lessonpress.handout.stylesheets import Stylesheets
from lessonpress.handout.tables import arrange
from lessonpress.model import PageSetup


def arranged(body: str, large: bool) -> str:
    root = fromstring(f"<body>{body}</body>")  # noqa: S314 (our own text)
    measures = b":root { --text-column: 482pt }" if large else b""
    arrange(root, Stylesheets(PageSetup(large=large), (("a.css", measures),)))
    return tostring(root, encoding="unicode").removeprefix("<body>").removesuffix("</body>")


def table(*words: str, heads: tuple[str, ...] = ()) -> str:
    head = "".join(f"<th>{word}</th>" for word in heads)
    row = "".join(f"<td>{word}</td>" for word in words)
    return f'<table id="t"><thead><tr>{head}</tr></thead><tbody><tr>{row}</tr></tbody></table>'


@pytest.mark.parametrize(
    ("words", "marks"),
    [
        (["a"] * 5, ""),
        (["a" * 8] * 6, ""),
        (["a b c d e"] * 7, "wide"),
        (["a" * 14] * 6, "wide crowded"),
        (["a" * 40] * 2, "crowded"),
    ],
)
def test_wide_tables_take_the_margin_and_crowded_ones_break_words(
    words: list[str], marks: str
) -> None:
    expected = f'class="{marks}"' if marks else '<table id="t">'
    assert expected in arranged(table(*words, heads=tuple("x" * len(words))), large=False)


def test_in_large_print_a_crowded_table_becomes_a_list_of_its_rows() -> None:
    heads = ("Day", "<em>Height</em>", "", "Empty")
    cells = ("Monday", "5 <b>m</b>", "of " + "a" * 40, "")
    text = table(*cells, heads=heads)
    caption = "<caption>Tides</caption><thead>"
    assert arranged(text.replace("<thead>", caption), large=True) == (
        '<p class="rows-caption">Tides</p>'
        '<ul class="rows" id="t"><li><p><b>Day:</b> Monday</p>'
        "<p><b><em>Height</em>:</b> 5 <b>m</b></p>"
        f"<p>of {'a' * 40}</p></li></ul>"
    )


@pytest.mark.parametrize(("cells", "element"), [(["Tide", 2], "table"), ([1, 1, 1], "ul")])
def test_rows_of_several_long_cells_are_listed_too(cells: list[str | int], element: str) -> None:
    words = [cell if isinstance(cell, str) else "some words " * 8 * cell for cell in cells]
    made = arranged(table(*words, heads=tuple("abc"[: len(words)])), large=True)
    assert made.startswith(f"<{element}")
