"""What earlier builds found out of each unit: what its files were made of, and what was said.

It stands in output/.lessonpress/memory/, a file a unit, and may be thrown away at any time: all
that is lost is time. What was written, and must be known to keep hand edits safe, stands in the
record.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from lessonpress.building.keeping.record import FOLDER
from lessonpress.building.keeping.writing import write_whole
from lessonpress.diagnostics import Diagnostic, Severity
from lessonpress.spans import Span

PLACE = f"{FOLDER}/memory"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Key:
    """What a file is made of, as fingerprints: two with equal keys have equal bytes.

    `words` is of its lessons, `pictures` of what they show, `course` of the settings it prints,
    `told` of what it must know of other files. `look` is of templates, fonts and brand, `options`
    of how it is printed, `versions` of our code, Python and the libraries.
    """

    words: str
    pictures: str
    course: str
    told: str
    look: str
    options: str
    versions: str

    def unlike(self, other: Key) -> tuple[str, ...]:
        """Return the names of what is not the same in another."""
        names = (field.name for field in fields(Key))
        return tuple(name for name in names if getattr(self, name) != getattr(other, name))


@dataclass(frozen=True, slots=True)
class Remark:
    """A complaint, and the block it is about: that may stand on another line by now.

    `block` is an id, empty where the place is none of the unit's; the complaint's line is so many
    `lines` below the block's first.
    """

    complaint: Diagnostic
    block: str = ""
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Making:
    """How a file was last made: of what, with what result, in how many seconds."""

    key: Key
    sha256: str
    remarks: tuple[Remark, ...] = ()
    length: int = 0
    continued: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class UnitMemory:
    """What is known of a unit: how its files were made, by the first place that each goes to."""

    makings: Mapping[str, Making] = field(default_factory=dict)


NOTHING = UnitMemory()


def load(output: Path, source: str) -> UnitMemory:
    """Read what is remembered of a unit (`course/unit`); of a damaged file nothing is."""
    try:
        told = json.loads(_file(output, source).read_bytes())
        return _memory(told) if told["format"] == FORMAT else NOTHING
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return NOTHING


def save(output: Path, source: str, memory: UnitMemory) -> None:
    """Write what is known of a unit. Raises OSError."""
    makings = {path: asdict(made) for path, made in memory.makings.items()}
    told = {"format": FORMAT, "makings": makings}
    write_whole(_file(output, source), json.dumps(told).encode())


def forget(output: Path, source: str) -> None:
    """Remove what is remembered of a unit that is gone. Raises OSError."""
    _file(output, source).unlink(missing_ok=True)


def _file(output: Path, source: str) -> Path:
    return output / PLACE / f"{source}.json"


# --- to JSON and back ----------------------------------------------------------------------------


def _memory(told: dict[str, Any]) -> UnitMemory:
    makings = {path: making(made) for path, made in told["makings"].items()}
    return UnitMemory(makings)


def making(told: dict[str, Any]) -> Making:
    """Return how a file was made, as `asdict` tells it; TypeError and such where it is damaged."""
    remarks = tuple(_remark(each) for each in told.get("remarks", ()))
    return Making(**{**told, "key": Key(**told["key"]), "remarks": remarks})


def _remark(told: dict[str, Any]) -> Remark:
    return Remark(**{**told, "complaint": _complaint(told["complaint"])})


def _complaint(told: dict[str, Any]) -> Diagnostic:
    span = Span(**told["span"])
    return Diagnostic(**{**told, "severity": Severity(told["severity"]), "span": span})
