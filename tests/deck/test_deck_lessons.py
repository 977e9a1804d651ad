"""A unit as an instructor writes it, and the deck it becomes, through the packaged templates."""

from __future__ import annotations

import io
from typing import Any

import lessons
import pptx
import pytest
from lxml import etree

from lessonpress import deck, views
from lessonpress.diagnostics import Diagnostic
from lessonpress.model import Audience, Medium

from .dump import dump
from .making import inputs

UNIT = """
# A part

## A slide

Its text.[^a]

[^a]: A note.

::: notes
What to **say**.
:::

::: instructor
For you alone.
:::

::: {.exercise minutes=10}
### Compare them

Which is [longer]{.blank}?

::: hint
Look twice.
:::

::: solution
The first.
:::
:::
"""


def build(
    text: str, audience: Audience = Audience.INSTRUCTOR, changed: dict[str, bytes] | None = None
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    lesson = views.cut(lessons.lesson(text), Medium.DECK, audience)
    files = inputs().joined(changed or {})
    return deck.build(lesson, lessons.COURSE, files)


def _named(shapes: Any, name: str) -> Any:
    return next(shape for shape in shapes if shape.name.startswith(name))


def _slides(data: bytes) -> list[Any]:
    return list(pptx.Presentation(io.BytesIO(data)).slides)


def _titles(data: bytes) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in _slides(data)]


def test_slides_have_the_same_numbers_for_everybody() -> None:
    instructor, problems = build(UNIT)
    student, others = build(UNIT, Audience.STUDENT)
    assert problems == others == ()
    first = ["A unit", "A part", "A slide", "Compare them"]
    assert _titles(instructor) == [*first, "Compare them\u00a0(solution)"]
    assert _titles(student) == [*first, "Compare them\u00a0(our answer)"]


def test_what_is_said_stands_under_the_instructor_s_slide() -> None:
    slide, exercise = _slides(build(UNIT)[0])[2:4]
    said = slide.notes_slide.notes_text_frame
    assert said.text == "What to say.\nFor the instructor\nFor you alone."
    assert [run.text for run in said.paragraphs[0].runs if run.font.bold] == ["say"]
    assert exercise.notes_slide.notes_text_frame.text == "Hint\nLook twice.\nBlanks: 1 longer"


def test_a_student_s_deck_has_no_notes_and_no_answer() -> None:
    student, _ = build(UNIT, Audience.STUDENT)
    assert not any(slide.has_notes_slide for slide in _slides(student))
    for words in ("say", "you alone", "longer", "The first", "Look twice"):
        assert words not in dump(student)


def test_a_footnote_stands_on_the_slide_that_calls_it() -> None:
    names = {shape.name: shape for shape in _slides(build(UNIT)[0])[2].shapes}
    assert names["Footnotes"].text_frame.text == "1 A note."


def test_a_footnote_under_a_figure_moves_figure_and_caption_up() -> None:
    data, problems = build("## A map[^1]\n\n![Where](assets/wide.png)\n\n[^1]: A note.")
    assert problems == ()
    shapes = _slides(data)[1].shapes
    picture, caption, notes = (_named(shapes, n) for n in ("Picture", "Caption", "Footnotes"))
    assert picture.top + picture.height <= caption.top
    assert caption.top + caption.height <= notes.top


def test_blanks_of_captions_and_footnotes_are_answered_too() -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n\n: A [gap]{.blank}[^1]"
    slide = _slides(build(f"## A\n\n{table}\n\n[^1]: A [hole]{{.blank}}.")[0])[1]
    assert slide.notes_slide.notes_text_frame.text == "Blanks: 1 gap · 2 hole"


def test_what_does_not_fit_is_smaller_then_continues() -> None:
    paragraph = "One sentence that is long enough to fill a line of the slide, or nearly. " * 4
    for count, codes in ((4, ["slide-shrunk"]), (6, ["slide-continued"])):
        data, problems = build("\n\n".join(["## Too much", *[paragraph] * count]))
        assert [problem.code for problem in problems] == codes
        # Three lines of front matter, then the heading.
        assert {problem.span.line for problem in problems} == {4}
    assert _titles(data)[1:] == ["Too much (1/2)", "Too much (2/2)"]


def test_a_word_that_no_line_holds_is_named_by_its_line() -> None:
    _, (problem,) = build("## A\n\nText.\n\n" + "Donaudampfschifffahrt" * 10)
    assert (problem.severity, problem.code, problem.span.line) == ("error", "word-too-long", 8)


def test_a_footnote_stands_on_the_page_of_its_mark() -> None:
    paragraph = "One sentence that is long enough to fill a line of the slide, or nearly. " * 4
    text = "\n\n".join(["## Long", *[paragraph] * 6, "The last.[^a]", "[^a]: A note."])
    first, second = (_names(build(text)[0], n) for n in (1, 2))
    assert "Footnotes" not in first
    assert second["Footnotes"].text_frame.text == "1 A note."


def test_a_template_changes_what_its_slide_looks_like() -> None:
    path = "templates/deck/slides/exercise.xml.j2"
    mine = inputs()[path].replace(b"macros.with", b'"Now: " ~ macros.with')
    data, problems = build(UNIT, changed={path: mine})
    assert problems == ()
    names = {shape.name: shape for shape in _slides(data)[3].shapes}
    assert names["Tag"].text_frame.text == "Now: Exercise 1 · 10 min"


def test_a_mistake_in_a_template_names_its_file_and_line() -> None:
    path = "templates/deck/slides/content.xml.j2"
    data, problems = build(UNIT, changed={path: b"<title>\n{{ slide.titel }}</title>"})
    assert data == b""
    (problem,) = problems
    assert (problem.code, problem.span.path, problem.span.line) == ("template-mistake", path, 2)


