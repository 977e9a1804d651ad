"""What an audience gets to see of a lesson, and what goes on slides or on paper.

`for_audience` is the one gate between the instructor and the students: whatever a student's file
must not hold is cut here, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from lessonpress import markup
from lessonpress import model as m
from lessonpress.walking import Change, rewrite, walk


def cut(lesson: m.Lesson, medium: m.Medium, audience: m.Audience) -> m.Lesson:
    """Return what stands on `medium` and `audience` may see: all that templates ever get.

    The medium comes first, because running text that goes to the speaker's notes is for the
    instructor alone.
    """
    return for_audience(for_medium(lesson, medium), audience)


def for_audience(lesson: m.Lesson, audience: m.Audience) -> m.Lesson:
    """Return what `audience` may see: students no note, solution, answer, or blank's word."""
    return _in_use(rewrite(replace(lesson, switches=()), _AUDIENCES[audience]))


def for_medium(lesson: m.Lesson, medium: m.Medium) -> m.Lesson:
    """Return what stands on slides, or on paper, where headings descend a step at a time.

    For slides it makes notes, so it comes before `for_audience`: see `cut`.
    """

    def change(node: Any) -> tuple[Any, ...]:
        if not isinstance(node, m.Only):
            return (node,)
        if node.medium is not medium:
            # What the instructor is told there holds for the lesson all the same.
            return tuple(n for n in walk(node.blocks) if isinstance(n, m.Notes | m.InstructorNote))
        # A block for one medium may hold another.
        return tuple(kept for block in node.blocks for kept in change(block))

    cut = _in_use(rewrite(lesson, change))
    return _for_paper(cut) if medium is m.Medium.HANDOUT else _for_slides(cut)


# --- audiences -----------------------------------------------------------------------------------


def _everything(node: Any) -> tuple[Any, ...]:
    return (node,)


def _without_remarks(node: Any) -> tuple[Any, ...]:
    return () if isinstance(node, m.Notes | m.InstructorNote) else _at_once(node)


def _for_students(node: Any) -> tuple[Any, ...]:
    match node:
        case m.Notes() | m.InstructorNote() | m.Feedback():
            return ()
        case m.Question():
            return (asked(node),)
        case m.Solution():
            return (replace(node, blocks=()),)
        case m.Blank():
            return (replace(node, answer=()),)
        case _:
            return _at_once(node)


def _at_once(node: Any) -> tuple[Any, ...]:
    """Show what the instructor reveals click by click: nobody else clicks."""
    match node:
        case m.Pause():
            return ()
        case m.ItemList(incremental=True) | m.DefinitionList(incremental=True):
            return (replace(node, incremental=False),)
        case _:
            return (node,)


def asked(question: m.Question) -> m.Question:
    """Return a question as it is asked: without its answer, and what is said to that."""
    answer = question.answer
    hidden = answer and _WITHOUT_ANSWER[type(answer)](answer)
    return replace(question, answer=hidden, feedback=())


def _unticked(answer: m.Choices) -> m.Choices:
    choices = (replace(choice, right=None, feedback=()) for choice in answer.choices)
    return replace(answer, choices=tuple(choices))


_WITHOUT_ANSWER: Mapping[type, Callable[[Any], m.Answer]] = MappingProxyType(
    {
        m.Choices: _unticked,
        m.Truth: lambda answer: replace(answer, right=None),
        m.Written: lambda answer: replace(answer, accepted=()),
        m.Matching: lambda answer: replace(
            answer, items=tuple(replace(item, option=None) for item in answer.items)
        ),
        m.Ordering: lambda answer: replace(
            answer, steps=tuple(replace(step, place=None) for step in answer.steps)
        ),
    }
)

_AUDIENCES: Mapping[m.Audience, Change] = MappingProxyType(
    {
        m.Audience.STUDENT: _for_students,
        m.Audience.KEY: _without_remarks,
        m.Audience.INSTRUCTOR: _everything,
    }
)


