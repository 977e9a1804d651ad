"""Native charts in decks: PowerPoint edits their data, and a brand recolours them."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import lessons
import pptx
import pytest
from gates import ooxml, pptx_lint, render
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pptx.enum.chart import XL_LEGEND_POSITION

from lessonpress import deck, views
from lessonpress.deck import reference
from lessonpress.model import Audience, Medium
from lessonpress.theme import LEGIBLE, VISIBLE, Shade, Theme, contrast

from . import brands
from .making import inputs

KINDS = {
    "column": "```chart\n2015: 0.7\n2018: 3.40\n2020: n/a\n```",
    "columns of two": "```chart {y=Deaths unit=thousands}\nYear,Men,Women\n2013,1,-2\n2014,,3\n```",
    "stacked bars": (
        "```chart\nkind: bar\nstacked: true\nlabels: true\ndata:\n  North: {Yes: 45%, No: 55%}\n"
        "  South: {Yes: 20%, No: 80%}\n```"
    ),
    "line": "```chart {kind=line}\nYear,A,B,C,D,E\n1,1,2,3,4,5\n2,2,3,,5,6\n```",
    "a long line": "```chart {kind=line}\n" + "\n".join(f"{n}: {n}" for n in range(60)) + "\n```",
    "pie": '```chart {kind=pie title="The <whole> & more"}\nOne "quoted": 1\nTwo: 3\n```',
    "a pie of slivers": "```chart {kind=pie}\na: 96\nb: 1\nc: 1\nd: 2\n```",
    "names too long for columns": "\n".join(
        ("```chart {y=Cases x=Laws}", *(f"Lawwithoutanybreak{n}: {n}" for n in range(9)), "```")
    ),
    "scatter": "```chart {kind=scatter unit=€ x=Years}\nx,y,z\n1,12000,3\n2.5,13000,\n```",
    "all negative": "```chart {kind=bar}\na: -1\nb: -2.5\n```",
    "nothing but zero": "```chart\na: 0\nb: 0\n```",
    "six series": "```chart {kind=line}\nx,a,b,c,d,e,f\n1,1,2,3,4,5,6\n2,1,2,3,4,5,6\n```",
}


def build(text: str) -> bytes:
    """The deck of a unit of which there is nothing to complain."""
    source = f"## A chart\n\n{text}"
    lesson = views.cut(lessons.lesson(source), Medium.DECK, Audience.STUDENT)
    data, problems = deck.build(lesson, lessons.COURSE, inputs())
    assert problems == ()
    return data


def frame(data: bytes) -> Any:
    """The first chart's frame in a deck."""
    slides = pptx.Presentation(io.BytesIO(data)).slides
    return next(shape for slide in slides for shape in slide.shapes if shape.has_chart)


@pytest.mark.parametrize("text", KINDS.values(), ids=KINDS)
def test_every_kind_passes_the_lint_and_comes_out_the_same_twice(text: str) -> None:
    data = build(text)
    assert pptx_lint.problems(data) == []
    assert build(text) == data


@pytest.mark.slow
def test_every_kind_is_valid_and_shown(tmp_path: Path) -> None:
    paths = []
    for name, text in KINDS.items():
        paths.append(tmp_path / f"{name}.pptx")
        paths[-1].write_bytes(build(text))
    assert {p.name: e for p, e in ooxml.sdk_errors(paths).items() if e} == {}
    assert render.to_pdf(paths, tmp_path)


def test_its_numbers_are_read_back() -> None:
    chart = frame(build(KINDS["columns of two"])).chart
    (plot,) = chart.plots
    assert list(plot.categories) == ["2013", "2014"]
    told = [(s.name, list(s.values)) for s in plot.series]
    assert told == [("Men", [1.0, None]), ("Women", [-2.0, 3.0])]


def test_its_workbook_has_the_same_numbers_where_the_chart_says() -> None:
    book = frame(build(KINDS["stacked bars"])).chart.part.chart_workbook.xlsx_part.blob
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        sheet = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
        shared = etree.fromstring(archive.read("xl/sharedStrings.xml"))
        names = archive.read("xl/workbook.xml").decode()
    words = ["".join(map(str, item.itertext())) for item in shared]
    cells = {c.get("r"): c for c in sheet.iter("{*}c")}
    assert words[int(cells["B1"][0].text or "")] == "Yes"
    assert words[int(cells["A3"][0].text or "")] == "South"
    assert cells["C3"][0].text == "0.8"
    assert 'name="Data"' in names


