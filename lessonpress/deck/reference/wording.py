"""Words that a template itself writes on slides: an institution's name, a motto."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from lessonpress.deck.model import (
    Alignment,
    Break,
    Frame,
    Insets,
    Paragraph,
    ParagraphFormat,
    Run,
    SetParagraph,
    Style,
    TextShape,
)
from lessonpress.deck.reference.colors import seen
from lessonpress.deck.reference.package import Element, every, one
from lessonpress.theme import Theme

Formats = Callable[[list[Element | None], int], ParagraphFormat]

_YES = ("1", "true")
_ALIGNMENTS: dict[str | None, Alignment] = {"l": "left", "ctr": "center", "r": "right"}


def words(shape: Element, frame: Frame, theme: Theme, format_: Formats) -> Iterator[TextShape]:
    """Yield the text of a shape that is no placeholder, where it has any that stands upright."""
    body = one(shape, "p:txBody")
    box = None if body is None else one(body, "a:bodyPr")
    if body is None or box is None or box.get("vert", "horz") != "horz":
        return
    styles = [one(body, "a:lstStyle")]
    text = tuple(_paragraph(p, styles, shape, theme, format_) for p in every(body, "a:p"))
    if any(item.paragraph.inlines for item in text):
        anchor = {"ctr": "ctr", "b": "b"}.get(box.get("anchor", "t"), "t")
        insets = _insets(box)
        wide = frame if box.get("wrap") != "none" else _widened(frame, text[0].format.align)
        field = "slidenum" if every(body, "a:p/a:fld[@type='slidenum']") else ""
        yield TextShape("", "", wide, text, None, insets, anchor, field=field)  # type: ignore[arg-type]


def _paragraph(
    written: Element,
    styles: list[Element | None],
    shape: Element,
    theme: Theme,
    format_: Formats,
) -> SetParagraph:
    own = one(written, "a:pPr")
    level = int(own.get("lvl", "0")) + 1 if own is not None else 1
    look = replace(format_(styles, level), bullet="", margin=0, indent=0)
    if own is not None:
        look = replace(look, align=_ALIGNMENTS.get(own.get("algn"), look.align))
    for properties in every(written, "(a:r | a:fld)[1]/a:rPr"):
        look = _as_written(look, properties)
    color = _color(written, shape, theme)
    if color:
        look = replace(look, color=color)
    return SetParagraph(Paragraph("", tuple(_inlines(written))), look)


def _as_written(look: ParagraphFormat, properties: Element) -> ParagraphFormat:
    """Return a format with what its first run says: one that is set in several has that of this."""
    bold, italic = (properties.get(name, "") for name in ("b", "i"))
    look = replace(look, bold=bold in _YES if bold else look.bold)
    look = replace(look, italic=italic in _YES if italic else look.italic)
    if "sz" in properties.attrib:
        look = replace(look, size=int(properties.get("sz", "1800")) / 100)
    face = one(properties, "a:latin/@typeface")
    if face is not None and not str(face).startswith("+"):
        look = replace(look, face=str(face))
    return replace(look, caps=properties.get("cap") in ("all", "small"))


def _color(written: Element, shape: Element, theme: Theme) -> str:
    paths = ((written, "a:r/a:rPr/a:solidFill/*"), (shape, "p:style/a:fontRef/*"))
    found = (one(element, path) for element, path in paths)
    color = next((each for each in found if each is not None), None)
    return "" if color is None else seen(color, theme)[0]


def _inlines(written: Element) -> Iterator[Run | Break]:
    for part in every(written, "a:r | a:br | a:fld[@type='slidenum']"):
        if str(part.tag).endswith("}br"):
            yield Break()
        else:
            text = "".join(str(t) for t in every(part, "a:t/text()"))
            yield Run(text, Style())


def _insets(box: Element) -> Insets:
    usual = {"lIns": 91_440, "tIns": 45_720, "rIns": 91_440, "bIns": 45_720}
    return Insets(*(int(box.get(name, value)) for name, value in usual.items()))


def _widened(frame: Frame, align: Alignment) -> Frame:
    """Return the frame of text that is not to be broken: as wide as it needs, where it stands."""
    more = 8 * frame.width
    shift = {"left": 0, "center": more // 2, "right": more}[align]
    return replace(frame, left=frame.left - shift, width=frame.width + more)
