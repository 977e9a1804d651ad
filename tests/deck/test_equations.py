"""Equations on slides: native where PowerPoint edits them, spelled where nothing shows them."""

from __future__ import annotations

import io
import zipfile
from html import escape
from pathlib import Path

import pytest
from gates import ooxml, pdf, pptx_lint, render
from lxml import etree

from lessonpress import formulas, measure
from lessonpress.deck import equations
from lessonpress.deck import model as d
from lessonpress.deck.fitting import setting
from lessonpress.deck.pptx import omml

from .making import a_deck, fitted, fonts, slide, written

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def inline(latex: str) -> str:
    said = escape(formulas.readable(latex))
    return f'<span class="math" data-latex="{escape(latex)}">{said}</span>'


def display(latex: str, ident: str = "e") -> str:
    said = escape(formulas.readable(latex, display=True))
    return f'<div class="equation" id="{ident}" data-latex="{escape(latex)}">{said}</div>'


def part(data: bytes, name: str = "ppt/slides/slide1.xml") -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


# --- LaTeX to OMML -------------------------------------------------------------------------------

# The elements of OMML with what they say; properties are left out.
SHAPES = {
    r"\frac{a}{b}": "f(num(a) den(b))",
    r"\binom{n}{k}": "d(e(f(num(n) den(k))))",
    r"x^2": "sSup(e(x) sup(2))",
    r"x_i": "sSub(e(x) sub(i))",
    r"x_i^2": "sSubSup(e(x) sub(i) sup(2))",
    r"\sqrt x": "rad(deg() e(x))",
    r"\sqrt[3]{x}": "rad(deg(3) e(x))",
    r"\sum_{i}^{n} i=1": "nary(sub(i) sup(n) e(i)) = 1",
    r"\int f\,dx": "nary(sub(\u200b) sup(\u200b) e(f \u2009 d x))",
    r"\sin x+1": "func(fName(sin) e(x)) + 1",
    r"\lim_{x\to0} x": "func(fName(limLow(e(lim) lim(x → 0))) e(x))",
    r"\hat x": "acc(e(x))",
    r"\overline{AB}": "bar(e(A B))",
    r"\underbrace{a}_{n}": "limLow(e(groupChr(e(a))) lim(n))",
    r"\begin{pmatrix}a&b\end{pmatrix}": "d(e(m(mr(e(a) e(b)))))",
    r"\begin{cases}a\\b\end{cases}": "d(e(m(mr(e(a)) mr(e(b)))))",
    r"a\\b": "eqArr(e(a) e(b))",
    r"\boxed{a}": "borderBox(e(a))",
    r"\phantom{a}b": "phant(e(a)) b",
    r"(a+b)^2": "sSup(e(d(e(a + b))) sup(2))",
    r"\text{if }x": "if x",
}


@pytest.mark.parametrize("latex", SHAPES)
def test_formula_becomes_native_structures(latex: str) -> None:
    math = omml.inline(formulas.parsed(latex, display=True), omml.Look(lambda i, b: ""))
    assert _outline(etree.fromstring(math)) == SHAPES[latex]


def _outline(element: etree._Element) -> str:
    return " ".join(filter(None, map(_shape, element)))


def _shape(element: etree._Element) -> str:
    name = str(element.tag).removeprefix(MATH)
    if name.endswith("Pr"):
        return ""
    if name == "r":
        text = str(element.xpath("string()"))
        return text.strip(" ") or text
    return f"{name}({_outline(element)})"


# --- in the deck ---------------------------------------------------------------------------------


def test_a_paragraph_with_a_formula_is_an_equation_and_a_fallback_in_words() -> None:
    data, problems = written(a_deck(slide("<p>Half is " + inline(r"\frac12") + ".</p>")))
    assert problems == []
    tree = part(data)
    (choice,), (fallback,) = tree.iter(CHOICE), tree.iter(FALLBACK)
    assert [*choice.iter(f"{MATH}f")]
    assert str(fallback.xpath("string()")) == "Half is 1/2."
    # LibreOffice leaves an equation in a line out, but passes over a name it does not know.
    assert choice.get("Requires") != "a14"
    assert pptx_lint.problems(data) == []


def test_a_displayed_formula_is_a_shape_of_its_own_that_says_what_it_shows() -> None:
    data, _ = written(a_deck(slide("<p>So:</p>" + display(r"\frac{a}{b}") + "<p>Then.</p>")))
    (choice,) = part(data).iter(CHOICE)
    assert choice.get("Requires") == "a14"
    assert choice.xpath(".//*[local-name()='cNvPr']/@descr") == ["a/b"]
    assert pptx_lint.problems(data) == []


def test_titles_and_notes_spell_formulas_with_raised_signs() -> None:
    notes = f"<notes><p>Say {inline('x^2')}</p></notes>"
    data, _ = written(a_deck(slide("<p>text</p>", title=f"On {inline('x^2')}", more=notes)))
    for name in ("ppt/slides/slide1.xml", "ppt/notesSlides/notesSlide1.xml"):
        assert not [*part(data, name).iter(f"{MATH}oMath")]
        raised = part(data, name).xpath("//*[local-name()='rPr'][@baseline]/..//text()")
        assert raised == ["2"]


def test_a_table_with_formulas_stays_a_table_in_both() -> None:
    row = f"<tr><td>{inline('x^2')}</td></tr>"
    data, _ = written(a_deck(slide(f"<table><tbody>{row}</tbody></table>")))
    assert len([*part(data).iter(f"{DRAWING}tbl")]) == 2
    assert pptx_lint.problems(data) == []


def test_a_formula_takes_its_room_in_a_line() -> None:
    format_, faces = d.ParagraphFormat(20.0, "Calibri"), fonts()
    low, high = (
        equations.piece(d.Math(latex, ""), format_, faces)
        for latex in ("x", r"\frac{\frac ab}{\frac cd}")
    )
    (short,), (tall,) = (measure.lines([piece], 500) for piece in (low, high))
    assert tall.height > 1.3 * short.height
    assert setting.pieces([d.Math("x", "x")], format_, faces) == [low]


def test_a_wide_equation_is_set_smaller_and_one_too_wide_is_an_error() -> None:
    terms = "+".join(f"x_{{{n}}}" for n in range(22))
    deck, problems = fitted(a_deck(slide(display(terms))))
    (shape,) = (s for s in deck.slides[0].shapes if isinstance(s, d.EquationShape))
    assert 14 <= shape.format.size < 24
    assert "equation-too-wide" not in {p.code for p in problems}
    _, problems = fitted(a_deck(slide(display(f"{terms}+{terms}+{terms}"))))
    assert "equation-too-wide" in {p.code for p in problems}


@pytest.mark.slow
def test_office_finds_no_error_and_libreoffice_shows_every_formula(tmp_path: Path) -> None:
    body = "".join(
        f"<p>{inline(latex)}</p>{display(latex, f'e{n}')}" for n, latex in enumerate(ALL)
    )
    path = tmp_path / "formulas.pptx"
    path.write_bytes(written(a_deck(slide(body)))[0])
    assert ooxml.sdk_errors([path]) == {path: []}
    assert pptx_lint.problems(path.read_bytes()) == []
    (printed,) = render.to_pdf([path], tmp_path)
    text = "".join(word.text for word in pdf.words(printed))
    assert text.count("mc") >= 2, "in the line and alone"


ALL = (*SHAPES, "E=mc^2", r"x\overset{a}{=}y", r"\begin{aligned}a&=b\\&=c\end{aligned}")
