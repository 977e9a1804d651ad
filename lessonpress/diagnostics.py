"""What went wrong, or might have, in an instructor's words.

A content error is a value that is returned beside a result; it never raises. Where and how one is
printed is the business of `cli`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from lessonpress.spans import Span


class Severity(StrEnum):
    """How bad it is: an error fails the build, a warning fails it under --strict, info never."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One complaint: what is wrong, where, and what to do about it (`hint`).

    `code` is a short name that stays the same from release to release (`image-missing`).
    """

    severity: Severity
    code: str
    span: Span
    message: str
    hint: str = ""


def error(code: str, span: Span, message: str, hint: str = "") -> Diagnostic:
    """Return a complaint that fails the build."""
    return Diagnostic(Severity.ERROR, code, span, message, hint)


def warning(code: str, span: Span, message: str, hint: str = "") -> Diagnostic:
    """Return a complaint that fails the build only under --strict."""
    return Diagnostic(Severity.WARNING, code, span, message, hint)


def info(code: str, span: Span, message: str, hint: str = "") -> Diagnostic:
    """Return a remark that never fails a build."""
    return Diagnostic(Severity.INFO, code, span, message, hint)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return «Did you mean "objectives"?» for the nearest known word, or an empty string."""
    nearest = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.7)
    return f'Did you mean "{nearest[0]}"?' if nearest else ""


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Say whether any of the diagnostics fails the build."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics sorted by place, each once."""
    return tuple(sorted(set(diagnostics), key=lambda d: (d.span, d.severity, d.code, d.message)))
