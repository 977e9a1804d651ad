"""SVG pictures on paper: as drawings where WeasyPrint draws them well, else as their pixels."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from typing import Any

import pytest
from gates import pdf, programs
from PIL import Image, ImageChops
from resvg_py import svg_to_bytes

from handout.making import TEMPLATES, Made
from lessonpress import svg

Handout = Callable[..., Made]

LIME = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="48" viewBox="0 0 96 48">'
    '<linearGradient id="g"><stop stop-color="lime"/></linearGradient>'
    '<rect width="96" height="48" fill="url(#g)"/>{}</svg>'
)
BLUR = '<filter id="f"><feGaussianBlur stdDeviation="1"/></filter>'


def files(drawing: str) -> dict[str, bytes]:
    """A job's inputs for one drawing, the pixels twice as fine as a screen's."""
    pixels = svg_to_bytes(svg_string=drawing, width=192)
    path = "course/lime.svg"
    return {path: drawing.encode(), svg.raster_of(path): pixels}


def lime(made: Made) -> list[tuple[int, int, int, int]]:
    """Where something lime is printed: left, top, right, bottom in points, from the page's top."""
    command = [programs.find("pdftoppm"), "-r", "72", "-png", str(made.path)]
    drawn = subprocess.run(command, capture_output=True, check=True).stdout
    page = Image.open(io.BytesIO(drawn)).convert("RGB")
    rest: Any = ImageChops.subtract(page.getchannel("G"), page.getchannel("R")).load()
    pixels = [(x, y) for y in range(page.height) for x in range(page.width) if rest[x, y] > 120]
    rows = sorted({y for _, y in pixels})
    starts = [y for y in rows if y - 1 not in rows]
    ends = [y for y in rows if y + 1 not in rows]
    columns = [x for x, _ in pixels]
    return [(min(columns), a, max(columns) + 1, b + 1) for a, b in zip(starts, ends, strict=True)]


@pytest.mark.slow
@pytest.mark.parametrize("more", ["", BLUR], ids=["as a drawing", "as pixels"])
def test_a_drawing_used_twice_is_printed_twice_in_its_size(handout: Handout, more: str) -> None:
    drawing = LIME.format(more)
    made = handout("![One](lime.svg)\n\n![Two](lime.svg)\n", files=files(drawing))
    sizes = [(right - left, bottom - top) for left, top, right, bottom in lime(made)]
    assert len(sizes) == 2
    assert all(width in (72, 73) and height in (36, 37) for width, height in sizes)
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
    assert svg.prints_as_drawing(LIME.format(inside).encode()) == drawn


@pytest.mark.slow
def test_paper_says_what_plays_in_the_slides(handout: Handout) -> None:
    text = "![A pier](pier.mp4){poster=lime.svg}\n\nA tone ![of 440 Hz](tone.mp3) here.\n"
    made = handout(text, files=files(LIME.format("")) | signs())
    assert "Video in the slides A pier" in made.text
    assert "Sound in the slides" in made.text
    assert len(lime(made)) == 1
    assert pdf.problems(made.path) == []


def signs() -> dict[str, bytes]:
    """What stands for a video or sound that has no poster, as it is shipped."""
    return {
        f"templates/posters/{path.name}": path.read_bytes()
        for path in (TEMPLATES / "posters").iterdir()
    }


# --- computed figures ----------------------------------------------------------------------------

# The hint's page is known when all pages are laid out, so that they are laid out again.
HINTED = """
::: {.exercise lines=16}
### A task

::: hint
Think.
:::
:::

```flow
direction: down
First -> Second -> Third -> Fourth -> Fifth -> Sixth
```
"""


@pytest.mark.slow
def test_a_figure_that_moves_to_the_next_page_takes_its_shapes_along(handout: Handout) -> None:
    made = handout(HINTED)
    found = words(made, "First", "Sixth")
    assert len(found) == 2
    for page, left, middle in found:
        assert page == 2
        assert ground(made, page, left - 2, middle) != (255, 255, 255)


def words(made: Made, *wanted: str) -> list[tuple[int, float, float]]:
    """Return the page of each word, its left edge and the middle of its height, in points."""
    command = [programs.find("pdftotext"), "-bbox", str(made.path), "-"]
    listed = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    pages = enumerate(listed.split("<page ")[1:], 1)
    number = r'="([\d.]+)"'
    line = rf"<word xMin{number} yMin{number} xMax{number} yMax{number}>(?:{'|'.join(wanted)})</"
    return [
        (page, float(left), (float(top) + float(bottom)) / 2)
        for page, text in pages
        for left, top, _, bottom in re.findall(line, text)
    ]


def ground(made: Made, page: int, x: float, y: float) -> Any:
    """Return the colour of a page at a place, in points from its top left corner."""
    numbers = ["-f", str(page), "-l", str(page)]
    command = [programs.find("pdftoppm"), "-r", "72", "-png", *numbers, str(made.path)]
    drawn = subprocess.run(command, capture_output=True, check=True).stdout
    return Image.open(io.BytesIO(drawn)).convert("RGB").getpixel((round(x), round(y)))
