"""Links inside a unit: to slides, parts, boxes, exercises and terms, in decks and on paper."""

from __future__ import annotations

import io
from typing import Any

import pptx
import pytest
from deck.making import inputs

from lessonpress import deck, leading, outline, reader, views
from lessonpress import model as m
from lessonpress.walking import walk

COURSE = m.Course("course", "A course", glossary=(m.GlossaryEntry("pran", "Who rules a prison."),))
UNIT = """
# First part

## Start

[LINK](#TARGET)

# Second part

## Later

A [pran]{.term} rules.

::: {.callout-note #box}
Boxed.
:::

```{.python #code}
x = 1
```

::::: {.exercise #task}
### Do
A task

::: {.hint #hint}
Only spoken in decks, of another [pran]{.term}.
:::
:::::

::: {.handout-only #paper}
### On paper {#paper-head}
:::
"""
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def lesson(target: str) -> tuple[m.Lesson, list[str]]:
    read, said = reader.read_lesson("01", UNIT.replace("TARGET", target).encode(), "01.md", COURSE)
    return read, [d.code for d in said if d.code != "title-missing"]


def led_to(target: str, audience: m.Audience = m.Audience.INSTRUCTOR) -> str | None:
    """Return the title of the slide that the link of a finished deck leads to."""
    read, _ = lesson(target)
    built, _ = deck.build(views.cut(read, m.Medium.DECK, audience), COURSE, inputs())
    slides = list(pptx.Presentation(io.BytesIO(built)).slides)
    for slide in slides:
        for click in slide._element.xpath(".//a:hlinkClick"):
            assert click.get("action") == "ppaction://hlinksldjump"
            part = slide.part.related_part(click.get(RELATION))
            return next(_title(other) for other in slides if other.part is part)
    return None


def _title(slide: Any) -> str:
    return str(slide.shapes.title.text_frame.text)


@pytest.mark.parametrize(
    ("target", "title"),
    [
        ("start", "Start"),
        ("later", "Later"),
        ("second-part", "Second part"),
        ("box", "Later"),
        ("code", "Later"),
        ("task", "Do"),
        ("pran", "Later"),
        ("term-pran", "Later"),
        ("hint", "Do"),
    ],
)
def test_a_link_in_a_deck_leads_to_the_slide_of_its_target(target: str, title: str) -> None:
    assert lesson(target)[1] == []
    found = led_to(target)
    assert found is not None
    assert title in found


@pytest.mark.parametrize("target", ["hint", "paper-head"])
def test_a_link_to_what_students_slides_lack_is_text(target: str) -> None:
    assert led_to(target, m.Audience.STUDENT) is None


@pytest.mark.parametrize("target", ["prann", "nothing", "Niño"])
def test_a_link_that_leads_nowhere_is_named(target: str) -> None:
    read, said = lesson(target)
    assert said == ["link-target-missing"]
    assert not any(isinstance(node, m.Link) for node in walk(read))


def test_a_heading_wins_over_a_term_of_its_name() -> None:
    text = "# Unit\n\n## Pran\n\n[a](#pran) [pran]{.term}\n\n## Next\n\ntext"
    read, _ = reader.read_lesson("01", text.encode(), "01.md", COURSE)
    assert [node.href for node in walk(read) if isinstance(node, m.Link)] == ["#pran"]


def test_a_term_s_first_slide_is_one_that_shows_it() -> None:
    text = "# U\n\n## A\n\n[l](#pran)\n\n::: notes\n[pran]{.term}\n:::\n\n## B\n\n[pran]{.term}"
    read, _ = reader.read_lesson("01", text.encode(), "01.md", COURSE)
    slides = leading.led(outline.slides(views.cut(read, m.Medium.DECK, m.Audience.INSTRUCTOR)))
    (link,) = (node for slide in slides for node in walk(slide.blocks) if isinstance(node, m.Link))
    assert link.href == f"#{slides[-1].id}"
