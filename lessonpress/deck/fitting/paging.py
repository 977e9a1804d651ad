"""A slide divided into pages at given sizes. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lessonpress.deck import layouts
from lessonpress.deck import model as d
from lessonpress.deck.fitting import (
    blocks,
    computed,
    frames,
    places,
    setting,
    splitting,
    stacking,
    strips,
)

_Part = tuple[d.Fill, d.Fill]  # what stands on this page, what is left for the next


@dataclass(frozen=True, slots=True)
class Paging:
    """A slide's pages at a step; `misfits` counts what fits on no page at these sizes."""

    step: int
    pages: tuple[d.Slide, ...]
    misfits: int

    @property
    def size(self) -> tuple[int, int]:
        """Return what is to be as small as can be."""
        return self.misfits, len(self.pages)


@dataclass(frozen=True, slots=True)
class Pager:
    """What a slide is divided with. `share` is how much of each place's height may be used."""

    slide: d.Slide
    layout: layouts.Layout
    shop: places.Workshop
    desk: blocks.Desk
    step: int
    share: float = 1.0

    def paging(self) -> Paging:
        """Return the slide's pages; what nothing can divide is left to run over."""
        pages = tuple(self._pages())
        return Paging(self.step, pages, sum(map(self._misfits, pages)))

    def _pages(self) -> Iterator[d.Slide]:
        rest, first = self.slide, True
        while True:
            parts = self._divided(rest, first)
            yield self._page(rest, parts, first)
            left = tuple(fill for _, fill in parts)
            if not any(self._flows(fill) and fill.blocks for fill in left):
                return
            title, first = unmarked(rest.title), False
            rest = replace(rest, fills=left, title=title, notes=(), continues=self.slide.id)

    def _divided(self, rest: d.Slide, first: bool) -> list[_Part]:
        """Divide what is left. Footnotes stand where their marks do, and leave less room there.

        So do the answers of blanks.
        """
        most = self.shop.reference.height
        parts = self._parts(rest, most)
        floor = self._floor(self._page(rest, parts, first))
        return self._parts(rest, floor) if floor < most else parts

    def _page(self, rest: d.Slide, parts: list[_Part], first: bool) -> d.Slide:
        here = tuple(fill for fill, _ in parts)
        return replace(rest, fills=here, footnotes=self._notes(rest.title, here, first))

    def _floor(self, page: d.Slide) -> int:
        return strips.foot(page, self.layout, self.shop).floor

    def _parts(self, rest: d.Slide, floor: int) -> list[_Part]:
        return [self._part(fill, floor) for fill in rest.fills]

    def _part(self, fill: d.Fill, floor: int) -> _Part:
        if not self._flows(fill) or not fill.blocks:
            return fill, fill
        here, left = splitting.divide(fill.blocks, self._room(fill, floor))
        if not here:  # it fits nowhere: let it run over, which is then complained of
            here, left = fill.blocks[:1], fill.blocks[1:]
        return replace(fill, blocks=here), replace(fill, blocks=left)

    def _room(self, fill: d.Fill, floor: int) -> splitting.Room:
        frame, in_ = self._place(fill, floor)
        height = round(frame.height * self.share)
        return splitting.Room(frame.width, height, height, in_, self.desk)

    def _place(self, fill: d.Fill, floor: int) -> tuple[d.Frame, setting.Setting]:
        """Return the frame that a fill's blocks have, and how they are set in it."""
        place = self.layout.placeholder(fill.placeholder)
        assert place is not None, "only a fill that has a place flows"
        frame = places.room(place, self.slide, self.layout, floor)
        return frames.inner(frame, place.insets), self.shop.setting(place.levels, self.step)

    def _flows(self, fill: d.Fill) -> bool:
        place = self.layout.placeholder(fill.placeholder)
        divisible = any(map(computed.is_divisible, fill.blocks))
        return place is not None and (places.flows(place) or divisible)

    def _notes(
        self, title: d.Inlines, fills: list[d.Fill] | tuple[d.Fill, ...], first: bool
    ) -> d.Blocks:
        if not self.slide.footnotes:
            return ()
        known = places.called(self.slide.title, content(self.slide.fills))
        return places.footnotes_of(
            self.slide.footnotes, places.called(title, content(fills)), known, first
        )

    def _misfits(self, page: d.Slide) -> int:
        """Count what on a page runs over its place, or is wider than it."""
        floor = self._floor(page)
        return sum(self._misfits_of(fill, floor) for fill in page.fills if self._flows(fill))

    def _misfits_of(self, fill: d.Fill, floor: int) -> int:
        frame, in_ = self._place(fill, floor)
        items = blocks.items(fill.blocks, frame.width, in_, self.desk)
        wide = sum(c.code in blocks.MISFITS for c in stacking.complaints(items))
        return wide + (stacking.beyond(items, frame.height) is not None)


def content(fills: list[d.Fill] | tuple[d.Fill, ...]) -> d.Blocks:
    """Return the blocks of fills."""
    return tuple(block for fill in fills for block in fill.blocks)


def unmarked(title: d.Inlines) -> d.Inlines:
    """Return a title without the marks of footnotes, which stand on the first page."""
    return tuple(i for i in title if not (isinstance(i, d.Run) and i.style.note))
