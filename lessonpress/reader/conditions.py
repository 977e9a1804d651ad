"""Quarto's conditions: where what stands in `.content-visible` or `.content-hidden` is shown.

A condition on formats makes a block for slides or for handouts alone, one on profiles a block for
the instructor. What cannot be decided is kept from students, with an error that stops the unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from lessonpress.reader.attributes import Attributes
from lessonpress.reader.vocabulary import DIV_NAMES

# Whether students see the content where the condition holds.
SHOWS: Mapping[str, bool] = MappingProxyType({"content-visible": True, "content-hidden": False})
WORDS = ("when-", "unless-")

_SLIDES = frozenset(
    {"pptx", "powerpoint", "revealjs", "beamer", "slidy", "slideous", "dzslides", "s5"}
)
_PAPER = frozenset(
    {"pdf", "html", "docx", "odt", "latex", "typst", "context", "epub", "markdown", "gfm"}
)
_INSTRUCTOR = frozenset(
    {"instructor", "instructors", "teacher", "teachers", "lecturer", "tutor", "tutors", "trainer"}
    | {"solution", "solutions", "answer", "answers", "key", "notes"}
)
_STUDENT = frozenset({"student", "students", "learner", "learners", "participants"})

# A condition that is never met by what students get: its content is theirs everywhere.
EVERYWHERE = ""
ABOUT: Mapping[str, tuple[tuple[frozenset[str], tuple[str, str]], ...]] = MappingProxyType(
    {
        # Of each set of values: what is shown where one holds, and what where it does not.
        "format": (
            (_SLIDES, ("slide-only", "handout-only")),
            (_PAPER, ("handout-only", "slide-only")),
        ),
        "profile": (
            (_INSTRUCTOR, ("instructor", EVERYWHERE)),
            (_STUDENT, (EVERYWHERE, "instructor")),
        ),
    }
)


def is_key(key: str) -> bool:
    """Say whether an attribute is a condition."""
    return key.lower().startswith(WORDS)


def depends(given: Attributes) -> bool:
    """Say whether a div is shown on a condition."""
    return any(name.lower() in SHOWS for name in given.classes) or any(map(is_key, given.values))


def kind(given: Attributes) -> str | None:
    """Return the kind of div that a condition makes: EVERYWHERE for none, None if undecided."""
    names = {name.lower() for name in given.classes}
    said, keys = [*names & SHOWS.keys()], [*filter(is_key, given.values)]
    if len(said) != 1 or len(keys) != 1 or names & DIV_NAMES:
        return None
    word, _, about = keys[0].lower().partition("-")
    value = given.values[keys[0]].strip().lower()
    for values, (where, elsewhere) in ABOUT.get(about, ()):
        if value in values:
            return where if SHOWS[said[0]] == (word == "when") else elsewhere
    return None
