"""From text to a typed Lesson, with the place of every block, and never an exception.

`unit` composes: `text` makes lines of bytes, `settings` reads front matter, `scanner` finds what is
delimited by lines, Python-Markdown (`markdown`, with our `blockprocessors`, `lists` and
`inlinepatterns`) reads the rest, `blocks`, `inlines` and `divs` give it our types, `numbering`
counts, and `whole` checks what only the whole unit tells.
"""

from __future__ import annotations

from lessonpress import model as m
from lessonpress.reader.figures.files import data_files, with_data
from lessonpress.reader.unit import read_course, read_lesson
from lessonpress.walking import walk

__all__ = ["data_files", "pictures", "read_course", "read_lesson", "with_data"]


def pictures(lesson: m.Lesson) -> tuple[m.Image, ...]:
    """Return every picture, video and sound the lesson names, for whichever audience."""
    return tuple(node for node in walk(lesson) if isinstance(node, m.Image))
