"""From files to lessons: each unit read, its charts' data taken in, and its pictures found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from lessonpress.building.faults import Fault, our_mistake
from lessonpress.building.processes.limits import stopped
from lessonpress.building.reading import brands, data, pictures, recordings
from lessonpress.building.reading.brands import Brand, NoBrand
from lessonpress.building.reading.sources import (
    CourseFolder,
    UnitFile,
    called,
    read_settings,
    read_unit,
    without_ending,
)
from lessonpress.building.steps import Reading
from lessonpress.diagnostics import Diagnostic, did_you_mean, has_errors, info, warning
from lessonpress.inputs import Inputs
from lessonpress.model import Course, DataFile, Image, Lesson, Span

_NOWHERE = Span("", 1)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, its lesson whole with the pictures' bytes under `course/<path>`, and its brand.

    `lesson` is None where it could not be read. `reads` are the files that all of it was read from,
    by their paths from the project's folder, and `brand_at` is the line that names its brand.
    """

    name: str
    path: str
    lesson: Lesson | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    pictures: Inputs = field(default_factory=lambda: Inputs({}))
    brand: Brand = field(default_factory=Brand)
    fault: Fault | None = None
    reads: tuple[str, ...] = ()
    brand_at: Span = _NOWHERE

    @property
    def failed(self) -> bool:
        """Whether the unit has an error, so that none of its outputs may be written."""
        return self.fault is not None or has_errors(self.diagnostics)


