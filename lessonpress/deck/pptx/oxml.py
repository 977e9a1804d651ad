"""The DrawingML and PresentationML of a deck, in small builders that return text.

Slides are written as text and never parsed again: python-pptx only carries them in its package.
Names of elements and attributes are those of ECMA-376, section numbers are given where an order or
a value is not obvious.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from xml.sax.saxutils import escape

from lessonpress.deck import model as d
from lessonpress.deck.pptx.oxml_text import fill, language
from lessonpress.deck.pptx.tags import DECLARATION, NAMESPACES, document, tag
from lessonpress.theme import Theme

_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_A14 = "http://schemas.microsoft.com/office/drawing/2010/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_ADEC = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"  # [MS-PPTX] 2.1.3
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_BLIP = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"  # [MS-ODRAWXML] 2.4.2.1
_DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"  # [MS-ODRAWXML] 2.1.2

_NO_COLORS: Mapping[str, str] = MappingProxyType({})

# --- slides --------------------------------------------------------------------------------------


def slide(shapes: Iterable[str], timing: str = "", colors: Mapping[str, str] = _NO_COLORS) -> bytes:
    """Return a slide of these shapes, its colours those of its master, or by a map of its own."""
    own = tag("p:clrMapOvr", tag("a:overrideClrMapping", **colors))
    return document("p:sld", _shape_tree(shapes), own if colors else _COLORS_OF_MASTER, timing)


def notes(shapes: Iterable[str]) -> bytes:
    """Return a notes page of these shapes."""
    return document("p:notes", _shape_tree(shapes), _COLORS_OF_MASTER)


_COLORS_OF_MASTER = tag("p:clrMapOvr", tag("a:masterClrMapping"))
_NO_TRANSFORM = tag(
    "a:xfrm",
    tag("a:off", x=0, y=0),
    tag("a:ext", cx=0, cy=0),
    tag("a:chOff", x=0, y=0),
    tag("a:chExt", cx=0, cy=0),
)


def _shape_tree(shapes: Iterable[str]) -> str:
    properties = tag(
        "p:nvGrpSpPr", tag("p:cNvPr", id=1, name=""), tag("p:cNvGrpSpPr"), tag("p:nvPr")
    )
    tree = tag("p:spTree", properties, tag("p:grpSpPr", _NO_TRANSFORM), *shapes)
    return tag("p:cSld", tree)


# --- shapes --------------------------------------------------------------------------------------


def placeholder(kind: str, index: int) -> str:
    """Return the mark that ties a shape to its layout's placeholder."""
    return tag("p:ph", type=None if kind == "obj" else kind, idx=index or None)


def shape(ident: int, name: str, mark: str, look: str, body: str) -> str:
    """Return a shape with text: a placeholder where there is a `mark`, or a text box."""
    lock = tag("a:spLocks", noGrp=1) if mark else ""
    head = tag(
        "p:nvSpPr",
        tag("p:cNvPr", id=ident, name=name),
        tag("p:cNvSpPr", lock, txBox=None if mark else 1),
        tag("p:nvPr", mark),
    )
    return tag("p:sp", head, tag("p:spPr", look), body)


def ground(ident: int, name: str, look: str) -> str:
    """Return a shape that only decorates: what other shapes stand on, or a rule beside them."""
    properties = tag("p:cNvPr", _decorative(), id=ident, name=name, descr="")
    head = tag("p:nvSpPr", properties, tag("p:cNvSpPr"), tag("p:nvPr"))
    return tag("p:sp", head, tag("p:spPr", look))


def alternatives(prefix: str, native: str, fallback: str) -> str:
    """Return a shape with equations, and the same without for programs that know none.

    Equations must stand in a choice like this (ECMA-376 part 3, 7.2, and [MS-ODRAWXML] 2.5);
    `prefix` is what `equation` was given.
    """
    choice = tag("mc:Choice", native, Requires=prefix, **{f"xmlns_{prefix}": _A14})
    return tag("mc:AlternateContent", choice, tag("mc:Fallback", fallback), xmlns_mc=_MC)


def equation_box(ident: int, shape: d.EquationShape, body: str) -> str:
    """Return a text box that an equation fills, with what it says as alt text."""
    said = tag("p:cNvPr", id=ident, name=shape.name, descr=shape.equation.text)
    head = tag("p:nvSpPr", said, tag("p:cNvSpPr", txBox=1), tag("p:nvPr"))
    return tag("p:sp", head, tag("p:spPr", box(shape.frame), tag("a:noFill")), body)


def equation(prefix: str, math: str) -> str:
    """Return an equation as a paragraph holds it."""
    return tag(f"{prefix}:m", math)


def slide_image(ident: int) -> str:
    """Return the picture of the slide on its notes page."""
    lock = tag("a:spLocks", noGrp=1, noRot=1, noChangeAspect=1)
    head = tag(
        "p:nvSpPr",
        tag("p:cNvPr", id=ident, name="Slide"),
        tag("p:cNvSpPr", lock),
        tag("p:nvPr", tag("p:ph", type="sldImg")),
    )
    return tag("p:sp", head, tag("p:spPr"))


