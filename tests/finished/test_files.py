"""Every file that the content builds, opened again with other software."""

from __future__ import annotations

from pathlib import Path

import pytest
from gates import ooxml, pdf, pptx_lint, render

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("finished")]

# What the PDFs may be set in; Inconsolata is drawn somewhat wider than its regular width.
SHIPPED = ("Carlito", "Gelasio", "Inconsolata")


def test_each_unit_gives_two_decks_a_handout_and_a_key(output: Path) -> None:
    unit = output / "tren-de-aragua"
    built = {path.relative_to(unit).as_posix() for path in unit.rglob("*") if path.is_file()}
    assert built >= {
        "student/01-origins-in-tocoron-slides.pptx",
        "student/01-origins-in-tocoron-handout.pdf",
        "instructor/01-origins-in-tocoron-slides.pptx",
        "instructor/01-origins-in-tocoron-answers.pdf",
        "index.html",
    }


def test_the_open_xml_sdk_finds_no_error(output: Path) -> None:
    errors = ooxml.sdk_errors(output.rglob("*.pptx"))
    assert {path: found for path, found in errors.items() if found} == {}


def test_our_lint_finds_nothing_either(output: Path) -> None:
    decks = {path: pptx_lint.problems(path.read_bytes()) for path in output.rglob("*.pptx")}
    assert {path: found for path, found in decks.items() if found} == {}


def test_libreoffice_shows_every_slide(output: Path, tmp_path: Path) -> None:
    assert render.to_pdf(sorted(output.rglob("*.pptx")), tmp_path)


def test_pdfs_are_sound_and_accessible(output: Path) -> None:
    pages = {path: pdf.problems(path) for path in output.rglob("*.pdf")}
    assert {path: found for path, found in pages.items() if found} == {}


def test_pdfs_use_no_font_of_the_system(output: Path) -> None:
    used = {font for path in output.rglob("*.pdf") for font in pdf.fonts(path)}
    assert {font for font in used if not font.split("+")[-1].startswith(SHIPPED)} == set()
