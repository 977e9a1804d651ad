"""One build at a time in an output folder: a second one waits, so that nothing is torn.

The system lets go of the lock however a build ends. Where a disk knows no locks, or may not be
written to, builds go on without: what stands in their way there is told when a file is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from lessonpress.building.keeping.record import FOLDER

if TYPE_CHECKING:
    from filelock import BaseFileLock

FILE = f"{FOLDER}/lock"

# How often one that waits looks whether the folder is free, in seconds.
_INTERVAL = 0.1


def untold_wait() -> None:
    """Tell nobody that a build waits."""


@contextmanager
def alone(output: Path, waits: Callable[[], None] = untold_wait) -> Iterator[None]:
    """Have an output folder for oneself; `waits` is called where another build is at work there."""
    held, file = _taken(output / FILE, waits), output / FILE
    try:
        yield
    finally:
        if held:
            _leave_nothing(file)
            held.release()


def _taken(file: Path, waits: Callable[[], None]) -> BaseFileLock | None:
    from filelock import FileLock, Timeout

    lock, told = FileLock(file, poll_interval=_INTERVAL), False
    while True:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            lock.acquire(blocking=told)
        except Timeout:
            waits()
            told = True
        except FileNotFoundError:  # whoever was at work has cleared the folder away
            continue
        except (OSError, NotImplementedError):
            return None
        else:
            return lock


def _leave_nothing(file: Path) -> None:
    """Take the lock's file away while it is held, and folders that hold nothing else.

    One that waits sees that the file it has locked is gone, and makes a new one.
    """
    with suppress(OSError):  # Windows keeps a file that is open
        file.unlink()
        file.parent.rmdir()
        file.parent.parent.rmdir()
