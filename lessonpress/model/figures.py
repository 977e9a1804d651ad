"""What stands alone with a caption: pictures, and what is computed from data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lessonpress.model.blocks import Block
from lessonpress.model.inlines import Image, Inlines
from lessonpress.spans import Span


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