def picture(ident: int, shape: d.PictureShape, mark: str, blip: str) -> str:
    """Return a picture with its alt text, or with the mark that it only decorates."""
    marked = _decorative() if shape.picture.decorative else ""
    head = tag(
        "p:nvPicPr",
        tag("p:cNvPr", marked, id=ident, name=shape.name, descr=shape.picture.alt),
        tag("p:cNvPicPr", tag("a:picLocks", noGrp=1 if mark else None, noChangeAspect=1)),
        tag("p:nvPr", mark),
    )
    fill = tag("p:blipFill", blip, tag("a:stretch", tag("a:fillRect")))
    return tag("p:pic", head, fill, tag("p:spPr", box(shape.frame)))


def blip(pixels: str, drawing: str = "") -> str:
    """Return a picture's content by its relations: pixels, and the SVG they were drawn from."""
    mark = f'<asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="{drawing}"/>'
    extension = tag("a:extLst", tag("a:ext", mark, uri=_SVG_BLIP)) if drawing else ""
    return tag("a:blip", extension, r_embed=pixels)


def table(ident: int, shape: d.TableShape, mark: str, style: str, rows: Iterable[str]) -> str:
    """Return a native table of the given rows."""
    head = tag(
        "p:nvGraphicFramePr",
        tag("p:cNvPr", id=ident, name=shape.name, descr=shape.description),
        tag("p:cNvGraphicFramePr", tag("a:graphicFrameLocks", noGrp=1)),
        tag("p:nvPr", mark),
    )
    grid = tag("a:tblGrid", *(tag("a:gridCol", w=width) for width in shape.widths))
    first = 1 if shape.table.head else None
    leftward = 1 if shape.format.rtl else None
    look = tag("a:tblPr", tag("a:tableStyleId", style), rtl=leftward, firstRow=first)
    data = tag("a:graphicData", tag("a:tbl", look, grid, *rows), uri=_TABLE)
    return tag("p:graphicFrame", head, graphic_transform(shape.frame), tag("a:graphic", data))


def cell(text: str, margins: d.Insets) -> str:
    """Return a table's cell with one paragraph."""
    body = tag("a:txBody", tag("a:bodyPr"), tag("a:lstStyle"), text)
    edges = {"L": margins.left, "R": margins.right, "T": margins.top, "B": margins.bottom}
    return tag("a:tc", body, tag("a:tcPr", **{f"mar{side}": edge for side, edge in edges.items()}))


def rules(first: int, shape: d.RulingShape, theme: Theme) -> str:
    """Return a group of rules to write on; its ids count from `first`."""
    frame = shape.frame
    line = tag("a:ln", fill(theme.tint("tx2", 0.6)), w=9_525)
    tops = range(frame.top + shape.pitch, frame.top + frame.height + 1, shape.pitch)
    lines = [
        _rule(first + n, d.Frame(frame.left, top, frame.width, 0), line)
        for n, top in enumerate(tops, 1)
    ]
    properties = tag("p:cNvPr", _decorative(), id=first, name=shape.name, descr="")
    return _group(properties, frame, lines)


def _group(properties: str, frame: d.Frame, children: Iterable[str]) -> str:
    """Return shapes as a group, inside which lengths are the slide's."""
    head = tag("p:nvGrpSpPr", properties, tag("p:cNvGrpSpPr"), tag("p:nvPr"))
    inner = tag("a:chOff", x=frame.left, y=frame.top) + tag(
        "a:chExt", cx=frame.width, cy=frame.height
    )
    place = tag("p:grpSpPr", tag("a:xfrm", _place(frame), inner))
    return tag("p:grpSp", head, place, *children)


def _rule(ident: int, frame: d.Frame, line: str) -> str:
    head = tag(
        "p:nvCxnSpPr",
        tag("p:cNvPr", id=ident, name=f"Rule {ident}"),
        tag("p:cNvCxnSpPr"),
        tag("p:nvPr"),
    )
    return tag("p:cxnSp", head, tag("p:spPr", box(frame, "line"), line))


# --- drawings ------------------------------------------------------------------------------------


def group(ident: int, shape: d.DrawingShape, children: Iterable[str]) -> str:
    """Return a drawing's shapes as a group that screen readers describe."""
    properties = tag("p:cNvPr", id=ident, name=shape.name, descr=shape.description)
    return _group(properties, shape.frame, children)


def drawn(ident: int, name: str, look: str, words: str, is_text: bool = False) -> str:
    """Return a shape of a drawing, with or without words."""
    head = tag(
        "p:nvSpPr",
        tag("p:cNvPr", id=ident, name=name),
        tag("p:cNvSpPr", txBox=1 if is_text else None),
        tag("p:nvPr"),
    )
    return tag("p:sp", head, tag("p:spPr", look), words)


