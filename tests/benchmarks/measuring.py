"""What a command costs: seconds on the clock and of processors, and memory; its children's too.

Figures are ratios of costs that were taken one after the other, in one run: what a machine does
besides weighs on both. Seconds of processors are the steadier of the two.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

# How often memory is looked at, in seconds: what a page needs stays for longer.
_INTERVAL = 0.1


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock and of processors; the most memory at one moment, in bytes."""

    wall: float
    cpu: float
    memory: int = 0

    def __add__(self, other: Cost) -> Cost:
        """Return the cost of one after the other."""
        memory = max(self.memory, other.memory)
        return Cost(self.wall + other.wall, self.cpu + other.cpu, memory)


def of(*commands: Sequence[str], at: Path, memory: bool = False, **environment: str) -> Cost:
    """Return what commands cost that run at the same time. Raises RuntimeError where one fails."""
    begun = time.perf_counter()
    running = [_started(command, at, environment) for command in commands]
    watch = _Memory([each.pid for each in running]) if memory else None
    used = [_end(process) for process in running]
    wall = time.perf_counter() - begun
    return Cost(wall, sum(used), watch.end() if watch else 0)


def _started(
    command: Sequence[str], at: Path, environment: dict[str, str]
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        cwd=at,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def _end(process: subprocess.Popen[bytes]) -> float:
    """Wait for a process; return the seconds that it and its children used of processors."""
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.stderr.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{process.args!r} ended with {process.returncode}: {said.decode()}")
    return used.ru_utime + used.ru_stime


def best(measure: Callable[[], Cost], times: int) -> Cost:
    """Return the least of several costs, each on its own scale."""
    costs = [measure() for _ in range(times)]
    return Cost(min(c.wall for c in costs), min(c.cpu for c in costs), max(c.memory for c in costs))


def pairs(times: int, *measures: Callable[[], Cost]) -> tuple[Cost, ...]:
    """Return the middle costs of several things that take turns, so that noise weighs on all."""
    rounds = [[measure() for measure in measures] for _ in range(times)]
    return tuple(_middle(costs) for costs in zip(*rounds, strict=True))


def _middle(costs: Iterable[Cost]) -> Cost:
    costs = tuple(costs)
    wall, cpu = (statistics.median(getattr(c, name) for c in costs) for name in ("wall", "cpu"))
    return Cost(wall, cpu, max(cost.memory for cost in costs))


# --- memory --------------------------------------------------------------------------------------


class _Memory:
    """Looks again and again at the memory of processes and all their children (Linux)."""

    def __init__(self, processes: Sequence[int]) -> None:
        self._processes, self._most, self._over = processes, 0, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> int:
        """Return the most memory that they had together; what they share counts once."""
        self._over.set()
        self._thread.join()
        return self._most

    def _look(self) -> None:
        while not self._over.wait(_INTERVAL):
            family = (each for process in self._processes for each in _family(process))
            self._most = max(self._most, sum(map(_proportional, family)))


def _family(process: int) -> Iterable[int]:
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text("utf-8").split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _proportional(process: int) -> int:
    """Return a process' memory in bytes, of what it shares its part alone."""
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text("utf-8")
    except OSError:  # it has ended, or this is no Linux
        return 0
    return (
        next((int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")), 0)
        * 1024
    )
