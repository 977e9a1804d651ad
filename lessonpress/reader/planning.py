"""What an author says of teaching: how many minutes something takes, and for which objectives."""

from __future__ import annotations

import re

from lessonpress import model as m
from lessonpress.reader.reading import Reading


def minutes(given: str | None, span: m.Span, reading: Reading) -> int | None:
    """Return the minutes that `minutes=` says; None where it says nothing that is understood."""
    if given is None or re.fullmatch(r"[0-9]{1,3}", given):
        return None if given is None else int(given)
    message = f'"{given}" is not a number of minutes.'
    reading.warn("minutes-unclear", span, message, "Write a whole number: minutes=10.")
    return None


def objectives(given: str | None) -> tuple[str, ...]:
    """Return the ids that `for="one two"` names."""
    return tuple(dict.fromkeys((given or "").replace(",", " ").replace("#", " ").split()))
