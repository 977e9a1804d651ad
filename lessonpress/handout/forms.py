"""A form's fields: what WeasyPrint writes as boxes to tick becomes what each is to be.

WeasyPrint lays fields out and tags them, but has no choices, ticks or lines that PDF/UA lets pass
and that all programs fill in alike. So each is a box to tick for it, and is written anew here: ISO
32000-1, 12.7 (forms), 12.5.6.19 (widgets) and 14.7 (tags); ISO 14289-1, 7.18.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from lessonpress.handout.fields import Field, Part
from lessonpress.handout.lettering import Lettering

# Flags by the places of their bits (ISO 32000-1, tables 165, 226 and 228).
_PRINTED, _RADIO, _MULTILINE, _NO_SCROLLING = 1 << 2, 1 << 15, 1 << 12, 1 << 23
_NONSYMBOLIC = 1 << 5  # of a font (table 123)
_ALIGNMENTS = MappingProxyType({"left": 0, "center": 1, "right": 2})

_FONT, _MARK = "Typed", "ZaDb"
_OFF, _ON = "/Off", "/Yes"
# What of a widget is WeasyPrint's: its place on the page, and in the tree of tags.
_KEPT = frozenset({"/Type", "/Subtype", "/P", "/Rect", "/StructParent"})

# A mark on a square of 1 by 1, from its lower left corner: the tick of tick.svg, and a dot of four
# curves, whose handles are 0.5523 of its radius long.
_TICK = "0.15 w 1 J 0.18 0.46 m 0.42 0.21 l 0.84 0.78 l S"
_DOT = (
    "0.78 0.5 m 0.78 0.655 0.655 0.78 0.5 0.78 c 0.345 0.78 0.22 0.655 0.22 0.5 c "
    "0.22 0.345 0.345 0.22 0.5 0.22 c 0.655 0.22 0.78 0.345 0.78 0.5 c f"
)
_MARKS = MappingProxyType({"choice": _DOT, "tick": _TICK})
# The same in ZapfDingbats, for programs that draw all marks themselves (table 189).
_DINGBATS = MappingProxyType({"choice": "l", "tick": "4"})
# A part of a room keeps what is typed so far from its frame, in points.
_INSET = 3.0


def fillable(pdf: bytes, fields: Iterable[Field], lettering: Lettering | None) -> bytes:
    """Return a file of WeasyPrint's with its fields; they are typed in `lettering`, or Helvetica.

    The same bytes are made of the same ones.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        widgets = _widgets(document)
        written = [
            field
            for members in _by_name(fields).values()
            for field in _written(document, members, widgets)
        ]
        document.Root.AcroForm = document.make_indirect(
            Dictionary(
                Fields=Array(written),
                DR=Dictionary(Font=_fonts(document, lettering)),
                DA=String(f"/{_FONT} 0 Tf 0 g"),
            )
        )
        file = io.BytesIO()
        document.save(file, deterministic_id=True)
    return file.getvalue()


def _widgets(document: Pdf) -> Mapping[str, Object]:
    """Return what WeasyPrint wrote, by the names that it was given."""
    annotations = (a for page in document.pages for a in page.obj.get("/Annots", Array()))
    return {str(a.T): a for a in annotations if a.Subtype == Name.Widget}


def _by_name(fields: Iterable[Field]) -> Mapping[str, list[Field]]:
    grouped: dict[str, list[Field]] = {}
    for field in fields:
        grouped.setdefault(field.name, []).append(field)
    return grouped


def _written(
    document: Pdf, members: list[Field], widgets: Mapping[str, Object]
) -> Iterator[Object]:
    """Write the fields of one name: choices as one of them, the rest by themselves."""
    if members[0].kind == "choice":
        yield _choices(document, members, widgets)
        return
    for field in members:
        widget = widgets[field.key]
        if field.kind == "tick":
            yield _tick(document, field, widget)
        else:
            yield from _texts(document, field, widget)


# --- boxes and circles to tick -------------------------------------------------------------------


def _choices(document: Pdf, members: list[Field], widgets: Mapping[str, Object]) -> Object:
    first = members[0]
    group = document.make_indirect(
        Dictionary(FT=Name.Btn, Ff=_RADIO, T=String(first.name), TU=String(first.asked))
    )
    for field in members:
        widget = widgets[field.key]
        _strip(widget)
        widget.Parent, widget.TU = group, String(field.said)
        _show_states(document, field, widget, f"/{field.mark}")
    group.V = Name(_OFF)
    group.Kids = Array([widgets[field.key] for field in members])
    return group


def _tick(document: Pdf, field: Field, widget: Object) -> Object:
    _strip(widget)
    widget.FT, widget.T, widget.TU = Name.Btn, String(field.name), String(field.said)
    _show_states(document, field, widget, _ON)
    widget.V = widget.AS
    return widget


def _show_states(document: Pdf, field: Field, widget: Object, on: str) -> None:
    """Draw a mark where the box is ticked; the box itself is the page's."""
    width, height = _size(widget)
    mark = f"q {_color(field)} {width:.2f} 0 0 {height:.2f} 0 0 cm {_MARKS[field.kind]} Q"
    states = {on: _drawn(document, widget, mark), _OFF: _drawn(document, widget, "q Q")}
    widget.AP = Dictionary(N=Dictionary(states))
    widget.MK = Dictionary(CA=String(_DINGBATS[field.kind]))
    widget.DA = String(f"/{_MARK} 0 Tf {_color(field)}")
    widget.AS = Name(on if field.ticked else _OFF)


# --- lines to write on ---------------------------------------------------------------------------


