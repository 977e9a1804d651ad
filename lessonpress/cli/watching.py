"""Building again whenever something is saved."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import replace
from pathlib import Path

from lessonpress.building.faults import MachineFault, fault_of
from lessonpress.building.planning.plan import Request
from lessonpress.building.products import OF_COURSE
from lessonpress.building.reading.bundle import TEMPLATES
from lessonpress.building.reading.selection import Selection, affected, narrowed
from lessonpress.building.reading.sources import BRANDS, CONTENT
from lessonpress.building.report import BuildReport
from lessonpress.building.run import build
from lessonpress.building.steps import Steps
from lessonpress.cli import GOOD
from lessonpress.cli.printing import Printer
from lessonpress.cli.progress import showing

# How long to wait for a change before looking whether to stop, in milliseconds.
_WAIT = 250


def watch(
    project: Path,
    output: Path,
    request: Callable[[], Request],
    ready: Callable[[], AbstractContextManager[Steps]],
    printer: Printer,
) -> int:
    """Build, then again what has changed, until Ctrl-C; processes stay warm in between.

    What is requested is asked for each time: a brand that was typed may have changed.
    """
    first = request()
    with suppress(KeyboardInterrupt), ExitStack() as held:
        steps: Steps | None = None
        last = BuildReport()
        for changed, renew in _changes(project, first):
            whole = bool(first.kinds and first.kinds & OF_COURSE)
            selection = changed.of_whole_courses() if whole else changed
            try:
                if renew or steps is None:
                    held.close()
                    steps = held.enter_context(ready())
                again = replace(request(), selection=selection)
                with showing(printer.quiet) as progress:
                    report = build(project, output, again, steps, progress)
                last = report.after(last, selection)
                _tell(last, output, printer)
                if last.interrupted:
                    break
            except MachineFault as stop:
                printer.fault(stop.fault)
            except OSError as error:
                printer.fault(fault_of(error, error.filename or "A file", "read"))
    printer.line("Stopped watching.")
    return GOOD


def _tell(report: BuildReport, output: Path, printer: Printer) -> None:
    printer.report(report, output.name)
    if not printer.quiet and not report.interrupted:
        printer.line("Watching for changes; Ctrl-C stops.")


def _changes(project: Path, request: Request) -> Iterator[tuple[Selection, bool]]:
    """Yield what to build and whether the templates are new; first of all, what was asked for."""
    import watchfiles

    asked = request.selection
    folders = [p for p in (project / CONTENT, project / TEMPLATES, project / BRANDS) if p.is_dir()]
    typed = {Path(path) for path in request.brand.reads} if request.brand else set[Path]()
    places = [*folders, *sorted(typed)]
    first = True
    # The first batch comes empty when the watching has begun: what is saved while the first build
    # runs is in the second.
    for batch in watchfiles.watch(*places, rust_timeout=_WAIT, yield_on_timeout=True):
        paths = [_from_project(path, project) for _, path in batch]
        brand = any({Path(path), Path(path).parent} & typed for _, path in batch)
        selection = asked if first or brand else narrowed(asked, affected(paths))
        if selection:
            yield selection, first or any(path.startswith(f"{TEMPLATES}/") for path in paths)
        first = False


def _from_project(path: str, project: Path) -> str:
    found = Path(path)
    inside = found.relative_to(project) if found.is_relative_to(project) else found
    return unicodedata.normalize("NFC", inside.as_posix())
