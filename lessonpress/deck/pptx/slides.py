"""Slides and notes pages as XML, with their relations to pictures, clips, charts and slides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, assert_never

from lessonpress import clips, formulas, svg
from lessonpress.deck import direction, equations, layouts
from lessonpress.deck import model as d
from lessonpress.deck.fitting import setting
from lessonpress.deck.pptx import groups, omml, oxml, oxml_chart, oxml_text, playing, timing
from lessonpress.deck.pptx.relations import RELATION
from lessonpress.deck.pptx.tags import tag
from lessonpress.direction import is_leftward
from lessonpress.theme import Theme

if TYPE_CHECKING:
    from pptx.opc.package import Part

    from lessonpress.deck.pptx.writing import Writing

# What the namespace of equations is called in the file. LibreOffice goes by this name: it draws an
# equation that is alone in its shape, and leaves one in a line out without a word, but shows the
# fallback of what is called by any name that it does not know.
_ALONE, _IN_LINE = "a14", "math"
_NO_FORMAT = d.ParagraphFormat(size=0.0, face="")


@dataclass(slots=True)
class _Ids:
    """The ids of a slide's shapes, counted from 2; `coming` is the next one."""

    coming: int = 2

    def __iter__(self) -> Iterator[int]:
        return self

    def __next__(self) -> int:
        self.coming += 1
        return self.coming - 1


