"""What a class does with a unit, one thing after the other, and for how many minutes. Pure.

A heading's minutes are those of its slide, and a part's those of everything in it; exercises,
quizzes and boxes have their own. What the author gives no time shares what is left, in equal parts,
and is marked as an estimate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate, groupby

from lessonpress import model as m
from lessonpress import outline
from lessonpress.walking import walk

Task = m.Exercise | m.Quiz | m.Box

# What students do not see is nothing that a class does.
_HIDDEN = (m.Notes, m.InstructorNote, m.Solution)
# Slides that take no time of their own unless something is said.
_TIMELESS = frozenset({"title", "part", "sources"})


@dataclass(frozen=True, slots=True)
class Activity:
    """What a class does for a while.

    `kind` is the role of its first slide (content, part, exercise, quiz, discussion ...), or
    "paper" for a task that has no slide of its own. `slides` are those of the outline, by their
    ids; `task` is what it is about, if anything, and `heading` what opened its first slide.

    In what is `filled_in` there are blanks: learners work on it.

    `said` is what the author says of its minutes, `minutes` what it takes: of a part what the rest
    of it leaves, or an estimate, or None where nothing is known.
    """

    id: str
    kind: str
    title: m.Inlines
    span: m.Span
    slides: tuple[str, ...] = ()
    task: Task | None = None
    heading: m.Heading | None = None
    said: int | None = None
    minutes: Fraction | None = None
    is_estimate: bool = False
    filled_in: bool = False

    @property
    def wants_time(self) -> bool:
        """Whether it takes time that nobody has said."""
        return self.minutes is None


@dataclass(frozen=True, slots=True)
class Timetable:
    """The activities of a unit in order.

    `total` are the unit's minutes, if it has any, `planned` those that are said of what is in it;
    `unplanned` are the activities, by their ids, that share what is left of the unit.
    """

    activities: tuple[Activity, ...]
    total: int | None = None
    planned: Fraction = Fraction(0)
    unplanned: tuple[str, ...] = ()

    @property
    def starts(self) -> tuple[Fraction, ...]:
        """The minute at which each activity starts, and at last the end.

        Empty where it cannot be told, because somebody's minutes are not known.
        """
        minutes = [each.minutes for each in self.activities]
        known = [each for each in minutes if each is not None]
        if len(known) < len(minutes) or not any(known):
            return ()
        return tuple(accumulate(known, initial=Fraction(0)))


def timetable(deck: m.Lesson, paper: m.Lesson) -> Timetable:
    """Return the timetable of a unit, given as it is cut for slides and for paper."""
    headings = {node.id: node for node in walk(deck.blocks) if isinstance(node, m.Heading)}
    on_slides = tuple(_activities(outline.slides(deck), headings))
    activities = _merged(on_slides, _without_slides(deck, paper, on_slides))
    return _timed(activities, deck.minutes)


# --- what is done --------------------------------------------------------------------------------


def _activities(
    slides: Iterable[outline.Slide], headings: dict[str, m.Heading]
) -> Iterator[Activity]:
    begun: set[str] = set()
    for _, group in groupby(slides, key=_belongs_to):
        together = tuple(group)
        first = together[0]
        heading = headings.get(first.opened_by or first.id)
        task = first.quiz or first.subject
        title = first.quiz.title if first.quiz else first.title
        activity = Activity(
            first.id,
            first.role,
            title or _words(heading),
            first.span,
            tuple(slide.id for slide in together),
            task if isinstance(task, Task) else None,
            heading,
            filled_in=any(isinstance(node, m.Blank) for s in together for node in walk(s.blocks)),
        )
        yield replace(activity, said=_said(activity), minutes=_own(activity, first, begun))
        begun.add(first.section or first.id)


def _belongs_to(slide: outline.Slide) -> str:
    """Return what a slide is a part of, by its id: a task, a box, or the text under a heading."""
    if slide.quiz:
        return slide.quiz.id
    if isinstance(slide.subject, m.Exercise | m.Box):
        return slide.subject.id
    return slide.section or slide.id


def _words(heading: m.Heading | None) -> m.Inlines:
    return heading.inlines if heading else ()


def _said(activity: Activity) -> int | None:
    """Return what a task says of its minutes, or else the heading that it stands under alone."""
    if activity.task and activity.task.minutes is not None:
        return activity.task.minutes
    return activity.heading.minutes if activity.heading else None


def _own(activity: Activity, first: outline.Slide, begun: set[str]) -> Fraction | None:
    """Return what the activity takes as far as it is said; what goes on takes no more time."""
    said = _said(activity)
    if said is not None and activity.kind != "part":
        return Fraction(said)
    goes_on = activity.task is None and first.section in begun
    return Fraction(0) if goes_on or activity.kind in _TIMELESS else None


def _without_slides(
    deck: m.Lesson, paper: m.Lesson, on_slides: Iterable[Activity]
) -> Iterator[Activity]:
    """Yield the tasks that have no slide of their own: those on paper alone, and those in others.

    They take the time that is said of them, and no other.
    """
    done = {each.task.id for each in on_slides if each.task}
    for node in walk((deck.blocks, paper.blocks), _HIDDEN):
        if isinstance(node, Task) and _is_work(node) and node.id not in done:
            done.add(node.id)
            time = Fraction(node.minutes or 0)
            yield Activity(
                node.id, "paper", node.title, node.span, (), node, None, node.minutes, time
            )


def _is_work(task: Task) -> bool:
    return isinstance(task, m.Exercise | m.Quiz) or task.minutes is not None


def _merged(on_slides: tuple[Activity, ...], others: Iterable[Activity]) -> tuple[Activity, ...]:
    """Put what has no slides where it stands in the source; the slide of sources stays last."""

    def line(activity: Activity) -> tuple[bool, int]:
        return activity.kind == "sources", activity.span.line

    return tuple(sorted((*on_slides, *others), key=line))


# --- how long ------------------------------------------------------------------------------------


def _timed(activities: tuple[Activity, ...], total: int | None) -> Timetable:
    """Give what has no time what is left in its part, or else in the unit."""
    timed = tuple(each for part in _parts(activities) for each in _timed_part(part))
    planned = sum((each.minutes for each in timed if each.minutes is not None), Fraction(0))
    unplanned = tuple(each.id for each in timed if each.wants_time)
    if total is not None:
        timed = _shared(timed, total - planned)
    return Timetable(timed, total, planned, unplanned)


def _parts(activities: Iterable[Activity]) -> Iterator[list[Activity]]:
    part: list[Activity] = []
    for each in activities:
        if each.kind == "part" and part:
            yield part
            part = []
        part.append(each)
    yield part


def _timed_part(part: list[Activity]) -> tuple[Activity, ...]:
    head, *inside = part
    if head.kind != "part" or head.said is None:
        return tuple(part)
    rest = head.said - sum((each.minutes or Fraction(0) for each in inside), Fraction(0))
    if any(each.wants_time for each in inside):
        return (head, *_shared(inside, rest))
    return (replace(head, minutes=max(rest, Fraction(0))), *inside)


def _shared(activities: Iterable[Activity], rest: Fraction | int) -> tuple[Activity, ...]:
    """Share what is left among those that want time."""
    activities = tuple(activities)
    waiting = sum(each.wants_time for each in activities)
    share = Fraction(max(rest, 0), max(waiting, 1))
    return tuple(
        replace(each, minutes=share, is_estimate=True) if each.wants_time else each
        for each in activities
    )
