"""The pictures a lesson names, read from inside its course's folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lessonpress.building.reading import assets
from lessonpress.checks.complaints import Complaint
from lessonpress.checks.pictures import ready
from lessonpress.diagnostics import Diagnostic, error
from lessonpress.inputs import Inputs
from lessonpress.model import Image

ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".tif", ".tiff")
# A photograph as cameras save it has a fifth of this.
_MOST_BYTES = 50_000_000


def gather(folder: Path, images: Iterable[Image]) -> tuple[Inputs, tuple[Diagnostic, ...]]:
    """Return the pictures' bytes under `course/<path>`, and what is wrong with any of them."""
    files: dict[str, bytes] = {}
    complaints: list[Diagnostic] = []
    for image in images:
        if image.clip and not image.path:  # a drawn sign stands for it
            continue
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
    asset = assets.Asset(image.path, image.span, "picture", "picture", ENDINGS, _MOST_BYTES)
    read = assets.read(folder, asset)
    if isinstance(read, Diagnostic):
        return read
    found = ready(read)
    if isinstance(found, Complaint):
        message = f'The picture "{image.path}" {found.message}.'
        return error(found.code, image.span, message, found.hint)
    return found