@dataclass(slots=True)
class Page:
    """One slide or notes page: its relations, and the ids of its shapes."""

    writing: Writing
    number: int
    part: Part
    layout: layouts.Layout | None
    ids: _Ids = field(default_factory=_Ids)
    clips: list[playing.Clip] = field(default_factory=list)

    def slide(self, shapes: Iterable[d.Shape]) -> bytes:
        """Return the slide: its shapes, and when they appear."""
        written: list[str] = []
        effects: list[timing.Effect] = []
        builds: list[timing.Build] = []
        for shape in shapes:
            # The first id a shape takes is its own, whatever stands in it.
            ident = self.ids.coming
            written.append(self.shape(shape))
            effects += timing.effects(shape, ident)
            builds += filter(None, [timing.build(shape, ident)])
        colors = self.layout.colors if self.layout else {}
        return oxml.slide(written, timing.timing(effects, builds, self.clips), colors)

    def shape(self, shape: d.Shape) -> str:
        match shape:
            case d.TextShape() | d.TableShape():
                return self.with_equations(shape, next(self.ids))
            case d.EquationShape():
                return self.equation(shape, next(self.ids))
            case d.PictureShape() if shape.picture.clip:
                return self.clip(shape)
            case d.PictureShape():
                blip = self.blip(shape.picture.source)
                return oxml.picture(next(self.ids), shape, self.mark(shape.placeholder), blip)
            case d.DrawingShape():
                text = self.writing.reference.text
                own = replace(text, rtl=is_leftward(self.writing.deck.lang))
                style = groups.Style(own, self.theme, lambda item: self.paragraph(item, text))
                return groups.group(shape, self.ids, style)
            case d.ChartShape():
                part = self.writing.chart(shape, self.theme)
                relation = self.part.relate_to(part, f"{RELATION}/chart")
                mark = self.mark(shape.placeholder)
                return oxml_chart.frame(next(self.ids), shape, mark, relation)
            case d.RulingShape():
                ident = next(self.ids)
                rules = shape.frame.height // shape.pitch
                for _ in range(rules):
                    next(self.ids)
                return oxml.rules(ident, shape, self.theme)
            case _ as unreachable:
                assert_never(unreachable)

    def clip(self, shape: d.PictureShape) -> str:
        """Return a video or sound: a picture that plays, and that no placeholder may hold."""
        path = shape.picture.clip
        part, format_ = self.writing.clip(path), clips.FORMATS[clips.ending(path)]
        clip = playing.Clip(next(self.ids), format_.kind)
        self.clips.append(clip)
        link = self.part.relate_to(part, f"{RELATION}/{playing.LINKS[clip.kind]}")
        media = self.part.relate_to(part, playing.MEDIA)
        poster = oxml.blip(self.pixels(shape.picture.source))
        return playing.picture(clip, shape, poster, link, media)

    def pixels(self, source: str) -> str:
        """Return the relation to a picture as pixels alone."""
        drawn = svg.is_svg(self.writing.inputs[source])
        return self.image(svg.raster_of(source) if drawn else source)

    @property
    def theme(self) -> Theme:
        return self.layout.theme if self.layout else self.writing.reference.theme

    def blip(self, source: str) -> str:
        """Return a picture as pixels, and as a drawing where it is one."""
        is_drawing = svg.is_svg(self.writing.inputs[source])
        return oxml.blip(self.pixels(source), self.image(source) if is_drawing else "")

    def image(self, source: str) -> str:
        return self.part.relate_to(self.writing.picture(source), f"{RELATION}/image")

    def placeholder(self, index: int | None) -> layouts.Placeholder | None:
        """Return the layout's placeholder; a place that was made up has none."""
        places = self.layout.placeholders if self.layout and index is not None else ()
        return next((p for p in places if p.index == index), None)

    def mark(self, index: int | None) -> str:
        place = self.placeholder(index)
        return oxml.placeholder(place.kind, max(place.index or 0, 0)) if place else ""

    # --- text ---

    def text(self, shape: d.TextShape, ident: int) -> str:
        place = self.placeholder(shape.placeholder)
        if shape.ground and not shape.text:
            look = oxml.box(shape.frame) + oxml_text.ground(shape.ground, self.theme)
            return oxml.ground(ident, shape.name, look)
        if place is None or place.orphan:
            look = oxml.box(shape.frame) + oxml_text.ground(shape.ground, self.theme)
            properties = oxml_text.body_properties(shape.insets, shape.anchor)
        else:
            look = "" if _is_at_home(shape, place) else oxml.box(shape.frame)
            properties = oxml_text.body_properties()
        text = [
            self.paragraph(item, self.inherited(place, item), shape.field) for item in shape.text
        ]
        body = oxml_text.body(text, properties)
        return oxml.shape(ident, shape.name, self.mark(shape.placeholder), look, body)

    def inherited(
        self, place: layouts.Placeholder | None, item: d.SetParagraph
    ) -> d.ParagraphFormat:
        own = place if place and not place.orphan else None
        levels = own.levels if own else (self.writing.reference.text,)
        return levels[min(item.paragraph.level, len(levels) - 1)]

    def paragraph(
        self, item: d.SetParagraph, inherited: d.ParagraphFormat, field_: str = ""
    ) -> str:
        properties = oxml_text.paragraph_properties(item.paragraph, item.format, inherited)
        runs = [r for inline in item.paragraph.inlines for r in self.runs(inline, item, inherited)]
        if field_:
            look = self.run_properties("a:rPr", d.Style(), item, inherited)
            runs = [oxml_text.number_field(self.number, look)]
        end = self.run_properties("a:endParaRPr", d.Style(), item, inherited)
        return tag("a:p", properties, *runs, end)

    # --- equations ---

    def with_equations(self, shape: d.TextShape | d.TableShape, ident: int) -> str:
        """Return a shape; one with formulas also with these spelled out, under the same id."""
        spelled, drawn = equations.spelled_shape(shape), self.drawn(shape, ident)
        if spelled == shape:
            return drawn
        return oxml.alternatives(_IN_LINE, drawn, self.drawn(spelled, ident))

    def drawn(self, shape: d.TextShape | d.TableShape, ident: int) -> str:
        match shape:
            case d.TextShape():
                return self.text(shape, ident)
            case d.TableShape():
                return self.table(shape, ident)

    def equation(self, shape: d.EquationShape, ident: int) -> str:
        said = d.Run(shape.equation.text)
        item = d.SetParagraph(d.Paragraph(shape.id, (said,)), shape.format)
        spelled = self.paragraph(item, self.writing.reference.text)
        centered = tag("a:pPr", algn="ctr")
        math = formulas.parsed(shape.equation.latex, display=True)
        written = omml.display(math, self.look_of_math(d.Style(), item))
        paragraph = tag("a:p", centered, oxml.equation(_ALONE, written))
        native, fallback = (self.boxed(shape, ident, text) for text in (paragraph, spelled))
        return oxml.alternatives(_ALONE, native, fallback)

    def boxed(self, shape: d.EquationShape, ident: int, paragraph: str) -> str:
        properties = oxml_text.body_properties(d.NO_INSETS, "ctr", wrapped=False)
        return oxml.equation_box(ident, shape, oxml_text.body([paragraph], properties))

    def look_of_math(self, style: d.Style, item: d.SetParagraph) -> omml.Look:
        """Return how an equation's runs are set in a paragraph: in its size and colour."""
        set_in = replace(item, format=replace(item.format, face=omml.FACE, italic=False))

        def properties(italic: bool, bold: bool) -> str:
            own = replace(style, italic=italic, bold=bold or style.bold, baseline=0, code=False)
            return self.run_properties("a:rPr", own, set_in, _NO_FORMAT)

        return omml.Look(properties)

    def runs(
        self, inline: d.Inline, item: d.SetParagraph, inherited: d.ParagraphFormat
    ) -> Iterator[str]:
        match inline:
            case d.Break():
                yield tag("a:br", self.run_properties("a:rPr", d.Style(), item, inherited))
            case d.Math(latex, _, display, style):
                look_of_math = self.look_of_math(style, item)
                written = omml.inline(formulas.parsed(latex, display), look_of_math)
                yield oxml.equation(_IN_LINE, written)
            case d.Run(text, style):
                other = self.writing.fonts.stand_in(item.format.face, text)
                look = self.run_properties("a:rPr", style, item, inherited, other_face=other)
                yield oxml_text.run(text, look)
            case d.Blank(style=style):
                small = replace(item, format=setting.numbering(item.format))
                look = self.run_properties("a:rPr", d.Style(color="muted"), small, inherited)
                yield oxml_text.run(setting.blank_number(inline), look)
                rule = self.run_properties("a:rPr", style, item, inherited, underlined=True)
                yield oxml_text.run(setting.blank_text(inline), rule)

    def run_properties(
        self,
        name: str,
        style: d.Style,
        item: d.SetParagraph,
        inherited: d.ParagraphFormat,
        **more: Any,
    ) -> str:
        look = oxml_text.RunLook(
            style=style,
            format=item.format,
            inherited=inherited,
            theme=self.theme,
            lang=self.writing.deck.lang,
            code_face=setting.CODE_FACE,
            link=self.link(style.link),
            **more,
        )
        return oxml_text.run_properties(name, look)

    def link(self, href: str) -> str:
        """Return what makes a run a link; one to a block that is on no slide is none.

        Nor is one from a notes page, which may know no slide but its own.
        """
        if href.startswith("#"):
            page = self.writing.pages.get(href[1:]) if self.layout else None
            if page is None:
                return ""
            relation = self.part.relate_to(page, f"{RELATION}/slide")
            return tag("a:hlinkClick", r_id=relation, action="ppaction://hlinksldjump")
        if not href:
            return ""
        relation = self.part.relate_to(href, f"{RELATION}/hyperlink", is_external=True)
        return tag("a:hlinkClick", r_id=relation)

    # --- tables ---

    def table(self, shape: d.TableShape, ident: int) -> str:
        rows = [self.row(shape, index) for index in range(len(shape.heights))]
        style = self.writing.reference.table_style
        return oxml.table(ident, shape, self.mark(shape.placeholder), style, rows)

    def row(self, shape: d.TableShape, index: int) -> str:
        all_rows = (shape.table.head, *shape.table.rows) if shape.table.head else shape.table.rows
        cells = [
            oxml.cell(self.cell(cell, alignment, shape), edge)
            for cell, alignment, edge in zip(
                all_rows[index], shape.table.alignments, shape.margins[index], strict=True
            )
        ]
        return tag("a:tr", *cells, h=shape.heights[index])

    def cell(self, inlines: d.Inlines, alignment: d.Alignment, shape: d.TableShape) -> str:
        leftward = direction.runs_left(inlines, self.writing.deck.lang)
        side = "right" if shape.format.rtl and alignment == "left" else alignment
        format_ = replace(shape.format, align=side, rtl=leftward)
        item = d.SetParagraph(d.Paragraph("", inlines), format_)
        return self.paragraph(item, self.writing.reference.text)


def _is_at_home(shape: d.TextShape, place: layouts.Placeholder) -> bool:
    """Say whether a shape inherits its frame; without an index, programs may mistake its place."""
    return place.index != layouts.NO_INDEX and shape.frame == (place.inherited or place.frame)
