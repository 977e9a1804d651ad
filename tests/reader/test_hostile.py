"""Units made to keep the reader busy, or to break it: each is told of, and soon.

Most were seen to hang or crash Python-Markdown or PyYAML. Seconds are of this process alone, so
that a busy machine fails none.
"""

from __future__ import annotations

import time

import pytest
from lessons import COURSE

from lessonpress import reader
from lessonpress.diagnostics import Severity
from lessonpress.reader import limits

# The text of a unit, and the code of what is said of it.
HOSTILE = {
    "20,000 brackets": ("[" * 20_000, "text-tangled"),
    "5,000 pictures begun": ("![" * 5_000, "text-tangled"),
    "5,000 notes begun": ("^[" * 5_000, "text-tangled"),
    "12,000 links begun": ("[a](" * 4_000, "text-tangled"),
    "3,000 brackets a paragraph": (("[" * 999 + "\n\n") * 30, "text-tangled"),
    "CDATA begun 2,000 times": ("<![CDATA[" * 2_000, "text-tangled"),
    "backticks of all lengths": (" ".join("`" * n for n in range(1, 700)), "text-tangled"),
    "20,000 backticks": ("`a " * 6_000, "text-tangled"),
    "5,000 emphases in each other": ("*" * 5_000 + "x" + "*" * 5_000, "nested-too-deeply"),
    "10,000 quotations in each other": ("> " * 9_000 + "x", "nested-too-deeply"),
    "5,000 lists on a line": ("- " * 5_000 + "x", "nested-too-deeply"),
    "2,000 lists in each other": (
        "\n".join("  " * n + "- x" for n in range(900)),
        "nested-too-deeply",
    ),
    "137 blocks in each other": (
        "::: callout\n" * 137 + "x\n" + ":::\n" * 137,
        "nested-too-deeply",
    ),
    "5,000 blocks never closed": ("::: callout\n" * 5_000, "nested-too-deeply"),
    "9,000 meanings": ("Term\n" + ": meaning\n" * 9_000, "block-too-long"),
    "9,000 rows": ("| a | b |\n|---|---|\n" + "| x | y |\n" * 9_000, "block-too-long"),
    "a line of a megabyte": ("word " * 190_000, "line-too-long"),
    "a paragraph of a megabyte": (("word " * 3_000 + "\n") * 60, "text-too-long"),
    "a word of 20,000 letters": ("a" * 20_000, "line-too-long"),
    "spaces in front": (" " * 60_000 + "x", "line-too-long"),
    "spaces between": ("x" + " " * 60_000 + "y", "line-too-long"),
    "many lines of spaces": ((" " * 299 + "x\n\n") * 3_000, "nested-too-deeply"),
    "a file too large": ("word\n\n" * 300_000, "unit-too-long"),
    "a file of many lines": ("#\n" * 30_000, "unit-too-long"),
    "10,000 formulas begun": ("$$" * 9_000, ""),
    "5,000 tags begun": ("<a " * 5_000, ""),
    "9,999 headings of one name": ("# x\n\n" * 4_900, ""),
    "40,000 underscores": ("a_" * 9_000, ""),
    "an address without end": ("<" + "a" * 9_000 + "@" + "b." * 5_000, ""),
    "attributes without end": ("## x {" + ".a " * 6_000 + "}", "unknown-class"),
    "a long formula": ("$$" + "{" * 10_000 + "$$", "formula-unclear"),
    "half a table": ("|" * 19_000 + "\n|" + "-|" * 9_000 + "\n", "table-ragged"),
    "links to nowhere": ("\n".join(f"[a](#n{n})\n" for n in range(3_000)), "link-target-missing"),
    "lines without end": ("::: {.exercise lines=1000000000}\nx\n:::", "room-unclear"),
}

SETTINGS = {
    "aliases": ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "settings-unreadable"),
    "lists in lists": ("title: " + "[" * 3_000, "settings-unreadable"),
    "pairs in pairs": ("title: " + "{a: " * 4_000, "settings-unreadable"),
    "a program": ("title: !!python/object/apply:os.system ['true']", "settings-unreadable"),
    "a title of a megabyte": ("title: " + "a" * 900_000, "line-too-long"),
    "9,000 keys": ("\n".join(f"k{n}: v" for n in range(9_000)), "unknown-setting"),
}


def codes(text: str) -> dict[str, Severity]:
    """What is said of a unit, which is read within ten seconds."""
    begun = time.process_time()
    _, complaints = reader.read_lesson("unit", text.encode(), "unit.md", COURSE)
    assert time.process_time() - begun < 10
    assert len(complaints) < 10_000
    return {complaint.code: complaint.severity for complaint in complaints}


@pytest.mark.parametrize(("text", "code"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_told_of_and_soon(text: str, code: str) -> None:
    assert not code or code in codes(f"---\ntitle: Hostile\n---\n\n{text}\n")


@pytest.mark.parametrize(("text", "code"), SETTINGS.values(), ids=SETTINGS)
def test_hostile_settings_are_told_of_and_soon(text: str, code: str) -> None:
    assert code in codes(f"---\n{text}\n---\n\nText\n")


def test_what_is_too_much_stops_the_unit() -> None:
    """Nobody gets half of a unit."""
    said = codes("word " * 5_000)
    assert said["line-too-long"] is Severity.ERROR


def test_large_units_are_read_whole() -> None:
    paragraph = "A paragraph with a [link](https://example.org), *stress* and `code`.\n\n"
    count = limits.MOST_LINES // 2 - 10
    lesson, complaints = reader.read_lesson(
        "unit", f"---\ntitle: Large\n---\n\n{paragraph * count}".encode(), "unit.md", COURSE
    )
    assert complaints == ()
    assert len(lesson.blocks) == count
