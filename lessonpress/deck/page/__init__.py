"""A fitted Deck as pictures of its slides: the other writer, for paper and previews.

Text is HTML that can be selected, in lines that are broken where fitting broke them (`lines`,
`text`, `tables`); what is drawn is SVG, or grounds of elements without content (`shapes`,
`ornaments`). Everything has its place and its measure, so that a picture is the .pptx's twin. What
appears by click is there.

A picture is a section of a page, whose headings it leaves alone: its title is a paragraph.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from lessonpress import measure
from lessonpress.deck import flattening, layouts
from lessonpress.deck import model as d
from lessonpress.deck.page import ornaments, shapes
from lessonpress.deck.page.notes import spoken
from lessonpress.deck.page.sheet import Ink, Sheet
from lessonpress.deck.page.text import family
from lessonpress.direction import is_leftward
from lessonpress.markup import element

__all__ = ["Ink", "Pictures", "SlidePicture", "draw", "spoken"]


@dataclass(frozen=True, slots=True)
class SlidePicture:
    """A slide's picture; `number` counts from 1, `continues` is as in the deck's slide."""

    id: str
    number: int
    title: str
    html: Markup
    continues: str = ""


@dataclass(frozen=True, slots=True)
class Pictures:
    """The slides of a deck, each `width` by `height` points; pages need the `files` as inputs."""

    slides: tuple[SlidePicture, ...]
    files: Mapping[str, bytes]
    width: float
    height: float


def draw(
    deck: d.Deck,
    reference: layouts.Reference,
    fonts: measure.Fonts,
    width: float,
    ink: Ink = "full",
) -> Pictures:
    """Return the slides of a fitted deck as pictures `width` points wide.

    With "low" ink they are on white, without grounds and without what the template adds.
    """
    desk = _Desk(deck, reference, fonts, width / (deck.width / d.EMU_PER_POINT), ink)
    slides = tuple(desk.picture(number, slide) for number, slide in enumerate(deck.slides, 1))
    return Pictures(slides, desk.drawn.files, width, width * deck.height / deck.width)


@dataclass(frozen=True, slots=True)
class _Desk:
    """One deck being drawn, `scale` points on the page for a point of the slide."""

    deck: d.Deck
    reference: layouts.Reference
    fonts: measure.Fonts
    scale: float
    ink: Ink
    drawn: ornaments.Drawn = field(default_factory=ornaments.Drawn)

    def picture(self, number: int, slide: d.Slide) -> SlidePicture:
        layout = layouts.layout_for(self.reference, slide.layout, slide.role)
        sheet = self.sheet(layout, number)
        shown = (*ornaments.words(layout, sheet), *slide.shapes)
        inside = Markup("").join(shapes.shape(shape, sheet) for shape in shown)
        html = element("section", inside, **self.attributes(sheet))
        return SlidePicture(slide.id, number, flattening.plain(slide.title), html, slide.continues)

    def sheet(self, layout: layouts.Layout, number: int) -> Sheet:
        theme = layout.theme if self.ink == "full" else layout.theme.on_white()
        lang = self.deck.lang
        return Sheet(theme, layout, self.reference, self.fonts, self.scale, self.ink, lang, number)

    def attributes(self, sheet: Sheet) -> dict[str, str]:
        """Return what a picture says of itself: its size, its paper and its language."""
        whole = d.Frame(0, 0, self.deck.width, self.deck.height)
        look = (
            f"width: {sheet.emu(whole.width)}; height: {sheet.emu(whole.height)}; "
            f"background-color: #{sheet.theme.paper}; "
            f"font-family: {family(sheet.reference.text.face)}"
        )
        ground = self.drawn.ground(sheet, whole)
        side = "rtl" if is_leftward(self.deck.lang) else "ltr"
        return {
            "class": "slide-picture",
            "lang": self.deck.lang,
            "dir": side,
            "style": "; ".join(filter(None, (look, ground))),
        }
