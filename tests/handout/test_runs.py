"""Words that run the other way than their page become elements with their own direction."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring, tostring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonpress.handout.runs import isolate

ARABIC = "\u0633\u0641\u0631"


def isolated(body: str, leftward: bool = True) -> str:
    root = fromstring(f"<body>{body}</body>")  # noqa: S314 (our own text)
    isolate(root, leftward)
    return tostring(root, encoding="unicode").removeprefix("<body>").removesuffix("</body>")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # The pieces of a run stay in their order; marks at its ends belong to the page's words.
        (
            f"<p>{ARABIC}: see the <em>Almanac</em> first {ARABIC}.</p>",
            f'<p>{ARABIC}: <span dir="ltr">see the <em>Almanac</em> first</span> {ARABIC}.</p>',
        ),
        (
            f"<p>{ARABIC} <b>A</b> and <b>B</b>, {ARABIC}</p>",
            f'<p>{ARABIC} <span dir="ltr"><b>A</b> and <b>B</b></span>, {ARABIC}</p>',
        ),
        # A line of one language keeps its last mark at its end.
        ("<td>It rises.</td>", '<td><span dir="ltr">It rises.</span></td>'),
        ("<td>-5</td>", '<td><span dir="ltr">-5</span></td>'),
        # What is inside an element runs as it does.
        (
            f"<p>{ARABIC} <em>Alma <b>nac</b></em> {ARABIC}</p>",
            f'<p>{ARABIC} <em dir="ltr">Alma <b>nac</b></em> {ARABIC}</p>',
        ),
    ],
)
def test_a_run_becomes_an_element(before: str, after: str) -> None:
    assert isolated(before) == after


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{ARABIC} <b>{ARABIC}</b>, {ARABIC} 12 [1]</p>",
        f"<p>{ARABIC} Isaac Newton {ARABIC}</p>",  # one piece of text, which WeasyPrint orders
        "<td>Newton</td>",
        f"<pre><code>say <b>{ARABIC}</b> no.</code></pre>",
    ],
)
def test_other_lines_stay_as_they_are(body: str) -> None:
    assert isolated(body) == body


def test_on_an_english_page_arabic_is_what_runs_the_other_way() -> None:
    body = f"<p>The word <b>{ARABIC}</b> {ARABIC} is.</p>"
    run = f'<span dir="rtl"><b>{ARABIC}</b> {ARABIC}</span>'
    assert isolated(body, leftward=False) == f"<p>The word {run} is.</p>"
    assert isolated("<p>No <b>such</b> word.</p>", leftward=False) == "<p>No <b>such</b> word.</p>"


def test_what_only_a_key_shows_changes_nothing() -> None:
    student = isolated('<p>The <span class="blank"/> rises <b>x</b>.</p>')
    key = isolated(f'<p>The <span class="blank">{ARABIC}</span> rises <b>x</b>.</p>')
    assert key.replace(f">{ARABIC}</span>", " />") == student


WORDS = st.sampled_from(["tide", ARABIC, "12", "-3", ".", " ", "(", "\n"])
NODES = st.recursive(
    WORDS,
    lambda inner: st.tuples(
        st.sampled_from(["p", "b", "em", "li", "code", "span"]), st.lists(inner, max_size=4)
    ).map(lambda node: f"<{node[0]}>{''.join(node[1])}</{node[0]}>"),
    max_leaves=12,
)


@given(NODES, st.booleans())
def test_no_word_is_lost_or_moved(body: str, leftward: bool) -> None:
    text = "".join(fromstring(f"<body>{body}</body>").itertext())  # noqa: S314
    after = isolated(body, leftward)
    assert "".join(fromstring(f"<body>{after}</body>").itertext()) == text  # noqa: S314
