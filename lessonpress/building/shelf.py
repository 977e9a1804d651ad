"""The units that a build has in hand: read when asked for, let go when their files are done."""

from __future__ import annotations

from lessonpress import markup, objectives
from lessonpress.building.planning.ground import Brief
from lessonpress.building.planning.plan import Artifact
from lessonpress.building.planning.survey import Survey, Surveyor
from lessonpress.building.reading.loading import Library, LoadedCourse, Unit


class Shelf:
    """Holds units and their courses.

    `stamps` has what stands for all that a unit's files are made from, where its own files have not
    changed since the last build, or were read in this one.
    """

    def __init__(self, survey: Survey, surveyor: Surveyor, library: Library) -> None:
        self._survey, self._surveyor, self._library = survey, surveyor, library
        self._courses = dict(survey.loaded)
        self._read: set[str] = set()
        self.stamps = dict(survey.standing.stamps)

    def units(self, artifact: Artifact) -> tuple[Unit, ...]:
        """Return the units that a file is made from."""
        return tuple(self.unit(artifact.course, name) for name in artifact.units)

    def unit(self, course: str, name: str) -> Unit:
        """Return a unit."""
        unit, source = self._library.unit(self.course(course), name), f"{course}/{name}"
        if source not in self._read:
            self._read.add(source)
            more = self._survey.look, self._survey.machine.versions
            self.stamps[source] = self._surveyor.read(unit.reads, *more)
        return unit

    def is_known(self, source: str) -> bool:
        """Say whether a unit was known before it was read, and has not changed since."""
        return source in self._survey.standing.stamps

    def course(self, name: str) -> LoadedCourse:
        """Return a course with its settings."""
        if name not in self._courses:
            self._courses[name] = self._library.course(self._survey.listed[name])
        return self._courses[name]

    def let_go(self, artifact: Artifact) -> None:
        """Forget the units of a file."""
        for name in artifact.units:
            self._library.put_back(artifact.course, name)


def brief_of(unit: Unit) -> Brief:
    """Return what the course's page says of a unit."""
    lesson = unit.lesson
    if lesson is None:
        return Brief(unit.name)
    said = (markup.plain(objectives.words(each)) for each in objectives.listed(lesson))
    listed = tuple(filter(None, said))
    return Brief(lesson.title, lesson.subtitle, lesson.minutes, lesson.lang, listed)
