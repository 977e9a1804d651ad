"""What there is on the disk, and what of it is as the last build found it: nothing is read twice.

Names are listed, sizes and times are looked at; course.yml is read where it has changed, units are
not read at all.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lessonpress.building.keeping import digests
from lessonpress.building.keeping.outputs import Outputs
from lessonpress.building.planning import machine, snapshots
from lessonpress.building.planning.ground import CourseGround, Ground, UnitGround
from lessonpress.building.planning.machine import Machine
from lessonpress.building.planning.plan import Sketch, Standing
from lessonpress.building.planning.snapshots import Snapshot
from lessonpress.building.reading import bundle
from lessonpress.building.reading.sources import CourseFolder, list_courses, stray_units
from lessonpress.diagnostics import Diagnostic
from lessonpress.inputs import Inputs

if TYPE_CHECKING:
    from lessonpress.building.reading.loading import Library, LoadedCourse


@dataclass(frozen=True, slots=True)
class Survey:
    """The courses as a plan needs them, and what stands.

    `loaded` has those courses whose settings were read; `complaints` what is said of each course,
    `stray` what is said of files that belong to none.
    """

    listed: Mapping[str, CourseFolder]
    sketches: tuple[Sketch, ...]
    complaints: Mapping[str, tuple[Diagnostic, ...]]
    loaded: Mapping[str, LoadedCourse]
    machine: Machine
    look: str
    bundle: tuple[str, ...]
    standing: Standing = field(default_factory=Standing)
    stray: tuple[Diagnostic, ...] = ()

    def ground(
        self,
        before: Ground,
        seen: Mapping[str, Snapshot],
        found: Mapping[str, UnitGround],
    ) -> Ground:
        """Return what the next build may stand on: what was found, else what was known before."""
        courses = {s.name: self._course(s, before) for s in self.sketches if not s.failed}
        listed = {f"{course.name}/{unit}" for course in self.sketches for unit in course.units}
        units = {n: unit for n, unit in {**before.units, **found}.items() if n in listed}
        paths = {*self.bundle, *(path for unit in units.values() for path in unit.reads)}
        paths |= {self.listed[name].path for name in courses}
        files = {**before.files, **seen}
        kept = {path: files[path] for path in sorted(paths) if path in files}
        return Ground(self.machine, self.look, self.bundle, kept, courses, units)

    def _course(self, sketch: Sketch, before: Ground) -> CourseGround:
        if sketch.name not in self.loaded:
            return before.courses[sketch.name]
        complaints = self.complaints[sketch.name]
        about = sketch.units, sketch.released, sketch.also, sketch.per_page
        return CourseGround(*about, complaints)


class Surveyor:
    """Looks at files, each once, beside what is known of them. Times are in nanoseconds."""

    def __init__(self, project: Path, ground: Ground, begun: int) -> None:
        self._project, self._ground, self._begun = project, ground, begun
        self.seen: dict[str, Snapshot] = {}

    def is_unchanged(self, path: str) -> bool:
        """Say whether a file is what it was; paths count from the project's folder."""
        if path not in self.seen:
            place = os.path.join(self._project, path)  # noqa: PTH118 - thousands of files
            found = snapshots.renewed(place, self._ground.files.get(path), self._begun)
            if found is None:
                return False
            self.seen[path] = found
        return True

    def read(self, paths: Iterable[str], *more: str) -> str:
        """Return what stands for files that were read just now; empty where one may be new.

        They may have changed since they were looked at first, so they are looked at again.
        """
        paths = tuple(paths)
        for path in paths:
            known = self.seen.pop(path, None)
            place = os.path.join(self._project, path)  # noqa: PTH118
            found = snapshots.renewed(place, known, self._begun)
            found = found or snapshots.take(Path(place), self._begun)
            if found is None:
                return ""
            self.seen[path] = found
        return snapshots.stamp((self.seen[path] for path in paths), *more)

    def stamp(self, paths: Iterable[str], *more: str) -> str:
        """Return what stands for files; empty where one of them has changed."""
        paths = tuple(paths)
        if not all(self.is_unchanged(path) for path in paths):
            return ""
        return snapshots.stamp((self.seen[path] for path in paths), *more)


@dataclass(frozen=True, slots=True)
class Sources:
    """What is read only where something has changed."""

    library: Callable[[], Library]
    templates: Callable[[], Inputs]


def survey(
    project: Path,
    outputs: Outputs,
    ground: Ground,
    sources: Sources,
    surveyor: Surveyor,
) -> Survey:
    """Look at everything that outputs are made from. Raises OSError."""
    listed = {course.name: course for course in list_courses(project)}
    loaded: dict[str, LoadedCourse] = {}
    for course in listed.values():
        if not _is_known(course, ground.courses.get(course.name), surveyor):
            loaded[course.name] = sources.library().course(course)
    here = machine.known(ground.machine)
    look, files = _look(project, ground, sources.templates, surveyor)
    good = {n: u for n, u in ground.units.items() if not u.failed and _course(n) not in loaded}
    units = {name: surveyor.stamp(u.reads, look, here.versions) for name, u in good.items()}
    stamps = {name: stamp for name, stamp in units.items() if stamp}
    intact = {path: entry.stamp for path, entry in outputs.intact().items()}
    return Survey(
        listed,
        tuple(_sketch(name, loaded.get(name), ground) for name in listed),
        {name: _complaints(name, loaded.get(name), ground) for name in listed},
        loaded,
        here,
        look,
        files,
        Standing(stamps, intact, outputs.superseded()),
        stray_units(project),
    )


def _course(source: str) -> str:
    return source.partition("/")[0]


def _is_known(listed: CourseFolder, known: CourseGround | None, surveyor: Surveyor) -> bool:
    if known is None or listed.diagnostics or any(unit.diagnostics for unit in listed.units):
        return False
    same = {unit.name for unit in listed.units} == set(known.units)
    return same and surveyor.is_unchanged(listed.path)


def _sketch(name: str, loaded: LoadedCourse | None, ground: Ground) -> Sketch:
    if loaded is None:
        known = ground.courses[name]
        return Sketch(name, known.units, known.released, known.also, known.per_page)
    units = tuple(dict.fromkeys(unit.name for unit in loaded.units))
    settings = loaded.course
    about = loaded.released, settings.also, settings.setup.per_page
    return Sketch(name, units, *about, loaded.failed)


def _complaints(name: str, loaded: LoadedCourse | None, ground: Ground) -> tuple[Diagnostic, ...]:
    return loaded.diagnostics if loaded else ground.courses[name].complaints


def _look(
    project: Path, ground: Ground, templates: Callable[[], Inputs], surveyor: Surveyor
) -> tuple[str, tuple[str, ...]]:
    """Return a fingerprint of the template bundle that jobs get, and the files that it is."""
    files = tuple(str(file) for file in bundle.files(project))
    if files == ground.bundle and all(surveyor.is_unchanged(file) for file in files):
        return ground.look, files
    look = digests.of_files(templates())
    surveyor.read(files)
    return look, files
