"""Building: the courses loaded, the plan made, its jobs done, their files kept.

Prints nothing: it tells its progress to a callback and returns a report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from lessonpress.building import index, pictures
from lessonpress.building.faults import Fault, MachineFault
from lessonpress.building.jobs import Job, Kind, Result
from lessonpress.building.loading import LoadedCourse, Reading, load_courses
from lessonpress.building.outputs import Outputs
from lessonpress.building.plan import Artifact, Plan, Request, index_of, make_plan
from lessonpress.building.report import BuildReport, Built, Move
from lessonpress.building.sources import stray_units
from lessonpress.diagnostics import Diagnostic, Severity, in_order
from lessonpress.model import Audience, Lesson, Medium

# Does jobs, somewhere, and yields each one's artifact and result in any order.
Work = Callable[[Iterable[tuple[Artifact, Job]]], Iterator[tuple[Artifact, Result]]]

# Is told how many files of how many are done, and the last one's path.
Progress = Callable[[int, int, str], None]


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
    progress: Progress
    total: int
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
    progress: Progress = lambda done, total, path: None,
) -> BuildReport:
    """Build what is asked for, or find out what is wrong with it and write nothing.

    Raises OSError where content/ cannot be read at all, and KeyboardInterrupt only before the
    first job: later, what is finished is kept and the report says `interrupted`.
    """
    begun = monotonic()
    courses = load_courses(project, request.selection, steps.reading)
    outputs = Outputs(output)
    plan = make_plan(courses, request, outputs.recorded)
    tally = _Tally(outputs if request.write else None, progress, len(plan.artifacts))
    tally.awaited.update(artifact.source for artifact in plan.artifacts)
    tally.diagnostics += [*stray_units(project), *_complaints(courses, request)]
    tally.failed += _failed_units(courses)
    try:
        _run(plan, courses, request, steps, tally)
    except KeyboardInterrupt:
        tally.interrupted = True
    _close(tally)
    return _report(courses, request, tally, monotonic() - begun)


def _run(
    plan: Plan, courses: tuple[LoadedCourse, ...], request: Request, steps: Steps, tally: _Tally
) -> None:
    try:
        if tally.keep:
            tally.keep.sweep()
        for artifact, result in steps.work(_jobs(plan, request, steps, tally)):
            _take(artifact, result, tally)
        if tally.keep:
            _remove(plan.orphans, tally.keep, tally)
            _write_pages(courses, request, steps, tally.keep, tally)
    except MachineFault as stop:
        tally.note(stop.fault)


# --- jobs out, results in ------------------------------------------------------------------------


def _jobs(
    plan: Plan, request: Request, steps: Steps, tally: _Tally
) -> Iterator[tuple[Artifact, Job]]:
    """Yield jobs as workers ask for them, so that few pictures are in memory at a time."""
    for artifact in plan.artifacts:
        if artifact.product.kind is Kind.SLIDES or not _pages_cannot_be_made(tally):
            yield artifact, _job(artifact, request, steps)
        else:
            _take(artifact, Result(None), tally)


def _pages_cannot_be_made(tally: _Tally) -> bool:
    from lessonpress.building.libraries import missing_libraries, this_system

    return bool(tally.faults) and missing_libraries(this_system()) in tally.faults


def _job(artifact: Artifact, request: Request, steps: Steps) -> Job:
    lesson, product = artifact.unit.lesson, artifact.product
    assert lesson is not None, "the plan holds units that were read"
    cut = steps.cut(lesson, product.medium, product.audience)
    return Job(
        product.kind,
        product.audience,
        cut,
        artifact.course.course,
        request.paper or lesson.paper,
        pictures.load(artifact.course.folder, steps.reading.pictures(cut)),
    )


def _take(artifact: Artifact, result: Result, tally: _Tally) -> None:
    """Take in a result; when a unit's last one is in, its files are written or it has failed."""
    tally.diagnostics += result.diagnostics
    if result.fault:
        tally.note(_placed(result.fault, artifact))
    tally.done += 1
    tally.progress(tally.done, tally.total, artifact.outputs[0])
    results = tally.results.setdefault(artifact.source, [])
    results.append((artifact, result))
    if len(results) == tally.awaited[artifact.source]:
        _settle(artifact.source, tally.results.pop(artifact.source), tally)


def _placed(fault: Fault, artifact: Artifact) -> Fault:
    """Name the file in a fault that begins in the middle of a sentence."""
    if fault.message[0].isupper():
        return fault
    return Fault(f"{artifact.outputs[0]}: {fault.message}", fault.hint, fault.ends_build)


def _settle(source: str, results: list[tuple[Artifact, Result]], tally: _Tally) -> None:
    if any(d.severity is Severity.ERROR for _, r in results for d in r.diagnostics):
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
        if not request.selection.touches(course.course.name):
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
            yield from unit.diagnostics


def _failed_units(courses: Iterable[LoadedCourse]) -> list[str]:
    return [f"{c.course.name}/{unit.name}" for c in courses for unit in c.units if unit.failed]


def _report(
    courses: tuple[LoadedCourse, ...], request: Request, tally: _Tally, seconds: float
) -> BuildReport:
    touched = [c for c in courses if request.selection.touches(c.course.name)]
    has = request.selection.has
    return BuildReport(
        courses=len(touched),
        units=sum(has(c.course.name, unit.name) for c in touched for unit in c.units),
        built=tuple(sorted(tally.built, key=lambda built: built.path)),
        removed=tuple(tally.removed),
        moved=tuple(tally.moved),
        failed=tuple(sorted(tally.failed)),
        diagnostics=in_order(tally.diagnostics),
        faults=tuple(tally.faults),
        seconds=seconds,
        interrupted=tally.interrupted,
    )
