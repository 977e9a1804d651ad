"""The types of a lesson: what an instructor wrote, read and named, for every audience.

Nothing here has behaviour. The reader makes a Lesson, `views` cuts it to an audience, `outline`
cuts that into slides, and templates print it. All types are immutable, so a Lesson can be hashed,
compared, pickled and shared between processes.

Every block carries an `id` that is unique in its unit and survives into the deck and the handout,
and the `span` it was read from. Ids count within their parent and kind (`notes-1.p2`), so that a
change inside a block for the instructor never renames a block that students see.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

# What much needs that needs no lesson, and must start at once.
from lessonpress.audiences import Audience as Audience
from lessonpress.audiences import Medium as Medium
from lessonpress.pagesetup import DEFAULT_SETUP
from lessonpress.pagesetup import Beside as Beside
from lessonpress.pagesetup import PageSetup as PageSetup
from lessonpress.pagesetup import Paper as Paper
from lessonpress.spans import Span as Span

# --- inlines -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Running characters, already unescaped."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strikeout:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Superscript:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Subscript:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line break the author asked for."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `href` is http(s), mailto, or `#id` of a block of the same unit."""

    href: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Clip:
    """A video or a sound of the course; `path` is inside the course's folder."""

    path: str
    kind: Literal["video", "sound"]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the course.

    `path` is inside the course's folder (`assets/map.png`). `alt` is empty only where the
    author marked the picture as decorative. `width` is a fraction of the place it stands in.

    A picture with a `clip` is what stands for that, on paper and until it plays; its path is empty
    where the author gave none.
    """

    path: str
    alt: str
    span: Span
    width: float | None = None
    clip: Clip | None = None


@dataclass(frozen=True, slots=True)
class Blank:
    """A word left out for students to fill in.

    `size` is the room its rule takes, in steps of one em of text, and all that a student's file
    learns of the answer; `answer` is empty there.
    """

    number: int
    size: int
    answer: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A term that the glossary explains under `key`."""

    key: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to `number` in the unit's list of sources; `locator` is where in it: p. 3."""

    key: str
    number: int
    locator: str = ""


@dataclass(frozen=True, slots=True)
class FootnoteMark:
    """Where footnote `number` is called."""

    key: str
    number: int


@dataclass(frozen=True, slots=True)
class Math:
    """A formula in a line of text: LaTeX that `formulas` can read, and what it says in characters.

    `display` sets it as one with a line of its own, which it has no place for here (in a cell).
    """

    latex: str
    text: str
    display: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Inlines of one language or direction, or of a class that means nothing to us."""

    children: tuple[Inline, ...]
    lang: str | None = None


Inline = (
    Text
    | Emphasis
    | Strong
    | Strikeout
    | Superscript
    | Subscript
    | Code
    | LineBreak
    | Link
    | Image
    | Blank
    | Term
    | Citation
    | FootnoteMark
    | Math
    | Phrase
)
Inlines = tuple[Inline, ...]


# --- blocks --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Block:
    """What every block has.

    `click` says when it appears on its slide: 0 from the start, higher numbers later. `clicks` sets
    it where a deck is made; a lesson as it is read has lists that are incremental, and pauses.
    """

    id: str
    span: Span
    click: int = field(default=0, kw_only=True)


@dataclass(frozen=True, slots=True)
class Paragraph(Block):
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Heading(Block):
    """A heading; `layout` names a slide layout by role or by name where the author chose one.

    `minutes` is how long its slide, or its part, takes; `objectives` are the ids of those that are
    taught there.
    """

    level: int
    inlines: Inlines
    layout: str | None = None
    minutes: int | None = None
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SlideBreak(Block):
    """`---`: what follows stands on a new slide under the same title."""


@dataclass(frozen=True, slots=True)
class Pause(Block):
    """`. . .`: what follows on the slide appears at a click."""


@dataclass(frozen=True, slots=True)
class ListItem(Block):
    """`checked` is None but for the items of a task list."""

    blocks: Blocks
    checked: bool | None = None


Numbering = Literal["decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"]


@dataclass(frozen=True, slots=True)
class ItemList(Block):
    """A bulleted or numbered list; a tight one has no space between its items.

    The items of an incremental one appear click by click when the instructor teaches. `numbering`
    says how the numbers of a numbered one are written.
    """

    ordered: bool
    start: int
    tight: bool
    items: tuple[ListItem, ...]
    incremental: bool = False
    numbering: Numbering = "decimal"


@dataclass(frozen=True, slots=True)
class Definition(Block):
    """Terms that mean the same, and what they mean."""

    terms: tuple[Inlines, ...]
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class DefinitionList(Block):
    items: tuple[Definition, ...]
    incremental: bool = False


@dataclass(frozen=True, slots=True)
class CodeBlock(Block):
    """Lines of code; `language` is the name the author gave, or empty."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Equation(Block):
    """A formula on lines of its own: LaTeX that `formulas` can read, and what it says in words."""

    latex: str
    text: str


