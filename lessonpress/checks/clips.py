"""Whether a video or sound is what its name says, and its bytes without what its file tells.

Both read the boxes of ISO files (ISO/IEC 14496-12, 4.2), the chunks of RIFF, and ID3 tags. A tag
is blanked where it stands: what plays is found by its distance from the file's start.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from lessonpress import clips
from lessonpress.checks.complaints import Complaint

# What still goes by e-mail, and what a build has room for: writing a deck of 100 MB took 430 MB.
LARGE, TOO_LARGE = 50_000_000, 200_000_000

_ISO = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")
_HOLDING = (b"moov", b"trak", b"mdia")
_TELLING = (b"udta", b"meta", b"uuid")
_MP3_SYNC = re.compile(rb"\xff[\xe2-\xff]")
# Codecs that PowerPoint plays on some computers only, by their names in a file.
_CODECS = MappingProxyType(
    {b"hvc1": "HEVC", b"hev1": "HEVC", b"av01": "AV1", b"vp09": "VP9", b"ap4h": "ProRes"}
)
_CONVERT = MappingProxyType(
    {
        "video": "Convert it to MP4 (H.264 and AAC), with HandBrake for instance.",
        "sound": "Convert it to MP3 or M4A, with Audacity for instance.",
    }
)


class Box(NamedTuple):
    """A box of an ISO file, or a chunk of a RIFF: its name, and where it and its content are."""

    name: bytes
    start: int
    inside: int
    end: int


def unplayable(path: str) -> Complaint | None:
    """Return why PowerPoint would not play a file of this name."""
    kind = clips.kind_of(path)
    if kind is None or clips.format_of(path):
        return None
    message = f"is a {kind} of a kind ({clips.ending(path)}) that PowerPoint does not play"
    return Complaint("clip-kind", message, _CONVERT[kind])


def complaint(path: str, data: bytes) -> Complaint | None:
    """Return what is wrong with a video's or sound's bytes, or None."""
    format_ = clips.FORMATS[clips.ending(path)]
    if len(data) > TOO_LARGE:
        hint = "Cut it, save it smaller, or upload it and link to it."
        return Complaint("clip-too-large", f"has {_megabytes(data)}, too much for a deck", hint)
    if not _BEGINNINGS[format_.extension](data):
        hint = f"Does it play? If so: {_CONVERT[format_.kind]}"
        message = f"is damaged, or no {clips.ending(path)} file whatever its name says"
        return Complaint("clip-broken", message, hint)
    return None


def doubt(path: str, data: bytes) -> Complaint | None:
    """Return what may go wrong with a sound file in a classroom, or None."""
    kind = clips.FORMATS[clips.ending(path)].kind
    for codec in _codecs(data) if kind == "video" else ():
        message = f"is coded as {codec}, which PowerPoint plays on some computers only"
        return Complaint("clip-codec", message, _CONVERT[kind])
    if len(data) > LARGE:
        hint = "Cut it, or save it smaller: 1280 x 720 is enough for a classroom."
        message = f"has {_megabytes(data)}, and makes every deck that shows it as large"
        return Complaint("clip-large", message, hint)
    return None


def _megabytes(data: bytes) -> str:
    return f"{len(data) / 1e6:,.0f} MB"


def _is_iso(data: bytes) -> bool:
    return data[4:8] in _ISO and any(box.name == b"moov" for box in _boxes(data, 0, len(data)))


def _is_mp3(data: bytes) -> bool:
    return data[:3] == b"ID3" or _MP3_SYNC.match(data) is not None


def _is_wave(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] == b"WAVE"


_BEGINNINGS: Mapping[str, Callable[[bytes], bool]] = MappingProxyType(
    {"mp4": _is_iso, "mov": _is_iso, "m4a": _is_iso, "mp3": _is_mp3, "wav": _is_wave}
)


def _codecs(data: bytes) -> Iterator[str]:
    for box in _boxes(data, 0, len(data)):
        if box.name == b"moov":
            inside = data[box.inside : box.end]
            yield from (name for mark, name in _CODECS.items() if mark in inside)


# --- what its file tells -------------------------------------------------------------------------


def cleaned(path: str, data: bytes) -> bytes:
    """Return a sound file's bytes without titles, authors, places and programs' names."""
    return _CLEANERS[clips.FORMATS[clips.ending(path)].extension](data)


def _without_boxes(data: bytes) -> bytes:
    blank = bytearray(data)
    for box in _telling(data, 0, len(data)):
        blank[box.start + 4 : box.start + 8] = b"free"
        blank[box.inside : box.end] = bytes(box.end - box.inside)
    return bytes(blank)


def _telling(data: bytes, start: int, end: int) -> Iterator[Box]:
    for box in _boxes(data, start, end):
        if box.name in _TELLING:
            yield box
        elif box.name in _HOLDING:
            yield from _telling(data, box.inside, box.end)


def _boxes(data: bytes, start: int, end: int) -> Iterator[Box]:
    """Yield the boxes between two places; what is no box ends them."""
    while start + 8 <= end:
        size, inside = int.from_bytes(data[start : start + 4], "big"), start + 8
        if size == 1:  # the size is too large for four bytes
            size, inside = int.from_bytes(data[inside : inside + 8], "big"), inside + 8
        stop = start + size if size else end  # the last box may end with the file
        if not inside <= stop <= end:
            return
        yield Box(data[start + 4 : start + 8], start, inside, stop)
        start = stop


def _without_tags(data: bytes) -> bytes:
    """Cut off ID3 tags: version 2 before the sound (its size in 7-bit bytes), 1 behind it."""
    while data[:3] == b"ID3" and len(data) > 10:
        size = 0
        for byte in data[6:10]:
            size = size << 7 | byte & 0x7F
        footer = 10 if data[5] & 0x10 else 0
        data = data[10 + size + footer :]
    return data[:-128] if data[-128:-125] == b"TAG" else data


def _without_chunks(data: bytes) -> bytes:
    """Blank the chunks that say who made a sound and with what, but not its format and samples."""
    blank = bytearray(data)
    start = 12
    while start + 8 <= len(data):
        size = int.from_bytes(data[start + 4 : start + 8], "little")
        stop = min(start + 8 + size + size % 2, len(data))
        if data[start : start + 4] not in (b"fmt ", b"data", b"fact"):
            blank[start : start + 4] = b"JUNK"
            blank[start + 8 : stop] = bytes(stop - start - 8)
        start = stop
    return bytes(blank)


_CLEANERS: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType(
    {
        "mp4": _without_boxes,
        "mov": _without_boxes,
        "m4a": _without_boxes,
        "mp3": _without_tags,
        "wav": _without_chunks,
    }
)
