"""Computed figures on paper: drawn for the room they have, in the theme's colours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from markupsafe import Markup

from lessonpress import figures, measure
from lessonpress import model as m
from lessonpress.diagnostics import Diagnostic, error
from lessonpress.figures import page
from lessonpress.figures.setting import Place
from lessonpress.handout import looks
from lessonpress.inputs import Inputs
from lessonpress.theme import Theme
from lessonpress.walking import walk

# The text column of print.css, and how high a figure may be on a page of either paper, in points.
_COLUMN = 343.0
_HIGHEST = 560.0
_SIZES = (9.5, 9.0, 8.5, 8.0)
_FACE = "Calibri"
# What stands in a box, a list or a quotation is so much narrower.
_PADDING: Mapping[type, float] = MappingProxyType(
    {m.Box: 30.0, m.ListItem: 16.0, m.Quote: 24.0, m.Definition: 16.0, m.Exercise: 0.0}
)
_GUTTER = 20.0
_PRINTED = Theme(
    MappingProxyType(
        {
            "tx1": "1A202C",
            "bg1": "FFFFFF",
            "tx2": "59616E",
            "bg2": "F5F4F1",
            "accent1": "A8401A",
            "accent2": "1F4F8A",
            "accent3": "DDA53A",
            "accent4": "5C1F2E",
            "accent5": "5F8DBA",
            "accent6": "B5CDB0",
        }
    ),
    "Georgia",
    _FACE,
)


@dataclass(frozen=True, slots=True)
class Drawings:
    """What the figures of a handout are drawn with; `widths` has the room of each by its id."""

    widths: Mapping[str, float]
    theme: Theme
    fonts: measure.Fonts

    @classmethod
    def of(cls, lesson: m.Lesson, inputs: Inputs) -> Drawings:
        """Return what is needed for the computed figures of a lesson."""
        holders = (lesson.blocks, tuple(f for f in lesson.footnotes))
        widths = dict(pair for blocks in holders for pair in _widths(blocks, _COLUMN))
        return cls(
            widths,
            looks.on_paper(inputs) or _PRINTED,
            _fonts(inputs) if widths else measure.Fonts(()),
        )

    def html(self, figure: m.Figure) -> Markup:
        """Return a figure's drawing for its place on the page; several where one is too high."""
        assert not isinstance(figure.content, m.Image), "a picture is not drawn"
        place = self.place(figure)
        parts = [figure.content]
        while cut := self.cut(parts[-1], place):
            parts[-1:] = cut
        drawn = (
            page.html(figures.draw(part, place), part.alt, self.theme, place) for part in parts
        )
        return Markup("\n").join(drawn)

    def place(self, figure: m.Figure) -> Place:
        return Place(self.widths.get(figure.id, _COLUMN), _HIGHEST, _SIZES, _FACE, self.fonts)

    def cut(self, part: m.Computed, place: Place) -> tuple[m.Computed, m.Computed] | None:
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
        assert not isinstance(figure.content, m.Image), "a picture is not drawn"
        place, content = self.place(figure), figure.content
        fits = figures.fits(figures.draw(content, place), place)
        return not fits and figures.divided(content, place) is None


def _too_large(figure: m.Figure) -> Diagnostic:
    kind = type(figure.content).__name__.lower()
    message = f"This {kind} is too large for a page, even in the smallest type."
    hint = "Shorten its longest words, or divide it into two."
    return error("figure-too-large", figure.span, message, hint)


def _widths(blocks: m.Blocks, width: float) -> Iterator[tuple[str, float]]:
    """Yield the room of each computed figure, by what it stands in."""
    for block in blocks:
        if isinstance(block, m.Figure) and not isinstance(block.content, m.Image):
            yield block.id, width
        elif isinstance(block, m.Columns):
            for column in block.columns:
                yield from _widths(column.blocks, column.width * width - _GUTTER)
        else:
            narrower = width - _PADDING.get(type(block), 0.0)
            yield from (pair for inner in _inside(block) for pair in _widths(inner, narrower))


def _inside(block: m.Block) -> Iterator[m.Blocks]:
    """Yield the blocks a block holds, whatever it calls them."""
    for name in ("blocks", "items", "hints", "solutions"):
        inner = getattr(block, name, ())
        if inner and isinstance(inner[0], m.Block):
            yield inner


@lru_cache(maxsize=4)
def _measured(fonts: tuple[bytes, ...]) -> measure.Fonts:
    return measure.Fonts(fonts)


def _fonts(inputs: Inputs) -> measure.Fonts:
    found = (p for p in sorted(inputs) if p.startswith("templates/fonts/"))
    return _measured(tuple(inputs[p] for p in found if p.endswith((".ttf", ".otf"))))
