"""The masters of a template and their layouts, as they are: nothing named, nothing made up.

A placeholder inherits: from the presentation's defaults, the master's text styles, the master's
placeholder of its kind, its own layout (ECMA-376, 19.3.1.36 and 21.1.2.4). All of that is resolved
here, so that fitting sees one format a level and one frame a placeholder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from lessonpress.deck.layouts import NO_INDEX, Anchor, Layout, Placeholder
from lessonpress.deck.model import Alignment, Frame, Insets, ParagraphFormat
from lessonpress.deck.reference import colors, ornaments
from lessonpress.deck.reference.package import Element, Package, every, last, merged, one
from lessonpress.theme import Theme

LEVELS = 9
_TITLES = ("title", "ctrTitle")

_MASTER_STYLE = MappingProxyType(
    {"title": "titleStyle", "ctrTitle": "titleStyle", "ftr": "", "sldNum": "", "dt": ""}
)
# Which placeholder of the master a layout's inherits from (19.7.10): all but these from its body.
_MASTER_KIND = MappingProxyType(
    {"title": "title", "ctrTitle": "title", "ftr": "ftr", "sldNum": "sldNum", "dt": "dt"}
)


class Master:
    """One slide master: its layouts, its theme, and the formats that its text styles make."""

    def __init__(self, package: Package, part: str, defaults: Element | None, size: Frame) -> None:
        self._package, self._part, self._defaults, self._size = package, part, defaults, size
        self._xml = package.xml(part)
        self._theme = package.xml(next(package.related(part, "theme")))
        self._fonts = _theme_fonts(self._theme)
        self._map = colors.mapped(one(self._xml, "p:clrMap"))

    def layouts(self) -> Iterator[Layout]:
        """Yield the layouts in their order, placeholders under the names they have."""
        for ident in every(self._xml, "p:sldLayoutIdLst/p:sldLayoutId/@r:id"):
            part = self._package.by_id(self._part, str(ident))
            yield self._layout(part, self._package.xml(part))

    def _layout(self, part: str, root: Element) -> Layout:
        shapes = every(root, "p:cSld/p:spTree//p:sp[p:nvSpPr/p:nvPr/p:ph]")
        own = colors.mapped(one(root, "p:clrMapOvr/a:overrideClrMapping"))
        theme = self._theme_of(root, own or self._map)
        source = self._source(part, root, theme)
        return Layout(
            name=str(next(iter(every(root, "p:cSld/@name")), "")),
            part=f"/{part}",
            placeholders=_addressable(self._adorned(shape, source) for shape in shapes),
            theme=theme,
            kind=root.get("type", ""),
            colors=own,
            ornaments=ornaments.of_layout(
                source, self._source(self._part, self._xml, theme), self._size
            ),
        )

    def _source(self, part: str, root: Element, theme: Theme) -> ornaments.Source:
        """Return what the ornaments of the master or of a layout are read from."""

        def format_(styles: list[Element | None], level: int) -> ParagraphFormat:
            return self.format([self._defaults, *styles], level)

        return ornaments.Source(self._package, part, root, theme, self._theme, format_)

    def _adorned(self, shape: Element, source: ornaments.Source) -> Placeholder:
        fill, line = ornaments.fill_of(source, self._chain(shape))
        return replace(self._placeholder(shape), fill=fill, line=line)

    def places(self) -> tuple[Placeholder, ...]:
        """Return the master's own placeholders: where what a layout lacks would stand."""
        shapes = every(self._xml, "p:cSld/p:spTree//p:sp[p:nvSpPr/p:nvPr/p:ph]")
        return tuple(self._placeholder(shape) for shape in shapes)

    def _bare(self, map_: Mapping[str, str]) -> Theme:
        known = colors.of_theme(self._theme, map_)
        return Theme(known, heading=self.face("+mj-lt"), body=self.face("+mn-lt"))

    def _theme_of(self, root: Element, map_: Mapping[str, str]) -> Theme:
        bare = self._bare(map_)
        known = bare.colors
        ground = colors.background(root, bare) or colors.background(self._xml, bare)
        return replace(bare, background="" if ground == known["bg1"] else ground)

    def _placeholder(self, shape: Element) -> Placeholder:
        mark = every(shape, "p:nvSpPr/p:nvPr/p:ph")[0]
        kind = mark.get("type", "obj")
        chain = self._chain(shape)
        styles = [
            self._defaults,
            self._style(kind),
            *(one(e, "p:txBody/a:lstStyle") for e in chain),
        ]
        body = merged(one(e, "p:txBody/a:bodyPr") for e in chain)
        return Placeholder(
            name=str(every(shape, "p:nvSpPr/p:cNvPr/@name")[0]),
            index=int(mark.get("idx", "0")),
            kind=kind,
            frame=_frame(chain),
            insets=_insets(body),
            anchor=_anchor(body.get("anchor", "t")),
            levels=tuple(self.format(styles, level) for level in range(1, LEVELS + 1)),
            vertical=body.get("vert", "horz") != "horz" or mark.get("orient") == "vert",
        )

    def _chain(self, shape: Element) -> list[Element]:
        """Return what a placeholder inherits from, and itself at the end."""
        kind = every(shape, "p:nvSpPr/p:nvPr/p:ph")[0].get("type", "obj")
        above = self._shape_of_kind(_MASTER_KIND.get(kind, "body"))
        return [e for e in (above, shape) if e is not None]

    def _shape_of_kind(self, kind: str) -> Element | None:
        return one(self._xml, f"p:cSld/p:spTree//p:sp[p:nvSpPr/p:nvPr/p:ph/@type='{kind}']")

    def _style(self, kind: str) -> Element | None:
        name = _MASTER_STYLE.get(kind, "bodyStyle")
        return one(self._xml, f"p:txStyles/p:{name or 'otherStyle'}")

    def format(self, styles: list[Element | None], level: int) -> ParagraphFormat:
        """Return a level's format; of `styles` a later one overrides an earlier."""
        found = [
            e
            for style in styles
            if style is not None
            if (e := one(style, f"a:lvl{level}pPr")) is not None
        ]
        own = merged(found)
        run = merged(one(e, "a:defRPr") for e in found)
        size = int(run.get("sz", "1800")) / 100
        return ParagraphFormat(
            size=size,
            face=self.face(last(found, "a:defRPr/a:latin/@typeface") or "+mn-lt"),
            bold=run.get("b") in ("1", "true"),
            italic=run.get("i") in ("1", "true"),
            caps=run.get("cap") in ("all", "small"),
            tracked=int(run.get("spc", "0")) > 0,
            margin=int(own.get("marL", "0")),
            indent=int(own.get("indent", "0")),
            line_spacing=_spacing(found, "a:lnSpc", size, 1.0),
            space_before=_points(found, "a:spcBef", size),
            space_after=_points(found, "a:spcAft", size),
            align=_ALIGNMENTS.get(own.get("algn", "l"), "left"),
            color=colors.named(found, "a:defRPr/a:solidFill/*"),
            shown=colors.shown(found, "a:defRPr/a:solidFill/*", self._bare(self._map)),
            bullet=_bullet(found),
            numbers=last(found, "a:buAutoNum/@type") or "",
            bullet_color=last(found, "a:buClr/a:schemeClr/@val") or "",
            bullet_size=_fraction(last(found, "a:buSzPct/@val") or "100%"),
            # The least size that is kerned: 1200 is PowerPoint for "from 12 points", 0 for none.
            kerned=run.get("kern", "0") != "0",
            rtl=own.get("rtl") in ("1", "true"),
        )

    def face(self, name: str) -> str:
        """Return the face a name of the theme (`+mj-lt`) stands for, or the name itself."""
        return self._fonts.get(name, name)


