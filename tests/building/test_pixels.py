"""SVG pictures as pixels, drawn in a process that may hang or crash."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

import pytest
from lessons import COURSE
from PIL import Image

from lessonpress import reader, svg
from lessonpress.building import pixels
from lessonpress.inputs import Inputs

FONTS = Path(__file__).parents[2] / "templates" / "fonts"
ROOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40" width="80" height="40">'


@lru_cache
def fonts() -> dict[str, bytes]:
    return {f"templates/fonts/{path.name}": path.read_bytes() for path in FONTS.glob("*.ttf")}


def drawn(**pictures: str) -> tuple[dict[str, bytes], list[tuple[str, int]]]:
    """Draw pictures that a lesson shows, one on a line, and return them by name."""
    text = "\n\n".join(f"![Alt]({name}.svg)" for name in pictures)
    lesson, _ = reader.read_lesson("01", text.encode(), "01.md", COURSE)
    given = {f"course/{n}.svg": f"{ROOT}{inside}</svg>".encode() for n, inside in pictures.items()}
    inputs, lost = pixels.joined(lesson, Inputs(fonts() | given))
    found = {n: inputs.get(svg.raster_of(f"course/{n}.svg"), b"") for n in pictures}
    return found, [(problem.code, problem.span.line) for problem in lost]


def ink(png: bytes) -> int:
    with Image.open(io.BytesIO(png)) as picture:
        return sum(picture.convert("RGBA").getchannel("A").histogram()[128:])


def test_the_longer_side_is_that_of_a_projector() -> None:
    found, lost = drawn(a='<rect width="80" height="40"/>')
    with Image.open(io.BytesIO(found["a"])) as picture:
        assert picture.size == (1600, 800)
    assert lost == []


def test_text_is_set_in_the_shipped_fonts_alone() -> None:
    text = '<text y="30" font-size="20" font-family="{}">Text</text>'
    found, _ = drawn(
        a=text.format("DejaVu Sans, sans-serif"),
        b=text.format("Carlito"),
        c=text.format("Georgia, serif"),
    )
    assert found["a"] == found["b"] != found["c"]
    assert ink(found["a"]) > 1000


def test_lessons_without_an_svg_start_no_process() -> None:
    lesson, _ = reader.read_lesson("01", b"Text", "01.md", COURSE)
    inputs = Inputs({"course/a.png": b"\x89PNG"})
    assert pixels.joined(lesson, inputs) == (inputs, ())


@pytest.mark.slow
def test_one_that_takes_for_ever_or_crashes_costs_nothing_else() -> None:
    blurred = '<filter id="f"><feGaussianBlur stdDeviation="20"/></filter>'
    found, lost = drawn(
        a="<rect/>",
        hangs=blurred + '<rect width="80" height="40" filter="url(#f)"/>' * 400,
        crashes="<g>" * 5000 + "<rect/>" + "</g>" * 5000,
        z="<rect/>",
    )
    assert [name for name, png in found.items() if png] == ["a", "z"]
    assert lost == [("picture-too-large", 3), ("picture-too-large", 5)]
