"""`check --coverage`: what units do for their objectives, for people and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from lessonpress import markup
from lessonpress import model as m
from lessonpress.building.covering import CoverageReport, Covered
from lessonpress.cli.printing import counted, diagnostic_data, visible
from lessonpress.cli.tables import table
from lessonpress.coverage import Aim, Effort
from lessonpress.timetable import Activity, Timetable

# Characters of an objective in its line.
_LONGEST = 56

# What minutes are spent on.
_KINDS = MappingProxyType(
    {"exercise": "in exercises", "discussion": "in discussion", "quiz": "in quizzes"}
)
_BOXES = MappingProxyType({"keypoints": "Key points", "prereq": "Before you start"})
# Boxes whose own titles say what they are.
_TELLING = frozenset({"objectives", "questions", "keypoints", "prereq"})


def lines(covered: Covered) -> Iterator[str]:
    """Yield a unit's objectives with what is done for each, then its timetable."""
    found = covered.coverage
    yield visible(f"{covered.unit}: {covered.title}")
    if found.aims:
        yield ""
        yield from table(
            ("Id", "Objective", "Taught", "Practised", "Assessed"), map(_row, found.aims)
        )
        yield from _gaps(found.aims)
    yield ""
    yield from table(("Clock", "Min", "What"), _clock(found.timetable))
    yield _sum(found.timetable)


def _row(aim: Aim) -> tuple[str, ...]:
    words = textwrap.shorten(markup.plain(aim.words), _LONGEST, placeholder=" …")
    taught, practised = _effort(aim.taught, "slide"), _effort(aim.practised, "exercise")
    return f"#{aim.objective.id}", words, taught, practised, _effort(aim.assessed, "question")


def _gaps(aims: Sequence[Aim]) -> Iterator[str]:
    """Yield which objectives nothing is done for, of each kind."""
    for verb in ("taught", "practised", "assessed"):
        left = [f"#{aim.objective.id}" for aim in aims if not getattr(aim, verb).count]
        if left:
            yield f"Not {verb}: {', '.join(left)}."


def _effort(effort: Effort, noun: str) -> str:
    if not effort.count:
        return "-"
    minutes = f"{_number(effort.minutes)} min, " if effort.minutes else ""
    return f"{minutes}{counted(effort.count, noun)}"


def _clock(found: Timetable) -> Iterator[tuple[str, ...]]:
    starts = found.starts or (None,) * len(found.activities)
    for start, each in zip(starts, found.activities, strict=False):
        if each.minutes or each.minutes is None:
            clock = "" if start is None else _hours(start)
            about = "~" if each.is_estimate else ""
            minutes = "?" if each.minutes is None else f"{about}{_number(each.minutes)}"
            yield clock, minutes, _name(each)


def _name(activity: Activity) -> str:
    title = markup.plain(activity.title)
    match activity.task:
        case m.Exercise(number=number):
            kind = f"Exercise {number}"
        case m.Quiz():
            kind = "Quiz"
        case m.Box(kind=name) if title and name in _TELLING:
            return title
        case m.Box(kind=name):
            kind = _BOXES.get(name, name.capitalize())
        case None:
            return title
    return f"{kind}: {title}" if title and title != kind else kind


def _sum(found: Timetable) -> str:
    """Return what adds up to the minutes that are planned, and what is left."""
    kinds: dict[str, Fraction] = {}
    for each in found.activities:
        if each.minutes and not (each.is_estimate and each.id in found.unplanned):
            kind = _kind(each)
            kinds[kind] = kinds.get(kind, Fraction(0)) + each.minutes
    parts = [f"{_number(minutes)} {kind}" for kind, minutes in kinds.items()]
    planned = f"{_number(found.planned)} min"
    planned += f" ({', '.join(parts)})" if parts else ""
    if found.total is None:
        return f"Planned: {planned}."
    left = found.total - found.planned
    shared = f"; {_number(left)} are left, and shared (~)" if found.unplanned and left > 0 else ""
    return f"Planned: {planned} of {found.total}{shared}."


def _kind(activity: Activity) -> str:
    if isinstance(activity.task, m.Exercise):
        return _KINDS["exercise"]
    if activity.filled_in and activity.task is None:
        return "on passages to fill in"
    return _KINDS.get(activity.kind, "on slides")


def _hours(minutes: Fraction) -> str:
    whole = round(minutes)
    return f"{whole // 60}:{whole % 60:02}"


def _number(minutes: Fraction) -> str:
    return f"{float(minutes):.1f}".removesuffix(".0")


# --- for machines --------------------------------------------------------------------------------


def document(report: CoverageReport) -> dict[str, Any]:
    """Return the report as the JSON document that --format json prints."""
    return {
        "units": [_unit_data(unit) for unit in report.units],
        "diagnostics": [diagnostic_data(each) for each in report.diagnostics],
        "faults": [{"message": fault.message, "hint": fault.hint} for fault in report.faults],
    }


def _unit_data(covered: Covered) -> dict[str, Any]:
    found = covered.coverage
    return {
        "unit": covered.unit,
        "title": covered.title,
        "minutes": found.timetable.total,
        "planned": _float(found.timetable.planned),
        "objectives": [_aim_data(aim) for aim in found.aims],
        "timetable": list(_activities_data(found.timetable)),
    }


def _aim_data(aim: Aim) -> dict[str, Any]:
    return {
        "id": aim.objective.id,
        "text": markup.plain(aim.words),
        "taught": {"minutes": _float(aim.taught.minutes), "slides": aim.taught.count},
        "practised": {"minutes": _float(aim.practised.minutes), "exercises": aim.practised.count},
        "assessed": {"minutes": _float(aim.assessed.minutes), "questions": aim.assessed.count},
    }


def _activities_data(found: Timetable) -> Iterator[dict[str, Any]]:
    starts = found.starts or (None,) * len(found.activities)
    for start, each in zip(starts, found.activities, strict=False):
        yield {
            "start": None if start is None else _float(start),
            "minutes": None if each.minutes is None else _float(each.minutes),
            "estimated": each.is_estimate,
            "kind": each.kind,
            "title": markup.plain(each.title),
            "line": each.span.line,
        }


def _float(minutes: Fraction) -> float:
    return round(float(minutes), 2)
