"""What shapes an output's bytes besides its inputs: our code, Python, and the libraries.

To know the versions of all of them takes a while; a stamp of the files they stand in tells in no
time whether they can have changed.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import lessonpress

# The distributions that have a hand in a file's bytes, with those that they are built on.
DISTRIBUTIONS = (
    *("babel", "brotli", "cffi", "cssselect2", "fonttools", "jinja2", "latex2mathml", "lxml"),
    *("markdown", "markupsafe", "pillow", "pydyf", "pygments", "pyphen", "python-pptx", "pyyaml"),
    *("resvg-py", "tinycss2", "tinyhtml5", "typing-extensions", "uharfbuzz", "weasyprint"),
    *("webencodings", "xlsxwriter", "ziafont", "ziamath", "zopfli", "pikepdf", "nh3"),
)

# The system's libraries under WeasyPrint: their files by system, and what tells their version.
_LIBRARIES: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "pango": (
            "pango_version_string",
            ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
        ),
        "harfbuzz": (
            "hb_version_string",
            ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
        ),
        "fontconfig": (
            "FcGetVersion",
            ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Machine:
    """What is known of a machine.

    `versions` is a fingerprint of all that shapes bytes; `stamp` says of which files it was taken,
    the system's `libraries` among them.
    """

    versions: str
    stamp: str
    libraries: tuple[str, ...] = ()


def known(remembered: Machine | None) -> Machine:
    """Return what is known of this machine: what was remembered where it still holds."""
    # Where it is not known in which files the system's libraries stand, they are asked again.
    if remembered and remembered.libraries and remembered.stamp == _stamp(remembered.libraries):
        return remembered
    versions, libraries = _versions()
    return Machine(versions, _stamp(libraries), libraries)


def _stamp(libraries: Iterable[str]) -> str:
    """Return the sizes and times of the files that hold our code and the libraries.

    A folder's time changes whenever a distribution is installed in it or taken away.
    """
    folders = [path for path in sys.path if path.endswith("packages")]
    files = [*_ours(), *folders, *libraries]
    return _digest((sys.version, *(_seen(path) for path in files)))


def _ours() -> Iterator[str]:
    """Yield the files of the package, in a fixed order."""
    for place, folders, names in os.walk(Path(lessonpress.__file__).parent):
        folders[:] = sorted(name for name in folders if not name.startswith(("__", ".")))
        yield from (f"{place}/{name}" for name in sorted(names) if not name.startswith("."))


def _seen(path: str) -> str:
    try:
        stat = os.stat(path)  # noqa: PTH116 - hundreds of files at every start
    except OSError:
        return f"{path} absent"
    return f"{path} {stat.st_size} {stat.st_mtime_ns}"


def _versions() -> tuple[str, tuple[str, ...]]:
    """Return a fingerprint of all versions, and the files of the system's libraries."""
    told = versions()
    return _digest(f"{name} {version}" for name, version in told.items()), _mapped()


def versions() -> Mapping[str, str]:
    """Return what shapes an output's bytes besides its inputs, by name; our code as a digest."""
    import zlib

    code = (hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in _ours())
    named = {"Python": sys.version, "zlib": zlib.ZLIB_RUNTIME_VERSION, "Lessonpress": _digest(code)}
    system = {name: _version(*how) for name, how in _LIBRARIES.items()}
    return {**named, **dict(_distributions()), **system}


def _distributions() -> Iterator[tuple[str, str]]:
    from importlib import metadata

    for name in DISTRIBUTIONS:
        try:
            yield name, metadata.version(name)
        except metadata.PackageNotFoundError:
            yield name, "absent"


def _version(function: str, names: Iterable[str]) -> str:
    import ctypes

    for name in names:
        try:
            tell = getattr(ctypes.CDLL(name), function)
        except (OSError, AttributeError):
            continue
        if not function.startswith("Fc"):  # fontconfig tells a number, the others a text
            tell.restype = ctypes.c_char_p
        return str(tell())
    return "absent"


def _mapped() -> tuple[str, ...]:
    """Return the files of those libraries as Linux has them in memory."""
    maps = Path("/proc/self/maps")
    if not maps.exists():
        return ()
    stems = tuple(f"/{names[0].partition('.so')[0]}" for _, names in _LIBRARIES.values())
    paths = {line.split(maxsplit=5)[-1] for line in maps.read_text("utf-8").splitlines()}
    return tuple(sorted(path for path in paths if any(stem in path for stem in stems)))


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
