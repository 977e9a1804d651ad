"""Whether a unit says what it is for, and its headings lead through it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lessonpress import model as m
from lessonpress.checks.lessons.subject import Subject
from lessonpress.diagnostics import Diagnostic, info, warning
from lessonpress.walking import walk

# From so many slides on, its title among them, a unit is a lesson, and no mere announcement.
_A_LESSON = 6


def without_objectives(subject: Subject) -> Iterator[Diagnostic]:
    """Remark on a lesson that does not say what learners will be able to do."""
    has = any(isinstance(n, m.Box) and n.kind == "objectives" for n in walk(subject.lesson))
    if not has and len(subject.slides) >= _A_LESSON:
        message = "This unit does not say what learners will be able to do after it."
        hint = "Say it at the start: ::: objectives, a list with verbs such as explain, and :::."
        yield info("objectives-missing", subject.lesson.span, message, hint)


def skipped_levels(subject: Subject) -> Iterator[Diagnostic]:
    """Complain about a heading that is more than a level below the one above it."""
    headings = [block for block in subject.lesson.blocks if isinstance(block, m.Heading)]
    for above, heading in pairwise(headings):
        if heading.level > above.level + 1:
            message = (
                f"This heading is of level {heading.level}, and the one above it is of level "
                f"{above.level}: who listens to headings believes to have missed one."
            )
            hint = f"Begin it with {'#' * (above.level + 1)}."
            yield warning("heading-skipped", heading.span, message, hint)
