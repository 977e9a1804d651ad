"""What readers see of the stylesheet: what stands together, what stands out, what is how wide."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest
from gates import pdf, programs

from handout.making import Made

pytestmark = pytest.mark.slow

Handout = Callable[..., Made]


def pages_of(word: str, made: Made) -> list[int]:
    """The pages on which WORD1, WORD2 and so on stand."""
    found = {w.text.rstrip(".:"): w.page for w in pdf.words(made.path) if w.text.startswith(word)}
    return [found[f"{word}{number}"] for number in range(1, len(found) + 1)]


@pytest.mark.parametrize(
    "following",
    ["[so]{.blank} END%d.", "```text\nEND%d\n```", "- END%d"],
    ids=["blanks", "code", "a list"],
)
def test_a_line_stands_on_the_page_of_what_it_leads_in_to(following: str, handout: Handout) -> None:
    made = handout("\n\n".join(f"LEAD{n}:\n\n{following % n}" for n in range(1, 80)))
    assert len(set(pages_of("END", made))) > 2
    assert pages_of("LEAD", made) == pages_of("END", made)


def test_a_few_lines_of_source_stand_on_the_page_of_what_they_make(handout: Handout) -> None:
    part = "```text\nSOURCE%d\n```\n\n| END%d |\n|------|" + "\n| cell |" * 6
    made = handout("\n\n".join(part % (n, n) for n in range(1, 25)))
    assert len(set(pages_of("END", made))) > 2
    assert pages_of("SOURCE", made) == pages_of("END", made)


STRESSED = """
> A *QUOTED* line.
>
> — A. Seaman, *ALMANAC*

::: questions
- What makes *ASKED* tides?
:::

It is [the *FILLED* one]{.blank}.

::: {.exercise lines=3}
Why?

:::: solution
Since *ANSWERED* it is.
::::
:::

::: quiz
1. Which?
    - [x] the *CHOSEN* one
    - [ ] another
2. What?
    answer: the *WRITTEN* one
