"""The output folder: what is put there, taken away, and kept safe because somebody edited it."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lessonpress.building import digests, record, writing
from lessonpress.building.faults import Fault, MachineFault, fault_of, in_the_way

EDITED = ".edited"

_MOVE = "Move that file away, then build again."

State = Literal["written", "same", "kept"]


@dataclass(frozen=True, slots=True)
class Put:
    """What became of an output: written or already the same, and where an edited one went."""

    state: State
    moved_to: str | None = None


class Outputs:
    """The outputs below one folder, with the record of what was built there.

    Paths are relative to the folder, with forward slashes. Methods that touch the disk raise
    MachineFault. Nothing is written before the first `put`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._record = record.load(folder)

    @property
    def recorded(self) -> record.Record:
        """What was built here and still is, by path."""
        return self._record

    def sweep(self) -> None:
        """Remove what a killed build left behind."""
        try:
            writing.sweep(self.folder)
        except OSError as error:
            raise self._fault(error, "", "tidied") from error

    def size(self, path: str) -> int | None:
        """Return the size of an output in bytes; None where it is not there."""
        target = self.folder / path
        try:
            return target.stat().st_size if target.is_file() else None
        except OSError:  # a name that the disk does not take, a folder we may not enter
            return None

    def is_intact(self, path: str) -> bool:
        """Say whether an output is as it was built: by its size and time, else by its bytes."""
        entry = self._record.get(path)
        if entry is None:
            return False
        try:
            stat = os.stat(f"{self.folder}/{path}")  # noqa: PTH116 - thousands at every start
            if (stat.st_size, stat.st_mtime_ns) == (entry.size, entry.time):
                return True
            return self._hash_on_disk(path) in entry.hashes
        except (OSError, ValueError):
            return False

    def read(self, path: str) -> bytes:
        """Return the bytes of an intact output. Raises OSError."""
        return self._own(path).read_bytes()

    def keep(self, path: str, stamp: str) -> int:
        """Note that an intact output is what its sources give now; returns its size in bytes."""
        entry = self._record[path]
        return self._note(path, entry.unit, entry.hashes[-1], stamp)

    def put(self, path: str, data: bytes, unit: str, stamp: str = "") -> Put:
        """Put `data` at `path`; what somebody edited there is moved away first.

        `stamp` is of all that it was made from.
        """
        try:
            return self._put(path, data, unit, stamp)
        except OSError as error:
            raise self._fault(error, path) from error

    def _put(self, path: str, data: bytes, unit: str, stamp: str) -> Put:
        new, old = digests.of_bytes(data), self._hash_on_disk(path)
        if old == new:
            self._note(path, unit, new, stamp)
            return Put("same")
        moved_to = self._move_away(path) if self._is_edited(path, old) else None
        record.announce(self.folder, path, unit, new)
        writing.write_whole(self.folder / path, data)
        self._note(path, unit, new, stamp)
        return Put("written", moved_to)

    def _note(self, path: str, unit: str, sha256: str, stamp: str) -> int:
        stat = (self.folder / path).stat()
        self._record[path] = record.Entry(unit, (sha256,), stamp, stat.st_size, stat.st_mtime_ns)
        return stat.st_size

    def remove(self, path: str) -> str | None:
        """Remove a recorded output; returns where it was moved instead, if somebody edited it."""
        try:
            return self._remove(path)
        except OSError as error:
            raise self._fault(error, path, "removed") from error

    def _remove(self, path: str) -> str | None:
        moved_to, on_disk = None, self._hash_on_disk(path)
        if self._is_edited(path, on_disk):
            moved_to = self._move_away(path)
        elif on_disk is not None:
            self._own(path).unlink(missing_ok=True)
        del self._record[path]
        self._drop_empty_folders(path)
        return moved_to

    def close(self) -> None:
        """Save the record."""
        try:
            record.save(self.folder, self._record)
        except OSError as error:
            raise self._fault(error, record.FOLDER) from error

    def finish(self) -> None:
        """Save the record, or remove it where nothing that was built is left."""
        if self._record:
            return self.close()
        shutil.rmtree(self._own(f"{record.FOLDER}/{record.FILES[0]}").parent, ignore_errors=True)
        return self._drop_empty_folders(f"{record.FOLDER}/{record.FILES[0]}")

    def _fault(self, error: OSError, path: str, task: str = "written") -> MachineFault:
        """Name the file as it stands in the project, or the one that is in its way."""
        project, file = self.folder.parent, self.folder / path
        blocking = in_the_way(file)
        if blocking is None:
            return MachineFault(fault_of(error, file.relative_to(project).as_posix(), task))
        name = blocking.relative_to(project).as_posix()
        return MachineFault(Fault(f"{name} is a file where a folder belongs.", _MOVE))

    def _hash_on_disk(self, path: str) -> str | None:
        target = self._own(path)
        return digests.of_bytes(target.read_bytes()) if target.is_file() else None

    def _is_edited(self, path: str, on_disk: str | None) -> bool:
        """Whether these are not bytes of ours; a file we know nothing of is somebody's, too."""
        known = self._record.get(path)
        return on_disk is not None and (known is None or on_disk not in known.hashes)

    def _own(self, path: str) -> Path:
        """Return the place of an output; a symbolic link must not lead out of the folder."""
        target = self.folder / path
        if not target.parent.resolve().is_relative_to(self.folder.resolve()):
            raise PermissionError(1, "the folder it stands in leads elsewhere")
        return target

    def _move_away(self, path: str) -> str:
        """Move an edited output to `.edited/`, beside any that went there before."""
        target = self._free_name(self.folder / EDITED / path)
        target.parent.mkdir(parents=True, exist_ok=True)
        self._own(path).rename(target)
        return target.relative_to(self.folder).as_posix()

    @staticmethod
    def _free_name(wanted: Path) -> Path:
        candidate, number = wanted, 2
        while candidate.exists():
            candidate = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
            number += 1
        return candidate

    def _drop_empty_folders(self, path: str) -> None:
        for folder in (self.folder / path).parents:
            if folder == self.folder or not folder.is_dir() or any(folder.iterdir()):
                return
            folder.rmdir()
