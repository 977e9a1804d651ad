"""What there is to know of a picture's bytes, and its bytes without what must not travel."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from lessonpress import svg

if TYPE_CHECKING:
    from PIL.Image import Image

# A screen's pixel: 96 to the inch (CSS 2.2, 4.3.2).
EMU_PER_PIXEL = 9_525
# What PowerPoint shows on every system; python-pptx embeds these as they are.
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
# A picture beyond this many pixels is refused before it is decoded.
MOST_PIXELS = 80_000_000


class UnusablePicture(ValueError):
    """The bytes are no picture a deck can show; the message says why."""


@dataclass(frozen=True, slots=True)
class Size:
    """A picture's natural size in EMU, and whether it stays sharp beyond that."""

    width: int
    height: int
    scalable: bool = False


@lru_cache(maxsize=64)
def size(data: bytes) -> Size:
    """Return a picture's size from its header alone. Raises UnusablePicture."""
    from PIL import Image as Pillow

    if svg.is_svg(data):
        return _size_of_drawing(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            with Pillow.open(io.BytesIO(data), formats=FORMATS) as image:
                width, height = image.size
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning) as mistake:
        raise UnusablePicture("it has too many pixels") from mistake
    except (OSError, ValueError, SyntaxError) as mistake:
        raise UnusablePicture("it is no PNG, JPEG or GIF picture, or is damaged") from mistake
    if width * height > MOST_PIXELS:
        raise UnusablePicture("it has too many pixels")
    return Size(width * EMU_PER_PIXEL, height * EMU_PER_PIXEL)


def _size_of_drawing(data: bytes) -> Size:
    try:
        found = svg.size(data)
    except svg.UnusableSvg as mistake:
        raise UnusablePicture(str(mistake)) from mistake
    width, height = (round(side * EMU_PER_PIXEL) for side in (found.width, found.height))
    return Size(max(width, 1), max(height, 1), scalable=True)


@dataclass(frozen=True, slots=True)
class Embedded:
    """A picture as it goes into the deck."""

    data: bytes
    extension: str
    kind: str


_KINDS = {"PNG": ("png", "image/png"), "JPEG": ("jpg", "image/jpeg"), "GIF": ("gif", "image/gif")}


@lru_cache(maxsize=16)
def embedded(data: bytes) -> Embedded:
    """Return a picture without the place, the camera and the words its file carries.

    A file that carries none, and is of a kind that every program shows, keeps its bytes. Raises
    UnusablePicture.
    """
    from PIL import Image as Pillow

    size(data)
    if svg.is_svg(data):
        return Embedded(data, "svg", "image/svg+xml")
    try:
        with Pillow.open(io.BytesIO(data), formats=FORMATS) as image:
            if image.format in _KINDS and not _tells_tales(image):
                return Embedded(data, *_KINDS[image.format])
            return _stripped(image, "JPEG" if _is_photograph(image, data) else "PNG")
    except (OSError, ValueError, SyntaxError) as mistake:
        raise UnusablePicture("it is damaged") from mistake


def _tells_tales(image: Image) -> bool:
    """Say whether the file carries more than a picture: Exif, XMP, comments, texts."""
    harmless = {"dpi", "gamma", "srgb", "aspect", "transparency", "icc_profile", "interlace"}
    harmless |= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive"}
    harmless |= {"progression", "adobe", "adobe_transform", "version", "background", "duration"}
    harmless |= {"loop", "extension", "timestamp", "chromaticity", "mp", "mpoffset"}
    return bool(set(map(str, image.info)) - harmless or image.getexif())


def _is_photograph(image: Image, data: bytes) -> bool:
    """Say whether a picture was compressed with loss: as PNG it would be many times as large."""
    if image.format == "WEBP" and image.mode == "RGB":
        return data[12:16] == b"VP8 "  # the lossy format's chunk (RFC 9649, 2.5)
    return image.format == "JPEG"


def _stripped(image: Image, kind: str) -> Embedded:
    """Write a picture anew, turned as its Exif says, with its colours' profile and nothing else."""
    from PIL import ImageOps

    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    if kind == "JPEG" and upright.mode not in ("L", "RGB", "CMYK"):
        upright = upright.convert("RGB")
    elif kind == "PNG" and upright.mode not in ("1", "L", "LA", "P", "RGB", "RGBA"):
        upright = upright.convert("RGBA")
    upright.info = {k: v for k, v in upright.info.items() if k == "transparency"}
    target = io.BytesIO()
    options = {"quality": 92} if kind == "JPEG" else {}
    upright.save(target, kind, icc_profile=profile, **options)
    return Embedded(target.getvalue(), *_KINDS[kind])
