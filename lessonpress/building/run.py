"""Building: the disk surveyed, a plan made, and its jobs done if there are any; and cleaning.

Prints nothing: it tells its progress to a callback and returns a report. Where nothing has changed
since the last build, next to nothing is imported.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from time import monotonic, time_ns
from typing import TYPE_CHECKING

from lessonpress.building.faults import MachineFault
from lessonpress.building.keeping import record
from lessonpress.building.keeping.lock import alone, untold_wait
from lessonpress.building.keeping.outputs import Outputs
from lessonpress.building.planning import ground
from lessonpress.building.planning.ground import Ground
from lessonpress.building.planning.plan import INDEX, Request, make_plan
from lessonpress.building.planning.survey import Sources, Surveyor, survey
from lessonpress.building.report import BuildReport, Move
from lessonpress.building.standing import Whole
from lessonpress.building.steps import Progress, Steps, untold

if TYPE_CHECKING:
    from lessonpress.building.reading.loading import Library


@dataclass(frozen=True, slots=True)
class _Beginning:
    """What was found before anything is made; `recorded` is how the record stood on the disk."""

    whole: Whole
    before: Ground
    outputs: Outputs
    surveyor: Surveyor
    library: Callable[[], Library]
    recorded: object

    @property
    def stands(self) -> bool:
        """Whether there is nothing at all to do."""
        after = self.whole.survey.ground(self.before, self.surveyor.seen, {})
        return self.whole.stands(self.before, after, self.outputs)

    @property
    def holds(self) -> bool:
        """Whether no other build has written here since."""
        return self.recorded == record.seen(self.outputs.folder)


def build(
    project: Path,
    output: Path,
    request: Request,
    steps: Steps,
    progress: Progress = untold,
) -> BuildReport:
    """Build what is asked for, or find out what is wrong with it and write nothing.

    Raises OSError where content/ cannot be read at all, and KeyboardInterrupt only before the
    first job: later, what is finished is kept and the report says `interrupted`.
    """
    begun = monotonic()
    found = _begin(project, output, request, steps)
    if found.stands:
        return _nothing_done(found, begun)
    with steps.alone(output) if request.write else nullcontext():
        if not found.holds:  # another build has made something here meanwhile
            found = _begin(project, output, request, steps)
        return _nothing_done(found, begun) if found.stands else _make(found, steps, progress, begun)


def _begin(project: Path, output: Path, request: Request, steps: Steps) -> _Beginning:
    recorded = record.seen(output)
    before, outputs = ground.load(output), Outputs(output, force=request.force)

    @cache
    def library() -> Library:
        from lessonpress.building.reading.loading import Library

        return Library(project, steps.reading, request.brand, steps.read_unit)

    surveyor = Surveyor(project, before, time_ns())
    sources = Sources(library, lambda: steps.templates(project))
    found = survey(project, outputs, before, sources, surveyor)
    plan = make_plan(found.sketches, request, outputs.recorded, found.standing)
    whole = Whole(request, found, plan, output)
    return _Beginning(whole, before, outputs, surveyor, library, recorded)


def _nothing_done(found: _Beginning, begun: float) -> BuildReport:
    said = (*found.whole.survey.stray, *found.whole.said(found.before))
    return _with_edits(found.whole.report(said, monotonic() - begun), found)


def _make(found: _Beginning, steps: Steps, progress: Progress, begun: float) -> BuildReport:
    from lessonpress.building.making import Making

    making = Making(
        found.whole, found.before, found.outputs, found.library(), found.surveyor, steps
    )
    return _with_edits(making.make(progress, begun), found)


def _with_edits(report: BuildReport, found: _Beginning) -> BuildReport:
    """Return a report that names the edited files beside which others were built."""
    plan, outputs = found.whole.plan, found.outputs
    looked = {path for each in (*plan.artifacts, *plan.standing) for path in each.outputs}
    looked |= {path for path in outputs.recorded if path.endswith(INDEX)}
    kept = sorted((path, new) for path, new in outputs.beside().items() if path in looked)
    return replace(report, beside=tuple(Move(path, new) for path, new in kept))


def clean(output: Path, waits: Callable[[], None] = untold_wait) -> BuildReport:
    """Remove every recorded output; one that somebody edited is moved to `.edited/`."""
    if not output.is_dir():
        return BuildReport()
    with alone(output, waits):
        return _clean(output)


def _clean(output: Path) -> BuildReport:
    from lessonpress.building.tally import Tally

    outputs = Outputs(output)
    tally = Tally.of((), outputs)
    tally.remove(list(outputs.recorded), outputs)
    try:
        outputs.sweep()
        outputs.finish()
    except MachineFault as stop:
        tally.note(stop.fault)
    return BuildReport(
        removed=tuple(tally.removed), moved=tuple(tally.moved), faults=tuple(tally.faults)
    )
