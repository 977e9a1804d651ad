"""Slides as pages on which nothing runs over: smaller in steps, then on further slides.

The first step of the scale at which a slide holds everything is taken. Where there is none, the
slide continues on as many pages as the smallest sizes need, all set at the largest step that needs
no more of them, and the pages are filled evenly.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from lessonpress.deck import flattening, layouts
from lessonpress.deck import model as d
from lessonpress.deck.fitting import blocks, builds, drawing, enlarging, frames, places, scale
from lessonpress.deck.fitting.filling import filled
from lessonpress.deck.fitting.paging import Pager, Paging, content
from lessonpress.diagnostics import Diagnostic, did_you_mean, info, warning
from lessonpress.model import Span

Complaints = tuple[Diagnostic, ...]
NO_PAGES: Mapping[str, int] = MappingProxyType({})
# Pages are filled to the smallest of these shares of their height that needs no more of them.
_SHARES = (0.6, 0.7, 0.8, 0.9, 1.0)
# What is set no more than a step or two smaller is seen by nobody, and not told.
_NOTABLE = 5 / 6


def fit(
    deck: d.Deck,
    shop: places.Workshop,
    inputs: Mapping[str, bytes],
    spans: Mapping[str, Span],
    pages: Mapping[str, int] = NO_PAGES,
) -> tuple[d.Deck, Complaints]:
    """Return the deck with shapes on every slide, continued where needed, and what is wrong.

    `inputs` holds the pictures' bytes; `spans` says where each slide and block was written; `pages`
    how many slides there must be at least of one that continues, by its id.
    """
    shop = replace(shop, lang=deck.lang)
    made: list[tuple[d.Slide, ...]] = []
    problems: list[Diagnostic] = []
    for slide in deck.slides:
        layout = layouts.layout_for(shop.reference, slide.layout, slide.role)
        fitting = _Fitting(filled(slide, layout), slide, layout, deck, shop, inputs, spans)
        fitting = fitting.enlarged()
        fitted, found = fitting.fitted(pages.get(slide.id, 1))
        made.append(fitted)
        problems += found
    slides = tuple(page for fitted in made for page in fitted)
    sections = tuple(_continued(section, slides) for section in deck.sections)
    width, height = shop.reference.width, shop.reference.height
    whole = replace(deck, slides=slides, sections=sections, width=width, height=height)
    return whole, tuple(problems)


def pages(deck: d.Deck) -> dict[str, int]:
    """Return how many slides each one of a fitted deck became, where they are several."""
    counted = Counter(slide.continues or slide.id for slide in deck.slides)
    return {ident: count for ident, count in counted.items() if count > 1}


def _continued(section: d.Section, slides: Sequence[d.Slide]) -> d.Section:
    listed = frozenset(section.slides)
    ids = (slide.id for slide in slides if (slide.continues or slide.id) in listed)
    return replace(section, slides=tuple(ids))


@dataclass(frozen=True, slots=True)
class _Fitting:
    """One slide being fitted; `given` is what it was before its fills had places."""

    slide: d.Slide
    given: d.Slide
    layout: layouts.Layout
    deck: d.Deck
    shop: places.Workshop
    inputs: Mapping[str, bytes]
    spans: Mapping[str, Span]

    @property
    def desk(self) -> blocks.Desk:
        title = flattening.plain(self.slide.title)
        return blocks.Desk(self.inputs, self.spans, self.slide.id, title)

    def enlarged(self) -> _Fitting:
        """Return the fitting of the slide with its tables as large as they can be."""
        if not any(isinstance(block, d.Table) for block in self.flowing()):
            return self
        for fill in self.slide.fills:
            place = self.layout.placeholder(fill.placeholder)
            if place and places.flows(place) and fill.blocks:
                frame = frames.inner(place.frame, place.insets)
                found = enlarging.shops(fill.blocks, place.levels, frame.width, self.shop)
                larger = (replace(self, shop=shop) for shop in found)
                return next((each for each in larger if each.at(0).size == (0, 1)), self)
        return self

    def fitted(self, least: int) -> tuple[tuple[d.Slide, ...], Complaints]:
        """Return the slide's pages, `least` at the least, and what there is to say about them."""
        paging = self.paging()
        bare = (*paging.pages, *self.padding(paging, least))
        drawn, problems = [], [*self.oddities()]
        pages = [self.named(page, number, len(bare)) for number, page in enumerate(bare, 1)]
        for named in builds.counted(pages):
            shapes, found = drawing.draw(self.page(named, paging.step))
            drawn.append(replace(named, shapes=shapes))
            problems += found
        remarks = self.remarks(paging, len(bare))
        return tuple(drawn), (*dict.fromkeys(problems), *remarks)

    def page(self, slide: d.Slide, step: int) -> drawing.Page:
        return drawing.Page(slide, self.layout, step, self.shop, self.desk)

    # --- sizes ---

    def paging(self) -> Paging:
        """Return the first step that holds all, or the first that needs no more pages than any."""
        first = self.at(0)
        if first.size == (0, 1):
            return first
        steps = range(self.steps())
        best = self.at(steps[-1]).size
        step = bisect_left(steps, True, key=lambda step: self.at(step).size <= best)
        return self.evened(self.at(min(step, steps[-1])))

    def steps(self) -> int:
        filled = (self.layout.placeholder(fill.placeholder) for fill in self.slide.fills)
        flowing = [place.levels for place in filled if place and places.flows(place)]
        return scale.steps(flowing, self.shop.reference) if flowing else 1

    def at(self, step: int, share: float = 1.0) -> Paging:
        return Pager(self.slide, self.layout, self.shop, self.desk, step, share).paging()

    def evened(self, paging: Paging) -> Paging:
        """Return the same number of pages, filled as evenly as can be."""
        if len(paging.pages) == 1:
            return paging
        step, size = paging.step, paging.size
        share = bisect_left(_SHARES, True, key=lambda share: self.at(step, share).size <= size)
        return self.at(step, _SHARES[share])

    # --- pages ---

    def named(self, page: d.Slide, number: int, count: int) -> d.Slide:
        """Return a page with a title and an id of its own; notes stand under the first."""
        title = page.title or self.stand_in()
        if count > 1:
            title = (*title, d.Run(f" ({number}/{count})"))
        if number == 1:
            return replace(page, title=title)
        ident = f"{self.slide.id}/{number}"
        return replace(page, id=ident, title=title, notes=(), continues=self.slide.id)

    def stand_in(self) -> d.Inlines:
        return (d.Run(self.deck.properties.title or self.slide.id or "…"),)

    def padding(self, paging: Paging, least: int) -> Iterator[d.Slide]:
        """Yield pages with room to write, as many as another deck of the unit has more of."""
        last = paging.pages[-1]
        for _ in range(len(paging.pages), least):
            fills = tuple(self.emptied(fill) for fill in last.fills)
            yield replace(last, fills=fills, footnotes=(), notes=())

    def emptied(self, fill: d.Fill) -> d.Fill:
        place = self.layout.placeholder(fill.placeholder)
        if place is None or not places.flows(place):
            return fill
        if all(isinstance(block, d.Ruling) for block in fill.blocks):
            return fill
        return replace(fill, blocks=(d.Ruling(f"{self.slide.id}-room"),))

    # --- what there is to say ---

    def oddities(self) -> Iterator[Diagnostic]:
        """Yield what is wrong with the slide whatever its sizes."""
        if self.layout.title and not self.slide.title:
            message = "This slide has no title; screen readers and the overview cannot name it."
            place = self.desk.span(self.slide.id)
            yield warning("slide-untitled", place, message, "Give it a heading.")
        if not self.shop.reference.knows(self.slide.layout):
            yield self.layout_unknown()
        for fill in self.given.fills:
            if self.is_misplaced(fill):
                yield self.place_missing(fill)

    def layout_unknown(self) -> Diagnostic:
        wanted, names = self.slide.layout, self.shop.reference.names
        message = f'There is no layout "{wanted}"; this slide takes "{self.layout.name}".'
        hint = did_you_mean(wanted, names) or f"Choose one of {', '.join(names)}."
        return warning("layout-unknown", self.desk.span(self.slide.id), message, hint)

    def is_misplaced(self, fill: d.Fill) -> bool:
        """Say whether there is no place of the fill's name, nor one that stands for it."""
        name = self.layout.merged.get(fill.placeholder, fill.placeholder)
        return name != "footer" and self.layout.placeholder(name) is None

    def place_missing(self, fill: d.Fill) -> Diagnostic:
        wanted, layout = fill.placeholder, self.layout
        message = f'The layout "{layout.name}" has no place called "{wanted}" for this.'
        names = [p.name for p in layout.placeholders]
        hint = did_you_mean(wanted, names) or "Choose another layout for this slide."
        ident = fill.blocks[0].id if fill.blocks else ""
        return warning("placeholder-missing", self.desk.span(ident), message, hint)

    def remarks(self, paging: Paging, count: int) -> Iterator[Diagnostic]:
        """Yield what the author may want to know: smaller type, further slides."""
        place, title = self.desk.span(self.slide.id), self.desk.title
        largest, taken = self.sizes(paging.step)
        if taken <= largest * _NOTABLE:
            message = f'The slide "{title}" is set at {taken:g} points instead of {largest:g}.'
            yield info("slide-shrunk", place, message, "It holds more than fits at full size.")
        if count > 1:
            message = f'The slide "{title}" continues: it takes {count} slides.'
            hint = "To divide it yourself, start new slides with --- or headings."
            yield info("slide-continued", place, message, hint)

    def sizes(self, step: int) -> tuple[float, float]:
        """Return the size of what is on the slide as the layout has it, and at a step."""
        shop = self.shop
        if not any(isinstance(b, d.Paragraph | d.Box | d.Columns) for b in self.flowing()):
            return shop.reference.text.size, scale.dense(shop.reference, step).text.size
        filled = (self.layout.placeholder(fill.placeholder) for fill in self.slide.fills)
        levels = next(p.levels for p in filled if p and places.flows(p))
        return levels[0].size, shop.setting(levels, step).levels[0].size

    def flowing(self) -> d.Blocks:
        places_of = ((self.layout.placeholder(f.placeholder), f) for f in self.slide.fills)
        return content([fill for place, fill in places_of if place and places.flows(place)])
