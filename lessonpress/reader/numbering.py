"""Numbers: exercises, questions, blanks, footnotes and sources count through the unit for students.

What only answers hold is counted after that, and what only remarks hold last, so that a remark
renumbers nothing in the students' files, and every audience's numbers have no gaps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lessonpress import model as m
from lessonpress.walking import rewrite, walk

_ANSWERS = (m.Solution, m.Feedback, m.Accepted)
# What students do not see, what the key leaves out, and what nobody does.
_HIDDEN: tuple[tuple[type, ...], ...] = (
    (m.Notes, m.InstructorNote, *_ANSWERS, m.Blank),
    (m.Notes, m.InstructorNote),
    (),
)
# The ids of exercises, and those of questions.
_Tasks = dict[type[m.Block], list[str]]


def numbered(lesson: m.Lesson, known: tuple[m.Source, ...]) -> m.Lesson:
    """Return the lesson with its numbers, its footnotes in order, and the sources it cites."""
    notes = {footnote.key: footnote for footnote in lesson.footnotes}
    footnotes = _in_order(m.FootnoteMark, lesson, notes)
    sources = _in_order(m.Citation, lesson, {source.key: source for source in known})
    lesson = replace(
        lesson,
        footnotes=tuple(replace(notes[key], number=n) for n, key in enumerate(footnotes, 1)),
        sources=tuple(
            replace(source, number=n)
            for n, key in enumerate(sources, 1)
            for source in known
            if source.key == key
        ),
    )
    tasks: _Tasks = {kind: _ids(kind, lesson) for kind in (m.Exercise, m.Question)}
    return rewrite(lesson, _Numberer(footnotes, sources, tasks).change)


def _ids(kind: type[m.Block], lesson: m.Lesson) -> list[str]:
    """Return the ids of exercises or questions, those that students see first."""
    nodes = (node for prune in _HIDDEN for node in walk(lesson.blocks, prune))
    return list(dict.fromkeys(node.id for node in nodes if isinstance(node, kind)))


def _in_order(kind: type, lesson: m.Lesson, known: dict[str, Any]) -> list[str]:
    """Return the known keys that are mentioned, those that students see first."""
    return list(dict.fromkeys(node.key for node in _mentions(kind, lesson) if node.key in known))


def _mentions(kind: type, lesson: m.Lesson) -> Iterator[Any]:
    by_key = {footnote.key: footnote for footnote in lesson.footnotes}
    for prune in _HIDDEN:
        wanted: list[object] = [lesson.blocks]
        seen: set[str] = set()
        while wanted:
            for node in walk(wanted.pop(0), prune):
                if isinstance(node, kind):
                    yield node
                if isinstance(node, m.FootnoteMark) and node.key not in seen:
                    seen.add(node.key)
                    wanted += [by_key[node.key]] if node.key in by_key else []


class _Numberer:
    """Gives nodes their numbers as a rewriting comes by them."""

    def __init__(self, footnotes: list[str], sources: list[str], tasks: _Tasks) -> None:
        self._footnotes = footnotes
        self._sources = sources
        self._tasks = tasks
        self._blanks = 0

    def change(self, node: Any) -> tuple[Any, ...]:
        match node:
            case m.Notes() | m.InstructorNote() | m.Solution() | m.Feedback() | m.Accepted():
                # Blanks that students never see are no blanks.
                return (rewrite(node, _filled),)
            case m.Exercise() | m.Question():
                number = self._tasks[type(node)].index(node.id) + 1
                return (replace(node, number=number),)
            case m.Blank():
                self._blanks += 1
                return (replace(node, number=self._blanks),)
            case m.FootnoteMark() if node.key in self._footnotes:
                return (replace(node, number=self._footnotes.index(node.key) + 1),)
            case m.Citation():
                return (replace(node, number=self._sources.index(node.key) + 1),)
            case _:
                return (node,)


def _filled(node: Any) -> tuple[Any, ...]:
    return (m.Phrase(node.answer),) if isinstance(node, m.Blank) else (node,)
