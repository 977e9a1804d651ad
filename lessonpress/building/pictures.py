"""The pictures a lesson names, read from inside its course's folder and nowhere else."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from lessonpress.checks.complaints import Complaint
from lessonpress.checks.pictures import ready
from lessonpress.diagnostics import Diagnostic, did_you_mean, error
from lessonpress.inputs import Inputs
from lessonpress.model import Image

ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".tif", ".tiff")

# A folder of a course that somebody points at a whole disk is not searched to its end for a hint.
_MOST_NAMES = 5_000


def gather(folder: Path, images: Iterable[Image]) -> tuple[Inputs, tuple[Diagnostic, ...]]:
    """Return the pictures' bytes under `course/<path>`, and what is wrong with any of them."""
    files: dict[str, bytes] = {}
    complaints: list[Diagnostic] = []
    for image in images:
        read = files.get(f"course/{image.path}") or _shown(folder, image)
        if isinstance(read, Diagnostic):
            complaints.append(read)
        else:
            files[f"course/{image.path}"] = read
    return Inputs(files), tuple(complaints)


def of(images: Iterable[Image], gathered: Inputs) -> Inputs:
    """Return those of the gathered pictures that `images` shows: a student's lesson has fewer."""
    paths = {f"course/{image.path}" for image in images}
    return Inputs({path: data for path, data in gathered.items() if path in paths})


def _shown(folder: Path, image: Image) -> bytes | Diagnostic:
    """Return a picture's bytes, an SVG's without what must not travel."""
    read = _read(folder, image)
    if isinstance(read, Diagnostic):
        return read
    found = ready(read)
    if isinstance(found, Complaint):
        message = f'The picture "{image.path}" {found.message}.'
        return error(found.code, image.span, message, found.hint)
    return found


def _read(folder: Path, image: Image) -> bytes | Diagnostic:
    if _leaves(image.path):
        return _outside(image)
    file = folder / image.path
    try:
        if not file.is_file():
            return _missing(folder, image)
        inside = file.resolve().is_relative_to(folder.resolve())
        return file.read_bytes() if inside else _outside(image)
    except OSError as fault:
        if fault.errno == errno.ENAMETOOLONG:
            return _missing(folder, image)
        message = f'The picture "{image.path}" could not be read: {fault.strerror}.'
        return error("picture-broken", image.span, message)


def _leaves(path: str) -> bool:
    """Whether a path is absolute, climbs, or is none at all, on any system."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    return not parts or path.startswith(("/", "\\")) or ".." in parts or ":" in path or "\0" in path


def _outside(image: Image) -> Diagnostic:
    message = f'The picture "{image.path}" is not inside the course\'s folder, so it is not read.'
    hint = "Copy it into the course, for instance into assets/, and name it from there."
    return error("picture-outside", image.span, message, hint)


def _missing(folder: Path, image: Image) -> Diagnostic:
    message = f'There is no picture "{image.path}" in the course\'s folder.'
    near = did_you_mean(image.path, _names(folder))
    return error("picture-missing", image.span, message, near or _where(image.path, folder))


def _where(path: str, folder: Path) -> str:
    """Say where the picture is looked for, or where one of that name does stand."""
    name = PurePosixPath(path).name.casefold()
    same = [n for n in _names(folder) if PurePosixPath(n).name.casefold() == name]
    if same:
        return f'Did you mean "{same[0]}"?'
    return f"Put it at {folder.name}/{path}, or mend the name."


def _names(folder: Path) -> list[str]:
    names: list[str] = []
    for place, _, files in os.walk(folder):
        pictures = (Path(place, f) for f in files if f.lower().endswith(ENDINGS))
        names += [picture.relative_to(folder).as_posix() for picture in pictures]
        if len(names) > _MOST_NAMES:
            break
    return sorted(names)
