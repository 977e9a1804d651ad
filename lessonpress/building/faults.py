"""What the machine did to us, in plain words: a full disk, a locked file, a missing library."""

from __future__ import annotations

import errno
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of the machine and what to do about it.

    Where `ends_build` is set, every further file would meet the same fault.
    """

    message: str
    hint: str = ""
    ends_build: bool = False


class MachineFault(Exception):
    """Raised where a file could not be written, moved or removed; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


_FULL = "Make room on the disk, then build again: what is finished is kept."
_LOCKED = "Close it in PowerPoint or the PDF viewer, or ask for the right to write there."
_LONG = "Give the unit or the course a shorter name."

# errno -> (what is the matter, what to do, whether the next file would meet it too)
_CAUSES: dict[int, tuple[str, str, bool]] = {
    errno.ENOSPC: ("the disk is full", _FULL, True),
    errno.EDQUOT: ("your share of the disk is used up", _FULL, True),
    errno.EFBIG: ("it is larger than this disk allows", _FULL, False),
    errno.EROFS: ("the disk is read-only", "Build in a folder you may write to.", True),
    errno.EACCES: ("it is locked by another program, or you may not write there", _LOCKED, False),
    errno.EPERM: ("it is locked by another program, or you may not write there", _LOCKED, False),
    errno.EBUSY: ("another program holds it open", _LOCKED, False),
    errno.ENAMETOOLONG: ("its name is too long for this disk", _LONG, False),
    errno.ENOTDIR: ("a file stands where a folder belongs", "Move that file away.", False),
    errno.EEXIST: ("a file stands where a folder belongs", "Move that file away.", False),
    errno.EISDIR: ("a folder stands in its place", "Move that folder away.", False),
}


def fault_of(error: OSError, path: object, task: str = "written") -> Fault:
    """Say in plain words why the file at `path` could not be `task` (written, moved, removed)."""
    unknown = (error.strerror or str(error), "", False)
    cause, hint, ends_build = _CAUSES.get(error.errno or 0, unknown)
    return Fault(f"{path} could not be {task}: {cause}.", hint, ends_build)
