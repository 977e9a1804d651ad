"""From text to a typed Lesson, with the place of every block, and never an exception.

`scanner` finds what is delimited by lines, Python-Markdown (`markdown`, `lists`) reads the rest,
`blocks`, `inlines` and `divs` give it our types, `settings` reads front matter and course.yml.
"""

from __future__ import annotations

from lessonpress import model as m
from lessonpress.reader.unit import read_course, read_lesson
from lessonpress.walking import walk

__all__ = ["pictures", "read_course", "read_lesson"]


def pictures(lesson: m.Lesson) -> tuple[m.Image, ...]:
    """Return every picture the lesson names, for whichever audience."""
    return tuple(node for node in walk(lesson) if isinstance(node, m.Image))
