"""A handout as a form: which fields it has, where they are, and what is typed in them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pikepdf
import pytest
from gates import forms, leaks, pdf, programs
from hypothesis import given, settings
from hypothesis import strategies as st
from lessons import QUIZ, QUIZ_SECRETS
from shipped import bundle

from lessonpress.handout.elements import all_by_class
from lessonpress.handout.fields import add_fields
from lessonpress.handout.lettering import lettering

from .making import Made, make

Handout = Callable[..., Made]

UNIT = f"""
{QUIZ}
    ## Blanks

    The sea follows the [moon]{{.blank}} more than the [sun]{{.blank}}.

    | Word | Meaning         |
    |------|-----------------|
    | dos  | [two]{{.blank}} |

    - [ ] Bring a towel
    - [x] Bring a tide table

    ::: {{.exercise lines=4}}
    ### Think
    Why is that so?

    :::: solution
    SOLUTIONQZX
    ::::
    :::

    ::: {{.exercise ruling=grid space=3cm}}
    Draw it.
    :::
    """

LONG = """
::: {.exercise lines=40}
An essay, please.
:::

The end.
"""

SAME_PAGES = {
    "all there is to fill in": UNIT,
    "room over pages": LONG,
    "room to the foot of the page": "::: {.exercise space=fill}\nWhy?\n:::\n\n## Next\n\nText.",
    "blanks in narrow places": """
## The [moon]{.blank} pulls

::: columns
::: column
- [ ] A [blank]{.blank} in a task

  > Quoted, and [more]{.blank}
:::
::: column
Text with [a long blank of words]{.blank}, [and]{.blank}.
:::
:::

: A [caption]{.blank}

| A |
|---|
| [b]{.blank} |
""",
    "tasks that begin with blocks": """
- [ ] > A quotation

    and more
- [x]
  ```python
  x = 1
  ```
- [ ] ## A heading
- [ ]
  | A |
  |---|
  | 1 |

- [ ] - One inside

::: objectives
- > Quoted

    again
- Two
    - Three
:::
""",
    # Its rows end where the page does, all but the width of a rule.
    "rows to the foot of the page": """---
title: T
lang: ar
---
::: {.exercise ruling=plain space=5cm}
Do.
:::

::: {.exercise lines=24}
Do.
:::

::: objectives
- One
- Two
    - Three
- > quoted

    more
:::
""",
    "choices of code": """
::: quiz
Which?

- [x] yes
- [ ]
  ```python
  no = 1
  ```
- [ ] No, and

    another paragraph
