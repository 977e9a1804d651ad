"""What a build stood on, so that the next one can tell without reading anything what still stands.

It stands in output/.lessonpress/ground.json, and may be thrown away at any time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lessonpress.building.keeping.record import FOLDER
from lessonpress.building.keeping.writing import write_whole
from lessonpress.building.planning.machine import Machine
from lessonpress.building.planning.snapshots import Snapshot
from lessonpress.diagnostics import Diagnostic, Severity
from lessonpress.spans import Span

FILE = f"{FOLDER}/ground.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Brief:
    """What a course's page says of a unit; `objectives` are plain text."""

    title: str
    subtitle: str = ""
    minutes: int | None = None
    lang: str = "en"
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitGround:
    """A unit: the files it was read from, and what was said of it.

    `seconds` is how long its outputs took to make. One that has `failed` has an error, and must be
    looked at again.
    """

    brief: Brief
    reads: tuple[str, ...]
    complaints: tuple[Diagnostic, ...] = ()
    seconds: float = 0.0
    failed: bool = False


@dataclass(frozen=True, slots=True)
class CourseGround:
    """What course.yml says of the plan: its units in order, those released, what is made too."""

    units: tuple[str, ...]
    released: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    per_page: int = 3
    complaints: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known of the files that everything was made from, units as `course/unit`.

    `bundle` names the templates and fonts, and `look` is a fingerprint of them.
    """

    machine: Machine | None = None
    look: str = ""
    bundle: tuple[str, ...] = ()
    files: Mapping[str, Snapshot] = field(default_factory=dict)
    courses: Mapping[str, CourseGround] = field(default_factory=dict)
    units: Mapping[str, UnitGround] = field(default_factory=dict)


def load(output: Path) -> Ground:
    """Read what the last build stood on; of a damaged file nothing stands."""
    try:
        told = json.loads((output / FILE).read_bytes())
        return _ground(told) if told["format"] == FORMAT else Ground()
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return Ground()


def save(output: Path, ground: Ground) -> None:
    """Write what a build stood on. Raises OSError."""
    machine = ground.machine
    told = {
        "format": FORMAT,
        "machine": machine and [machine.versions, machine.stamp, machine.libraries],
        "look": ground.look,
        "bundle": ground.bundle,
        "files": {p: [s.size, s.time, s.digest, s.changed] for p, s in ground.files.items()},
        "courses": {name: _told_course(course) for name, course in ground.courses.items()},
        "units": {name: _told_unit(unit) for name, unit in ground.units.items()},
    }
    write_whole(output / FILE, json.dumps(told, separators=(",", ":")).encode())


def _told_course(course: CourseGround) -> list[Any]:
    about = [course.units, course.released, course.also, course.per_page]
    return [*about, _told(course.complaints)]


def _told_unit(unit: UnitGround) -> list[Any]:
    brief = unit.brief
    about = [brief.title, brief.subtitle, brief.minutes, brief.lang, brief.objectives]
    return [about, unit.reads, _told(unit.complaints), round(unit.seconds, 3), unit.failed]


def _told(complaints: Iterable[Diagnostic]) -> list[list[Any]]:
    return [
        [c.severity, c.code, c.span.path, c.span.line, c.span.column, c.message, c.hint]
        for c in complaints
    ]


def _ground(told: Any) -> Ground:
    machine = told["machine"]
    return Ground(
        machine and Machine(machine[0], machine[1], tuple(machine[2])),
        told["look"],
        tuple(told["bundle"]),
        {path: Snapshot(*seen) for path, seen in told["files"].items()},
        {name: _course(*course) for name, course in told["courses"].items()},
        {name: _unit(*unit) for name, unit in told["units"].items()},
    )


def _unit(about: Any, reads: Any, complaints: Any, seconds: float, failed: bool) -> UnitGround:
    title, subtitle, minutes, lang, objectives = about
    brief = Brief(title, subtitle, minutes, lang, tuple(objectives))
    return UnitGround(brief, tuple(reads), _complaints(complaints), seconds, failed)


def _course(units: Any, released: Any, also: Any, per_page: int, complaints: Any) -> CourseGround:
    said = _complaints(complaints)
    return CourseGround(tuple(units), tuple(released), tuple(also), per_page, said)


def _complaints(told: Iterable[list[Any]]) -> tuple[Diagnostic, ...]:
    return tuple(
        Diagnostic(Severity(severity), code, Span(path, line, column), message, hint)
        for severity, code, path, line, column, message, hint in told
    )
