"""Which files can be a reference deck, and what is said of those that cannot.

A template (.potx), a show (.ppsx) and their siblings with macros differ from a .pptx in the name of
one content type; they are read as what they hold. Macros are left behind when a deck is written.
"""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache

# A reference deck with all its pictures is a few megabytes; one that unpacks to more is a bomb.
MOST_UNPACKED = 200_000_000
MOST_PARTS = 20_000

_TYPES = "[Content_Types].xml"
_MAIN = "presentationml.presentation.main+xml"
_SIBLINGS = (
    b"application/vnd.openxmlformats-officedocument.presentationml.template.main+xml",
    b"application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml",
    b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
    b"application/vnd.ms-powerpoint.template.macroEnabled.main+xml",
    b"application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml",
)
_PPTX = f"application/vnd.openxmlformats-officedocument.{_MAIN}".encode()
# [MS-CFB] 2.2: old PowerPoint files, and new ones that a password protects ([MS-OFFCRYPTO] 2.3.4).
_COMPOUND_FILE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class UnusableReference(ValueError):
    """The reference deck is no .pptx that can be built on; the message says why."""


@lru_cache(maxsize=8)
def opened(data: bytes) -> bytes:
    """Return a presentation or one of its siblings as a .pptx. Raises UnusableReference."""
    if data.startswith(_COMPOUND_FILE):
        raise UnusableReference(
            "a password protects it" if _ENCRYPTED in data else "it is in PowerPoint's old format"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _as_pptx(data, archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as mistake:
        raise UnusableReference("it is not a whole .pptx file") from mistake


def _as_pptx(data: bytes, archive: zipfile.ZipFile) -> bytes:
    members = archive.infolist()
    if sum(member.file_size for member in members) > MOST_UNPACKED or len(members) > MOST_PARTS:
        raise UnusableReference("it unpacks to more than 200 MB")
    names = {member.filename for member in members}
    if len(names) < len(members):
        raise UnusableReference("it holds two parts of the same name")
    if "mimetype" in names:
        raise UnusableReference("it is an OpenDocument presentation")
    if _TYPES not in names:
        raise UnusableReference("it is not a whole .pptx file")
    types = archive.read(_TYPES)
    if b"themeManager+xml" in types and _PPTX not in types:
        raise UnusableReference("it is an Office theme (.thmx) and no presentation")
    sibling = next((name for name in _SIBLINGS if name in types), None)
    return _retyped(archive, types.replace(sibling, _PPTX)) if sibling else data


def _retyped(archive: zipfile.ZipFile, types: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for member in archive.infolist():
            data = types if member.filename == _TYPES else archive.read(member)
            copy.writestr(zipfile.ZipInfo(member.filename), data)
    return target.getvalue()
