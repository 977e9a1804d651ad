"""Which of a template's layouts plays which role, by name, type, and what stands where. Pure.

A layout gets points for each of these; one that cannot hold what the role needs gets none. Roles
that no layout has are played by a layout that is like it (`STAND_INS`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from lessonpress.deck.layouts import ROLES, Layout, Placeholder
from lessonpress.deck.reference import words

# Whose layout is taken for a role that has none of its own, the first that there is.
STAND_INS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "part": ("title", "blank", "content"),
        "two-columns": ("content",),
        "text-figure": ("two-columns", "content"),
        **dict.fromkeys(
            (
                *("full-figure", "quote", "exercise", "solution", "objectives", "questions"),
                *("keypoints", "discussion", "sources", "blank"),
            ),
            ("content",),
        ),
    }
)

# ECMA's own types of layouts (19.7.15) that say outright what they are for.
_KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "title": ("title",),
        "part": ("secHead",),
        "content": ("obj", "tx"),
        "two-columns": ("twoObj", "twoColTx"),
        "text-figure": ("txAndObj", "txAndClipArt", "txAndMedia", "txAndChart"),
        "blank": ("titleOnly",),
    }
)

_NAMED, _TYPED, _SHAPED, _OF_THE_HOUSE = 60.0, 40.0, 20.0, 1000.0
_AT_LEAST = 20.0
FOR_WANT = "for want of another"
_TEXTS = frozenset({"body", "obj"})
_PICTURES = frozenset({"obj", "pic"})
_CONTENT = frozenset({"body", "obj", "pic", "chart", "tbl", "dgm", "media", "clipArt", "subTitle"})


@dataclass(frozen=True, slots=True)
class Found:
    """The layout that plays a role, and how it was found; a stand-in names whose it is."""

    layout: Layout
    how: str
    stands_in: str = ""


def find(layouts: Sequence[Layout], area: int, wishes: Mapping[str, str]) -> Mapping[str, Found]:
    """Return a layout for every role. `area` is a slide's, `wishes` names layouts by role."""
    by_name = {layout.name.casefold(): layout for layout in reversed(layouts)}
    found: dict[str, Found] = {}
    for role in dict.fromkeys(("content", *ROLES)):  # where the others' titles are compared with
        wished = by_name.get(wishes.get(role, "").casefold())
        chosen = Found(wished, "as asked") if wished else _best(layouts, role, area, found)
        if chosen:
            found[role] = chosen
    found.setdefault("content", Found(_roomiest(layouts), FOR_WANT))
    found.setdefault("title", Found(_first_titled(layouts), FOR_WANT))
    return {role: found.get(role) or _stand_in(role, found) for role in ROLES}


def _stand_in(role: str, found: Mapping[str, Found]) -> Found:
    other = next(name for name in STAND_INS[role] if name in found)
    return Found(found[other].layout, "stands in", other)


def _best(
    layouts: Sequence[Layout], role: str, area: int, found: Mapping[str, Found]
) -> Found | None:
    scored = [(_score(layout, role, area, found), layout) for layout in layouts]
    points, layout = max(scored, key=lambda pair: pair[0])  # of equal ones the first
    if points < _AT_LEAST:
        return None
    return Found(layout, _reason(layout, role))


def _reason(layout: Layout, role: str) -> str:
    if layout.name == role or words.says(layout.name, role):
        return "by its name"
    return "by its type" if layout.kind in _KINDS.get(role, ()) else "by its placeholders"


def _score(layout: Layout, role: str, area: int, found: Mapping[str, Found]) -> float:
    """Return how well a layout suits a role; 0 where it cannot play it."""
    if layout.name == role and layout.title:
        return _OF_THE_HOUSE
    suits = _SUITS.get(role, _suits_text)(layout, area)
    if not suits or layout.title is None or layout.title.vertical:
        return 0.0
    told = _NAMED * words.says(layout.name, role) + _TYPED * (layout.kind in _KINDS.get(role, ()))
    shaped = _SHAPED * _tells_by_shape(layout, role)
    if not told and not shaped:
        return 0.0
    return told + shaped + suits + 3 * _beside(layout, found) - _spare(layout, role)


def _tells_by_shape(layout: Layout, role: str) -> bool:
    centred = layout.title is not None and layout.title.kind == "ctrTitle"
    return role in _KNOWN_BY_SHAPE or (role == "title" and centred)


def _beside(layout: Layout, found: Mapping[str, Found]) -> bool:
    """Say whether a layout's title stands where that of the content's does."""
    content = found.get("content")
    if content is None or content.layout.title is None or layout.title is None:
        return False
    return layout.title.frame == content.layout.title.frame


