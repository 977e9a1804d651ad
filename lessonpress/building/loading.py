"""From files to lessons: each unit read, its charts' data taken in, and its pictures found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from lessonpress.building import brands, data, pictures, recordings
from lessonpress.building.brands import Brand, NoBrand
from lessonpress.building.faults import Fault, our_mistake
from lessonpress.building.selection import Selection
from lessonpress.building.sources import (
    COURSE_FILE,
    CourseFolder,
    UnitFile,
    called,
    list_courses,
    read_course_folder,
    without_ending,
)
from lessonpress.diagnostics import Diagnostic, did_you_mean, has_errors, info, warning
from lessonpress.inputs import Inputs
from lessonpress.model import Course, DataFile, Image, Lesson, Span


@dataclass(frozen=True, slots=True)
class Reading:
    """The reader's functions, which loading calls, and what there is to say of a lesson's plan."""

    read_course: Callable[[str, bytes, str], tuple[Course, tuple[Diagnostic, ...]]]
    read_lesson: Callable[[str, bytes, str, Course], tuple[Lesson, tuple[Diagnostic, ...]]]
    pictures: Callable[[Lesson], tuple[Image, ...]]
    data_files: Callable[[Lesson], tuple[DataFile, ...]]
    with_data: Callable[[Lesson, Mapping[str, bytes]], tuple[Lesson, tuple[Diagnostic, ...]]]
    about_plan: Callable[[Lesson], tuple[Diagnostic, ...]]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, its lesson whole with the pictures' bytes under `course/<path>`, and its brand.

    `lesson` is None where nothing asked for it to be read, or it could not be.
    """

    name: str
    path: str
    lesson: Lesson | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    pictures: Inputs = field(default_factory=lambda: Inputs({}))
    brand: Brand = field(default_factory=Brand)
    fault: Fault | None = None

    @property
    def failed(self) -> bool:
        """Whether the unit has an error, so that none of its outputs may be written."""
        return self.fault is not None or has_errors(self.diagnostics)


