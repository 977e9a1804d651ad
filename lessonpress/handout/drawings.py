"""Computed figures on paper: drawn for the room they have, in the theme's colours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from markupsafe import Markup

from lessonpress import figures, measure
from lessonpress import model as m
from lessonpress.diagnostics import Diagnostic, error
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


@dataclass(frozen=True, slots=True)
class Drawings:
    """What the figures of a handout are drawn with; `widths` has the room of each by its id.

    `height` is the most that a page has, `sizes` are what their words may have, in points; `face`
    is what the pages set their words in, and `fonts` measure.
    """

    widths: Mapping[str, float]
    height: float
    sizes: tuple[float, ...]
    theme: Theme
    face: str
    fonts: measure.Fonts
    leftward: bool
    low_ink: bool

    @classmethod
    def of(cls, lesson: m.Lesson, inputs: Inputs, styles: Stylesheets) -> Drawings:
        """Return what is needed for the computed figures of a lesson."""
        widths = dict(_widths(lesson, styles.length("text-column")))
        fonts = measure.paper_fonts(inputs) if widths else measure.Fonts(())
        return cls(
            widths=widths,
            height=styles.length("figure-height"),
            sizes=styles.lengths("figure-type"),
            theme=looks.on_paper(inputs),
            face=looks.face_of_figures(inputs),
            fonts=fonts,
            leftward=styles.leftward,
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
        return Place(wide, self.height, self.sizes, self.face, self.fonts, self.leftward)

    def cut(self, part: m.Computed, place: Place) -> tuple[m.Computed, m.Computed] | None:
        """Return a part that fits in its place and the rest; None where all fits, or no part."""
        if figures.fits(figures.draw(part, place), place):
            return None
        return figures.divided(part, place)

    def complaints(self, lesson: m.Lesson) -> Iterator[Diagnostic]:
        """Yield an error for each figure that is too large for a page, and cannot be divided."""
        found = (node for node in walk(lesson) if isinstance(node, m.Figure))
        for figure in found:
            if not isinstance(figure.content, m.Image) and self.is_too_large(figure):
                yield _too_large(figure)

    def is_too_large(self, figure: m.Figure) -> bool:
        """Say whether a figure fits on no page, neither whole nor in parts."""
        assert not isinstance(figure.content, m.Image), "a picture is not drawn"
        place, content = self.place(figure), figure.content
        fits = figures.fits(figures.draw(content, place), place)
        return not fits and figures.divided(content, place) is None


def _too_large(figure: m.Figure) -> Diagnostic:
    kind = type(figure.content).__name__.lower()
    message = f"This {kind} is too large for a page, even in the smallest type."
    hint = "Shorten its longest words, or divide it into two."
    return error("figure-too-large", figure.span, message, hint)


def _widths(node: object, width: float) -> Iterator[tuple[str, float]]:
    """Yield the room of each computed figure in a node, by what it stands in."""
    if isinstance(node, m.Figure) and not isinstance(node.content, m.Image):
        yield node.id, width
    inside = width - _PADDING.get(type(node), 0.0)
    for child in children(node):
        share = child.width * width - _GUTTER if isinstance(child, m.Column) else inside
        yield from _widths(child, share)
