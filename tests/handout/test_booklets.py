"""A course as one booklet: chapters, one glossary, one list of sources, an index."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pikepdf
import pytest
from gates import pdf
from shipped import bundle

from handout.making import Made
from lessonpress import handout, reader, views
from lessonpress.binding import bound
from lessonpress.handout.books import Book, book
from lessonpress.model import Audience, Lesson, Medium, PageSetup

ONE = """
    ---
    title: Ebb
    minutes: 45
    ---

    ## Water {#water}

    The [tide]{.term} comes[^n] and [goes]{.blank}, says the almanac [@almanac].
    See [the exercise](#why) or the word [tide](#term-tide).

    ::: {.exercise #why lines=1}
    Why?

    ::: hint
    HINTONE
    :::

    ::: solution
    SOLUTIONONE The water is pulled by the moon, and it is pulled by the sun, too. It goes round
    and round, and all of this is told at such a length that it cannot stand on a single line.
    :::
    :::

    ::: definition
    ## Ébb

    The water going out.
    :::

    [^n]: NOTEONE
    """
TWO = ONE.replace("ONE", "TWO").replace("title: Ebb", "title: Flood").replace("Ébb", "Spring")
PILOT = """
    ---
    title: Der Lotse
    lang: de
    ---

    ## Wasser

    Die [neap]{.term} kommt [@pilot], sagt man [@almanac].

    ::: {.exercise lines=2}
    Warum?

    ::: solution
    SOLUTIONTHREE
    :::
    :::
    """


def units(*texts: str, audience: Audience = Audience.STUDENT) -> tuple[Lesson, ...]:
    course = COURSE_WITH_TWO
    read = [
        reader.read_lesson(f"{n:02}-unit", dedent(text).lstrip().encode(), f"{n}.md", course)
        for n, text in enumerate(texts, 1)
    ]
    assert [found for _, found in read] == [()] * len(texts)
    return tuple(views.cut(lesson, Medium.HANDOUT, audience) for lesson, _ in read)


def bind(folder: Path, *texts: str, key: bool = False, duplex: bool = False) -> Made:
    lessons = units(*texts, audience=Audience.KEY if key else Audience.STUDENT)
    document: handout.Document = "answers" if key else "handout"
    made = handout.bind(
        lessons, COURSE_WITH_TWO, bundle(), setup=PageSetup(duplex=duplex), document=document
    )
    assert made.diagnostics == ()
    path = folder / f"{document}.pdf"
    path.write_bytes(made.data)
    return Made(path, made.diagnostics)


COURSE_WITH_TWO = reader.read_course(
    "course",
    dedent("""
        title: The sea
        subtitle: And the moon
        authors: [A. Seaman]
        licence: CC BY 4.0
        date: 2024-02-29
        glossary:
          tide: The rise and fall of the sea.
          neap: A tide of small range.
        sources:
          almanac: {title: The Almanac}
          pilot: {title: The Pilot}
        """).encode(),
    "course.yml",
)[0]


def made_of(*texts: str, audience: Audience = Audience.STUDENT) -> Book:
    return book(bound(units(*texts, audience=audience)), COURSE_WITH_TWO)


# --- what stands where ---------------------------------------------------------------------------


def test_words_and_sources_stand_once_at_the_end() -> None:
    found = made_of(ONE, TWO, PILOT)
    assert [word.key for word in found.notes.glossary] == ["Ébb", "neap", "Spring", "tide"]
    assert [(s.number, s.key) for s in found.notes.sources] == [(1, "almanac"), (2, "pilot")]
    assert [c.page.answer_notes.sources for c in found.chapters] == [(), (), ()]


def test_what_units_explain_differently_is_told_with_their_numbers() -> None:
    other = TWO.replace("Spring", "Ébb").replace("going out", "leaving")
    words = {word.key: word.meaning for word in made_of(ONE, other, ONE).notes.glossary}
    assert words["Ébb"] == "The water going out. (1, 3) The water leaving. (2)"


def test_the_index_has_what_is_marked_or_defined_under_its_letters() -> None:
    found = made_of(ONE, TWO, PILOT)
    assert [(each.letter, [e.key for e in each.entries]) for each in found.index] == [
        ("E", ["Ébb"]),
        ("N", ["neap"]),
        ("S", ["Spring"]),
        ("T", ["tide"]),
    ]


def test_the_index_of_the_instructor_is_the_students() -> None:
    texts = (ONE.replace("SOLUTIONONE", "SOLUTIONONE [neap]{.term}"), TWO)
    assert made_of(*texts).index == made_of(*texts, audience=Audience.KEY).index


# --- the pages -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_students_get_chapters_and_one_end(tmp_path: Path) -> None:
    made = bind(tmp_path, ONE, TWO, PILOT)
    assert pdf.problems(made.path) == []
    text = made.text
    assert "SOLUTION" not in text
    assert [text.count(title) for title in ("\nGlossary\n", "\nSources\n", "\nIndex\n")] == [1] * 3
    contents = re.findall(r"\w+", text.partition("Contents")[2].partition("Der Lotse")[0])
    assert {"Ebb", "Water", "Flood", "3", "4"} <= set(contents)
    assert "[2]" in text.partition("Wasser")[2]
    assert "Aufgabe 1" in text  # a chapter's labels are in its unit's language
    assert text.index("HINTONE") > text.index("Warum?")


@pytest.mark.slow
def test_every_link_leads_into_its_own_chapter(tmp_path: Path) -> None:
    made = bind(tmp_path, ONE, TWO)
    pages = {name: place[0] for name, place in made.anchors.items()}
    assert pages["unit-1-why"] == pages["unit-1"] != pages["unit-2"] == pages["unit-2-why"]
    with pikepdf.open(made.path) as document:
        page = document.pages[pages["unit-2"] - 1]
        led = {str(each.Dest) for each in page.Annots}
    assert {"unit-2-why", "term-tide", "source-almanac"} <= led
    assert not any(name.startswith("unit-1") for name in led)


@pytest.mark.slow
def test_the_index_says_on_which_pages_its_words_stand(tmp_path: Path) -> None:
    more = "\n\n    " + "The water comes and the water goes. " * 150
    longer = ONE.replace("\n    [^n]:", f"{more}\n\n    The [tide]{{.term}} again.\n\n    [^n]:")
    made = bind(tmp_path, longer, TWO, PILOT)
    index = made.text.rpartition("\nIndex\n")[2]
    assert {"tide 3, 5–6", "Spring 6", "neap 7"} <= set(index.splitlines())


@pytest.mark.slow
def test_the_instructor_s_booklet_is_the_students_page_for_page(tmp_path: Path) -> None:
    student = bind(tmp_path, ONE, TWO, PILOT)
    key = bind(tmp_path, ONE, TWO, PILOT, key=True)
    assert pdf.problems(key.path) == []
    assert student.anchors.items() <= key.anchors.items()
    assert all(f"SOLUTION{unit}" in key.text for unit in ("ONE", "TWO", "THREE"))
    foots = pdf.foots(key.path)
    assert foots[-2:] == ["K1", "K2"]  # each chapter's answers begin a page
    assert "SOLUTIONTWO" in key.text.rpartition("2 Flood")[2]
    assert "NOTETWO" not in key.text.partition("--- page 4 ---")[0]


@pytest.mark.slow
def test_chapters_begin_on_the_right_where_both_sides_are_printed(tmp_path: Path) -> None:
    made = bind(tmp_path, ONE, TWO, duplex=True)
    assert pdf.problems(made.path) == []
    begun = [made.anchors[name][0] for name in ("contents", "unit-1", "unit-2", "index")]
    assert [page % 2 for page in begun] == [1, 1, 1, 1]


@pytest.mark.slow
def test_the_same_course_gives_the_same_bytes(tmp_path: Path) -> None:
    assert (
        bind(tmp_path, ONE, PILOT).path.read_bytes() == bind(tmp_path, ONE, PILOT).path.read_bytes()
    )
