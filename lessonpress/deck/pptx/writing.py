"""The package of a deck: its slides and notes pages, media, charts, sections and properties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING, Any

from lessonpress import clips, measure, pictures
from lessonpress.deck import direction, equations, flattening, layouts
from lessonpress.deck import model as d
from lessonpress.deck.fitting import setting
from lessonpress.deck.pptx import oxml, oxml_chart, oxml_text, relations, stripping
from lessonpress.deck.pptx.relations import RELATION
from lessonpress.deck.pptx.slides import Page
from lessonpress.deck.pptx.tags import NAMESPACES
from lessonpress.deck.pptx.workbook import workbook
from lessonpress.theme import Theme

if TYPE_CHECKING:
    from pptx.opc.package import Part

_SLIDE = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
_NOTES = "application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml"
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_RELATION = (
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
)
# The first id a slide may have (ECMA-376, 19.7.13).
_FIRST_SLIDE_ID = 256
# Spoken text is set at this size on notes pages.
_NOTES_FORMAT = d.ParagraphFormat(size=12.0, face="")
_NOTES_INDENT = round(0.2 * d.EMU_PER_INCH)


@dataclass(slots=True)
class Writing:
    """One deck being written into an open presentation."""

    deck: d.Deck
    presentation: Any
    reference: layouts.Reference
    inputs: Mapping[str, bytes]
    fonts: measure.Fonts
    media: dict[bytes, Part] = field(default_factory=dict)
    pages: dict[str, Part] = field(default_factory=dict)
    layout_parts: dict[str, Part] = field(default_factory=dict)
    charts: Iterator[int] = field(default_factory=lambda: count(1))
    notes_master: Part | None = None

    def write(self) -> None:
        stripping.strip(self.presentation)
        self.layout_parts = {
            part.partname: part for part in self.presentation.part.package.iter_parts()
        }
        slides = [self.part(f"/ppt/slides/slide{n}.xml", _SLIDE) for n in self.numbers()]
        for slide, part in zip(self.deck.slides, slides, strict=True):
            for ident in (slide.id, *_ids(slide)):
                self.pages.setdefault(ident, part)
        self.list_slides(slides)
        for number, slide, part in zip(self.numbers(), self.deck.slides, slides, strict=True):
            self.slide(number, slide, part)
        self.properties()

    def numbers(self) -> range:
        return range(1, len(self.deck.slides) + 1)

    def part(self, name: str, kind: str, data: bytes = b"") -> Part:
        from pptx.opc.package import Part
        from pptx.opc.packuri import PackURI

        return Part(PackURI(name), kind, self.presentation.part.package, data)

    # --- slides ---

    def list_slides(self, slides: Iterable[Part]) -> None:
        element = self.presentation.part._element
        listed = element.get_or_add_sldIdLst()
        for ident, part in enumerate(slides, _FIRST_SLIDE_ID):
            entry = listed._add_sldId()
            entry.id = ident
            entry.rId = relations.add(self.presentation.part, part, f"{RELATION}/slide")
        if any(section.title for section in self.deck.sections):
            _add_extension(element, oxml.section_list(self.sections()))

    def sections(self) -> Iterator[tuple[str, list[int]]]:
        numbers = {slide.id: _FIRST_SLIDE_ID + n for n, slide in enumerate(self.deck.slides)}
        for section in self.deck.sections:
            title = section.title or self.deck.properties.title or "…"
            yield title, [numbers[ident] for ident in section.slides]

    def slide(self, number: int, slide: d.Slide, part: Part) -> None:
        layout = layouts.layout_for(self.reference, slide.layout, slide.role)
        part.relate_to(self.layout_parts[layout.part], f"{RELATION}/slideLayout")
        page = Page(self, number, part, layout)
        part.blob = page.slide(slide.shapes)
        if slide.notes:
            self.notes(number, slide, part)

    def notes(self, number: int, slide: d.Slide, part: Part) -> None:
        page = self.part(f"/ppt/notesSlides/notesSlide{number}.xml", _NOTES)
        page.relate_to(part, f"{RELATION}/slide")
        if self.notes_master is None:
            self.notes_master = self.presentation.part.notes_master_part
        page.relate_to(self.notes_master, f"{RELATION}/notesMaster")
        part.relate_to(page, f"{RELATION}/notesSlide")
        writing = Page(self, number, page, None)
        text = [
            writing.paragraph(self.spoken(spoken), _NOTES_FORMAT)
            for spoken in map(_spelled, flattening.paragraphs(slide.notes))
        ]
        mark = oxml.placeholder("body", 1)
        body = oxml_text.body(text, oxml_text.body_properties())
        page.blob = oxml.notes(
            [oxml.slide_image(2), oxml.shape(3, "Notes", mark, "", body)],
        )

    def spoken(self, paragraph: d.Paragraph) -> d.SetParagraph:
        leftward = direction.runs_left(paragraph.inlines, self.deck.lang)
        return d.SetParagraph(paragraph, setting.directed(_notes_format(paragraph), leftward))

    def picture(self, source: str) -> Part:
        """Return the part of a picture; pictures of the same bytes share one."""
        clean = pictures.embedded(self.inputs[source])
        if clean.data not in self.media:
            name = f"/ppt/media/image{len(self.media) + 1}.{clean.extension}"
            self.media[clean.data] = self.part(name, clean.kind, clean.data)
        return self.media[clean.data]

    def clip(self, source: str) -> Part:
        """Return the part of a video or sound; those of the same bytes share one."""
        data, format_ = self.inputs[source], clips.FORMATS[clips.ending(source)]
        if data not in self.media:
            name = f"/ppt/media/media{len(self.media) + 1}.{format_.extension}"
            self.media[data] = self.part(name, format_.mime, data)
        return self.media[data]

    def chart(self, shape: d.ChartShape, theme: Theme) -> Part:
        """Return the part of a chart, with the workbook that its data are edited in."""
        number = next(self.charts)
        book = self.part(f"/ppt/embeddings/chart{number}.xlsx", _WORKBOOK, workbook(shape.chart))
        part = self.part(f"/ppt/charts/chart{number}.xml", _CHART)
        relation = part.relate_to(book, f"{RELATION}/package")
        part.blob = oxml_chart.part(shape, theme, relation)
        return part

    # --- the file's own description ---

    def properties(self) -> None:
        package = self.presentation.part.package
        part = self.part("/docProps/core.xml", _CORE, oxml.core_properties(self.deck))
        package.relate_to(part, _CORE_RELATION)


# --- what PowerPoint adds to the format ----------------------------------------------------------


def _add_extension(element: Any, extension: str) -> None:
    from pptx.oxml import parse_xml

    found = element.xpath("p:extLst")
    if not found:
        empty = f'<p:extLst xmlns:p="{NAMESPACES["xmlns:p"]}"/>'
        element.append(parse_xml(empty))
        found = element.xpath("p:extLst")
    found[0].append(parse_xml(extension))


# --- links and notes -----------------------------------------------------------------------------


def _ids(slide: d.Slide) -> Iterator[str]:
    """Yield the ids of all blocks on a slide, for links that lead there."""
    blocks = [b for fill in slide.fills for b in fill.blocks]
    while blocks:
        block = blocks.pop()
        yield block.id
        if isinstance(block, d.Box):
            blocks += block.blocks
        elif isinstance(block, d.Columns):
            blocks += [b for column in block.columns for b in column.blocks]


def _spelled(paragraph: d.Paragraph) -> d.Paragraph:
    """Return a paragraph for notes, where PowerPoint knows no equations."""
    return replace(paragraph, inlines=equations.spelled(paragraph.inlines))


def _notes_format(paragraph: d.Paragraph) -> d.ParagraphFormat:
    bullet = {"bullet": "•", "number": "#"}.get(paragraph.marker, "")
    if paragraph.marker == "plain":
        return _NOTES_FORMAT
    margin = _NOTES_INDENT * (paragraph.level + 1)
    return replace(
        _NOTES_FORMAT, bullet=bullet, margin=margin, indent=-_NOTES_INDENT if bullet else 0
    )
