"""The end of a build: what has no source goes, the courses' pages are made, and all is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lessonpress.building import ground, index
from lessonpress.building.faults import MachineFault, fault_of
from lessonpress.building.ground import Brief, Ground
from lessonpress.building.outputs import Outputs
from lessonpress.building.plan import Plan, Request, Sketch, index_of
from lessonpress.building.report import BuildReport
from lessonpress.building.shelf import Shelf
from lessonpress.building.steps import Steps
from lessonpress.building.survey import Survey
from lessonpress.building.tally import Tally
from lessonpress.diagnostics import in_order


@dataclass(frozen=True, slots=True)
class Ending:
    """A build whose jobs are done; `before` is what it stood on, `after` the next may."""

    plan: Plan
    survey: Survey
    before: Ground
    after: Ground
    shelf: Shelf
    request: Request
    steps: Steps
    tally: Tally

    # --- files -----------------------------------------------------------------------------------

    def write(self, *, whole: bool) -> None:
        """Save what is known and, after a `whole` build, bring the output folder in order."""
        outputs = self.tally.keep
        assert outputs is not None, "a check writes nothing"
        try:
            if whole:
                self.tally.remove(self.plan.orphans, outputs)
                self._write_pages(outputs)
            if outputs.recorded and self.after != self.before:
                ground.save(outputs.folder, self.after)
            if self.tally.built or self.tally.removed or self.tally.moved:
                outputs.close()
        except MachineFault as stop:
            self.tally.note(stop.fault)
        except OSError as error:
            self.tally.note(fault_of(error, ground.FILE))

    def _write_pages(self, outputs: Outputs) -> None:
        """Make the pages of courses that may have to change."""
        looked = {artifact.course for artifact in self.plan.artifacts} | self.survey.loaded.keys()
        looked |= {path.partition("/")[0] for path in self.plan.orphans}
        for course in self.survey.sketches:
            asked = self.request.selection.touches(course.name) and not course.failed
            if asked and (course.name in looked or not outputs.is_intact(index_of(course.name))):
                self._write_page(course, outputs)

    def _write_page(self, course: Sketch, outputs: Outputs) -> None:
        from lessonpress.templating import TemplateMistake

        settings = self.shelf.course(course.name).course
        briefs = dict(self._briefs(course))
        try:
            page = index.page(settings, course, briefs, outputs.size, self.steps.render)
        except TemplateMistake as mistake:
            self.tally.diagnostics.append(mistake.diagnostic)
        else:
            self.tally.write(index_of(course.name), page, course.name)

    def _briefs(self, course: Sketch) -> Iterator[tuple[str, Brief]]:
        for unit in course.units:
            known = self.after.units.get(f"{course.name}/{unit}")
            if known:
                yield unit, known.brief

    # --- what is told ----------------------------------------------------------------------------

    def tell_of_what_stands(self) -> None:
        """Note what is known of courses, and of units none of whose files was looked at."""
        for course in self._touched():
            self.tally.diagnostics += self.survey.complaints[course.name]
            if course.failed:
                self.tally.fail(course.name)
        sources = {source for artifact in self.plan.standing for source in artifact.sources}
        for source in sources & self.after.units.keys():
            self.tally.diagnostics += self.after.units[source].complaints

    def report(self, seconds: float) -> BuildReport:
        """Return everything there is to say."""
        tally, has = self.tally, self.request.selection.has
        good = [course for course in self._touched() if not course.failed]
        return BuildReport(
            courses=len(list(self._touched())),
            units=sum(has(course.name, unit) for course in good for unit in course.units),
            built=tuple(sorted(tally.built, key=lambda built: built.path)),
            standing=tuple(path for each in self.plan.standing for path in each.outputs),
            removed=tuple(tally.removed),
            moved=tuple(tally.moved),
            failed=tuple(sorted(tally.failed)),
            decisions=tuple(tally.decisions),
            unwritten=tuple(self._unwritten()),
            diagnostics=in_order(tally.diagnostics),
            faults=tuple(tally.faults),
            seconds=seconds,
            interrupted=tally.interrupted,
        )

    def _touched(self) -> Iterator[Sketch]:
        """Yield the courses that are asked for, or of which a unit is."""
        touches = self.request.selection.touches
        return (course for course in self.survey.sketches if touches(course.name))

    def _unwritten(self) -> Iterator[str]:
        """Yield the outputs that are missing from what was built, though their units are good."""
        if not (self.tally.keep and self.tally.faults):
            return
        built = {each.path for each in self.tally.built}
        for artifact in self.plan.artifacts:
            if not self.tally.failed.keys() & {artifact.source, *artifact.sources}:
                yield from (path for path in artifact.outputs if path not in built)
