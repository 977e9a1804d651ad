"""The line that a complaint is about, with a caret below its place, as the file has it now."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from lessonpress.spans import Span

# A longer line is cut around the place, in characters.
_WIDEST, _BEFORE = 96, 64
# What is longer is no text that anybody wrote by hand.
_MOST_BYTES = 4_000_000


class Quotations:
    """Quotes files of a project; each is read once."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self._files: dict[str, list[str]] = {}

    def of(self, span: Span) -> tuple[str, ...]:
        """Return the line of a place and a caret below it; nothing where there is none to show."""
        lines = self._lines(span.path)
        text = lines[span.line - 1] if 0 < span.line <= len(lines) else ""
        if not text.strip():
            return ()
        start = max(0, min(span.column - 1, len(text)))
        left = max(0, start - _BEFORE) if len(text) > _WIDEST else 0
        shown = _shown(text[left : left + _WIDEST].rstrip())
        before = _shown(text[left:start])
        more = "…" if left else ""
        after = "…" if left + _WIDEST < len(text) else ""
        return f"{more}{shown}{after}", f"{' ' * (len(more) + _columns(before))}^"

    def _lines(self, path: str) -> list[str]:
        if path not in self._files:
            self._files[path] = _read(self._project / path)
        return self._files[path]


def _read(path: Path) -> list[str]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            return []
        return path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except (OSError, ValueError):  # gone since; or a name that no file can have
        return []


def _shown(text: str) -> str:
    """Return text in which each character takes the room that a terminal gives it."""
    return "".join(c if c.isprintable() else " " for c in text)


def _columns(text: str) -> int:
    """Return the width of text on a terminal: Chinese signs take two columns, accents none."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)
