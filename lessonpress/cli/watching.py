"""Building again whenever something is saved."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

from lessonpress.building.bundle import TEMPLATES
from lessonpress.building.faults import MachineFault, fault_of
from lessonpress.building.plan import Request
from lessonpress.building.products import OF_COURSE
from lessonpress.building.report import BuildReport
from lessonpress.building.run import build
from lessonpress.building.selection import Selection, affected, narrowed
from lessonpress.building.sources import BRANDS, CONTENT
from lessonpress.building.steps import Steps
from lessonpress.building.tools import ready
from lessonpress.cli import GOOD
from lessonpress.cli.printing import Printer
from lessonpress.cli.progress import showing

# How long to wait for a change before looking whether to stop, in milliseconds.
_WAIT = 250


def watch(project: Path, output: Path, request: Request, jobs: int | None, printer: Printer) -> int:
    """Build, then again what has changed, until Ctrl-C; processes stay warm in between."""
    with suppress(KeyboardInterrupt), ExitStack() as held:
        steps: Steps | None = None
        last = BuildReport()
        for changed, renew in _changes(project, request.selection):
            whole = bool(request.kinds and request.kinds & OF_COURSE)
            selection = changed.of_whole_courses() if whole else changed
            try:
                if renew or steps is None:
                    held.close()
                    steps = held.enter_context(ready(project, jobs))
                again = replace(request, selection=selection)
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


def _changes(project: Path, asked: Selection) -> Iterator[tuple[Selection, bool]]:
    """Yield what to build and whether the templates are new; first of all, what was asked for."""
    import watchfiles

    places = [p for p in (project / CONTENT, project / TEMPLATES, project / BRANDS) if p.is_dir()]
    first = True
    # The first batch comes empty when the watching has begun: what is saved while the first build
    # runs is in the second.
    for batch in watchfiles.watch(*places, rust_timeout=_WAIT, yield_on_timeout=True):
        paths = [_from_project(path, project) for _, path in batch]
        selection = asked if first else narrowed(asked, affected(paths))
        if selection:
            yield selection, first or any(path.startswith(f"{TEMPLATES}/") for path in paths)
        first = False


def _from_project(path: str, project: Path) -> str:
    return unicodedata.normalize("NFC", Path(path).relative_to(project).as_posix())
