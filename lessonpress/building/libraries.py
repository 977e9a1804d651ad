"""What to say when the system libraries that WeasyPrint sets pages with are not there."""

from __future__ import annotations

import platform
from pathlib import Path

from lessonpress.building.faults import Fault

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
