"""The videos and sounds a lesson names: checked when it is loaded, read again for each deck.

They are too large to be kept at hand, as pictures are, and no handout holds any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from lessonpress import clips
from lessonpress.building.reading import assets
from lessonpress.checks import clips as checks
from lessonpress.checks.complaints import Complaint
from lessonpress.diagnostics import Diagnostic, error, warning
from lessonpress.inputs import Inputs
from lessonpress.model import Clip, Image, Span

Say = Callable[[str, Span, str, str], Diagnostic]


def check(folder: Path, images: Iterable[Image]) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the videos and sounds that `images` stand for."""
    return tuple(found for image in images if image.clip for found in _judged(folder, image))


def read(folder: Path, images: Iterable[Image]) -> Inputs:
    """Return the bytes of what plays under `course/<path>`, without what the files tell.

    One that cannot be read any more is left out.
    """
    named = {image.clip.path: image for image in images if image.clip}
    found = {path: assets.read(folder, _asset(image, path)) for path, image in named.items()}
    return Inputs(
        {
            f"course/{path}": checks.cleaned(path, data)
            for path, data in found.items()
            if isinstance(data, bytes)
        }
    )


def _asset(image: Image, path: str) -> assets.Asset:
    kind = clips.kind_of(path) or "video"
    return assets.Asset(path, image.span, kind, "clip", clips.ENDINGS)


def _judged(folder: Path, image: Image) -> Iterator[Diagnostic]:
    clip = image.clip
    assert clip is not None, "the caller has looked"
    refused = checks.unplayable(clip.path)
    if refused:
        yield _told(error, refused, clip, image)
        return
    data = assets.read(folder, _asset(image, clip.path))
    if isinstance(data, Diagnostic):
        yield data
    elif refused := checks.complaint(clip.path, data):
        yield _told(error, refused, clip, image)
    elif doubt := checks.doubt(clip.path, data):
        yield _told(warning, doubt, clip, image)


def _told(say: Say, found: Complaint, clip: Clip, image: Image) -> Diagnostic:
    message = f'The {clip.kind} "{clip.path}" {found.message}.'
    return say(found.code, image.span, message, found.hint)
