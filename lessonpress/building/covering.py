"""What units do for their objectives, and when: read, and nothing made of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lessonpress import coverage
from lessonpress.building.faults import Fault
from lessonpress.building.loading import LoadedCourse, Reading, load_courses
from lessonpress.building.selection import Selection
from lessonpress.coverage import Coverage
from lessonpress.diagnostics import Diagnostic, in_order


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
    courses = load_courses(project, selection, reading)
    touched = [course for course in courses if selection.touches(course.course.name)]
    units = [
        (course, unit)
        for course in touched
        for unit in course.units
        if selection.has(course.course.name, unit.name)
    ]
    found = (d for course in touched for d in course.diagnostics)
    faults = (unit.fault for _, unit in units if unit.fault)
    return CoverageReport(
        tuple(each for course in touched for each in _covered(course, selection)),
        in_order((*found, *(d for _, unit in units for d in unit.diagnostics))),
        tuple(dict.fromkeys(faults)),
    )


def _covered(course: LoadedCourse, selection: Selection) -> Iterator[Covered]:
    name = course.course.name
    for unit in course.units:
        if unit.lesson and selection.has(name, unit.name):
            found = coverage.coverage(unit.lesson)
            yield Covered(f"{name}/{unit.name}", unit.lesson.title, found)
