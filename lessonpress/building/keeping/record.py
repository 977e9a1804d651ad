"""What was built earlier: each output's path, the hash of its bytes, and the unit it came from.

It stands in output/.lessonpress/record.json and tells outputs whose source is gone, and those that
somebody edited since. While a build runs, each output is announced in a journal before it is
written, so that a killed build's own files are not taken for hand edits. A damaged record is as
good as none: it never stops a build.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lessonpress.building.keeping.writing import write_whole

FOLDER = ".lessonpress"
FILES = ("record.json", "journal.jsonl")
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One output: the unit it was made from (`course/unit`), and the hashes its bytes may have.

    There are two hashes where a build was killed between announcing a file and writing it. `stamp`
    is of all that it was made from; `size` (bytes) and `time` (nanoseconds) are the file's as it
    was written, so that it need not be read to see that nobody has changed it.
    """

    unit: str
    hashes: tuple[str, ...]
    stamp: str = ""
    size: int = -1
    time: int = -1


Record = Mapping[str, Entry]


def seen(output: Path) -> tuple[tuple[int, int, int], ...]:
    """Return what tells whether another build has written a record since: a new file each time."""
    return tuple(_seen_file(output / FOLDER / name) for name in FILES)


def _seen_file(path: Path) -> tuple[int, int, int]:
    try:
        stat = path.stat()
    except OSError:
        return (-1, -1, -1)
    return stat.st_ino, stat.st_size, stat.st_mtime_ns


def load(output: Path) -> dict[str, Entry]:
    """Read the record below the output folder; what is damaged in it is left out."""
    entries = dict(_entries(_read_json(output / FOLDER / FILES[0])))
    for path, announced in _journal(output):
        known = entries.get(path, Entry(announced.unit, ()))
        entries[path] = Entry(announced.unit, known.hashes + announced.hashes)
    return entries


def save(output: Path, record: Record) -> None:
    """Write the record and drop the journal. Raises OSError."""
    outputs = {path: _told(entry) for path, entry in sorted(record.items())}
    text = json.dumps({"format": FORMAT, "outputs": outputs})
    write_whole(output / FOLDER / FILES[0], text.encode())
    _journal_path(output).unlink(missing_ok=True)


def _told(entry: Entry) -> dict[str, Any]:
    seen = {"stamp": entry.stamp, "size": entry.size, "time": entry.time}
    return {"unit": entry.unit, "sha256": entry.hashes[-1], **seen}


def announce(output: Path, path: str, unit: str, sha256: str) -> None:
    """Note in the journal that `path` is about to be written. Raises OSError."""
    (output / FOLDER).mkdir(parents=True, exist_ok=True)
    with _journal_path(output).open("a", encoding="utf-8") as journal:
        # A killed build may have left half a line: begin on a new one.
        journal.write("\n" + json.dumps({path: {"unit": unit, "sha256": sha256}}))


def _journal_path(output: Path) -> Path:
    return output / FOLDER / FILES[1]


def _journal(output: Path) -> Iterator[tuple[str, Entry]]:
    try:
        text = _journal_path(output).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    for line in text.splitlines():
        yield from _entries({"format": FORMAT, "outputs": _parsed(line)})


def _read_json(path: Path) -> Any:
    try:
        return _parsed(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return None


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _entries(document: Any) -> Iterator[tuple[str, Entry]]:
    """Yield the entries that are what they should be: anything may stand in a damaged file."""
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        return
    outputs = document.get("outputs")
    for path, value in outputs.items() if isinstance(outputs, dict) else ():
        entry = _entry(value) if isinstance(value, dict) and _INSIDE.fullmatch(path) else None
        if entry:
            yield path, entry


def _entry(told: Mapping[str, Any]) -> Entry | None:
    """Return an entry. What is damaged in when it was written is left out: its bytes tell, too."""
    unit, sha256 = told.get("unit"), told.get("sha256")
    if not (isinstance(unit, str) and isinstance(sha256, str)):
        return None
    stamp, size, time = told.get("stamp"), told.get("size"), told.get("time")
    if isinstance(stamp, str) and isinstance(size, int) and isinstance(time, int):
        return Entry(unit, (sha256,), stamp, size, time)
    return Entry(unit, (sha256,))


# A path that stays in the output folder, on any system, and out of what is hidden there: the record
# decides what is removed, and anything may stand in a damaged one.
_LETTER = r"[^/\\\0\ud800-\udfff]"
_PART = rf"(?!\.){_LETTER}+"
_INSIDE = re.compile(rf"(?!.:){_PART}(?:/{_PART})*", re.DOTALL)
