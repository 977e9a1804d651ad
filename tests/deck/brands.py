"""Templates of other makes: real ones, and what institutions make of them, by script.

All are made in memory, the same each time.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pptx
from gates.samples import read, written
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from lessonpress import deck

from .making import inputs, picture

_GERMAN = {
    "Title Slide": "Titelfolie",
    "Title and Content": "Titel und Inhalt",
    "Section Header": "Abschnittsüberschrift",
    "Two Content": "Zwei Inhalte",
    "Comparison": "Vergleich",
    "Title Only": "Nur Titel",
    "Blank": "Leer",
    "Content with Caption": "Inhalt mit Überschrift",
    "Picture with Caption": "Bild mit Überschrift",
    "Title and Vertical Text": "Titel und vertikaler Text",
    "Vertical Title and Text": "Vertikaler Titel und Text",
}
# A dark theme whose second text colour and accents nobody could read on it.
_NIGHT = {
    "dk1": "F4F1EA",
    "lt1": "14213D",
    "dk2": "3A4A6B",
    "lt2": "1D2B4A",
    "accent1": "7A2E1F",
    "accent2": "1F5A4A",
    "hlink": "28488A",
}


def plain() -> bytes:
    """python-pptx's own 4:3 template, which PowerPoint made."""
    return (Path(pptx.__file__).parent / "templates" / "default.pptx").read_bytes()


def with_face(name: str) -> bytes:
    """Return a template whose headings and body text have a face of this name."""
    parts = read(plain())
    theme = parts["ppt/theme/theme1.xml"]
    changed = re.sub(rb'(<a:latin typeface=")Calibri(")', rb"\1" + name.encode() + rb"\2", theme)
    assert changed != theme
    return written({**parts, "ppt/theme/theme1.xml": changed})


def ours() -> bytes:
    return inputs()[deck.REFERENCE]


@lru_cache
def german() -> bytes:
    """A dark 16:9 template from Germany: other names, no types, slides of its own left inside."""
    presentation = _widened(pptx.Presentation(io.BytesIO(plain())))
    for layout in presentation.slide_layouts:
        layout.name = _GERMAN[layout.name]
        layout._element.attrib.pop("type", None)
        _number_names(layout.placeholders)
    _add_logo(presentation)
    for text in ("Bitte hier klicken", "Geheim"):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = text
        slide.notes_slide.notes_text_frame.text = "Interne Notiz"
    return _with_colors(_saved(presentation), _NIGHT)


@lru_cache
def halved() -> bytes:
    """A template of which five of eleven layouts are left, none of them for titles or sections."""
    presentation = pptx.Presentation(io.BytesIO(plain()))
    kept = ("Title and Content", "Title Only", "Blank", "Content with Caption", "Comparison")
    for layout in list(presentation.slide_layouts):
        if layout.name not in kept:
            presentation.slide_layouts.remove(layout)
    return _with_colors(_saved(presentation), {"accent1": "F2C230", "accent2": "8FD0C0"})


@lru_cache
def bare() -> bytes:
    """A template with one layout, which has neither a title nor a place for text."""
    presentation = pptx.Presentation(io.BytesIO(plain()))
    for layout in list(presentation.slide_layouts):
        if layout.name != "Blank":
            presentation.slide_layouts.remove(layout)
    return _saved(presentation)


@lru_cache
def of_two_masters() -> bytes:
    """Our own masters twice in one file: the second's layouts bear the first's names."""
    parts = read(plain())
    again = {_second(name): _second_text(data) for name, data in parts.items() if _doubled(name)}
    main, types, rels = (
        "ppt/presentation.xml",
        "[Content_Types].xml",
        "ppt/_rels/presentation.xml.rels",
    )
    text = {name: parts[name].decode() for name in (main, types, rels)}
    text[main] = text[main].replace(
        "</p:sldMasterIdLst>",
        '<p:sldMasterId id="2147483700" r:id="rIdSecond"/></p:sldMasterIdLst>',
    )
    listed = re.findall(
        r"<Override[^>]*/ppt/(?:slideMasters|slideLayouts|theme)/[^>]*>", text[types]
    )
    text[types] = text[types].replace("</Types>", "".join(map(_second, listed)) + "</Types>")
    text[rels] = text[rels].replace(
        "</Relationships>",
        '<Relationship Id="rIdSecond" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/slideMaster" Target="slideMasters/slideMaster21.xml"/></Relationships>',
    )
    return written({**parts, **again, **{name: t.encode() for name, t in text.items()}})


