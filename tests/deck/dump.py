"""A finished .pptx as text that a person can read, by python-pptx and nothing of ours."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

import pptx
from pptx.oxml.ns import qn

_INCH = 914_400
_MARKS = {"b": "**", "i": "*"}


def dump(data: bytes) -> str:
    """Every slide with its layout, its shapes in reading order, their text, and its notes."""
    presentation = pptx.Presentation(io.BytesIO(data))
    lines = [*_properties(presentation.core_properties), *_sections(presentation)]
    for number, slide in enumerate(presentation.slides, 1):
        lines += ["", f"slide {number} [{slide.slide_layout.name}]"]
        for shape in slide.shapes:
            lines += [f"  {line}" for line in _shape(shape)]
        lines += [f"  {line}" for line in clicks(slide)]
        if slide.has_notes_slide:
            lines += ["  notes", *(f"    {line}" for line in _text(_notes_of(slide)))]
    return "\n".join(lines) + "\n"


def _properties(properties: Any) -> Iterator[str]:
    for name in ("title", "subject", "author", "keywords", "language", "created", "revision"):
        if value := getattr(properties, name):
            yield f"{name}: {value}"


def _sections(presentation: Any) -> Iterator[str]:
    numbers = {str(s.slide_id): n for n, s in enumerate(presentation.slides, 1)}
    for section in presentation.part._element.xpath("p:extLst//*[local-name()='section']"):
        slides = [numbers[e.get("id")] for e in section.iter() if e.tag.endswith("}sldId")]
        yield f"section {section.get('name')}: slides {', '.join(map(str, slides))}"


def _notes_of(slide: Any) -> Any:
    return slide.notes_slide.notes_text_frame


def _shape(shape: Any) -> Iterator[str]:
    properties = shape._element.xpath(".//p:cNvPr")[0]
    said = [_kind(shape), f'"{shape.name}"', _place(shape)]
    if properties.get("descr"):
        said.append(f"alt={properties.get('descr')!r}")
    if properties.xpath(".//*[local-name()='decorative']"):
        said.append("decorative")
    yield " ".join(filter(None, said))
    if shape.has_text_frame:
        yield from (f"  {line}" for line in _text(shape.text_frame))
    if getattr(shape, "has_table", False):
        yield from (f"  {line}" for line in _table(shape.table))
    if shape.shape_type is not None and "GROUP" in str(shape.shape_type):
        yield f"  {len(shape.shapes)} shapes"


def _kind(shape: Any) -> str:
    tag = shape._element.tag.split("}")[1]
    if not shape.is_placeholder:
        return f"{tag}"
    place = shape.placeholder_format
    return f"{tag} <{str(place.type).split(' ')[0].lower()} {place.idx}>"


def _place(shape: Any) -> str:
    if not shape._element.xpath("./p:spPr/a:xfrm | ./p:xfrm | ./p:grpSpPr/a:xfrm"):
        return ""
    sides = (shape.left, shape.top, shape.width, shape.height)
    return "at {:.2f} {:.2f} size {:.2f} {:.2f}".format(*(side / _INCH for side in sides))


def _table(table: Any) -> Iterator[str]:
    widths = " ".join(f"{column.width / _INCH:.2f}" for column in table.columns)
    yield f"columns {widths}{' first row is head' if table.first_row else ''}"
    for row in table.rows:
        yield " | ".join(" / ".join(_text(cell.text_frame)) for cell in row.cells)


# --- clicks ---


def clicks(slide: Any) -> Iterator[str]:
    """Yield a line for each click: what appears, its shape by name, its paragraph from 1."""
    names = {e.get("id"): e.get("name") for e in slide._element.iter(qn("p:cNvPr"))}
    sequences = [e for e in slide._element.iter(qn("p:cTn")) if e.get("nodeType") == "mainSeq"]
    for number, click in enumerate((c for s in sequences for c in s.find(qn("p:childTnLst"))), 1):
        shown = [_appearing(target, names) for target in click.iter(qn("p:spTgt"))]
        yield f"click {number}: {', '.join(shown)}"


def _appearing(target: Any, names: dict[str, str]) -> str:
    paragraph = target.find(f".//{qn('p:pRg')}")
    part = f" ¶{int(paragraph.get('st')) + 1}" if paragraph is not None else ""
    ground = " ground" if target.find(qn("p:bg")) is not None else ""
    return f"{names[target.get('spid')]}{part}{ground}"


# --- text ----------------------------------------------------------------------------------------


def _text(frame: Any) -> Iterator[str]:
    yield from (_paragraph(p) for p in frame.paragraphs)


def _paragraph(paragraph: Any) -> str:
    element = paragraph._p
    properties = element.find(qn("a:pPr"))
    runs = "".join(_run(child) for child in element)
    return f"{'  ' * paragraph.level}{_marker(properties)}{_look(element, properties)}{runs}"


def _marker(properties: Any) -> str:
    if properties is None:
        return ""
    number = properties.find(qn("a:buAutoNum"))
    bullet = properties.find(qn("a:buChar"))
    if number is not None:
        return f"{number.get('startAt', '1')}#. "
    if bullet is not None:
        return f"{bullet.get('char')} "
    return "" if properties.find(qn("a:buNone")) is None else "¶ "


def _look(element: Any, properties: Any) -> str:
    sizes = {r.get("sz") for r in element.iter(qn("a:rPr"), qn("a:endParaRPr")) if r.get("sz")}
    size = "/".join(f"{int(s) / 100:g}" for s in sorted(sizes))
    align = properties.get("algn") if properties is not None else None
    return f"({' '.join(filter(None, (size, align)))}) "


def _run(element: Any) -> str:
    tag = element.tag.split("}")[1]
    if tag == "br":
        return " ⏎ "
    if tag == "fld":
        return f"<{element.get('type')}>"
    if tag != "r":
        return ""
    properties = element.find(qn("a:rPr"))
    text = _underlined(element.findtext(qn("a:t")), properties)
    return _with_notes(_marked(text, properties), properties)


def _underlined(text: str, properties: Any) -> str:
    return f"<rule of {len(text)}>" if properties.get("u") and not text.strip() else text


def _marked(text: str, properties: Any) -> str:
    for name, mark in _MARKS.items():
        if properties.get(name) == "1":
            text = f"{mark}{text}{mark}"
    if int(properties.get("baseline", "0")):
        text = f"{'^' if int(properties.get('baseline')) > 0 else '_'}{text}"
    return f"~~{text}~~" if properties.get("strike") else text


def _with_notes(text: str, properties: Any) -> str:
    link = properties.find(qn("a:hlinkClick"))
    font = properties.find(qn("a:latin"))
    color = properties.find(f"{qn('a:solidFill')}/{qn('a:schemeClr')}")
    notes = [
        _target(properties, link) if link is not None else "",
        font.get("typeface") if font is not None else "",
        color.get("val") if color is not None else "",
        properties.get("lang") if properties.get("lang") != "en-US" else "",
    ]
    said = ", ".join(filter(None, notes))
    return f"[{text}]{{{said}}}" if said else text


def _target(properties: Any, link: Any) -> str:
    return "→ slide" if link.get("action") else "→ web"


def diagnostics(problems: Iterable[Any]) -> Iterator[str]:
    """Yield each diagnostic on a line."""
    for problem in problems:
        yield f"{problem.severity} {problem.code} line {problem.span.line}: {problem.message}"
