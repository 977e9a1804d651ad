"""Fingerprints of values and files: two that are equal give equal bytes, in any process.

Pickled values would not do: what pickle writes depends on which equal objects are one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

from lessonpress.spans import Span

Write = Callable[[str], object]


def of_bytes(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def of_files(files: Mapping[str, bytes]) -> str:
    """Return a fingerprint of files with their paths, in whatever order they come."""
    return of_value(tuple(sorted((path, of_bytes(data)) for path, data in files.items())))


def of_value(value: object) -> str:
    """Return a fingerprint of data classes, tuples and plain values, without their spans.

    Where something stands in a source changes no output. Raises TypeError for other types.
    """
    parts: list[str] = []
    _write(value, parts.append)
    return of_bytes("".join(parts).encode("utf-8", "surrogatepass"))


def _write(value: Any, write: Write) -> None:
    if isinstance(value, Enum):
        write(f"{type(value).__name__}.{value.name};")
    elif isinstance(value, str):  # its length first, so that no text can look like two
        write(f"{len(value)}:{value}")
    elif isinstance(value, tuple):
        _write_all(value, write)
    elif isinstance(value, Span):
        write("@;")
    elif is_dataclass(value):
        kind: Any = type(value)
        write(f"{kind.__name__}<")
        for name in _names(kind):
            _write(getattr(value, name), write)
        write(">")
    elif isinstance(value, Mapping):
        _write_all(tuple(sorted(value.items())), write)
    elif isinstance(value, bytes):
        write(f"{of_bytes(value)};")
    elif value is None or isinstance(value, bool | int | float) or _is_decimal(value):
        write(f"{value!r};")
    else:
        raise TypeError(f"no fingerprint for a {type(value).__name__}")


def _is_decimal(value: object) -> bool:
    from decimal import Decimal

    return isinstance(value, Decimal)


def _write_all(values: Iterable[Any], write: Write) -> None:
    write("(")
    for value in values:
        _write(value, write)
    write(")")


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
