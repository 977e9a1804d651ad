"""The manual of the language, which is a course of its own, shows all that the reader knows.

What a unit can be made of is asked of the code: the types of a lesson, the processors of
Python-Markdown as it is set up, and the tables of words. New syntax fails here until the manual
has it, with its source beside its result.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from lessonpress import model as m
from lessonpress import reader
from lessonpress.pagesetup import BESIDE
from lessonpress.reader import conditions, settings
from lessonpress.reader import figures as figure_words
from lessonpress.reader.figures import chart
from lessonpress.reader.markdown import Parser
from lessonpress.reader.vocabulary import (
    ALIASES,
    BUILDS,
    CLIP,
    DIVS,
    HEADING,
    PICTURE,
    QUESTION,
    SPANS,
)
from lessonpress.walking import walk

MANUAL = Path(__file__).parents[1] / "content" / "writing-units"
UNITS = {path.stem: path.read_text("utf-8") for path in sorted(MANUAL.glob("*.md"))}
# What is shown as it is written, rather than as what it becomes.
SOURCE = re.compile(r"^(`{3,})(markdown|yaml)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
SOURCES = "\n".join(found[3] for text in UNITS.values() for found in SOURCE.finditer(text))
MARKDOWN = [
    (unit, found[3])
    for unit, text in UNITS.items()
    for found in SOURCE.finditer(text)
    if found[2] == "markdown"
]
SETTINGS = [
    found[3] for text in UNITS.values() for found in SOURCE.finditer(text) if found[2] == "yaml"
]
# Whole types that stand for several, or are made when a unit is laid out.
_KINDS_OF_BLOCKS = frozenset({m.Block})


def lessons() -> Iterator[m.Lesson]:
    """Read the manual's units, about which there is nothing to complain of."""
    course, complaints = reader.read_course(
        MANUAL.name, (MANUAL / "course.yml").read_bytes(), "course.yml"
    )
    assert complaints == ()
    for unit, text in UNITS.items():
        lesson, complaints = reader.read_lesson(unit, text.encode(), f"{unit}.md", course)
        assert complaints == ()
        yield lesson


# --- sources and results -------------------------------------------------------------------------


@pytest.mark.parametrize(("unit", "source"), MARKDOWN, ids=[s.split("\n")[0] for _, s in MARKDOWN])
def test_each_source_stands_beside_its_result(unit: str, source: str) -> None:
    results = _lines(SOURCE.sub("\n", UNITS[unit]))
    assert "\n".join(_lines(source)) in "\n".join(results)


@pytest.mark.parametrize("source", SETTINGS, ids=[s.split("\n")[0] for s in SETTINGS])
def test_settings_are_shown_as_they_can_be_written(source: str) -> None:
    schemas = (settings.UNIT, settings.COURSE)
    assert not all(settings.read(source, schema, "x", 1).complaints for schema in schemas)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()]


# --- what a lesson is made of --------------------------------------------------------------------


def _types() -> set[type]:
    classes = (found for _, found in inspect.getmembers(m, inspect.isclass))
    blocks = {found for found in classes if issubclass(found, m.Block)}
    inlines, drawn = set(get_args(m.Inline)), set(get_args(m.Computed))
    return (blocks | inlines | drawn | {m.Clip}) - _KINDS_OF_BLOCKS


def test_everything_that_a_lesson_can_be_made_of_is_there() -> None:
    used = {type(node) for lesson in lessons() for node in walk(lesson)}
    assert {found.__name__ for found in _types() - used} == set()


def test_every_way_in_which_markdown_is_read_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    known, used = set[str](), set[str]()
    set_up = Parser.__init__

    def spied(parser: Parser, lang: str) -> None:
        set_up(parser, lang)
        registries: tuple[tuple[Any, str], ...] = (
            (parser._markdown.inlinePatterns, "handleMatch"),
            (parser._blocks.blockprocessors, "run"),
        )
        for registry, method in registries:
            for entry in registry._priority:
                known.add(entry.name)
                processor = registry[entry.name]
                setattr(processor, method, _noting(getattr(processor, method), entry.name, used))

    monkeypatch.setattr(Parser, "__init__", spied)
    assert len([*lessons()]) == len(UNITS)
    assert known - used == set()


def _noting(method: Callable[..., Any], name: str, used: set[str]) -> Callable[..., Any]:
    """Return a processor's method which notes its name when it takes what it is given."""

    def call(*given: Any) -> Any:
        taken = method(*given)
        found = taken[0] if isinstance(taken, tuple) else taken
        # A pattern that passes gives None for an element, a block's processor says False.
        if found is not False and (found is not None or not isinstance(taken, tuple)):
            used.add(name)
        return taken

    return call


