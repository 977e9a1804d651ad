"""What runs on a Dask cluster's workers: the jobs of a build, each in a process of ours.

A worker has the template bundle from the build, as bytes, and needs nothing of the build's disk.
Its own process may do other people's work at the same time, and knows other fonts: so jobs are done
in processes as on the build's machine, with the same fonts, the same limits and the same bytes.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import current_process
from queue import Empty, SimpleQueue
from typing import Any, cast

from distributed import Worker, WorkerPlugin, get_worker

from lessonpress.building.jobs import Job, Result
from lessonpress.building.planning import machine
from lessonpress.building.processes.fontconfig import fontconfig
from lessonpress.building.processes.limits import Limits
from lessonpress.building.processes.worker import Doing, Pool
from lessonpress.inputs import Inputs


class Workshop(WorkerPlugin):  # type: ignore[misc]
    """Processes for the jobs of a build; those that are idle wait for the next one.

    Dask gives it to every worker, also to those that come while a build runs.
    """

    idempotent = True

    def __init__(self, name: str, bundle: Inputs, limits: Limits) -> None:
        self.name, self._bundle, self._limits = name, dict(bundle), limits

    def setup(self, worker: Worker) -> None:
        """Begin on a worker."""
        self._idle: SimpleQueue[Pool] = SimpleQueue()

    def teardown(self, worker: Worker) -> None:
        """End the processes."""
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return

    def make(self, job: Job) -> Result:
        """Do one job; any thread may ask for it."""
        pool = self._taken()
        try:
            ((_, result),) = pool.work([(None, job)])
        finally:
            self._idle.put(pool)
        return result

    def _taken(self) -> Pool:
        try:
            return self._idle.get_nowait()
        except Empty:
            return Pool(Inputs(self._bundle), 1, fontconfig, Doing(), self._limits)


def versions() -> Mapping[str, str]:
    """Return what shapes bytes on a worker, by name."""
    return machine.versions()


def make(workshop: str, job: bytes) -> bytes:
    """Do a job on a worker; jobs and results travel as bytes."""
    shop = cast("Workshop", get_worker().plugins[workshop])
    with _children_allowed():
        return pickle.dumps(shop.make(pickle.loads(job)))  # noqa: S301 - of our build


@contextmanager
def _children_allowed() -> Iterator[None]:
    """Let a worker's process have processes of its own.

    Dask starts it as a daemon, which multiprocessing forbids to have any, lest they outlive it:
    ours end when the line to them is closed, however the worker ends.
    """
    settings: dict[str, Any] = current_process()._config  # type: ignore[attr-defined]
    settings["daemon"] = False
    yield
