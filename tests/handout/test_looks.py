"""A brand's colours and faces on paper."""

from __future__ import annotations

import re

from deck import brands
from shipped import bundle

from lessonpress.deck import REFERENCE
from lessonpress.handout import looks
from lessonpress.model import Look
from lessonpress.templating import Templates
from lessonpress.theme import LEGIBLE, contrast

FILES = bundle()


def styles(**changed: bytes) -> str:
    inputs = FILES.joined({REFERENCE: changed.get("brand", FILES[REFERENCE])})
    dressed = looks.dressed(inputs, Templates(inputs.under("templates")))
    return dressed[looks.STYLES].decode()


def test_words_can_be_read_on_paper_whatever_the_theme() -> None:
    for make in brands.BRANDS.values():
        colors = dict(re.findall(r"--(\w+): #(\w+);", styles(brand=make())))
        words = {role: color for role, color in colors.items() if role != "ground"}
        assert set(words) == {"ink", "muted", "accent", "answer"}
        assert all(contrast(color, "FFFFFF") >= LEGIBLE for color in words.values())
        assert all(contrast(color, colors["ground"]) >= LEGIBLE for color in words.values())
        assert contrast(colors["ground"], "FFFFFF") < 1.25


def test_the_theme_s_own_colours_are_taken_where_they_can_be() -> None:
    assert "--accent: #A8401A;" in styles()


def test_a_face_is_named_where_its_files_are_supplied() -> None:
    assert "font-family" not in styles()
    there = styles(brand=brands.with_face("Gelasio"))
    assert '--serif: "Gelasio", Gelasio, Carlito, "Noto Naskh Arabic", serif;' in there


def test_a_face_that_is_missing_is_told() -> None:
    inputs = FILES.joined({REFERENCE: brands.with_face("Somebody Sans")})
    told = [*looks.diagnostics(inputs, Look("brands/x.pptx"))]
    assert [d.code for d in told] == ["brand-font"]
    assert "Somebody Sans" in told[0].message
    assert [*looks.diagnostics(FILES, Look())] == []


def test_a_colour_of_print_css_is_set_in_one_place() -> None:
    css = FILES["templates/handout/print.css"].decode()
    here, theme = (set(re.findall(r"(--\w+):", text)) for text in (css, styles()))
    assert here & theme == set()
    of_fields = {"--digits"}  # how wide a blank's number is, which no stylesheet knows
    assert set(re.findall(r"var\((--\w+)\)", css)) <= here | theme | of_fields


def test_without_a_reference_deck_that_can_be_used_pages_are_ink_on_paper() -> None:
    printed = styles(brand=b"no deck")
    colors = dict(re.findall(r"--(\w+): #(\w+);", printed))
    assert set(colors) == {"ink", "muted", "accent", "answer", "ground"}
    assert colors["ink"] == colors["accent"] == "000000"
    assert "font-family" not in printed
    inputs = FILES.joined({REFERENCE: b"no deck"})
    assert [*looks.diagnostics(inputs, Look())] == []  # the deck says what is wrong with it
