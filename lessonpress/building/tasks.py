"""The files of a plan one after another: what must be made becomes a job, the rest is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lessonpress.building import remarks
from lessonpress.building.faults import FaultKind, fault_of, our_mistake
from lessonpress.building.jobs import Facts, Result
from lessonpress.building.keeping import digests, memory
from lessonpress.building.keeping.cache import name_of
from lessonpress.building.keeping.edits import original
from lessonpress.building.keeping.memory import Key, Making, UnitMemory
from lessonpress.building.keeping.outputs import Outputs
from lessonpress.building.planning.ground import UnitGround
from lessonpress.building.planning.plan import Artifact, stamp_of
from lessonpress.building.preparing import Preparation, whole
from lessonpress.building.products import Kind
from lessonpress.building.reading.loading import Unit
from lessonpress.building.report import Decision
from lessonpress.building.shelf import Shelf, brief_of
from lessonpress.building.steps import Task
from lessonpress.building.tally import Done, Tally
from lessonpress.diagnostics import Diagnostic, in_order, info
from lessonpress.model import Span


class Tasks:
    """Gives out jobs as workers ask for them, and takes in what becomes of them.

    `found` has what the next build may stand on, of each unit whose files are done.
    """

    def __init__(
        self,
        shelf: Shelf,
        preparation: Preparation,
        outputs: Outputs,
        tally: Tally,
        standing: frozenset[str],
    ) -> None:
        self._shelf, self._preparation = shelf, preparation
        self._outputs, self._tally, self._standing = outputs, tally, standing
        self._recalled: dict[str, UnitMemory] = {}
        self._keys: dict[str, Key] = {}
        self._judged: set[str] = set()
        self.found: dict[str, UnitGround] = {}

    def draw(self) -> Iterator[Task]:
        """Yield a job for each file that must be made; None where none can be begun yet."""
        for drawn in self._tally.queue.draw():
            if drawn is None:
                yield None
            elif (task := self._task(*drawn)) is not None:
                yield task

    def _task(self, artifact: Artifact, facts: Facts) -> Task:
        """Return a file's job; None where it is dealt with already."""
        units = self._shelf.units(artifact)
        self._judge(artifact, units)
        given_up = artifact.source in self._tally.stopped or self._cannot_be_printed(artifact)
        if given_up or any(unit.failed for unit in units):
            self.take(artifact, Result(None, tuple(_waiting(artifact, units))))
            return None
        try:
            course = self._shelf.course(artifact.course)
            ready = self._preparation.ready(artifact, course, units, facts)
        except Exception as mistake:  # noqa: BLE001 - ours; it must cost this file alone
            self.take(artifact, Result(None, (), our_mistake(mistake, units[0].path)))
            return None
        self._keys[artifact.path] = ready.key
        known = self._kept(artifact, ready.key, units) or self._shared(artifact, ready.key, units)
        if known is None:
            return artifact, ready.job
        self.take(artifact, known)
        return None

    def _judge(self, artifact: Artifact, units: tuple[Unit, ...]) -> None:
        """Tell once what is wrong with units."""
        for source, unit in zip(artifact.sources, units, strict=True):
            if source not in self._judged:
                self._judged.add(source)
                self._tally.judge(source, unit)

    def _cannot_be_printed(self, artifact: Artifact) -> bool:
        """Say whether it is known that this machine makes no pages."""
        faults = self._tally.faults
        paged = artifact.product.kind is not Kind.SLIDES
        return paged and any(fault.kind is FaultKind.LIBRARY for fault in faults)

    # --- what is kept ----------------------------------------------------------------------------

    def _kept(self, artifact: Artifact, key: Key, units: tuple[Unit, ...]) -> Result | None:
        """Return what is known of a file that is as it would be made; None where it is not."""
        making = self._recall(artifact.source).makings.get(artifact.path)
        intact = [path for path in artifact.outputs if self._is_as_made(path, making)]
        why = _why(making, key, bool(intact))
        for path in artifact.outputs:
            gone = () if path in intact else ("missing",)
            self._tally.decisions.append(Decision(path, why or gone))
        if making is None or why:
            return None
        missing = len(intact) < len(artifact.outputs)
        data = self._outputs.read(intact[0]) if missing else None
        said = remarks.today(making.remarks, map(whole, units))
        known = making.length, making.continued, making.seconds
        return Result(data, said, None, *known, kept=True)

    def _shared(self, artifact: Artifact, key: Key, units: tuple[Unit, ...]) -> Result | None:
        """Return a file that another build has made of the same; None where there is none."""
        cache = self._preparation.steps.cache
        found = cache.get(name_of(artifact.product, key)) if cache else None
        if found is None:
            return None
        self._tally.shared.add(artifact.path)
        making, data = found
        said = remarks.today(making.remarks, map(whole, units))
        return Result(data, said, None, making.length, making.continued, making.seconds)

    def _share(self, dones: Iterable[Done], makings: Mapping[str, Making]) -> None:
        """Let other builds have what was made here."""
        cache, shared = self._preparation.steps.cache, self._tally.shared
        for done in dones if cache else ():
            artifact, data = done.artifact, done.result.data
            making = makings.get(artifact.path)
            if cache and making and data and artifact.path not in shared:
                cache.put(name_of(artifact.product, making.key), making, data)

    def _is_as_made(self, path: str, making: Making | None) -> bool:
        """Say whether an output has the bytes that a file was made to have."""
        entry = self._outputs.standing(path)
        return making is not None and entry is not None and making.sha256 in entry.hashes

    def _recall(self, source: str) -> UnitMemory:
        if source not in self._recalled:
            self._recalled[source] = memory.load(self._outputs.folder, source)
        return self._recalled[source]

    # --- what comes back -------------------------------------------------------------------------

    def take(self, artifact: Artifact, result: Result) -> None:
        """Take in what was made of a job; when a unit's last file is done, let go of the unit."""
        stamp = stamp_of(artifact, self._shelf.stamps, self._preparation.request)
        key = self._keys.pop(artifact.path, None)
        units = self._shelf.units(artifact)
        self._tally.diagnostics += self._heard(result.diagnostics, artifact.course, units)
        if not self._tally.take(Done(artifact, result, key, stamp)):
            return
        dones = self._tally.settled.pop(artifact.source, ())
        if dones and self._tally.keep:
            self._remember(artifact, dones)
        elif not dones and not artifact.product.of_course:
            self._fail(artifact)
        self._recalled.pop(artifact.source, None)
        self._preparation.let_go(self._shelf.units(artifact))
        self._shelf.let_go(artifact)

    def _heard(
        self, said: Iterable[Diagnostic], course: str, units: Iterable[Unit]
    ) -> tuple[Diagnostic, ...]:
        """Return what the authors of units want to hear."""
        settings, heard = self._shelf.course(course).course, self._preparation.steps.reading.heard
        for unit in units:
            said = heard(said, unit.lesson, settings) if unit.lesson else said
        return tuple(said)

    def _fail(self, artifact: Artifact) -> None:
        """Let the next build look again at a unit with an error."""
        (unit,) = self._shelf.units(artifact)
        self.found[artifact.source] = UnitGround(brief_of(unit), unit.reads, failed=True)

    def _remember(self, artifact: Artifact, dones: tuple[Done, ...]) -> None:
        """Keep what the next build can use of a source's files."""
        units = self._shelf.units(artifact)
        known = self._recall(artifact.source).makings
        made = {d.artifact.path: m for d in dones if (m := _making(d, units))}
        self._share(dones, made)
        there = set(map(original, self._outputs.recorded))
        makings = {path: each for path, each in {**known, **made}.items() if path in there}
        try:
            if makings != known:
                memory.save(self._outputs.folder, artifact.source, UnitMemory(makings))
        except OSError as error:
            self._tally.note(fault_of(error, memory.PLACE))
        # What is said of files that nobody asked for today may be mended by now.
        asked = self._standing | {done.artifact.path for done in dones}
        makings = {path: each for path, each in makings.items() if path in asked}
        if not artifact.product.of_course:
            self._found(artifact.source, units[0], makings)
            return
        for source, unit in zip(artifact.sources, units, strict=True):
            if source not in self.found and not self._shelf.is_known(source):
                self._found(source, unit, {})

    def _found(self, source: str, unit: Unit, makings: Mapping[str, Making]) -> None:
        lessons = [whole(unit)]
        said = [each for m in makings.values() for each in remarks.today(m.remarks, lessons)]
        seconds = sum(making.seconds for making in makings.values())
        heard = self._heard(said, source.partition("/")[0], [unit])
        complaints = in_order((*unit.diagnostics, *heard))
        self.found[source] = UnitGround(brief_of(unit), unit.reads, complaints, seconds)


def _waiting(artifact: Artifact, units: tuple[Unit, ...]) -> Iterator[Diagnostic]:
    """Remark that a file of a whole course waits for units with errors, which say them."""
    failed = [unit for unit in units if unit.failed]
    if artifact.product.of_course and failed:
        kind, names = artifact.product.kind, ", ".join(unit.name for unit in failed)
        message = f"The {kind} of this course is not made: it waits for {names}."
        hint = "Mend the errors there, and build again."
        yield info("course-waits", Span(failed[0].path, 1), message, hint)


def _why(making: Making | None, key: Key, intact: bool) -> tuple[str, ...]:
    """Return why a file is made; nothing where it need not be."""
    if making is None:
        return ("new",)
    return making.key.unlike(key) or (() if intact else ("missing",))


def _making(done: Done, units: tuple[Unit, ...]) -> Making | None:
    """Return what is to be remembered of a file; nothing where it was not made."""
    result, key = done.result, done.key
    if key is None or result.kept or result.data is None:
        return None
    said = remarks.remembered(result.diagnostics, map(whole, units))
    sha256 = digests.of_bytes(result.data)
    return Making(key, sha256, said, result.length, dict(result.continued), result.seconds)
