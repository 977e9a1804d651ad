"""Removing what was built, and nothing else."""

from __future__ import annotations

from pathlib import Path

from lessonpress.building.faults import Fault, MachineFault
from lessonpress.building.outputs import Outputs
from lessonpress.building.report import BuildReport, Move


def clean(output: Path) -> BuildReport:
    """Remove every recorded output; one that somebody edited is moved to `.edited/`."""
    removed: list[str] = []
    moved: list[Move] = []
    faults: list[Fault] = []
    outputs = Outputs(output)
    for path in outputs.recorded:
        try:
            moved_to = outputs.remove(path)
        except MachineFault as stop:
            faults.append(stop.fault)
        else:
            moved += [Move(path, moved_to)] if moved_to else []
            removed += [] if moved_to else [path]
    try:
        outputs.sweep()
        outputs.finish()
    except MachineFault as stop:
        faults.append(stop.fault)
    return BuildReport(removed=tuple(removed), moved=tuple(moved), faults=tuple(faults))
