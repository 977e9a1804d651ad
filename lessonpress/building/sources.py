"""What stands in content/: courses and their units, as bytes.

A course is a folder in content/ with a course.yml or with units; a unit is a Markdown file in it.
Whatever begins with `_` or `.` is left out, and so is README.md.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from lessonpress.diagnostics import Diagnostic, error, warning
from lessonpress.model import Span

CONTENT = "content"
COURSE_FILE = "course.yml"
ENDINGS = (".md", ".markdown")


@dataclass(frozen=True, slots=True)
class UnitFile:
    """A unit as it stands on the disk; `path` counts from the project's folder."""

    name: str
    path: str
    text: bytes = b""
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class CourseFolder:
    """A course as it stands on the disk, its units by name; `settings` is course.yml's bytes."""

    name: str
    folder: Path
    path: str
    settings: bytes = b""
    units: tuple[UnitFile, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def find_project(start: Path) -> Path | None:
    """Return the nearest folder, from `start` upward, that has a folder content/."""
    return next((f for f in (start, *start.parents) if (f / CONTENT).is_dir()), None)


def list_courses(project: Path) -> tuple[CourseFolder, ...]:
    """Find the courses and their units by name, and read none of them. Raises OSError."""
    folders = (f for f in _visible(project / CONTENT) if f.is_dir())
    courses = (_list_course(project, folder) for folder in folders)
    return tuple(c for c in courses if c.units or (c.folder / COURSE_FILE).exists())


def stray_units(project: Path) -> tuple[Diagnostic, ...]:
    """Complain of units that stand in content/ itself, outside every course. Raises OSError."""
    hint = "Move it into a folder of its own, for instance content/my-course/."
    return tuple(
        warning(
            "unit-outside-course",
            Span(_from_project(project, file), 1),
            "This unit belongs to no course, so it is not built.",
            hint,
        )
        for file in _visible(project / CONTENT)
        if _is_unit(file)
    )


def read_course_folder(listed: CourseFolder, *, lessons: bool = True) -> CourseFolder:
    """Return the course with course.yml's bytes and, where `lessons` is set, its units' bytes."""
    settings, complaints = _read(listed.folder, listed.folder / COURSE_FILE, listed.path)
    units = tuple(_read_unit(listed, unit) for unit in listed.units) if lessons else listed.units
    return replace(listed, settings=settings, units=units, diagnostics=complaints)


def _list_course(project: Path, folder: Path) -> CourseFolder:
    files = [f for f in _visible(folder) if _is_unit(f)]
    units = tuple(UnitFile(_name(f), _from_project(project, f)) for f in files)
    path = _from_project(project, folder / COURSE_FILE)
    return CourseFolder(_composed(folder.name), folder, path, units=_told_apart(units))


def _visible(folder: Path) -> list[Path]:
    """Return what is in a folder, by name, without hidden files, drafts and editors' leftovers."""
    return sorted(f for f in folder.iterdir() if not f.name.startswith((".", "_", "~", "#")))


def _is_unit(file: Path) -> bool:
    return file.suffix.lower() in ENDINGS and file.stem.lower() != "readme" and not file.is_dir()


def _name(file: Path) -> str:
    return _composed(file.stem)


def _composed(name: str) -> str:
    """Write accents as one character: macOS and Linux would name the outputs differently."""
    return unicodedata.normalize("NFC", name)


def _from_project(project: Path, file: Path) -> str:
    return file.relative_to(project).as_posix()


def _told_apart(units: Iterable[UnitFile]) -> tuple[UnitFile, ...]:
    """Complain of units whose outputs would have one name on some machine."""
    units = tuple(units)
    times = Counter(unit.name.casefold() for unit in units)
    return tuple(_same_name(u, units) if times[u.name.casefold()] > 1 else u for u in units)


def _same_name(unit: UnitFile, units: tuple[UnitFile, ...]) -> UnitFile:
    others = (u for u in units if u.name.casefold() == unit.name.casefold() and u is not unit)
    listed = ", ".join(other.path.rpartition("/")[2] for other in others)
    complaint = error(
        "unit-twice",
        Span(unit.path, 1),
        f"Two units of this course have one name, so their files would be one: {listed}.",
        "Rename one of them; upper and lower case alone do not tell them apart.",
    )
    return replace(unit, diagnostics=(complaint,))


def _read_unit(course: CourseFolder, unit: UnitFile) -> UnitFile:
    file = course.folder / unit.path.rpartition("/")[2]
    text, complaints = _read(course.folder, file, unit.path)
    return replace(unit, text=text, diagnostics=unit.diagnostics + complaints)


def _read(folder: Path, file: Path, path: str) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Read a file that must really stand in the course's folder; one that is absent is empty."""
    if not file.exists() and not file.is_symlink():
        return b"", ()
    if not file.resolve().is_relative_to(folder.resolve()):
        message = "This is a link to a file outside its course, so it is not read."
        return b"", (error("file-outside", Span(path, 1), message, "Copy the file itself here."),)
    try:
        if not file.is_file():
            raise OSError(0, "it is not a file")  # a pipe would keep us waiting for ever
        return file.read_bytes(), ()
    except OSError as fault:
        message = f"This file could not be read: {fault.strerror}."
        return b"", (error("file-unreadable", Span(path, 1), message),)