@dataclass(frozen=True, slots=True)
class LoadedCourse:
    """A course and its units in the course's order."""

    course: Course
    folder: Path
    units: tuple[Unit, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    released: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Find the units whose answer keys are released."""
        names = [unit.name for unit in self.units]
        released = (called(name, names) for name in self.course.release)
        object.__setattr__(self, "released", frozenset().union(*released))

    @property
    def failed(self) -> bool:
        """Whether course.yml has an error: then it is not known what belongs to the course."""
        return has_errors(self.diagnostics)


def load_courses(
    project: Path, selection: Selection, reading: Reading, brand: Brand | None = None
) -> tuple[LoadedCourse, ...]:
    """Load every course; the lessons only of those that `selection` touches. Raises OSError.

    A `brand` that is given is every unit's, whatever settings say.
    """
    loaded = (_load(listed, selection, reading) for listed in list_courses(project))
    return tuple(_branded(course, project, brand) for course in loaded)


def _load(listed: CourseFolder, selection: Selection, reading: Reading) -> LoadedCourse:
    touched = selection.touches(listed.name)
    found = read_course_folder(listed, lessons=touched)
    course, complaints = reading.read_course(found.name, found.settings, found.path)
    complaints = found.diagnostics + complaints
    if not touched or has_errors(complaints):  # units are not read by settings that are wrong
        units = tuple(Unit(u.name, u.path, None, u.diagnostics) for u in in_order(found, course))
        return LoadedCourse(course, found.folder, units, complaints)
    units = tuple(
        _read(unit, found, course, reading, selection.has(found.name, unit.name))
        for unit in in_order(found, course)
    )
    complaints += settings_complaints(found, course)
    return LoadedCourse(course, found.folder, units, complaints)


def _read(
    file: UnitFile, found: CourseFolder, course: Course, reading: Reading, wanted: bool
) -> Unit:
    if file.diagnostics:
        return Unit(file.name, file.path, None, file.diagnostics if wanted else ())
    try:
        lesson, complaints = reading.read_lesson(file.name, file.text, file.path, course)
        if wanted:
            lesson, about_data = _with_data(lesson, found.folder, reading)
            complaints += about_data + reading.about_plan(lesson)
        images = reading.pictures(lesson) if wanted else ()
        inputs, about_pictures = pictures.gather(found.folder, images)
        about_clips = recordings.check(found.folder, images)
    except Exception as mistake:  # noqa: BLE001 - ours; it must cost this unit alone
        fault = our_mistake(mistake, file.path).at(file.path) if wanted else None
        return Unit(file.name, file.path, fault=fault)
    about = complaints + about_pictures + about_clips if wanted else ()
    return Unit(file.name, file.path, lesson, about, inputs)


def _with_data(
    lesson: Lesson, folder: Path, reading: Reading
) -> tuple[Lesson, tuple[Diagnostic, ...]]:
    """Return the lesson with the data that its charts take from files, and what is wrong there."""
    files, about_files = data.gather(folder, reading.data_files(lesson))
    lesson, about_data = reading.with_data(lesson, files)
    return lesson, about_files + about_data


# --- brands --------------------------------------------------------------------------------------


def _branded(course: LoadedCourse, project: Path, given: Brand | None) -> LoadedCourse:
    """Return the course with its units' brands read, each once."""
    known: dict[str, Brand | NoBrand] = {"": Brand()}
    units = tuple(_dressed(unit, course, project, given, known) for unit in course.units)
    return replace(course, units=units)


def _dressed(
    unit: Unit,
    course: LoadedCourse,
    project: Path,
    given: Brand | None,
    known: dict[str, Brand | NoBrand],
) -> Unit:
    if unit.lesson is None:
        return unit
    name = unit.lesson.look.brand
    if given is None and name not in known:
        known[name] = _brand(name, course.folder, project)
    brand = given or known[name]
    if isinstance(brand, NoBrand):
        complaint = brands.complaint(brand, _named_at("brand", unit, course, project))
        return replace(unit, diagnostics=(*unit.diagnostics, complaint))
    look = replace(unit.lesson.look, brand=brand.path)
    return replace(unit, brand=brand, lesson=replace(unit.lesson, look=look))


def _brand(name: str, folder: Path, project: Path) -> Brand | NoBrand:
    try:
        return brands.in_project(name, folder, project)
    except NoBrand as refusal:
        return refusal


def _named_at(key: str, unit: Unit, course: LoadedCourse, project: Path) -> Span:
    """Return the line that names a unit's brand: its own, or else its course's."""
    assert unit.lesson is not None
    own = unit.lesson.look.brand != course.course.look.brand
    path = unit.path if own else (course.folder / COURSE_FILE).relative_to(project).as_posix()
    lines = (project / path).read_bytes().splitlines()
    begins = (n for n, line in enumerate(lines, 1) if line.startswith(f"{key}:".encode()))
    return Span(path, next(begins, 1))


# --- the order of units --------------------------------------------------------------------------


def in_order(found: CourseFolder, course: Course) -> tuple[UnitFile, ...]:
    """Return the units as `units:` lists them, the others after them by name."""
    places = _listed(found, course)
    return tuple(sorted(found.units, key=lambda u: (places.get(u.name, len(places)), u.name)))


def _listed(found: CourseFolder, course: Course) -> dict[str, int]:
    """Return the units that `units:` names, each with its first place there."""
    names = [unit.name for unit in found.units]
    meant = (unit for name in course.units for unit in sorted(called(name, names)))
    return {unit: place for place, unit in enumerate(dict.fromkeys(meant))}


def settings_complaints(found: CourseFolder, course: Course) -> tuple[Diagnostic, ...]:
    """Complain where course.yml is empty, or does not agree with the folder on the units."""
    listed = _listed(found, course)
    return (
        *_untitled(found, course),
        *_without_units(found),
        *_absent("units", course.units, found),
        *_absent("release", course.release, found),
        *(_not_listed(unit) for unit in found.units if listed and unit.name not in listed),
    )


def _untitled(found: CourseFolder, course: Course) -> Iterator[Diagnostic]:
    lines = map(bytes.strip, found.settings.splitlines())
    if all(not line or line.startswith(b"#") for line in lines):
        message = f'This course has no settings, so it is called "{course.title}" by its folder.'
        hint = "Give it a title: write a line like title: My course into this file."
        yield info("course-untitled", Span(found.path, 1), message, hint)


def _without_units(found: CourseFolder) -> Iterator[Diagnostic]:
    if not found.units:
        hint = "Begin one: a file beside course.yml, for instance 01-introduction.md."
        yield warning("course-empty", Span(found.path, 1), "This course has no unit yet.", hint)


def _absent(key: str, names: Iterable[str], found: CourseFolder) -> Iterator[Diagnostic]:
    units = [unit.name for unit in found.units]
    for name in dict.fromkeys(names):
        if units and not called(name, units):
            message = f'`{key}:` names a unit "{name}", and there is no such file.'
            hint = did_you_mean(without_ending(name), units)
            yield warning("unit-missing", Span(found.path, _line_of(key, found)), message, hint)


def _line_of(key: str, found: CourseFolder) -> int:
    lines = found.settings.splitlines()
    begins = (n for n, line in enumerate(lines, 1) if line.startswith(f"{key}:".encode()))
    return next(begins, 1)


def _not_listed(unit: UnitFile) -> Diagnostic:
    message = "`units:` in course.yml does not name this unit, so it stands after the others."
    hint = "Add it to the list, or begin the file's name with _ to leave it out."
    return warning("unit-unlisted", Span(unit.path, 1), message, hint)
