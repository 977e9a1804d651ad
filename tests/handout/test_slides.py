"""Slides on paper: how many stand on a page, what is beside them, and that they are the deck's."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from deck import brands
from deck.making import DRAWING
from deck.making import picture as colored
from gates import leaks, pdf
from shipped import bundle

from handout.making import COURSE, Made
from lessonpress import deck, measure, reader, views
from lessonpress.deck import model as d
from lessonpress.deck.fitting import frames
from lessonpress.deck.page.lines import lines
from lessonpress.handout import slides
from lessonpress.inputs import Inputs
from lessonpress.model import Audience, Beside, Lesson, Medium, PageSetup

SECRETS = Path(__file__).parents[1] / "finished" / "secrets"
SHIPPED = ("Carlito", "Gelasio", "Inconsolata")
EVERYTHING = """
## Prose

A paragraph that is long enough to run over the end of the slide's line, so that it is broken where
the deck was fitted to be broken, with **strong** and *emphatic* words, `code` and ~~struck~~ ones.

- An item
    - An item within it that is long enough to run over the end of the line of the slide, too,
      since it goes on and on
1. One
2. Two

## Boxes

::: {.callout-warning title="Mind the gap"}
What stands in a box is set a little smaller than what stands on the slide, and breaks elsewhere.
:::

> Nobody has ever asked the sea why it comes.
>
> — A. Seaman

## Words to fill in

The [moon]{.blank} pulls at the [sea]{.blank}, and the sun does too, if from much farther away.

## Code

```python
def tide(moon, sun):  # a comment
    return moon + sun / 2
```

```output
3.5
```

## A table

| Port | Range | Remark |
|------|------:|--------|
| Saint-Malo | 12.2 | The tide comes in as fast as a horse gallops, or so they say in the town |
| Kiel | 0.2 | Hardly any |

## Formulas

So $h = \\frac{a}{b}$ in a line, and

$$ h = \\sum_{i=1}^{n} a_i \\cos(\\omega_i t) $$

## A chart

```chart {kind=column title="Range of the tide" unit=m}
Saint-Malo: 12.2
Dover: 6.1
Kiel: 0.2
```

## A timeline

```timeline
- 1687: Newton explains the tides
- 1775: Laplace calculates them
```

## A flow

```flow
Moon -> Sea: pulls
Sun -> Sea
Sea -> Port
```

## A map

```map
highlight: [France]
cities:
  Saint-Malo: 48.65, -2.02
```

## Pictures

![A field of one colour](assets/field.png)

## Drawings

![Nothing at all](assets/figure.svg)

![](assets/field.png){.decorative width=30%}

:::: {.exercise lines=3 minutes=5}
### Your turn
Why are there two tides a day?

::: solution
Because SOLUTIONQZX.
:::
::::

::: notes
Say NOTEQZX slowly.

