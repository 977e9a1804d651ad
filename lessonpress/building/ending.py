"""The end of a build: what has no source goes, the courses' pages are made, and all is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lessonpress.building import index
from lessonpress.building.faults import MachineFault, fault_of
from lessonpress.building.keeping import memory
from lessonpress.building.keeping.edits import original
from lessonpress.building.keeping.outputs import Outputs
from lessonpress.building.planning import ground
from lessonpress.building.planning.ground import Brief, Ground
from lessonpress.building.planning.plan import Sketch, courses_own, index_of, twins
from lessonpress.building.report import BuildReport
from lessonpress.building.shelf import Shelf
from lessonpress.building.standing import Whole
from lessonpress.building.steps import Steps
from lessonpress.building.tally import Tally


@dataclass(frozen=True, slots=True)
class Ending:
    """A build whose jobs are done; `before` is what it stood on, `after` the next may."""

    whole: Whole
    before: Ground
    after: Ground
    shelf: Shelf
    steps: Steps
    tally: Tally

    # --- files -----------------------------------------------------------------------------------

    def write(self, *, whole: bool) -> None:
        """Save what is known and, where the `whole` build is done, bring the folder in order."""
        outputs = self.tally.keep
        assert outputs is not None, "a check writes nothing"
        try:
            if whole:
                gone = (*self.whole.plan.orphans, *outputs.superseded())
                self.tally.remove(dict.fromkeys(gone), outputs)
                self._write_pages(outputs)
            if outputs.recorded and self.after != self.before:
                ground.save(outputs.folder, self.after)
                for source in self.before.units.keys() - self.after.units.keys():
                    memory.forget(outputs.folder, source)
            if self.tally.built or self.tally.removed or self.tally.moved:
                outputs.close()
        except MachineFault as stop:
            self.tally.note(stop.fault)
        except OSError as error:
            self.tally.note(fault_of(error, ground.FILE))

    def _write_pages(self, outputs: Outputs) -> None:
        """Make the pages of courses that may have to change."""
        plan, survey = self.whole.plan, self.whole.survey
        looked = {artifact.course for artifact in plan.artifacts} | survey.loaded.keys()
        looked |= {path.partition("/")[0] for path in plan.orphans}
        for course in (each for each in self.whole.touched if not each.failed):
            if course.name in looked or not outputs.is_intact(index_of(course.name)):
                self._write_page(course, outputs)

    def _write_page(self, course: Sketch, outputs: Outputs) -> None:
        from lessonpress.templating import TemplateMistake

        settings = self.shelf.course(course.name).course
        briefs = dict(self._briefs(course))
        try:
            page = index.page(settings, course, briefs, outputs.versions, self.steps.render)
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

    def report(self, seconds: float) -> BuildReport:
        """Return everything there is to say."""
        tally, whole = self.tally, self.whole
        failed = {*tally.failed, *(course.name for course in whole.touched if course.failed)}
        about_cache = self.steps.cache.said() if self.steps.cache else ()
        said = (*whole.survey.stray, *whole.said(self.after), *tally.diagnostics, *about_cache)
        return replace(
            whole.report(said, seconds),
            built=tuple(sorted(tally.built, key=lambda built: built.path)),
            removed=tuple(tally.removed),
            moved=tuple(tally.moved),
            failed=tuple(sorted(failed)),
            decisions=tuple(tally.decisions),
            unwritten=tuple(self._unwritten()),
            stale=tuple(self._stale()),
            faults=tuple(tally.faults),
            shared=len(tally.shared),
            interrupted=tally.interrupted,
        )

    def _unwritten(self) -> Iterator[str]:
        """Yield the outputs that are missing from what was built, though their units are good."""
        if not (self.tally.keep and self.tally.faults):
            return
        built = {original(each.path) for each in self.tally.built}
        for artifact in self.whole.plan.artifacts:
            if not self.tally.failed.keys() & {artifact.source, *artifact.sources}:
                yield from (path for path in artifact.outputs if path not in built)

    def _stale(self) -> Iterator[str]:
        """Yield what is made on request, and is older than what was written of its units."""
        outputs = self.tally.keep
        written = {each.path: each.unit for each in self.tally.built if each.state == "written"}
        changed = {unit.partition("/")[0] for unit in written.values() if "/" in unit}
        looked = {path for each in self.whole.plan.artifacts for path in each.outputs}
        for course in self.whole.touched:
            own = courses_own(course) if course.name in changed else ()
            for path in (*own, *twins(course, written)):
                if outputs and path not in looked and outputs.versions(path):
                    yield path
