"""What a master and a layout draw by themselves, typed, so that no other writer opens the template.

Grounds, shapes, lines, pictures and words that are no placeholders. A shape that cannot be drawn,
or that its file does not describe soundly, is left out quietly: the deck has it all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from lessonpress.deck.model import EMU_PER_POINT, Frame, ParagraphFormat, TextShape
from lessonpress.deck.ornaments import Ornament, Ornaments, Paint, Picture, Rule, Stop
from lessonpress.deck.reference import geometries, paints, wording
from lessonpress.deck.reference.package import Element, Package, every, one
from lessonpress.theme import Theme

_DEGREE = 60_000
_WHOLE = 100_000
# The ids of a theme's fills for grounds count from here (ECMA-376, 19.3.1.3).
_FIRST_GROUND = 1_001


@dataclass(frozen=True, slots=True)
class Source:
    """A master's or layout's part, and what its shapes are read with.

    `format` says how text of a level stands that a list of styles says nothing else about.
    """

    package: Package
    part: str
    root: Element
    theme: Theme
    scheme: Element
    format: Callable[[list[Element | None], int], ParagraphFormat]


def of_layout(layout: Source, master: Source, size: Frame) -> Ornaments:
    """Return what stands behind a slide of a layout, from the ground up; `size` is the slide's."""
    own = one(layout.root, "p:cSld/p:bg") is not None
    ground = _ground(layout if own else master, size)
    above = master.root if layout.root.get("showMasterSp") not in ("0", "false") else None
    shown = (*(_shapes(master) if above is not None else ()), *_shapes(layout))
    return (*([ground] if ground else ()), *shown)


def fill_of(source: Source, chain: list[Element]) -> tuple[Paint | None, Rule | None]:
    """Return the ground and the line of a placeholder, which its slides' shapes inherit."""
    for shape in reversed(chain):
        properties, style = one(shape, "p:spPr"), one(shape, "p:style")
        if properties is not None and (len(properties) or style is not None):
            try:
                line = paints.rule(one(properties, "a:ln"), style, source.theme)
                found = paints.fill(properties, style, source.theme), line
            except (ValueError, LookupError):
                continue
            if any(found) or every(properties, "a:noFill"):
                return found
    return None, None


# --- grounds -------------------------------------------------------------------------------------


def _ground(source: Source, size: Frame) -> Ornament | None:
    """Return a ground that is another than the theme's paper."""
    written = one(source.root, "p:cSld/p:bg/p:bgPr | p:cSld/p:bg/p:bgRef")
    if written is None:
        return None
    whole = Ornament(size, _rectangle(size))
    try:
        picture = _picture(source, one(written, "a:blipFill"))
        if picture:
            return replace(whole, picture=picture)
        found = _paint_of_ground(written, source)
    except (ValueError, LookupError, StopIteration):
        return None
    paper = Stop(0.0, f"#{source.theme.paper}")
    return replace(whole, fill=found) if found and found.stops != (paper,) else None


def _paint_of_ground(written: Element, source: Source) -> Paint | None:
    own = one(written, "a:gradFill | a:solidFill")
    if own is not None:
        return paints.paint(own, source.theme)
    number = int(written.get("idx", "0")) - _FIRST_GROUND
    fills = every(source.scheme, "a:themeElements/a:fmtScheme/a:bgFillStyleLst/*")
    mixed = one(written, "*")
    if mixed is None or not 0 <= number < len(fills):
        return None
    base = paints.plain(mixed, source.theme)
    return paints.paint(fills[number], source.theme, base)


def _rectangle(frame: Frame) -> str:
    return geometries.rectangle(frame.width / EMU_PER_POINT, frame.height / EMU_PER_POINT)


# --- shapes --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Space:
    """What lengths are inside a group: moved, then stretched."""

    left: float = 0.0
    top: float = 0.0
    x: float = 1.0
    y: float = 1.0

    def frame(self, left: int, top: int, wide: int, high: int) -> Frame:
        return Frame(
            round(self.left + left * self.x),
            round(self.top + top * self.y),
            round(wide * self.x),
            round(high * self.y),
        )


def _shapes(source: Source) -> Iterator[Ornament | TextShape]:
    tree = one(source.root, "p:cSld/p:spTree")
    if tree is not None:
        yield from _within(tree, _Space(), source)


