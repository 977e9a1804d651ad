"""The files of a course that its lessons name, found inside its folder and nowhere else."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lessonpress.diagnostics import Diagnostic, did_you_mean, error
from lessonpress.model import Span

# A folder of a course that somebody points at a whole disk is not searched to its end for a hint.
_MOST_NAMES = 5_000


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that a lesson names: what it is called in messages, and how such files end.

    One of more than `most` bytes is not read.
    """

    path: str
    span: Span
    noun: str
    code: str
    endings: tuple[str, ...]
    most: int | None = None

    def error(self, code: str, message: str, hint: str = "") -> Diagnostic:
        """Return a complaint of this file; `message` follows its name."""
        text = f'The {self.noun} "{self.path}" {message}.'
        return error(f"{self.code}-{code}", self.span, text, hint)


def read(folder: Path, asset: Asset) -> bytes | Diagnostic:
    """Return a file's bytes, or why it cannot be read."""
    if _leaves(asset.path):
        return _outside(asset)
    file = folder / asset.path
    try:
        if not file.is_file():
            return _missing(folder, asset)
        if not file.resolve().is_relative_to(folder.resolve()):
            return _outside(asset)
        if asset.most is not None and file.stat().st_size > asset.most:
            return asset.error("too-large", f"is larger than {asset.most / 1_000_000:g} MB")
        return file.read_bytes()
    except OSError as fault:
        if fault.errno == errno.ENAMETOOLONG:
            return _missing(folder, asset)
        return asset.error("broken", f"could not be read: {fault.strerror}")


def _leaves(path: str) -> bool:
    """Whether a path is absolute, climbs, or is none at all, on any system."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    return not parts or path.startswith(("/", "\\")) or ".." in parts or ":" in path or "\0" in path


def _outside(asset: Asset) -> Diagnostic:
    hint = "Copy it into the course, for instance into assets/, and name it from there."
    return asset.error("outside", "is not inside the course's folder, so it is not read", hint)


def _missing(folder: Path, asset: Asset) -> Diagnostic:
    message = f'There is no {asset.noun} "{asset.path}" in the course\'s folder.'
    near = did_you_mean(asset.path, _names(folder, asset))
    return error(f"{asset.code}-missing", asset.span, message, near or _where(asset, folder))


def _where(asset: Asset, folder: Path) -> str:
    """Say where the file is looked for, or where one of that name does stand."""
    name = PurePosixPath(asset.path).name.casefold()
    same = [n for n in _names(folder, asset) if PurePosixPath(n).name.casefold() == name]
    if same:
        return f'Did you mean "{same[0]}"?'
    return f"Put it at {folder.name}/{asset.path}, or mend the name."


def _names(folder: Path, asset: Asset) -> list[str]:
    names: list[str] = []
    for place, _, files in os.walk(folder):
        like = (Path(place, file) for file in files if file.lower().endswith(asset.endings))
        names += [file.relative_to(folder).as_posix() for file in like]
        if len(names) > _MOST_NAMES:
            break
    return sorted(names)