def _in_use(lesson: m.Lesson) -> m.Lesson:
    """Drop what nothing left mentions, and links to what is left out."""
    footnotes = _footnotes_in_use(lesson)
    lesson = _linked(replace(lesson, footnotes=footnotes))
    footnotes = lesson.footnotes
    seen = set(_keys((lesson.blocks, footnotes)))
    words = {(kind, key.casefold()) for kind, key in seen} | _defined(lesson)
    return replace(
        lesson,
        footnotes=footnotes,
        glossary=tuple(e for e in lesson.glossary if (m.Term, e.key.casefold()) in words),
        sources=tuple(s for s in lesson.sources if (m.Citation, s.key) in seen),
    )


def _defined(lesson: m.Lesson) -> set[tuple[type, str]]:
    """Return the terms that a lesson's definitions explain."""
    boxes = [n for n in walk(lesson) if isinstance(n, m.Box) and n.kind == "definition"]
    listed = [node for node in walk(tuple(boxes)) if isinstance(node, m.Definition)]
    terms = [box.title for box in boxes] + [term for item in listed for term in item.terms]
    return {(m.Term, markup.plain(term).casefold()) for term in terms}


def _linked(lesson: m.Lesson) -> m.Lesson:
    targets = {f"#{node.id}" for node in walk(lesson) if isinstance(node, m.Block)}
    targets |= {f"#{markup.term_id(n.key)}" for n in walk(lesson) if isinstance(n, m.Term)}

    def change(node: Any) -> tuple[Any, ...]:
        dead = isinstance(node, m.Link) and node.href.startswith("#") and node.href not in targets
        return tuple(node.children) if dead else (node,)

    return rewrite(lesson, change)


def _footnotes_in_use(lesson: m.Lesson) -> tuple[m.Footnote, ...]:
    """Follow the marks from the text, through footnotes that call others."""
    by_key = {f.key: f for f in lesson.footnotes}
    wanted = [key for kind, key in _keys(lesson.blocks) if kind is m.FootnoteMark]
    reached: set[str] = set()
    while wanted:
        key = wanted.pop()
        if key in by_key and key not in reached:
            reached.add(key)
            wanted += [k for kind, k in _keys(by_key[key]) if kind is m.FootnoteMark]
    return tuple(f for f in lesson.footnotes if f.key in reached)


def _keys(nodes: object) -> list[tuple[type, str]]:
    mentions = (m.Term, m.Citation, m.FootnoteMark)
    return [(type(node), node.key) for node in walk(nodes) if isinstance(node, mentions)]


# --- slides --------------------------------------------------------------------------------------


def _for_slides(lesson: m.Lesson) -> m.Lesson:
    """Move to the speaker's notes what is not shown: hints, and prose where it is to be spoken."""
    blocks = lesson.blocks
    if lesson.prose_in_notes:
        blocks = tuple(_spoken(b) if isinstance(b, m.Paragraph) else b for b in blocks)
    return rewrite(replace(lesson, blocks=blocks), _with_spoken_hints)


def _with_spoken_hints(node: Any) -> tuple[Any, ...]:
    if not isinstance(node, m.Exercise):
        return (node,)
    hints = tuple(_spoken(hint) for hint in node.hints)
    return (replace(node, hints=(), blocks=node.blocks + hints),)


def _spoken(block: m.Block) -> m.Notes:
    return m.Notes(f"{block.id}-spoken", block.span, (block,))


# --- paper ---------------------------------------------------------------------------------------


def _for_paper(lesson: m.Lesson) -> m.Lesson:
    """Drop what only slides have, and close gaps between heading levels, which PDF/UA forbids."""
    kept = tuple(b for b in lesson.blocks if not isinstance(b, m.SlideBreak))
    step = _stepper()
    return rewrite(
        replace(lesson, blocks=kept), lambda node: tuple(step(n) for n in _at_once(node))
    )


def _stepper() -> Callable[[Any], Any]:
    """Return a function that gives headings, in order, the level their depth has."""
    above: list[int] = []

    def step(node: Any) -> Any:
        if not isinstance(node, m.Heading):
            return node
        while above and above[-1] >= node.level:
            above.pop()
        above.append(node.level)
        return replace(node, level=len(above))

    return step
