"""What the machine did to us, in plain words: a full disk, a locked file, a missing library."""

from __future__ import annotations

import errno
import platform
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path
from traceback import extract_tb


class FaultKind(Enum):
    """What a fault is to those who must decide how to go on."""

    FILE = auto()  # a file or folder could not be used; the message names it
    LIBRARY = auto()  # what sets pages is not there: no page can be made
    JOB = auto()  # one job came to grief; the message does not say which


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of the machine and what to do about it.

    Where `ends_build` is set, every further file would meet the same fault.
    """

    message: str
    hint: str = ""
    ends_build: bool = False
    kind: FaultKind = FaultKind.FILE

    def at(self, path: str) -> Fault:
        """Return the fault with the file it befell."""
        if self.kind is not FaultKind.JOB:
            return self
        return replace(self, message=f"{path}: {self.message}", kind=FaultKind.FILE)


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


def in_the_way(path: Path) -> Path | None:
    """Return the file that stands where a folder above `path` belongs, if one does."""
    return next((folder for folder in path.parents if folder.is_file()), None)


def our_mistake(mistake: Exception, unit: str) -> Fault:
    """Tell of a mistake in our own program, met while the file `unit` was read or made."""
    frames = [f for f in extract_tb(mistake.__traceback__) if "lessonpress" in f.filename]
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    what = f"{type(mistake).__name__}: {mistake}" if str(mistake) else type(mistake).__name__
    hint = f"Please report this, with {unit}; the other files are not touched by it."
    return Fault(f"a mistake in Lessonpress itself{where} ({what}).", hint, kind=FaultKind.JOB)


# --- libraries that are not there ----------------------------------------------------------------

# System, and what installs Pango and HarfBuzz there; source: WeasyPrint's "First Steps".
_INSTALL = {
    "Debian, Ubuntu": "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "Fedora": "sudo dnf install pango harfbuzz",
    "macOS": "brew install pango",
    "Windows": (
        "winget install MSYS2.MSYS2, then "
        r"C:\msys64\usr\bin\pacman -S mingw-w64-x86_64-pango"
    ),
}


def missing_libraries(system: str = "") -> Fault:
    """Return the one message about missing libraries, the command for `system` first."""
    ordered = sorted(_INSTALL, key=lambda name: name != system)
    width = max(map(len, ordered))
    commands = "\n".join(f"{name:<{width}}  {_INSTALL[name]}" for name in ordered)
    return Fault(
        "The handouts were not made: the system libraries Pango and HarfBuzz, which set their "
        "pages, are missing. The decks do not need them.",
        f"Install them once, then build again:\n{commands}",
        kind=FaultKind.LIBRARY,
    )


def this_system() -> str:
    """Return this machine's name in the table of commands, or an empty string."""
    names = {"Darwin": "macOS", "Windows": "Windows", "Linux": ""}
    return names.get(platform.system(), "") or _distribution(_os_release())


def _distribution(os_release: str) -> str:
    """Find the family of a Linux from the text of /etc/os-release (freedesktop.org's format)."""
    families = {"debian": "Debian, Ubuntu", "ubuntu": "Debian, Ubuntu", "fedora": "Fedora"}
    lines = (line.partition("=") for line in os_release.splitlines())
    ids = [word for key, _, value in lines if key in ("ID", "ID_LIKE") for word in _words(value)]
    return next((families[word] for word in ids if word in families), "")


def _words(value: str) -> list[str]:
    return value.strip().strip("\"'").split()


def _os_release() -> str:
    try:
        return Path("/etc/os-release").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
