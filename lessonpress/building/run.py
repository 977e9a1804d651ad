"""Building: the courses loaded, the plan made, its jobs done, their files kept; and cleaning.

Prints nothing: it tells its progress to a callback and returns a report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from lessonpress.building import index, pictures, recordings
from lessonpress.building.faults import Fault, FaultKind, MachineFault, our_mistake
from lessonpress.building.jobs import Facts, Job, Result
from lessonpress.building.loading import LoadedCourse, Reading, Unit, load_courses
from lessonpress.building.outputs import Outputs
from lessonpress.building.plan import Artifact, Plan, Request, index_of, make_plan, setup_of
from lessonpress.building.products import Kind
from lessonpress.building.queue import Queue
from lessonpress.building.report import BuildReport, Built, Move
from lessonpress.building.sources import stray_units
from lessonpress.diagnostics import Diagnostic, has_errors, in_order
from lessonpress.inputs import Inputs
from lessonpress.model import Audience, Lesson, Medium

# A file to make and its job; None where each that is left waits for one that is being made.
Task = tuple[Artifact, Job] | None

# Does jobs, somewhere, and yields each one's artifact and result in any order.
Work = Callable[[Iterable[Task]], Iterator[tuple[Artifact, Result]]]

# Is told how many files of how many are done, and the last one's path.
Progress = Callable[[int, int, str], None]


def _untold(done: int, total: int, path: str) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Steps:
    """The functions a build calls, so that a test, or another machine, can stand in for any."""

    reading: Reading
    cut: Callable[[Lesson, Medium, Audience], Lesson]
    work: Work
    render: index.Render


@dataclass(slots=True)
class _Tally:
    """What has come in so far. `keep` is where files go; None where nothing is to be written."""

    keep: Outputs | None
    progress: Progress = _untold
    queue: Queue = field(default_factory=Queue)
    total: int = 0
    done: int = 0
    awaited: Counter[str] = field(default_factory=Counter)
    results: dict[str, list[tuple[Artifact, Result]]] = field(default_factory=dict)
    built: list[Built] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    moved: list[Move] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    faults: dict[Fault, None] = field(default_factory=dict)
    interrupted: bool = False

    def note(self, fault: Fault) -> None:
        """Keep a fault, once."""
        self.faults[fault] = None


def build(
    project: Path,
    output: Path,
    request: Request,
    steps: Steps,
    progress: Progress = _untold,
) -> BuildReport:
    """Build what is asked for, or find out what is wrong with it and write nothing.

    Raises OSError where content/ cannot be read at all, and KeyboardInterrupt only before the
    first job: later, what is finished is kept and the report says `interrupted`.
    """
    begun = monotonic()
    courses = load_courses(project, request.selection, steps.reading, request.brand)
    outputs = Outputs(output)
    plan = make_plan(courses, request, outputs.recorded)
    keep, queue = outputs if request.write else None, Queue(plan.artifacts)
    tally = _Tally(keep, progress, queue, len(plan.artifacts))
    tally.awaited.update(artifact.source for artifact in plan.artifacts)
    tally.diagnostics += [*stray_units(project), *_complaints(courses, request)]
    tally.failed += _failed(courses, request)
    tally.faults |= {u.fault: None for course in courses for u in course.units if u.fault}
    try:
        _run(plan, courses, request, steps, tally)
    except KeyboardInterrupt:
        tally.interrupted = True
    _close(tally)
    return _report(courses, plan, request, tally, monotonic() - begun)


def _run(
    plan: Plan, courses: tuple[LoadedCourse, ...], request: Request, steps: Steps, tally: _Tally
) -> None:
    try:
        if tally.keep:
            tally.keep.sweep()
        for artifact, result in steps.work(_jobs(request, steps, tally)):
            _take(artifact, result, tally)
        if tally.keep:
            _remove(plan.orphans, tally.keep, tally)
            _write_pages(courses, request, steps, tally.keep, tally)
    except MachineFault as stop:
        tally.note(stop.fault)


def clean(output: Path) -> BuildReport:
    """Remove every recorded output; one that somebody edited is moved to `.edited/`."""
    outputs = Outputs(output)
    tally = _Tally(outputs)
    _remove(outputs.recorded, outputs, tally)
    try:
        outputs.sweep()
        outputs.finish()
    except MachineFault as stop:
        tally.note(stop.fault)
    return BuildReport(
        removed=tuple(tally.removed), moved=tuple(tally.moved), faults=tuple(tally.faults)
    )


# --- jobs out, results in ------------------------------------------------------------------------


def _jobs(request: Request, steps: Steps, tally: _Tally) -> Iterator[Task]:
    """Yield jobs as workers ask for them, so that few pictures are in memory at a time."""
    for drawn in tally.queue.draw():
        if drawn is None:
            yield None
            continue
        artifact, facts = drawn
        job: Job | Fault | None = None
        if artifact.product.kind is Kind.SLIDES or not _pages_cannot_be_made(tally):
            job = _job(artifact, facts, request, steps)
        if isinstance(job, Job):
            yield artifact, job
        else:
            _take(artifact, Result(None, (), job), tally)


def _pages_cannot_be_made(tally: _Tally) -> bool:
    return any(fault.kind is FaultKind.LIBRARY for fault in tally.faults)


def _job(artifact: Artifact, facts: Facts, request: Request, steps: Steps) -> Job | Fault:
    """Return the file's job; a mistake of ours in cutting its lessons costs this file alone."""
    first = artifact.units[0]
    try:
        lessons = {medium: _cut(artifact, medium, steps) for medium in artifact.product.media}
        shown = _shown(artifact, lessons, steps)
    except Exception as mistake:  # noqa: BLE001 - ours
        return our_mistake(mistake, first.path)
    setup = setup_of(_whole(first), request)
    inputs = first.brand.files.joined(shown)
    kind, audience = artifact.product.kind, artifact.product.audience
    return Job(kind, audience, lessons, artifact.course.course, setup, inputs, facts)


