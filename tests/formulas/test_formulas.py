"""Formulas: what LaTeX says, which slips are named where, and what no formula may do."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessonpress import formulas
from lessonpress.deck.pptx import omml
from lessonpress.formulas import drawing, linear

SAID = {
    r"E=mc^2": "E = mc²",
    r"\frac{a}{b}": "a/b",
    r"\frac{a+b}{2}": "(a + b)/2",
    r"x=\frac{-b\pm\sqrt{b^2-4ac}}{2a}": "x = (−b ± √(b² − 4ac))/(2a)",
    r"\sum_{i=1}^n i^2": "∑_(i=1)ⁿ i²",
    r"\int_0^1 x^2\,dx": "∫₀¹ x² dx",
    r"\lim_{x\to0}\frac{\sin x}{x}=1": "lim_(x→0) (sin x)/x = 1",
    r"\binom{n}{k}": "C(n, k)",
    r"\begin{pmatrix}a&b\\c&d\end{pmatrix}": "(a, b; c, d)",
    r"\begin{aligned}a&=b\\&=c\end{aligned}": "a = b; = c",
    r"f(x)=\begin{cases}1&x>0\\0&\text{else}\end{cases}": "f(x) = {1, x > 0; 0, else",
    r"\overline{AB}": "A̅B̅",
    r"\vec v": "v⃗",
    r"x\not=y": "x ≠ y",
    r"1{,}5\cdot10^{-3}": "1,5 · 10⁻³",
    r"x_{i_j}^{2^n}": "x_(i_j)^(2ⁿ)",
    r"\sqrt[3]{x+1}": "∛(x + 1)",
    r"f''(x)": "f″(x)",
    r"\mathbb{R}\ni\mathbf{x}": "ℝ ∋ x",
    r"a<b\text{ if a<b & c}": "a < b if a<b & c",
    r"|x|\le\|y\|": "|x| ≤ ‖y‖",
    r"50\%": "50%",
    r"a\\b": "a; b",
}


@pytest.mark.parametrize("latex", SAID)
def test_formula_is_said_on_one_line(latex: str) -> None:
    assert formulas.readable(latex, display=True) == SAID[latex]


SLIPS = {
    r"\frc{a}{b}": (0, r"No command of formulas is called \frc.", r'Did you mean "\frac"?'),
    r"x+\alhpa": (2, r"No command of formulas is called \alhpa.", r'Did you mean "\alpha"?'),
    r"\frac{a}{b": (8, "{ is never closed.", "Write } where it ends."),
    r"a}": (1, "} closes nothing: there is no { before it.", "Delete it"),
    r"\left(a": (0, r"\left is never closed.", r"Write \right where it ends."),
    r"\begin{cases}a": (0, r"\begin{cases} is never closed.", r"Write \end{cases}"),
    r"\begin{alligned}a\end{alligned}": (0, "'alligned'", 'Did you mean "aligned"?'),
    r"\begin{pmatrix}{a\end{pmatrix}": (15, "{ is never closed.", "Write }"),
    r"x^": (1, "Nothing stands behind a ^", ""),
    r"x_1_2": (1, "two indices", "in braces"),
    r"\frac{a}": (0, "Something is missing here", r"\frac{a}{b}"),
    r"x&y": (1, "& stands in no table", r"\&"),
    r"\def\a{b}\a": (0, r"\def defines a command", "Write out"),
    r"\,": (0, "shows nothing", ""),
    " ": (0, "empty", ""),
}


@pytest.mark.parametrize("latex", SLIPS)
def test_slip_is_named_with_its_place(latex: str) -> None:
    found = formulas.read(latex)
    assert isinstance(found, formulas.Mistake)
    offset, message, hint = SLIPS[latex]
    assert (found.offset, message in found.message, hint in found.hint) == (offset, True, True)


BOMBS = {
    "braces never closed": "{" * 3_900,
    "braces in braces": "{" * 1_900 + "}" * 1_900,
    "ten thousand braces": "{" * 10_000,
    "roots of roots": r"\sqrt" * 700 + "x",
    "fractions of fractions": r"\frac" * 700 + "x",
    "sums of sums": r"\sum" * 900,
    "functions of functions": r"\sin" * 900,
    "styles in styles": r"\displaystyle" * 300 + "x",
    "primes": "'" * 3_900,
    "letters": "a" * 3_999,
    "a command that calls itself": r"\def\a{\a\a}\a",
    "rows": r"\\" * 1_900,
    "brackets": "(" * 2_000 + ")" * 1_900,
    "indices": "x_{" * 19 + "}" * 19,
    "groups": "{" * 19 + "x" + "}" * 19,
    "fractions of indices": r"\frac{x_{" * 9 + "y" + "}}{2}" * 9,
    "stretched brackets": r"\left(" * 15 + "x" + r"\right)" * 15,
}


@pytest.mark.parametrize("latex", BOMBS.values(), ids=BOMBS.keys())
def test_no_formula_takes_long_or_raises(latex: str) -> None:
    start = time.process_time()
    found = formulas.read(latex, display=True)
    if not isinstance(found, formulas.Mistake):
        written(latex)
    assert time.process_time() - start < 15


def written(latex: str, *, drawn: bool = True) -> str:
    """What every output makes of a formula: its drawing, its pieces; and its OMML, returned."""
    tree = formulas.parsed(latex, display=True)
    if drawn:
        drawing.draw(latex, display=True, color="#000000")
    linear.pieces(tree)
    return omml.display(tree, omml.Look(lambda italic, bold: ""))


LETTERS = st.sampled_from("abcxyz")
ATOMS = LETTERS | st.sampled_from(["1", "42", r"\alpha", r"\infty", r"\text{if so}", r"\mathbf{v}"])


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    shapes = (
        r"\frac{%s}{%s}",
        r"\sqrt[%s]{%s}",
        r"{%s}^{%s}",
        r"{%s}_{%s}",
        r"\left(%s\middle|%s\right]",
        r"\sum_{%s}^n %s",
        r"\begin{pmatrix}%s&%s\end{pmatrix}",
        r"\begin{aligned}%s&=%s\end{aligned}",
        r"\overline{%s}+\hat{%s}",
        r"\sin %s \int %s",
        r"\underset{%s}{%s}",
        r"|%s|\ne(%s)",
        r"\boxed{%s}\cancel{%s}",
        r"%s %s",
        "%s = %s",
    )
    pairs = st.tuples(st.sampled_from(shapes), inner, inner)
    return pairs.map(lambda drawn: drawn[0] % drawn[1:])


@given(st.recursive(ATOMS, _grown, max_leaves=8))
@settings(max_examples=60, deadline=None)
def test_every_sound_formula_can_be_written_and_keeps_its_letters(latex: str) -> None:
    names = re.sub(r"\\(?:text|mathbf)", "", latex)
    letters = sorted(re.findall(r"(?<![\\a-z])[abcxyz](?![a-z])", names))
    equation = "".join(re.findall(r"<m:t[^>]*>([^<]*)", written(latex)))
    for said in (equation, formulas.readable(latex, display=True)):
        assert [letter for letter in letters if said.count(letter) < letters.count(letter)] == []


@given(st.text(r"\{}^_&$%#ab12 fracsqrtlefimn()[]|'", max_size=40))
@settings(max_examples=100, deadline=None)
def test_no_text_makes_reading_raise(latex: str) -> None:
    found = formulas.read(latex)
    assert isinstance(found, formulas.Mistake) or written(latex, drawn=False)
