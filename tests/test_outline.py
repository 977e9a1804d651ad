"""Where slides are cut, and what they are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from lessons import COURSE, QUIZ, slides
from strategies import units

from lessonpress import leading, markup, outline, reader, views
from lessonpress import model as m
from lessonpress.outline import Slide
from lessonpress.walking import walk

WHOLE = """
    ::: notes
    Welcome.
    :::

    # First part

    ## Words

    Some text.[^a]

    [^a]: A footnote.

    ::: notes
    Say this.
    :::

    ::: instructor
    Mind that.
    :::

    ::: {.exercise #ex minutes=5}
    ### Try it

    A task.

    ::: notes
    Walk around.
    :::

    ::: solution
    The answer.

    ::: notes
    Ask who had it.
    :::
    :::
    :::

    More text.

    ---

    After the break.

    ## What counts

    ::: keypoints
    - One thing [@one]
    :::

    # Second part

    ## A figure

    ![A map](assets/map.png)

    ## A figure and text

    Text

    ![A map](assets/map.png)

    ## Two columns

    ::: columns
    ::: column
    Left
    :::
    ::: column
    Right
    :::
    :::

    ## Columns of other widths

    ::: columns
    ::: {.column width=40%}
    Left
    :::
    ::: column
    Right
    :::
    :::

    ## A quotation

    > Said.

    ## Mixed {layout="Wide"}

    ![A map](assets/map.png)

    | a |
    |---|
    | 1 |
"""


def shown(slide: Slide) -> tuple[str, str]:
    return slide.role, markup.plain(slide.title)


def test_headings_breaks_and_boxes_cut_slides() -> None:
    assert [shown(slide) for slide in slides(WHOLE)] == [
        ("title", "A unit"),
        ("part", "First part"),
        ("content", "Words"),
        ("exercise", "Try it"),
        ("solution", "Try it"),
        ("content", "Words"),
        ("content", "Words"),
        ("keypoints", "What counts"),
        ("part", "Second part"),
        ("full-figure", "A figure"),
        ("text-figure", "A figure and text"),
        ("two-columns", "Two columns"),
        ("content", "Columns of other widths"),
        ("quote", "A quotation"),
        ("content", "Mixed"),
        ("sources", ""),
    ]


def test_slides_have_the_same_numbers_for_everybody() -> None:
    decks = [[shown(slide) for slide in slides(WHOLE, audience)] for audience in m.Audience]
    assert decks[0] == decks[1] == decks[2]


@given(units())
@settings(max_examples=150, deadline=None)
def test_so_they_have_in_any_unit(text: str) -> None:
    lesson, _ = reader.read_lesson("unit", text.encode("utf-8", "surrogatepass"), "u.md", COURSE)
    cuts = [views.cut(lesson, m.Medium.DECK, audience) for audience in m.Audience]
    decks = [[(slide.id, slide.role) for slide in outline.slides(cut)] for cut in cuts]
    assert decks[0] == decks[1] == decks[2]


def test_students_get_the_slide_of_a_solution_without_it() -> None:
    solution = next(s for s in slides(WHOLE, m.Audience.STUDENT) if s.role == "solution")
    assert solution.blocks == ()


def test_notes_belong_to_the_slide_they_are_written_on() -> None:
    notes = {shown(s): _texts(s.notes) for s in slides(WHOLE) if s.notes}
    assert notes == {
        ("title", "A unit"): "Welcome.",
        ("content", "Words"): "Say this.",
        ("exercise", "Try it"): "Walk around.",
        ("solution", "Try it"): "Ask who had it.",
    }


def test_remarks_are_kept_apart_from_notes() -> None:
    assert [_texts(s.remarks) for s in slides(WHOLE) if s.remarks] == ["Mind that."]


def test_students_get_neither_notes_nor_remarks() -> None:
    assert not any(s.notes or s.remarks for s in slides(WHOLE, m.Audience.STUDENT))


def test_a_slide_carries_the_footnotes_it_calls() -> None:
    assert [s.footnotes[0].number for s in slides(WHOLE) if s.footnotes] == [1]


def test_slides_know_their_part() -> None:
    parts = [(s.part, s.part_number) for s in slides(WHOLE)]
    assert parts[:3] == [("", 0), ("First part", 1), ("First part", 0)]
    assert parts[-1] == ("Second part", 0)


def test_an_author_may_choose_a_layout() -> None:
    assert [s.layout for s in slides(WHOLE) if s.layout] == ["Wide"]


def test_ids_of_slides_are_unique() -> None:
    ids = [s.id for s in slides(WHOLE)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Only text.", [("title", "A unit"), ("content", "A unit")]),
        ("## A heading", [("title", "A unit"), ("content", "A heading")]),
        ("# One\n\ntext\n\n## Two\n\ntext", [("title", "A unit"), ("content", "One")]),
        ("### Deep\n\ntext", [("title", "A unit"), ("content", "Deep")]),
        ("# Part\n## Slide\n\ntext", [("title", "A unit"), ("part", "Part"), ("content", "Slide")]),
    ],
)
def test_the_slide_level_is_found_as_pandoc_finds_it(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert [shown(slide) for slide in slides(text)] == expected


def _texts(blocks: m.Blocks) -> str:
    return " ".join(markup.plain(b.inlines) for b in blocks if isinstance(b, m.Paragraph))


BEHIND_A_BREAK = """
    ## One

    Text.

    ---

    ::: instructor
    Mind that.
    :::

    ::: notes
    Say this.
    :::

    ## Two

    More.

    ---
    """


@pytest.mark.parametrize("audience", m.Audience)
def test_a_break_behind_which_nothing_is_shown_makes_no_slide(audience: m.Audience) -> None:
    cut = slides(BEHIND_A_BREAK, audience)
    assert [slide.id for slide in cut[1:]] == ["one", "two"]
    told = [len(slide.notes) + len(slide.remarks) for slide in cut[1:]]
    assert told == ([2, 0] if audience is m.Audience.INSTRUCTOR else [0, 0])


# --- quizzes -------------------------------------------------------------------------------------


def test_each_question_is_a_slide_and_its_answer_the_next() -> None:
    found = [slide for slide in slides(QUIZ) if slide.role in ("quiz", "answer")]
    assert [shown(slide) for slide in found[:4]] == [
        ("quiz", "Which is it?"),
        ("answer", "Which is it?"),
        ("quiz", "Which two?"),
        ("answer", "Which two?"),
    ]
    assert len(found) == 14


def test_a_question_is_asked_alike_in_every_deck() -> None:
    decks = [[s for s in slides(QUIZ, a) if s.role == "quiz"] for a in m.Audience]
    asked = [[(slide.title, slide.blocks) for slide in deck] for deck in decks]
    assert asked[0] == asked[1] == asked[2]


def test_students_get_the_slide_of_an_answer_without_it() -> None:
    blocks = [s.blocks for s in slides(QUIZ, m.Audience.STUDENT) if s.role == "answer"]
    assert blocks == [()] * 7


def test_a_quiz_in_a_column_is_asked_and_not_answered() -> None:
    unit = "::: columns\n::: column\n::: quiz\nWhat?\nanswer: THIS\n:::\n:::\n:::"
    assert "THIS" not in repr([slide.blocks for slide in slides(unit)])


def test_a_long_question_stands_below_its_number() -> None:
    asked = "a long question " * 8
    found = [s for s in slides(f"::: quiz\n{asked}\n\nanswer: 1\n:::") if s.role == "quiz"]
    assert [slide.title for slide in found] == [()]


def test_the_heading_above_a_quiz_names_it() -> None:
    quiz = next(slide.quiz for slide in slides(QUIZ) if slide.quiz)
    assert markup.plain(quiz.title) == "Check"


# --- boxes that fill the slide of a heading ------------------------------------------------------

BOXES = {
    "exercise": "::: exercise\n### Do\nTask.\n:::",
    "discussion": "::: discussion\n### Do\nTalk.\n:::",
    "objectives": "::: objectives\n### Do\n- one\n:::",
    "questions": "::: questions\n### Do\n- one?\n:::",
    "prereq": "::: prereq\n### Do\n- one\n:::",
    "keypoints": "::: keypoints\n### Do\n- one\n:::",
    "quiz": "::: {.quiz title=Do}\nWhat?\n\nanswer: 1\n:::",
}


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES)
@pytest.mark.parametrize(
    "heading", ["Work in pairs[^a]", "Work in pairs with *all* that you have read so far[^a] " * 2]
)
def test_a_box_with_a_title_leaves_the_heading_s_words_on_its_slide(box: str, heading: str) -> None:
    slide = slides(f"## {heading} {{#w}}\n\n{box}\n\n[^a]: A note.\n")[1]
    told = [*slide.above, *(i for b in slide.blocks if isinstance(b, m.Heading) for i in b.inlines)]
    assert "Work in pairs" in markup.plain(tuple(told))
    assert [note.number for note in slide.footnotes] == [1]


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES)
@pytest.mark.parametrize("own", [True, False])
def test_a_link_to_the_heading_leads_to_the_box_s_slide(box: str, own: bool) -> None:
    box = box if own else box.replace("### Do\n", "").replace(" title=Do", "")
    cut = slides(f"## Work {{#w}}\n\n{box}\n\n## Other\n\n[go](#w)\n")
    (link,) = (n for n in walk(leading.led(cut)) if isinstance(n, m.Link))
    assert link.href == f"#{cut[1].id}"


def test_a_box_that_is_called_as_its_heading_says_it_once() -> None:
    assert slides("## Do\n\n::: exercise\n### Do\nTask.\n:::")[1].above == ()


def test_the_solution_s_slide_names_what_its_exercise_s_does() -> None:
    unit = "## Pairs\n\n::: exercise\n### Do\nTask.\n\n::: solution\nDone.\n:::\n:::"
    assert [markup.plain(s.above) for s in slides(unit)] == ["", "Pairs", "Pairs"]


def test_all_slides_of_a_quiz_name_it() -> None:
    named = [s.above for s in slides(QUIZ) if s.role in ("quiz", "answer")]
    assert {markup.plain(name) for name in named} == {"Check"}


@given(units())
@settings(max_examples=100, deadline=None)
def test_every_heading_reaches_the_deck_whatever_the_unit(text: str) -> None:
    lesson, _ = reader.read_lesson("unit", text.encode("utf-8", "surrogatepass"), "u.md", COURSE)
    cut = views.cut(lesson, m.Medium.DECK, m.Audience.INSTRUCTOR)
    headings = [b for b in cut.blocks if isinstance(b, m.Heading)]
    shown = {markup.plain(n) for s in outline.slides(cut) for n in _names(s)}
    assert {markup.plain(h.inlines) for h in headings} - {""} <= shown


def _names(slide: Slide) -> list[m.Inlines]:
    headings = [b.inlines for b in slide.blocks if isinstance(b, m.Heading)]
    return [slide.title, slide.above, *headings]


# --- sources -------------------------------------------------------------------------------------

ONLY_SOLVED = "::: exercise\n### Do\nTask.\n\n::: solution\nDone [@one].\n:::\n:::"


def test_a_source_of_solutions_alone_stands_on_the_instructor_s_slide() -> None:
    cited = [(s.role, [x.key for x in s.sources]) for s in slides(ONLY_SOLVED) if s.sources]
    assert cited == [("solution", ["one"])]
    students = slides(ONLY_SOLVED, m.Audience.STUDENT)
    assert not any(s.sources or s.spoken_sources for s in students)
    assert [s.id for s in students] == [s.id for s in slides(ONLY_SOLVED)]


def test_a_source_of_notes_alone_is_named_in_them() -> None:
    found = [s for s in slides("## A\n\nText.\n\n::: notes\nSay [@two].\n:::") if s.spoken_sources]
    assert [[x.key for x in s.spoken_sources] for s in found] == [["two"]]
