"""Files as they were when they were read, and whether they still are so."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lessonpress.building.keeping import digests

# A file may change twice within one tick of its disk's clock, and look the same; the slowest, of
# FAT, ticks every 2 seconds.
_TICK = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A file or folder: its size in bytes, its time in nanoseconds, the SHA-256 of what is in it.

    `changed` is when the disk last changed anything of it (0 for a folder): a file may be put in
    another's place with the same size and time. A folder has no digest: its time says whether
    something was put there or taken away.
    """

    size: int
    time: int
    digest: str = ""
    changed: int = 0


ABSENT = Snapshot(-1, -1, "absent")


def take(path: Path, begun: int) -> Snapshot | None:
    """Return how a file or folder is; None where that may have changed since `begun`.

    Times are nanoseconds since 1970, as `time.time_ns` has them.
    """
    try:
        stat = path.stat()
        if stat.st_mtime_ns > begun - _TICK:
            return None
        if path.is_dir():
            return Snapshot(stat.st_size, stat.st_mtime_ns)
        digest = digests.of_bytes(path.read_bytes())
    except FileNotFoundError:
        return ABSENT
    except (OSError, ValueError):
        return None
    return Snapshot(stat.st_size, stat.st_mtime_ns, digest, stat.st_ctime_ns)


def renewed(path: str, known: Snapshot | None, begun: int) -> Snapshot | None:
    """Return how an unchanged file is now; None for one that has changed, or of which is not known.

    Size and time are looked at first, and only where they have moved what is in it.
    """
    if known is None:
        return None
    try:
        stat = os.stat(path)  # noqa: PTH116 - thousands of files at every start
    except FileNotFoundError:
        return known if known == ABSENT else None
    except (OSError, ValueError):
        return None
    changed = stat.st_ctime_ns if known.digest else 0
    if (stat.st_size, stat.st_mtime_ns, changed) == (known.size, known.time, known.changed):
        return known
    found = take(Path(path), begun) if known.digest else None
    return found if found and found.digest == known.digest else None


def stamp(snapshots: Iterable[Snapshot], *more: str) -> str:
    """Return what changes whenever one of the files changes, or anything `more` that is told."""
    seen = (s.digest or f"{s.size} {s.time}" for s in snapshots)
    return digests.of_bytes("\n".join((*seen, *more)).encode())
