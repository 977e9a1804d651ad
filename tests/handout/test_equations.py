"""Formulas on paper: drawn on the line in the text's colour, with alt text that says them."""

from __future__ import annotations

import io
from xml.etree.ElementTree import Element, fromstring

import pikepdf
import pytest
from gates import pdf

from handout.test_pages import Handout
from lessonpress.handout import equations

SVG = "{http://www.w3.org/2000/svg}"
COLORS = {"ink": "#111111", "answer": "#222222", "muted": "#333333", "serif": "Gelasio"}
FORMULA = '<span class="math" data-latex="x^2">x²</span>'


def drawn(html: str) -> Element:
    root = fromstring(f"<body>{html}</body>")  # noqa: S314 - our own
    equations.draw(root, COLORS)
    return root


def test_a_formula_is_drawn_with_its_words_as_title() -> None:
    root = drawn(f"<p>So {FORMULA}.</p>")
    (picture,) = root.iter(f"{SVG}svg")
    assert [title.text for title in picture.iter(f"{SVG}title")] == ["x²"]
    assert [*picture.iter(f"{SVG}path")]
    assert "".join(root.itertext()) == "So x²."


@pytest.mark.parametrize(
    ("around", "color"),
    [
        ("<p>{}</p>", "#111111"),
        ('<span class="blank">{}</span>', "#222222"),
        ('<div class="answers"><p>{}</p></div>', "#222222"),
        ("<figcaption>{}</figcaption>", "#333333"),
    ],
)
def test_it_has_the_colour_of_its_place(around: str, color: str) -> None:
    root = drawn(around.format(FORMULA))
    assert {path.get("fill") for path in root.iter(f"{SVG}path")} == {color}


def test_a_formula_that_cannot_be_drawn_stays_text() -> None:
    root = drawn('<p><span class="math" data-latex="\\style[3]{x}">x</span></p>')
    assert "".join(root.itertext()) == "x"


def test_a_heading_says_its_formula_in_the_bookmark() -> None:
    (heading,) = drawn(f"<h2>On {FORMULA}</h2>")
    assert 'bookmark-label: "On x²"' in heading.get("style", "")


UNIT = r"""
## On $x^2$

In a line $\frac{a}{b}$, then

$$
\sum_{i=1}^n i = \frac{n(n+1)}{2}
$$

and [$y^3$]{.blank}.

| a | $|z|$ |
|---|-------|
| $\alpha$ | b |

: Table $t_1$
"""


@pytest.mark.slow
@pytest.mark.parametrize("key", [False, True])
def test_pages_with_formulas_are_accessible(handout: Handout, key: bool) -> None:
    made = handout(UNIT, key=key)
    assert made.diagnostics == ()
    assert pdf.problems(made.path) == []
    said = alt_texts(made.path.read_bytes())
    assert {"x²", "a/b", "∑_(i=1)ⁿ i = (n(n + 1))/2", "|z|", "α", "t₁"} <= said
    assert ("y³" in said) == key


def alt_texts(data: bytes) -> set[str]:

    with pikepdf.open(io.BytesIO(data)) as document:
        things = [o for o in document.objects if isinstance(o, pikepdf.Dictionary)]
        return {str(thing["/Alt"]) for thing in things if "/Alt" in thing}
