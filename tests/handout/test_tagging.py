"""Headings descend a step at a time, and list items have one body."""

from __future__ import annotations

import re
from xml.etree.ElementTree import fromstring, tostring

import pytest

from lessonpress.handout.tagging import level_headings, wrap_items

TITLED = '<section class="exercise"><h3 class="title" /><h2 /><h3 /></section>'
UNTITLED = '<section class="box"><h2 /></section>'


@pytest.mark.parametrize(
    ("body", "levels"),
    [
        ("<h1 /><h3 /><h4 /><h2 />", "1232"),
        ("<h1 /><h3 /><h3 />", "122"),
        (f"<h1 /><h2 />{TITLED}{TITLED}<h3 />", "123443443"),
        (f"<h1 />{TITLED}{TITLED}<h2 />", "12332332"),
        (f"<h1 /><h2 />{UNTITLED}<h2 />", "1232"),
        ("<h1 /><h2 /><h3 /><h4 /><h5 /><h6 />" + UNTITLED, "1234566"),
    ],
)
def test_heading_levels_descend_a_step_at_a_time(body: str, levels: str) -> None:
    root = fromstring(f"<body>{body}</body>")  # noqa: S314 (our own text)
    level_headings(root)
    assert "".join(re.findall(r"<h(\d)", tostring(root, encoding="unicode"))) == levels


@pytest.mark.parametrize(
    ("item", "wrapped"),
    [
        ("<li>a <em>b</em></li>", "<li>a <em>b</em></li>"),
        ("<li>a<pre>b</pre>c</li>", "<li><dd>a<pre>b</pre>c</dd></li>"),
        (
            "<li><ul><li><p>a</p></li></ul></li>",
            "<li><dd><ul><li><dd><p>a</p></dd></li></ul></dd></li>",
        ),
    ],
)
def test_items_that_hold_blocks_have_one_body(item: str, wrapped: str) -> None:
    root = fromstring(f"<ul>{item}</ul>")  # noqa: S314 (our own text)
    wrap_items(root)
    assert tostring(root, encoding="unicode") == f"<ul>{wrapped}</ul>"
