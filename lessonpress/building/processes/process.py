"""A process of our own: started, given something to do, watched, and ended."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from lessonpress.building.faults import Fault, FaultKind
from lessonpress.building.processes.limits import Kind, Limits, Meter

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

# How often a process that is at work is looked at, in seconds.
INTERVAL = 0.2
# A process that was told to end and has not by then is killed; Ctrl-C must end within a second.
_PATIENCE = 0.5
_RETRY = "Perhaps memory ran out: close other programs, or build with --jobs 1."


class Process:
    """One process, and the line to it.

    It is spawned, never forked, and runs `serve(line, *arguments)`.
    """

    def __init__(self, serve: Callable[..., None], *arguments: Any, limits: Limits) -> None:
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.ended = False
        self._limits = limits
        self._meter: Meter | None = None
        self._process: SpawnProcess = context.Process(
            target=serve, args=(theirs, limits, *arguments), daemon=True
        )
        with _interrupts_held():
            self._process.start()
        theirs.close()

    def give(self, task: object, lines: int) -> None:
        """Give it something to do, which is made from so many lines of source."""
        assert self._process.pid is not None, "it was started"
        self._meter = Meter(self._process.pid, self._limits, lines)
        try:
            self.connection.send(task)
        except OSError:
            # It is dead, and whoever takes the answer is told.
            self._process.join(_PATIENCE)

    def exceeded(self) -> Kind | None:
        """Return what it takes too much of for what it was given."""
        if self._meter is None or self.connection.poll():
            return None
        return self._meter.exceeded()

    def answer(self) -> Any:
        """Return what it made, or the Fault that it is dead."""
        try:
            return self.connection.recv()
        except (EOFError, OSError):
            return self._death()

    def _death(self) -> Fault:
        self._process.join(_PATIENCE)
        code = self._process.exitcode
        self.end()
        message = f"the process that was making it ended unexpectedly ({_named(code)})."
        return Fault(message, _RETRY, kind=FaultKind.JOB)

    def end(self) -> None:
        """End it, whatever it does."""
        self.ended = True
        self.connection.close()
        self._process.terminate()
        self._process.join(_PATIENCE)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def _named(code: int | None) -> str:
    """Name the way a process ended: a signal as a negative number, or an exit code."""
    if code is not None and code < 0:
        return signal.Signals(-code).name
    return f"exit code {code}"


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Keep Ctrl-C from a process that is starting; for this one it is put off till the end."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
