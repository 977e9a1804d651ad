"""What a reference deck offers, as typed layouts: places for text, and how text stands in them.

`deck.reference` makes these of a .pptx of any make. Whatever the template calls its placeholders,
a place here has the name that slide markup gives it (`body`, `left`, `figure`, `tag`, ...).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from lessonpress.deck.model import Frame, Insets, ParagraphFormat
from lessonpress.deck.ornaments import Ornaments, Paint, Rule, TableLook
from lessonpress.theme import Theme

Anchor = Literal["t", "ctr", "b"]

# The index of a placeholder that a template writes none for, and that is no title.
NO_INDEX = -1

# What a slide can be, and what stands on each kind beside its title, footer and number.
ROLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "title": ("course", "subtitle", "authors", "meta"),
        "part": ("number",),
        "content": ("body",),
        "two-columns": ("left", "right"),
        "text-figure": ("body", "figure", "caption"),
        "full-figure": ("figure", "caption"),
        "quote": ("body", "source"),
        "exercise": ("tag", "body"),
        "solution": ("tag", "body"),
        "objectives": ("tag", "body"),
        "questions": ("tag", "body"),
        "keypoints": ("body",),
        "discussion": ("tag", "body"),
        "sources": ("body",),
        "blank": (),
    }
)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A place of a layout. `kind` is its ECMA type (`title`, `body`, `obj`, `ftr`, ...).

    `index` ties a slide's shape to the layout's; a place that was made up, because the layout has
    none for this, has no index and holds shapes of their own. `inherited` is the frame that the
    layout gives its placeholder, where that is another than the one to be used. An `orphan` is a
    slide's title that its layout has no placeholder for: it inherits nothing. `fill` and `line` are
    what the layout draws in and around the place on each slide that fills it.
    """

    name: str
    index: int | None
    kind: str
    frame: Frame
    insets: Insets
    anchor: Anchor
    levels: tuple[ParagraphFormat, ...]
    inherited: Frame | None = None
    vertical: bool = False
    orphan: bool = False
    fill: Paint | None = None
    line: Rule | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """A tinted ground that tells kinds of slides apart where the template does not."""

    kind: str
    frame: Frame


@dataclass(frozen=True, slots=True)
class Layout:
    """A slide layout; `part` is its part's name in the package (`/ppt/slideLayouts/...`).

    `kind` is its type as ECMA has it (19.7.15). `colors` is the colour map that the layout has in
    place of its master's, empty for none. `merged` names places that have none of their own, and
    the one they share. `ornaments` are what stands behind its slides, from the ground up.
    """

    name: str
    part: str
    placeholders: tuple[Placeholder, ...]
    theme: Theme
    kind: str = ""
    colors: Mapping[str, str] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    panel: Panel | None = None
    ornaments: Ornaments = ()

    def placeholder(self, name: str) -> Placeholder | None:
        """Return the placeholder called `name`, whatever its case."""
        named = (p for p in self.placeholders if p.name.casefold() == name.casefold())
        return next(named, None)

    @property
    def title(self) -> Placeholder | None:
        """Return the placeholder that holds the slide's title."""
        return next((p for p in self.placeholders if p.kind in ("title", "ctrTitle")), None)


@dataclass(frozen=True, slots=True)
class Floors:
    """The smallest sizes of type (points) that a room still reads: what no text is set below.

    `text` is for what is taught, `dense` for tables and code, `title` for titles, `small` for
    captions, tags, sources and whatever else the layout itself sets smaller than its floor.
    """

    text: float = 18.0
    dense: float = 14.0
    title: float = 24.0
    small: float = 12.0


_PLAIN_TABLE = TableLook()


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference deck: the size of its slides (EMU), its layouts, its table style's id.

    `roles` holds a layout for every role; `named` each of the template's layouts for every role, by
    the layout's name in lower case. `table_open` says that the style gives cells no ground, so that
    text may stand flush with the table's rules; `table_look` is what it makes of them. `text` is
    how text stands in a box or a table, `caption` and `footnote` how those are set; titles and
    quotations have the theme's face for headings.
    """

    width: int
    height: int
    roles: Mapping[str, Layout]
    named: Mapping[str, Mapping[str, Layout]]
    table_style: str
    table_open: bool
    text: ParagraphFormat
    caption: ParagraphFormat
    footnote: ParagraphFormat
    theme: Theme
    floors: Floors = Floors()
    table_look: TableLook = _PLAIN_TABLE

    def knows(self, layout: str) -> bool:
        """Say whether there is a layout of this name, or a role."""
        return layout in self.roles or layout.casefold() in self.named

    @property
    def names(self) -> tuple[str, ...]:
        """Return what a slide can ask for: roles, and the template's own names."""
        own = (next(iter(by_role.values())).name for by_role in self.named.values())
        return tuple(dict.fromkeys((*self.roles, *own)))


def layout_for(reference: Reference, wanted: str, role: str = "") -> Layout:
    """Return the layout that a slide asks for, by role or by name, or else that of its role."""
    chosen = reference.roles.get(wanted)
    if chosen and (not role or all(map(chosen.placeholder, ROLES.get(role, ())))):
        return chosen
    role = role if role in reference.roles else "content"
    by_role = reference.named.get((chosen.name if chosen else wanted).casefold())
    return by_role[role] if by_role else reference.roles[role]
