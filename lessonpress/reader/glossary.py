"""Words that a unit explains: its own definitions, and what the course's glossary adds.

Where both explain a term, the course's words stand, so that units agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from lessonpress import markup
from lessonpress import model as m
from lessonpress.reader.reading import Reading
from lessonpress.walking import walk

_UNSEEN = (m.Notes, m.InstructorNote, m.Solution, m.Feedback)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def named(title: str, tree: Element, reading: Reading) -> Iterator[str]:
    """Yield the terms of a definition whose inlines are not read yet, as they will be printed."""
    if title:
        yield reading.parser.typographic(title)
    texts = [e.text or "" for e in tree if e.tag in _HEADINGS][:1]
    texts += [e.text or "" for e in tree.iter("dt")]
    yield from (reading.parser.typographic(re.sub(r"[*_`]", "", text)) for text in texts)


def entries(lesson: m.Lesson, course: m.Course, reading: Reading) -> tuple[m.GlossaryEntry, ...]:
    """Return an entry for each term the unit uses or defines, in the order of its first mention."""
    own = dict(_definitions(lesson, reading))
    known = {key: m.GlossaryEntry(key, meaning) for key, meaning in own.items()}
    known |= {entry.key: entry for entry in course.glossary}
    by_name = {key.casefold(): key for key in known}
    mentioned = (_mentioned(node) for node in walk(lesson))
    keys = dict.fromkeys(by_name.get(k.casefold(), k) for group in mentioned for k in group)
    return tuple(known.get(key, m.GlossaryEntry(key, "")) for key in keys)


def _mentioned(node: object) -> Iterable[str]:
    match node:
        case m.Term(key):
            return (key,)
        case m.Box(kind="definition"):
            return (markup.plain(term) for term in terms(node))
    return ()


def terms(box: m.Box) -> tuple[m.Inlines, ...]:
    """Return the terms that a definition explains: its title, or those of its lists."""
    lists = (block for block in box.blocks if isinstance(block, m.DefinitionList))
    listed = (term for list_ in lists for item in list_.items for term in item.terms)
    return ((box.title,) if box.title else ()) + tuple(listed)


def _definitions(lesson: m.Lesson, reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield the terms that students find defined, and what they mean."""
    for box in walk(lesson, _UNSEEN):
        if not isinstance(box, m.Box) or box.kind != "definition":
            continue
        if not terms(box):
            message = "It is not said which term this defines."
            hint = "Begin with the term: a heading, or a line of it above one of : and its meaning."
            reading.warn("definition-unnamed", box.span, message, hint)
        if box.title:
            yield markup.plain(box.title), _said(box.blocks)
        for block in box.blocks:
            for item in block.items if isinstance(block, m.DefinitionList) else ():
                yield from ((markup.plain(term), _said(item.blocks)) for term in item.terms)


def _said(blocks: m.Blocks) -> str:
    """Return what explains a word: no other word's meaning, and nothing that is to be done."""
    others = (*_UNSEEN, m.DefinitionList, m.Exercise, m.Quiz)
    texts = (n for n in walk(blocks, others) if isinstance(n, m.Paragraph))
    return " ".join(markup.plain(text.inlines) for text in texts)