@lru_cache
def adorned() -> bytes:
    """A template that draws much by itself: a gradient, outlines, a group, a logo, a motto."""
    presentation: Any = pptx.Presentation(io.BytesIO(plain()))
    master = presentation.slide_masters[0]
    _, relation = master.part.get_or_add_image_part(io.BytesIO(picture("PNG", (90, 40))))
    text = (Path(__file__).parent / "adornments.xml").read_text("utf-8")
    ground, fill, *shapes = parse_xml(text.replace("{logo}", relation))
    for old in master._element.xpath("p:cSld/p:bg"):
        old.getparent().remove(old)
    master._element.cSld.insert(0, ground)
    title = master._element.xpath(".//p:sp[p:nvSpPr/p:nvPr/p:ph/@type='title']/p:spPr")[0]
    title.append(fill)
    for number, shape in enumerate(shapes):
        master.shapes._spTree.insert(2 + number, shape)
    presentation.slide_layouts[6]._element.set("showMasterSp", "0")
    return _saved(presentation)


BRANDS: Mapping[str, Callable[[], bytes]] = MappingProxyType(
    {"ours": ours, "plain": plain, "german": german, "halved": halved, "bare": bare}
)


# --- changes -------------------------------------------------------------------------------------


def as_kind(data: bytes, content_type: str) -> bytes:
    """The same presentation as another kind of file: a template, a show, one with macros."""
    parts = read(data)
    name = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    types = parts["[Content_Types].xml"].replace(name.encode(), content_type.encode())
    return written({**parts, "[Content_Types].xml": types})


def _saved(presentation: Any) -> bytes:
    target = io.BytesIO()
    presentation.save(target)
    return written(read(target.getvalue()))


def _widened(presentation: Any) -> Any:
    """Stretch a 4:3 template to 16:9."""
    width = presentation.slide_width
    presentation.slide_width = wide = 12_192_000
    master = presentation.slide_masters[0]
    for place in (master, *master.slide_layouts):
        for shape in place.shapes:
            if shape._element.xpath(".//a:xfrm"):
                shape.left, shape.width = shape.left * wide // width, shape.width * wide // width
    return presentation


def _add_logo(presentation: Any) -> None:
    """Put a picture on the master, as a part of the name that a slide's first picture has."""
    master = presentation.slide_masters[0]
    _, relation = master.part.get_or_add_image_part(io.BytesIO(picture("PNG", (90, 40))))
    frame = '<a:off x="11000000" y="150000"/><a:ext cx="900000" cy="400000"/>'
    shape = (
        f'<p:pic {nsdecls("p", "a", "r")}><p:nvPicPr><p:cNvPr id="90" name="Logo" descr="Logo"/>'
        f'<p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="{relation}"/><a:stretch>'
        f"<a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm>{frame}</a:xfrm>"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )
    master.shapes._spTree.append(parse_xml(shape))


def _number_names(places: Iterable[Any]) -> None:
    for number, place in enumerate(places, 1):
        place._element.xpath(".//p:cNvPr")[0].set("name", f"Platzhalter {number}")


def _with_colors(data: bytes, colors: Mapping[str, str]) -> bytes:
    parts = read(data)
    theme = parts["ppt/theme/theme1.xml"].decode()
    for name, value in colors.items():
        color = f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'
        theme = re.sub(rf"<a:{name}>.*?</a:{name}>", color, theme, flags=re.DOTALL)
    return written({**parts, "ppt/theme/theme1.xml": theme.encode()})


def _doubled(name: str) -> bool:
    return name.startswith(("ppt/slideMasters/", "ppt/slideLayouts/", "ppt/theme/"))


def _second(name: str) -> str:
    return re.sub(r"(slideMaster|slideLayout|theme)(\d+)\.xml", r"\g<1>2\2.xml", name)


def _second_text(data: bytes) -> bytes:
    text = _second(data.decode())
    # Ids of masters and layouts are unique in a file (ECMA-376, 19.2.1.36).
    return re.sub(r'(<p:sldLayoutId [^>]*?id=")21474836(\d\d)', r"\g<1>21474837\2", text).encode()
