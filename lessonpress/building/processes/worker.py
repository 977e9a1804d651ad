"""Doing jobs in other processes, each with its own memory, libraries and fonts.

A job that crashes its process costs that job alone: the pool says so and starts another process.
(The standard library's pools give up altogether when one of their processes dies.)

Processes are spawned, never forked: the fonts must be chosen before WeasyPrint is imported.
"""

from __future__ import annotations

import gc
import logging
import os
import pickle
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile
from multiprocessing import connection
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import Generic, TypeVar

from lessonpress.building.faults import Fault, our_mistake
from lessonpress.building.jobs import Job, Result, perform
from lessonpress.building.processes.limits import STANDARD, Kind, Limits, stopped
from lessonpress.building.processes.pixels import Drawings
from lessonpress.building.processes.process import INTERVAL, Process
from lessonpress.building.processes.temporary import TemporaryFolder, write_fonts
from lessonpress.inputs import Inputs
from lessonpress.spans import Span

Tag = TypeVar("Tag")

Perform = Callable[[Job], Result]


def nothing(number: int) -> Iterator[None]:
    """Foresee nothing."""
    return iter(())


@dataclass(frozen=True, slots=True)
class Doing:
    """What processes do: jobs and, before there is one, what they `foresee`, a step at a time.

    That is told a number which processes have in a row.
    """

    perform: Perform = perform
    foresee: Callable[[int], Iterator[None]] = nothing


_BUNDLE = "bundle.pickle"
_FONTS_CONF = "fonts.conf"
_FONTS_HERE = "fonts"
_DRAWN = "drawn"

# What one process does, and what it foresees.
_Does = tuple[Perform, Callable[[], Iterator[None]]]

# How many processes are started before it is known how many there is work for.
_FORESEEN = 2

# After how many new objects Python looks for garbage: at its own 700, that is a tenth of all time.
_NEW_OBJECTS = 20_000


def cores() -> int:
    """Return how many jobs this machine does at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Pool:
    """Up to `size` processes that do jobs with one template bundle; a context manager.

    They are started when there is work for them, and stay until the pool is left, so that a
    second build finds them warm.
    """

    def __init__(
        self,
        bundle: Inputs,
        size: int,
        fontconfig: Callable[[str], str],
        doing: Doing = Doing(),
        limits: Limits = STANDARD,
    ) -> None:
        self._size, self._limits = max(1, size), limits
        self._doing = doing
        self._workers: list[_Worker] = []
        self._folder = TemporaryFolder()
        self._wardrobe = _Wardrobe(self._folder.path, bundle, fontconfig)

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End every process and remove the temporary folder."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()
        self._folder.close()

    def foresee(self) -> None:
        """Start processes before there is work, so that they import while lessons are read."""
        while len(self._workers) < min(self._size, _FORESEEN):
            self._start(self._wardrobe.fonts_for(Inputs({})))

    def work(self, jobs: Iterable[tuple[Tag, Job] | None]) -> Iterator[tuple[Tag, Result]]:
        """Do the jobs; yield each one's tag and result as it comes.

        `jobs` is drawn from lazily; where it yields None, again after the next result.
        """
        waiting, busy = iter(jobs), _Busy[Tag]()
        try:
            self._hand_out(waiting, busy)
            while busy.workers:
                for worker, kind in busy.ready():
                    yield busy.take(worker, kind)
                    self._hand_out(waiting, busy)
        finally:
            for worker in busy.workers:  # we were interrupted: what they do is of no use
                worker.end()

    def _hand_out(self, waiting: Iterator[tuple[Tag, Job] | None], busy: _Busy[Tag]) -> None:
        while len(busy.workers) < self._size:
            task = next(waiting, None)
            if task is None:
                return
            tag, job = task
            worker = self._free_worker(busy, self._wardrobe.fonts_for(job.inputs))
            busy.workers[worker] = tag
            worker.do(job)

    def _free_worker(self, busy: _Busy[Tag], fonts: Path) -> _Worker:
        """Return a process with these fonts, in the place of one with others if need be."""
        self._workers = [worker for worker in self._workers if not worker.ended]
        idle = [worker for worker in self._workers if worker not in busy.workers]
        for worker in idle:
            if worker.fonts == fonts:
                return worker
        if len(self._workers) >= self._size:
            idle[0].end()
            self._workers.remove(idle[0])
        return self._start(fonts)

    def _start(self, fonts: Path) -> _Worker:
        number, doing = len(self._workers), self._doing
        foresee = partial(doing.foresee, number)
        worker = _Worker(self._folder.path, fonts, (doing.perform, foresee), self._limits)
        self._workers.append(worker)
        return worker


class _Busy(Generic[Tag]):
    """The workers that have a job, and the job's tag."""

    def __init__(self) -> None:
        self.workers: dict[_Worker, Tag] = {}

    def ready(self) -> Sequence[tuple[_Worker, Kind | None]]:
        """Wait until any has a result, has died, or has taken too much; say of what.

        That is asked once: a peak of memory that has passed would be denied the second time.
        """
        by_connection = {worker.connection: worker for worker in self.workers}
        while True:
            if found := connection.wait(by_connection, INTERVAL):
                return [(by_connection[c], None) for c in found]  # type: ignore[index]
            asked = ((worker, worker.exceeded()) for worker in self.workers)
            if over := [(worker, kind) for worker, kind in asked if kind]:
                return over

    def take(self, worker: _Worker, kind: Kind | None) -> tuple[Tag, Result]:
        return self.workers.pop(worker), worker.receive(kind)


