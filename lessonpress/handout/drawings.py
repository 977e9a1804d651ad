"""Computed figures on paper: drawn for the room they have, in the theme's colours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from markupsafe import Markup

from lessonpress import figures, measure
from lessonpress import model as m
from lessonpress.diagnostics import Diagnostic, error, info
from lessonpress.direction import is_leftward
from lessonpress.figures import page
from lessonpress.figures.setting import Place
from lessonpress.handout import looks
from lessonpress.handout.stylesheets import Stylesheets
from lessonpress.inputs import Inputs
from lessonpress.theme import Theme
from lessonpress.walking import children, walk

# What stands in a box, a list or a quotation is so much narrower.
_PADDING: Mapping[type, float] = MappingProxyType(
    {
        m.Box: 30.0,
        m.ListItem: 18.0,
        m.Quote: 30.0,
        m.Definition: 16.0,
        m.Question: 18.0,
        m.Choice: 33.0,
    }
)
_GUTTER = 20.0
# What large print resorts to for what fits on no page otherwise.
_RESERVE = (16.0, 14.0, 12.0, 10.5)


@dataclass(frozen=True, slots=True)
class Drawings:
    """What the figures of a handout are drawn with; `widths` has the room of each by its id.

    `height` is the most that a page has, `sizes` are what their words may have, in points, and
    `reserve` what they have if all else fails; `face` is what the pages set their words in, and
    `fonts` measure. Those in `leftward` run from right to left.
    """

    widths: Mapping[str, float]
    height: float
    sizes: tuple[float, ...]
    reserve: tuple[float, ...]
    theme: Theme
    face: str
    fonts: measure.Fonts
    leftward: frozenset[str]
    low_ink: bool

    @classmethod
    def of(cls, lessons: Iterable[m.Lesson], inputs: Inputs, styles: Stylesheets) -> Drawings:
        """Return what is needed for the computed figures of lessons."""
        column = styles.length("text-column")
        by_lesson = [(each.lang, dict(_widths(each, column, styles))) for each in lessons]
        widths = {name: width for _, found in by_lesson for name, width in found.items()}
        fonts = measure.paper_fonts(inputs) if widths else measure.Fonts(())
        return cls(
            widths=widths,
            height=styles.length("figure-height"),
            sizes=styles.lengths("figure-type"),
            reserve=_RESERVE if styles.setup.large else (),
            theme=looks.on_paper(inputs, in_ink=styles.setup.large),
            face=looks.face_of_figures(inputs),
            fonts=fonts,
            leftward=frozenset(n for lang, found in by_lesson if is_leftward(lang) for n in found),
            low_ink=styles.setup.low_ink,
        )

    def html(self, figure: m.Figure) -> Markup:
        """Return a figure's drawing for its place on the page; several where one is too high."""
        assert not isinstance(figure.content, m.Image), "a picture is not drawn"
        place = self.place(figure)
        setting = page.Setting(self.theme, place)
        parts = [figure.content]
        while cut := self.cut(parts[-1], place):
            parts[-1:] = cut
        return Markup("\n").join(self.drawn(part, setting) for part in parts)

    def drawn(self, part: m.Computed, setting: page.Setting) -> Markup:
        """Return a figure, or a part of one, as elements of the page."""
        drawing = figures.draw(part, setting.place)
        shown = figures.sparing(drawing) if self.low_ink else drawing
        return page.html(shown, part.alt, setting)

    def place(self, figure: m.Figure) -> Place:
        """Return where a figure stands, and what its words are set in."""
        wide = self.widths[figure.id]
        leftward = figure.id in self.leftward
        place = Place(wide, self.height, self.sizes, self.face, self.fonts, leftward)
        if self.reserve and not _has_room(figure, place):
            return replace(place, sizes=(*self.sizes, *self.reserve))
        return place

    def cut(self, part: m.Computed, place: Place) -> tuple[m.Computed, m.Computed] | None:
        """Return a part that fits in its place and the rest; None where all fits, or no part."""
        if figures.fits(figures.draw(part, place), place):
            return None
        return figures.divided(part, place)

    def complaints(self, lessons: tuple[m.Lesson, ...]) -> Iterator[Diagnostic]:
        """Yield what there is to say of figures that are too large, and cannot be divided.

        That is an error where they fit on no page at all.
        """
        found = (node for node in walk(lessons) if isinstance(node, m.Figure))
        for figure in found:
            if not isinstance(figure.content, m.Image):
                place = self.place(figure)
                if not _has_room(figure, place):
                    yield _too_large(figure)
                elif place.sizes != self.sizes:
                    yield _small(figure)


def _has_room(figure: m.Figure, place: Place) -> bool:
    """Say whether a figure fits on a page, whole or in parts."""
    assert not isinstance(figure.content, m.Image), "a picture is not drawn"
    fits = figures.fits(figures.draw(figure.content, place), place)
    return fits or figures.divided(figure.content, place) is not None


def _small(figure: m.Figure) -> Diagnostic:
    kind = type(figure.content).__name__.lower()
    message = f"In large print the words of this {kind} have less than 18 points."
    return info("figure-small", figure.span, message, "Divide it into two, or shorten its words.")


def _too_large(figure: m.Figure) -> Diagnostic:
    kind = type(figure.content).__name__.lower()
    message = f"This {kind} is too large for a page, even in the smallest type."
    hint = "Shorten its longest words, or divide it into two."
    return error("figure-too-large", figure.span, message, hint)


def _widths(node: object, width: float, styles: Stylesheets) -> Iterator[tuple[str, float]]:
    """Yield the room of each computed figure in a node, by what it stands in."""
    if isinstance(node, m.Figure) and not isinstance(node.content, m.Image):
        yield node.id, width
    inside = width - _PADDING.get(type(node), 0.0) * styles.scale
    for child in children(node):
        is_beside = isinstance(child, m.Column) and not styles.setup.large
        share = child.width * width - _GUTTER if is_beside else inside
        yield from _widths(child, share, styles)
