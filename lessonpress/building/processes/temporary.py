"""A temporary folder that goes with its process, or, where that was killed, with the next build.

The owner holds a lock on a file in it. The system lets go of a lock however a process ends, so a
folder whose lock is free is nobody's; a pid could belong to another program by then.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

_PREFIX = "lessonpress-"
_LOCK = "lock"


class TemporaryFolder:
    """A folder at `path` until it is closed. Making one sweeps those of killed processes."""

    def __init__(self) -> None:
        _sweep(Path(tempfile.gettempdir()))
        self._folder = tempfile.TemporaryDirectory(prefix=_PREFIX)
        self.path = Path(self._folder.name)
        self._held = (self.path / _LOCK).open("xb", buffering=0)
        _lock(self._held)
        self._held.write(b"held")  # only now may others try the lock: see _is_abandoned

    def close(self) -> None:
        """Remove the folder; Windows removes no file that is open."""
        self._held.close()
        self._folder.cleanup()


def write_fonts(folder: Path, fonts: Iterable[bytes]) -> None:
    """Write fonts into a new folder, in their order.

    They are numbered, as what they are called is of no matter to who reads them, and no two fonts
    may have one name: not `a/B.ttf` and `b/B.ttf`, nor `B.ttf` and `b.TTF` where those are one.
    """
    folder.mkdir(parents=True)
    for number, data in enumerate(fonts, 1):
        (folder / f"{number:04}.ttf").write_bytes(data)


def _sweep(place: Path) -> None:
    for folder in place.glob(f"{_PREFIX}*"):
        if _is_abandoned(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_abandoned(folder: Path) -> bool:
    """Whether a lock was held here and is not any more; other people's folders cannot be opened."""
    try:
        with (folder / _LOCK).open("r+b", buffering=0) as file:
            _lock(file)
            file.seek(0, 2)
            return file.tell() > 0
    except OSError:
        return False


def _lock(file: BinaryIO) -> None:
    """Lock a file, or raise OSError where another process, or another handle, has locked it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