def _addressable(places: Iterable[Placeholder]) -> tuple[Placeholder, ...]:
    """Return the placeholders with indexes by which a slide's shapes can be told apart.

    LibreOffice writes none, which is 0 for all: beside the title that names the first other one,
    and what stands in further ones stands there without a placeholder.
    """
    found: dict[int, Placeholder] = {}
    others: list[Placeholder] = []
    for place in places:
        key = place.index or (0 if place.kind in _TITLES else NO_INDEX)
        if key in found:
            others.append(replace(place, index=None))
        else:
            found[key] = replace(place, index=key)
    return (*found.values(), *others)


def _theme_fonts(theme: Element) -> Mapping[str, str]:
    major = every(theme, "a:themeElements/a:fontScheme/a:majorFont/a:latin/@typeface")
    minor = every(theme, "a:themeElements/a:fontScheme/a:minorFont/a:latin/@typeface")
    return {"+mj-lt": str(major[0]), "+mn-lt": str(minor[0])}


# --- values --------------------------------------------------------------------------------------

_ALIGNMENTS: Mapping[str, Alignment] = MappingProxyType(
    {"l": "left", "ctr": "center", "r": "right", "just": "left"}
)


def _anchor(name: str) -> Anchor:
    match name:
        case "ctr":
            return "ctr"
        case "b":
            return "b"
        case _:
            return "t"


def _frame(chain: list[Element]) -> Frame:
    for shape in reversed(chain):
        place = one(shape, "p:spPr/a:xfrm")
        if place is not None:
            values = [
                every(place, path)[0] for path in ("a:off/@x", "a:off/@y", "a:ext/@cx", "a:ext/@cy")
            ]
            left, top, width, height = (int(str(v)) for v in values)
            return Frame(left, top, width, height)
    return Frame(0, 0, 0, 0)


def _insets(body: Mapping[str, str]) -> Insets:
    """Return a text body's insets; their defaults are ECMA's (21.1.2.1.1)."""
    return Insets(
        left=int(body.get("lIns", "91440")),
        top=int(body.get("tIns", "45720")),
        right=int(body.get("rIns", "91440")),
        bottom=int(body.get("bIns", "45720")),
    )


def _spacing(found: list[Element], name: str, size: float, default: float) -> float:
    """Return line spacing as a multiple of single spacing; exact points are divided by 1.2 em."""
    percent = last(found, f"{name}/a:spcPct/@val")
    points = last(found, f"{name}/a:spcPts/@val")
    if points is not None:
        return int(points) / 100 / (1.2 * size)
    return _fraction(percent) if percent is not None else default


def _points(found: list[Element], name: str, size: float) -> float:
    return _spacing(found, name, size, 0.0) * 1.2 * size


def _fraction(percent: str) -> float:
    """Return 0.95 for `95000` or `95%`, the two ways ECMA writes a percentage."""
    return float(percent[:-1]) / 100 if percent.endswith("%") else int(percent) / 100_000


_BULLETS: Mapping[str, str] = MappingProxyType({"buNone": "", "buAutoNum": "#", "buBlip": "•"})


def _bullet(found: list[Element]) -> str:
    """Return the bullet's character, "#" for a number, empty for none."""
    kinds = ("a:buNone", "a:buChar", "a:buAutoNum", "a:buBlip")
    marks = [mark for element in found for mark in every(element, " | ".join(kinds))]
    if not marks:
        return ""
    kind = str(marks[-1].tag).rpartition("}")[2]
    return marks[-1].get("char", "•") if kind == "buChar" else _BULLETS[kind]
