"""Reading units in a process of its own: one that never ends, or eats all memory, ends alone.

Nothing that a lesson holds (text, settings, data, pictures) is looked into anywhere else.
"""

from __future__ import annotations

import signal
from multiprocessing.connection import Connection

from lessonpress.building.faults import Fault
from lessonpress.building.processes.limits import Limits, stopped
from lessonpress.building.processes.process import INTERVAL, Process
from lessonpress.building.reading.loading import LoadedCourse, Unit, read_unit_whole
from lessonpress.building.reading.sources import UnitFile
from lessonpress.spans import Span


class ReadingApart:
    """Reads one unit after another in a process that is started when it is first needed."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: Process | None = None

    def __call__(self, file: UnitFile, course: LoadedCourse) -> Unit:
        """Return a unit, or what is wrong with it."""
        process = self._ready()
        process.give((file, course), _lines(file, course))
        while not process.connection.poll(INTERVAL):
            if kind := process.exceeded():
                self.close()
                complaint = stopped(kind, "Reading this unit", Span(file.path, 1))
                return Unit(file.name, file.path, diagnostics=(complaint,))
        found = process.answer()
        if isinstance(found, Fault):
            return Unit(file.name, file.path, fault=found.at(file.path))
        assert isinstance(found, Unit)
        return found

    def close(self) -> None:
        """End the process."""
        if self._process:
            self._process.end()
            self._process = None

    def _ready(self) -> Process:
        if self._process is None or self._process.ended:
            self._process = Process(serve, limits=self._limits)
        return self._process


def _lines(file: UnitFile, course: LoadedCourse) -> int:
    """Return about how many lines a unit has; how long it is, is looked at alone."""
    try:
        return (course.folder / file.path.rpartition("/")[2]).stat().st_size // 50
    except OSError:
        return 0


def serve(line: Connection, limits: Limits) -> None:
    """Read units until the line is closed. Runs in a process of its own."""
    from lessonpress.building.tools import our_reading

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    limits.hold()
    reading = our_reading()
    while True:
        try:
            file, course = line.recv()
        except (EOFError, OSError):
            return
        line.send(read_unit_whole(reading, file, course))
