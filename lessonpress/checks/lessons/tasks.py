"""Whether tasks can be done on paper, and looked up afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from lessonpress import model as m
from lessonpress.checks.lessons.subject import Subject
from lessonpress.diagnostics import Diagnostic, info
from lessonpress.walking import walk


def unsolved(subject: Subject) -> Iterator[Diagnostic]:
    """Remark on exercises that the key will say nothing of."""
    for node in walk(subject.lesson):
        if isinstance(node, m.Exercise) and not any(s.blocks for s in node.solutions):
            message = "This exercise has no solution, so that the answer key leaves its room empty."
            hint = "Write one in it, between ::: solution and :::; or what a good answer has."
            yield info("exercise-unsolved", node.span, message, hint)


def misplaced_blanks(subject: Subject) -> Iterator[Diagnostic]:
    """Remark on blanks where students have nothing to write on, or something else to do."""
    for node in walk(subject.lesson):
        where, texts = _no_place(node)
        if any(isinstance(each, m.Blank) for each in walk(texts)):
            message = f"A blank in {where} is hard to fill in."
            hint = "Leave words out of running text or lists, or ask for them in a ::: quiz."
            yield info("blank-misplaced", node.span, message, hint)


def _no_place(node: object) -> tuple[str, object]:
    """Return what a node is called that is no place for blanks, and what stands in it."""
    match node:
        case m.Heading():
            return "a heading", node.inlines
        case m.Figure():
            return "a caption", node.caption
        case m.Question():
            return "a question", node.blocks
        case m.Choice():
            return "a choice", node.blocks
    return "", ()
