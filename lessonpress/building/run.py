"""Building: the disk surveyed, a plan made, its jobs done, their files kept; and cleaning.

Prints nothing: it tells its progress to a callback and returns a report.
"""

from __future__ import annotations

from pathlib import Path
from time import monotonic, time_ns

from lessonpress.building import ground
from lessonpress.building.ending import Ending
from lessonpress.building.faults import MachineFault
from lessonpress.building.loading import Library
from lessonpress.building.outputs import Outputs
from lessonpress.building.plan import Plan, Request, make_plan
from lessonpress.building.preparing import Preparation
from lessonpress.building.report import BuildReport
from lessonpress.building.shelf import Shelf
from lessonpress.building.sources import stray_units
from lessonpress.building.steps import Progress, Steps, untold
from lessonpress.building.survey import Surveyor, survey
from lessonpress.building.tally import Tally
from lessonpress.building.tasks import Tasks


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
    begun, before = monotonic(), ground.load(output)
    outputs, library = Outputs(output), Library(project, steps.reading, request.brand)
    surveyor = Surveyor(project, before, time_ns())
    found = survey(project, outputs, before, library, surveyor)
    plan = make_plan(found.sketches, request, outputs.recorded, found.standing)
    tally = Tally.of(plan.artifacts, outputs if request.write else None, progress)
    tally.diagnostics += stray_units(project)
    shelf = Shelf(found, surveyor, library)
    preparation = Preparation(request, steps, found.look, found.machine.versions)
    tasks = Tasks(shelf, preparation, outputs, tally)
    whole = _run(plan, tasks, steps, tally)
    after = found.ground(before, surveyor.seen, tasks.found)
    end = Ending(plan, found, before, after, shelf, request, steps, tally)
    end.tell_of_what_stands()
    if tally.keep:
        end.write(whole=whole)
    return end.report(monotonic() - begun)


def _run(plan: Plan, tasks: Tasks, steps: Steps, tally: Tally) -> bool:
    """Do the jobs of a plan; say whether all are done."""
    try:
        if tally.keep and plan.artifacts:
            tally.keep.sweep()
        for artifact, result in steps.work(tasks.draw()):
            tasks.take(artifact, result)
    except MachineFault as stop:
        tally.note(stop.fault)
        return False
    except KeyboardInterrupt:
        tally.interrupted = True
        return False
    return True


def clean(output: Path) -> BuildReport:
    """Remove every recorded output; one that somebody edited is moved to `.edited/`."""
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