Alignment = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Table(Block):
    """A table; every row has as many cells as there are alignments. `head` may be empty.

    The caption stands over it, and so before what the cells hold.
    """

    alignments: tuple[Alignment, ...]
    caption: Inlines
    head: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: `when` and `what` as the author wrote them.

    `start` and `end` are years with their fractions, for a scale of time; the same for what has no
    duration, None where the words name no date.
    """

    when: str
    what: str
    span: Span
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events in the order they are told; `to_scale` sets them apart as far as time did.

    `alt` says the same in words, the author's or its own.
    """

    events: tuple[Event, ...]
    alt: str
    to_scale: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A box of a flow, known by its name; `emphasis` marks what the flow is about."""

    name: str
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Arrow:
    """What leads from one step to another, by their names; `both` leads back as well."""

    start: str
    end: str
    label: str = ""
    dashed: bool = False
    both: bool = False


Direction = Literal["fit", "right", "down"]


@dataclass(frozen=True, slots=True)
class Flow:
    """Steps and what leads from one to the other; `direction` is theirs, or what fits best."""

    steps: tuple[Step, ...]
    arrows: tuple[Arrow, ...]
    alt: str
    direction: Direction = "fit"


# Of a country that is named on a map, but not highlighted.
NO_GROUP = -1


@dataclass(frozen=True, slots=True)
class Country:
    """A country on a map, by its ISO code of three letters, under the name the author gave it.

    `group` is the place among the map's groups of what it belongs to.
    """

    code: str
    name: str
    group: int = 0


@dataclass(frozen=True, slots=True)
class City:
    """A place on a map; degrees north and east."""

    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Journey:
    """A route through cities and countries, by their names."""

    stops: tuple[str, ...]
    label: str = ""
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Map:
    """Countries that are highlighted, cities, and routes between them.

    `groups` name what the highlighted countries have in common; where there is one alone it may
    have no name. `labels` says whether countries show their names. `focus` are the codes of the
    countries that are seen whole, where not all are: of others the view holds their middle.
    """

    countries: tuple[Country, ...]
    cities: tuple[City, ...]
    routes: tuple[Journey, ...]
    alt: str
    groups: tuple[str, ...] = ("",)
    labels: bool = True
    focus: tuple[str, ...] = ()


# --- charts --------------------------------------------------------------------------------------

ChartKind = Literal["column", "bar", "line", "pie", "scatter"]


@dataclass(frozen=True, slots=True)
class NumberForm:
    """How a chart's numbers are written: all with as many `decimals`, and with their `unit`.

    The numbers of a `percent` form are parts of a hundred: 45 is 45%.
    """

    decimals: int = 0
    grouped: bool = False
    percent: bool = False
    unit: str = ""


PLAIN_NUMBERS = NumberForm()


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers that belong together, one for each category; None where one is missing."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of the course that a chart takes its numbers from (`assets/deaths.csv`).

    Of its columns the named ones are taken, or all. `decimal` is the decimal sign where the author
    says it.
    """

    path: str
    span: Span
    columns: tuple[str, ...] = ()
    decimal: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers to be drawn.

    Columns and bars (which lie) may be `stacked`. A scatter chart has an x for each point, `xs`,
    and no categories. The titles are those of the axes as they are seen: x runs along the foot.
    `labels` says whether each number is printed; None leaves that to whoever draws the chart.
    `heading` is what the data call their first column, which is seen where they are edited.
    `file` is None once its numbers are here.
    """

    kind: ChartKind
    span: Span
    alt: str
    lang: str
    categories: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    xs: tuple[Decimal | None, ...] = ()
    heading: str = ""
    title: str = ""
    x_title: str = ""
    y_title: str = ""
    stacked: bool = False
    labels: bool | None = None
    numbers: NumberForm = PLAIN_NUMBERS
    x_numbers: NumberForm = PLAIN_NUMBERS
    file: DataFile | None = None


# What is computed from data rather than drawn by somebody.
Computed = Timeline | Flow | Map | Chart
FigureContent = Image | Computed


@dataclass(frozen=True, slots=True)
class Figure(Block):
    """What stands alone with a caption: a picture, or what is computed from data."""

    content: FigureContent
    caption: Inlines


@dataclass(frozen=True, slots=True)
class Quote(Block):
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Column(Block):
    """`width` is a fraction of the columns' whole width."""

    width: float
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Columns(Block):
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Box(Block):
    """A teaching block that only its kind tells apart.

    `kind` is one of `reader.vocabulary`'s names (objectives, questions, prereq, keypoints,
    discussion, definition, spoiler, callout); `variant` refines a callout (note, tip, warning,
    important, caution).
    """

    kind: str
    title: Inlines
    blocks: Blocks
    minutes: int | None = None
    variant: str = ""


