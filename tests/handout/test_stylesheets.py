"""What stylesheets say to those who place and draw."""

from __future__ import annotations

import pytest
from shipped import bundle

from lessonpress.handout import stylesheets
from lessonpress.handout.stylesheets import MEASURES, Stylesheets
from lessonpress.model import PageSetup


def sheets(*texts: str) -> Stylesheets:
    return Stylesheets(PageSetup(), tuple((f"{n}.css", t.encode()) for n, t in enumerate(texts)))


def test_of_two_declarations_the_last_wins() -> None:
    found = sheets(
        ":root { --gutter: 7mm; --text-column: 1in }", "/* --gutter: 9mm; */ :root{--gutter:2cm}"
    )
    assert found.length("gutter") == pytest.approx(56.69, abs=0.01)
    assert found.length("text-column") == 72


def test_what_a_stylesheet_does_not_say_in_lengths_is_ours() -> None:
    assert sheets("").length("text-column") == pytest.approx(343, abs=0.1)
    assert sheets(":root { --figure-type: large }").lengths("figure-type") == (9.5, 9, 8.5, 8)


def test_ours_are_what_print_css_says() -> None:
    guides, ours = (
        stylesheets.of(bundle(), PageSetup(), "en", sheet).properties
        for sheet in ("guide.css", "slides.css")
    )
    ours = {"slide-picture": guides["slide-picture"], **ours}
    said = {name: value for name, value in MEASURES.items() if not name.endswith("-alone")}
    assert {name: ours[name] for name in said} == said


@pytest.mark.parametrize(
    ("written", "left", "right"),
    [
        ("margin-inline-start: 1pt", "margin-left: 1pt", "margin-right: 1pt"),
        ("padding-inline-end:1pt", "padding-right:1pt", "padding-left:1pt"),
        ("border-inline-start-width: 0", "border-left-width: 0", "border-right-width: 0"),
        ("inset-inline-end: 0", "right: 0", "left: 0"),
        ("float: inline-end", "float: right", "float: left"),
        ("clear:inline-start", "clear:left", "clear:right"),
        ("--my-margin-inline-start: 0", *["--my-margin-inline-start: 0"] * 2),
        ("text-align: start", *["text-align: start"] * 2),
    ],
)
def test_the_sides_of_lines_become_those_of_the_page(written: str, left: str, right: str) -> None:
    for leftward, side in ((False, left), (True, right)):
        said = stylesheets.sided(f"{written}; x", leftward)
        assert said.replace(" ", "") == f"{side}; x".replace(" ", "")
        assert said.index("x") == f"{written}; x".index("x")  # all is where it was


@pytest.mark.parametrize(("lang", "turned"), [("ar-EG", True), ("es", False)])
def test_only_leftward_languages_have_pages_turned_round(lang: str, turned: bool) -> None:
    found = dict(stylesheets.of(bundle(), PageSetup(), lang).sheets)
    assert ("templates/handout/rtl.css" in found) == turned
