"""Where links lead on slides, to what has no place of its own there. Pure.

A deck has no glossary: a link to a term leads to the slide that first uses it. What is spoken, a
hint for instance, is on no slide: a link leads to the one it is spoken over. A heading
whose slide a box has filled leads to that box's.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lessonpress import markup
from lessonpress import model as m
from lessonpress.outline import Slide
from lessonpress.walking import rewrite, walk


def led(slides: tuple[Slide, ...]) -> tuple[Slide, ...]:
    """Return the slides with every link to a term, a heading or what is spoken leading to one."""
    places = _places(slides)

    def change(node: Any) -> tuple[Any, ...]:
        if isinstance(node, m.Link) and node.href[1:] in places:
            return (replace(node, href=f"#{places[node.href[1:]]}"),)
        return (node,)

    return tuple(rewrite(slide, change) for slide in slides)


def _places(slides: tuple[Slide, ...]) -> dict[str, str]:
    """Return the slide of each term, heading and spoken block, by their ids; shown terms first."""
    places: dict[str, str] = {}
    for slide in slides:
        if slide.opened_by:
            places[slide.opened_by] = slide.id
        shown = (slide.title, slide.above, slide.blocks, slide.subject, slide.footnotes)
        for node in walk(shown):
            if isinstance(node, m.Term):
                places.setdefault(markup.term_id(node.key), slide.id)
    for slide in slides:
        for node in walk((slide.notes, slide.remarks)):
            if isinstance(node, m.Term):
                places.setdefault(markup.term_id(node.key), slide.id)
            elif isinstance(node, m.Block):
                places.setdefault(node.id, slide.id)
    return places