Ruling = Literal["lines", "plain", "grid"]


@dataclass(frozen=True, slots=True)
class Room:
    """Room to answer: ruled lines, or a field `height` millimetres high, plain or squared.

    Room to `fill` grows from there to the foot of the page.
    """

    ruling: Ruling
    lines: int = 0
    height: float = 0.0
    fill: bool = False


@dataclass(frozen=True, slots=True)
class Hint(Block):
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Solution(Block):
    """What answers an exercise; `blocks` is empty in a student's lesson."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Exercise(Block):
    """A task with room to answer. `number` counts in the unit.

    `objectives` are the ids of those that it practises.
    """

    number: int
    title: Inlines
    minutes: int | None
    room: Room
    blocks: Blocks
    hints: tuple[Hint, ...] = ()
    solutions: tuple[Solution, ...] = ()
    objectives: tuple[str, ...] = ()


# --- quizzes -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Feedback(Block):
    """What is said to an answer once it is given; students' lessons have none."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Choice(Block):
    """An answer to choose. `right` is None in a student's lesson."""

    blocks: Blocks
    right: bool | None
    feedback: tuple[Feedback, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices(Block):
    """Answers to choose from; students are told whether `several` are right."""

    several: bool
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Truth(Block):
    """True or false? `right` is None in a student's lesson."""

    right: bool | None


@dataclass(frozen=True, slots=True)
class Accepted:
    """An answer that is taken as right."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Written(Block):
    """A number or a few words to write.

    `size` is the room their rule takes, in em, and all that a student's file learns of the answer;
    `accepted` is empty there. `unit` stands behind the rule for everybody.
    """

    numeric: bool
    size: int
    unit: str
    accepted: tuple[Accepted, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What an option is to be found for; its place counts from 0, and students' is None."""

    inlines: Inlines
    option: int | None


@dataclass(frozen=True, slots=True)
class Matching(Block):
    """Two columns to be matched.

    `options` stand in an order that says nothing of the answer; some may match nothing. `head` is
    empty or names the two columns.
    """

    head: tuple[Inlines, ...]
    items: tuple[Match, ...]
    options: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True)
