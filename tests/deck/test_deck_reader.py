"""Reading is total: any well-formed markup becomes a deck, and any deck becomes a file."""

from __future__ import annotations

import re
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZipFile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessonpress.deck import counting, reader

from .making import a_deck, slide, written

_ELEMENTS = [
    "p",
    "h3",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "code",
    "figure",
    "img",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "caption",
    "div",
    "span",
    "a",
    "em",
    "strong",
    "s",
    "sup",
    "sub",
    "br",
    "script",
]
_CLASSES = ("", "box", "columns", "column", "ruling", "blank", "term", "tight", "left", "tok-name")
_TEXT = st.text(max_size=20).map(escape)


def _element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda name, kind, inside: f'<{name} class="{kind}" id="x">{"".join(inside)}</{name}>',
        st.sampled_from(_ELEMENTS),
        st.sampled_from(_CLASSES),
        st.lists(children, max_size=4),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.recursive(_TEXT, _element, max_leaves=20), max_size=5))
def test_any_subset_in_any_order_becomes_a_file(body: list[str]) -> None:
    data, _ = written(a_deck(slide("".join(body))))
    assert data.startswith(b"PK")


@given(st.text())
def test_any_text_on_a_slide_is_read(text: str) -> None:
    for markup in (a_deck(slide(f"<p>{escape(text)}</p>")), a_deck(slide(text)), text):
        deck, problems = reader.read(markup)
        assert len(deck.slides) == 1 or problems


def test_entities_are_not_opened() -> None:
    bomb = '<!DOCTYPE deck [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
    deck, _ = reader.read(bomb + a_deck(slide("<p>&a;&b;</p>")))
    assert "aaaa" not in str(deck)


def test_deep_nesting_is_a_diagnostic() -> None:
    deck, problems = reader.read(a_deck(slide("<div>" * 400 + "</div>" * 400)))
    assert deck.slides == ()
    assert [problem.code for problem in problems] == ["slide-markup-broken"]


def test_lists_are_counted_by_letters_and_numerals_in_powerpoint_s_own_way() -> None:
    kinds = ("lower-alpha", "upper-alpha", "lower-roman", "upper-roman")
    lists = "".join(f'<ol class="tight {kind}"><li>x</li><li>y</li></ol>' for kind in kinds)
    content, problems = written(a_deck(slide(lists)))
    assert problems == []
    with ZipFile(BytesIO(content)) as package:
        text = package.read("ppt/slides/slide1.xml").decode()
    found = re.findall(r'buAutoNum type="(\w+)"', text)
    assert found == [
        *("alphaLcPeriod",) * 2,
        *("alphaUcPeriod",) * 2,
        *("romanLcPeriod",) * 2,
        *("romanUcPeriod",) * 2,
    ]


def test_numerals_are_written_for_pages_as_programs_count_them() -> None:
    assert [counting.label("romanLcPeriod", n) for n in (1, 4, 9, 14, 49)] == [
        *("i.", "iv.", "ix.", "xiv.", "xlix."),
    ]
    assert counting.label("alphaUcParenBoth", 3) == "(C)"
