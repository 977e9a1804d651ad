"""What a build did, as data; `cli` prints it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lessonpress.building.faults import Fault
from lessonpress.diagnostics import Diagnostic, Severity, in_order

if TYPE_CHECKING:
    from lessonpress.building.keeping.outputs import State
    from lessonpress.building.reading.selection import Selection


@dataclass(frozen=True, slots=True)
class Built:
    """One output, by its path below the output folder; `size` in bytes.

    It was `written`, made again and found the `same`, or not even made again but `kept`.
    """

    path: str
    unit: str
    size: int
    state: State


@dataclass(frozen=True, slots=True)
class Move:
    """An output that somebody had edited, and where it, or what was built, went instead.

    Both are paths below output/.
    """

    path: str
    to: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Why a file was made: what had changed, by the names that a key has for it.

    It may also be "new" or "missing"; a file that stood as it was has no reason.
    """

    path: str
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildReport:
    """Everything there is to say about a build.

    `standing` are the outputs that were not even looked into, since nothing that they are made from
    has changed. `beside` are those that somebody edited and that were left as they are, with what
    was built instead. `failed` names the units, and the courses, that were left alone for their
    errors; `unwritten` the outputs that the machine did not let us make; `stale` the files made on
    request that are older than what was written of their units; `shared` counts the files
    that came from the cache.
    """

    courses: int = 0
    units: int = 0
    built: tuple[Built, ...] = ()
    standing: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: tuple[Move, ...] = ()
    beside: tuple[Move, ...] = ()
    failed: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    unwritten: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    faults: tuple[Fault, ...] = ()
    shared: int = 0
    seconds: float = 0.0
    interrupted: bool = False

    def count(self, severity: Severity) -> int:
        """Return how many diagnostics are of this severity."""
        return sum(d.severity is severity for d in self.diagnostics)

    def after(self, earlier: BuildReport, built: Selection) -> BuildReport:
        """Return this report with what an earlier one says of what was not built again."""
        standing = (d for d in earlier.diagnostics if not built.covers(d.span.path))
        failed = (name for name in earlier.failed if not built.covers(_source(name)))
        return replace(
            self,
            diagnostics=in_order((*self.diagnostics, *standing)),
            failed=tuple(sorted({*self.failed, *failed})),
        )


def _source(name: str) -> str:
    """Return the file that a unit (`course/unit`) or a course is made from."""
    return f"content/{name}.md" if "/" in name else f"content/{name}/course.yml"
