"""What stands where on paper: objectives first, key points last, notes where students see them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lessonpress import collation
from lessonpress.handout import links
from lessonpress.handout.lengths import is_long
from lessonpress.model import (
    Audience,
    Block,
    Blocks,
    Box,
    Exercise,
    Footnote,
    GlossaryEntry,
    Heading,
    Lesson,
    Question,
    Source,
)
from lessonpress.views import asked, for_audience
from lessonpress.walking import walk

Note = Footnote | GlossaryEntry | Source


@dataclass(frozen=True, slots=True)
class Notes:
    """What explains words of the text; `endnotes` are footnotes that no page's foot can hold."""

    footnotes: tuple[Footnote, ...]
    glossary: tuple[GlossaryEntry, ...]
    sources: tuple[Source, ...]
    links: tuple[links.Reference, ...]
    endnotes: tuple[Footnote, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A lesson in the order of its pages.

    `front` holds the objectives and what learners should know, `close` the key points, each with
    the heading that stands over nothing else; `answered` are the questions whose answers the
    lesson holds. `notes` is what the student's pages explain; `answer_notes` what only the answers
    of a key mention, kept apart so that a key's pages break where the student's do.
    """

    front: Blocks
    body: Blocks
    close: Blocks
    exercises: tuple[Exercise, ...]
    answered: tuple[Question, ...]
    notes: Notes
    answer_notes: Notes


def arranged(lesson: Lesson) -> Arrangement:
    """Return the lesson in the order of its pages."""
    front, rest = _taken_out("objectives", lesson.blocks)
    prereq, rest = _taken_out("prereq", rest)
    close, body = _taken_out("keypoints", rest)
    questions = [node for node in walk(lesson.blocks) if isinstance(node, Question)]
    students = for_audience(lesson, Audience.STUDENT)
    shared = _keys(students)
    told, told_by_answers = links.references(students), links.references(lesson, students)
    return Arrangement(
        front=front + prereq,
        body=body,
        close=close,
        exercises=tuple(node for node in walk(lesson.blocks) if isinstance(node, Exercise)),
        answered=tuple(q for q in questions if q != asked(q)),
        notes=_with_endnotes(_notes(lesson, shared, told)),
        answer_notes=_notes(lesson, _keys(lesson) - shared, told_by_answers),
    )


# --- boxes that move -----------------------------------------------------------------------------


def _taken_out(kind: str, blocks: Blocks) -> tuple[Blocks, Blocks]:
    """Return the boxes of a kind, with headings that would be left over nothing, and the rest."""
    taken: list[Block] = []
    rest: list[Block] = []
    sections = list(_sections(blocks))
    for section, following in zip(sections, [*sections[1:], ()], strict=True):
        if _holds_only(kind, section) and not _is_deeper(following, section):
            taken += section
        else:
            taken += [block for block in section if _is_box(kind, block)]
            rest += [block for block in section if not _is_box(kind, block)]
    return tuple(taken), tuple(rest)


def _sections(blocks: Blocks) -> Iterator[Blocks]:
    """Cut before every heading."""
    start = 0
    for position, block in enumerate(blocks):
        if isinstance(block, Heading) and position > start:
            yield blocks[start:position]
            start = position
    yield blocks[start:]


def _holds_only(kind: str, section: Blocks) -> bool:
    boxes = section[1:]
    return bool(boxes) and isinstance(section[0], Heading) and all(_is_box(kind, b) for b in boxes)


def _is_deeper(section: Blocks, other: Blocks) -> bool:
    heads = [s[0].level for s in (section, other) if s and isinstance(s[0], Heading)]
    return len(heads) == 2 and heads[0] > heads[1]


def _is_box(kind: str, block: Block) -> bool:
    return isinstance(block, Box) and block.kind == kind


# --- notes ---------------------------------------------------------------------------------------


def _keys(lesson: Lesson) -> frozenset[tuple[type, str]]:
    notes: tuple[Note, ...] = (*lesson.footnotes, *lesson.glossary, *lesson.sources)
    return frozenset((type(note), note.key) for note in notes)


def _notes(
    lesson: Lesson, keys: frozenset[tuple[type, str]], told: tuple[links.Reference, ...]
) -> Notes:
    glossary = (entry for entry in lesson.glossary if (GlossaryEntry, entry.key) in keys)
    return Notes(
        footnotes=tuple(note for note in lesson.footnotes if (Footnote, note.key) in keys),
        glossary=tuple(sorted(glossary, key=lambda entry: collation.order(entry.key, lesson.lang))),
        sources=tuple(source for source in lesson.sources if (Source, source.key) in keys),
        links=told,
    )


def _with_endnotes(notes: Notes) -> Notes:
    long = tuple(note for note in notes.footnotes if is_long(note))
    short = tuple(note for note in notes.footnotes if not is_long(note))
    return replace(notes, footnotes=short, endnotes=long)
