"""What holds for every finished handout, however hostile the unit."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from gates import pdf

from handout.making import Made, make, picture

pytestmark = pytest.mark.slow

Handout = Callable[..., Made]

TIDES = (Path(__file__).parent / "fixtures" / "tides.md").read_text(encoding="utf-8")
PROSE = "The sea comes and the sea goes, and nobody on the pier has ever asked it why. " * 12
EXERCISES = f"""
## Before

{PROSE}

::::: {{.exercise lines=8}}
### Short
Why?

::: solution
Because.
:::
:::::

::::: {{.exercise lines=4}}
### Just too long for one line a rule
Why?

::: solution
{PROSE[:460]}
:::
:::::

::::: {{.exercise lines=2}}
### Much too long
Why?

::: solution
{PROSE}[^late] And ENDOFANSWER.
:::
:::::

[^late]: A note to an answer.

## After

{PROSE} [A blank]{{.blank}} of [a word]{{.blank}}. See the [tide]{{.term}} [@almanac].
"""

ANSWERS = """
::: {.exercise lines=12}
### Title

## Output

:::: solution
## Output

```python
def f(): return 1
```

After.
::::
:::
"""

HOSTILE = {
    "a map": "```map\nhighlight: [Peru, Chile]\nroutes: [Peru -> Chile: by road]\n```",
    "a timeline of many years": "```timeline\n"
    + "\n".join(f"- {year}: {'what happened ' * 9}" for year in range(1900, 1960))
    + "\n```",
    "a flow": "```flow\nOne -> Two -> Three: why\nThree -> One\nOne -> Three\n```",
    "a timeline": "```timeline\n- 2013: The prison\n- 2014-2017: The border\n```",
    "a word of 500 letters": "Before " + "x" * 500 + " after.",
    "a table of 12 columns": "\n".join(
        ["|".join(f"Column{i}" for i in range(12)), "|".join(["---"] * 12)]
        + ["|".join(f"incomprehensible{row}.{i}" for i in range(12)) for row in range(30)]
    ),
    "a picture taller than a page": "![A tall grey picture](assets/tall.png)",
    "a decorative picture": "![](assets/tall.png){.decorative}",
    "300 lines of code": "\n".join(
        [
            "```python",
            *(f"def f{i}(x): return x  # {'long ' * (i % 30)}" for i in range(300)),
            "```",
        ]
    ),
    "an exercise longer than a page": f"""
::: {{.exercise lines=40}}
### Long

{(PROSE + chr(10) * 2) * 6}
:::
""",
    "a heading level left out": """
#### Four

::: {.exercise lines=2}
### Title

Task.
:::
""",
    "a footnote in a table": """
| A | B |
|---|---|
| x[^1] | y |

[^1]: Two paragraphs.

    And a list:

    - one
""",
    "a blank in a heading": "## The [moon]{.blank} pulls\n\nText.",
    "lists of everything": """
- text

  ```python
  x = 1
  ```
- > quoted

- | A |
  |---|
  | 1 |

  ## A heading

- [x] ticked

