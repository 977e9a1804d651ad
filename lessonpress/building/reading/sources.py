"""What stands in content/: courses and their units, as bytes.

A course is a folder in content/ with a course.yml or with units; a unit is a Markdown file in it.
Whatever begins with `_` or `.` is left out, and so is README.md.
"""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from os import DirEntry
from pathlib import Path, PurePosixPath

from lessonpress.diagnostics import Diagnostic, error, warning
from lessonpress.spans import Span

CONTENT = "content"
BRANDS = "brands"
COURSE_FILE = "course.yml"
ENDINGS = (".md", ".markdown")

# How the names of hidden files, drafts and editors' leftovers begin.
LEFT_OUT = (".", "_", "~", "#")

# In bytes; disks allow 255, outputs append up to 24, and what goes beside an edited one 6 more.
_LONGEST = 220
# What is larger is no text; the reader says how much of a unit it takes.
_MOST_BYTES = 10_000_000


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


def without_ending(name: str) -> str:
    """Return a unit's name without the ending of its file."""
    ending = PurePosixPath(name).suffix
    return name.removesuffix(ending) if ending.lower() in ENDINGS else name


def called(name: str, units: Iterable[str]) -> frozenset[str]:
    """Return the units that are called so: on the command line, in `units:` and in `release:`.

    A unit is called by its name or by how it begins (01, 01-origins for 01-origins-in-tocoron),
    by its number (1), and by its name without the number where that means one unit alone.
    """
    wanted, units = _composed(without_ending(name)), frozenset(units)
    begun = frozenset(unit for unit in units if unit.startswith(f"{wanted}-"))
    if wanted.isdecimal():
        begun = begun or frozenset(u for u in units if _number(u) == _number(wanted))
    inside = frozenset(u for u in units if f"{_numberless(u)}-".startswith(f"{wanted}-"))
    return units & {wanted} or begun or (inside if len(inside) == 1 else frozenset())


def _number(unit: str) -> str:
    return unit.partition("-")[0].lstrip("0")


def _numberless(unit: str) -> str:
    number, _, rest = unit.partition("-")
    return rest if number.isdigit() else unit


def exists(path: Path) -> bool:
    """Whether there is a file or folder; what cannot be one is none."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def find_project(start: Path) -> Path | None:
    """Return the nearest folder, from `start` upward, that has a folder content/."""
    return next((f for f in (start, *start.parents) if (f / CONTENT).is_dir()), None)


def list_courses(project: Path) -> tuple[CourseFolder, ...]:
    """Find the courses and their units by name, and read none of them. Raises OSError."""
    folders = (f for f in _visible(project / CONTENT) if _is_folder(f))
    listed = (_list_course(project, Path(folder.path)) for folder in folders)
    courses = [c for c in listed if c.diagnostics or c.units or (c.folder / COURSE_FILE).exists()]
    times = Counter(course.name.casefold() for course in courses)
    return tuple(_same_course(c) if times[c.name.casefold()] > 1 else c for c in courses)


def stray_units(project: Path) -> tuple[Diagnostic, ...]:
    """Complain of units where none is built, and of names that are not text. Raises OSError."""
    content = _visible(project / CONTENT)
    courses = [folder.path for folder in content if _is_folder(folder)]
    inner = [f.path for each in courses for f in _looked_into(each, _visible) if _is_folder(f)]
    deep = [f for folder in inner for f in _looked_into(folder, _visible) if _is_unit(f)]
    folders: list[str | Path] = [project / CONTENT, *courses]
    found = (f for folder in folders for f in _looked_into(folder, _all))
    unnamed = [f for f in found if not _is_text(f.name) and (_is_unit(f) or _is_folder(f))]
    return (
        *(_stray(project, file, *_LOST) for file in content if _is_unit(file)),
        *(_stray(project, file, *_DEEP) for file in deep),
        *(_stray(project, file, *_UNNAMED) for file in unnamed),
    )


def _looked_into(
    folder: str | Path, look: Callable[[str | Path], list[DirEntry[str]]]
) -> list[DirEntry[str]]:
    """Return what is in a folder; one that cannot be read is complained of elsewhere."""
    try:
        return look(folder)
    except OSError:
        return []


def _all(folder: str | Path) -> list[DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)


_LOST = (
    "unit-outside-course",
    "This unit belongs to no course, so it is not built.",
    "Move it into a folder of its own, for instance content/my-course/.",
)
_DEEP = (
    "unit-too-deep",
    "This file stands in a folder inside a course's folder, so it is not built.",
    "Move it up into the course's folder, or begin its name with _ if it is no unit.",
)
_UNNAMED = (
    "file-name",
    "The name of this has letters that cannot be read, so it is not built.",
    "Rename it; it may come from an old disk or archive.",
)


def _stray(project: Path, file: DirEntry[str], code: str, message: str, hint: str) -> Diagnostic:
    return warning(code, Span(_from_project(project, Path(file.path)), 1), message, hint)


def read_settings(listed: CourseFolder) -> CourseFolder:
    """Return the course with course.yml's bytes."""
    if listed.diagnostics:  # a folder that cannot be used
        return listed
    settings, complaints = _read(listed.folder, listed.folder / COURSE_FILE, listed.path)
    return replace(listed, settings=settings, diagnostics=complaints)


