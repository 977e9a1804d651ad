"""The output folder: what is put there, taken away, and kept safe because somebody edited it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from lessonpress.building.faults import Fault, MachineFault, fault_of, in_the_way
from lessonpress.building.keeping import digests, record, writing
from lessonpress.building.keeping.edits import original, places, sign_of_use

EDITED = ".edited"

_MOVE = "Move that file away, then build again."
_OPEN = "Close it there, then build again. If nothing has it open, delete {} beside it."

# Nobody has more of one output than it, what was built beside it, and what beside that.
_FAMILY = 4

State = Literal["written", "same", "kept"]


@dataclass(frozen=True, slots=True)
class Put:
    """What became of an output: written or already the same, where, and where an edited one went.

    `path` is another than what was asked for where an edited file stands there.
    """

    state: State
    path: str
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One of the files that there are of an output; `size` in bytes."""

    path: str
    size: int
    edited: bool = False


class Outputs:
    """The outputs below one folder, with the record of what was built there.

    Paths are relative to the folder, with forward slashes. A file that somebody edited keeps its
    place, and what is built goes beside it; with `force` it is moved away. Methods that touch the
    disk raise MachineFault. Nothing is written before the first `put`.
    """

    def __init__(self, folder: Path, *, force: bool = False) -> None:
        self.folder, self._root = folder, str(folder)
        self._force = force
        self._record = record.load(folder)

    @property
    def recorded(self) -> record.Record:
        """What was built here and still is, by path; what is beside edited files, too."""
        return self._record

    def sweep(self) -> None:
        """Remove what a killed build left behind."""
        try:
            writing.sweep(self.folder)
        except OSError as error:
            raise self._fault(error, "", "tidied") from error

    # --- what is there ---------------------------------------------------------------------------

    def intact(self) -> dict[str, record.Entry]:
        """Return the outputs that are as they were built, by the names that they go by."""
        untouched = {path: each for path, each in self._record.items() if self._rests(path, each)}
        names = dict.fromkeys(map(original, self._record))
        found = ((name, untouched.get(name) or self.standing(name)) for name in names)
        return {name: entry for name, entry in found if entry}

    def _rests(self, path: str, entry: record.Entry) -> bool:
        """Say whether a file has the size and the time that it was written with."""
        try:
            stat = os.stat(f"{self._root}/{path}")  # noqa: PTH116 - thousands at every start
        except (OSError, ValueError):
            return False
        return stat.st_mtime_ns == entry.time and stat.st_size == entry.size

    def standing(self, path: str) -> record.Entry | None:
        """Return what is known of what stands for an output, if that is as it was built."""
        try:
            return self._known(self._place(path), path)
        except (OSError, ValueError):  # a name that the disk does not take
            return None

    def is_intact(self, path: str) -> bool:
        """Say whether an output is as it was built: by its size and time, else by its bytes."""
        return self.standing(path) is not None

    def versions(self, path: str) -> tuple[Version, ...]:
        """Return the files that there are of an output: edited ones, then what was built."""
        return tuple(self._versions(path))

    def _versions(self, path: str) -> Iterator[Version]:
        try:
            for place in self._tried(path):
                if (self.folder / place).is_file():
                    size = (self.folder / place).stat().st_size
                    yield Version(place, size, self._is_edited(place, path))
        except OSError:  # a name that the disk does not take, a folder we may not enter
            return

    def beside(self) -> dict[str, str]:
        """Return the outputs that stand beside edited files, by the names of those."""
        news = [path for path in self._record if path != original(path) and self._is_file(path)]
        return {original(new): new for new in news if self._place(original(new)) == new}

    def superseded(self) -> tuple[str, ...]:
        """Return the outputs that stood beside edited files, and have no reason to any more."""
        news = (path for path in self._record if path != original(path) and self._is_file(path))
        return tuple(new for new in news if new not in self._tried(original(new)))

    def _is_file(self, path: str) -> bool:
        return (self.folder / path).is_file()

    def _place(self, path: str) -> str:
        """Return where an output goes."""
        return path if self._force else self._tried(path)[-1]

    def _tried(self, path: str) -> list[str]:
        """Return the places of an output up to the first that is free of edited files."""
        tried: list[str] = []
        for place in places(path):
            tried.append(place)
            if not self._is_edited(place, path):
                break
        return tried

    def _is_edited(self, place: str, path: str) -> bool:
        """Whether these are not bytes of ours; a file we know nothing of is somebody's, too."""
        return self._is_file(place) and self._known(place, path) is None

    def _known(self, place: str, path: str) -> record.Entry | None:
        """Return what is known of the very bytes at a place; nothing where they are not ours.

        Somebody may have taken what stood beside an edited file in its stead.
        """
        entry = self._record.get(place)
        try:
            stat = os.stat(f"{self.folder}/{place}")  # noqa: PTH116 - thousands at every start
        except FileNotFoundError:
            return None
        if entry and (stat.st_size, stat.st_mtime_ns) == (entry.size, entry.time):
            return entry
        on_disk = self._hash_on_disk(place)
        family = (self._record.get(each) for each in islice(places(path), _FAMILY))
        return next((each for each in (entry, *family) if each and on_disk in each.hashes), None)

    def read(self, path: str) -> bytes:
        """Return the bytes of an intact output. Raises OSError."""
        return self._own(self._place(path)).read_bytes()

    # --- what is put there and taken away --------------------------------------------------------

    def keep(self, path: str, stamp: str) -> Put:
        """Note that an intact output is what its sources give now."""
        place, entry = self._place(path), self.standing(path)
        assert entry is not None, "what is kept is intact"
        self._note(place, entry.unit, entry.hashes[-1], stamp)
        return Put("kept", place)

    def put(self, path: str, data: bytes, unit: str, stamp: str = "") -> Put:
        """Put `data` at `path`, or beside what somebody edited there.

        `stamp` is of all that it was made from.
        """
        try:
            return self._put(path, data, unit, stamp)
        except OSError as error:
            raise self._fault(error, path) from error

    def _put(self, path: str, data: bytes, unit: str, stamp: str) -> Put:
        new, place = digests.of_bytes(data), self._place(path)
        old = self._hash_on_disk(place)
        if old == new:
            self._note(place, unit, new, stamp)
            return Put("same", place)
        self._refuse_open(place, "written")
        moved_to = self._move_away(place) if self._is_edited(place, path) else None
        record.announce(self.folder, place, unit, new)
        writing.write_whole(self.folder / place, data)
        self._note(place, unit, new, stamp)
        return Put("written", place, moved_to)

    def _note(self, path: str, unit: str, sha256: str, stamp: str) -> None:
        stat = (self.folder / path).stat()
        self._record[path] = record.Entry(unit, (sha256,), stamp, stat.st_size, stat.st_mtime_ns)

    def _refuse_open(self, path: str, task: str) -> None:
        """Leave alone what a program has open: it would not see the change, and undo it."""
        file = self.folder / path
        if sign := sign_of_use(file):
            name = file.relative_to(self.folder.parent).as_posix()
            message = f"{name} could not be {task}: it is open in another program."
            raise MachineFault(Fault(message, _OPEN.format(sign.name)))

    def remove(self, path: str) -> str | None:
        """Remove a recorded output; returns where it was moved instead, if somebody edited it."""
        try:
            return self._remove(path)
        except OSError as error:
            raise self._fault(error, path, "removed") from error

    def _remove(self, path: str) -> str | None:
        moved_to = None
        if self._is_file(path):
            self._refuse_open(path, "removed")
            if self._is_edited(path, original(path)):
                moved_to = self._move_away(path)
            else:
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
        import shutil

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
