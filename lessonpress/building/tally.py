"""What has come in so far of a build: results, files that were written, and what was said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from lessonpress.building.faults import Fault, MachineFault
from lessonpress.building.jobs import Result
from lessonpress.building.keeping.memory import Key
from lessonpress.building.keeping.outputs import Outputs, Put
from lessonpress.building.planning.plan import Artifact
from lessonpress.building.processes.limits import has_stopped
from lessonpress.building.queue import Queue
from lessonpress.building.reading.loading import Unit
from lessonpress.building.report import Built, Decision, Move
from lessonpress.building.steps import Progress, untold
from lessonpress.diagnostics import Diagnostic, has_errors


@dataclass(frozen=True, slots=True)
class Done:
    """A file that was looked at: its key where one is known, its result, and what stands for it.

    `stamp` is of all that it was made from.
    """

    artifact: Artifact
    result: Result
    key: Key | None = None
    stamp: str = ""


@dataclass(slots=True)
class Tally:
    """The state of a build. `keep` is where files go; None where nothing is to be written.

    `settled` has what became of each source (a unit, or a course) whose files are all good;
    `stopped` are those of which one took too much time or memory.
    """

    keep: Outputs | None
    queue: Queue
    progress: Progress = untold
    total: int = 0
    done: int = 0
    awaited: Counter[str] = field(default_factory=Counter)
    waiting: dict[str, list[Done]] = field(default_factory=dict)
    settled: dict[str, tuple[Done, ...]] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)
    built: list[Built] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    moved: list[Move] = field(default_factory=list)
    failed: dict[str, None] = field(default_factory=dict)
    stopped: set[str] = field(default_factory=set)
    decisions: list[Decision] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    faults: dict[Fault, None] = field(default_factory=dict)
    interrupted: bool = False

    @classmethod
    def of(
        cls,
        artifacts: Iterable[Artifact],
        keep: Outputs | None,
        progress: Progress = untold,
    ) -> Tally:
        """Return the state before anything is done."""
        artifacts = tuple(artifacts)
        tally = cls(keep, Queue(artifacts), progress, len(artifacts))
        tally.awaited.update(artifact.source for artifact in artifacts)
        return tally

    def note(self, fault: Fault) -> None:
        """Keep a fault, once."""
        self.faults[fault] = None

    def fail(self, source: str) -> None:
        """Note that a unit or course has an error: none of its files is written."""
        self.failed[source] = None

    def judge(self, source: str, unit: Unit) -> None:
        """Note what is wrong with a unit that was read."""
        self.diagnostics += unit.diagnostics
        if unit.fault:
            self.note(unit.fault)
        if unit.failed:
            self.fail(source)

    def take(self, done: Done) -> bool:
        """Take in a result; say whether it is its source's last one.

        Then all of the source's files are written, or none is because of an error.
        """
        artifact, result = done.artifact, done.result
        if has_stopped(result.diagnostics):
            self.stopped.add(artifact.source)
        if result.fault:
            self.note(result.fault.at(artifact.path))
        self.queue.tell(artifact, result)
        self.done += 1
        self.progress(self.done, self.total, artifact.path)
        waiting = self.waiting.setdefault(artifact.source, [])
        waiting.append(done)
        if len(waiting) < self.awaited[artifact.source]:
            return False
        self._settle(artifact.source, tuple(self.waiting.pop(artifact.source)))
        return True

    def _settle(self, source: str, dones: tuple[Done, ...]) -> None:
        if any(has_errors(done.result.diagnostics) for done in dones):
            self.fail(source)
        if any(name in self.failed for name in (source, *dones[0].artifact.sources)):
            return
        for done in dones if self.keep else ():
            for path in done.artifact.outputs:
                self._put(path, done)
        self.settled[source] = dones

    def _put(self, path: str, done: Done) -> None:
        """Write an output, or keep it."""
        result, source, keep = done.result, done.artifact.source, self.keep
        if keep and result.kept and keep.is_intact(path):
            self._note_built(keep.keep(path, done.stamp), source, keep)
        elif result.data is not None:
            self.write(path, result.data, source, done.stamp)

    def write(self, path: str, data: bytes, source: str, stamp: str = "") -> None:
        """Write an output. A locked file is noted and the build goes on; a full disk ends it."""
        assert self.keep is not None, "nothing is written where nothing is kept"
        try:
            put = self.keep.put(path, data, source, stamp)
        except MachineFault as stop:
            if stop.fault.ends_build:
                raise
            self.note(stop.fault)
            return
        self._note_built(put, source, self.keep)
        if put.moved_to:
            self.moved.append(Move(path, put.moved_to))

    def _note_built(self, put: Put, source: str, keep: Outputs) -> None:
        self.built.append(Built(put.path, source, keep.recorded[put.path].size, put.state))

    def remove(self, paths: Iterable[str], keep: Outputs) -> None:
        """Remove recorded outputs."""
        for path in paths:
            try:
                moved_to = keep.remove(path)
            except MachineFault as stop:
                self.note(stop.fault)
            else:
                if moved_to:
                    self.moved.append(Move(path, moved_to))
                else:
                    self.removed.append(path)
