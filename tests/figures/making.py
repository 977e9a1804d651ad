"""Places to draw figures for, and what is asked of every drawing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from deck.making import fonts

from lessonpress.figures import setting
from lessonpress.figures.drawing import Area, Box, Connector, Drawing, Frame, Line
from lessonpress.figures.setting import Place

# Points within which rounding stays.
_ROUNDING = 1.0


def slide(width: float = 859.0, height: float = 382.0) -> Place:
    """The place of a figure on a slide of its own."""
    return Place(width, height, (24.0, 22.0, 20.0, 18.0, 16.0, 14.0), "Calibri", fonts())


def page(width: float = 343.0, height: float = 560.0) -> Place:
    """The text column of a handout."""
    return Place(width, height, (9.5, 9.0, 8.5, 8.0), "Calibri", fonts())


def labelled(drawing: Drawing) -> list[Box]:
    return [s for s in drawing.shapes if isinstance(s, Box) and s.label]


def words(drawing: Drawing) -> str:
    """All that can be read on a drawing, in its order."""
    return " ".join(w.text for box in labelled(drawing) if box.label for w in box.label.paragraphs)


def overlapping(drawing: Drawing) -> list[tuple[str, str]]:
    """The names of boxes with words that share more than rounding explains."""
    pairs = combinations(labelled(drawing), 2)
    return [(a.name, b.name) for a, b in pairs if _share(a.frame, b.frame)]


def struck(drawing: Drawing) -> list[tuple[str, str]]:
    """Connectors that run through boxes with a look, by the names of both."""
    boxes = [box for box in labelled(drawing) if box.kind != "none"]
    lines = [shape for shape in drawing.shapes if isinstance(shape, Connector)]
    return [
        (line.name, box.name)
        for line in lines
        for a, b in zip(line.points, line.points[1:], strict=False)
        for box in boxes
        if _share(_around(a.x, a.y, b.x, b.y), _shrunk(box.frame))
    ]


def crossed(drawing: Drawing) -> list[tuple[str, str]]:
    """Labels of arrows that another arrow runs through, by the names of both."""
    labels = [box for box in labelled(drawing) if box.name.startswith("Label ")]
    lines = [shape for shape in drawing.shapes if isinstance(shape, Connector)]
    return [
        (box.name, line.name)
        for box in labels
        for line in lines
        if line.name.partition(", part ")[0] != box.name.removeprefix("Label ")
        for a, b in zip(line.points, line.points[1:], strict=False)
        if _share(_around(a.x, a.y, b.x, b.y), _shrunk(box.frame))
    ]


def outside(drawing: Drawing) -> list[str]:
    """The names of shapes that are not wholly on the drawing."""
    return [
        shape.name
        for shape in drawing.shapes
        for x, y in _points(shape)
        if not (
            -2 - _ROUNDING <= x <= drawing.width + 2 + _ROUNDING
            and -2 - _ROUNDING <= y <= drawing.height + 2 + _ROUNDING
        )
    ]


def cramped(drawing: Drawing, place: Place) -> list[str]:
    """The names of boxes that are smaller than their words."""
    return [
        box.name
        for box in labelled(drawing)
        if box.label
        and setting.height(box.label.paragraphs, box.frame.width - 2 * box.label.inset, place)
        > box.frame.height + _ROUNDING
    ]


def _points(shape: Box | Area | Line | Connector) -> Iterator[tuple[float, float]]:
    if isinstance(shape, Box):
        frame = shape.frame
        yield from ((frame.x, frame.y), (frame.x + frame.width, frame.y + frame.height))
    elif isinstance(shape, Area):
        yield from ((p.x, p.y) for ring in shape.rings for p in ring)
    else:
        yield from ((p.x, p.y) for p in shape.points)


def _share(one: Frame, other: Frame) -> bool:
    wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return wide > _ROUNDING and high > _ROUNDING


def _around(x0: float, y0: float, x1: float, y1: float) -> Frame:
    """A line as a frame that is a little thick."""
    left, top = min(x0, x1) - 1, min(y0, y1) - 1
    return Frame(left, top, abs(x1 - x0) + 2, abs(y1 - y0) + 2)


def _shrunk(frame: Frame) -> Frame:
    return Frame(frame.x + 2, frame.y + 2, frame.width - 4, frame.height - 4)
