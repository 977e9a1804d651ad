"""What each command does: asks `building`, hands the answer to `printing`, gives an exit code."""

from __future__ import annotations

import argparse
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import FrameType, MappingProxyType
from typing import TYPE_CHECKING

from lessonpress.building.faults import MachineFault, fault_of
from lessonpress.building.planning.plan import Request
from lessonpress.building.processes.limits import STANDARD, Limits
from lessonpress.building.products import OF_COURSE, Kind
from lessonpress.building.reading import sources
from lessonpress.building.reading.selection import EVERYTHING, Selection, UnknownNameError, choose
from lessonpress.building.report import BuildReport
from lessonpress.building.run import build, clean
from lessonpress.cli import CONTENT_ERRORS, GOOD, INTERRUPTED, MACHINE_FAULT
from lessonpress.cli.arguments import CACHE, COMMANDS, PROJECT, SETUP, UsageError, prog
from lessonpress.cli.printing import Printer
from lessonpress.cli.progress import showing
from lessonpress.diagnostics import Severity, did_you_mean

if TYPE_CHECKING:
    from lessonpress.building.keeping.cache import Cache
    from lessonpress.building.reading.brands import Brand

OUTPUT = "output"


def run(options: argparse.Namespace) -> int:
    """Run the command that was typed and return the exit code. Raises UsageError."""
    printer = Printer(getattr(options, "format", "text"), prog())
    try:
        with _ended_like_ctrl_c():
            return _COMMANDS[options.command](options, printer)
    except MachineFault as stop:
        printer.fault(stop.fault)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        printer.fault(fault_of(error, error.filename or "A file", "read or written"))
    return MACHINE_FAULT


@contextmanager
def _ended_like_ctrl_c() -> Iterator[None]:
    """Let a plain `kill` end us as Ctrl-C does: processes ended, temporary files removed."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


# --- the project's folder ------------------------------------------------------------------------


def _project() -> Path:
    """Return the folder with content/: of the repository for build.py, else the nearest upward."""
    found = _of_build_py() or sources.find_project(Path.cwd())
    if found and (found / sources.CONTENT).is_dir():
        return found
    raise UsageError(
        f'There is no folder content/ here or above.\nBegin one: {prog()} new course "My course"'
    )


def _of_build_py() -> Path | None:
    """Return the folder of the build.py that started us, if one did."""
    given = os.environ.get(PROJECT)
    return Path(given) if given else None


def _selection(names: list[str], project: Path) -> Selection:
    if not names:
        return EVERYTHING
    catalogue = {c.name: tuple(u.name for u in c.units) for c in sources.list_courses(project)}
    try:
        return choose([_from_project(name, project) for name in names], catalogue, COMMANDS)
    except UnknownNameError as error:
        raise UsageError(_unknown(error)) from error


def _unknown(error: UnknownNameError) -> str:
    """Say of a path whether it is there, and of a name which one is near."""
    if error.name in COMMANDS:
        return f"The command stands first: {prog()} {error.name} ..."
    if sources.exists(Path.cwd() / error.name):
        return f'"{error.name}" is no course and no unit in content/.\n{error.hint}'
    if "/" in error.name or error.name != sources.without_ending(error.name):
        return f'There is no file or folder "{error.name}".\n{error.hint}'
    return f"{error}\n{error.hint}"


def _from_project(name: str, project: Path) -> str:
    """Return a path that exists as it counts from the project's folder; a name as it is."""
    for start in (Path.cwd(), project):
        with suppress(OSError, RuntimeError):  # too long for the disk; a link to itself
            path = (start / name).resolve()
            if path.exists() and path.is_relative_to(project.resolve() / sources.CONTENT):
                return path.relative_to(project.resolve()).as_posix()
    return name


# --- build and check -----------------------------------------------------------------------------