class _Worker(Process):
    """A process that does jobs with the fonts of one brand."""

    def __init__(self, folder: Path, fonts: Path, does: _Does, limits: Limits) -> None:
        super().__init__(serve, str(folder), str(fonts), does, limits=limits)
        self.fonts = fonts
        self._about = ("", Span("", 1))

    def do(self, job: Job) -> None:
        """Give it a job."""
        self._about = f"Making the {job.kind}", job.span
        self.give(job, _lines(job))

    def receive(self, kind: Kind | None) -> Result:
        """Return what became of its job, or that it took too much of a `kind`."""
        if kind:
            self.end()
            return Result(None, (stopped(kind, *self._about),))
        answer = self.answer()
        return Result(None, (), answer) if isinstance(answer, Fault) else answer


def _lines(job: Job) -> int:
    """Return on about how many lines stands what a file is made from."""
    lessons = max(job.lessons.values(), key=len)
    return sum(lesson.blocks[-1].span.line for lesson in lessons if lesson.blocks)


# --- what the processes share, as files ----------------------------------------------------------


class _Wardrobe:
    """The bundle as a file, and a folder of fonts for each set of them that jobs have.

    A brand's fonts are seen by the processes that work for it alone: a face that another brand
    supplies must change no page.
    """

    def __init__(self, folder: Path, bundle: Inputs, fontconfig: Callable[[str], str]) -> None:
        self._folder, self._fontconfig = folder, fontconfig
        self._shipped = bundle.fonts
        self._furnished: dict[tuple[tuple[str, bytes], ...], Path] = {}
        (folder / _BUNDLE).write_bytes(pickle.dumps(bundle))

    def fonts_for(self, inputs: Inputs) -> Path:
        """Return the folder of a job's fonts, and of a configuration that knows no others."""
        own = inputs.fonts
        key = tuple(own.items())
        if key not in self._furnished:
            self._furnished[key] = self._furnish(Inputs({**self._shipped, **own}))
        return self._furnished[key]

    def _furnish(self, inputs: Inputs) -> Path:
        place = self._folder / str(len(self._furnished))
        write_fonts(place / _FONTS_HERE, inputs.fonts.values())
        conf = self._fontconfig(str(place / _FONTS_HERE))
        (place / _FONTS_CONF).write_text(conf, encoding="utf-8")
        return place


# --- inside a process ----------------------------------------------------------------------------


def serve(line: Connection, limits: Limits, folder: str, fonts: str, does: _Does) -> None:
    """Do jobs until the line is closed. Runs in a process of its own."""
    limits.hold()
    gc.set_threshold(_NEW_OBJECTS)
    perform, foresee = does
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    # What libraries log is not for users; what matters of it is made a diagnostic where they run.
    logging.getLogger().addHandler(logging.NullHandler())
    bundle = prepare(Path(folder), Path(fonts))
    drawings = Drawings(Path(fonts) / _DRAWN, Path(fonts) / _FONTS_HERE)
    for _ in takewhile(lambda _: not line.poll(), foresee()):
        pass
    while True:
        try:
            job: Job = line.recv()
        except (EOFError, OSError):
            return
        line.send(do(job, bundle, partial(drawings.before, perform)))


def prepare(folder: Path, fonts: Path) -> Inputs:
    """Point fontconfig at the fonts of a brand alone, and return the template bundle."""
    os.environ["FONTCONFIG_FILE"] = str(fonts / _FONTS_CONF)
    # Fontconfig keeps a file for every folder it has seen: ours go when the folder goes.
    os.environ["XDG_CACHE_HOME"] = str(fonts)
    bundle: Inputs = pickle.loads((folder / _BUNDLE).read_bytes())  # noqa: S301 - our parent's
    return bundle


def do(job: Job, bundle: Inputs, perform: Perform) -> Result:
    """Do one job; a mistake of ours costs this job alone, and is told in a sentence."""
    begun = monotonic()
    try:
        made = perform(replace(job, inputs=bundle.joined(job.inputs)))
        return replace(made, seconds=monotonic() - begun)
    except MemoryError:
        return Result(None, (stopped("memory", f"Making the {job.kind}", job.span),))
    except Exception as mistake:  # noqa: BLE001 - the border of the process: nothing may pass it
        return Result(None, (), our_mistake(mistake, job.span.path))
