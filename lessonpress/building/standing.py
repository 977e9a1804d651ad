"""What there is to say of courses, and of units that were not looked into."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lessonpress.building.keeping import memory
from lessonpress.building.keeping.outputs import Outputs
from lessonpress.building.planning.ground import Ground
from lessonpress.building.planning.plan import Plan, Request, Sketch, index_of
from lessonpress.building.planning.survey import Survey
from lessonpress.building.report import BuildReport
from lessonpress.diagnostics import Diagnostic, in_order


@dataclass(frozen=True, slots=True)
class Whole:
    """A planned build: what was asked for, and what the disk was found to hold."""

    request: Request
    survey: Survey
    plan: Plan
    output: Path

    @property
    def touched(self) -> tuple[Sketch, ...]:
        """The courses that are asked for, or of which a unit is."""
        touches = self.request.selection.touches
        return tuple(course for course in self.survey.sketches if touches(course.name))

    def stands(self, before: Ground, after: Ground, outputs: Outputs) -> bool:
        """Say whether there is nothing at all to do, not even to remember."""
        pages = (index_of(course.name) for course in self.touched)
        idle = not (self.plan.artifacts or self.plan.orphans or self.survey.loaded)
        return idle and before == after and all(map(outputs.is_intact, pages))

    def said(self, ground: Ground) -> Iterator[Diagnostic]:
        """Yield what is known to be wrong with courses, and with units that stand."""
        for course in self.touched:
            yield from self.survey.complaints[course.name]
        sources = {source for artifact in self.plan.standing for source in artifact.sources}
        for source in sorted(sources & ground.units.keys()):
            yield from ground.units[source].complaints
        for artifact in self.plan.standing:
            if artifact.product.of_course:
                known = memory.load(self.output, artifact.source).makings.get(artifact.path)
                yield from (remark.complaint for remark in (known.remarks if known else ()))

    def report(self, diagnostics: tuple[Diagnostic, ...], seconds: float) -> BuildReport:
        """Return what there is to say where nothing was done."""
        has = self.request.selection.has
        good = [course for course in self.touched if not course.failed]
        return BuildReport(
            courses=len(self.touched),
            units=sum(has(course.name, unit) for course in good for unit in course.units),
            standing=tuple(path for each in self.plan.standing for path in each.outputs),
            diagnostics=in_order(diagnostics),
            seconds=seconds,
        )