- And wait.
:::
"""


def read(text: str, audience: Audience = Audience.STUDENT, lang: str = "en") -> Lesson:
    head = f"---\ntitle: A unit\nlang: {lang}\ndate: 2024-02-29\n---\n"
    source = f"{head}{dedent(text)}".encode()
    lesson, _ = reader.read_lesson("01-unit", source, "01-unit.md", COURSE)
    return views.cut(lesson, Medium.DECK, audience)


def inputs(brand: bytes | None = None) -> Inputs:
    pictures = {
        "course/assets/field.png": colored("PNG", (400, 300)),
        "course/assets/figure.svg": DRAWING,
        "raster/course/assets/figure.svg": colored("PNG", (1600, 800)),
    }
    return bundle().joined(pictures).joined({deck.REFERENCE: brand} if brand else {})


def printed(lesson: Lesson, folder: Path, files: Inputs | None = None, **setup: Any) -> Made:
    made = slides.build(lesson, COURSE, files or inputs(), setup=PageSetup(**setup))
    path = folder / "slides.pdf"
    path.write_bytes(made.data)
    return Made(path, made.diagnostics)


def pages(made: Made) -> int:
    return max(word.page for word in pdf.words(made.path))


# --- pages ---------------------------------------------------------------------------------------


def five() -> Lesson:
    return read("\n\n".join(f"## Slide\n\nWORD{number}" for number in range(1, 5)))


@pytest.mark.parametrize("per_page", [1, 2, 3, 4, 6, 9])
@pytest.mark.parametrize("beside", ["lines", "none"])
def test_so_many_slides_stand_on_a_page(per_page: int, beside: Beside, tmp_path: Path) -> None:
    made = printed(five(), tmp_path, per_page=per_page, beside=beside)
    assert made.diagnostics == ()
    assert pages(made) == math.ceil(5 / per_page)
    where = [word.page for word in pdf.words(made.path) if word.text.startswith("WORD")]
    assert where == [math.ceil(number / per_page) for number in range(2, 6)]


def test_slides_fit_on_either_paper(tmp_path: Path) -> None:
    for paper, size in (("a4", (595.3, 841.9)), ("letter", (612.0, 792.0))):
        made = printed(five(), tmp_path, paper=paper)
        assert made.size == size
        assert pages(made) == 2
        bottom = max(w.bottom for w in pdf.words(made.path) if w.text.startswith("WORD"))
        assert bottom < size[1] - 70


def test_pages_say_what_they_are_of(tmp_path: Path) -> None:
    text = printed(five(), tmp_path).text
    for words in ("A unit", "A course", "CC BY 4.0", "Page 1 of 2", "Page 2 of 2"):
        assert words in text


def test_a_slide_s_title_is_a_bookmark_and_no_heading(tmp_path: Path) -> None:
    made = printed(five(), tmp_path)
    tree = pdf.tag_tree(made.path)
    assert tree.count("H1") == 1
    assert "H2" not in tree
    assert tree.count("Sect") == 5


def test_slides_are_large_where_print_is(tmp_path: Path) -> None:
    assert pages(printed(five(), tmp_path, large=True)) == 5


def test_the_same_slides_are_the_same_bytes(tmp_path: Path) -> None:
    one, other = (printed(five(), tmp_path).path.read_bytes() for _ in range(2))
    assert one == other


# --- what is beside them -------------------------------------------------------------------------


def test_an_instructor_s_notes_stand_beside_the_slides(tmp_path: Path) -> None:
    lesson = read(EVERYTHING, Audience.INSTRUCTOR)
    made = printed(lesson, tmp_path, beside="notes")
    assert leaks.found(["Say NOTEQZX slowly", "And wait"], made.path)


def test_long_notes_are_printed_whole(tmp_path: Path) -> None:
    said = " ".join(f"NOTE{number}" for number in range(900))
    lesson = read(f"## One\n\na\n\n::: notes\n{said}\n:::\n\n## Two\n\nb", Audience.INSTRUCTOR)
    for per_page in (1, 3, 6):
        made = printed(lesson, tmp_path, beside="notes", per_page=per_page)
        words = {word.text for word in pdf.words(made.path)}
        assert {f"NOTE{number}" for number in range(900)} <= words


def test_students_get_lines_in_the_place_of_notes(tmp_path: Path) -> None:
    made = printed(read(EVERYTHING), tmp_path, beside="notes")
    assert leaks.found(["NOTEQZX", "SOLUTIONQZX"], made.path) == {}
    assert "Your turn" in made.text


# --- the deck's twin -----------------------------------------------------------------------------


def test_lines_end_where_they_do_on_the_slides(tmp_path: Path) -> None:
    lesson = read(EVERYTHING, Audience.INSTRUCTOR)
    made = printed(lesson, tmp_path, per_page=1, beside="none")
    fitted, _ = deck.fitted(lesson, COURSE, inputs())
    assert fitted is not None
    scale = 170 / 25.4 * 72 / (fitted.width / d.EMU_PER_POINT)
    words = pdf.words(made.path)
    checked = 0
    for number, slide in enumerate(fitted.slides, 1):
        here = [word for word in words if word.page == number]
        for predicted, room in _predicted(slide):
            checked += 1
            assert predicted in _lines_in(here, room, scale), (number, predicted, room)
    assert checked > 50


def _predicted(slide: d.Slide) -> Iterator[tuple[str, d.Frame]]:
    """Yield the lines that fitting made, and the frames of their shapes."""
    fonts = measure.fonts(inputs())
    for shape in slide.shapes:
        if isinstance(shape, d.TextShape) and not shape.field:
            room = frames.inner(shape.frame, shape.insets)
            for item in shape.text:
                for line in lines(item, room.width, fonts):
                    said = "".join(bit.text for bit in line.bits if bit.kind == "text")
                    odd = any(bit.kind != "text" or bit.style.baseline for bit in line.bits)
                    if said.strip() and not odd:
                        yield re.sub(r"\s+", " ", said).strip(), room


def _lines_in(words: list[pdf.Word], room: d.Frame, scale: float) -> list[str]:
    """The lines of words that stand in a frame of the slide, without bullets and numbers."""
    left = _LEFT + room.left / d.EMU_PER_POINT * scale
    right = left + room.width / d.EMU_PER_POINT * scale
    inside = [w for w in words if left - 1 <= (w.left + w.right) / 2 <= right + 1]
    rows = sorted(inside, key=lambda w: (round(w.bottom), w.left))
    found = []
    for _, row in groupby(rows, lambda w: round(w.bottom)):
        said = " ".join(word.text for word in row)
        found += [said, re.sub(r"^(?:[•–—]|\d+\.|[A-Z]\.) ", "", said)]
    return found


_LEFT = 22 / 25.4 * 72  # a4.css


# --- leaks, access, brands -----------------------------------------------------------------------


def secrets(audience: Audience) -> tuple[Lesson, Inputs]:
    files = {
        f"course/{path.relative_to(SECRETS).as_posix()}": path.read_bytes()
        for path in SECRETS.rglob("*")
        if path.is_file() and path.suffix != ".mp4"
    }
    course, _ = reader.read_course("secrets", files["course/course.yml"], "course.yml")
    source = files["course/01-secrets.md"]
    lesson, _ = reader.read_lesson("01-secrets", source, "01-secrets.md", course)
    given = Inputs(files)
    lesson, _ = reader.with_data(lesson, {p.removeprefix("course/"): b for p, b in files.items()})
    raster = {"raster/course/assets/drawing.svg": colored("PNG", (40, 20))}
    return views.cut(lesson, Medium.DECK, audience), bundle().joined(given).joined(raster)


@pytest.mark.slow
@pytest.mark.parametrize("beside", ["lines", "notes", "none"])
def test_no_secret_is_on_students_slides(beside: Beside, tmp_path: Path) -> None:
    lesson, files = secrets(Audience.STUDENT)
    markers = set(re.findall(r"\w+QZX", files["course/01-secrets.md"].decode()))
    made = printed(lesson, tmp_path, files, beside=beside)
    assert leaks.found(["What everybody sees"], made.path)
    assert leaks.found(markers, made.path) == {}


@pytest.mark.slow
@pytest.mark.parametrize("per_page", [1, 2, 3, 4, 6, 9])
def test_pages_are_sound_and_accessible(per_page: int, tmp_path: Path) -> None:
    for beside in ("lines", "notes", "none"):
        lesson = read(EVERYTHING, Audience.INSTRUCTOR)
        made = printed(lesson, tmp_path, per_page=per_page, beside=beside)
        assert [m for m in made.diagnostics if m.severity != "info"] == []
        assert pdf.problems(made.path) == []
        assert {f for f in pdf.fonts(made.path) if not f.startswith(SHIPPED)} == set()


@pytest.mark.slow
@pytest.mark.parametrize("low_ink", [False, True])
@pytest.mark.parametrize("make", [*brands.BRANDS.values(), brands.adorned, brands.of_two_masters])
def test_slides_of_any_make_are_drawn(
    make: Callable[[], bytes], low_ink: bool, tmp_path: Path
) -> None:
    files = inputs(make())
    made = printed(read(EVERYTHING), tmp_path, files, per_page=6, low_ink=low_ink)
    assert "Your turn" in made.text
    assert pdf.problems(made.path) == []
    lesson = replace(read(EVERYTHING), lang="ar")
    assert pdf.problems(printed(lesson, tmp_path, files, low_ink=low_ink).path) == []
