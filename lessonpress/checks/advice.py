"""Advice on units, and what of it authors do not want to hear.

They say so by `off:` in course.yml, or in the unit, from a comment on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lessonpress import model as m
from lessonpress.checks import lessons
from lessonpress.diagnostics import Diagnostic, Severity, did_you_mean, warning

# What other rooms say that is advice, too.
_ELSEWHERE = frozenset(
    {
        *("alt-missing", "brand-contrast", "brand-font", "brand-layouts", "code-long"),
        *("figure-small", "flow-crowded", "flow-turned", "footnote-long", "glyph-missing"),
        *("heading-long", "incremental-without-list", "minutes-left", "minutes-sum"),
        *("objective-unassessed", "poster-missing", "slide-continued", "slide-shrunk"),
        *("table-wide", "task-long", "term-unknown"),
    }
)
SWITCHABLE = frozenset(lessons.CHECKS) | _ELSEWHERE


def advice(
    lesson: m.Lesson, course: m.Course, pictures: Mapping[str, bytes]
) -> tuple[Diagnostic, ...]:
    """Return advice on a whole lesson; `pictures` are the bytes of its pictures by their paths."""
    return (*lessons.complaints(lesson, course, pictures), *_unknown_switches(lesson))


def heard(
    complaints: Iterable[Diagnostic], lesson: m.Lesson, course: m.Course
) -> tuple[Diagnostic, ...]:
    """Return the complaints on a lesson that its author wants to hear: errors in any case."""
    return tuple(each for each in complaints if not _is_off(each, lesson, course))


def _is_off(complaint: Diagnostic, lesson: m.Lesson, course: m.Course) -> bool:
    if complaint.severity is Severity.ERROR or complaint.code not in SWITCHABLE:
        return False
    off = complaint.code in course.off
    for switch in lesson.switches:
        here = switch.span.path == complaint.span.path and switch.span.line <= complaint.span.line
        if here and switch.code == complaint.code:
            off = not switch.on
    return off


def unknown_in(course: m.Course, span: m.Span) -> tuple[Diagnostic, ...]:
    """Complain about what `off:`, at `span` in course.yml, cannot switch off."""
    return tuple(_unknown(code, span) for code in course.off if code not in SWITCHABLE)


def _unknown_switches(lesson: m.Lesson) -> Iterator[Diagnostic]:
    """Complain about comments that switch what there is not, or what must be told."""
    for switch in lesson.switches:
        if switch.code not in SWITCHABLE:
            yield _unknown(switch.code, switch.span)


def _unknown(code: str, span: m.Span) -> Diagnostic:
    message = f'No advice is called "{code}", so none is switched by it.'
    hint = did_you_mean(code, SWITCHABLE) or "The name stands in brackets before each piece of it."
    return warning("switch-unknown", span, message, hint)
