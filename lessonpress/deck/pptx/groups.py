"""A drawing as a group of native shapes, each with a name, its connectors glued to their boxes.

The group has the slide's own measure inside, so that a shape keeps its place when it is ungrouped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from lessonpress.deck import model as d
from lessonpress.deck.pptx import oxml, oxml_text
from lessonpress.deck.pptx.routes import geometry
from lessonpress.deck.pptx.tags import tag
from lessonpress.figures.drawing import Area, Box, Connector, Frame, Label, Line, Look, Point
from lessonpress.theme import Theme

Paragraphs = Callable[[d.SetParagraph], str]

_PRESETS: Mapping[str, str] = MappingProxyType(
    {
        "none": "rect",
        "rectangle": "rect",
        "rounded": "roundRect",
        "ellipse": "ellipse",
        "diamond": "diamond",
    }
)
_ANCHORS: Mapping[str, str] = MappingProxyType({"top": "t", "middle": "ctr", "bottom": "b"})
# Corners of rounded boxes are as round as on paper, whatever their size (points).
_CORNER = 4.0
# The sites of an ellipse count every eighth of a turn, those of other boxes every quarter.
_SITES_OF_ELLIPSE = 2


@dataclass(frozen=True, slots=True)
class Style:
    """How a deck's drawings look: their words are set as `format`, written by `paragraph`."""

    format: d.ParagraphFormat
    theme: Theme
    paragraph: Paragraphs


def group(shape: d.DrawingShape, ids: Iterator[int], style: Style) -> str:
    """Return the drawing as a group."""
    ident = next(ids)
    numbers = [next(ids) for _ in shape.drawing.shapes]
    writing = _Writing(shape, dict(_named(shape, numbers)), style)
    children = [
        _WRITERS[type(child)](writing, number, child)
        for number, child in zip(numbers, shape.drawing.shapes, strict=True)
    ]
    return oxml.group(ident, shape, children)


def _named(shape: d.DrawingShape, numbers: list[int]) -> Iterator[tuple[str, tuple[int, Box]]]:
    for number, child in zip(numbers, shape.drawing.shapes, strict=True):
        if isinstance(child, Box):
            yield child.name, (number, child)


@dataclass(frozen=True, slots=True)
class _Writing:
    """One drawing being written: where it is, and its boxes' ids by their names."""

    shape: d.DrawingShape
    boxes: Mapping[str, tuple[int, Box]]
    style: Style

    def point(self, point: Point) -> tuple[int, int]:
        """Return a point of the drawing on the slide, in EMU."""
        left, top = self.shape.frame.left, self.shape.frame.top
        return left + round(point.x * d.EMU_PER_POINT), top + round(point.y * d.EMU_PER_POINT)

    def frame(self, frame: Frame) -> d.Frame:
        left, top = self.point(Point(frame.x, frame.y))
        right, bottom = self.point(Point(frame.x + frame.width, frame.y + frame.height))
        return d.Frame(left, top, right - left, bottom - top)

    # --- boxes ---

    def box(self, number: int, box: Box) -> str:
        frame = self.frame(box.frame)
        adjust = ""
        if box.kind == "rounded":
            share = min(0.5, _CORNER / max(min(box.frame.width, box.frame.height), 1.0))
            adjust = tag("a:gd", name="adj", fmla=f"val {round(share * 100_000)}")
        look = oxml.box(frame, _PRESETS[box.kind], adjust) + _look(box.look, self.style.theme)
        words = self.words(box.label) if box.label else ""
        return oxml.drawn(number, box.name, look, words, is_text=box.kind == "none")

    def words(self, label: Label) -> str:
        inset = round(label.inset * d.EMU_PER_POINT)
        properties = oxml_text.body_properties(d.Insets(inset, 0, inset, 0), _ANCHORS[label.anchor])
        text = [
            d.SetParagraph(
                d.Paragraph("", (d.Run(words.text),)),
                replace(
                    self.style.format,
                    size=words.size,
                    bold=words.bold,
                    color=words.color,
                    align=label.align,
                ),
            )
            for words in label.paragraphs
        ]
        return oxml_text.body(map(self.style.paragraph, text), properties)

    # --- areas and lines ---

    def area(self, number: int, area: Area) -> str:
        rings = [[self.point(point) for point in ring] for ring in area.rings]
        look = oxml.freeform(rings, closed=True) + _look(area.look, self.style.theme)
        return oxml.drawn(number, area.name, look, "")

    def line(self, number: int, line: Line) -> str:
        points = [self.point(point) for point in line.points]
        outline = _outline(line.look, self.style.theme, line.arrow)
        if len(points) == 2:
            return oxml.connector(number, line.name, geometry(points) + outline)
        look = oxml.freeform([points], closed=False) + tag("a:noFill") + outline
        return oxml.drawn(number, line.name, look, "")

    def connector(self, number: int, line: Connector) -> str:
        points = [self.point(point) for point in line.points]
        look = geometry(points) + _outline(line.look, self.style.theme, line.arrow, line.back)
        ends = (self.site(line.start, line.start_side), self.site(line.end, line.end_side))
        return oxml.connector(number, line.name, look, ends)

    def site(self, name: str, side: int) -> tuple[int, int]:
        """Return the id of a box, and which of its sites is on a side."""
        number, box = self.boxes[name]
        return number, side * _SITES_OF_ELLIPSE if box.kind == "ellipse" else side


_WRITERS: Mapping[type, Callable[[_Writing, int, Any], str]] = MappingProxyType(
    {Box: _Writing.box, Area: _Writing.area, Line: _Writing.line, Connector: _Writing.connector}
)


# --- looks ---------------------------------------------------------------------------------------


def _look(look: Look, theme: Theme) -> str:
    fill = oxml_text.fill(theme.part(look.fill, look.tint)) if look.fill else tag("a:noFill")
    return fill + _outline(look, theme)


def _outline(look: Look, theme: Theme, arrow: bool = False, back: bool = False) -> str:
    if not look.line:
        return tag("a:ln", tag("a:noFill"))
    dash = tag("a:prstDash", val="dash") if look.dashed else ""
    ends = (("a:headEnd", back), ("a:tailEnd", arrow))
    heads = [tag(end, type="triangle", w="med", len="med") for end, wanted in ends if wanted]
    paint = oxml_text.fill(theme.shade(look.line))
    return tag("a:ln", paint, dash, tag("a:round"), *heads, w=round(look.weight * d.EMU_PER_POINT))
