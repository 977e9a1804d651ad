"""From a planned file to its job, and to the key that says what it is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lessonpress.building.jobs import Facts, Job
from lessonpress.building.keeping import digests
from lessonpress.building.keeping.memory import Key
from lessonpress.building.planning.plan import Artifact, Request, setup_of
from lessonpress.building.products import Kind
from lessonpress.building.reading import pictures, recordings
from lessonpress.building.reading.brands import Brand
from lessonpress.building.reading.loading import LoadedCourse, Unit
from lessonpress.building.steps import Steps
from lessonpress.inputs import Inputs
from lessonpress.model import Audience, Course, Lesson, Look, Medium, PageSetup


@dataclass(frozen=True, slots=True)
class Ready:
    """A job, and what it is made of."""

    job: Job
    key: Key


@dataclass(frozen=True, slots=True)
class Preparation:
    """Makes jobs; `look` is a fingerprint of the templates, `versions` of code and libraries."""

    request: Request
    steps: Steps
    look: str
    versions: str
    _cuts: dict[tuple[str, Medium, Audience], Lesson] = field(default_factory=dict)

    def let_go(self, units: Iterable[Unit]) -> None:
        """Forget what was cut of units."""
        for unit in units:
            for key in [key for key in self._cuts if key[0] == unit.path]:
                del self._cuts[key]

    def ready(
        self, artifact: Artifact, course: LoadedCourse, units: tuple[Unit, ...], facts: Facts
    ) -> Ready:
        """Return a file's job and its key; none of its units may have failed."""
        product = artifact.product
        lessons = {medium: self._cut(artifact, medium, units) for medium in product.media}
        shown = self._shown(artifact, course, units, lessons)
        brand = _brand(units).files
        own = course.course.setup if product.of_course else whole(units[0]).setup
        setup = _used(setup_of(own, self.request), product.kind)
        printed = settings_printed(course.course)
        key = Key(
            words=digests.of_value(lessons),
            pictures=digests.of_files(shown),
            course=digests.of_value(printed),
            told=digests.of_value(facts),
            look=digests.of_value((self.look, digests.of_files(brand))),
            options=digests.of_value(setup),
            versions=self.versions,
        )
        inputs = brand.joined(shown)
        job = Job(product.kind, product.audience, lessons, printed, setup, inputs, facts)
        return Ready(job, key)

    def _cut(
        self, artifact: Artifact, medium: Medium, units: tuple[Unit, ...]
    ) -> tuple[Lesson, ...]:
        """Return the lessons for a medium; the job itself says how pages are printed."""
        audience = artifact.product.audience
        return tuple(self._cut_of(unit, medium, audience) for unit in units)

    def _cut_of(self, unit: Unit, medium: Medium, audience: Audience) -> Lesson:
        """Return a unit's lesson as one of its files shows it; others show the same one."""
        key = unit.path, medium, audience
        if key not in self._cuts:
            cut = self.steps.cut(whole(unit), medium, audience)
            self._cuts[key] = replace(cut, setup=PageSetup())
        return self._cuts[key]

    def _shown(
        self,
        artifact: Artifact,
        course: LoadedCourse,
        units: tuple[Unit, ...],
        lessons: dict[Medium, tuple[Lesson, ...]],
    ) -> Inputs:
        """Return the pictures that the cut lessons show and, for a deck, what plays on it."""
        shown = Inputs({})
        for cut in lessons.values():
            for unit, lesson in zip(units, cut, strict=True):
                images = self.steps.reading.pictures(lesson)
                shown = shown.joined(pictures.of(images, unit.pictures))
                if artifact.product.kind is Kind.SLIDES:
                    shown = shown.joined(recordings.read(course.folder, images))
        return shown


def _brand(units: tuple[Unit, ...]) -> Brand:
    """Return what a file is dressed in: its unit's brand, or that which most of its units have."""
    brands = {unit.brand.path: unit.brand for unit in units}
    ((path, _),) = Counter(unit.brand.path for unit in units).most_common(1)
    return brands[path]


def whole(unit: Unit) -> Lesson:
    """Return a unit's lesson, for every audience."""
    assert unit.lesson is not None, "a unit that could not be read has failed"
    return unit.lesson


def _used(setup: PageSetup, kind: Kind) -> PageSetup:
    """Return what matters to a kind of file of how pages are printed."""
    if kind is Kind.SLIDES:
        return PageSetup()
    return setup if kind is Kind.THUMBNAILS else replace(setup, per_page=3, beside="lines")


def settings_printed(course: Course) -> Course:
    """Return a course's settings without those that no output prints.

    A lesson has what it uses of the others.
    """
    return replace(
        course,
        setup=PageSetup(),
        also=(),
        glossary=(),
        sources=(),
        units=(),
        release=(),
        incremental=False,
        audience="",
        off=(),
        look=Look(),
    )
