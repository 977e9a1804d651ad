"""A build that has something to do: its jobs given out, their files written, all of it told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf
from time import monotonic

from lessonpress.building.ending import Ending
from lessonpress.building.faults import MachineFault
from lessonpress.building.keeping.outputs import Outputs
from lessonpress.building.planning.ground import Ground
from lessonpress.building.planning.plan import Artifact
from lessonpress.building.planning.survey import Surveyor
from lessonpress.building.preparing import Preparation
from lessonpress.building.reading.loading import Library
from lessonpress.building.report import BuildReport
from lessonpress.building.shelf import Shelf
from lessonpress.building.standing import Whole
from lessonpress.building.steps import Progress, Steps
from lessonpress.building.tally import Tally
from lessonpress.building.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Making:
    """Everything that a build works with; `before` is what it may stand on."""

    whole: Whole
    before: Ground
    outputs: Outputs
    library: Library
    surveyor: Surveyor
    steps: Steps

    def make(self, progress: Progress, begun: float) -> BuildReport:
        """Make what is planned; `begun` is when the build began, as `monotonic` has it."""
        whole, survey = self.whole, self.whole.survey
        keep = self.outputs if whole.request.write else None
        tally = Tally.of(_longest_first(whole.plan.artifacts, self.before), keep, progress)
        shelf = Shelf(survey, self.surveyor, self.library)
        versions = survey.machine.versions
        preparation = Preparation(whole.request, self.steps, survey.look, versions)
        standing = frozenset(each.path for each in whole.plan.standing)
        tasks = Tasks(shelf, preparation, self.outputs, tally, standing)
        done = self._run(tasks, tally)
        after = survey.ground(self.before, self.surveyor.seen, tasks.found)
        ending = Ending(whole, self.before, after, shelf, self.steps, tally)
        if keep:
            ending.write(whole=done)
        if self.steps.cache:
            self.steps.cache.trim()
        return ending.report(monotonic() - begun)

    def _run(self, tasks: Tasks, tally: Tally) -> bool:
        """Do the jobs; say whether all are done."""
        try:
            if self.whole.plan.artifacts:
                self._work(tasks, tally)
        except MachineFault as stop:
            tally.note(stop.fault)
            return False
        except KeyboardInterrupt:
            tally.interrupted = True
            return False
        return True

    def _work(self, tasks: Tasks, tally: Tally) -> None:
        if tally.keep:
            tally.keep.sweep()
        for artifact, result in self.steps.work(tasks.draw()):
            tasks.take(artifact, result)


def _longest_first(artifacts: Iterable[Artifact], before: Ground) -> list[Artifact]:
    """Return files unit after unit, those first that took longest last time, or are new.

    So no core is left with a long unit when the others are done. What is made of whole courses
    keeps its place behind them: it holds all of their units at once.
    """
    taken = {source: unit.seconds for source, unit in before.units.items()}

    def seconds(artifact: Artifact) -> float:
        return 0.0 if artifact.product.of_course else taken.get(artifact.source, inf)

    return sorted(artifacts, key=seconds, reverse=True)