def _build(options: argparse.Namespace, printer: Printer) -> int:
    project = _project()
    printer.quote_from(project)
    writing = options.command == "build"
    selection, kinds = _selection(options.names, project), _kinds(options)
    _refuse_parts(selection, options.only or ())

    def request() -> Request:
        brand = _given_brand(options.brand)
        return Request(selection, kinds, _setup(options), writing, brand, options.force)

    from lessonpress.building import tools

    about = _limits(options), tools.Sharing(_cache(options), options.executor or "")
    ready = partial(tools.ready, project, options.jobs, printer.waits, *about)
    if options.watch:
        from lessonpress.cli.watching import watch

        return watch(project, project / OUTPUT, request, ready, printer)
    with ready() as steps, showing(printer.quiet) as progress:
        report = build(project, project / OUTPUT, request(), steps, progress)
    where = OUTPUT if writing else None
    printer.report(report, where, strict=options.strict, explain=options.explain)
    return _exit_code(report, options.strict)


def _cache(options: argparse.Namespace) -> Cache | None:
    """Return the cache that was named, here or for all builds. Raises UsageError."""
    named = options.cache or os.environ.get(CACHE)
    if not named:
        return None
    from lessonpress.building.keeping.cache import Cache

    folder = Path.cwd() / named
    if sources.exists(folder) and not folder.is_dir():
        raise UsageError(f'"{named}" is no folder, so no cache can stand there.')
    return Cache(folder, options.cache_size * 1_000_000_000)


def _check(options: argparse.Namespace, printer: Printer) -> int:
    return _coverage(options, printer) if options.coverage else _build(options, printer)


def _coverage(options: argparse.Namespace, printer: Printer) -> int:
    """Tell what units do for their objectives, and when; nothing is made of them."""
    from lessonpress.building import covering, tools
    from lessonpress.cli import coverage

    project = _project()
    printer.quote_from(project)
    selection = _selection(options.names, project)
    report = covering.covered(project, selection, tools.our_reading())
    if printer.quiet:
        printer.document(coverage.document(report))
    else:
        printer.diagnostics(report.diagnostics)
        for unit in report.units:
            printer.line("\n".join(("", *coverage.lines(unit))))
    for fault in report.faults:
        printer.fault(fault)
    if report.faults:
        return MACHINE_FAULT
    severities = {diagnostic.severity for diagnostic in report.diagnostics}
    failing = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    return CONTENT_ERRORS if severities & failing else GOOD


def _kinds(options: argparse.Namespace) -> frozenset[Kind] | None:
    """Return the kinds of files that were asked for; None where nothing was said of them."""
    if options.all:
        return frozenset(Kind)
    return frozenset(map(Kind, options.only)) if options.only else None


def _refuse_parts(selection: Selection, only: Iterable[str]) -> None:
    """Refuse to make a unit alone into what is made of whole courses. Raises UsageError."""
    for kind in only:
        if kind in OF_COURSE and selection.units:
            course, unit = min(selection.units)
            raise UsageError(
                f'A {kind} is made of a whole course, and "{unit}" is one unit of it.\n'
                f"To make that of its course: {prog()} --only {kind} {course}"
            )


def _limits(options: argparse.Namespace) -> Limits:
    """Return how much a unit may take."""
    seconds, megabytes = options.time_limit, options.memory_limit
    found = STANDARD if seconds is None else replace(STANDARD, seconds=seconds)
    return found if megabytes is None else replace(found, memory=megabytes * 1_000_000)


def _setup(options: argparse.Namespace) -> Mapping[str, object]:
    given = {name: getattr(options, name, None) for name in SETUP}
    return {name: value for name, value in given.items() if value is not None}


def _given_brand(name: str | None) -> Brand | None:
    """Return the brand that was typed, wherever it stands. Raises UsageError."""
    if name is None:
        return None
    from lessonpress.building.reading import brands

    path = Path.cwd() / name
    try:
        if not sources.exists(path):
            raise brands.NoBrand(f'There is no file or folder "{name}".')
        return brands.read(path, name)
    except brands.NoBrand as refusal:
        raise UsageError("\n".join(filter(None, (refusal.message, refusal.hint)))) from refusal