def connector(ident: int, name: str, look: str, ends: tuple[tuple[int, int], ...] = ()) -> str:
    """Return a line; `ends` are the ids of the shapes it is glued to, and the sites there."""
    glue = [
        tag(end, id=number, idx=site)
        for end, (number, site) in zip(("a:stCxn", "a:endCxn"), ends, strict=False)
    ]
    head = tag(
        "p:nvCxnSpPr",
        tag("p:cNvPr", id=ident, name=name),
        tag("p:cNvCxnSpPr", *glue),
        tag("p:nvPr"),
    )
    return tag("p:cxnSp", head, tag("p:spPr", look))


def freeform(rings: Sequence[Sequence[tuple[int, int]]], closed: bool) -> str:
    """Return where outlines through points (EMU) stand, and the outlines."""
    left, top = (min(p[n] for ring in rings for p in ring) for n in (0, 1))
    right, bottom = (max(p[n] for ring in rings for p in ring) for n in (0, 1))
    frame = d.Frame(left, top, right - left, bottom - top)
    legs = "".join(_outline([(x - left, y - top) for x, y in ring], closed) for ring in rings)
    path = tag("a:path", legs, w=frame.width, h=frame.height, fill=None if closed else "none")
    empty = "".join(map(tag, ("a:avLst", "a:gdLst", "a:ahLst", "a:cxnLst")))
    bounds = tag("a:rect", l="0", t="0", r="r", b="b")
    geometry = tag("a:custGeom", empty, bounds, tag("a:pathLst", path))
    return _transform("a:xfrm", frame) + geometry


def _outline(ring: Sequence[tuple[int, int]], closed: bool) -> str:
    first, *further = (tag("a:pt", x=x, y=y) for x, y in ring)
    legs = "".join(tag("a:lnTo", point) for point in further)
    return tag("a:moveTo", first) + legs + (tag("a:close") if closed else "")


# --- places --------------------------------------------------------------------------------------


def box(frame: d.Frame, geometry: str = "rect", adjusted: str = "") -> str:
    """Return where a shape stands and its outline, `adjusted` by guides where it has some."""
    return _transform("a:xfrm", frame) + tag("a:prstGeom", tag("a:avLst", adjusted), prst=geometry)


def graphic_transform(frame: d.Frame) -> str:
    """Return where a frame with a table or chart stands."""
    return _transform("p:xfrm", frame)


def _transform(name: str, frame: d.Frame) -> str:
    return tag(name, _place(frame))


def _place(frame: d.Frame) -> str:
    return tag("a:off", x=frame.left, y=frame.top) + tag("a:ext", cx=frame.width, cy=frame.height)


def _decorative() -> str:
    mark = f'<adec:decorative xmlns:adec="{_ADEC}" val="1"/>'
    return tag("a:extLst", tag("a:ext", mark, uri=_DECORATIVE))


# --- sections ------------------------------------------------------------------------------------


def section_list(sections: Iterable[tuple[str, Iterable[int]]]) -> str:
    """Return the extension that groups slides, by their ids, into named sections."""
    listed = [
        tag(
            "p14:section",
            tag("p14:sldIdLst", *(tag("p14:sldId", id=ident) for ident in ids)),
            name=title,
            id=f"{{{uuid.uuid5(uuid.NAMESPACE_URL, f'section {n} {title}')}}}".upper(),
        )
        for n, (title, ids) in enumerate(sections)
    ]
    inside = "".join(listed)
    spaces = f'xmlns:p14="{_P14}" xmlns:p="{NAMESPACES["xmlns:p"]}"'
    return f'<p:ext {spaces} uri="{_SECTIONS}"><p14:sectionLst>{inside}</p14:sectionLst></p:ext>'


# --- the file's description ----------------------------------------------------------------------

_NO_DATE = "2000-01-01"
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")
_CORE_SPACES = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_LONGEST_PROPERTY = 255  # what Office keeps of one


def core_properties(deck: d.Deck) -> bytes:
    """Return the part that says what the file is; its date is the source's, never today's."""
    told = deck.properties
    date = told.date if _DATE.match(told.date) else _NO_DATE
    when = {"xsi_type": "dcterms:W3CDTF"}
    inside = (
        _property("dc:title", told.title),
        _property("dc:subject", told.subject),
        _property("dc:creator", told.author),
        _property("cp:keywords", told.keywords),
        _property("cp:lastModifiedBy", told.author),
        tag("cp:revision", "1"),
        tag("dcterms:created", f"{date}T00:00:00Z", **when),
        tag("dcterms:modified", f"{date}T00:00:00Z", **when),
        tag("dc:language", language(deck.lang)),
    )
    text = f"{DECLARATION}<cp:coreProperties {_CORE_SPACES}>{''.join(inside)}</cp:coreProperties>"
    return text.encode()


def _property(name: str, value: str) -> str:
    text = value.strip()[:_LONGEST_PROPERTY]
    return tag(name, escape(text)) if text else ""
