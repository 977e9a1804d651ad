"""Starting files: a new course, a new unit."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lessonpress.building.faults import MachineFault, fault_of
from lessonpress.building.reading.bundle import read_template
from lessonpress.building.reading.sources import CONTENT, COURSE_FILE, CourseFolder

# Names that Windows keeps for devices, whatever their ending (Microsoft, "Naming Files").
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)

# Leaves room for what outputs append, below the 255 bytes that disks allow, in any script.
_LONGEST = 60


class RefusedError(Exception):
    """A name that cannot be used; `hint` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Start:
    """A file to begin with: where, and from which template with which title."""

    path: Path
    template: str
    title: str


def new_course(project: Path, name: str) -> tuple[Path, ...]:
    """Write a course with its first unit; return the files. Raises RefusedError, MachineFault."""
    folder = project / CONTENT / folder_name(name)
    if folder.exists():
        hint = "Choose another name, or add a unit to it."
        raise RefusedError(f"There is already a course {folder.name}.", hint)
    return _write(
        project,
        Start(folder / COURSE_FILE, "new/course.yml", name.strip()),
        Start(folder / "01-first-unit.md", "new/unit.md", "First unit"),
    )


def new_unit(project: Path, course: CourseFolder, name: str) -> tuple[Path, ...]:
    """Write a unit under the next free number. Raises RefusedError, MachineFault."""
    names = [unit.name for unit in course.units]
    number, title = _number_and_title(name, names)
    slug = folder_name(title)
    same = next((n for n in names if re.fullmatch(rf"\d+-{re.escape(slug)}", n)), "")
    if same:
        raise RefusedError(f"There is already a unit {same}.", "Choose another title.")
    file = course.folder / f"{number:02}-{slug}.md"
    return _write(project, Start(file, "new/unit.md", title))


def folder_name(name: str) -> str:
    """Turn a title into a name for files: letters and digits of any script, joined by dashes.

    Raises RefusedError where nothing is left, or what is left no system would take.
    """
    hint = "Use a few words, for instance: Media literacy"
    if name.strip().startswith((".", "_")):
        raise RefusedError(f'"{name}" cannot be a name: it would hide the file.', hint)
    words = re.findall(r"[\w]+", unicodedata.normalize("NFC", name).replace("_", " ").casefold())
    made = "-".join(words)
    if not made or _DEVICES.fullmatch(made):
        raise RefusedError(f'"{name}" cannot be the name of a file.', hint)
    if len(made) > _LONGEST:
        message = f"This name is too long: it has {len(made)} letters, {_LONGEST} are the most."
        raise RefusedError(message, "The full title can be written inside the file.")
    return made


def _number_and_title(name: str, names: Iterable[str]) -> tuple[int, str]:
    """Return the unit's number, the next free one or that which its name begins with."""
    taken = {int(found[0]): n for n in names if (found := re.match(r"\d+(?=-|$)", n))}
    given = re.match(r"(\d{1,3})[-_ ]+(?=\S)", name)
    if not given:
        return max(taken, default=0) + 1, _titled(name)
    number = int(given[1])
    if number in taken:
        hint = "Leave the number out: the next free one is taken."
        raise RefusedError(f"Number {number:02} is taken by {taken[number]}.", hint)
    return number, _titled(name[given.end() :])


def _titled(name: str) -> str:
    """Write a title as one: "case-study" becomes "Case study"."""
    words = name.strip().removesuffix(".md")
    words = words if " " in words else words.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def _write(project: Path, *starts: Start) -> tuple[Path, ...]:
    for start in starts:
        try:
            text = read_template(project, start.template)
            _write_new(start.path, text.replace("{{ title }}", _quoted(start.title)))
        except FileExistsError as error:
            hint = "Nothing was overwritten: choose another name."
            raise RefusedError(f"{start.path.name} is already there.", hint) from error
        except OSError as error:
            raise MachineFault(fault_of(error, error.filename or start.path)) from error
    return tuple(start.path for start in starts)


def _write_new(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _quoted(title: str) -> str:
    """Write a title as YAML reads it back, whatever stands in it (JSON strings are YAML)."""
    return json.dumps(title, ensure_ascii=False)
