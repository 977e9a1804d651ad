"""What units do for their objectives, and when: read, and nothing made of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lessonpress import coverage
from lessonpress.building.faults import Fault
from lessonpress.building.reading.loading import Library, LoadedCourse, Unit
from lessonpress.building.reading.selection import Selection
from lessonpress.building.reading.sources import list_courses
from lessonpress.building.steps import Reading
from lessonpress.coverage import Coverage
from lessonpress.diagnostics import Diagnostic, in_order
from lessonpress.model import Lesson


@dataclass(frozen=True, slots=True)
class Covered:
    """A unit by its name across courses (`course/unit`), and what it does for its objectives."""

    unit: str
    title: str
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """The units that could be read, in order, and what reading all of them brought to light."""

    units: tuple[Covered, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    faults: tuple[Fault, ...] = ()


def covered(project: Path, selection: Selection, reading: Reading) -> CoverageReport:
    """Return what the selected units do for their objectives. Raises OSError."""
    library = Library(project, reading)
    courses = [library.course(c) for c in list_courses(project) if selection.touches(c.name)]
    units = [
        _seen(library, course, unit.name)
        for course in courses
        for unit in (() if course.failed else course.units)
        if selection.has(course.course.name, unit.name)
    ]
    found = (d for course in courses for d in course.diagnostics)
    return CoverageReport(
        tuple(covered for covered, _ in units if covered),
        in_order((*found, *(d for _, unit in units for d in unit.diagnostics))),
        tuple(dict.fromkeys(unit.fault for _, unit in units if unit.fault)),
    )


def _seen(library: Library, course: LoadedCourse, name: str) -> tuple[Covered | None, Unit]:
    """Return what a unit does, and the unit without its lesson and pictures, which take room."""
    unit = library.unit(course, name)
    library.put_back(course.course.name, name)
    covered = _covered(course.course.name, unit.lesson) if unit.lesson else None
    return covered, Unit(unit.name, unit.path, None, unit.diagnostics, fault=unit.fault)


def _covered(course: str, lesson: Lesson) -> Covered:
    return Covered(f"{course}/{lesson.name}", lesson.title, coverage.coverage(lesson))
