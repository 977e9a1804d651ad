"""Doing jobs on other machines: the same jobs, handed to a Dask cluster as bytes.

What a pool of processes is on this machine. A worker that dies costs the build time alone, since
Dask gives what it had to another; one with other versions of what shapes bytes is refused.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from lessonpress.building.faults import Fault, FaultKind, MachineFault
from lessonpress.building.jobs import Job, Result
from lessonpress.building.keeping import digests
from lessonpress.building.planning import machine
from lessonpress.building.processes.limits import Limits
from lessonpress.inputs import Inputs

if TYPE_CHECKING:
    from distributed import Client, Future

Tag = TypeVar("Tag")

SCHEME = "dask://"

# Seconds to wait for a scheduler, and for a first worker.
_PATIENCE = 5
# Jobs on the way for each thread of the cluster: one that is done, one that comes next.
_AHEAD = 2

_INSTALL = "Install it beside Lessonpress: pip install 'lessonpress[dask]'"
_START = "Is it running, and may this machine reach it? Without --executor, files are made here."
_WORKERS = "Start some: dask worker {}. Lessonpress must be installed where they run."
_SAME = "Install the same versions there, or build without --executor."
_AGAIN = "Build again, or without --executor."
_LOST = "What is finished is kept. Build again, or without --executor."


class Cluster:
    """The workers of a Dask cluster. Raises MachineFault where they cannot be used."""

    def __init__(self, executor: str, bundle: Inputs, limits: Limits) -> None:
        self._address = executor.removeprefix(SCHEME)
        self._client = _connected(self._address)
        try:
            self._name = self._prepare(bundle, limits)
        except BaseException:
            self._client.close()
            raise

    def close(self) -> None:
        """Let go of the cluster."""
        self._client.close()

    def foresee(self) -> None:
        """Do nothing: workers are there already."""

    def work(self, jobs: Iterable[tuple[Tag, Job] | None]) -> Iterator[tuple[Tag, Result]]:
        """Do the jobs; yield each one's tag and result as it comes, as `Pool.work` does."""
        waiting, busy = iter(jobs), _Busy[Tag](self._client, self._name)
        most = _AHEAD * sum(self._client.nthreads().values())
        try:
            self._hand_out(waiting, busy, most)
            while busy.tags:
                for future in self._done(busy):
                    yield busy.take(future)
                    self._hand_out(waiting, busy, most)
        finally:
            self._client.cancel(list(busy.tags))

    def _hand_out(
        self, waiting: Iterator[tuple[Tag, Job] | None], busy: _Busy[Tag], most: int
    ) -> None:
        while len(busy.tags) < most and (task := next(waiting, None)):
            busy.begin(*task)

    def _done(self, busy: _Busy[Tag]) -> list[Future]:
        from distributed import CancelledError, wait

        try:
            done, _ = wait(list(busy.tags), return_when="FIRST_COMPLETED")
        except (CancelledError, OSError) as error:
            message = f"The connection to the Dask scheduler at {self._address} was lost."
            raise MachineFault(Fault(message, _LOST, ends_build=True)) from error
        return list(done)

    def _prepare(self, bundle: Inputs, limits: Limits) -> str:
        """Give the bundle to all workers, if they are as this machine is."""
        from lessonpress.building.processes.remote import Workshop

        self._wait_for_workers()
        self._compare()
        name = f"lessonpress-{digests.of_files(bundle)[:16]}"
        self._client.register_plugin(Workshop(name, bundle, limits), name)
        return name

    def _wait_for_workers(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            message = f"The Dask scheduler at {self._address} has no workers."
            raise MachineFault(Fault(message, _WORKERS.format(self._address))) from error

    def _compare(self) -> None:
        """Raise MachineFault where a worker would make other bytes than this machine."""
        from lessonpress.building.processes.remote import versions

        here = machine.versions()
        there: Mapping[str, Any] = self._client.run(versions, on_error="return")
        for address, found in there.items():
            if isinstance(found, BaseException):
                message = f"The Dask worker at {address} cannot run Lessonpress: {found}"
                raise MachineFault(Fault(message, _WORKERS.format(self._address)))
            if unlike := sorted(_unlike(here, found)):
                message = f"The Dask worker at {address} has other versions: {'; '.join(unlike)}."
                raise MachineFault(Fault(message, _SAME))


def _connected(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        raise MachineFault(Fault("Dask is not installed.", _INSTALL)) from error
    try:
        return Client(f"tcp://{address}", timeout=_PATIENCE)
    except (OSError, ValueError) as error:  # TimeoutError is one of the first
        message = f"No Dask scheduler answers at {address}."
        raise MachineFault(Fault(message, _START)) from error


def _unlike(here: Mapping[str, str], there: Mapping[str, str]) -> Iterator[str]:
    for name in here.keys() | there.keys():
        ours, theirs = here.get(name, "none"), there.get(name, "none")
        if ours != theirs:
            yield f"{name} {theirs}, and {ours} here"


class _Busy(Generic[Tag]):
    """The jobs that are on the way, and their tags."""

    def __init__(self, client: Client, name: str) -> None:
        self._client, self._name = client, name
        self.tags: dict[Future, Tag] = {}

    def begin(self, tag: Tag, job: Job) -> None:
        """Send a job."""
        from lessonpress.building.processes.remote import make

        future = self._client.submit(make, self._name, pickle.dumps(job), pure=False)
        self.tags[future] = tag

    def take(self, future: Future) -> tuple[Tag, Result]:
        """Return what became of a job; what went wrong on a worker costs this one alone."""
        tag = self.tags.pop(future)
        error = future.exception()
        if error is not None:
            message = f"the Dask worker that was making it ended or failed ({error})."
            return tag, Result(None, (), Fault(message, _AGAIN, kind=FaultKind.JOB))
        return tag, pickle.loads(future.result())  # noqa: S301 - of workers that we chose
