"""Finished decks: native, valid, clean, and the same bytes every time."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pptx
import pytest
from gates import ooxml, render
from gates.pptx_lint import problems as lint

from .making import a_deck, slide, written
from .test_deck_fixtures import FIXTURES

# Decks whose slides hold no more than fits: the others are not written to anybody's disk.
SOUND = [path for path in FIXTURES if path.stem != "overflow"]


def _shapes(markup: str) -> list[Any]:
    deck, _ = written(markup)
    return list(pptx.Presentation(io.BytesIO(deck)).slides[0].shapes)


def _parts(deck: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_everything_is_a_native_object() -> None:
    body = (
        '<p id="a">Text</p><table id="b"><tbody><tr><td>1</td></tr></tbody></table>'
        '<figure id="c"><img src="course/assets/wide.png" alt="A field"/></figure>'
        '<pre id="d"><code>x</code></pre>'
    )
    kinds = {shape.name: shape for shape in _shapes(a_deck(slide(body)))}
    assert kinds["Title"].is_placeholder
    assert kinds["Body"].is_placeholder
    assert kinds["Table b"].has_table
    assert kinds["Picture c"].shape_type == 13
    assert kinds["Code d"].has_text_frame


def test_a_title_is_never_missing() -> None:
    deck, problems = written(a_deck(slide("<p>Text</p>", title="\x07 \x00")))
    assert pptx.Presentation(io.BytesIO(deck)).slides[0].shapes.title.text_frame.text == "A deck"
    assert [p.code for p in problems] == ["slide-untitled"]


@pytest.mark.parametrize(
    "nasty",
    [
        "\x00\x07\x1b\x7f",
        "\ud800 \udfff",
        "\ufffe\uffff",
        "a" * 400,
        "\u202e\u0301" * 30,
        "&lt;_x0007_&gt;",
    ],
    ids=["control", "surrogates", "noncharacters", "long-word", "marks", "escapes"],
)
def test_nasty_text_makes_a_sound_deck(nasty: str) -> None:
    body = f"<p>{nasty} and more</p><table><tbody><tr><td>{nasty}</td></tr></tbody></table>"
    attributes = f'author="{nasty}" subject="{nasty}"'
    deck, _ = written(a_deck(slide(body, title=f"T {nasty}"), attributes=attributes))
    assert [problem for problem in lint(deck) if "_x0007_" not in problem] == []
    assert len(pptx.Presentation(io.BytesIO(deck)).slides) == 1


def test_the_same_markup_gives_the_same_bytes(tmp_path: Path) -> None:
    markup = FIXTURES[0].read_text(encoding="utf-8")
    here, _ = written(markup)
    program = (
        "import sys; from pathlib import Path; from deck.making import written; "
        f"Path(sys.argv[1]).write_bytes(written(Path({str(FIXTURES[0])!r}).read_text('utf-8'))[0])"
    )
    environment = os.environ | {
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Tokyo",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    elsewhere = tmp_path / "elsewhere.pptx"
    subprocess.run([sys.executable, "-c", program, str(elsewhere)], env=environment, check=True)
    assert here == elsewhere.read_bytes()


def test_nothing_of_a_picture_s_file_travels() -> None:
    body = '<figure id="f"><img src="course/assets/tall.jpg" alt="A tower"/></figure>'
    deck, _ = written(a_deck(slide(body)))
    parts = _parts(deck)
    assert "ppt/media/image1.jpg" in parts
    assert not any(b"tall" in data or b"Somebody" in data for data in parts.values())


def test_one_picture_is_kept_once() -> None:
    body = '<p><img src="course/assets/wide.png" alt="A field"/></p>'
    deck, _ = written(a_deck(slide(body * 2)))
    assert [name for name in _parts(deck) if "media" in name] == ["ppt/media/image1.png"]


def test_an_svg_is_a_picture_with_its_drawing_and_pixels_for_other_programs() -> None:
    body = '<figure id="f"><img src="course/assets/figure.svg" alt="A figure"/></figure>'
    parts = _parts(written(a_deck(slide(body * 2)))[0])
    assert [name for name in parts if "media" in name] == [
        "ppt/media/image1.png",
        "ppt/media/image2.svg",
    ]
    assert b'ContentType="image/svg+xml"' in parts["[Content_Types].xml"]
    pictures = _shapes(a_deck(slide(body)))
    (picture,) = [shape for shape in pictures if hasattr(shape, "image")]
    assert picture.image.ext == "png"
    assert picture.width == 2 * picture.height
    assert picture.width > 40 * 9525, "a drawing stays sharp when it is enlarged"


def test_nothing_of_the_reference_deck_itself_is_left() -> None:
    parts = _parts(written(a_deck(slide("<p>Text</p>")))[0])
    assert sorted(name for name in parts if name.startswith("docProps")) == ["docProps/core.xml"]
    assert b"2000-01-01T00:00:00Z" in parts["docProps/core.xml"]


def test_a_blank_s_words_stand_in_the_notes_and_the_strip_alone() -> None:
    blank = '<p>A <span class="blank" data-number="1" data-size="4">hidden word</span>.</p>'
    parts = _parts(written(a_deck(slide(blank)))[0])
    holders = [name for name, data in parts.items() if b"hidden word" in data]
    assert sorted(holders) == ["ppt/notesSlides/notesSlide1.xml", "ppt/slides/slide1.xml"]
    assert parts["ppt/slides/slide1.xml"].count(b"hidden word") == 1


@pytest.mark.slow
def test_every_fixture_is_valid_and_opens(tmp_path: Path) -> None:
    decks = []
    for fixture in SOUND:
        deck, _ = written(fixture.read_text(encoding="utf-8"))
        assert lint(deck) == []
        decks.append(tmp_path / f"{fixture.stem}.pptx")
        decks[-1].write_bytes(deck)
    assert {path.name: said for path, said in ooxml.sdk_errors(decks).items() if said} == {}
    render.to_pdf(decks, tmp_path)


def test_a_picture_between_words_leaves_its_own_words_there() -> None:
    picture = '<img src="course/assets/wide.png" alt="a field"/>'
    shapes = _shapes(a_deck(slide(f"<p>First {picture}, then more.</p>")))
    texts = [s.text_frame.text for s in shapes if s.has_text_frame]
    assert "First a field, then more." in texts
    assert sum("pic" in s._element.tag for s in shapes) == 1