def _list_course(project: Path, folder: Path) -> CourseFolder:
    path = _from_project(project, folder / COURSE_FILE)
    course = CourseFolder(_composed(folder.name), folder, path)
    try:
        files = [f for f in _visible(folder) if _is_unit(f)]
        (folder / COURSE_FILE).exists()
    except OSError as fault:
        message = f"This folder could not be read: {fault.strerror}."
        complaint = error("folder-unreadable", Span(_from_project(project, folder), 1), message)
        return replace(course, diagnostics=(complaint,))
    home = _from_project(project, folder)
    return replace(course, units=_told_apart(_list_unit(home, file.name) for file in files))


def _list_unit(home: str, name: str) -> UnitFile:
    """Return a unit by its file's name; `home` is its course's folder from the project's."""
    unit = UnitFile(_composed(_split(name)[0]), f"{home}/{name}")
    if len(unit.name.encode()) <= _LONGEST:
        return unit
    message = "The name of this unit is too long for the files that are made of it."
    hint = "Give it a shorter one; the full title can be written inside the file."
    return replace(unit, diagnostics=(error("unit-name-long", Span(unit.path, 1), message, hint),))


def _visible(folder: str | Path) -> list[DirEntry[str]]:
    """Return what is in a folder, by name, without hidden files, drafts and editors' leftovers."""
    shown = (f for f in _all(folder) if not f.name.startswith(LEFT_OUT) and _is_text(f.name))
    return sorted(shown, key=lambda f: f.name)


def _is_text(name: str) -> bool:
    """Whether a name is Unicode: Linux takes any bytes, which Python reads as lone surrogates."""
    return name.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in name)


def _is_unit(file: DirEntry[str]) -> bool:
    stem, ending = _split(file.name)
    return ending.lower() in ENDINGS and stem.lower() != "readme" and not _is_folder(file)


def _is_folder(file: DirEntry[str]) -> bool:
    try:
        return file.is_dir()
    except OSError:  # a link to itself
        return False


def _split(name: str) -> tuple[str, str]:
    """Return a file's name without its ending, and that."""
    stem, dot, ending = name.rpartition(".")
    return (stem, f".{ending}") if stem and dot else (name, "")


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
    return replace(unit, diagnostics=(*unit.diagnostics, complaint))


def _same_course(course: CourseFolder) -> CourseFolder:
    """Complain of a course whose outputs would stand among another's on some machine."""
    message = "Another course has this folder's name, so their files would be one."
    hint = "Rename one of the folders; case, or how accents are stored, does not count."
    complaint = (error("course-twice", Span(course.path, 1), message, hint),)
    units = tuple(replace(u, diagnostics=u.diagnostics + complaint) for u in course.units)
    return replace(course, units=units, diagnostics=complaint)


def read_unit(folder: Path, unit: UnitFile) -> UnitFile:
    """Return a unit of the course in a folder with its bytes."""
    text, complaints = _read(folder, folder / unit.path.rpartition("/")[2], unit.path)
    return replace(unit, text=text, diagnostics=unit.diagnostics + complaints)


def _read(folder: Path, file: Path, path: str) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Read a file that must really stand in the course's folder; one that is absent is empty."""
    try:
        if not file.exists() and not file.is_symlink():
            return b"", ()
        if not file.is_file():  # but a pipe, which would keep us waiting for ever, or a blind link
            raise OSError(0, "it is not a file, or a link that leads nowhere")
        if file.stat().st_size > _MOST_BYTES:
            raise OSError(0, f"it has more than {_MOST_BYTES / 1_000_000:g} MB")
        if file.resolve().is_relative_to(folder.resolve()):
            return file.read_bytes(), ()
    except OSError as fault:
        message = f"This file could not be read: {fault.strerror}."
        return b"", (error("file-unreadable", Span(path, 1), message),)
    message = "This is a link to a file outside its course, so it is not read."
    return b"", (error("file-outside", Span(path, 1), message, "Copy the file itself here."),)
