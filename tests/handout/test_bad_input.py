"""What no author should write is printed all the same: legibly, completely, with a word on it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from gates import pdf

from handout.making import make, picture

pytestmark = pytest.mark.slow


def words(count: int, name: str = "w") -> str:
    return " ".join(f"{name}{number}x" for number in range(count))


def table(columns: int, rows: int, cell: str) -> str:
    head = "|".join(f"Col{n}x" for n in range(columns))
    body = ("|".join(f"{cell}{row}y{n}x" for n in range(columns)) for row in range(rows))
    return "\n".join([f"|{head}|", f"|{'---|' * columns}", *(f"|{row}|" for row in body)])


def boxes(deep: int) -> str:
    opened = (f"{':' * (40 - n)} {{.callout-tip title=t{n}x}}\n\nb{n}x\n" for n in range(deep))
    return "\n".join([*opened, *(":" * (40 - n) for n in reversed(range(deep)))])


NOTES = "\n\n".join(f"[^n{n}]: Note f{n}x here." for n in range(120))

# What stands between two words of a unit, and the codes of what is said about it.
BAD: dict[str, tuple[str, set[str]]] = {
    "a table wider than the page": (table(16, 12, "incomprehensible"), {"table-wide"}),
    "a table of many pages": (table(2, 120, "r"), set()),
    "a cell higher than a page": (f"| A | B |\n|---|---|\n| {words(900)} | y |", set()),
    "a picture higher than the page": ("![Tall](assets/tall.png)", set()),
    "a word of 500 letters": (f"Before {'q' * 499}x after.", set()),
    "such a word in a cell": (f"| A | B |\n|---|---|\n| {'q' * 499}x | |", {"table-wide"}),
    "a blank in a heading": ("## The [moon]{.blank} pullsx", set()),
    "a heading of 400 words": (f"## {words(400)}", {"heading-long"}),
    "a task longer than a page": (
        f"::: {{.exercise lines=30}}\n{words(500)}\n\n{words(500, 'p')}\n:::",
        {"task-long"},
    ),
    "room longer than a page": ("::: {.exercise lines=50}\nTaskx.\n:::", set()),
    "a footnote longer than a page": (f"Textx.[^a]\n\n[^a]: {words(1500)}", {"footnote-long"}),
    "120 footnotes": (" ".join(f"w{n}x[^n{n}]" for n in range(120)) + f"\n\n{NOTES}", set()),
    "a question longer than a page": (
        f"::: quiz\n1. {words(900)}\n    - [x] {words(300, 'c')}\n    - [ ] bx\n:::",
        set(),
    ),
    "a title of 200 words": (f'::: {{.callout-tip title="{words(200)}"}}\nText.\n:::', set()),
    "lists in lists": ("\n".join(f"{'  ' * n}- n{n}x" for n in range(25)), set()),
    "quotations in quotations": ("\n".join(f"{'>' * n} n{n}x\n" for n in range(1, 29)), set()),
    "boxes in boxes": (boxes(20), set()),
    "a formula wider than the page": (f"$$a = {' + '.join('bcd')}{' + x' * 70}$$", set()),
    "300 lines of code": (
        "```python\n" + "".join(f"f{n}x = 1 #{' ax' * (n % 40)}\n" for n in range(300)) + "```",
        {"code-long"},
    ),
}


@pytest.mark.parametrize(("bad", "codes"), BAD.values(), ids=BAD)
def test_all_of_it_is_printed_on_the_page(bad: str, codes: set[str], tmp_path: Path) -> None:
    unit = f"FIRSTx.\n\n{bad}\n\nLASTx."
    files = {"course/assets/tall.png": picture(100, 2000)}
    made = make(unit, tmp_path, files=files, complaints=True)
    assert {diagnostic.code for diagnostic in made.diagnostics} == codes
    assert pdf.problems(made.path) == []
    found = pdf.words(made.path)
    printed = "".join(word.text for word in found).replace("-", "")
    assert [w for w in re.findall(r"\b[a-zA-Z]\w*x\b", unit) if w not in printed] == []
    width, height = made.size
    assert [w for w in found if w.left < 50 or w.right > width - 40] == []
    assert [w for w in found if w.top < 0 or w.bottom > height - 20] == []
