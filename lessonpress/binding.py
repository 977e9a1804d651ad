"""The units of a course bound into one book: what is named once in a unit is named once in all.

Ids, and the names of footnotes, get the number of their unit; what leads to them goes with them.
Sources and words are the course's: they keep their names, and sources are counted over all units,
those first that students see, so that [3] is the same work everywhere and for everybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from lessonpress import model as m
from lessonpress.views import for_audience
from lessonpress.walking import Change, rewrite, walk


def bound(lessons: Iterable[m.Lesson]) -> tuple[m.Lesson, ...]:
    """Return a course's lessons, cut to one audience, such that they can stand on the same pages.

    The first one's ids begin with the `unit_id` of 1 and a hyphen.
    """
    renamed = [_renamed(lesson, f"{unit_id(n)}-") for n, lesson in enumerate(lessons, 1)]
    numbers = _numbers(renamed)
    return tuple(_counted(lesson, numbers) for lesson in renamed)


def unit_id(number: int) -> str:
    """Return the id of a whole unit, by its number in the book."""
    return f"unit-{number}"


# --- names ---------------------------------------------------------------------------------------


def _renamed(lesson: m.Lesson, prefix: str) -> m.Lesson:
    targets = {f"#{node.id}" for node in walk(lesson) if isinstance(node, m.Block)}
    return rewrite(lesson, _renamer(prefix, targets))


def _renamer(prefix: str, targets: Iterable[str]) -> Change:
    def change(node: Any) -> tuple[Any, ...]:
        match node:
            case m.Footnote():
                node = replace(node, key=prefix + node.key)
            case m.FootnoteMark():
                node = replace(node, key=prefix + node.key)
            case m.Link() if node.href in targets:
                node = replace(node, href=f"#{prefix}{node.href[1:]}")
            case m.Exercise() | m.Question():
                node = replace(node, objectives=tuple(prefix + name for name in node.objectives))
        return (replace(node, id=prefix + node.id) if isinstance(node, m.Block) else node,)

    return change


# --- numbers -------------------------------------------------------------------------------------


def _numbers(lessons: Iterable[m.Lesson]) -> Mapping[str, int]:
    """Return the number of each source in the book, by its key."""
    lessons = tuple(lessons)
    seen = (for_audience(lesson, m.Audience.STUDENT) for lesson in lessons)
    cited = (source.key for lesson in (*seen, *lessons) for source in lesson.sources)
    return {key: number for number, key in enumerate(dict.fromkeys(cited), 1)}


def _counted(lesson: m.Lesson, numbers: Mapping[str, int]) -> m.Lesson:
    def change(node: Any) -> tuple[Any, ...]:
        match node:
            case m.Citation() | m.Source() if node.key in numbers:
                return (replace(node, number=numbers[node.key]),)
        return (node,)

    lesson = rewrite(lesson, change)
    return replace(lesson, sources=tuple(sorted(lesson.sources, key=lambda each: each.number)))
