"""How long each objective of a unit is taught, practised and assessed; does the time add up? Pure.

Exercises practise, and so do passages with blanks: what learners do rather than hear.
Minutes that are for several objectives count for each in equal parts, as a quiz's do for its
questions, so that sums are sums. Estimates do not count: only what the author says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from lessonpress import model as m
from lessonpress import objectives, views
from lessonpress.diagnostics import Diagnostic, info, warning
from lessonpress.timetable import Activity, Timetable, timetable
from lessonpress.walking import walk


@dataclass(frozen=True, slots=True)
class Effort:
    """What is done for an objective: on so many slides, in so many exercises or questions."""

    count: int = 0
    minutes: Fraction = Fraction(0)

    def __add__(self, other: Effort) -> Effort:
        """Return both together."""
        return Effort(self.count + other.count, self.minutes + other.minutes)


@dataclass(frozen=True, slots=True)
class Aim:
    """An objective that has an id, and what is done for it."""

    objective: m.ListItem
    taught: Effort
    practised: Effort
    assessed: Effort

    @property
    def words(self) -> m.Inlines:
        """What the objective says."""
        return objectives.words(self.objective)


@dataclass(frozen=True, slots=True)
class Coverage:
    """A unit's timetable, and its objectives with what is done for each."""

    timetable: Timetable
    aims: tuple[Aim, ...]


def coverage(lesson: m.Lesson) -> Coverage:
    """Return what a whole lesson does for its objectives, and when."""
    deck, paper = (views.cut(lesson, medium, m.Audience.INSTRUCTOR) for medium in m.Medium)
    return of_cuts(deck, paper)


def of_cuts(deck: m.Lesson, paper: m.Lesson) -> Coverage:
    """Return the same of a lesson that is cut for slides and for paper."""
    table = timetable(deck, paper)
    by_id = {item.id: item for lesson in (paper, deck) for item in objectives.named(lesson)}
    return Coverage(table, tuple(_aim(item, table) for item in by_id.values()))


# --- objectives ----------------------------------------------------------------------------------

# What is done for some objectives, of one kind: their ids, and the effort for each of them.
_Done = tuple[tuple[str, ...], Effort]


def _aim(objective: m.ListItem, table: Timetable) -> Aim:
    def effort(done: Iterable[_Done]) -> Effort:
        return sum((each for ids, each in done if objective.id in ids), Effort())

    return Aim(
        objective,
        effort(_taught(table.activities)),
        effort(_practised(table.activities)),
        effort(_assessed(table.activities)),
    )


def _taught(activities: Iterable[Activity]) -> Iterator[_Done]:
    """Yield what headings teach; what stands in a part is for the part's objectives."""
    of_part: tuple[str, ...] = ()
    for each in activities:
        ids = each.heading.objectives if each.heading else ()
        if each.kind == "part":
            of_part = ids
        elif not _is_practice(each) and not isinstance(each.task, m.Quiz) and each.slides:
            ids = ids or (of_part if each.task is None else ())
            yield _done(ids, len(each.slides), _said(each))
        if each.kind == "part" and each.minutes:
            yield _done(ids, 1, each.minutes)


def _practised(activities: Iterable[Activity]) -> Iterator[_Done]:
    """Yield what exercises practise, with room to answer or without, and passages with blanks."""
    for each in activities:
        if _is_practice(each):
            own = each.task.objectives if isinstance(each.task, m.Exercise) else ()
            yield _done(own or _of_heading(each), 1, _said(each))


def _is_practice(activity: Activity) -> bool:
    return isinstance(activity.task, m.Exercise) or (activity.task is None and activity.filled_in)


def _assessed(activities: Iterable[Activity]) -> Iterator[_Done]:
    for each in activities:
        if isinstance(each.task, m.Quiz):
            for question in each.task.questions:
                minutes = _said(each) / len(each.task.questions)
                yield _done(question.objectives or _of_heading(each), 1, minutes)


def _of_heading(activity: Activity) -> tuple[str, ...]:
    return activity.heading.objectives if activity.heading else ()


