"""What units do for their objectives, and when: read, and nothing made of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lessonpress import coverage
from lessonpress.building.faults import Fault
from lessonpress.building.loading import Library
from lessonpress.building.selection import Selection
from lessonpress.building.sources import list_courses
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
    listed = (course for course in list_courses(project) if selection.touches(course.name))
    courses = [library.course(course) for course in listed]
    units = [
        (course.course.name, library.unit(course, unit.name))
        for course in courses
        for unit in (() if course.failed else course.units)
        if selection.has(course.course.name, unit.name)
    ]
    found = (d for course in courses for d in course.diagnostics)
    faults = (unit.fault for _, unit in units if unit.fault)
    return CoverageReport(
        tuple(_covered(name, unit.lesson) for name, unit in units if unit.lesson),
        in_order((*found, *(d for _, unit in units for d in unit.diagnostics))),
        tuple(dict.fromkeys(faults)),
    )


def _covered(course: str, lesson: Lesson) -> Covered:
    return Covered(f"{course}/{lesson.name}", lesson.title, coverage.coverage(lesson))