def _spare(layout: Layout, role: str) -> float:
    """Return how many places of a layout the role has nothing for."""
    return 2.0 * max(0, len(contents(layout)) - len(ROLES[role]))


# --- what a layout can hold ----------------------------------------------------------------------


def contents(layout: Layout) -> list[Placeholder]:
    """Return a layout's placeholders for content, those that can be used."""
    return [p for p in layout.placeholders if p.kind in _CONTENT and usable(p)]


def usable(place: Placeholder) -> bool:
    """Say whether text can stand in a place: it has an extent and is not set downwards."""
    return not place.vertical and place.frame.width > 0 and place.frame.height > 0


def size(place: Placeholder) -> int:
    """Return a place's area."""
    return place.frame.width * place.frame.height


def texts(layout: Layout) -> list[Placeholder]:
    """Return the places that can hold text of any length, the largest first."""
    return sorted((p for p in contents(layout) if p.kind in _TEXTS), key=size, reverse=True)


def pictures(layout: Layout) -> list[Placeholder]:
    """Return the places that can hold a picture, the largest first."""
    return sorted((p for p in contents(layout) if p.kind in _PICTURES), key=size, reverse=True)


def side_by_side(layout: Layout, area: int) -> tuple[Placeholder, Placeholder] | None:
    """Return the two largest places that stand beside each other, the left one first."""
    large = [p for p in contents(layout) if size(p) > 0.1 * area and p.kind in _TEXTS | _PICTURES]
    pairs = [(a, b) for a in large for b in large if _is_left_of(a, b) and _as_high(a, b)]
    return max(pairs, key=lambda pair: min(map(size, pair)), default=None)


def _is_left_of(one: Placeholder, other: Placeholder) -> bool:
    return one.frame.left + one.frame.width <= other.frame.left + other.frame.width // 20


def _as_high(one: Placeholder, other: Placeholder) -> bool:
    tops = (one.frame.top, other.frame.top)
    ends = (one.frame.top + one.frame.height, other.frame.top + other.frame.height)
    shared = min(ends) - max(tops)
    return shared > 0.6 * max(one.frame.height, other.frame.height)


# --- what each role needs ------------------------------------------------------------------------

Suits = Callable[[Layout, int], float]


def _suits_text(layout: Layout, area: int) -> float:
    found = texts(layout)
    return 10.0 * size(found[0]) / area if found and size(found[0]) > 0.15 * area else 0.0


def _suits_content(layout: Layout, area: int) -> float:
    found = texts(layout)
    alone = len(found) == len(contents(layout)) == 1
    return 10.0 * size(found[0]) / area if alone and size(found[0]) > 0.3 * area else 0.0


def _suits_columns(layout: Layout, area: int) -> float:
    pair = side_by_side(layout, area)
    if pair is None or any(p.kind not in _TEXTS for p in pair):
        return 0.0
    narrow, wide = sorted(p.frame.width for p in pair)
    return 5.0 * narrow / wide if narrow > 0.75 * wide else 0.0


def _suits_text_and_figure(layout: Layout, area: int) -> float:
    pair = side_by_side(layout, area)
    if pair is None:
        return 0.0
    has_both = any(p.kind in _TEXTS for p in pair) and any(p.kind in _PICTURES for p in pair)
    return 5.0 if has_both else 0.0


def _suits_figure(layout: Layout, area: int) -> float:
    found = pictures(layout)
    return 10.0 * size(found[0]) / area if found and size(found[0]) > 0.4 * area else 0.0


def _suits_title(layout: Layout, area: int) -> float:
    starred = layout.title is not None and layout.title.kind == "ctrTitle"
    return 1.0 + 10.0 * starred


def _suits_anything(layout: Layout, area: int) -> float:
    return 1.0


def _suits_blank(layout: Layout, area: int) -> float:
    return 0.0 if contents(layout) else 1.0


_SUITS: Mapping[str, Suits] = MappingProxyType(
    {
        "title": _suits_title,
        "part": _suits_anything,
        "content": _suits_content,
        "two-columns": _suits_columns,
        "text-figure": _suits_text_and_figure,
        "full-figure": _suits_figure,
        "blank": _suits_blank,
    }
)
# What is told from where places stand, whatever a layout's name and type are.
_KNOWN_BY_SHAPE = frozenset({"content", "two-columns", "text-figure", "blank"})


def _roomiest(layouts: Sequence[Layout]) -> Layout:
    """Return the layout with the most room for text, with a title if any has one."""

    def room(layout: Layout) -> tuple[bool, int]:
        titled = layout.title is not None and not layout.title.vertical
        return titled, max(map(size, texts(layout)), default=0)

    return max(layouts, key=room)


def _first_titled(layouts: Sequence[Layout]) -> Layout:
    return next((la for la in layouts if la.title and not la.title.vertical), layouts[0])
