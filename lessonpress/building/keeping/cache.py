"""Finished files that builds share: in other folders, other checkouts, on a CI's machines.

An entry is a file named after all that a file is made from, so two builds that would write it would
write the same. It is put there whole, and its digest is checked whenever it is read. Where the
cache cannot be used, files are made as without: it costs a build time, and nothing else.

    <folder>/<two letters>/<digest of what it is made from>
    three lines: "lessonpress 1" and the digest of the others; how it was made, as JSON; its bytes
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from time import time

from lessonpress.building.faults import fault_of
from lessonpress.building.keeping import digests, memory
from lessonpress.building.keeping.memory import Key, Making
from lessonpress.building.products import Product
from lessonpress.diagnostics import Diagnostic, info, warning
from lessonpress.spans import Span

# In bytes; a course of ten units takes some forty million.
MOST = 5_000_000_000

_KIND = b"lessonpress 1 "
_PART = ".part"
# In seconds: nobody writes an entry for so long.
_ABANDONED = 3_600


def name_of(product: Product, key: Key) -> str:
    """Return what an entry is called: a digest of all that its file is made from."""
    return digests.of_value((product.kind, product.audience, key))


class Cache:
    """A folder of entries, of at most so many bytes.

    Many builds may use it at the same time.
    """

    def __init__(self, folder: Path, most: int = MOST) -> None:
        self._folder, self._most = folder, most
        self._written, self._closed = False, False
        self._complaints: list[Diagnostic] = []

    def said(self) -> tuple[Diagnostic, ...]:
        """Return what went wrong since this was asked last."""
        said, self._complaints = tuple(self._complaints), []
        return said

    def get(self, name: str) -> tuple[Making, bytes] | None:
        """Return how a file was made, and its bytes; nothing where it is not there, or damaged."""
        file = self._file(name)
        try:
            entry = file.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            self._say(error, "read")
            return None
        found = _opened(entry)
        if found is None:
            self._refuse(file)
            return None
        with suppress(OSError):  # what was used last goes last
            os.utime(file)
        return found

    def put(self, name: str, making: Making, data: bytes) -> None:
        """Keep a file. Where that cannot be done, it is said once, and not tried again."""
        file = self._file(name)
        if self._closed or file.exists():
            return
        rest = json.dumps(asdict(making)).encode() + b"\n" + data
        part = file.with_name(f".{os.urandom(8).hex()}{_PART}")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(_KIND + digests.of_bytes(rest).encode() + b"\n" + rest)
            part.replace(file)
            self._written = True
        except OSError as error:
            self._closed = True
            self._say(error, "written")
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def trim(self) -> None:
        """Take the oldest entries away where there is too much; what nobody has used is old."""
        if not self._written:
            return
        entries = sorted(_entries(self._folder))
        size = sum(size for _, size, _ in entries)
        for _, bytes_, path in entries:
            if size <= self._most:
                return
            with suppress(OSError):  # another build has just done so
                os.unlink(path)  # noqa: PTH108 - as scandir names it
            size -= bytes_

    def _file(self, name: str) -> Path:
        return self._folder / name[:2] / name

    def _refuse(self, file: Path) -> None:
        message = "This entry of the cache is not as it was written, so it was not used."
        hint = "It is made anew. Find out who else writes there if this comes again."
        self._complaints.append(warning("cache-damaged", Span(str(file), 1), message, hint))
        with suppress(OSError):
            file.unlink()

    def _say(self, error: OSError, task: str) -> None:
        fault = fault_of(error, "The cache", task)
        hint, where = "All is built as without a cache.", Span(str(self._folder), 1)
        self._complaints.append(info("cache-unusable", where, fault.message, hint))


def _opened(entry: bytes) -> tuple[Making, bytes] | None:
    """Return what is in an entry whose digest is right."""
    head, _, rest = entry.partition(b"\n")
    if head != _KIND + digests.of_bytes(rest).encode():
        return None
    told, _, data = rest.partition(b"\n")
    try:
        making = memory.making(json.loads(told))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    return (making, data) if digests.of_bytes(data) == making.sha256 else None


def _entries(folder: Path) -> Iterator[tuple[int, int, str]]:
    """Yield when each entry was used, its size and its path.

    What another build is just writing is left out; what a killed one left half written is not.
    """
    for place, _, names in os.walk(folder):
        for name in names:
            path = f"{place}/{name}"
            with suppress(OSError):
                stat = os.stat(path)  # noqa: PTH116 - there may be many
                if not name.endswith(_PART) or time() - stat.st_mtime > _ABANDONED:
                    yield stat.st_mtime_ns, stat.st_size, path
