"""Building: the disk surveyed, a plan made, and its jobs done if there are any; and cleaning.

Prints nothing: it tells its progress to a callback and returns a report. Where nothing has changed
since the last build, next to nothing is imported.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from time import monotonic, time_ns
from typing import TYPE_CHECKING

from lessonpress.building import ground
from lessonpress.building.faults import MachineFault
from lessonpress.building.outputs import Outputs
from lessonpress.building.plan import Request, make_plan
from lessonpress.building.report import BuildReport
from lessonpress.building.standing import Whole
from lessonpress.building.steps import Progress, Steps, untold
from lessonpress.building.survey import Sources, Surveyor, survey

if TYPE_CHECKING:
    from lessonpress.building.loading import Library


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
    begun, before, outputs = monotonic(), ground.load(output), Outputs(output)

    @cache
    def library() -> Library:
        from lessonpress.building.loading import Library

        return Library(project, steps.reading, request.brand)

    surveyor = Surveyor(project, before, time_ns())
    sources = Sources(library, lambda: steps.templates(project))
    found = survey(project, outputs, before, sources, surveyor)
    plan = make_plan(found.sketches, request, outputs.recorded, found.standing)
    whole, after = Whole(request, found, plan, output), found.ground(before, surveyor.seen, {})
    if whole.stands(before, after, outputs):
        return whole.report((*found.stray, *whole.said(before)), monotonic() - begun)
    from lessonpress.building.making import Making

    making = Making(whole, before, outputs, library(), surveyor, steps)
    return making.make(progress, begun)


def clean(output: Path) -> BuildReport:
    """Remove every recorded output; one that somebody edited is moved to `.edited/`."""
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
