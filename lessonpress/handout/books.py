"""What stands where in a course's booklet: chapters, one glossary, one list of sources, an index.

Everything that the students' booklet has, the instructor's has on the same pages; what only its
answers mention stands apart, behind them. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from lessonpress import collation, markup
from lessonpress.binding import unit_id
from lessonpress.direction import is_leftward
from lessonpress.handout import links
from lessonpress.handout.arrangement import Arrangement, Notes, arranged
from lessonpress.model import (
    Audience,
    Box,
    Course,
    Definition,
    DefinitionList,
    GlossaryEntry,
    Heading,
    Lesson,
    Source,
    Term,
)
from lessonpress.views import for_audience
from lessonpress.walking import walk


@dataclass(frozen=True, slots=True)
class Chapter:
    """A unit in a booklet; `number` counts from 1."""

    number: int
    lesson: Lesson
    page: Arrangement

    @property
    def id(self) -> str:
        """What links to the chapter lead to; the names in it begin so."""
        return unit_id(self.number)

    @property
    def endnotes(self) -> Notes:
        """The footnotes that no page's foot can hold, and that end the chapter."""
        return Notes((), (), (), (), self.page.notes.endnotes)

    @property
    def direction(self) -> str:
        """Which way its language is written, as HTML says it."""
        return "rtl" if is_leftward(self.lesson.lang) else "ltr"

    @property
    def has_hints(self) -> bool:
        """Whether an exercise has hints, which stand at the booklet's end."""
        return any(exercise.hints for exercise in self.page.exercises)

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings that the table of contents lists."""
        found = (block for block in self.page.body if isinstance(block, Heading))
        return tuple(heading for heading in found if heading.level == 1)


@dataclass(frozen=True, slots=True)
class Word:
    """A word that units explain, in the language of the explanation."""

    key: str
    meaning: str
    lang: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the index; `defined` are the ids of what defines it."""

    key: str
    defined: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of the index under one letter."""

    letter: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class References:
    """Words and sources at the end of a booklet: what `Notes` are to a unit, but for footnotes."""

    glossary: tuple[Word, ...] = ()
    sources: tuple[Source, ...] = ()
    links: tuple[links.Reference, ...] = ()
    footnotes: tuple[()] = ()
    endnotes: tuple[()] = ()

    @property
    def parts(self) -> tuple[tuple[str, References], ...]:
        """What has a page of its own, under its id."""
        parts = {
            "glossary": References(glossary=self.glossary),
            "sources": References(sources=self.sources),
            "links": References(links=self.links),
        }
        return tuple((name, part) for name, part in parts.items() if part != References())


@dataclass(frozen=True, slots=True)
class Book:
    """A course's booklet. `date` is its version's, ISO where it can be."""

    chapters: tuple[Chapter, ...]
    notes: References
    answer_notes: References
    index: tuple[Letter, ...]
    date: str

    @property
    def has_hints(self) -> bool:
        """Whether any chapter has hints."""
        return any(chapter.has_hints for chapter in self.chapters)


def book(lessons: Iterable[Lesson], course: Course) -> Book:
    """Return the booklet of a course from its lessons, cut to its audience and bound."""
    lessons = tuple(lessons)
    whole = tuple(Chapter(n, each, arranged(each)) for n, each in enumerate(lessons, 1))
    seen = tuple(for_audience(lesson, Audience.STUDENT) for lesson in lessons)
    shared = _references([(c, c.page.notes) for c in whole], course.lang)
    answers = _references([(c, c.page.answer_notes) for c in whole], course.lang)
    return Book(
        chapters=tuple(map(_without_references, whole)),
        notes=replace(shared, links=links.references(seen)),
        answer_notes=replace(_other(answers, shared), links=links.references(lessons, seen)),
        index=_index(seen, course.lang),
        date=course.date or _latest(lessons),
    )


def _without_references(chapter: Chapter) -> Chapter:
    """Leave to a chapter the notes of its answers that do not stand at the booklet's end."""
    footnotes = replace(chapter.page.answer_notes, glossary=(), sources=(), links=())
    return replace(chapter, page=replace(chapter.page, answer_notes=footnotes))


