"""From files to lessons: each unit read, and its pictures found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from lessonpress.building import pictures
from lessonpress.building.selection import Selection
from lessonpress.building.sources import CourseFolder, UnitFile, list_courses, read_course_folder
from lessonpress.diagnostics import Diagnostic, Severity, did_you_mean, warning
from lessonpress.model import Course, Image, Lesson, Span


@dataclass(frozen=True, slots=True)
class Reading:
    """The reader's functions, which loading calls."""

    read_course: Callable[[str, bytes, str], tuple[Course, tuple[Diagnostic, ...]]]
    read_lesson: Callable[[str, bytes, str, Course], tuple[Lesson, tuple[Diagnostic, ...]]]
    pictures: Callable[[Lesson], tuple[Image, ...]]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, its lesson whole; `lesson` is None where nothing asked for it to be read."""

    name: str
    path: str
    lesson: Lesson | None = None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether the unit has an error, so that none of its outputs may be written."""
        return any(d.severity is Severity.ERROR for d in self.diagnostics)


@dataclass(frozen=True, slots=True)
class LoadedCourse:
    """A course and its units in the course's order."""

    course: Course
    folder: Path
    units: tuple[Unit, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether course.yml has an error: then it is not known what belongs to the course."""
        return any(d.severity is Severity.ERROR for d in self.diagnostics)


def load_courses(project: Path, selection: Selection, reading: Reading) -> tuple[LoadedCourse, ...]:
    """Load every course; the lessons only of those that `selection` touches. Raises OSError."""
    return tuple(_load(listed, selection, reading) for listed in list_courses(project))


def _load(listed: CourseFolder, selection: Selection, reading: Reading) -> LoadedCourse:
    touched = selection.touches(listed.name)
    found = read_course_folder(listed, lessons=touched)
    course, complaints = reading.read_course(found.name, found.settings, found.path)
    if not touched:
        units = tuple(Unit(u.name, u.path) for u in in_order(found.units, course))
        return LoadedCourse(course, found.folder, units, found.diagnostics + complaints)
    units = tuple(
        _read(unit, found, course, reading, selection.has(found.name, unit.name))
        for unit in in_order(found.units, course)
    )
    complaints = found.diagnostics + complaints + listing_complaints(found, course)
    return LoadedCourse(course, found.folder, units, complaints)


def _read(
    file: UnitFile, found: CourseFolder, course: Course, reading: Reading, wanted: bool
) -> Unit:
    if file.diagnostics:
        return Unit(file.name, file.path, None, file.diagnostics if wanted else ())
    lesson, complaints = reading.read_lesson(file.name, file.text, file.path, course)
    if not wanted:
        return Unit(file.name, file.path, lesson)
    _, about_pictures = pictures.gather(found.folder, reading.pictures(lesson))
    return Unit(file.name, file.path, lesson, complaints + about_pictures)


# --- the order of units --------------------------------------------------------------------------


def bare(name: str) -> str:
    """Return the name of a unit as it may be written in course.yml: with or without `.md`."""
    return name.removesuffix(".md").removesuffix(".markdown")


def in_order(units: Iterable[UnitFile], course: Course) -> tuple[UnitFile, ...]:
    """Return the units as `units:` lists them, the others after them by name."""
    places = {bare(name): place for place, name in enumerate(course.units)}
    return tuple(sorted(units, key=lambda u: (places.get(u.name, len(places)), u.name, u.path)))


def listing_complaints(found: CourseFolder, course: Course) -> tuple[Diagnostic, ...]:
    """Complain where course.yml and the folder do not agree on what the units are."""
    names = [unit.name for unit in found.units]
    if not names:
        message = "This course has no unit yet."
        return (warning("course-empty", Span(found.path, 1), message, _NEW_UNIT),)
    listed = {bare(name) for name in course.units}
    absent = [name for name in (*course.units, *course.release) if not _named(bare(name), names)]
    return (
        *(_not_there(name, names, found.path) for name in dict.fromkeys(absent)),
        *(_not_listed(unit) for unit in found.units if listed and unit.name not in listed),
    )


_NEW_UNIT = 'Begin one with "new unit NAME".'


def _named(name: str, names: list[str]) -> bool:
    return any(is_called(unit, name) for unit in names)


def is_called(unit: str, name: str) -> bool:
    """Whether `name` means that unit: its whole name, or the number it begins with."""
    return unit == name or unit.partition("-")[0] == name


def _not_there(name: str, names: list[str], path: str) -> Diagnostic:
    message = f'course.yml names a unit "{name}", and there is no such file.'
    hint = did_you_mean(bare(name), names)
    return warning("unit-missing", Span(path, 1), message, hint)


def _not_listed(unit: UnitFile) -> Diagnostic:
    message = "`units:` in course.yml does not name this unit, so it stands after the others."
    hint = "Add it to the list, or begin the file's name with _ to leave it out."
    return warning("unit-unlisted", Span(unit.path, 1), message, hint)
