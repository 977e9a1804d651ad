"""A drawing: named shapes and words in a rectangle, before anything is written.

A timeline, a flow or a map becomes one Drawing. Two writers draw it: grouped native shapes in a
deck, and on paper SVG shapes under absolutely positioned words. Nothing here has behaviour.

Lengths are points from the drawing's top left corner; colours are `theme.ROLES` or the theme's own
names, never colours themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the drawing."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle in the drawing."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Look:
    """How a shape is filled and outlined.

    No name of a colour means none. `tint` is the share of the fill's colour in its mix with white,
    `weight` the outline's width.
    """

    fill: str = ""
    tint: float = 1.0
    line: str = ""
    weight: float = 0.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph in one style; `size` in points."""

    text: str
    size: float
    bold: bool = False
    color: str = "ink"


@dataclass(frozen=True, slots=True)
class Label:
    """Words in a box, `inset` points from its left and right side.

    They break into lines by themselves, in whatever program shows them: a box must be as large as
    `setting.height` says.
    """

    paragraphs: tuple[Words, ...]
    align: Literal["left", "center", "right"] = "center"
    anchor: Literal["top", "middle", "bottom"] = "middle"
    inset: float = 0.0


@dataclass(frozen=True, slots=True)
class Box:
    """A shape with a frame, with or without words in it. A `kind` of "none" is its words alone."""

    name: str
    frame: Frame
    kind: Literal["none", "rectangle", "rounded", "ellipse", "diamond"]
    look: Look = Look()
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """Closed outlines that are filled together: a country with its islands."""

    name: str
    rings: tuple[tuple[Point, ...], ...]
    look: Look


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points, with an arrow's head at its end if asked for."""

    name: str
    points: tuple[Point, ...]
    look: Look
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class Connector:
    """A line that is glued to two boxes, by their names, and moves with them.

    The sides count from the top against the clock (0 top, 1 left, 2 bottom, 3 right), as DrawingML
    counts the sites of a rectangle. `points` is where it runs. `back` puts a head at its start.
    """

    name: str
    start: str
    start_side: int
    end: str
    end_side: int
    points: tuple[Point, ...]
    look: Look
    arrow: bool = True
    back: bool = False


Shape = Box | Area | Line | Connector


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes from back to front; words are read in this order, too.

    `turned` says that it had no room to lead in the direction its author asked for, `crowded` that
    some of its words stand on others, or on lines.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    turned: bool = False
    crowded: bool = False
