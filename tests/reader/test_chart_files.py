"""Charts whose data stand in a file: the lesson names it, and its numbers are filled in."""

from __future__ import annotations

import lessons
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonpress import model as m
from lessonpress import reader
from lessonpress.diagnostics import Diagnostic, has_errors
from lessonpress.walking import walk

UNIT = """
    ::: notes
    ```chart {file=assets/a.csv columns="Year, All" title="By year"}
    ```
    :::
"""


def filled(data: bytes, unit: str = UNIT) -> tuple[m.Chart, tuple[Diagnostic, ...]]:
    """The one chart of a unit whose files all hold these data, and what is wrong with them."""
    lesson = lessons.lesson(unit)
    files = {file.path: data for file in reader.data_files(lesson)}
    lesson, complaints = reader.with_data(lesson, files)
    (chart,) = (node for node in walk(lesson) if isinstance(node, m.Chart))
    return chart, complaints


def test_the_lesson_names_its_files_wherever_they_are() -> None:
    (file,) = reader.data_files(lessons.lesson(UNIT))
    assert (file.path, file.columns, file.span.line) == ("assets/a.csv", ("Year", "All"), 6)


def test_the_named_columns_are_taken() -> None:
    chart, complaints = filled(b"\xef\xbb\xbfAll;Men;Year\r\n1,5;x;2013\r\n2,5;y;2015\r\n")
    assert complaints == ()
    assert chart.categories == ("2013", "2015")
    assert [(s.name, [str(v) for v in s.values]) for s in chart.series] == [("All", ["1.5", "2.5"])]
    assert chart.alt == "Column chart: By year. 2013 1.5; 2015 2.5"
    assert chart.file is None


def test_a_file_of_yaml_holds_data_as_a_fence_does() -> None:
    unit = "```chart {file=assets/a.yml}\n```"
    chart, complaints = filled(b"2013: {Men: 1, Women: 2}\n2015: {Men: 3}\n", unit)
    assert complaints == ()
    assert [series.name for series in chart.series] == ["Men", "Women"]


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"Year,All\n2013,many\n", "chart-not-a-number", 2),
        (b"Year,All\n2013,1\n2014,1,2\n", "chart-ragged", 3),
        (b'Year,All\n2013,"1\n', "chart-data", 2),
        (b"Year,All\n2013,\xff\n", "not-utf8", 2),
    ],
)
def test_slips_are_named_by_the_file_s_own_lines(data: bytes, code: str, line: int) -> None:
    chart, complaints = filled(data)
    places = [(c.code, c.span.path, c.span.line) for c in complaints]
    assert (code, "assets/a.csv", line) in places
    assert chart.file is not None


@pytest.mark.parametrize("data", [b"", b"Year,All\n", b"\n\n"])
def test_an_empty_file_is_no_chart(data: bytes) -> None:
    _, complaints = filled(data)
    assert {c.code for c in complaints} <= {"chart-empty", "chart-column"}
    assert has_errors(complaints)


def test_a_whole_table_is_too_much() -> None:
    rows = b"".join(b"%d,1\n" % n for n in range(2_000))
    _, (complaint,) = filled(b"Year,All\n" + rows)
    assert complaint.code == "chart-too-large"


@given(st.binary(max_size=200) | st.text('a1,;"\n:-{}[]%.', max_size=60).map(str.encode))
def test_no_file_makes_it_raise(data: bytes) -> None:
    for name in ("a.csv", "a.yml"):
        unit = f"```chart {{file=assets/{name}}}\n```"
        chart, complaints = filled(data, unit)
        assert has_errors(complaints) == (chart.file is not None)
