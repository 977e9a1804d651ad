"""Units bound into one book: every name is unique in it, and every reference still leads there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from lessons import COURSE, QUIZ, lesson
from strategies import units

from lessonpress import model as m
from lessonpress import reader, views
from lessonpress.binding import bound
from lessonpress.walking import rewrite, walk

ONE = """
    ## Heading {#id}

    A [link](#id) to it, [another](#term-term) to a [term]{.term}, a note[^n] and a source [@two].

    ::: objectives
    - Know it {#know}
    :::

    ::: {.exercise for=know}
    Task

    ::: solution
    SOLUTION [@one]
    :::
    :::

    [^n]: The note.
    """


def book(*texts: str, audience: m.Audience = m.Audience.KEY) -> tuple[m.Lesson, ...]:
    cut = (views.cut(lesson(text), m.Medium.HANDOUT, audience) for text in texts)
    return bound(cut)


def found(kind: type, node: object) -> list[Any]:
    return [each for each in walk(node) if isinstance(each, kind)]


def test_the_same_unit_twice_shares_no_name() -> None:
    first, second = book(ONE, ONE)
    assert found(m.Heading, first)[0].id == "unit-1-id"
    assert found(m.Link, second)[0].href == "#unit-2-id"
    assert found(m.Exercise, second)[0].objectives == ("unit-2-know",)
    assert [found(m.FootnoteMark, each)[0].key for each in (first, second)] == [
        first.footnotes[0].key,
        second.footnotes[0].key,
    ]
    assert first.footnotes[0].key != second.footnotes[0].key


def test_what_stands_alone_in_a_node_is_renamed_too() -> None:
    (chapter,) = book(QUIZ)
    assert {block.id[:7] for block in found(m.Block, chapter)} == {"unit-1-"}


def test_words_and_sources_are_the_course_s() -> None:
    first, second = book(ONE, ONE)
    assert found(m.Link, second)[1].href == "#term-term"
    assert first.glossary == second.glossary
    assert {s.key: s.number for s in first.sources} == {s.key: s.number for s in second.sources}


def test_sources_are_counted_over_the_course_those_that_students_see_first() -> None:
    only_in_the_answer = ONE.replace("[@two]", "")
    for audience in (m.Audience.STUDENT, m.Audience.KEY):
        units = book(only_in_the_answer, ONE, audience=audience)
        cited = {c.key: c.number for c in found(m.Citation, units)}
        assert cited["two"] == 1
        assert cited.get("one", 2) == 2


@given(st.lists(units(12), min_size=2, max_size=4))
@settings(max_examples=150, deadline=None)
def test_no_two_names_are_equal_and_nothing_else_is_changed(texts: list[str]) -> None:
    lessons = [read(text) for text in texts]
    chapters = bound(lessons)
    names = Counter(name for chapter in chapters for name in _names(chapter))
    assert [name for name, times in names.items() if times > 1] == []
    for number, (before, after) in enumerate(zip(lessons, chapters, strict=True), 1):
        assert len(_dead(before)) == len(_dead(after))
        assert _restored(after, f"unit-{number}-") == _without_numbers(before)


def read(text: str) -> m.Lesson:
    whole, _ = reader.read_lesson("unit", text.encode("utf-8", "surrogatepass"), "unit.md", COURSE)
    return views.cut(whole, m.Medium.HANDOUT, m.Audience.KEY)


def _names(chapter: m.Lesson) -> Iterator[str]:
    for node in walk(chapter):
        if isinstance(node, m.Block):
            yield f"#{node.id}"
        if isinstance(node, m.Footnote):
            yield node.key


def _dead(chapter: m.Lesson) -> set[str]:
    """Return what is referred to in a chapter and is not there."""
    names = set(_names(chapter))
    used = {node.href for node in found(m.Link, chapter) if node.href.startswith("#")}
    used |= {node.key for node in found(m.FootnoteMark, chapter)}
    tasks = found(m.Exercise, chapter) + found(m.Question, chapter)
    used |= {f"#{name}" for each in tasks for name in each.objectives}
    used = {name for name in used if not name.startswith("#term-")}
    sources = {node.key for node in found(m.Citation, chapter)}
    return (used - names) | (sources - {source.key for source in chapter.sources})


def _restored(chapter: m.Lesson, prefix: str) -> m.Lesson:
    """Return a chapter with the names that it had as a unit."""

    def change(node: Any) -> tuple[Any, ...]:
        if isinstance(node, m.FootnoteMark | m.Footnote):
            node = replace(node, key=node.key.removeprefix(prefix))
        if isinstance(node, m.Link):
            node = replace(node, href=node.href.replace(f"#{prefix}", "#"))
        if isinstance(node, m.Exercise | m.Question):
            names = (name.removeprefix(prefix) for name in node.objectives)
            node = replace(node, objectives=tuple(names))
        if isinstance(node, m.Block):
            node = replace(node, id=node.id.removeprefix(prefix))
        return (node,)

    return _without_numbers(rewrite(chapter, change))


def _without_numbers(chapter: m.Lesson) -> m.Lesson:
    def change(node: Any) -> tuple[Any, ...]:
        return (replace(node, number=0) if isinstance(node, m.Citation | m.Source) else node,)

    chapter = rewrite(chapter, change)
    return replace(chapter, sources=tuple(sorted(chapter.sources, key=lambda each: each.key)))