def _cut(artifact: Artifact, medium: Medium, steps: Steps) -> tuple[Lesson, ...]:
    audience = artifact.product.audience
    return tuple(steps.cut(_whole(unit), medium, audience) for unit in artifact.units)


def _whole(unit: Unit) -> Lesson:
    assert unit.lesson is not None, "the plan holds units that were read"
    return unit.lesson


def _shown(
    artifact: Artifact, lessons: Mapping[Medium, tuple[Lesson, ...]], steps: Steps
) -> Inputs:
    """Return the pictures that the cut lessons show and, for a deck, what plays on it."""
    shown = Inputs({})
    for cut in lessons.values():
        for unit, lesson in zip(artifact.units, cut, strict=True):
            images = steps.reading.pictures(lesson)
            shown = shown.joined(pictures.of(images, unit.pictures))
            if artifact.product.kind is Kind.SLIDES:
                shown = shown.joined(recordings.read(artifact.course.folder, images))
    return shown


def _take(artifact: Artifact, result: Result, tally: _Tally) -> None:
    """Take in a result; when a unit's last one is in, its files are written or it has failed."""
    tally.diagnostics += result.diagnostics
    if result.fault:
        tally.note(result.fault.at(artifact.path))
    tally.queue.tell(artifact, result)
    tally.done += 1
    tally.progress(tally.done, tally.total, artifact.path)
    results = tally.results.setdefault(artifact.source, [])
    results.append((artifact, result))
    if len(results) == tally.awaited[artifact.source]:
        _settle(artifact.source, tally.results.pop(artifact.source), tally)


def _settle(source: str, results: list[tuple[Artifact, Result]], tally: _Tally) -> None:
    if any(has_errors(result.diagnostics) for _, result in results):
        tally.failed.append(source)
    elif tally.keep:
        for artifact, result in results:
            for path in artifact.outputs:
                _put(path, result.data, source, tally.keep, tally)


# --- files ---------------------------------------------------------------------------------------


def _put(path: str, data: bytes | None, source: str, keep: Outputs, tally: _Tally) -> None:
    """Write an output. A locked file is noted and the build goes on; a full disk ends it."""
    if data is None:
        return
    try:
        put = keep.put(path, data, source)
    except MachineFault as stop:
        if stop.fault.ends_build:
            raise
        tally.note(stop.fault)
        return
    tally.built.append(Built(path, source, len(data), put.state))
    if put.moved_to:
        tally.moved.append(Move(path, put.moved_to))


def _remove(paths: Iterable[str], keep: Outputs, tally: _Tally) -> None:
    for path in paths:
        try:
            moved_to = keep.remove(path)
        except MachineFault as stop:
            tally.note(stop.fault)
        else:
            if moved_to:
                tally.moved.append(Move(path, moved_to))
            else:
                tally.removed.append(path)


def _write_pages(
    courses: Iterable[LoadedCourse], request: Request, steps: Steps, keep: Outputs, tally: _Tally
) -> None:
    from lessonpress.templating import TemplateMistake

    for course in courses:
        if course.failed or not request.selection.touches(course.course.name):
            continue
        try:
            page = index.page(course, keep.size, steps.render)
        except TemplateMistake as mistake:
            tally.diagnostics.append(mistake.diagnostic)
        else:
            _put(index_of(course), page, course.course.name, keep, tally)


def _close(tally: _Tally) -> None:
    if not tally.keep or not (tally.built or tally.removed or tally.moved):
        return
    try:
        tally.keep.close()
    except MachineFault as stop:
        tally.note(stop.fault)


# --- the report ----------------------------------------------------------------------------------


def _complaints(courses: Iterable[LoadedCourse], request: Request) -> Iterator[Diagnostic]:
    for course in courses:
        if request.selection.touches(course.course.name):
            yield from course.diagnostics
        for unit in course.units:
            if request.selection.has(course.course.name, unit.name):
                yield from unit.diagnostics


def _failed(courses: Iterable[LoadedCourse], request: Request) -> Iterator[str]:
    """Yield the courses whose course.yml has an error, and of the others the units that have."""
    for course in courses:
        name = course.course.name
        if course.failed and request.selection.touches(name):
            yield name
        elif not course.failed:
            failed = (unit for unit in course.units if unit.failed)
            yield from (f"{name}/{u.name}" for u in failed if request.selection.has(name, u.name))


def _unwritten(plan: Plan, tally: _Tally) -> Iterator[str]:
    """Yield the outputs that are missing from what was built, though their units are good."""
    built = {each.path for each in tally.built}
    for artifact in plan.artifacts:
        if tally.keep and tally.faults and artifact.source not in tally.failed:
            yield from (path for path in artifact.outputs if path not in built)


def _report(
    courses: tuple[LoadedCourse, ...],
    plan: Plan,
    request: Request,
    tally: _Tally,
    seconds: float,
) -> BuildReport:
    touched = [c for c in courses if request.selection.touches(c.course.name)]
    has = request.selection.has
    return BuildReport(
        courses=len(touched),
        units=sum(has(c.course.name, u.name) for c in touched if not c.failed for u in c.units),
        built=tuple(sorted(tally.built, key=lambda built: built.path)),
        removed=tuple(tally.removed),
        moved=tuple(tally.moved),
        failed=tuple(sorted(tally.failed)),
        unwritten=tuple(_unwritten(plan, tally)),
        diagnostics=in_order(tally.diagnostics),
        faults=tuple(tally.faults),
        seconds=seconds,
        interrupted=tally.interrupted,
    )
