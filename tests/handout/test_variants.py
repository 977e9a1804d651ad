"""Ways to print: with little ink, on both sides of a sheet."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from statistics import fmean

import pytest
from gates import pdf, programs

from handout.making import Made

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
@pytest.mark.parametrize("variant", ["low_ink", "duplex"])
def test_every_variant_is_accessible(handout: Handout, unit: str, variant: str) -> None:
    for key in (False, True):
        assert pdf.problems(handout(unit, key=key, **{variant: True}).path) == []


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
