"""SVG pictures on paper: as drawings where WeasyPrint draws them well, else as their pixels."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from gates import pdf, programs
from PIL import Image
from resvg_py import svg_to_bytes

from handout.making import Made
from lessonpress import svg

Handout = Callable[..., Made]

RED = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="48" viewBox="0 0 96 48">'
    '<linearGradient id="g"><stop stop-color="red"/></linearGradient>'
    '<rect width="96" height="48" fill="url(#g)"/>{}</svg>'
)
BLUR = '<filter id="f"><feGaussianBlur stdDeviation="1"/></filter>'


def files(drawing: str) -> dict[str, bytes]:
    """A job's inputs for one drawing, the pixels twice as fine as a screen's."""
    pixels = svg_to_bytes(svg_string=drawing, width=192)
    path = "course/red.svg"
    return {path: drawing.encode(), svg.raster_of(path): pixels}


def red(made: Made) -> list[tuple[int, int, int, int]]:
    """Where something red is printed: left, top, right, bottom in points, from the page's top."""
    command = [programs.find("pdftoppm"), "-r", "72", "-png", str(made.path)]
    drawn = subprocess.run(command, capture_output=True, check=True).stdout
    page = Image.open(io.BytesIO(drawn)).convert("RGB")
    pixels = [
        (x, y)
        for y in range(page.height)
        for x in range(page.width)
        if page.getpixel((x, y)) == (255, 0, 0)
    ]
    rows = sorted({y for _, y in pixels})
    starts = [y for y in rows if y - 1 not in rows]
    ends = [y for y in rows if y + 1 not in rows]
    columns = [x for x, _ in pixels]
    return [(min(columns), a, max(columns) + 1, b + 1) for a, b in zip(starts, ends, strict=True)]


@pytest.mark.slow
@pytest.mark.parametrize("more", ["", BLUR], ids=["as a drawing", "as pixels"])
def test_a_drawing_used_twice_is_printed_twice_in_its_size(handout: Handout, more: str) -> None:
    drawing = RED.format(more)
    made = handout("![One](red.svg)\n\n![Two](red.svg)\n", files=files(drawing))
    sizes = [(right - left, bottom - top) for left, top, right, bottom in red(made)]
    assert sizes == [(72, 36), (72, 36)]
    assert pdf.problems(made.path) == []
    command = [programs.find("pdfimages"), "-list", str(made.path)]
    listed = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    assert (" image " in listed) == bool(more)


@pytest.mark.parametrize(
    ("inside", "drawn"),
    [
        ("<text>Latin, Ελληνικά, кириллица, 漢字</text>", True),
        ("<text>مرحبا</text>", False),
        ("<text>עברית</text>", False),
        ("<text>नमस्ते</text>", False),
        (BLUR, False),
        ("<style>.a{mask:url(#m)}</style>", False),
        ("<g/>" * 6000, False),
    ],
)
def test_what_weasyprint_draws_well(inside: str, drawn: bool) -> None:
    assert svg.prints_as_drawing(RED.format(inside).encode()) == drawn
