"""The real functions and processes a build works with, each got when it is first needed.

A build that finds nothing to do reads no template, starts no process, and imports neither the
reader nor Jinja.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lessonpress.building.faults import MachineFault, fault_of
from lessonpress.building.keeping import lock
from lessonpress.building.processes.limits import STANDARD, Limits
from lessonpress.building.reading.bundle import TEMPLATES, read_bundle
from lessonpress.building.steps import Reading, Steps, Task
from lessonpress.inputs import Inputs

if TYPE_CHECKING:
    from lessonpress.building.jobs import Result
    from lessonpress.building.keeping.cache import Cache
    from lessonpress.building.planning.plan import Artifact
    from lessonpress.building.processes.cluster import Cluster
    from lessonpress.building.processes.worker import Pool
    from lessonpress.building.reading.apart import ReadingApart
    from lessonpress.building.reading.loading import LoadedCourse, Unit
    from lessonpress.building.reading.sources import UnitFile
    from lessonpress.templating import Templates


def our_reading() -> Reading:
    """Return the reader's functions."""
    return Reading(
        _from("lessonpress.reader", "read_course"),
        _from("lessonpress.reader", "read_lesson"),
        _from("lessonpress.reader", "pictures"),
        _from("lessonpress.reader", "data_files"),
        _from("lessonpress.reader", "with_data"),
        _from("lessonpress.checks.advice", "advice"),
        _from("lessonpress.checks.advice", "unknown_in"),
        _from("lessonpress.checks.advice", "heard"),
    )


def _from(room: str, name: str) -> Callable[..., Any]:
    """Return a function that is imported when it is called."""

    def call(*arguments: object) -> Any:
        return getattr(import_module(room), name)(*arguments)

    return call


@dataclass(frozen=True, slots=True)
class Sharing:
    """What a build has in common with others.

    `cache` has files that they have made; `executor` is the cluster that makes the files, where it
    is not this machine.
    """

    cache: Cache | None = None
    executor: str = ""


ALONE = Sharing()


@contextmanager
def ready(
    project: Path,
    size: int | None,
    waits: Callable[[], None] = lock.untold_wait,
    limits: Limits = STANDARD,
    sharing: Sharing = ALONE,
) -> Iterator[Steps]:
    """Have everything ready to build, with `size` processes, as long as the context lasts.

    Without a size there is a process for each core. `waits` is called where another build is at
    work in the same folder; `limits` are those of a unit. What is got from the disk, or from
    another machine, raises MachineFault.
    """
    tools = _Tools(project, size, limits, sharing.executor)
    try:
        cut = _from("lessonpress.views", "cut")
        alone = partial(lock.alone, waits=waits)
        make = tools.templates, cut, tools.work, tools.render
        yield Steps(our_reading(), *make, alone, tools.read_unit, sharing.cache)
    finally:
        tools.close()


class _Tools:
    def __init__(self, project: Path, size: int | None, limits: Limits, executor: str) -> None:
        self._project, self._size, self._limits = project, size, limits
        self._executor = executor
        self._pool: Pool | Cluster | None = None
        self._reader: ReadingApart | None = None

    def read_unit(self, file: UnitFile, course: LoadedCourse) -> Unit:
        """Read a unit in a process of its own."""
        if self._reader is None:
            from lessonpress.building.reading.apart import ReadingApart

            self._reader = ReadingApart(self._limits)
        return self._reader(file, course)

    def work(self, jobs: Iterable[Task]) -> Iterator[tuple[Artifact, Result]]:
        """Do jobs; processes are started at once, and get ready while the first one is drawn."""
        pool = self._processes()
        pool.foresee()
        yield from pool.work(jobs)

    def templates(self, project: Path) -> Inputs:
        """Return the template bundle that jobs get."""
        return self._bundle

    def render(self, name: str, **context: object) -> str:
        """Render a template."""
        return self._templates.render(name, **context)

    def close(self) -> None:
        """End the processes, if any were started."""
        for each in (self._pool, self._reader):
            if each:
                each.close()

    def _processes(self) -> Pool | Cluster:
        if self._pool is None:
            self._pool = self._cluster() if self._executor else self._own()
        return self._pool

    def _cluster(self) -> Cluster:
        from lessonpress.building.processes.cluster import Cluster

        return Cluster(self._executor, self._bundle, self._limits)

    def _own(self) -> Pool:
        from lessonpress.building.jobs import foresee
        from lessonpress.building.processes.fontconfig import fontconfig
        from lessonpress.building.processes.worker import Doing, Pool, cores

        doing, size = Doing(foresee=foresee), self._size or cores()
        try:
            return Pool(self._bundle, size, fontconfig, doing, self._limits)
        except OSError as error:
            raise MachineFault(fault_of(error, "A temporary folder")) from error

    @cached_property
    def _bundle(self) -> Inputs:
        return bundle(self._project)

    @cached_property
    def _templates(self) -> Templates:
        from lessonpress.templating import Templates

        return Templates(self._bundle.under(TEMPLATES))


def bundle(project: Path) -> Inputs:
    """Return the template bundle of a project. Raises MachineFault."""
    try:
        return read_bundle(project)
    except OSError as error:
        raise MachineFault(fault_of(error, error.filename, "read")) from error
