"""Videos and sounds: which files are, and what PowerPoint calls them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Literal

from lessonpress.model import Image

Kind = Literal["video", "sound"]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that PowerPoint plays on every system: its ending in a deck, its MIME type."""

    kind: Kind
    extension: str
    mime: str


# By the ending of a file's name.
FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        ".mp4": Format("video", "mp4", "video/mp4"),
        ".m4v": Format("video", "mp4", "video/mp4"),
        ".mov": Format("video", "mov", "video/quicktime"),
        ".mp3": Format("sound", "mp3", "audio/mpeg"),
        ".m4a": Format("sound", "m4a", "audio/mp4"),
        ".wav": Format("sound", "wav", "audio/wav"),
    }
)
ENDINGS = tuple(FORMATS)

# What people have, and PowerPoint plays nowhere or on one system alone.
_OTHER_VIDEOS = (".webm", ".mkv", ".avi", ".wmv", ".flv", ".mpg", ".mpeg", ".ogv", ".3gp")
_OTHER_SOUNDS = (".ogg", ".oga", ".opus", ".flac", ".aac", ".wma", ".aiff", ".aif")


def format_of(path: str) -> Format | None:
    """Return how PowerPoint plays a file, by the ending of its name; None for any other."""
    return FORMATS.get(ending(path))


def kind_of(path: str) -> Kind | None:
    """Return whether a file is a video or a sound, played or not; None for any other."""
    found = format_of(path)
    if found:
        return found.kind
    if ending(path) in _OTHER_VIDEOS:
        return "video"
    return "sound" if ending(path) in _OTHER_SOUNDS else None


def ending(path: str) -> str:
    """Return the ending of a file's name, in lower case."""
    return PurePosixPath(path).suffix.lower()


def source(image: Image) -> str:
    """Return where a job's inputs hold a picture, or the sign in the place of one."""
    if image.clip and not image.path:
        return poster(image.clip.kind)
    return f"course/{image.path}"


def poster(kind: Kind) -> str:
    """Return the template that is shown for a video or sound without a picture of its own."""
    return f"templates/posters/{kind}.svg"