:::
""",
}


@pytest.fixture
def form(handout: Handout) -> Handout:
    """Make the form of a piece of Markdown."""
    return lambda text, **options: handout(text, form=True, **options)


# --- on the pages --------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_passes_every_gate(paper: str, form: Handout) -> None:
    made = form(UNIT, paper=paper)
    assert pdf.problems(made.path) == []
    assert forms.problems(made.path) == []


@pytest.mark.slow
def test_a_field_begins_after_the_number_of_its_blank_in_large_print_too(form: Handout) -> None:
    blanks = " ".join(["[word]{.blank}"] * 12)
    for variant in ({}, {"large": True}):
        made = form(blanks, **variant)
        words, height = pdf.words(made.path), made.size[1]
        for field in (f for f in forms.fields(made.path) if f.name.startswith("blank-")):
            page, left, bottom, right, top = field.places[0]
            before = [
                word.right
                for word in words
                if (word.page, word.text) == (page, field.name.removeprefix("blank-"))
                and word.left < right
                and bottom - 1 < height - (word.top + word.bottom) / 2 < top + 1
            ]
            assert before
            assert max(before) <= left + 0.5


@pytest.mark.slow
@pytest.mark.parametrize("unit", SAME_PAGES.values(), ids=SAME_PAGES)
def test_everything_stands_where_the_handout_has_it(unit: str, handout: Handout) -> None:
    paper, form = handout(unit), handout(unit, form=True)
    assert form.anchors == paper.anchors
    assert forms.problems(form.path) == []


# Pieces of units, each of which has something to fill in or pushes the rest down.
PIECES = st.sampled_from(
    [
        "The sea comes and the sea goes, and nobody has ever asked it why. " * 12,
        "A [moon]{.blank} and a [sun of words]{.blank}, [x]{.blank}.\n\n> A [quote]{.blank}",
        "- [ ] outer\n    - [x] inner [w]{.blank}\n- plain\n\n    text\n- [ ] > quoted",
        "::: objectives\n1. One\n2. Two\n\nText\n:::",
        "| A | B |\n|---|---|\n| [b]{.blank} | [c d e]{.blank} |\n\n: Caption [c]{.blank}",
        "::: {.exercise lines=6}\n### Title\nDo [this]{.blank}.\n\n- [ ] step\n:::",
        "::: {.exercise lines=30}\nDo.\n:::",
        "::: {.exercise ruling=grid space=12cm}\nDo.\n:::",
        "::: {.exercise space=fill}\nDo.\n:::",
        "::: callout\nText [b]{.blank}\n\n- [ ] task\n:::",
        "::: quiz\n1. A?\n    - [x] a\n    - [ ] b\n2. B?\n    - [x] a\n    - [x] b\n:::",
        "::: quiz\nA number?\n\nanswer: 3\n:::",
    ]
)


@pytest.mark.slow
@given(st.lists(PIECES, min_size=2, max_size=8), st.sampled_from(["en", "ar"]))
@settings(max_examples=12, deadline=None)
def test_units_that_nobody_would_write_break_where_their_handouts_do(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str], lang: str
) -> None:
    unit = "\n\n".join([f"---\ntitle: T\nlang: {lang}\n---", *pieces])
    folder = tmp_path_factory.mktemp("pages")
    paper, form = make(unit, folder), make(unit, folder, form=True)
    assert form.anchors == paper.anchors
    assert forms.problems(form.path) == []


@pytest.mark.slow
def test_each_place_to_fill_in_is_a_field(form: Handout) -> None:
    fields = forms.fields(form(UNIT).path)
    assert [(field.kind, *field.said) for field in fields] == [
        ("text", "Name"),
        ("text", "Date"),
        ("tick", "Know what is what"),
        ("choice", "Question 1, A: Not this", "Question 1, B: But this", "Question 1, C: Nor this"),
        ("tick", "Question 2, A: One"),
        ("tick", "Question 2, B: Another"),
        ("tick", "Question 2, C: None"),
        ("choice", "Question 3: True", "Question 3: False"),
        ("text", "Question 4: your answer: How far is it?"),
        ("text", "Question 5: your answer: What is it called?"),
        ("text", "Question 6: one"),
        ("text", "Question 6: two"),
        ("text", "Question 6: three"),
        ("text", "Question 7: go on"),
        ("text", "Question 7: begin"),
        ("text", "Question 7: stop"),
        ("text", "Blank 1: The sea follows the … more than the …."),
        ("text", "Blank 2: The sea follows the … more than the …."),
        ("text", "Blank 3: dos …"),
        ("tick", "Bring a towel"),
        ("tick", "Bring a tide table"),
        ("lines", "Exercise 1: your answer: Think"),
        ("lines", "Exercise 2: your answer: Draw it."),
    ]
    assert [field.asked for field in fields if field.kind == "choice"] == [
        "Question 1: Which is it?",
        "Question 3: It is so.",
    ]
    by_name = {field.name: field for field in fields}
    assert by_name["list1-item2"].value == "Yes"
    assert by_name["quiz1-question1-choices1"].values == ("A", "B", "C")
    assert by_name["quiz1-question5-answer1-1"].length == 1


@pytest.mark.slow
def test_fields_say_what_they_are_in_the_language_of_the_unit(form: Handout) -> None:
    made = form("---\ntitle: Mareas\nlang: es\n---\n::: {.exercise lines=2}\n¿Por qué?\n:::")
    said = [field.asked for field in forms.fields(made.path)]
    assert said == ["Nombre", "Fecha", "Ejercicio 1: tu respuesta: ¿Por qué?"]


@pytest.mark.slow
def test_room_that_runs_over_pages_has_a_field_on_each(form: Handout) -> None:
    made = form(LONG)
    first, second = (f for f in forms.fields(made.path) if f.kind == "lines")
    assert (first.name, second.name) == ("exercise1", "exercise1-2")
    ((page, _, bottom, _, _),), ((next_page, _, _, _, top),) = first.places, second.places
    assert (page, next_page) == (1, 2)
    margin, height = 60, 842  # points: the fields end and begin with the text of their pages
    assert bottom > margin
    assert top < height - margin


@pytest.mark.slow
def test_what_is_typed_stands_in_its_place(form: Handout, tmp_path: Path) -> None:
    made = form(UNIT)
    typed = {
        "name": "Zoë",
        "blank-1": "Zürich",
        "blank-3": "ñandú",
        "exercise1": "«¿Por qué? – “Straße”…» " + "lange Rede " * 20 + "Schluss",
        "quiz1-question5-answer1-2": "D",
    }
    filled = forms.fill(made.path, tmp_path / "filled.pdf", typed)
    places = {field.name: field.places[0] for field in forms.fields(made.path)}
    height = made.size[1]
    words = pdf.words(filled)
    for name, text in typed.items():
        page, left, bottom, right, top = places[name]
        inside = [
            word.text
            for word in words
            if word.page == page
            and left - 1 <= word.left <= right
            and bottom - 1 <= height - (word.top + word.bottom) / 2 <= top + 1
        ]
        assert inside == text.split()


@pytest.mark.slow
def test_what_is_chosen_is_seen(form: Handout, tmp_path: Path) -> None:
    made = form(UNIT)
    chosen = {"quiz1-question1-choices1": "B", "two-choices1-choice3": "Yes", "know": "Yes"}
    filled = forms.fill(made.path, tmp_path / "filled.pdf", chosen)
    with pikepdf.open(filled, allow_overwriting_input=True) as document:
        document.Root.AcroForm.NeedAppearances = False
        document.save(filled)
    empty, marked = _darkness(made), _darkness(Made(filled, ()))
    darker = {place for place in empty if marked[place] > empty[place] + 10}
    assert darker == {("quiz1-question1-choices1", 1), ("two-choices1-choice3", 0), ("know", 0)}


def _darkness(made: Made) -> dict[tuple[str, int], float]:
    """Return how dark, of 255, each box and circle is on the first page."""
    from PIL import Image, ImageStat

    picture = made.path.with_suffix("")
    command = [programs.find("pdftoppm"), "-r", "144", "-gray", "-png", "-f", "1", "-l", "1"]
    subprocess.run([*command, "-singlefile", made.path, picture], check=True)
    with Image.open(picture.with_suffix(".png")) as opened:
        page = opened.copy()
    found: dict[tuple[str, int], float] = {}
    for field in forms.fields(made.path):
        for number, (at, *sides) in enumerate(field.places):
            if at == 1 and field.kind in ("choice", "tick"):
                left, bottom, right, top = (round(side * 2) for side in sides)
                box = page.crop((left, page.height - top, right, page.height - bottom))
                found[field.name, number] = 255 - ImageStat.Stat(box).mean[0]
    return found


@pytest.mark.slow
def test_only_forms_have_fields(handout: Handout) -> None:
    assert forms.fields(handout(UNIT).path) == forms.fields(handout(UNIT, key=True).path) == []


@pytest.mark.slow
def test_no_field_tells_an_answer(form: Handout) -> None:
    path = form(UNIT).path
    assert leaks.found({*QUIZ_SECRETS, "SOLUTIONQZX"}, path) == {}


@pytest.mark.slow
def test_the_right_answers_change_no_byte(form: Handout) -> None:
    other = UNIT.replace("- [x] But", "- [ ] But").replace("- [ ] Not", "- [x] Not")
    other = other.replace("answer: false", "answer: true").replace("[moon]", "[noon]")
    assert form(UNIT).path.read_bytes() == form(other).path.read_bytes()


# --- names ---------------------------------------------------------------------------------------


def page(body: str, attributes: str = ' data-blank="Blank"') -> Element:
    return fromstring(f"<html><body{attributes}>{body}</body></html>")  # noqa: S314 (our own text)


def names(root: Element) -> list[str]:
    return [field.get("data-name", "") for field in all_by_class(root, "field")]


def test_fields_are_called_what_their_blocks_are() -> None:
    root = page(
        '<input class="field" data-kind="line" data-name="a.b"/>'
        '<input class="field" data-kind="line" data-name="a-b"/>'
        '<input class="field" data-kind="choice" data-name="q.c"/>'
        '<input class="field" data-kind="choice" data-name="q.c"/>'
        '<p><span class="blank" data-number="7"/></p>'
        '<ul><li id="list.item" data-checked="false">Do it<ul><li>soon</li></ul></li></ul>'
    )
    add_fields(root)
    assert names(root) == ["a-b", "a-b-2", "q-c", "q-c", "blank-7", "list-item"]
    assert [f.get("name") for f in all_by_class(root, "field")] == ["0", "1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("Do <b>it</b> <ul><li>soon</li></ul>", "Do it"),
        ("<ul><li>Only this</li></ul>", "Only this"),
        ('<img src="a.png" alt="A tide table"/>', "A tide table"),
        ('Name a <span class="blank">SECRET</span> of the sea', "Name a … of the sea"),
        ("", "list1-item1"),
    ],
)
def test_a_box_to_tick_says_the_words_of_its_own_item(item: str, said: str) -> None:
    root = page(f'<ul><li id="list1.item1" data-checked="false">{item}</li></ul>')
    add_fields(root)
    assert [f.get("title") for f in all_by_class(root, "before-item")] == [said]


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("<p>The {} follows <i>it</i>.</p>", "Blank 7: The … follows it."),
        ("<p>{}, then.</p>", "Blank 7: …, then."),
        ("<p>{} a" + " word" * 60 + "</p>", "Blank 7: … a" + " word" * 15 + " …"),
        ("<p>" + "word " * 60 + "{}</p>", "Blank 7: … " + "word " * 15 + "…"),
        ("<ul><li>Out<ul><li>In {}</li></ul></li></ul>", "Blank 7: In …"),
        ("<table><tr><td>dos</td> <td>{}</td></tr></table>", "Blank 7: dos …"),
        ("<p>{}</p>", "Blank 7"),
    ],
)
def test_a_blank_says_the_words_around_it(block: str, said: str) -> None:
    root = page(block.format('<span class="blank" data-number="7">SECRET</span>'))
    add_fields(root)
    (field,) = all_by_class(root, "field")
    assert field.get("title") == said


def test_nothing_but_a_form_gets_fields() -> None:
    root = page('<p><span class="blank" data-number="7"/></p>', "")
    add_fields(root)
    assert all_by_class(root, "field") == []


# --- the font ------------------------------------------------------------------------------------


def test_fields_can_be_filled_in_in_any_language_of_western_europe() -> None:
    font = lettering(bundle().fonts.values())
    assert font is not None
    assert font.name == "Carlito"
    typed = "äöüßÄÖÜ áéíóúñ¿¡ àèùçœ ãõ «»“”„‘’–—…€"
    widths = {letter: font.widths[letter.encode("cp1252")[0] - font.first] for letter in typed}
    assert all(width > 0 for width in widths.values())
    assert len(font.file) < 60_000  # bytes: a twelfth of the face


def test_without_fonts_there_is_none_to_fill_in_with() -> None:
    assert lettering([b"no font"]) is None
