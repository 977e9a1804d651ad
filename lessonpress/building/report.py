"""What a build did, as data; `cli` prints it."""

from __future__ import annotations

from dataclasses import dataclass

from lessonpress.building.faults import Fault
from lessonpress.building.outputs import State
from lessonpress.diagnostics import Diagnostic, Severity


@dataclass(frozen=True, slots=True)
class Built:
    """One output, by its path below the output folder; `size` in bytes."""

    path: str
    unit: str
    size: int
    state: State


@dataclass(frozen=True, slots=True)
class Move:
    """An output that somebody had edited: from where to where it was moved, both below output/."""

    path: str
    to: str


@dataclass(frozen=True, slots=True)
class BuildReport:
    """Everything there is to say about a build. `failed` names the units that were not written."""

    courses: int = 0
    units: int = 0
    built: tuple[Built, ...] = ()
    removed: tuple[str, ...] = ()
    moved: tuple[Move, ...] = ()
    failed: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    faults: tuple[Fault, ...] = ()
    seconds: float = 0.0
    interrupted: bool = False

    def count(self, severity: Severity) -> int:
        """Return how many diagnostics are of this severity."""
        return sum(d.severity is severity for d in self.diagnostics)