def test_it_is_named_described_and_stands_in_its_placeholder() -> None:
    shape = frame(build("```chart {#road alt='It grows.'}\n2015: 0.7\n```"))
    properties = shape._element.xpath("p:nvGraphicFramePr/p:cNvPr")[0]
    assert (properties.get("name"), properties.get("descr")) == ("Column chart road", "It grows.")
    assert shape.is_placeholder


@pytest.mark.parametrize("text", KINDS.values(), ids=KINDS)
def test_colours_and_faces_are_the_theme_s_and_words_are_large_enough(text: str) -> None:
    xml = frame(build(text)).chart.part.blob.decode()
    assert "srgbClr" not in xml
    root = etree.fromstring(xml.encode())
    assert {e.get("typeface") for e in root.iter("{*}latin")} == {"+mn-lt"}
    assert min(int(e.get("sz", "0")) for e in root.iter("{*}defRPr", "{*}rPr")) >= 1400


def test_bars_stand_on_zero_and_one_series_needs_no_legend() -> None:
    chart = frame(build(KINDS["column"])).chart
    assert chart.value_axis.minimum_scale == 0
    assert not chart.has_legend
    assert chart.plots[0].gap_width == 60
    (labels,) = chart.part._element.xpath("//c:ser/c:dLbls/c:showVal/@val")
    assert labels == "1"


def test_lines_differ_by_more_than_colour() -> None:
    root = etree.fromstring(frame(build(KINDS["line"])).chart.part.blob)
    series = list(root.iter("{*}ser"))
    looks = {
        (s.find(".//{*}symbol").get("val"), s.find(".//{*}prstDash").get("val"))  # type: ignore[union-attr]
        for s in series
    }
    assert len(looks) >= 4


def test_columns_whose_names_are_too_long_lie() -> None:
    shape = frame(build(KINDS["names too long for columns"]))
    assert shape.name == "Bar chart figure1"
    assert shape.chart.category_axis.axis_title.text_frame.text == "Laws"


def test_slices_too_thin_for_words_have_a_legend() -> None:
    assert not frame(build(KINDS["pie"])).chart.has_legend
    assert frame(build(KINDS["a pie of slivers"])).chart.has_legend


def test_a_chart_that_only_the_instructor_sees_is_in_no_student_s_deck() -> None:
    hidden = "Text.\n\n::: exercise\nTask\n\n::: solution\n```chart\nSECRET: 3\n```\n:::\n:::"
    lesson = views.cut(lessons.lesson(hidden), Medium.DECK, Audience.STUDENT)
    data, _ = deck.build(lesson, lessons.COURSE, inputs())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "chart" in name]


@given(
    st.sampled_from(["column", "bar", "line", "pie", "scatter"]),
    st.lists(st.lists(st.integers(0, 10**6), min_size=3, max_size=3), min_size=1, max_size=8),
    st.booleans(),
)
@settings(max_examples=25, deadline=None)
def test_any_numbers_make_a_sound_deck(kind: str, rows: list[list[int]], labels: bool) -> None:
    width = 2 if kind == "pie" else 3
    written = "\n".join(",".join(map(str, [*row[: width - 1], row[0] + 1])) for row in rows)
    head = ",".join("abc"[:width])
    attributes = f"kind={kind} labels={str(labels).lower()}"
    data = build(f"```chart {{{attributes}}}\n{head}\n{written}\n```")
    assert pptx_lint.problems(data) == []


def test_slices_too_thin_for_words_have_their_shares_in_the_legend() -> None:
    text = "```chart {kind=pie labels=true}\nA: 60\nB: 35\nC: 3\nD: 2\n```"
    chart = frame(build(text)).chart
    assert list(chart.plots[0].categories) == ["A", "B", "C 3%", "D 2%"]
    hidden = chart.part._element.xpath("//c:dLbl[c:delete/@val=1]/c:idx/@val")
    assert hidden == ["2", "3"]


