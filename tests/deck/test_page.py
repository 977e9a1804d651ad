"""Pictures of slides: what each kind of shape becomes, in HTML."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape

import pytest
from lxml import etree

from lessonpress import figures, model
from lessonpress.deck import model as d
from lessonpress.deck import page
from lessonpress.figures.setting import Place

from .making import a_deck, fitted, fonts, inputs, reference, slide

WIDTH = 240.0


def pictures(markup: str, ink: page.Ink = "full") -> page.Pictures:
    done, _ = fitted(markup)
    return page.draw(done, reference(), fonts(), WIDTH, ink)


def drawn(body: str, ink: page.Ink = "full", **more: str) -> etree._Element:
    """The picture of a slide with this body."""
    (picture,) = pictures(a_deck(slide(body, **more)), ink).slides
    return etree.fromstring(picture.html.replace("\n", " "))


def texts(picture: etree._Element) -> list[str]:
    """What each paragraph and each item says."""
    return [said(e) for e in picture.iter("p", "span") if e.get("class") == "set"]


def said(element: etree._Element) -> str:
    """All text in an element."""
    return "".join(map(str, element.itertext()))


def look(element: etree._Element) -> dict[str, str]:
    """An element's own style."""
    return dict(part.split(": ", 1) for part in element.get("style", "").split("; ") if part)


# --- the slide -----------------------------------------------------------------------------------


def test_a_picture_is_a_section_of_its_width_on_the_slide_s_ground() -> None:
    picture = drawn("<p>Words</p>")
    assert picture.tag == "section"
    assert look(picture)["width"] == "240pt"
    assert look(picture)["height"] == "135pt"
    assert look(picture)["background-color"] == f"#{reference().theme.paper}"


def test_a_picture_says_which_slide_it_is() -> None:
    (one, two) = pictures(a_deck(slide("<p>a</p>"), slide("<p>b</p>", title="Two"))).slides
    assert (one.number, one.title) == (1, "A title")
    assert (two.number, two.title) == (2, "Two")


def test_the_title_is_read_first_and_is_no_heading() -> None:
    picture = drawn("<p>Words</p>")
    assert texts(picture) == ["A title", "Words", "1"]
    assert not [e for e in picture.iter() if re.fullmatch("h[1-6]", str(e.tag))]


# --- text ----------------------------------------------------------------------------------------


def test_lines_end_where_fitting_ends_them() -> None:
    prose = "Lines of a slide end in its picture where they end on the slide itself. " * 3
    done, _ = fitted(a_deck(slide(f"<p>{prose}</p>")))
    (picture,) = page.draw(done, reference(), fonts(), WIDTH).slides
    paragraph = etree.fromstring(picture.html).findall("p")[1]
    assert len((paragraph.text or "").split("\n")) == 3
    assert said(paragraph).split() == prose.split()


def test_runs_are_told_apart() -> None:
    picture = drawn("<p><strong>b</strong><em>i</em><code>c</code><s>s</s>x<sup>2</sup></p>")
    looks = [look(span) for span in picture.iter("span")]
    assert looks[0]["font-weight"] == "bold"
    assert looks[1]["font-style"] == "italic"
    assert "Consolas" in looks[2]["font-family"]
    assert looks[3]["text-decoration"] == "line-through"
    assert float(looks[4]["vertical-align"].removesuffix("pt")) > 0


def test_items_stand_in_lists_with_what_continues_them() -> None:
    picture = drawn("<p>a</p><ul><li><p>b</p><p>c</p></li><li>d</li></ul><p>e</p>")
    (list_,) = picture.iter("ul")
    assert [said(item) for item in list_] == ["•bc", "•d"]


def test_bullets_hang_and_numbers_count() -> None:
    assert texts(drawn("<ul><li>a</li></ul>"))[1] == "•a"
    assert texts(drawn("<ol start='9'><li>a</li><li>b</li></ol>"))[1:3] == ["9.a", "10.b"]