class OrderedStep:
    """What has its place in an order, which counts from 1; students' is None."""

    inlines: Inlines
    place: int | None


@dataclass(frozen=True, slots=True)
class Ordering(Block):
    """Steps to be put in order; they stand in one that says nothing of the answer."""

    steps: tuple[OrderedStep, ...]


Answer = Choices | Truth | Written | Matching | Ordering


@dataclass(frozen=True, slots=True)
class Question(Block):
    """What is asked, and how it is answered. `number` counts in the unit.

    `objectives` are the ids of those that it assesses. `answer` is None only where a mistake keeps
    the unit from being built.
    """

    number: int
    blocks: Blocks
    answer: Answer | None
    feedback: tuple[Feedback, ...] = ()
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quiz(Block):
    """Questions that belong together, and what introduces them."""

    title: Inlines
    minutes: int | None
    blocks: Blocks
    questions: tuple[Question, ...]


# --- what is not for everybody -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Notes(Block):
    """What the speaker says: notes under the slide, in the instructor's files alone."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class InstructorNote(Block):
    """What only the instructor reads."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Only(Block):
    """Blocks for one medium."""

    medium: Medium
    blocks: Blocks


Blocks = tuple[Block, ...]


# --- lessons and courses -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Footnote(Block):
    """A footnote of the unit; `number` is what its marks print."""

    key: str
    number: int
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """What the course's glossary says of a term; a term without a meaning has an empty one."""

    key: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Source:
    """A work that units cite. Only `title` is always given; `number` counts in a unit."""

    key: str
    title: str
    author: str = ""
    year: str = ""
    publisher: str = ""
    url: str = ""
    note: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Switch:
    """From its line on, whether the author wants to be told of what complaints of a code say."""

    code: str
    span: Span
    on: bool


# How much a course's audience has read.
LEVELS = ("primary", "secondary", "undergraduate", "graduate")

# What a slide can be; templates have a layout for each, or one is made up.
SLIDE_ROLES = (
    *("title", "part", "content", "two-columns", "text-figure", "full-figure", "quote"),
    *("exercise", "solution", "objectives", "questions", "keypoints", "discussion"),
    *("sources", "blank"),
)


@dataclass(frozen=True, slots=True)
class Look:
    """What settings say of how things look.

    `brand` is a template's path, as it is written or, once it is found, from the project's folder;
    `layouts` names its layouts by role, `floors` the smallest sizes of type in points.
    """

    brand: str = ""
    layouts: tuple[tuple[str, str], ...] = ()
    floors: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """What course.yml says; `name` is the folder's. Units take from it what they do not say.

    `audience` is a LEVEL or empty, `off` the codes of complaints that nobody wants to hear.
    `setup` is how its pages are printed. `also` names outputs that every build makes, though they
    are otherwise made on request alone.
    """

    name: str
    title: str
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    lang: str = "en"
    licence: str = ""
    date: str = ""
    setup: PageSetup = DEFAULT_SETUP
    also: tuple[str, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    sources: tuple[Source, ...] = ()
    units: tuple[str, ...] = ()
    release: tuple[str, ...] = ()
    incremental: bool = False
    look: Look = Look()
    audience: str = ""
    off: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lesson:
    """One unit, whole or cut to an audience.

    `name` is the file's name without its ending (`01-origins`); `glossary` and `sources` hold what
    the unit uses, the sources in the order of their numbers. With `prose_in_notes`, running text is
    spoken rather than shown: it stands in the speaker's notes and on the handout.
    """

    name: str
    title: str
    span: Span
    blocks: Blocks
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    lang: str = "en"
    minutes: int | None = None
    content_note: str = ""
    setup: PageSetup = DEFAULT_SETUP
    slide_level: int | None = None
    prose_in_notes: bool = False
    footnotes: tuple[Footnote, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    sources: tuple[Source, ...] = ()
    switches: tuple[Switch, ...] = ()
    look: Look = Look()
