"""The reference deck as typed layouts: what placeholders it has, and how text stands in them.

A placeholder inherits: from the presentation's defaults, the master's text styles, the master's
placeholder of its kind, its own layout (ECMA-376, 19.3.1.36 and 21.1.2.4). All of that is resolved
here, so that fitting sees one format a level and one frame a placeholder.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from lxml import etree

from lessonpress.deck.model import Alignment, Frame, Insets, ParagraphFormat
from lessonpress.theme import Theme

Element = etree._Element
Anchor = Literal["t", "ctr", "b"]

LEVELS = 9
# A reference deck with all its pictures is a few megabytes; one that unpacks to more is a bomb.
MOST_UNPACKED = 200_000_000

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_NS = {"a": _A, "p": _P, "r": _R, "rel": _RELS}


class UnusableReference(ValueError):
    """The reference deck is no .pptx that can be built on; the message says why."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A place of a layout. `kind` is its ECMA type (`title`, `body`, `obj`, `ftr`, ...)."""

    name: str
    index: int
    kind: str
    frame: Frame
    insets: Insets
    anchor: Anchor
    levels: tuple[ParagraphFormat, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A slide layout; `part` is its part's name in the package (`/ppt/slideLayouts/...`)."""

    name: str
    part: str
    placeholders: tuple[Placeholder, ...]

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


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference deck: the size of its slides (EMU), its layouts, its table style's id.

    `table_open` says that the style gives cells no ground, so that text may stand flush with the
    table's rules. `text` is how text stands in a box or a table, `caption` and `footnote` how those
    are set; titles and quotations have the theme's face for headings.
    """

    width: int
    height: int
    layouts: tuple[Layout, ...]
    table_style: str
    table_open: bool
    text: ParagraphFormat
    caption: ParagraphFormat
    footnote: ParagraphFormat
    theme: Theme
    floors: Floors = Floors()

    def named(self, name: str) -> Layout | None:
        """Return the layout called `name`, whatever its case."""
        return next((la for la in self.layouts if la.name.casefold() == name.casefold()), None)


def layout_for(reference: Reference, role: str) -> Layout:
    """Return the layout for a role, or the one a plain slide has, or the first with a title.

    Layouts are found by name; finding them in any institution's template belongs here.
    """
    found = reference.named(role) or reference.named("content")
    titled = (layout for layout in reference.layouts if layout.title)
    return found or next(titled, reference.layouts[0])


@lru_cache(maxsize=8)
def read(pptx: bytes) -> Reference:
    """Return the layouts of a reference deck. Raises UnusableReference."""
    try:
        with zipfile.ZipFile(io.BytesIO(pptx)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
                raise UnusableReference("it unpacks to more than 200 MB")
            return _reference(_Package(archive))
    except UnusableReference:
        raise
    except (
        zipfile.BadZipFile,
        LookupError,
        ValueError,
        etree.XMLSyntaxError,
        StopIteration,
    ) as mistake:
        raise UnusableReference("it is not a whole .pptx file") from mistake


# --- the package ---------------------------------------------------------------------------------


class _Package:
    """Parts of the open archive by their names, and how they are related."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def xml(self, part: str) -> Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return etree.fromstring(self._archive.read(part), parser)

    def related(self, part: str, kind: str) -> Iterator[str]:
        """Yield the parts that `part` names by relationships of a kind, in their ids' order."""
        folder, name = posixpath.split(part)
        for relationship in self.xml(f"{folder}/_rels/{name}.rels"):
            if relationship.get("Type", "").endswith(f"/{kind}"):
                target = relationship.get("Target", "")
                yield posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")

    def by_id(self, part: str, ident: str) -> str:
        folder, name = posixpath.split(part)
        rels = self.xml(f"{folder}/_rels/{name}.rels")
        target = next(r.get("Target", "") for r in rels if r.get("Id") == ident)
        return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")

    def __contains__(self, part: str) -> bool:
        return part in self._archive.namelist()


_PRESENTATION = "ppt/presentation.xml"


def _reference(package: _Package) -> Reference:
    presentation = package.xml(_PRESENTATION)
    size = _one(presentation, "p:sldSz")
    defaults = _one(presentation, "p:defaultTextStyle")
    masters = [_Master(package, part, defaults) for part in _masters(package, presentation)]
    layouts = tuple(layout for master in masters for layout in master.layouts())
    if size is None or not layouts:
        raise UnusableReference("it has no slide layouts")
    text = masters[0].format([defaults], 1)
    style, open_ = _table_style(package)
    caption = _placeholder_called(layouts, "caption")
    footer = _placeholder_called(layouts, "footer")
    return Reference(
        width=int(size.get("cx", "0")),
        height=int(size.get("cy", "0")),
        layouts=layouts,
        table_style=style,
        table_open=open_,
        text=text,
        caption=caption.levels[0] if caption else replace(text, size=14.0),
        footnote=replace(footer.levels[0], align="left") if footer else replace(text, size=12.0),
        theme=masters[0].theme(),
    )


def _masters(package: _Package, presentation: Element) -> Iterator[str]:
    for ident in _all(presentation, "p:sldMasterIdLst/p:sldMasterId/@r:id"):
        yield package.by_id(_PRESENTATION, str(ident))


def _placeholder_called(layouts: tuple[Layout, ...], name: str) -> Placeholder | None:
    return next((found for layout in layouts if (found := layout.placeholder(name))), None)


def _table_style(package: _Package) -> tuple[str, bool]:
    """Return the id of the style a new table takes, and whether it leaves cells without ground.

    PowerPoint's own styles are known by their ids alone, and nearly all of them have grounds.
    """
    part = next(package.related(_PRESENTATION, "tableStyles"), None)
    if part is None:
        return _NO_STYLE, True
    styles = package.xml(part)
    ident = styles.get("def") or _NO_STYLE
    own = _one(styles, f"a:tblStyle[@styleId='{ident}']")
    return ident, own is not None and not _all(own, ".//a:tcStyle/a:fill/a:solidFill")


_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No Style, No Grid"


# --- a master and its layouts --------------------------------------------------------------------

_MASTER_STYLE = MappingProxyType(
    {"title": "titleStyle", "ctrTitle": "titleStyle", "ftr": "", "sldNum": "", "dt": ""}
)
# Which placeholder of the master a layout's inherits from (19.7.10): all but these from its body.
_MASTER_KIND = MappingProxyType(
    {"title": "title", "ctrTitle": "title", "ftr": "ftr", "sldNum": "sldNum", "dt": "dt"}
)


class _Master:
    def __init__(self, package: _Package, part: str, defaults: Element | None) -> None:
        self._package, self._part, self._defaults = package, part, defaults
        self._xml = package.xml(part)
        self._theme = package.xml(next(package.related(part, "theme")))
        self._fonts = _theme_fonts(self._theme)

    def layouts(self) -> Iterator[Layout]:
        for ident in _all(self._xml, "p:sldLayoutIdLst/p:sldLayoutId/@r:id"):
            part = self._package.by_id(self._part, str(ident))
            root = self._package.xml(part)
            shapes = _all(root, "p:cSld/p:spTree//p:sp[p:nvSpPr/p:nvPr/p:ph]")
            name = str(next(iter(_all(root, "p:cSld/@name")), ""))
            yield Layout(name, f"/{part}", tuple(self._placeholder(s) for s in shapes))

    def theme(self) -> Theme:
        """Return the theme as this master's colour map has it."""
        scheme = _all(self._theme, "a:themeElements/a:clrScheme/*")
        known = {etree.QName(e).localname: _hexadecimal(e) for e in scheme}
        map_ = _merged(iter([_one(self._xml, "p:clrMap")]))
        colors = {name: known.get(map_.get(name, name), "") for name in _THEME_COLORS}
        return Theme(colors, heading=self.face("+mj-lt"), body=self.face("+mn-lt"))

    def _placeholder(self, shape: Element) -> Placeholder:
        mark = _all(shape, "p:nvSpPr/p:nvPr/p:ph")[0]
        kind = mark.get("type", "obj")
        above = self._shape_of_kind(_MASTER_KIND.get(kind, "body"))
        chain = [e for e in (above, shape) if e is not None]
        styles = [
            self._defaults,
            self._style(kind),
            *(_one(e, "p:txBody/a:lstStyle") for e in chain),
        ]
        body = _merged(_one(e, "p:txBody/a:bodyPr") for e in chain)
        return Placeholder(
            name=str(_all(shape, "p:nvSpPr/p:cNvPr/@name")[0]),
            index=int(mark.get("idx", "0")),
            kind=kind,
            frame=_frame(chain),
            insets=_insets(body),
            anchor=_anchor(body.get("anchor", "t")),
            levels=tuple(self.format(styles, level) for level in range(1, LEVELS + 1)),
        )

    def _shape_of_kind(self, kind: str) -> Element | None:
        return _one(self._xml, f"p:cSld/p:spTree//p:sp[p:nvSpPr/p:nvPr/p:ph/@type='{kind}']")

    def _style(self, kind: str) -> Element | None:
        name = _MASTER_STYLE.get(kind, "bodyStyle")
        return _one(self._xml, f"p:txStyles/p:{name or 'otherStyle'}")

    def format(self, styles: list[Element | None], level: int) -> ParagraphFormat:
        """Return a level's format; of `styles` a later one overrides an earlier."""
        found = [
            e
            for style in styles
            if style is not None
            if (e := _one(style, f"a:lvl{level}pPr")) is not None
        ]
        own = _merged(found)
        run = _merged(_one(e, "a:defRPr") for e in found)
        size = int(run.get("sz", "1800")) / 100
        return ParagraphFormat(
            size=size,
            face=self.face(_last(found, "a:defRPr/a:latin/@typeface") or "+mn-lt"),
            bold=run.get("b") in ("1", "true"),
            italic=run.get("i") in ("1", "true"),
            margin=int(own.get("marL", "0")),
            indent=int(own.get("indent", "0")),
            line_spacing=_spacing(found, "a:lnSpc", size, 1.0),
            space_before=_points(found, "a:spcBef", size),
            space_after=_points(found, "a:spcAft", size),
            align=_ALIGNMENTS.get(own.get("algn", "l"), "left"),
            color=_last(found, "a:defRPr/a:solidFill/a:schemeClr/@val") or "",
            bullet=_bullet(found),
            bullet_color=_last(found, "a:buClr/a:schemeClr/@val") or "",
            bullet_size=_fraction(_last(found, "a:buSzPct/@val") or "100%"),
            # The least size that is kerned: 1200 is PowerPoint for "from 12 points", 0 for none.
            kerned=run.get("kern", "0") != "0",
        )

    def face(self, name: str) -> str:
        """Return the face a name of the theme (`+mj-lt`) stands for, or the name itself."""
        return self._fonts.get(name, name)


_THEME_COLORS = (
    *("tx1", "bg1", "tx2", "bg2", "hlink", "folHlink"),
    *(f"accent{number}" for number in range(1, 7)),
)


def _hexadecimal(color: Element) -> str:
    """Return a colour of a theme as six hexadecimal digits: written so, or as a system colour."""
    found = _all(color, "a:srgbClr/@val | a:sysClr/@lastClr")
    return str(found[0]).upper() if found else ""


def _theme_fonts(theme: Element) -> Mapping[str, str]:
    major = _all(theme, "a:themeElements/a:fontScheme/a:majorFont/a:latin/@typeface")
    minor = _all(theme, "a:themeElements/a:fontScheme/a:minorFont/a:latin/@typeface")
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
        place = _one(shape, "p:spPr/a:xfrm")
        if place is not None:
            values = [
                _all(place, path)[0] for path in ("a:off/@x", "a:off/@y", "a:ext/@cx", "a:ext/@cy")
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
    percent = _last(found, f"{name}/a:spcPct/@val")
    points = _last(found, f"{name}/a:spcPts/@val")
    if points is not None:
        return int(points) / 100 / (1.2 * size)
    return _fraction(percent) if percent is not None else default


def _points(found: list[Element], name: str, size: float) -> float:
    return _spacing(found, name, size, 0.0) * 1.2 * size


def _fraction(percent: str) -> float:
    """Return 0.95 for `95000` or `95%`, the two ways ECMA writes a percentage."""
    return float(percent[:-1]) / 100 if percent.endswith("%") else int(percent) / 100_000


def _bullet(found: list[Element]) -> str:
    """Return the bullet's character, "#" for a number, empty for none."""
    for element in reversed(found):
        for child in element:
            match etree.QName(child).localname:
                case "buNone":
                    return ""
                case "buChar":
                    return child.get("char", "•")
                case "buAutoNum":
                    return "#"
                case "buBlip":
                    return "•"
    return ""


# --- XML -----------------------------------------------------------------------------------------


def _all(element: Element, path: str) -> list[Element]:
    return element.xpath(path, namespaces=_NS)  # type: ignore[return-value]


def _one(element: Element, path: str) -> Element | None:
    return next(iter(_all(element, path)), None)


def _last(elements: list[Element], path: str) -> str | None:
    """Return what the last element that has anything at `path` has there."""
    values = (str(v) for e in reversed(elements) for v in _all(e, path))
    return next(values, None)


def _merged(elements: Iterator[Element | None] | list[Element]) -> Mapping[str, str]:
    """Return the elements' attributes, of each the last."""
    return {str(k): str(v) for e in elements if e is not None for k, v in e.attrib.items()}