def test_a_blank_is_a_number_and_a_rule_without_a_word() -> None:
    picture = drawn('<p>A <span class="blank" data-number="3" data-size="6"/> is here.</p>')
    (rule,) = picture.iterfind(".//span[@class='rule-of-blank']")
    assert not said(rule)
    assert float(look(rule)["width"].removesuffix("pt")) == pytest.approx(6 * 24 / 4, rel=0.05)
    assert texts(picture)[1] == "A 3\N{NO-BREAK SPACE} is here."


def test_a_formula_is_drawn_with_what_it_says() -> None:
    picture = drawn(r'<p>So <span class="math" data-latex="\frac{a}{b}">a/b</span>.</p>')
    (title,) = picture.iterfind(".//{*}svg/{*}title")
    assert title.text == "a/b"


def test_the_slide_s_number_is_its_place_in_the_deck() -> None:
    last = pictures(a_deck(*[slide("<p>a</p>")] * 3)).slides[-1]
    assert texts(etree.fromstring(last.html))[-1] == "3"


# --- what else stands on slides ------------------------------------------------------------------


def test_a_table_is_read_as_one() -> None:
    rows = "<thead><tr><th>Year</th></tr></thead><tbody><tr><td>1999</td></tr></tbody>"
    picture = drawn(f"<table>{rows}</table>")
    (head,) = picture.iter("th")
    assert head.get("scope") == "col"
    assert [said(cell) for cell in picture.iter("th", "td")] == ["Year", "1999"]


def test_a_picture_has_its_alt_text_and_a_decorative_one_is_a_ground() -> None:
    (image,) = drawn('<img src="course/assets/wide.png" alt="A field"/>').iter("img")
    assert image.get("alt") == "A field"
    picture = drawn('<img src="course/assets/wide.png" alt="" class="decorative"/>')
    assert not [*picture.iter("img")]
    assert any("wide.png" in mark.get("style", "") for mark in picture.iter("i"))


def test_code_and_boxes_stand_on_their_grounds() -> None:
    (code,) = (e for e in drawn("<pre><code>x = 1</code></pre>").iter("i"))
    assert look(code)["background"].startswith("#")
    assert "x = 1" in texts(drawn("<pre><code>x = 1</code></pre>"))


def test_every_input_a_picture_names_is_there() -> None:
    made = pictures(a_deck(slide("", layout="title")))
    wanted = re.findall(r"url\('([^'#]+)", unescape("".join(p.html for p in made.slides)))
    assert wanted
    assert {path for path in wanted if path not in inputs()} <= set(made.files)


# --- little ink ----------------------------------------------------------------------------------


def test_with_little_ink_a_dark_slide_is_dark_words_on_white() -> None:
    part = a_deck(slide("", layout="part"))
    full, low = (pictures(part, ink).slides[0].html for ink in ("full", "low"))
    assert "background-color: #FFFFFF" not in full
    assert "background-color: #FFFFFF" in low
    title = next(p for p in etree.fromstring(low).iter("p"))
    assert look(title)["color"] == f"#{reference().roles['part'].theme.on_white().color('ink')}"


def test_with_little_ink_boxes_have_an_outline_in_the_place_of_a_ground() -> None:
    marks = [look(e) for e in drawn("<pre><code>x</code></pre>", "low").iter("i")]
    assert [("border" in mark, "background" in mark) for mark in marks] == [(True, False)]


# --- charts --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["column", "bar", "line", "pie", "scatter"])
def test_a_chart_is_as_high_as_its_frame(kind: model.ChartKind) -> None:
    chart = _chart(kind)
    place = Place(600.0, 300.0, (14.0,), "Calibri", fonts())
    plan = figures.looks.plan(chart, 500.0, lambda text: 8.0 * len(text))
    drawing = figures.chart.filling(chart, place, plan)
    assert drawing.height == pytest.approx(300.0, abs=30.0)


def _chart(kind: model.ChartKind) -> model.Chart:
    numbers = tuple(map(Decimal, (3, 5, 9)))
    return model.Chart(
        kind,
        model.Span("", 1),
        "A chart",
        "en",
        categories=("a", "b", "c"),
        series=(model.Series("n", numbers),),
        xs=numbers if kind == "scatter" else (),
    )


def test_shapes_of_every_kind_are_drawn() -> None:
    kinds = {*d.Shape.__args__}
    assert kinds == set(page.shapes._KINDS)
