"""What makes pages pleasant to read, measured on the lines of one finished handout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

import pyphen
import pytest
from gates import pdf, tags

from handout.making import Made, make, picture

pytestmark = pytest.mark.slow

PROSE = """Boats that come home late find little room at the quay, since everybody knows when the
water will be high and few wait for it. Whoever has rowed against a falling tide remembers for how
long the lights of the village stay where they are, however hard one pulls; and whoever has not may
take the word of those who have. The harbour master writes down each of them and says no more."""
LONG = "Verwaltungsgerichtsbarkeit"
# Words of many lengths before it bring it to the ends of lines.
LONGER = " ".join(f"{'m' * (n % 11 + 2)} {LONG}" for n in range(60))
ROWS = "\n".join(f"| row{n} | what stands in it |" for n in range(1, 61))


def section(number: int) -> str:
    """A section whose heading comes somewhere else on its page than that of the one before."""
    first = " ".join([PROSE] * (1 + number % 3))
    paragraphs = f"BEGIN{number} {first} END.\n\n{PROSE} END.\n\nSEEN{number}."
    shown = f'![A grey picture](assets/a.png "SHOWN{number}.")'
    return f"## HEAD{number}\n\n{paragraphs}\n\n{shown}\n\n{PROSE} END."


UNIT = f"""---
title: The quay
date: 2024-02-29
lang: en-GB
---

{"".join(f"{section(n)}{chr(10)}{chr(10)}" for n in range(1, 13))}

## Words

In English: {LONGER}.

[In German: {LONGER}.]{{lang=de}}

The [*muelle*]{{lang=es}} is the quay.

| HEADING | What |
|---------|------|
{ROWS}
"""


@dataclass(frozen=True)
class Line:
    """A line of text on a page (1 is the first)."""

    page: int
    words: tuple[str, ...]
    top: float

    @property
    def text(self) -> str:
        """What is on it."""
        return " ".join(self.words)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The handout that all are asked of."""
    folder = tmp_path_factory.mktemp("typography")
    return make(UNIT, folder, files={"course/assets/a.png": picture(300, 120)})


@pytest.fixture(scope="module")
def lines(made: Made) -> list[Line]:
    """All lines of the handout, without what stands in the margins."""
    words = [word for word in pdf.words(made.path) if 70 < word.top < 770]
    by_line = groupby(words, key=lambda word: (word.page, round(word.bottom)))
    return [
        Line(page, tuple(word.text for word in found), found[0].top)
        for (page, _), group in by_line
        if (found := list(group))
    ]


def page_of(word: str, lines: list[Line]) -> int:
    """The page on which a word stands."""
    return next(line.page for line in lines if word in line.words)


def prose(lines: list[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph of prose."""
    found = [line for line in lines if any(word in _WORDS for word in line.words)]
    ends = [n for n, line in enumerate(found, 1) if line.words[-1] == "END."]
    yield from (found[start:end] for start, end in pairwise([0, *ends]))


_WORDS = frozenset({*PROSE.split(), "END."})


def test_lines_of_prose_have_sixty_to_seventy_five_characters(lines: list[Line]) -> None:
    full = [line for paragraph in prose(lines) for line in paragraph[:-1]]
    lengths = sorted(len(line.text) for line in full)
    assert len(lengths) > 100
    assert 60 <= sum(lengths) / len(lengths) <= 75
    within = [length for length in lengths if 57 <= length <= 76]
    assert len(within) > 0.9 * len(lengths), lengths


def test_no_line_of_a_paragraph_is_left_alone_on_a_page(lines: list[Line]) -> None:
    torn = [p for p in prose(lines) if len({line.page for line in p}) > 1]
    assert len(torn) > 2
    for paragraph in torn:
        pages = [line.page for line in paragraph]
        assert min(map(pages.count, pages)) >= 2, paragraph[0].text


def test_a_heading_stands_on_the_page_of_what_it_heads(lines: list[Line]) -> None:
    heads = [page_of(f"HEAD{n}", lines) for n in range(1, 13)]
    assert heads == [page_of(f"BEGIN{n}", lines) for n in range(1, 13)]
    assert len(set(heads)) > 4


def test_a_figure_stands_after_its_text_or_at_the_head_of_the_next_page(lines: list[Line]) -> None:
    distances = set()
    for n in range(1, 13):
        before, caption = page_of(f"SEEN{n}.", lines), page_of(f"SHOWN{n}.", lines)
        distances.add(caption - before)
        if caption > before:  # 120 pixels are 90 points
            on_page = [line for line in lines if line.page == caption]
            assert [line.words for line in on_page].index((f"SHOWN{n}.",)) == 0
    assert distances == {0, 1}


def divided(lang: str, lines: list[Line]) -> set[str]:
    """The pieces of the long word that stand at the ends of lines in a language's paragraph."""
    start = next(n for n, line in enumerate(lines) if line.words[:2] == ("In", f"{lang}:"))
    end = next(n for n in range(start + 1, len(lines)) if lines[n].words[0] in ("In", "The"))
    return {line.words[-1][:-1] for line in lines[start:end] if line.words[-1].endswith("-")}


def places(lang: str) -> set[str]:
    """The pieces that a language's patterns allow."""
    return {LONG[:position] for position in pyphen.Pyphen(lang=lang).positions(LONG)}


def test_words_are_divided_as_their_language_does(lines: list[Line]) -> None:
    english, german = divided("English", lines), divided("German", lines)
    assert english
    assert english <= places("en_GB")
    assert german <= places("de")
    assert german - places("en_GB")


def test_the_head_of_a_table_is_repeated_on_its_pages(lines: list[Line]) -> None:
    rows = {line.page for line in lines if line.words[0].startswith("row")}
    assert len(rows) > 1
    assert rows == {line.page for line in lines if line.words[0] == "HEADING"}


def test_each_page_but_the_first_says_what_it_is_of(made: Made) -> None:
    foots = pdf.foots(made.path)
    assert foots == [f"{n} of {len(foots)}" for n in range(1, len(foots) + 1)]
    above = [word for word in pdf.words(made.path) if word.top < 70]
    heads = [
        " ".join(word.text for word in above if foot.startswith(f"{word.page} ")) for foot in foots
    ]
    assert heads == [""] + ["The quay A course"] * (len(foots) - 1)


def test_foreign_words_say_their_language_where_pages_are_read_aloud(made: Made) -> None:
    assert {tag.lang for tag in tags.tags(made.path)} == {"", "de", "es"}