:::
"""


def test_what_is_stressed_stands_out_where_all_is_in_italics(handout: Handout) -> None:
    path = str(handout(STRESSED, key=True).path)
    command = [programs.find("pdftohtml"), "-xml", "-i", "-stdout", path]
    said = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    for word in ("QUOTED", "ASKED", "FILLED", "ANSWERED", "CHOSEN", "WRITTEN"):
        lines = [line for line in said.splitlines() if word in line]
        assert lines
        assert not any("<i>" in line for line in lines), lines
    assert "<i>ALMANAC</i>" in said


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_name_and_date_have_room_under_the_title_on_every_copy(
    paper: str, handout: Handout
) -> None:
    unit = f"---\ntitle: {'A title of many words ' * 6}\nminutes: 90\n---\nTEXT."
    copies = [handout(unit, paper=paper, **kind) for kind in ({}, {"key": True}, {"form": True})]
    places = [
        {w.text: w for w in pdf.words(copy.path) if w.text in ("Name", "Date", "minutes", "TEXT.")}
        for copy in copies
    ]
    assert places[0] == places[1] == places[2]
    name, date = places[0]["Name"], places[0]["Date"]
    assert name.top == date.top
    assert places[0]["minutes"].bottom < name.top
    assert name.bottom + 14 < places[0]["TEXT."].top
    assert date.left - name.left > 90 / 25.4 * 72


def test_sources_take_the_whole_page_in_two_columns(handout: Handout) -> None:
    made = handout("The [tide]{.term} comes [@almanac; @atlas].")
    assert pdf.problems(made.path) == []
    (_, first, _), (_, second, _) = (made.anchors[f"source-{key}"] for key in ("almanac", "atlas"))
    assert second - first == pytest.approx(89 / 25.4 * 72, abs=1)


def test_a_last_page_of_a_few_sources_is_saved_on_every_copy(
    handout: Handout, monkeypatch: pytest.MonkeyPatch
) -> None:
    cited = "The sea comes and goes [@almanac; @atlas; @logbook].\n\n"
    exercise = "::: {.exercise lines=2}\nWhy?\n\n:::: solution\nSo.\n::::\n:::\n\n"
    units = [cited + exercise + "Text.\n\n" * lines for lines in range(20, 26)]
    students = [handout(unit).anchors for unit in units]
    for anchors, unit in zip(students, units, strict=True):
        assert anchors.items() <= handout(unit, key=True).anchors.items()
    monkeypatch.setattr("lessonpress.handout.ending.mended", lambda document, end: end)
    usual = [handout(unit).anchors["last-page"][0] for unit in units]
    assert usual == [1, 1, 1, 2, 2, 2]
    assert [anchors["last-page"][0] for anchors in students] == [1, 1, 1, 1, 1, 2]


@pytest.mark.parametrize(
    "block",
    [
        "| A | [tide%d]{.term} |\n|---|---|\n| x | LAST%d |\n| x | y |\n| x | y |",
        "::: columns\n:::: column\n- [tide%d]{.term}\n- LAST%d\n- a\n- b\n::::\n:::",
    ],
    ids=["a table", "columns"],
)
def test_a_heading_stands_on_the_page_of_what_has_a_note_beside_it(
    block: str, handout: Handout
) -> None:
    part = "{}## HEAD{}\n\n{}"
    parts = "\n\n".join(
        part.format("A line.\n\n" * (n % 5), n, block % (n, n)) for n in range(1, 40)
    )
    meaning = '::: {.definition title="tide%d"}\nWORD%d.\n:::'
    meanings = "\n\n".join(meaning % (n, n) for n in range(1, 40))
    made = handout(f"{parts}\n\n# Words\n\n{meanings}")
    heads = pages_of("HEAD", made)
    assert len(set(heads)) > 2
    assert heads == pages_of("LAST", made)
    explained = {(word.text.rstrip("."), word.page) for word in pdf.words(made.path)}
    assert {(f"WORD{n}", page) for n, page in enumerate(heads, 1)} <= explained


def test_a_line_holds_all_words_it_can_before_a_bold_one(handout: Handout) -> None:
    """However little of the space before that word has room on it."""
    ends = [f"{'i ' * more}{end}" for more in range(20) for end in ("i", "r", "n", "ii")]
    made = handout(
        "\n\n".join(
            f"FIRST{number} NEXT{number} of all that a line of a handout holds {end}, **Boldly** so"
            for number, end in enumerate(ends)
        )
    )
    bottoms = {word.text: (word.page, word.bottom) for word in pdf.words(made.path)}
    assert [n for n in range(len(ends)) if bottoms[f"FIRST{n}"] != bottoms[f"NEXT{n}"]] == []


def test_an_exercise_longer_than_a_page_begins_where_there_is_room(handout: Handout) -> None:
    tasks = "\n".join(f"{number}. What happened then, and why?" for number in range(1, 21))
    asked = f"::: {{.exercise lines=18}}\n### TASK\n{tasks}\n\nANSWER here:\n:::"
    unit = f"{'Some words before it. ' * 80}\n\n{asked}\n\nAFTER it."
    for made in (handout(unit), handout(unit, key=True)):
        pages = {word.text: word.page for word in pdf.words(made.path)}
        assert [pages[word] for word in ("TASK", "ANSWER", "AFTER")] == [1, 2, 2]


def test_an_exercise_that_a_page_holds_is_not_torn(handout: Handout) -> None:
    asked = "::: {.exercise lines=18}\n### TASK\n\nANSWER here:\n:::"
    made = handout(f"{'Some words before it. ' * 80}\n\n{asked}\n\nAFTER it.")
    pages = {word.text: word.page for word in pdf.words(made.path)}
    assert [pages[word] for word in ("TASK", "ANSWER", "AFTER")] == [2, 2, 2]
