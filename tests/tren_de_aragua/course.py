"""The course on Tren de Aragua: its units read, and what students are told on slides and on paper.

Nothing is built here: a text is what templates get of a lesson, before it is laid out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

import yaml

from lessonpress import markup, outline, reader, views
from lessonpress import model as m

FOLDER = Path(__file__).parents[2] / "content" / "tren-de-aragua"
UNITS = tuple(sorted(path.stem for path in FOLDER.glob("[0-9]*.md")))

# By unit, by heading of the article, by what it says there: words that tell students of it.
FACTS: Mapping[str, Mapping[str, Mapping[str, list[object]]]] = yaml.safe_load(
    (FOLDER / "facts.yml").read_text("utf-8")
)

# Fields that are for programs, and are printed nowhere.
_UNSEEN = frozenset({"id", "span", "key", "alt", "role", "code", "path", "href", "look", "name"})
_INLINES = get_args(m.Inline)


@cache
def settings() -> m.Course:
    """Return what course.yml says, about which there is nothing to complain of."""
    course, complaints = reader.read_course(
        FOLDER.name, (FOLDER / "course.yml").read_bytes(), "course.yml"
    )
    assert not complaints, complaints
    return course


@cache
def lesson(unit: str) -> m.Lesson:
    """Return a unit for all audiences, about which there is nothing to complain of."""
    source = (FOLDER / f"{unit}.md").read_bytes()
    read, complaints = reader.read_lesson(unit, source, f"{unit}.md", settings())
    assert not complaints, complaints
    return read


def slides(unit: str, audience: m.Audience = m.Audience.STUDENT) -> tuple[outline.Slide, ...]:
    """Return the slides of a unit's deck."""
    return outline.slides(views.cut(lesson(unit), m.Medium.DECK, audience))


@cache
def told(unit: str, medium: m.Medium) -> str:
    """Return what students read in a unit's deck, or in its handout."""
    seen = views.cut(lesson(unit), m.Medium.HANDOUT, m.Audience.STUDENT)
    shown: object = seen if medium is m.Medium.HANDOUT else (*slides(unit), seen.sources)
    return "\n".join(words(shown))


def words(node: object) -> Iterator[str]:
    """Yield the texts of a node and of all in it; those of one line are one text."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, tuple) and any(isinstance(each, _INLINES) for each in node):
        yield markup.plain(node)
    elif isinstance(node, tuple | list):
        for each in node:
            yield from words(each)
    elif is_dataclass(node):
        yield from _inside(node)


def _inside(node: Any) -> Iterator[str]:
    # A country of a map and a step of a flow are drawn by their names.
    unseen = _UNSEEN - {"name"} if isinstance(node, m.Country | m.City | m.Step) else _UNSEEN
    for field in fields(node):
        if field.name not in unseen:
            yield from words(getattr(node, field.name))
