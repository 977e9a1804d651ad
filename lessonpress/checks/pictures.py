"""Whether a picture's bytes can be shown: known kind, whole, and of a size that can be drawn."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from lessonpress import pictures, svg
from lessonpress.checks import vectors
from lessonpress.checks.complaints import Complaint

# What Pillow reads without loss; decks and pages get what they cannot show as PNG or JPEG.
FORMATS = ("PNG", "JPEG", "MPO", "GIF", "WEBP", "BMP", "TIFF")

# A picture of 13,000 x 13,000 points took 11 s and 1.35 GB in a PDF; cameras make up to about 60.
MAX_MEGAPIXELS = 64
# What is no JPEG is unpacked to be printed, and took 550 MB with as many.
_MAX_UNPACKED = 32


_BROKEN = Complaint(
    "picture-broken",
    "is damaged, or not a picture at all",
    "Open it in a picture viewer; if that fails too, export it again as PNG or JPEG.",
)


def ready(data: bytes) -> bytes | Complaint:
    """Return a picture as it may be shown, clean of all that does not draw.

    Where it was taken, by whom and with what goes to nobody, on slides or on paper.
    """
    return vectors.cleaned(data, _clean) if svg.is_svg(data) else _clean(data)


def _clean(data: bytes) -> bytes | Complaint:
    try:
        return complaint(data) or pictures.embedded(data).data
    except pictures.UnusablePicture:
        return _BROKEN


def complaint(data: bytes) -> Complaint | None:
    """Return what is wrong with a photograph's bytes, or None where it can be shown."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data)) as picture:
            found = _of_kind(picture.format) or _of_mode(picture.mode)
            found = found or _of_size(picture.format, *picture.size)
            return found or _of_bytes(data)
    except Image.DecompressionBombError:
        return _too_large("far too many")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        return _BROKEN


def _of_kind(name: str | None) -> Complaint | None:
    return None if name in FORMATS else _wrong_kind(name or "unknown")


def _wrong_kind(name: str) -> Complaint:
    hint = "Save it as PNG (drawings, screenshots) or JPEG (photographs)."
    message = f"is a picture of the kind {name}, which decks cannot show"
    return Complaint("picture-kind", message, hint)


def _of_mode(mode: str) -> Complaint | None:
    """Refuse grey of 16 or 32 bits, Pillow's "I;16" and "I": WeasyPrint takes it for colours."""
    if not mode.startswith("I"):
        return None
    hint = "Save it with 8 bits per channel, in an image editor or on export."
    message = "is grey with 16 bits per channel, which cannot be printed"
    return Complaint("picture-kind", message, hint)


def _of_size(kind: str | None, width: int, height: int) -> Complaint | None:
    most = MAX_MEGAPIXELS if kind in ("JPEG", "MPO") else _MAX_UNPACKED
    if width * height <= most * 1_000_000:
        return None
    return _too_large(f"{width} x {height}", most)


def _too_large(size: str, most: int = _MAX_UNPACKED) -> Complaint:
    hint = f"Scale it down below {most} million pixels; 2,000 pixels wide is plenty."
    return Complaint("picture-too-large", f"has {size} pixels", hint)


def _of_bytes(data: bytes) -> Complaint | None:
    """Read the picture to its end: a file cut short has a good beginning."""
    from PIL import Image

    with _strict_pillow(), Image.open(io.BytesIO(data)) as picture:
        if picture.format == "PNG":
            picture.verify()  # reads every chunk and its checksum without unpacking the pixels
        else:
            picture.draft("L", (64, 64))  # a JPEG is read whole but unpacked small
            picture.load()
    return None


@contextmanager
def _strict_pillow() -> Iterator[None]:
    """Have Pillow refuse files cut short: importing WeasyPrint tells it to draw them in grey."""
    from PIL import ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
