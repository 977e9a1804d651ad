"""The types of a deck: what the slide markup says, and what fitting adds to it.

Nothing here has behaviour. `reader` makes a Deck of slides with fills; `fit` returns the same Deck
with a size and with `shapes` on every slide; writers (`pptx` here, a page writer for the preview)
draw those shapes and nothing else.

A block's or a shape's `click` is when it appears, 0 from the start. What the reader says of clicks
is their order alone; `fitting.builds` counts them 1, 2, 3 on every slide.

Lengths are English Metric Units (914,400 an inch, 12,700 a point); sizes of type are points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lessonpress import model as m
from lessonpress.figures.drawing import Drawing
from lessonpress.figures.looks import Plan

EMU_PER_POINT = 12_700
EMU_PER_INCH = 914_400

# --- text ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Style:
    """How a run differs from the text around it.

    `color` names a role (`muted`, `accent`, `answer`, `link`, or a code token's class), never a
    colour; `baseline` is the per cent a run is raised or lowered; `lang` is empty for the deck's.
    The mark of a footnote says in `note` which.
    """

    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    baseline: int = 0
    color: str = ""
    link: str = ""
    lang: str = ""
    note: str = ""


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one style."""

    text: str
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class Blank:
    """A rule `size` em long in the place of a word, and its number; students' answer is ''.

    `click` is when the answer appears at the slide's foot.
    """

    number: int
    size: int
    answer: str
    style: Style = PLAIN
    click: int = 0


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Math:
    """A formula in a line of text: LaTeX that `formulas` can read, and what it says in characters.

    `display` sets it as one with a line of its own.
    """

    latex: str
    text: str
    display: bool = False
    style: Style = PLAIN


Inline = Run | Blank | Break | Math
Inlines = tuple[Inline, ...]

Marker = Literal["plain", "continued", "bullet", "number"]
Alignment = Literal["left", "center", "right"]
Part = Literal["text", "caption", "footnote", "heading", "quote", "meaning"]

# --- blocks: what a fill holds -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text, or an item of a list.

    `continued` is a further paragraph of an item. Items of an unbroken numbered list share the
    `start` they count from, `number` is what the item itself prints, in the way of counting that
    `scheme` names (ECMA-376, 20.1.10.61) or, where it is empty, the template. `part` tells
    captions, footnotes, headings, quotations and the meanings of defined terms from running text.
    """

    id: str
    inlines: Inlines
    level: int = 0
    marker: Marker = "plain"
    number: int = 0
    start: int = 1
    part: Part = "text"
    click: int = 0
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has a cell for each alignment, `head` may be empty.

    One part of a table that continues on further slides has the `widths` of the whole one's
    columns in EMU, so that all its parts look alike.
    """

    id: str
    alignments: tuple[Alignment, ...]
    head: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    caption: Inlines = ()
    widths: tuple[int, ...] = ()
    click: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, `source` a path in the job's inputs. A decorative one has no `alt`.

    `width` is the share of its place the author wants it to take. `clip` is the path of the video
    or sound that the picture stands for.
    """

    id: str
    source: str
    alt: str
    decorative: bool = False
    width: float | None = None
    caption: Inlines = ()
    click: int = 0
    clip: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that is computed from `content`, and becomes shapes of its own."""

    id: str
    content: m.Computed
    caption: Inlines = ()
    click: int = 0


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines of code, each a tuple of coloured runs."""

    id: str
    language: str
    lines: tuple[tuple[Run, ...], ...]
    click: int = 0


@dataclass(frozen=True, slots=True)
class Equation:
    """A formula on lines of its own: LaTeX that `formulas` can read, and what it says in words."""

    id: str
    latex: str
    text: str
    click: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """Blocks on a ground of their own: a callout, an exercise inside other content."""

    id: str
    kind: str
    blocks: Blocks
    click: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is a fraction of the columns' whole width."""

    id: str
    width: float
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Columns:
    id: str
    columns: tuple[Column, ...]
    click: int = 0


@dataclass(frozen=True, slots=True)
class Ruling:
    """Room to write in: as many `lines` as asked for, or (0) as the place holds; or a plain box."""

    id: str
    lines: int = 0
    plain: bool = False
    click: int = 0


Block = Paragraph | Table | Picture | Figure | CodeBlock | Equation | Box | Columns | Ruling
Blocks = tuple[Block, ...]

# --- shapes: what fitting makes of the fills ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle on the slide, in EMU."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Insets:
    """The room between a frame and the text in it, in EMU."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0


NO_INSETS = Insets()


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """How a paragraph is set, everything resolved.

    `size` and the spaces before and after are points; `margin` and `indent` EMU (a hanging bullet
    has a negative indent); `line_spacing` is a multiple of the face's own line height; `bullet`
    is the character a bulleted item shows, "#" for a number, empty for neither, `bullet_size` its
    share of the text's; `numbers` is how the template writes them (ECMA-376, 20.1.10.61). Colours
    are roles, as in Style, the theme's names (`tx1`, `accent2`), or six hexadecimal digits after a
    `#`. `caps` sets small letters as capitals; letters that a template sets apart (`tracked`) are
    set as the face has them, since their widths are known.
    Letters are `kerned` where the deck's styles say so; `rtl` text runs from right to left.
    `shown` is the colour that the template itself shows, for those who do not take it from there.
    """

    size: float
    face: str
    bold: bool = False
    italic: bool = False
    color: str = ""
    margin: int = 0
    indent: int = 0
    line_spacing: float = 1.0
    space_before: float = 0.0
    space_after: float = 0.0
    align: Alignment = "left"
    bullet: str = ""
    bullet_color: str = ""
    bullet_size: float = 1.0
    kerned: bool = True
    caps: bool = False
    tracked: bool = False
    rtl: bool = False
    shown: str = ""
    numbers: str = ""


@dataclass(frozen=True, slots=True)
class SetParagraph:
    """A paragraph with the format it is set in."""

    paragraph: Paragraph
    format: ParagraphFormat


@dataclass(frozen=True, slots=True)
class TextShape:
    """Text in a placeholder of the layout, or (`placeholder` None) in a box of its own.

    `ground` names what a box stands on (`code`, `room`, `bar` for a rule, or a Box's kind), empty
    for none. One without text is drawn for its ground alone. A `field`
    (`slidenum`) is filled in by the program that shows the deck. The text appears at `click` or, a
    paragraph at a time, later.
    """

    id: str
    name: str
    frame: Frame
    text: tuple[SetParagraph, ...]
    placeholder: int | None = None
    insets: Insets = NO_INSETS
    anchor: Literal["t", "ctr", "b"] = "t"
    ground: str = ""
    field: str = ""
    click: int = 0


@dataclass(frozen=True, slots=True)
class TableShape:
    """A native table: widths of its columns, heights of its rows, margins of each row's cells.

    `description` is what a screen reader says of it.
    """

    id: str
    name: str
    frame: Frame
    table: Table
    widths: tuple[int, ...]
    heights: tuple[int, ...]
    margins: tuple[tuple[Insets, ...], ...]
    format: ParagraphFormat
    description: str
    placeholder: int | None = None
    click: int = 0


@dataclass(frozen=True, slots=True)
class PictureShape:
    id: str
    name: str
    frame: Frame
    picture: Picture
    placeholder: int | None = None
    click: int = 0


@dataclass(frozen=True, slots=True)
class EquationShape:
    """An equation in a box as large as itself, which programs may stretch it to."""

    id: str
    name: str
    frame: Frame
    equation: Equation
    format: ParagraphFormat
    click: int = 0


@dataclass(frozen=True, slots=True)
class DrawingShape:
    """A drawing as a group of native shapes; `description` is its text for screen readers."""

    id: str
    name: str
    frame: Frame
    drawing: Drawing
    description: str
    click: int = 0


@dataclass(frozen=True, slots=True)
class ChartShape:
    """A native chart, its words `size` points large.

    The plan says what stands around it; of the names along its foot each `skip`-th one is shown.
    """

    id: str
    name: str
    frame: Frame
    chart: m.Chart
    size: float
    plan: Plan
    skip: int = 1
    placeholder: int | None = None
    click: int = 0


@dataclass(frozen=True, slots=True)
class RulingShape:
    """Rules to write on, `pitch` EMU apart, the first one pitch below the frame's top."""

    id: str
    name: str
    frame: Frame
    pitch: int
    click: int = 0


# What captions stand under.
FigureShape = PictureShape | DrawingShape | ChartShape
Shape = TextShape | TableShape | FigureShape | EquationShape | RulingShape

# --- the deck ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fill:
    """What stands in the placeholder the layout calls `placeholder`."""

    placeholder: str
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide. `footnotes` are those that its marks call; fitting adds the `shapes`.

    `layout` is a role or the name of a layout, `role` what the slide is where that is a name.

    A slide that holds what another had no room for names that one's id in `continues`.
    """

    id: str
    layout: str
    title: Inlines
    fills: tuple[Fill, ...]
    notes: Blocks = ()
    footnotes: Blocks = ()
    shapes: tuple[Shape, ...] = ()
    continues: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A PowerPoint section: the slides from one part to the next, by their ids."""

    title: str
    slides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says about itself. `date` is ISO 8601 or empty."""

    title: str = ""
    subject: str = ""
    author: str = ""
    keywords: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck; `width` and `height` in EMU are the reference deck's, 0 before fitting."""

    lang: str
    properties: Properties
    slides: tuple[Slide, ...]
    sections: tuple[Section, ...] = ()
    width: int = 0
    height: int = 0
