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
        "explanation": "feedback",
        "prereqs": "prereq",
        "prerequisites": "prereq",
        "quote": "testimonial",
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
        "prereq": frozenset({"title"}),
        "keypoints": _TIMED,
        "discussion": _TIMED,
        "callout": frozenset({"title"}),
        "definition": frozenset({"title"}),
        "spoiler": frozenset({"title"}),
        "testimonial": frozenset({"by"}),
        "exercise": _TIMED | {"lines", "space", "ruling", "for"},
        "hint": frozenset(),
        "solution": frozenset(),
        "quiz": _TIMED | {"for", "unit"},
        "feedback": frozenset(),
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
HIDDEN = ("solution", "feedback", "notes", "instructor")
_ALSO_HIDDEN = ("answer", "correct", "note", "teacher", "speaker")
# Quarto's blocks that are shown on a condition, which says something of a block only.
_CONDITIONAL = ("content-visible", "content-hidden", "hidden")
# Shown as it is, a quiz would give its answers away by its ticks.
_HIDING = (*HIDDEN, "quiz", *_CONDITIONAL)

# What may be said of a heading that starts a slide or a part.
HEADING = frozenset({"layout", "minutes", "for"})

# What may be said of a question of many in a quiz, behind its first line.
QUESTION = frozenset({"for", "unit"})

# The kinds of words in brackets, and what may be said of a picture, and of a video or sound.
SPANS = frozenset({"blank", "term"})
PICTURE = frozenset({"alt", "width"})
CLIP = PICTURE | {"poster"}


def sounds_hidden(name: str) -> bool:
    """Say whether somebody who writes this name means to keep something from students."""
    near = difflib.get_close_matches(name.lower(), _HIDING, n=1, cutoff=0.7)
    return bool(near) or any(word in name.lower() for word in (*_HIDING, *_ALSO_HIDDEN))


DIV_NAMES = frozenset({*DIVS, *ALIASES, *BUILDS})