def _within(tree: Element, space: _Space, source: Source) -> Iterator[Ornament | TextShape]:
    for shape in every(tree, "p:sp | p:pic | p:cxnSp | p:grpSp"):
        hidden = every(shape, "*/p:cNvPr[@hidden='1' or @hidden='true']")
        if hidden or every(shape, "*/p:nvPr/p:ph"):
            continue
        try:
            yield from _KINDS[str(shape.tag).rpartition("}")[2]](shape, space, source)
        except (ValueError, LookupError, StopIteration, ZeroDivisionError):
            continue


def _group(group: Element, space: _Space, source: Source) -> Iterator[Ornament | TextShape]:
    place = one(group, "p:grpSpPr/a:xfrm")
    if place is None:
        yield from _within(group, space, source)
        return
    outer = _frame(place, space)
    left, top, wide, high = _numbers(
        place, "a:chOff/@x", "a:chOff/@y", "a:chExt/@cx", "a:chExt/@cy"
    )
    x, y = outer.width / wide, outer.height / high
    inner = _Space(outer.left - left * x, outer.top - top * y, x, y)
    yield from _within(group, inner, source)


def _shape(shape: Element, space: _Space, source: Source) -> Iterator[Ornament | TextShape]:
    properties, style = every(shape, "p:spPr")[0], one(shape, "p:style")
    place = every(properties, "a:xfrm")[0]
    frame = _frame(place, space)
    drawn = Ornament(
        frame,
        geometries.path(properties, frame),
        paints.fill(properties, style, source.theme),
        paints.rule(one(properties, "a:ln"), style, source.theme),
        _picture(source, one(properties, "a:blipFill")),
    )
    if drawn.path and (drawn.fill or drawn.line or drawn.picture):
        yield _turned(drawn, place)
    if not int(place.get("rot", "0")):
        yield from wording.words(shape, frame, source.theme, source.format)


def _connector(line: Element, space: _Space, source: Source) -> Iterator[Ornament]:
    for drawn in _shape(line, space, source):
        if isinstance(drawn, Ornament):
            yield replace(drawn, fill=None)


def _pictured(shape: Element, space: _Space, source: Source) -> Iterator[Ornament]:
    properties = every(shape, "p:spPr")[0]
    place = every(properties, "a:xfrm")[0]
    frame = _frame(place, space)
    picture = _picture(source, one(shape, "p:blipFill"))
    if picture:
        outline = geometries.path(properties, frame) or _rectangle(frame)
        line = paints.rule(one(properties, "a:ln"), None, source.theme)
        yield _turned(Ornament(frame, outline, None, line, picture), place)


_KINDS: Mapping[str, Callable[[Element, _Space, Source], Iterator[Ornament | TextShape]]] = (
    MappingProxyType({"sp": _shape, "pic": _pictured, "cxnSp": _connector, "grpSp": _group})
)


# --- what shapes have ----------------------------------------------------------------------------


def _frame(place: Element, space: _Space) -> Frame:
    left, top, wide, high = _numbers(place, "a:off/@x", "a:off/@y", "a:ext/@cx", "a:ext/@cy")
    return space.frame(left, top, wide, high)


def _numbers(place: Element, *paths: str) -> Iterator[int]:
    return (int(str(every(place, path)[0])) for path in paths)


def _turned(drawn: Ornament, place: Element) -> Ornament:
    turn = int(place.get("rot", "0")) / _DEGREE
    flipped = tuple(place.get(name) in ("1", "true") for name in ("flipH", "flipV"))
    return replace(drawn, turn=turn, flipped=(flipped[0], flipped[1]))


def _picture(source: Source, fill: Element | None) -> Picture | None:
    """Return a picture of the package; none where it is linked to, or nowhere."""
    ident = None if fill is None else one(fill, "a:blip/@r:embed")
    if fill is None or ident is None:
        return None
    data = source.package.data(source.package.by_id(source.part, str(ident)))
    cut = one(fill, "a:srcRect")
    sides = [int("0" if cut is None else cut.get(side, "0")) / _WHOLE for side in "ltrb"]
    alpha = one(fill, "a:blip/a:alphaModFix/@amt")
    opaque = 1.0 if alpha is None else int(str(alpha)) / _WHOLE
    return Picture(data, (sides[0], sides[1], sides[2], sides[3]), opaque)
