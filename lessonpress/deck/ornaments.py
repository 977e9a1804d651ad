"""What a template draws by itself, around what a slide says: grounds, lines, pictures, words.

PowerPoint takes all of that from the template; whoever draws a slide otherwise draws these. Colours
are as CSS has them, a `#` and six hexadecimal digits; lengths are EMU. Nothing here has behaviour.
"""

from __future__ import annotations

from dataclasses import dataclass

from lessonpress.deck.model import Frame, TextShape


@dataclass(frozen=True, slots=True)
class Stop:
    """A colour at a share of the way through a gradient; `alpha` is how much of it covers."""

    offset: float
    color: str
    alpha: float = 1.0


@dataclass(frozen=True, slots=True)
class Paint:
    """What an outline is filled with: one stop is a colour, several are a gradient.

    A gradient runs at an angle, in degrees from left to right clockwise, or outwards.
    """

    stops: tuple[Stop, ...]
    angle: float = 0.0
    radial: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line's colour and weight."""

    color: str
    weight: int
    alpha: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's bytes; `crop` is what is cut off its left, top, right and bottom, as shares."""

    data: bytes
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    alpha: float = 1.0


@dataclass(frozen=True, slots=True)
class Ornament:
    """A shape: an SVG path in points from its frame's top left, with what is in it and around it.

    It is turned clockwise about its middle by so many degrees, after it was flipped.
    """

    frame: Frame
    path: str
    fill: Paint | None = None
    line: Rule | None = None
    picture: Picture | None = None
    turn: float = 0.0
    flipped: tuple[bool, bool] = (False, False)


# Words of a template are text like a slide's own.
Ornaments = tuple[Ornament | TextShape, ...]


@dataclass(frozen=True, slots=True)
class CellLook:
    """A cell's ground and the colour of its words; empty for none, or that of all text."""

    fill: str = ""
    color: str = ""


@dataclass(frozen=True, slots=True)
class TableLook:
    """How tables look: their head, their body, and the rules around, between and below."""

    head: CellLook = CellLook()
    body: CellLook = CellLook()
    top: Rule | None = None
    under_head: Rule | None = None
    between: Rule | None = None
    bottom: Rule | None = None
    columns: Rule | None = None
    sides: Rule | None = None