@dataclass(frozen=True, slots=True)
class LoadedCourse:
    """What course.yml says, and the units' files in the course's order.

    `brand_at` is its line that names a brand.
    """

    course: Course
    folder: Path
    path: str
    units: tuple[UnitFile, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    brand_at: Span = _NOWHERE

    @property
    def failed(self) -> bool:
        """Whether course.yml has an error: then it is not known what belongs to the course."""
        return has_errors(self.diagnostics)

    @property
    def released(self) -> tuple[str, ...]:
        """The units whose answer keys are released: those that are named, or all."""
        names = [unit.name for unit in self.units]
        found = (_released(name, names) for name in self.course.release)
        return tuple(sorted(frozenset().union(*found)))


# Reads a unit of a course that was read.
ReadUnit = Callable[[UnitFile, LoadedCourse], Unit]


class Library:
    """Courses and units, read when they are asked for.

    A unit is kept until it is put back: its pictures take room. A `brand` that is given is every
    unit's, whatever settings say.
    """

    def __init__(
        self,
        project: Path,
        reading: Reading,
        brand: Brand | None = None,
        read_unit: ReadUnit | None = None,
    ) -> None:
        self._project, self._reading, self._given = project, reading, brand
        self._read = read_unit or partial(read_unit_whole, reading)
        self._brands: dict[tuple[str, Path], Brand | NoBrand] = {}
        self._files: dict[tuple[str, str], UnitFile] = {}
        self._units: dict[tuple[str, str], Unit] = {}

    def course(self, listed: CourseFolder) -> LoadedCourse:
        """Read a course's settings."""
        found = read_settings(listed)
        course, complaints = self._reading.read_course(found.name, found.settings, found.path)
        complaints = found.diagnostics + complaints
        if not has_errors(complaints):
            complaints += settings_complaints(found, course)
            complaints += self._reading.switches(course, _key_at("off", found))
        files = in_order(found, course)
        for file in files:  # of two with one name, all is said of either
            known = self._files.get((found.name, file.name), UnitFile("", ""))
            said = known.diagnostics + file.diagnostics
            self._files[found.name, file.name] = replace(file, diagnostics=said)
        at = _key_at("brand", found)
        return LoadedCourse(course, found.folder, found.path, files, complaints, at)

    def unit(self, course: LoadedCourse, name: str) -> Unit:
        """Read a unit of a course that was read here, and whose settings have no error."""
        key = course.course.name, name
        if key not in self._units:
            self._units[key] = self._branded(self._read(self._files[key], course), course)
        return self._units[key]

    def put_back(self, course: str, name: str) -> None:
        """Let go of a unit."""
        self._units.pop((course, name), None)

    def _branded(self, unit: Unit, course: LoadedCourse) -> Unit:
        """Return a unit with its brand, which is read once."""
        if unit.lesson is None:
            return unit
        brand = self._given or self._brand(unit.lesson.look.brand, course)
        if isinstance(brand, NoBrand):
            complaint = brands.complaint(brand, unit.brand_at)
            return replace(unit, diagnostics=(*unit.diagnostics, complaint))
        look = replace(unit.lesson.look, brand=brand.path)
        lesson = replace(unit.lesson, look=look)
        return replace(unit, brand=brand, lesson=lesson, reads=unit.reads + brand.reads)

    def _brand(self, name: str, course: LoadedCourse) -> Brand | NoBrand:
        if not name:
            return Brand()
        key = name, course.folder
        if key not in self._brands:
            try:
                self._brands[key] = brands.in_project(name, course.folder, self._project)
            except NoBrand as refusal:
                self._brands[key] = refusal
        return self._brands[key]


# --- one unit ------------------------------------------------------------------------------------


def read_unit_whole(reading: Reading, file: UnitFile, course: LoadedCourse) -> Unit:
    """Return a unit with its charts' data and its pictures; a mistake of ours costs it alone."""
    if file.diagnostics:
        return Unit(file.name, file.path, None, file.diagnostics)
    try:
        return _whole(reading, read_unit(course.folder, file), course)
    except MemoryError:
        complaint = stopped("memory", "Reading this unit", Span(file.path, 1))
        return Unit(file.name, file.path, None, (complaint,))
    except Exception as mistake:  # noqa: BLE001 - ours
        return Unit(file.name, file.path, fault=our_mistake(mistake, file.path).at(file.path))


def _whole(reading: Reading, file: UnitFile, course: LoadedCourse) -> Unit:
    if file.diagnostics:
        return Unit(file.name, file.path, None, file.diagnostics)
    folder = course.folder
    lesson, about = reading.read_lesson(file.name, file.text, file.path, course.course)
    named = reading.data_files(lesson)
    files, about_files = data.gather(folder, named)
    lesson, about_data = reading.with_data(lesson, files)
    images = reading.pictures(lesson)
    inputs, about_pictures = pictures.gather(folder, images)
    about += about_files + about_data + about_pictures + recordings.check(folder, images)
    about += reading.advice(lesson, course.course, inputs.under("course/"))
    about = reading.heard(about, lesson, course.course)
    reads = (file.path, course.path, *_assets(course, images, named))
    own = lesson.look.brand != course.course.look.brand
    at = Span(file.path, _line_of("brand", file.text)) if own else course.brand_at
    return Unit(file.name, file.path, lesson, about, inputs, reads=reads, brand_at=at)


def _assets(
    course: LoadedCourse, images: Iterable[Image], named: Iterable[DataFile]
) -> Iterator[str]:
    """Yield the files of the course that a lesson shows, by their paths from the project's."""
    home = course.path.rpartition("/")[0]
    paths = [image.path for image in images if image.path]
    paths += [image.clip.path for image in images if image.clip]
    paths += [file.path for file in named]
    yield from (f"{home}/{path}" for path in dict.fromkeys(paths))


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
        meant = _released(name, units) if key == "release" else called(name, units)
        if units and not meant:
            message = f'`{key}:` names a unit "{name}", and there is no such file.'
            hint = did_you_mean(without_ending(name), units)
            yield warning("unit-missing", _key_at(key, found), message, hint)


def _released(name: str, units: Iterable[str]) -> frozenset[str]:
    """Return the units that `release:` means by a name."""
    return called(name, units) or (frozenset(units) if name == "all" else frozenset())


def _key_at(key: str, found: CourseFolder) -> Span:
    return Span(found.path, _line_of(key, found.settings))


def _line_of(key: str, text: bytes) -> int:
    """Return the line that begins with a setting's key, or the first."""
    begins = (
        n for n, line in enumerate(text.splitlines(), 1) if line.startswith(f"{key}:".encode())
    )
    return next(begins, 1)


def _not_listed(unit: UnitFile) -> Diagnostic:
    message = "`units:` in course.yml does not name this unit, so it stands after the others."
    hint = "Add it to the list, or begin the file's name with _ to leave it out."
    return warning("unit-unlisted", Span(unit.path, 1), message, hint)
