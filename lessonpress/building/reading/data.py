"""The files of data a lesson's charts name, read from inside its course's folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from lessonpress.building.reading import assets
from lessonpress.building.reading.assets import Asset
from lessonpress.diagnostics import Diagnostic
from lessonpress.model import DataFile

ENDINGS = (".csv", ".tsv", ".txt", ".yml", ".yaml", ".json")
# What a class can read off a chart is a few kilobytes; this is a whole table of them.
_MOST_BYTES = 1_000_000


def gather(
    folder: Path, files: Iterable[DataFile]
) -> tuple[Mapping[str, bytes], tuple[Diagnostic, ...]]:
    """Return the files' bytes by their paths, and what is wrong with any of them."""
    found: dict[str, bytes] = {}
    complaints: list[Diagnostic] = []
    for file in files:
        read = found.get(file.path) or _read(folder, file)
        if isinstance(read, Diagnostic):
            complaints.append(read)
        else:
            found[file.path] = read
    return found, tuple(complaints)


def _read(folder: Path, file: DataFile) -> bytes | Diagnostic:
    asset = Asset(file.path, file.span, "data file", "data-file", ENDINGS, _MOST_BYTES)
    if not file.path.lower().endswith(ENDINGS):
        hint = "Save it as CSV (comma-separated values)."
        return asset.error("kind", "is not of a kind that can be read", hint)
    return assets.read(folder, asset)
