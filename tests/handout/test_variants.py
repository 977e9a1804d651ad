"""Ways to print: with little ink, on both sides of a sheet, in large print."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest
from gates import pdf, programs, tags

from handout.making import Made, make
from lessonpress.handout import sheets

pytestmark = pytest.mark.slow

Handout = Callable[..., Made]

UNIT = (Path(__file__).parent / "fixtures" / "tides.md").read_text(encoding="utf-8")
ARABIC = (Path(__file__).parent / "arabic.md").read_text(encoding="utf-8")
INKED = """
::: callout
Never walk out on a rising tide.
:::

```python
tide = 5
```

```chart {kind=column alt="Tides"}
Mon: 5
Tue: 7
```
"""
PAGES = "The tide rises.\n\n---\n\n" + "Why?\n\n" * 90


def ink(made: Made) -> float:
    """The share of the first page that is dark: 0 to 1."""
    command = [programs.find("pdftoppm"), "-r", "30", "-gray", "-l", "1", str(made.path)]
    drawn = subprocess.run(command, capture_output=True, check=True).stdout
    return 1 - fmean(drawn.split(b"\n", 3)[3]) / 255


def test_little_ink_prints_the_same_words_in_a_third_less(handout: Handout) -> None:
    usual, spared = handout(INKED), handout(INKED, low_ink=True)
    assert spared.text == usual.text
    assert ink(spared) < 0.67 * ink(usual)


@pytest.mark.parametrize("unit", [UNIT, ARABIC], ids=["english", "arabic"])
@pytest.mark.parametrize("variant", ["low_ink", "duplex", "large"])
def test_every_variant_is_accessible(handout: Handout, unit: str, variant: str) -> None:
    for key in (False, True):
        assert pdf.problems(handout(unit, key=key, **{variant: True}).path) == []


def test_all_variants_go_together(handout: Handout) -> None:
    every: dict[str, Any] = dict.fromkeys(("large", "low_ink", "duplex"), True)
    student, key = (handout(ARABIC, key=key, paper="letter", **every) for key in (False, True))
    for made in (student, key):
        assert made.size == (612.0, 792.0)
        assert pdf.problems(made.path) + tags.problems(made.path) == []
    assert student.anchors.items() <= key.anchors.items()


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_both_sides_of_a_sheet_have_their_wide_margin_where_it_is_bound(
    handout: Handout, paper: str, lang: str
) -> None:
    source = f"---\ntitle: A unit\nlang: {lang}\n---\n{PAGES}"
    single, double = handout(source, paper=paper), handout(source, paper=paper, duplex=True)
    whys = {page: _left(single, page) - _left(double, page) for page in (1, 2, 3)}
    assert whys[1] == pytest.approx(whys[3], abs=0.01)
    assert whys[1] == pytest.approx(-11.34 if lang == "en" else 11.34, abs=0.1)  # 4 mm inwards
    assert whys[2] == pytest.approx(22.68 if lang == "en" else -22.68, abs=0.4)


def _left(made: Made, page: int) -> float:
    words = pdf.words(made.path)
    return next(word.left for word in words if word.page == page and "Why" in word.text)


# --- large print ---------------------------------------------------------------------------------

TEXT = UNIT.split("---\n", 2)[2]
LARGE = f"""
{TEXT}

Much of x^2^ and H~2~O, `code`, [a link](https://example.org), *marked* words.

| One | Two | Three | Four | Five | Six | Seven |
|-----|-----|-------|------|------|-----|-------|
| incomprehensible | words | unfathomable | of | length | to | read |

: Words

> A quotation of a few words

::: {{.exercise lines=2}}
What is it?

::: solution
{"It is of many words. " * 8}
:::
:::

::: {{.quiz}}
1. Which? {{unit=m}}
    answer: 5
2. Match.

    | One | Two |
    |---|---|
    | A | B |
    | C | D |
    | E | F |
:::

```chart {{kind=column alt="Tides" title="Tides"}}
Mon: 5
Tue: 7
```

```timeline {{alt="Years"}}
- 1489: Book
- 1687: Newton
```

```flow {{alt="Moon"}}
New -> Half -> Full
```

```python
def tide(day):  # a comment
```
"""


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("key", [False, True], ids=["handout", "key"])
def test_nothing_in_large_print_is_smaller_than_18_points(
    handout: Handout, sizes: dict[float, str], key: bool, paper: str
) -> None:
    made = handout(LARGE, key=key, paper=paper, large=True)
    assert min(sizes) == 18, sizes[min(sizes)]
    assert "incomprehensible" in made.text
    assert pdf.problems(made.path) == []


def test_a_key_in_large_print_has_its_places_where_students_have_them(handout: Handout) -> None:
    students, key = handout(LARGE, large=True), handout(LARGE, large=True, key=True)
    assert {name: key.anchors[name] for name in students.anchors} == students.anchors


def test_all_that_stands_beside_or_below_the_text_is_at_the_end(handout: Handout) -> None:
    text = handout(LARGE, large=True).text
    assert text.count("A tide of small range.") == 1  # in the glossary
    assert text.index("Notes\n") < text.index("Glossary\n") < text.index("Nearly: the moon")


def test_a_brand_s_sizes_are_those_of_large_print_too(
    handout: Handout, sizes: dict[float, str]
) -> None:
    brand = {"templates/brand.css": b"h2 { font-size: 21pt } figcaption, p { font-size: 6pt }"}
    handout(LARGE, files=brand, large=True)
    assert 36 in sizes
    assert min(sizes) == 18


def test_a_figure_with_no_room_for_large_words_is_smaller_and_its_author_told(
    tmp_path: Path,
) -> None:
    arrows = "\n".join(f"Beginning -> {'Consequence ' * 4}{n}" for n in range(9))
    text = f'```flow {{alt="Steps"}}\n{arrows}\n```\n'
    (told,) = make(text, tmp_path, large=True).diagnostics
    assert (told.code, told.severity.value) == ("figure-small", "info")
    assert make(text, tmp_path).diagnostics == ()


@pytest.fixture
def sizes(monkeypatch: pytest.MonkeyPatch) -> dict[float, str]:
    """The sizes of type that pages are set in, in points, each with some of its words."""
    found: dict[float, str] = {}

    def written(document: Any, *arguments: Any) -> bytes:
        for page in document.pages:
            found.update(_sizes(page._page_box))
        return original(document, *arguments)

    original = sheets.written
    monkeypatch.setattr(sheets, "written", written)
    return found


def _sizes(box: Any) -> Iterator[tuple[float, str]]:
    if getattr(box, "text", "").strip():
        yield round(box.style["font_size"] * 0.75, 1), box.text
    for child in box.all_children():
        yield from _sizes(child)
