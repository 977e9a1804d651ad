"""Whether slides can be taken in while somebody speaks."""

from __future__ import annotations

from collections.abc import Iterator

from lessonpress import markup, outline
from lessonpress import model as m
from lessonpress.checks.lessons.subject import Subject
from lessonpress.diagnostics import Diagnostic, info
from lessonpress.walking import walk

# What an audience reads while it listens. Tasks and questions are read in silence.
_LISTENED_TO = frozenset({"content", "two-columns", "text-figure", "keypoints", "objectives"})
_MOST_WORDS, _MOST_ITEMS = 60, 7
# Words are counted as they are meant: "about 60".
_ABOUT = 1.1
# What is looked at, rather than read.
_LOOKED_AT = (m.Table, m.Figure, m.CodeBlock, m.Equation, m.Notes, m.InstructorNote)


def crowded(subject: Subject) -> Iterator[Diagnostic]:
    """Remark on slides with many words or many items: who reads does not listen."""
    for slide in subject.slides:
        if slide.role not in _LISTENED_TO:
            continue
        nodes = [*walk(slide.blocks, _LOOKED_AT)]
        words = sum(len(markup.plain(text).split()) for text in _texts(nodes))
        items = sum(isinstance(node, m.ListItem) for node in nodes)
        if words > _MOST_WORDS * _ABOUT:
            yield _crowded(slide, f"{words} words", f"about {_MOST_WORDS}")
        elif items > _MOST_ITEMS:
            yield _crowded(slide, f"{items} items", str(_MOST_ITEMS))


def _texts(nodes: list[object]) -> Iterator[m.Inlines]:
    for node in nodes:
        if isinstance(node, m.Paragraph | m.Heading):
            yield node.inlines


def _crowded(slide: outline.Slide, many: str, most: str) -> Diagnostic:
    message = f"This slide has {many}; people who listen take in {most}."
    hint = "Divide it by --- or a heading, or let ::: notes or ::: handout-only say a part of it."
    return info("slide-crowded", slide.span, message, hint)


def same_titles(subject: Subject) -> Iterator[Diagnostic]:
    """Remark on headings that give two slides the same title: outlines and readers need names."""
    headed = {block.id for block in subject.lesson.blocks if isinstance(block, m.Heading)}
    first: dict[str, int] = {}
    for slide in subject.slides:
        title = markup.plain(slide.title).strip().casefold()
        if not title or slide.id not in headed:
            continue
        if title in first:
            message = f"This slide is called as the one of line {first[title]} is."
            hint = "Let each title say what its own slide adds."
            yield info("titles-same", slide.span, message, hint)
        first.setdefault(title, slide.span.line)