1. > q
""",
    "headings and code in answers": ANSWERS,
    "terms in narrow places": "## The [tide]{.term}\n\n| A |\n|---|\n| a [neap]{.term} |\n\nText.",
}
FILES = {"course/assets/tall.png": picture(100, 2000)}


@pytest.mark.parametrize("key", [False, True], ids=["handout", "answers"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_passes_every_gate(paper: str, key: bool, handout: Handout) -> None:
    made = handout(TIDES, paper=paper, key=key)
    assert pdf.problems(made.path) == []
    families = {name.partition("-")[0] for name in pdf.fonts(made.path)}
    assert families <= {"Gelasio", "Carlito", "Inconsolata"}


# What authors are told of, though it is printed completely.
TOLD = {
    "a table of 12 columns": ["table-wide"],
    "300 lines of code": ["code-long"],
    "an exercise longer than a page": ["task-long"],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_is_accessible_and_complete_whatever_the_unit(name: str, tmp_path: Path) -> None:
    made = make(f"## First\n\n{HOSTILE[name]}\n\nThe LASTWORD.", tmp_path, files=FILES)
    assert [d.code for d in made.diagnostics] == TOLD.get(name, [])
    assert pdf.problems(made.path) == []
    width, height = made.size
    words = pdf.words(made.path)
    assert any("LASTWORD" in word.text for word in words)
    assert all(w.left >= 0 and w.right <= width - 40 and w.bottom <= height for w in words)


def test_long_words_lose_no_letter(handout: Handout) -> None:
    made = handout(HOSTILE["a word of 500 letters"])
    assert made.text.count("x") == 500


def test_paper_has_its_size(handout: Handout) -> None:
    assert handout("Text.", paper="a4").size == (595.3, 841.9)
    assert handout("Text.", paper="letter").size == (612.0, 792.0)


def test_lists_keep_their_numbers(handout: Handout) -> None:
    assert "\n5.\n6.\n" in handout("5. five\n6. six").text


@pytest.mark.parametrize(
    ("kind", "label"), [("keypoints", "Key points"), ("questions", "Questions")]
)
def test_boxes_say_what_they_are_unless_the_author_does(
    kind: str, label: str, handout: Handout
) -> None:
    box = f"::: {kind}\n- One.\n:::\n"
    for unit in (f"## First\n\nText.\n\n{box}", f"## {label}\n\n{box}\n## Next\n\nText."):
        assert handout(unit).text.count(label) == 1


def test_each_file_has_an_identifier_of_its_own(handout: Handout) -> None:
    made = [handout("Text."), handout("Text.", key=True), handout("Text.", paper="letter")]
    assert len({one.identifier for one in made}) == 3


# --- the key -------------------------------------------------------------------------------------


def test_key_has_every_anchor_where_the_students_has(handout: Handout) -> None:
    student, key = handout(EXERCISES), handout(EXERCISES, key=True)
    assert student.anchors.items() <= key.anchors.items()


def test_answers_stand_on_the_rules_or_closer_or_go_on_at_the_end(handout: Handout) -> None:
    key = handout(EXERCISES, key=True)
    anchors = key.anchors
    exercises = [name.removesuffix("-room") for name in anchors if name.endswith("-room")]
    assert all(anchors[f"{e}-answers"][0] == anchors[f"{e}-room"][0] for e in exercises)
    rests = [anchors.get(f"{e}-answers-rest") for e in exercises]
    assert [rest is not None and rest[0] > anchors["last-page"][0] for rest in rests] == [
        False,
        False,
        True,
    ]
    assert "ENDOFANSWER" in key.text
    assert "A note to an answer" in key.text


def test_student_sees_no_answer_and_no_note_to_one(handout: Handout) -> None:
    text = handout(EXERCISES).text
    assert "ENDOFANSWER" not in text
    assert "A note to an answer" not in text


def test_headings_descend_where_an_answer_moved_to_the_end(handout: Handout) -> None:
    key = handout("## First\n" + ANSWERS.replace("lines=12", "lines=1"), key=True)
    assert "Answers that need more room" in key.text
    assert pdf.problems(key.path) == []


def test_code_and_headings_of_an_answer_stand_on_its_rules(handout: Handout) -> None:
    key = handout(ANSWERS, key=True)
    assert pdf.problems(key.path) == []
    words = {word.text: word for word in pdf.words(key.path)}
    rule = 8.5 / 25.4 * 72
    distance = words["After."].bottom - words["def"].bottom
    assert abs(distance - rule) < 3


def test_an_answer_longer_than_its_blank_stands_at_the_end(handout: Handout) -> None:
    words = "an answer of very many words that no rule on a line of print could ever hold at all"
    unit = f"It is [{words}]{{.blank}} indeed."
    assert words in " ".join(handout(unit, key=True).text.split())


# --- same bytes ----------------------------------------------------------------------------------


def test_same_bytes_twice_and_in_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make(TIDES, tmp_path).path.read_bytes()
    elsewhere = tmp_path / "else where"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    again = make(TIDES, elsewhere).path.read_bytes()
    assert again == first
    assert os.fsencode(tmp_path) not in first


def test_same_bytes_on_another_day(tmp_path: Path) -> None:
    made = make("---\ntitle: No date\n---\nText.", tmp_path)
    assert made.created == "D:20000101"


# --- diagnostics ---------------------------------------------------------------------------------


def test_a_character_without_glyph_is_named(tmp_path: Path) -> None:
    made = make("First.\n\nThe sea: 海.", tmp_path)
    assert [(d.code, d.span.line) for d in made.diagnostics] == [("glyph-missing", 7)]
    assert '"海" (U+6D77)' in made.diagnostics[0].message
    assert "The sea: □." in made.text
    assert pdf.problems(made.path) == []


def test_a_picture_that_cannot_be_read_is_an_error_at_its_line(tmp_path: Path) -> None:
    files = {"course/assets/map.png": b"no picture"}
    (broken,) = make("![A map](assets/map.png)", tmp_path, files=files).diagnostics
    assert (broken.code, broken.severity, broken.span.line) == ("image-broken", "error", 5)


def test_what_is_no_input_stops_the_rendering(tmp_path: Path) -> None:
    made = make("![A map](assets/map.png)", tmp_path)
    assert [(d.code, d.severity) for d in made.diagnostics] == [("fetch-refused", "error")]
    assert made.path.read_bytes() == b""


@pytest.mark.parametrize(
    "css",
    [
        "@import url(https://example.org/x.css);",
        "@import 'x.css';",
        "@font-face { font-family: x; src: url(fonts/x.ttf) }",
        "body { background: url(file:///etc/hostname) }",
        "body { background: url(https://example.org/x.png) }",
        "body { background: url(../../course/secret.png) }",
    ],
)
def test_a_brands_stylesheet_reaches_nothing_but_inputs(css: str, tmp_path: Path) -> None:
    made = make("Text.", tmp_path, files={"templates/brand.css": b"\n" + css.encode()})
    assert [(d.code, d.span.path, d.span.line) for d in made.diagnostics] == [
        ("fetch-refused", "templates/brand.css", 2)
    ]


def test_a_brands_stylesheet_changes_the_look_and_its_mistakes_are_found_each_time(
    tmp_path: Path,
) -> None:
    files = {"templates/brand.css": b":root { --accent: #006633 }\nh1 { font-sise: 30pt }"}
    for _ in range(2):
        made = make("Text.", tmp_path, files=files)
        assert [(d.code, str(d.span.path), d.span.line) for d in made.diagnostics] == [
            ("style-ignored", "templates/brand.css", 2)
        ]


def test_a_template_authors_mistake_names_the_line(tmp_path: Path) -> None:
    files = {"templates/handout/hint.html.j2": b"<p>\n{{ block.nothing }}</p>"}
    unit = "::: {.exercise lines=2}\nTask.\n\n:::: hint\nHint.\n::::\n:::"
    (mistake,) = make(unit, tmp_path, files=files).diagnostics
    assert (mistake.code, mistake.span.path, mistake.span.line) == (
        "template-mistake",
        "templates/handout/hint.html.j2",
        2,
    )


@pytest.mark.parametrize("value", ["var(--nothing)", "calc(1px * 1em)"])
def test_a_style_that_only_a_page_shows_to_be_wrong_is_found_at_its_line(
    value: str, tmp_path: Path
) -> None:
    files = {"templates/brand.css": f"\n\np {{ width: {value} }}".encode()}
    (mistake,) = make("Text.", tmp_path, files=files).diagnostics
    assert (mistake.code, mistake.span.path, mistake.span.line) == (
        "style-ignored",
        "templates/brand.css",
        3,
    )


@pytest.mark.parametrize("room", ["lines=8 ruling=grid", "space=6cm"])
def test_room_may_be_given_in_lines_or_by_its_height(room: str, handout: Handout) -> None:
    anchors = handout(
        f"::: {{.exercise {room}}}\nTask.\n:::\n\n## After {{#after}}\n\n[x](#after)"
    ).anchors
    top = next(y for name, (_, _, y) in anchors.items() if name.endswith("-room"))
    assert top - anchors["after"][2] > 6 / 2.54 * 72


def test_an_empty_template_is_named(tmp_path: Path) -> None:
    files = {"templates/handout/handout.html.j2": b"\n"}
    (mistake,) = make("Text.", tmp_path, files=files).diagnostics
    assert (mistake.code, mistake.span.path) == (
        "template-mistake",
        "templates/handout/handout.html.j2",
    )


def test_a_template_cannot_attach_a_file(tmp_path: Path) -> None:
    link = b'<a rel="attachment" href="file:///etc/hostname">x</a>'
    files = {"templates/handout/hint.html.j2": link}
    unit = "::: {.exercise lines=2}\nTask.\n\n:::: hint\nHint.\n::::\n:::"
    made = make(unit, tmp_path, files=files)
    assert [d.code for d in made.diagnostics] == ["fetch-refused"]


def test_a_link_to_a_term_leads_to_the_glossary(handout: Handout) -> None:
    made = handout("See the [tide](#tide).\n\n## Far\n\nThe [tide]{.term} comes.\n")
    assert "term-tide" in made.anchors
    assert pdf.problems(made.path) == []