def _said(activity: Activity) -> Fraction:
    return Fraction(0) if activity.is_estimate else activity.minutes or Fraction(0)


def _done(ids: tuple[str, ...], count: int, minutes: Fraction) -> _Done:
    return ids, Effort(count, minutes / max(1, len(ids)))


# --- complaints ----------------------------------------------------------------------------------


def complaints(lesson: m.Lesson) -> tuple[Diagnostic, ...]:
    """Return what an author should know of a unit's objectives and minutes."""
    found = coverage(lesson)
    return (
        *_unassessed(found.aims),
        *_twice(found.timetable.activities),
        *_crowded_parts(found.timetable.activities),
        *_not_adding_up(found.timetable, lesson.span),
        *_misplaced(lesson, found.timetable.activities),
    )


def _unassessed(aims: Iterable[Aim]) -> Iterator[Diagnostic]:
    for aim in aims:
        if not aim.assessed.count:
            ident = aim.objective.id
            practised = "It is practised, but no" if aim.practised.count else "No"
            message = f'{practised} question asks whether the objective "{ident}" is reached.'
            hint = f"Tie one to it: {{for={ident}}} behind it, or behind ::: quiz."
            yield warning("objective-unassessed", aim.objective.span, message, hint)


def _twice(activities: Iterable[Activity]) -> Iterator[Diagnostic]:
    for each in activities:
        task, above = each.task, each.heading.minutes if each.heading else None
        if task and None not in (task.minutes, above) and task.minutes != above:
            message = f"This takes {task.minutes} minutes, and its heading says {above}."
            yield warning("minutes-twice", task.span, message, "Say it in one of the places.")


def _crowded_parts(activities: Iterable[Activity]) -> Iterator[Diagnostic]:
    """Complain about parts of fewer minutes than what is in them takes."""
    taken = Fraction(0)
    for each in reversed(tuple(activities)):
        taken += _said(each)
        if each.kind == "part":
            if each.said is not None and taken > each.said:
                message = (
                    f"This part has {each.said} minutes; what is in it takes {_number(taken)}."
                )
                yield warning("minutes-sum", each.span, message, _MEND)
            taken = Fraction(0)


_MEND = "See what adds up to what with: check --coverage."


def _not_adding_up(table: Timetable, span: m.Span) -> Iterator[Diagnostic]:
    if table.total is None:
        return
    left = table.total - table.planned
    if left < 0 or (left and not table.unplanned):
        taken = f"{'only ' if left > 0 else ''}{_number(table.planned)}"
        message = f"The unit has {table.total} minutes; what is in it takes {taken}."
        yield warning("minutes-sum", span, message, _MEND)
    elif table.unplanned and _is_planned(table):
        first = next(each for each in table.activities if each.id in table.unplanned)
        message = f"{_number(left)} of the unit's minutes are left for what says none of its own."
        yield info("minutes-left", first.span, message, "Say it behind headings: {minutes=3}.")


def _is_planned(table: Timetable) -> bool:
    """Say whether most of what wants time has some, so that the rest may be an oversight."""
    headed = [each for each in table.activities if each.heading and each.heading.minutes]
    return len(headed) > len(table.unplanned)


def _number(minutes: Fraction) -> str:
    return f"{float(minutes):.1f}".removesuffix(".0")


def _misplaced(lesson: m.Lesson, activities: Iterable[Activity]) -> Iterator[Diagnostic]:
    """Complain about headings that start neither a slide nor a part, and say what these take."""
    starting = {each.heading.id for each in activities if each.heading}
    for node in walk(lesson):
        if not isinstance(node, m.Heading) or node.id in starting:
            continue
        if node.minutes is not None or node.objectives:
            key = "for" if node.minutes is None else "minutes"
            message = f'"{key}" says nothing here: this heading starts no slide.'
            hint = "Write it behind the heading of the slide, or behind the kind of a block."
            yield warning("plan-misplaced", node.span, message, hint)
