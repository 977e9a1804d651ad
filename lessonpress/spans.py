"""Places in source files."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a source file: its path from the project's folder; line and column from 1."""

    path: str
    line: int
    column: int = 1
