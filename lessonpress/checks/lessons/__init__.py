"""What an author may want to know of a unit as teaching: advice, each piece a small function.

A check looks at a whole lesson and yields complaints of one code. What is plainly wrong is the
reader's to say; here is what a colleague would say who reads the unit before it is taught.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from lessonpress import coverage, outline, views
from lessonpress import model as m
from lessonpress.checks.lessons import depictions, language, slides, structure, tasks
from lessonpress.checks.lessons.subject import Subject
from lessonpress.diagnostics import Diagnostic

Check = Callable[[Subject], Iterator[Diagnostic]]

# Each check by the code that it complains with.
CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "objectives-missing": structure.without_objectives,
        "heading-skipped": structure.skipped_levels,
        "slide-crowded": slides.crowded,
        "titles-same": slides.same_titles,
        "exercise-unsolved": tasks.unsolved,
        "blank-misplaced": tasks.misplaced_blanks,
        "term-late": language.late_terms,
        "reading-hard": language.hard_reading,
        "language-unmarked": language.unmarked,
        "alt-unhelpful": depictions.unhelpful,
        "picture-coarse": depictions.coarse,
    }
)


def complaints(
    lesson: m.Lesson, course: m.Course, pictures: Mapping[str, bytes]
) -> tuple[Diagnostic, ...]:
    """Return advice on a whole lesson; `pictures` are the bytes of its pictures by their paths."""
    shown = views.cut(lesson, m.Medium.DECK, m.Audience.STUDENT)
    printed = views.cut(lesson, m.Medium.HANDOUT, m.Audience.STUDENT)
    subject = Subject(lesson, outline.slides(shown), printed, course, pictures)
    said = (complaint for check in CHECKS.values() for complaint in check(subject))
    return (*coverage.complaints(lesson), *said)
