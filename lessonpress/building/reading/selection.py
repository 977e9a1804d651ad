"""Which courses and units a command is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from lessonpress.building.reading import sources
from lessonpress.diagnostics import did_you_mean

# Course names, each with its units' names.
Catalogue = Mapping[str, tuple[str, ...]]


class UnknownNameError(Exception):
    """A name that means no course and no unit; `hint` suggests the nearest."""

    def __init__(self, name: str, hint: str) -> None:
        super().__init__(f'There is no course, unit or command "{name}".')
        self.name = name
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Selection:
    """Everything, or some whole courses and some units, these as (course, unit)."""

    everything: bool = True
    courses: frozenset[str] = frozenset()
    units: frozenset[tuple[str, str]] = frozenset()

    def has(self, course: str, unit: str) -> bool:
        """Whether the unit is asked for."""
        return self.everything or course in self.courses or (course, unit) in self.units

    def touches(self, course: str) -> bool:
        """Whether anything of the course is asked for."""
        return self.everything or course in self.courses or any(c == course for c, _ in self.units)

    def of_whole_courses(self) -> Selection:
        """Return the courses of which anything is asked for."""
        return Selection(self.everything, self.courses | {course for course, _ in self.units})

    def covers(self, path: str) -> bool:
        """Whether building this looks at the file again; `path` counts from the project."""
        concerned = affected([path])
        if concerned is None or concerned.everything:
            return True
        units = any(self.has(*unit) for unit in concerned.units)
        return units or any(self.touches(course) for course in concerned.courses)


EVERYTHING = Selection()


def choose(names: Iterable[str], catalogue: Catalogue, commands: Iterable[str] = ()) -> Selection:
    """Return what the names mean: course, unit, course/unit, or a path below content/.

    What may stand for a unit's name, `sources.called` says. Paths count from the project's folder.
    Raises UnknownNameError.
    """
    names = tuple(names)
    if not names or "content" in names:
        return EVERYTHING
    courses: set[str] = set()
    units: set[tuple[str, str]] = set()
    for name in names:
        found = _courses(name, catalogue), _units(name, catalogue)
        if not any(found):
            raise UnknownNameError(name, _hint(name, catalogue, commands))
        courses |= found[0]
        units |= found[1]
    return Selection(False, frozenset(courses), frozenset(units))


def _courses(name: str, catalogue: Catalogue) -> set[str]:
    course, _, rest = name.removeprefix("content/").rstrip("/").partition("/")
    return {course} & set(catalogue) if rest in ("", "course.yml") else set()


def _units(name: str, catalogue: Catalogue) -> set[tuple[str, str]]:
    course, _, unit = name.removeprefix("content/").rpartition("/")
    known = {course: catalogue.get(course, ())} if course else catalogue
    meant = sources.called(unit, {u for units in known.values() for u in units})
    return {(place, u) for place, units in known.items() for u in units if u in meant}


def _hint(name: str, catalogue: Catalogue, commands: Iterable[str]) -> str:
    units = sorted({unit for units in catalogue.values() for unit in units})
    last = PurePosixPath(sources.without_ending(name)).name
    begun = next((unit for unit in units if last and unit.startswith(last)), "")
    if begun:  # of a long name, a beginning is not near enough to be found below
        return f'Did you mean "{begun}"?'
    near = did_you_mean(last, {*commands, *catalogue, *units})
    return near or "Without a name, every course is built; --help lists the commands."


def affected(paths: Iterable[str]) -> Selection | None:
    """Return what must be rebuilt when these files changed; None where it is nothing.

    Paths count from the project's folder.
    """
    changes = [PurePosixPath(path) for path in paths]
    if any(change.parts[:1] in (("templates",), (sources.BRANDS,)) for change in changes):
        return EVERYTHING
    inside = [c for c in changes if c.parts[:1] == ("content",) and len(c.parts) > 2]
    courses = frozenset(c.parts[1] for c in inside if _concerns_course(c))
    units = frozenset((c.parts[1], c.stem) for c in inside if _concerns_unit(c))
    return Selection(False, courses, units) if courses or units else None


def _concerns_unit(path: PurePosixPath) -> bool:
    hidden = path.name.startswith(sources.LEFT_OUT)
    return len(path.parts) == 3 and path.suffix.lower() in sources.ENDINGS and not hidden


def _concerns_course(path: PurePosixPath) -> bool:
    from lessonpress import clips
    from lessonpress.building.reading import brands, pictures

    shown = (*pictures.ENDINGS, *clips.ENDINGS, *brands.PARTS)
    return path.parts[2:] == ("course.yml",) or path.suffix.lower() in shown


def narrowed(asked: Selection, changed: Selection | None) -> Selection | None:
    """Return what was asked for and has changed; None where that is nothing."""
    if changed is None or asked.everything:
        return changed
    if changed.everything:
        return asked
    courses = asked.courses & changed.courses
    units = frozenset(
        {unit for unit in changed.units if asked.has(*unit)}
        | {unit for unit in asked.units if changed.has(*unit)}
    )
    return Selection(False, courses, units) if courses or units else None