# --- words ---------------------------------------------------------------------------------------


def opened(name: str, inside: str = "") -> re.Pattern[str]:
    """Return what a div of such a kind begins with, perhaps with this in its braces."""
    bare = "" if inside else rf"{name}$|"
    return re.compile(rf"^ *:{{3,}} *(?:{bare}\{{\.{name}\b[^}}\n]*{inside})", re.MULTILINE)


@pytest.mark.parametrize("name", [*DIVS, *ALIASES, *BUILDS, *conditions.SHOWS])
def test_every_kind_of_div_is_shown(name: str) -> None:
    assert opened(name).search(SOURCES) or name == "nonincremental"
    assert opened(name).search("\n".join(UNITS.values()))


SAID = sorted((name, key) for name, keys in DIVS.items() for key in keys)


@pytest.mark.parametrize(("name", "key"), SAID, ids=map("-".join, SAID))
def test_what_can_be_said_of_a_div_is_shown(name: str, key: str) -> None:
    names = "|".join([name, *(other for other, kind in ALIASES.items() if kind == name)])
    assert opened(f"(?:{names})", rf" {key}=").search(SOURCES)


@pytest.mark.parametrize("word", conditions.WORDS)
@pytest.mark.parametrize("about", conditions.ABOUT)
def test_conditions_are_shown(word: str, about: str) -> None:
    assert f" {word}{about}=" in SOURCES


@pytest.mark.parametrize("name", sorted(SPANS))
def test_every_kind_of_words_in_brackets_is_shown(name: str) -> None:
    assert re.search(rf"\]\{{\.{name}[ }}]", SOURCES)


@pytest.mark.parametrize("key", ["key", "lang"])
def test_what_can_be_said_of_words_in_brackets_is_shown(key: str) -> None:
    assert re.search(rf"\]\{{[^}}\n]*{key}=", SOURCES)


@pytest.mark.parametrize("key", sorted(HEADING))
def test_what_can_be_said_of_a_heading_is_shown(key: str) -> None:
    assert re.search(rf"^##.*\{{[^}}\n]*\b{key}=", SOURCES, re.MULTILINE)


@pytest.mark.parametrize("key", sorted(QUESTION))
def test_what_can_be_said_of_a_question_is_shown(key: str) -> None:
    assert re.search(rf"^(?:\d\.|###) .*\{{[^}}\n]*\b{key}=", SOURCES, re.MULTILINE)


@pytest.mark.parametrize("key", sorted(PICTURE | CLIP))
def test_what_can_be_said_of_a_picture_is_shown(key: str) -> None:
    assert re.search(rf"^!\[.*\{{[^}}\n]*\b{key}=", SOURCES, re.MULTILINE)


# --- figures -------------------------------------------------------------------------------------


def fences(kind: str) -> str:
    """Return the sources of all figures of a kind, their first lines among them."""
    found = re.findall(rf"^```{kind}\b.*?^```$", SOURCES, re.MULTILINE | re.DOTALL)
    return "\n".join(found)


KEYS = sorted((name, key) for name, kind in figure_words.KINDS.items() for key in kind.keys)


@pytest.mark.parametrize(("name", "key"), KEYS, ids=map("-".join, KEYS))
def test_what_can_be_said_in_a_figure_is_shown(name: str, key: str) -> None:
    assert re.search(rf"(?:^{key}:|[ {{]{key}=)", fences(name), re.MULTILINE)


@pytest.mark.parametrize("key", sorted(figure_words.ATTRIBUTES))
def test_what_can_be_said_of_any_figure_is_shown(key: str) -> None:
    assert f"{key}=" in "".join(map(fences, figure_words.KINDS))


@pytest.mark.parametrize("kind", chart.KINDS)
def test_every_kind_of_chart_is_shown(kind: str) -> None:
    assert re.search(rf"\bkind(?:: |=){kind}\b", fences("chart"))


# --- settings ------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", sorted({*settings.UNIT, *settings.COURSE}))
def test_every_setting_is_shown(key: str) -> None:
    assert any(re.search(rf"^{key}:", source, re.MULTILINE) for source in SETTINGS)


@pytest.mark.parametrize("key", sorted({*settings.FLOORS, *settings.SOURCE}))
def test_every_setting_in_a_setting_is_shown(key: str) -> None:
    assert any(re.search(rf"^ +{key}:", source, re.MULTILINE) for source in SETTINGS)


@pytest.mark.parametrize("name", [*m.SLIDE_ROLES, *settings.EXTRAS, *BESIDE])
def test_every_name_that_a_setting_can_have_is_told(name: str) -> None:
    assert re.search(rf"`{name}`|[ \[]{name}[,\]:\n]", "\n".join(UNITS.values()))
