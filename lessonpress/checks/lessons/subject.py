"""What checks of lessons look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lessonpress import model as m
from lessonpress import outline


@dataclass(frozen=True, slots=True)
class Subject:
    """A lesson whole, as students' slides and on their paper; its course; its pictures' bytes.

    `pictures` are by their paths in the course.
    """

    lesson: m.Lesson
    slides: tuple[outline.Slide, ...]
    printed: m.Lesson
    course: m.Course
    pictures: Mapping[str, bytes]