def _exit_code(report: BuildReport, strict: bool) -> int:
    if report.interrupted:
        return INTERRUPTED
    if report.faults:
        return MACHINE_FAULT
    failing = report.count(Severity.ERROR) + strict * report.count(Severity.WARNING)
    return CONTENT_ERRORS if failing else GOOD


# --- brand ---------------------------------------------------------------------------------------


def _brand(options: argparse.Namespace, printer: Printer) -> int:
    """Tell what a template offers, and write a deck of every kind of slide for looking at."""
    from lessonpress.building import tools
    from lessonpress.building.keeping import writing
    from lessonpress.building.proof import examine
    from lessonpress.cli.brand import lines

    brand = _given_brand(options.file)
    assert brand is not None
    here = _of_build_py() or sources.find_project(Path.cwd()) or Path.cwd()
    found = examine(brand, tools.bundle(here))
    printer.diagnostics(found.diagnostics)
    if not found.deck:
        return CONTENT_ERRORS
    for line in lines(found):
        printer.line(line)
    proof = here / OUTPUT / f"{Path(options.file).stem}-proof.pptx"
    writing.write_whole(proof, found.deck)
    printer.line(f"\nLook at every kind of slide in {proof.relative_to(here)}.")
    return GOOD


# --- new and clean -------------------------------------------------------------------------------


def _new(options: argparse.Namespace, printer: Printer) -> int:
    from lessonpress.building.reading import starting

    make = {"course": _new_course, "unit": _new_unit}[options.thing]
    try:
        project, written = make(options)
    except starting.RefusedError as error:
        raise UsageError(f"{error}\n{error.hint}") from error
    for path in written:
        printer.line(f"Wrote {path.relative_to(project).as_posix()}")
    printer.line(f"Edit it, then run: {prog()}")
    return GOOD


def _new_course(options: argparse.Namespace) -> tuple[Path, tuple[Path, ...]]:
    from lessonpress.building.reading import starting

    here = Path.cwd()
    project = _of_build_py() or sources.find_project(here) or here
    return project, starting.new_course(project, options.name)


def _new_unit(options: argparse.Namespace) -> tuple[Path, tuple[Path, ...]]:
    from lessonpress.building.reading import starting

    project = _project()
    course = _chosen_course(options.course, sources.list_courses(project))
    return project, starting.new_unit(project, course, options.name)


def _chosen_course(
    name: str | None, courses: tuple[sources.CourseFolder, ...]
) -> sources.CourseFolder:
    """Return the course a new unit goes to: named, stood in, or the only one there is."""
    by_name = {course.name: course for course in courses}
    here = [c for c in courses if Path.cwd().is_relative_to(c.folder.resolve())]
    if name is None and (here or len(courses) == 1):
        return (*here, *courses)[0]
    chosen = by_name.get(Path(name or "").name)
    if chosen:
        return chosen
    raise UsageError(_no_course(name, list(by_name)))


def _no_course(name: str | None, known: list[str]) -> str:
    if not known:
        return f'There is no course yet.\nBegin one: {prog()} new course "My course"'
    listed = "The courses are: " + ", ".join(known)
    if name is None:
        return f"Which course is it for? Add --course NAME.\n{listed}"
    return f'There is no course "{name}".\n{did_you_mean(name, known) or listed}'


def _clean(options: argparse.Namespace, printer: Printer) -> int:
    report = clean(_project() / OUTPUT, printer.waits)
    printer.cleaned(report, OUTPUT)
    return MACHINE_FAULT if report.faults else GOOD


_COMMANDS: Mapping[str, Callable[[argparse.Namespace, Printer], int]] = MappingProxyType(
    {"build": _build, "check": _check, "new": _new, "brand": _brand, "clean": _clean}
)