CONTENT = "templates/deck/slides/content.xml.j2"


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("<title>A</title>\n<fill>\n{{ slide.blocks | html }}", 2, "<fill> and </slide> do not"),
        ("<title>A</title>\n<fill/>\n</fill>", 3, "<slide> and </fill> do not match."),
        ("{% if slide.title %}\n<title><b>A</title>\n{% endif %}", 2, "<b> and </title> do not"),
        ("<title>A</title>\n\n<fill>B & C</fill>", 3, "no name."),
        ("<title>A</title>\n<fill>a&nbsp;b</fill>", 2, "Entity 'nbsp' not defined."),
    ],
)
def test_markup_that_is_not_well_formed_names_the_template_and_its_line(
    template: str, line: int, message: str
) -> None:
    data, problems = build(UNIT, changed={CONTENT: template.encode()})
    assert data == b""
    (problem,) = problems
    assert problem.code == "slide-markup-broken"
    assert (problem.span.path, problem.span.line) == (CONTENT, line)
    assert message in problem.message


def test_what_means_nothing_on_a_slide_names_the_template_and_its_line() -> None:
    box = "templates/deck/callout.html.j2"
    changed = {box: b'<div class="box">\n{{ block.blocks | html }}\n<marquee>A</marquee>\n</div>'}
    problems = build("# U\n\n## S\n\n::: callout\nText.\n:::\n", changed=changed)[1]
    (problem,) = problems
    assert (problem.code, problem.span.path, problem.span.line) == ("slide-markup-unknown", box, 3)


def test_a_reference_deck_that_is_none_is_a_diagnostic() -> None:
    for junk in (b"", b"no zip", inputs()[deck.REFERENCE][:5000]):
        data, problems = build(UNIT, changed={deck.REFERENCE: junk})
        assert data == b""
        assert [problem.code for problem in problems] == ["reference-deck-broken"]


def test_text_of_the_reference_deck_is_not_in_the_deck() -> None:
    slide = _slides(build(UNIT)[0])[2]
    assert b"First level" not in etree.tostring(slide._element)


def _names(data: bytes, slide: int) -> dict[str, Any]:
    return {shape.name: shape for shape in _slides(data)[slide].shapes}


def test_the_title_slide_names_the_course() -> None:
    assert _names(build(UNIT)[0], 0)["Course"].text_frame.text == lessons.COURSE.title


def test_a_discussion_that_is_only_a_heading_asks_it() -> None:
    data, problems = build("::: discussion\n### Is printing invisible?\n:::\n")
    names = _names(data, 1)
    assert problems == ()
    assert names["Title"].text_frame.text == "Discuss"
    assert names["Body"].text_frame.text == "Is printing invisible?"


def test_a_callout_says_what_kind_it_is() -> None:
    text = '## A slide\n\nText.\n\n::: {.callout-warning title="Never justify"}\nOr else.\n:::\n'
    (callout,) = (s for s in _slides(build(text)[0])[1].shapes if s.name.startswith("Callout"))
    assert callout.text_frame.paragraphs[0].text == "Warning · Never justify"


def test_an_own_title_leaves_the_kind_to_the_tag() -> None:
    own = _names(build("## This hour\n\n::: questions\n- Why?\n:::\n")[0], 1)
    assert own["Tag"].text_frame.text == "Questions"
    assert "Tag" not in _names(build("::: questions\n- Why?\n:::\n")[0], 1)


def test_what_to_know_before_says_so_beside_the_heading() -> None:
    sections = "# Part\n\n::: prereq\n- A\n:::\n\nA sentence.\n"
    assert _titles(build(sections)[0])[1:] == ["Part · Before you start", "Part"]
    assert _titles(build("::: prereq\n- A\n:::\n")[0])[1:] == ["Before you start"]


def test_a_heading_above_a_box_stands_in_its_tag_and_is_linked() -> None:
    pairs = UNIT.replace("Its text.[^a]\n\n[^a]: A note.", "[Go](#w).\n\n## Pairs {#w}")
    data, problems = build(pairs)
    assert problems == ()
    exercise, solution = _names(data, 3), _names(data, 4)
    assert exercise["Tag"].text_frame.text == "Pairs · Exercise 1 · 10 min"
    assert solution["Tag"].text_frame.text == "Pairs · Exercise 1 · Solution"
    assert exercise["Title"].text_frame.text == "Compare them"
    (link,) = (r for r in _slides(data)[2].part.rels.values() if r.reltype.endswith("/slide"))
    assert "Compare them" in link.target_part.slide.shapes.title.text_frame.text


def test_a_source_of_the_solution_alone_stands_on_its_slide() -> None:
    cited = UNIT.replace("The first.", "The first [@one].")
    instructor, student = build(cited)[0], build(cited, Audience.STUDENT)[0]
    assert _names(instructor, 4)["Footnotes"].text_frame.text == "[1] The first."
    assert len(_slides(instructor)) == len(_slides(student))
    assert "[1]" not in dump(student)
    assert lessons.COURSE.sources[0].title not in dump(student)


def test_a_plain_room_has_no_lines() -> None:
    for ruling, lines in (("plain", False), ("lines", True)):
        text = UNIT.replace("{.exercise minutes=10}", f"{{.exercise space=30mm ruling={ruling}}}")
        (room,) = (
            shape
            for shape in _slides(build(text, Audience.STUDENT)[0])[4].shapes
            if shape.name.startswith("Room")
        )
        assert hasattr(room, "shapes") == lines