def _latest(lessons: Iterable[Lesson]) -> str:
    return max((lesson.date for lesson in lessons if _is_date(lesson.date)), default="")


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


# --- the glossary and the sources ----------------------------------------------------------------


def _references(notes: Iterable[tuple[Chapter, Notes]], lang: str) -> References:
    notes = tuple(notes)
    explained = [(chapter, entry) for chapter, each in notes for entry in each.glossary]
    sources = {source.key: source for _, each in notes for source in each.sources}
    return References(
        glossary=tuple(_words(explained, lang)),
        sources=tuple(sorted(sources.values(), key=lambda source: source.number)),
    )


def _other(references: References, known: References) -> References:
    words = {_name(word.key) for word in known.glossary}
    keys = {source.key for source in known.sources}
    return References(
        glossary=tuple(word for word in references.glossary if _name(word.key) not in words),
        sources=tuple(source for source in references.sources if source.key not in keys),
    )


def _words(explained: Iterable[tuple[Chapter, GlossaryEntry]], lang: str) -> Iterator[Word]:
    """Yield each word once, in order; where units explain it differently, with their numbers."""
    by_word: dict[str, dict[str, list[Chapter]]] = defaultdict(lambda: defaultdict(list))
    keys: dict[str, str] = {}
    for chapter, entry in explained:
        if entry.meaning:
            keys.setdefault(_name(entry.key), entry.key)
            by_word[_name(entry.key)][entry.meaning].append(chapter)
    for name in sorted(by_word, key=lambda name: collation.order(keys[name], lang)):
        meanings = by_word[name]
        first = next(iter(meanings.values()))[0]
        yield Word(keys[name], _joined(meanings), first.lesson.lang)


def _joined(meanings: dict[str, list[Chapter]]) -> str:
    if len(meanings) == 1:
        return next(iter(meanings))
    numbered = (
        f"{meaning} ({', '.join(str(chapter.number) for chapter in chapters)})"
        for meaning, chapters in meanings.items()
    )
    return " ".join(numbered)


# --- the index -----------------------------------------------------------------------------------


def _index(lessons: Iterable[Lesson], lang: str) -> tuple[Letter, ...]:
    """Return the words that are marked or defined, by their letters."""
    keys: dict[str, str] = {}
    defined: dict[str, list[str]] = defaultdict(list)
    for lesson in lessons:
        for key, place in _indexed(lesson):
            keys.setdefault(_name(key), key)
            defined[_name(key)] += [place] if place else []
    entries = [Entry(key, tuple(defined[name])) for name, key in keys.items()]
    entries.sort(key=lambda entry: collation.order(entry.key, lang))
    letters = groupby(entries, key=lambda entry: collation.letter(entry.key, lang))
    return tuple(Letter(letter, tuple(found)) for letter, found in letters)


def _indexed(lesson: Lesson) -> Iterator[tuple[str, str]]:
    """Yield the words of a unit, each with the id of what defines it, or without one."""
    for node in walk(lesson):
        if isinstance(node, Term):
            yield node.key, ""
        elif isinstance(node, Box) and node.kind == "definition":
            yield from _defined(node)


def _defined(box: Box) -> Iterator[tuple[str, str]]:
    if box.title:
        yield markup.plain(box.title), box.id
    listed = (block for block in box.blocks if isinstance(block, DefinitionList))
    items: Iterator[Definition] = (item for each in listed for item in each.items)
    for item in items:
        yield from ((markup.plain(term), item.id) for term in item.terms)


def _name(key: str) -> str:
    """Return what is the same for a word at the beginning of a sentence and inside it."""
    return key.casefold()
