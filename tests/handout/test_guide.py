"""The guide to teach from: what stands in it, in which order, and that nothing is left out."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from gates import pdf
from hypothesis import given, settings
from lessons import QUIZ, read
from markupsafe import Markup
from shipped import bundle
from strategies import units

from handout.making import COURSE
from lessonpress import deck, handout, markup, outline, views
from lessonpress import model as m
from lessonpress.deck.page import SlidePicture
from lessonpress.handout import guide, stylesheets
from lessonpress.handout.guide import contents
from lessonpress.walking import walk

WHOLE = """
    ::: {.objectives minutes=1}
    - Compare the two {#compare}
    - Be on time
    :::

    ## Two kinds {minutes=4 for=compare}

    A [term]{.term} and a [gap]{.blank}.[^shown]

    ::: notes
    Say this slowly, with a [hidden]{.term} word.[^told]
    :::

    ::: instructor
    Mind the clock: see [the task](#try).
    :::

    [^shown]: A footnote on the slide.
    [^told]: A footnote of the notes.

    ::: {.exercise #try minutes=5 for=compare}
    ### Try it

    A task.

    ::: hint
    Begin at the end.
    :::

    ::: solution
    The answer.

    ::: notes
    Ask who had it.
    :::
    :::
    :::

    ::: {.quiz minutes=2 for=compare}
    1. One?
        answer: 1
        feedback: Of course.
    :::

    ::: handout-only
    ::: {.exercise minutes=3}
    ### On paper

    Another task.

    ::: solution
    Another answer.
    :::
    :::
    :::
    """
MATERIALS = (
    contents.Material("Handout", "handout", m.Audience.STUDENT, 3),
    contents.Material("Answer key", "answers", m.Audience.KEY, 4),
)


def cuts(lesson: m.Lesson) -> dict[m.Medium, m.Lesson]:
    return {medium: views.cut(lesson, medium, m.Audience.INSTRUCTOR) for medium in m.Medium}


def lesson(text: str) -> m.Lesson:
    terms = (m.GlossaryEntry("term", "What it means."), m.GlossaryEntry("hidden", "Not shown."))
    found = replace(read(text)[0], minutes=15, glossary=terms)
    return replace(found, date="2024-02-29")


def pictures(unit: m.Lesson) -> tuple[SlidePicture, ...]:
    """Stand-ins for the pictures of a deck none of whose slides continues."""
    slides = enumerate(outline.slides(unit), 1)
    return tuple(SlidePicture(slide.id, n, "", Markup("")) for n, slide in slides)


def stretches(text: str) -> dict[str, contents.Stretch]:
    unit, paper = cuts(lesson(text)).values()
    made = contents.guide(unit, paper, pictures(unit), MATERIALS)
    return {markup.plain(s.activity.title) or s.activity.kind: s for s in made.stretches}


def printed(whole: m.Lesson) -> str:
    """Return the HTML of a unit's guide, without its slides."""
    lessons = cuts(whole)
    unit, paper = lessons.values()
    styles = stylesheets.of(bundle(), m.PageSetup(), "en", "guide.css")
    made = contents.guide(unit, paper, pictures(unit), MATERIALS)
    return handout.filled(guide.copy_of(made, lessons, COURSE, styles), bundle())[0]


def words(blocks: Iterable[m.Block]) -> str:
    return " ".join(markup.plain(n.inlines) for n in walk(tuple(blocks)) if hasattr(n, "inlines"))


# --- what stands in it ---------------------------------------------------------------------------


def test_what_is_said_stands_beside_the_slide_it_is_said_over() -> None:
    (entry,) = stretches(WHOLE)["Two kinds"].entries
    assert words(entry.notes) == "Say this slowly, with a hidden word."
    assert words(entry.remarks) == "Mind the clock: see the task."
    assert [markup.plain(blank.answer) for blank in entry.blanks] == ["gap"]
    assert [words(note.blocks) for note in entry.told] == [
        "A footnote on the slide.",
        "A footnote of the notes.",
    ]


def test_only_words_that_students_pages_do_not_explain_are_explained_at_once() -> None:
    (entry,) = stretches(WHOLE)["Two kinds"].entries
    assert [word.key for word in entry.words] == ["hidden"]


def test_a_task_has_its_hints_and_its_solution_stands_beside_its_own_slide() -> None:
    task, solution = stretches(WHOLE)["Try it"].entries
    assert (words(task.asked), words(task.hints)) == ("A task.", "Begin at the end.")
    assert words(solution.solution) == "The answer."
    assert words(solution.notes) == "Ask who had it."


def test_a_task_on_paper_alone_has_an_entry_without_a_slide() -> None:
    found = stretches(WHOLE)["On paper"]
    (entry,) = found.entries
    assert (found.numbers, entry.pictures) == ("", ())
    assert (words(entry.asked), words(entry.solution)) == ("Another task.", "Another answer.")


def test_the_clock_runs_through_the_slides() -> None:
    clock = [(s.clock, s.minutes, s.numbers) for s in stretches(WHOLE).values()]
    assert clock == [
        ("0:00", "", "1"),
        ("0:00", "1", "2"),
        ("0:01", "4", "3"),
        ("0:05", "5", "4–5"),
        ("0:10", "2", "6–7"),
        ("0:12", "3", ""),
    ]


def test_a_link_leads_to_the_entry_of_what_only_a_slide_shows() -> None:
    text = "## One {#one}\n\n- A point\n\n::: notes\nAs [here](#one), and [there](#list1).\n:::"
    assert re.findall(r'href="#([^"]+)"', printed(lesson(text))) == ["at-one", "at-one"]


def test_the_plan_names_objectives_materials_and_minutes() -> None:
    told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", printed(lesson(WHOLE))))
    assert "Compare the two – 9 min 2 exercises 2 min 1 question" in told
    assert "Handout 3 pages a copy for each student" in told
    assert "Answer key 4 pages one copy for you" in told
    assert "0:05 5 Exercise 1: Try it 4–5" in told


# --- nothing is left out -------------------------------------------------------------------------


def test_a_quiz_has_its_answers_and_what_is_said_to_them() -> None:
    shown = printed(lesson(QUIZ))
    for secret in ("ALMOSTQZX", "BOTHQZX", "NEVERQZX", "49991234", "WORDQZX", "OTHERWORDQZX"):
        assert secret in shown


@given(units())
@settings(max_examples=150, deadline=None)
def test_no_word_for_the_instructor_is_left_out(text: str) -> None:
    whole = lesson(text)
    shown = entities.unescape(printed(whole))
    told = (node for node in walk(whole) if isinstance(node, m.Notes | m.InstructorNote))
    tasks = walk(whole.blocks, (m.Solution, m.Feedback))
    asked = (node for node in tasks if isinstance(node, m.Exercise | m.Quiz))
    texts = (n.text for each in (*told, *asked) for n in walk(each) if isinstance(n, m.Text))
    wanted = {word for text in texts for word in re.findall(r"word\d+x", text)}
    assert {word for word in wanted if word not in shown} == set()


# --- the file ------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_guide_is_accessible_and_the_same_each_time(tmp_path: Path) -> None:
    whole = lesson(WHOLE + QUIZ.replace("- Know what is what {#know}", "- Know it {#know}"))
    made = [
        guide.build(cuts(whole), COURSE, bundle(), setup=m.PageSetup(), materials=MATERIALS)
        for _ in range(2)
    ]
    assert made[0].diagnostics == ()
    assert made[0].data == made[1].data
    path = tmp_path / "guide.pdf"
    path.write_bytes(made[0].data)
    assert pdf.problems(path) == []
    with pikepdf.open(path) as file, file.open_outline() as bookmarks:
        (unit,) = bookmarks.root
        chapters = {chapter.title: chapter for chapter in unit.children}
    assert {"Objectives", "Timetable", "Slide by slide"} <= chapters.keys()
    assert "Try it" in [entry.title for entry in chapters["Slide by slide"].children]


def test_every_slide_of_the_deck_is_pictured_once_also_those_that_continue() -> None:
    long = "\n".join(f"- An item of a list that is much too long, number {n}" for n in range(40))
    unit, paper = cuts(lesson(f"{QUIZ}\n## Long\n\n{long}")).values()
    fitted, _ = deck.fitted(unit, COURSE, bundle())
    assert fitted
    shown = deck.pictured(fitted, bundle(), unit.look, 100)
    made = contents.guide(unit, paper, shown.slides, ())
    entries = [entry for stretch in made.stretches for entry in stretch.entries]
    numbers = [picture.number for entry in entries for picture in entry.pictures]
    assert numbers == [*range(1, len(fitted.slides) + 1)]
    assert len(entries[-1].pictures) > 1


def test_an_answer_too_long_for_its_rule_stands_below_it() -> None:
    words = "as many words as no rule holds " * 4
    shown = printed(lesson(f"::: quiz\nName it.\n\nanswer: {words}; another\n:::"))
    assert words.strip() in shown
    assert "#quiz-answers" not in shown
    assert "another" in shown


@pytest.mark.slow
def test_a_slide_is_pictured_on_the_page_of_its_heading(tmp_path: Path) -> None:
    """Also where its notes go on on the next page."""
    said = {number: "word " * (95 + 6 * number) for number in range(10, 30)}
    slides = (f"## HEAD{n}\n\nShown.\n\n::: notes\n{text}\n:::" for n, text in said.items())
    setup = m.PageSetup()
    made = guide.build(
        cuts(lesson("\n\n".join(slides))), COURSE, bundle(), setup=setup, materials=()
    )
    path = tmp_path / "guide.pdf"
    path.write_bytes(made.data)
    pages = {n: [w.page for w in pdf.words(path) if w.text == f"HEAD{n}"] for n in said}
    assert {n: found[-2:] for n, found in pages.items() if found[-2] != found[-1]} == {}


@pytest.mark.slow
def test_sources_stay_within_the_page(tmp_path: Path) -> None:
    cited = lesson("Said [@one; @two].")
    titled = (replace(source, title="Of what is told " * 4) for source in cited.sources)
    cited = replace(cited, sources=tuple(titled))
    made = guide.build(cuts(cited), COURSE, bundle(), setup=m.PageSetup(), materials=())
    path = tmp_path / "guide.pdf"
    path.write_bytes(made.data)
    margin, paper = 18 / 25.4 * 72, 210 / 25.4 * 72
    found = pdf.words(path)
    assert "told" in {word.text for word in found}
    assert [word for word in found if word.right > paper - margin + 1] == []
