"""The clicks of a slide's pages, counted 1, 2, 3 on each. Pure.

What an earlier page has shown is there from the start, so that the rest of a paragraph or of a
group that appeared together waits for no further click. The answer of a blank appears after what
holds the blank, and before anything that appears later: one shows a sentence, lets the class find
its words, and goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

from lessonpress.deck import flattening
from lessonpress.deck import model as d
from lessonpress.walking import rewrite

# Footnotes are read last, whenever their mark appears.
_AT_THE_END = 10**9


def counted(pages: Sequence[d.Slide]) -> Iterator[d.Slide]:
    """Yield the pages of one slide with the clicks that each of them has."""
    shown = frozenset({0})
    for page in pages:
        clicks = frozenset(_clicks(page))
        asked = [(click, blank) for click, blank in _asked(page) if blank.answer]
        if clicks > {0} or asked:
            page = _numbered(page, *_order(clicks, asked, shown))
        shown |= clicks
        yield page


def blanks(page: d.Slide) -> Iterator[d.Blank]:
    """Yield the blanks of a page in reading order; its title's stand on the first alone."""
    return (blank for _, blank in _asked(page))


def _clicks(page: d.Slide) -> Iterator[int]:
    """Yield the clicks at which something appears; an empty paragraph shows nothing."""
    yield 0
    for fill in page.fills:
        shown = (b for b in _blocks(fill.blocks) if not isinstance(b, d.Paragraph) or b.inlines)
        yield from (block.click for block in shown)


def _blocks(blocks: d.Blocks) -> Iterator[d.Block]:
    """Yield blocks and those inside them; columns are nothing but what stands in them."""
    for block in blocks:
        match block:
            case d.Columns():
                for column in block.columns:
                    yield from _blocks(column.blocks)
            case d.Box():
                yield block
                yield from _blocks(block.blocks)
            case _:
                yield block


def _asked(page: d.Slide) -> Iterator[tuple[int, d.Blank]]:
    """Yield the blanks of a page, each with the click of what it stands in."""
    if not page.continues:
        yield from ((0, i) for i in page.title if isinstance(i, d.Blank))
    for fill in page.fills:
        yield from _asked_in(fill.blocks)
    yield from ((_AT_THE_END, blank) for _, blank in _asked_in(page.footnotes))


def _asked_in(blocks: d.Blocks) -> Iterator[tuple[int, d.Blank]]:
    for block in _blocks(blocks):
        if not isinstance(block, d.Box):
            for inlines in flattening.inlines((block,)):
                yield from ((block.click, i) for i in inlines if isinstance(i, d.Blank))


def _order(
    clicks: Set[int], asked: Iterable[tuple[int, d.Blank]], shown: Set[int]
) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """Return the new number of each click, and the click of each blank's answer, by its number."""
    asked = list(asked)
    numbers, answers, last = dict.fromkeys(shown, 0), dict[int, int](), 0
    for click in sorted({*clicks, *(click for click, _ in asked)}):
        if click in clicks and click not in numbers:
            numbers[click] = last = last + 1
        for _, blank in (pair for pair in asked if pair[0] == click):
            answers[blank.number] = last = last + 1
    return numbers, answers


def _numbered(page: d.Slide, numbers: Mapping[int, int], answers: Mapping[int, int]) -> d.Slide:
    def change(node: Any) -> tuple[Any, ...]:
        if isinstance(node, d.Blank):
            return (replace(node, click=answers.get(node.number, 0)),)
        if isinstance(node, d.Block):
            return (replace(node, click=numbers.get(node.click, 0)),)
        return (node,)

    return rewrite(page, change)
