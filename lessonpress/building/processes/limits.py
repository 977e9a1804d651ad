"""How much time and memory a unit may take, and how much of both a process has taken.

Time is limited on every system: that of the processor on Linux, so that a busy machine stops
nobody, and that of the clock elsewhere. Memory is limited on Linux alone, where a process can be
asked how much it has.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from types import MappingProxyType
from typing import Literal

from lessonpress.diagnostics import Diagnostic, error
from lessonpress.spans import Span

Kind = Literal["time", "memory"]

# Where the processor's time is counted, a process that only waits is given up by the clock.
_PATIENCE = 10
# Libraries reserve more than they use: so much more may be asked for than may be used.
_RESERVED = 2
# A page of print has about as many lines of source.
_LINES_PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take: `seconds`, and more for each page it may have; `memory` in bytes."""

    seconds: float = 60.0
    seconds_per_page: float = 1.0
    memory: int = 1_000_000_000

    def seconds_for(self, lines: int) -> float:
        """Return how long what is made from so many lines of source may take."""
        return self.seconds + self.seconds_per_page * lines / _LINES_PER_PAGE

    def hold(self) -> None:
        """Refuse this process, from now on, memory far beyond what it may have.

        The hard limit is the machine's to set: it stays, and what is asked for stays within it.
        """
        if sys.platform == "linux":
            import resource

            soft, hard = resource.getrlimit(resource.RLIMIT_AS)
            known = [limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY]
            most = min([self.memory * _RESERVED, *known])
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))


STANDARD = Limits()


class Meter:
    """Says when a process has taken too much for what it was given at this moment."""

    def __init__(self, process: int, limits: Limits, lines: int) -> None:
        self._process, self._memory = process, limits.memory
        self._seconds, self._began = limits.seconds_for(lines), monotonic()
        self._counts = processor_time(process) is not None
        self._before = processor_time(process) or 0.0

    def exceeded(self) -> Kind | None:
        """Return what there is too little of."""
        if (memory_of(self._process) or 0) > self._memory:
            return "memory"
        taken, most = monotonic() - self._began, self._seconds
        if not self._counts:
            return "time" if taken > most else None
        used = (processor_time(self._process) or 0.0) - self._before
        return "time" if used > most or taken > most * _PATIENCE else None


def processor_time(process: int) -> float | None:
    """Return the seconds that a process has had of the processor; None where it is not known."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("ascii", "replace").rpartition(")")[2]
        ticks = sum(map(int, fields.split()[11:13]))  # utime and stime: proc(5)
        return ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError):
        return None


def memory_of(process: int) -> int | None:
    """Return how many bytes of memory a process has; None where it is not known."""
    try:
        pages = Path(f"/proc/{process}/statm").read_text("ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return None


_CODES: Mapping[Kind, str] = MappingProxyType({"time": "unit-too-slow", "memory": "unit-too-large"})


def has_stopped(complaints: Iterable[Diagnostic]) -> bool:
    """Say whether something was stopped, so that there is no sense in going on with its unit."""
    return any(complaint.code in _CODES.values() for complaint in complaints)


def stopped(kind: Kind, doing: str, span: Span) -> Diagnostic:
    """Complain of what was stopped while it was `doing` something ("Making the handout")."""
    taken = {"time": "takes too long", "memory": "takes too much memory"}[kind]
    option = {"time": "--time-limit", "memory": "--memory-limit"}[kind]
    hint = (
        "Look for something huge in this unit or its brand: a picture, a table, marks by the "
        f"thousand. If it is meant so, allow more with {option}."
    )
    return error(_CODES[kind], span, f"{doing} {taken}, so it was stopped.", hint)
