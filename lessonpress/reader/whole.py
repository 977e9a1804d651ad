"""What only the whole unit tells: where links, footnotes and objectives lead, what is misplaced."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from lessonpress import diagnostics, markup, objectives
from lessonpress import model as m
from lessonpress.reader.limits import DEEPEST, TOO_DEEP
from lessonpress.reader.reading import Reading
from lessonpress.walking import rewrite, walk

_MOST_HINTS = 100


def checked(lesson: m.Lesson, reading: Reading) -> m.Lesson:
    """Turn links and footnote marks that lead nowhere into text, with a complaint."""
    targets = {node.id for node in walk(lesson) if isinstance(node, m.Block)}
    terms = _terms(lesson, reading)
    footnotes = {footnote.key for footnote in lesson.footnotes}
    _check_places(lesson, reading)
    _check_ticks(lesson, reading)
    _check_objectives(lesson, reading)
    strays = _stray_feedback(lesson, reading)
    for footnote in reading.footnotes:
        if footnote.key not in footnotes:
            message = f'Nothing calls the footnote "{footnote.key}"; it is left out.'
            hint = f"Write [^{footnote.key}] where it belongs, or delete it."
            reading.warn("footnote-unused", footnote.span, message, hint)

    def change(node: Any) -> tuple[Any, ...]:
        match node:
            case m.Link(href, children) if href.startswith("#") and href[1:] not in targets:
                if href[1:] in terms:
                    return (m.Link(f"#{terms[href[1:]]}", children),)
                _complain_of_link(href, targets | set(terms), reading)
                return children
            case m.Feedback() if node.id in strays:
                return (m.InstructorNote(node.id, node.span, node.blocks),)
            case m.Footnote():
                return (rewrite(node, lambda inner: _told_in_brackets(inner, lesson, reading)),)
            case m.FootnoteMark(key) if key not in footnotes:
                span = reading.find(f"[^{key}]", 1)
                message = f'There is no footnote "{key}"; the mark is shown as text.'
                hint = f"Write its text on a line of its own: [^{key}]: …"
                reading.warn("footnote-missing", span, message, hint)
                return (m.Text(f"[^{key}]"),)
            case _:
                return (node,)

    return rewrite(lesson, change)


def _terms(lesson: m.Lesson, reading: Reading) -> dict[str, str]:
    """Return the terms the unit uses and the glossary explains: how links call each, and its id."""
    used = {node.key for node in walk(lesson) if isinstance(node, m.Term)}
    explained = [e.key for e in reading.course.glossary if e.meaning and e.key in used]
    ids = {markup.term_id(key): markup.term_id(key) for key in explained}
    return {markup.slug(key): markup.term_id(key) for key in explained} | ids


def _told_in_brackets(node: Any, lesson: m.Lesson, reading: Reading) -> tuple[Any, ...]:
    """Put a footnote that another one calls into it, in brackets: paper has one foot a page."""
    if not isinstance(node, m.FootnoteMark):
        return (node,)
    span = reading.find(f"[^{node.key}]", 1)
    message = "A footnote cannot call another; that one's text is put in brackets."
    reading.warn("footnote-in-footnote", span, message, "Say both in one.")
    called = [f for f in lesson.footnotes if f.key == node.key]
    texts = [t for t in walk(tuple(called)) if isinstance(t, m.Paragraph)]
    words = " ".join(markup.plain(text.inlines) for text in texts)
    return (m.Text(f" ({words})" if words else f"[^{node.key}]"),)


def _check_places(lesson: m.Lesson, reading: Reading) -> None:
    """Complain about what stands too deep in other blocks, or where it means nothing."""
    nodes = [node for node in walk(lesson) if isinstance(node, m.Block)]
    at_home = {b.id for e in nodes if isinstance(e, m.Exercise) for b in (*e.hints, *e.solutions)}
    for node in nodes:
        if node.id.count(".") == DEEPEST:
            reading.fail("nested-too-deeply", node.span, *TOO_DEEP)
        if isinstance(node, m.Hint | m.Solution) and node.id not in at_home:
            name = type(node).__name__.lower()
            message = f"This {name} stands in no exercise."
            hint = "Put it inside ::: exercise, before the ::: that ends it."
            reading.warn("outside-exercise", node.span, message, hint)


def _stray_feedback(lesson: m.Lesson, reading: Reading) -> set[str]:
    """Return the ids of feedback that stands at no question or choice, with complaints."""
    nodes = [node for node in walk(lesson) if isinstance(node, m.Block)]
    at_home = {f.id for n in nodes if isinstance(n, m.Question | m.Choice) for f in n.feedback}
    strays = [n for n in nodes if isinstance(n, m.Feedback) and n.id not in at_home]
    for stray in strays:
        message = "This feedback stands in no quiz; only the instructor will see it."
        hint = "Put it inside ::: quiz, behind the answers that it speaks of."
        reading.warn("outside-quiz", stray.span, message, hint)
    return {stray.id for stray in strays}


def _check_ticks(lesson: m.Lesson, reading: Reading) -> None:
    for list_ in _ticked(lesson):
        message = "The ticks in this list would show students which items are right."
        hint = "Put the question into ::: quiz and :::, where its ticks are for you alone."
        reading.fail("ticks-shown", list_.span, message, hint)


def _ticked(lesson: m.Lesson) -> Iterator[m.ItemList]:
    """Yield lists that students see, and that look like a question's choices with their answers."""
    for node in walk(lesson, (m.Notes, m.InstructorNote, m.Solution, m.Feedback)):
        blocks: m.Blocks = getattr(node, "blocks", ())
        for above, below in pairwise(blocks):
            if isinstance(below, m.ItemList) and _asks(above, node) and _is_marked(below):
                yield below


def _asks(block: m.Block, around: object) -> bool:
    text = markup.plain(block.inlines) if isinstance(block, m.Paragraph | m.Heading) else ""
    return bool(text) and (text.rstrip().endswith("?") or isinstance(around, m.Exercise))


def _is_marked(list_: m.ItemList) -> bool:
    return {True, False} <= {item.checked for item in list_.items}


def _check_objectives(lesson: m.Lesson, reading: Reading) -> None:
    """Complain about objectives that something is said to be for, and the unit has not."""
    known = {item.id for item in objectives.named(lesson)}
    nodes = (n for n in walk(lesson) if isinstance(n, m.Heading | m.Exercise | m.Question))
    for node in nodes:
        for wanted in node.objectives:
            if wanted not in known:
                message = f'No objective of this unit is called "{wanted}".'
                hint = diagnostics.did_you_mean(wanted, known)
                hint = hint or f"Name it behind its words: - Compare the two {{#{wanted}}}."
                reading.warn("objective-unknown", node.span, message, hint)


def _complain_of_link(href: str, targets: set[str], reading: Reading) -> None:
    message = f'Nothing in this unit is called "{href[1:]}"; the link is left out.'
    # Each is compared with every id: whoever has more wrong links than this needs no more hints.
    near = targets if len(reading.complaints) < _MOST_HINTS else ()
    hint = diagnostics.did_you_mean(href[1:], near) or "Give its target {#an-id}."
    reading.warn("link-target-missing", reading.find(href, 1), message, hint)
