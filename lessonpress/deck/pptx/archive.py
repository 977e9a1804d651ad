"""A zip file that is the same on every day and machine."""

from __future__ import annotations

import io
import zipfile

# The earliest date a zip file can hold (APPNOTE.TXT, 4.4.6).
EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX, _PERMISSIONS = 3, 0o644 << 16
# Content types and the package's relations come first, as OPC readers expect (ECMA-376-2, 9.2).
_FIRST = ("[Content_Types].xml", "_rels/.rels")
# Deflating these again costs seconds and saves nothing.
_PACKED = (".mp4", ".mov", ".m4a", ".mp3")


def reproducible(data: bytes) -> bytes:
    """Return a zip file with its members in a fixed order, with a fixed time and fixed rights."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in sorted(source.namelist(), key=lambda n: (n not in _FIRST, n)):
            member = zipfile.ZipInfo(name, EPOCH)
            member.create_system, member.external_attr = _UNIX, _PERMISSIONS
            packed = name.endswith(_PACKED)
            member.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            copy.writestr(member, source.read(name))
    return target.getvalue()
