"""HTML in a unit: a known list of it is read as Markdown is, the rest left out and told of."""

from __future__ import annotations

import pytest
from lessons import COURSE
from markupsafe import Markup

from lessonpress import markup, reader
from lessonpress import model as m
from lessonpress.walking import walk


def read(text: str) -> tuple[m.Lesson, list[str]]:
    front = "---\ntitle: T\n---\n\n"
    lesson, complaints = reader.read_lesson("u", (front + text).encode(), "u.md", COURSE)
    return lesson, [complaint.code for complaint in complaints]


def html(text: str) -> str:
    lesson, codes = read(text)
    assert codes == []
    return str(markup.lines(map(_html, lesson.blocks)))


def _html(block: m.Block) -> Markup:
    return markup.block_html(block, lambda blocks: markup.lines(map(_html, blocks)))


@pytest.mark.parametrize(
    ("written", "markdown"),
    [
        ("a <b>bold</b> word", "a **bold** word"),
        ("<em>x</em> <strong>y</strong>", "*x* **y**"),
        ("<b>a <i>b</i> c</b>", "**a *b* c**"),
        ("H<sub>2</sub>O, m<SUP>2</SUP>", "H~2~O, m^2^"),
        ("press <kbd>Ctrl</kbd>", "press `Ctrl`"),
        ('<a href="https://example.org" onclick="x()">there</a>', "[there](https://example.org)"),
        ("<p>One</p>\n<p>Two</p>", "One\n\nTwo"),
        ("<ul>\n<li>a</li>\n<li><b>b</b></li>\n</ul>", "- a\n- **b**"),
        ("<div class='lead'>\nA **bold** word\n</div>", "A **bold** word"),
        ("<blockquote>Said</blockquote>", "> Said"),
        (
            "<table>\n<tr><th>a</th><th>b</th></tr>\n<tr><td>1</td><td>2</td></tr>\n</table>",
            "| a | b |\n|---|---|\n| 1 | 2 |",
        ),
        (
            "<table><caption>C</caption><tr><th colspan=2>a</th></tr>"
            "<tr><td rowspan=2>1</td><td>2</td></tr><tr><td>3</td></tr></table>",
            "| a | |\n|---|---|\n| 1 | 2 |\n| | 3 |\n\n: C",
        ),
    ],
)
def test_known_html_is_what_markdown_says(written: str, markdown: str) -> None:
    assert html(written) == html(markdown)


ATTACKS = [
    "<script>alert('EVILQ')</script>",
    "<div><script>alert('EVILQ')</script></div>",
    "<p><img src=x onerror=EVILQ></p>",
    "<iframe src='file:///EVILQ'></iframe>",
    "<div><iframe src='https://EVILQ'></iframe></div>",
    "<p><object data='EVILQ'></object></p>",
    "<div><style>@import url(EVILQ)</style></div>",
    "<p style='background:url(EVILQ)'>x</p>",
    "<p onclick='EVILQ'>x</p>",
    "<div><link rel=attachment href='file:///EVILQ'></div>",
    "<div><base href='http://EVILQ'></div>",
    "<div><meta http-equiv=refresh content='0;url=EVILQ'></div>",
    "<p><svg onload=EVILQ><script>EVILQ</script></svg></p>",
    "<p><math><mtext><style><img src onerror=EVILQ></style></mtext></math></p>",
    "<div><form action=EVILQ><input name=a></form></div>",
    "<p><video src=EVILQ></video></p>",
    "<p><a href='javascript:EVILQ'>x</a></p>",
    "<a href='javascript:EVILQ'>x</a>",
    "<a href='java&#115;cript:EVILQ'>x</a>",
    "<p><a href='data:text/html,EVILQ'>x</a></p>",
    "<p><img src='file:///EVILQ'></p>",
    "<img src='http://EVILQ/x.png'>",
    "<p><img src='../../EVILQ.png'></p>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_html_runs_nothing_and_reaches_nowhere(attack: str) -> None:
    """No address leads there, no picture is fetched; each is told of."""
    lesson, codes = read(f"Before.\n\n{attack}\n\nAfter.")
    addresses = [node.href for node in walk(lesson) if isinstance(node, m.Link)]
    pictures = [node.path for node in walk(lesson) if isinstance(node, m.Image)]
    assert not [each for each in (*addresses, *pictures) if "EVILQ" in each]
    said_nothing_of = ("style=", "onclick", "onerror")
    assert codes or any(words in attack for words in said_nothing_of)
    assert "After." in str(lesson.blocks[-1])


def test_what_is_left_out_is_named() -> None:
    lesson, complaints = reader.read_lesson(
        "u",
        b"---\ntitle: T\n---\n\n<div>\n<blink>Words</blink>\n</div>\n",
        "u.md",
        COURSE,
    )
    assert [(c.code, c.span.line, c.message) for c in complaints] == [
        ("raw-html", 6, "This HTML is left out: <blink>.")
    ]
    assert "Words" in str(lesson.blocks)


def test_what_spans_a_million_cells_is_cut() -> None:
    lesson, _ = read("<table><tr><td colspan=1000000 rowspan=1000000>x</td></tr></table>")
    (table,) = (block for block in lesson.blocks if isinstance(block, m.Table))
    assert len(table.alignments) == 100


def test_many_elements_in_each_other_stop_the_unit_or_are_read() -> None:
    lesson, _ = read("<div>" * 500 + "x" + "</div>" * 500)
    assert "x" in str(lesson.blocks)
    assert "nested-too-deeply" in read("<blockquote>" * 500 + "x" + "</blockquote>" * 500)[1]
    assert "nested-too-deeply" in read("<ul><li>" * 500 + "x")[1]


@pytest.mark.parametrize("text", ["<b>" * 7_000, "<b>x" * 5_000, "<p>" * 5_000, "<td>" * 4_000])
def test_many_tags_are_read_soon(text: str) -> None:
    assert read(text)


@pytest.mark.parametrize(
    "text",
    [
        '<div class="notes">SECRET</div>',
        '<p class="solution">SECRET</p>',
        '<span class="answer">SECRET</span>',
    ],
)
def test_what_seems_to_hide_something_stops_the_unit(text: str) -> None:
    _, complaints = reader.read_lesson("u", text.encode(), "u.md", COURSE)
    assert "error" in {complaint.severity for complaint in complaints}