def _texts(document: Pdf, field: Field, widget: Object) -> Iterator[Object]:
    """Write a field for text; one for each page where its room runs over several."""
    _strip(widget)
    if field.parts:
        widget.Rect = _rectangle(document, field.parts[0])
    widgets = [widget, *(_continued(document, widget, part) for part in field.parts[1:])]
    _tag_beside(document, widgets)
    for number, one in enumerate(widgets, 1):
        nth = (field.name, field.said) if number == 1 else _nth(field, number)
        one.T, one.TU = map(String, nth)
        _make_text(document, field, one)
        yield one


def _nth(field: Field, number: int) -> tuple[str, str]:
    return f"{field.name}-{number}", f"{field.said} ({number})"


def _make_text(document: Pdf, field: Field, widget: Object) -> None:
    widget.FT = Name.Tx
    widget.DA = String(f"/{_FONT} {field.size:.4g} Tf {_color(field)}")
    widget.Q = _ALIGNMENTS[field.align]
    widget.AP = Dictionary(N=_drawn(document, widget, "/Tx BMC EMC"))
    if field.kind == "lines":
        widget.Ff = _MULTILINE
    if field.length:
        widget.MaxLen = field.length


def _rectangle(document: Pdf, part: Part) -> Array:
    _, _, _, height = document.pages[part.page].mediabox
    left, top, right, bottom = part.rectangle
    sides = (left, float(height) - bottom, right, float(height) - top)
    inwards = (_INSET, _INSET, -_INSET, -_INSET)
    return Array([round(side + inset, 3) for side, inset in zip(sides, inwards, strict=True)])


def _continued(document: Pdf, first: Object, part: Part) -> Object:
    """Return a widget for another part of what a first one lies over."""
    page = document.pages[part.page].obj
    widget = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, F=_PRINTED, P=page, Rect=_rectangle(document, part)
    )
    widget = document.make_indirect(widget)
    page.Annots = Array([*page.get("/Annots", Array()), widget])
    return widget


def _tag_beside(document: Pdf, widgets: list[Object]) -> None:
    """Tag the widgets that have no tag yet, in the order of reading after the first, which has."""
    first, *others = widgets
    numbers = document.Root.StructTreeRoot.ParentTree.Nums
    tags = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    tag = tags[int(first.StructParent)]
    siblings = list(tag.P.K)
    place = next(i for i, kid in enumerate(siblings) if kid.objgen == tag.objgen)
    for number, widget in enumerate(others, 1 + max(tags)):
        reference = Dictionary(Type=Name.OBJR, Obj=widget, Pg=widget.P)
        kid = Dictionary(Type=Name.StructElem, S=Name.Form, P=tag.P, Pg=widget.P, K=[reference])
        place += 1
        siblings.insert(place, document.make_indirect(kid))
        widget.StructParent = number
        numbers.append(number)
        numbers.append(siblings[place])
    tag.P.K = Array(siblings)


# --- both ----------------------------------------------------------------------------------------


def _strip(widget: Object) -> None:
    """Leave of a widget what says where it is, and that it is printed."""
    for key in set(widget.keys()) - _KEPT:
        del widget[key]
    left, top, right, bottom = (float(side) for side in widget.Rect)
    sides = (min(left, right), min(top, bottom), max(left, right), max(top, bottom))
    widget.Rect = Array([round(side, 3) for side in sides])
    widget.F = _PRINTED


def _size(widget: Object) -> tuple[float, float]:
    left, bottom, right, top = (float(side) for side in widget.Rect)
    return right - left, top - bottom


def _drawn(document: Pdf, widget: Object, operators: str) -> Object:
    """Return what a widget looks like (12.5.5)."""
    stream = document.make_stream(operators.encode())
    stream.Type, stream.Subtype = Name.XObject, Name.Form
    stream.BBox = Array([0, 0, *(round(side, 3) for side in _size(widget))])
    stream.Resources = Dictionary()
    return stream


def _color(field: Field) -> str:
    """Return what chooses a field's colour, for lines and for areas."""
    color = " ".join(f"{share:.4g}" for share in field.color)
    return f"{color} RG {color} rg"


# --- fonts ---------------------------------------------------------------------------------------


def _fonts(document: Pdf, lettering: Lettering | None) -> Dictionary:
    letters = _standard("Helvetica") if lettering is None else _typed(document, lettering)
    letters.Encoding = Name.WinAnsiEncoding
    marks = _standard("ZapfDingbats")
    return Dictionary(
        {
            f"/{name}": document.make_indirect(font)
            for name, font in ((_FONT, letters), (_MARK, marks))
        }
    )


def _standard(name: str) -> Dictionary:
    """Return one of the fonts that every program has (9.6.2.2)."""
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}"))


def _typed(document: Pdf, lettering: Lettering) -> Dictionary:
    """Return a simple font (9.6.3), the only kind that all programs can type in."""
    name = Name(f"/{lettering.name}")
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=name,
        FirstChar=lettering.first,
        LastChar=lettering.first + len(lettering.widths) - 1,
        Widths=Array(lettering.widths),
        FontDescriptor=document.make_indirect(_descriptor(document, name, lettering)),
    )


def _descriptor(document: Pdf, name: Name, lettering: Lettering) -> Dictionary:
    file = document.make_stream(lettering.file)
    file.Length1 = len(lettering.file)
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=_NONSYMBOLIC,
        FontBBox=Array([0, lettering.descent, max(lettering.widths), lettering.ascent]),
        ItalicAngle=0,
        Ascent=lettering.ascent,
        Descent=lettering.descent,
        CapHeight=lettering.cap_height,
        StemV=80,
        FontFile2=file,
    )