def test_legends_stand_on_top_as_on_paper() -> None:
    for name in ("columns of two", "line", "stacked bars", "scatter"):
        assert frame(build(KINDS[name])).chart.legend.position == XL_LEGEND_POSITION.TOP


def test_a_scale_of_shares_ends_at_their_sum() -> None:
    assert frame(build(KINDS["stacked bars"])).chart.value_axis.maximum_scale == 1
    counted = "```chart {stacked=true}\nx,a,b\n1,40,60\n2,55,45\n```"
    assert frame(build(counted)).chart.value_axis.maximum_scale == 100
    more = "```chart {stacked=true}\nx,a,b\n1,40,70\n2,55,45\n```"
    assert frame(build(more)).chart.value_axis.maximum_scale is None


def test_thousands_are_grouped_alike_at_bars_and_on_the_scale() -> None:
    """A total of five digits makes the scale grouped, and so the numbers at its bars."""
    text = "```chart {stacked=true labels=%s}\nx,a,b\n1,7000,8000\n2,5000,1000\n```"
    for labels in ("true", "false"):
        xml = frame(build(text % labels)).chart.part.blob.decode()
        assert set(re.findall('formatCode="([^"]*0)"', xml)) == {"#,##0"}


# --- brands of any make --------------------------------------------------------------------------

EIGHT = "```chart {kind=pie}\n" + "\n".join(f"Name {n}: {n}" for n in range(5, 13)) + "\n```"


def on_brand(make: str, text: str) -> tuple[Any, Theme]:
    """A chart's XML on a brand, and the brand's theme."""
    brand = brands.BRANDS[make]()
    lesson = views.cut(lessons.lesson(f"## A chart\n\n{text}"), Medium.DECK, Audience.STUDENT)
    data, _ = deck.build(lesson, lessons.COURSE, inputs().joined({deck.REFERENCE: brand}))
    return etree.fromstring(frame(data).chart.part.blob), reference.read(brand).theme


def shown(fill: Any, theme: Theme) -> str:
    """The colour that an element's own fill has on a brand."""
    color = fill.find("{*}solidFill/{*}schemeClr")
    changes = {change.tag.partition("}")[2]: int(change.get("val")) / 100_000 for change in color}
    own = {
        name: changes.get(key, 1.0) for name, key in (("mod", "lumMod"), ("saturation", "satMod"))
    }
    return theme.shown(Shade(color.get("val"), off=changes.get("lumOff", 0.0), **own))


def drawn(root: Any) -> list[list[Any]]:
    """What each bar, slice, line or dot is seen by: its fill or its outline."""
    looks = root.iterfind(".//{*}ser//{*}spPr")
    fills = ([e for e in (look, look.find("{*}ln")) if e is not None] for look in looks)
    painted = ([e for e in each if e.find("{*}solidFill") is not None] for each in fills)
    return [each for each in painted if each]


@pytest.mark.parametrize("make", brands.BRANDS)
@pytest.mark.parametrize("name", ["columns of two", "line", "scatter", "pie", "eight slices"])
def test_charts_can_be_read_on_any_brand(make: str, name: str) -> None:
    root, theme = on_brand(make, (KINDS | {"eight slices": EIGHT})[name])

    def seen(element: Any) -> float:
        return contrast(shown(element, theme), theme.paper)

    assert min(map(seen, root.iter("{*}defRPr", "{*}rPr"))) >= LEGIBLE
    assert min(max(map(seen, each)) for each in drawn(root)) >= VISIBLE


@pytest.mark.parametrize("make", brands.BRANDS)
def test_gridlines_are_quiet_on_any_brand(make: str) -> None:
    root, theme = on_brand(make, KINDS["line"])
    grid = shown(root.find(".//{*}majorGridlines/{*}spPr/{*}ln"), theme)
    assert 1.1 < contrast(grid, theme.paper) < 2


@pytest.mark.parametrize("make", brands.BRANDS)
def test_neighbouring_series_differ_in_grey(make: str) -> None:
    theme = reference.read(brands.BRANDS[make]()).theme
    for own in (theme, theme.on_white()):
        colors = [own.color(f"series {number}") for number in range(6)]
        assert min(contrast(*pair) for pair in pairwise(colors)) >= 1.5
