"""A unit whole, the course it belongs to, and what courses share among their units."""

from __future__ import annotations

from dataclasses import dataclass

from lessonpress.model.blocks import Block, Blocks
from lessonpress.pagesetup import DEFAULT_SETUP, PageSetup
from lessonpress.spans import Span


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
