"""The words of the language: the kinds of divs, and what may be said about each.

One place for the reader, for suggestions in messages, and for the manual.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from types import MappingProxyType

# Other names under which lessons written elsewhere know our kinds.
ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "challenge": "exercise",
        "callout-note": "callout",
        "callout-tip": "callout",
        "callout-warning": "callout",
        "callout-important": "callout",
        "callout-caution": "callout",
    }
)

_TIMED = frozenset({"title", "minutes"})

# The kinds of divs, and the attributes each knows beside an id.
DIVS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "objectives": _TIMED,
        "questions": _TIMED,
        "keypoints": _TIMED,
        "discussion": _TIMED,
        "callout": frozenset({"title"}),
        "exercise": _TIMED | {"lines", "space", "ruling"},
        "hint": frozenset(),
        "solution": frozenset(),
        "notes": frozenset(),
        "instructor": frozenset(),
        "columns": frozenset(),
        "column": frozenset({"width"}),
        "slide-only": frozenset(),
        "handout-only": frozenset(),
    }
)

# Whether the items of the lists in a div appear click by click, as pandoc has it. They may stand
# beside a kind, or alone: then the div is nothing but its content.
BUILDS: Mapping[str, bool] = MappingProxyType({"incremental": True, "nonincremental": False})

# What students never see. Of several kinds that a div is given, one of these wins, and a name that
# is nearly one of them is an error: its content must not reach students by a slip of the pen.
HIDDEN = ("solution", "notes", "instructor")
# A quiz is not read yet, and shown as it is its ticks would give its answers away.
_ALSO_HIDDEN = ("answer", "note", "teacher", "speaker", "quiz")


def sounds_hidden(name: str) -> bool:
    """Say whether somebody who writes this name means to keep something from students."""
    near = difflib.get_close_matches(name.lower(), HIDDEN, n=1, cutoff=0.7)
    return bool(near) or any(word in name.lower() for word in (*HIDDEN, *_ALSO_HIDDEN))


DIV_NAMES = frozenset({*DIVS, *ALIASES, *BUILDS})
