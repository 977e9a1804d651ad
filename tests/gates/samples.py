"""A good small deck and handout, and the edits with which tests break them on purpose."""

import io
import os
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Inches

from .package import qualified
from .pptx_lint import ZIP_TIME
from .render import font_configuration

Edit = Callable[[bytes], bytes]

LIST_SLIDE = "ppt/slides/slide1.xml"
FIGURE_SLIDE = "ppt/slides/slide2.xml"
NOTES = "ppt/notesSlides/notesSlide1.xml"
SECTION = (
    '<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}">'
    '<p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
    '<p14:section name="Opening" id="{6B29FC40-CA47-1067-B31D-00DD010662DA}">'
    '<p14:sldIdLst><p14:sldId id="256"/><p14:sldId id="257"/></p14:sldIdLst>'
    "</p14:section></p14:sectionLst></p:ext></p:extLst></p:presentation>"
)
APPEARANCE = (
    '<p:timing><p:tnLst><p:par><p:cTn id="1" dur="indefinite" nodeType="tmRoot"><p:childTnLst>'
    '<p:par><p:cTn id="2" fill="hold" grpId="0"><p:childTnLst>'
    '<p:set><p:cBhvr><p:cTn id="3" dur="1"/><p:tgtEl><p:spTgt spid="3"><p:txEl>'
    '<p:pRg st="1" end="1"/></p:txEl></p:spTgt></p:tgtEl>'
    "<p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst></p:cBhvr>"
    '<p:to><p:strVal val="visible"/></p:to></p:set>'
    "</p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par></p:tnLst>"
    '<p:bldLst><p:bldP spid="3" grpId="0" build="p"/></p:bldLst></p:timing></p:sld>'
)
HANDOUT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Gates</title>
<style>body { font: 12pt Gelasio } li { list-style: none }</style>
<h1>A good handout</h1> <p>One point.</p> <ul><li>First</li></ul></html>
"""


def good_deck() -> bytes:
    """Two slides: a list with a link, an animation and notes; a table, a picture and a chart."""
    deck = Presentation()
    _set_properties(deck)
    _list_slide(deck)
    _figure_slide(deck)
    _set_language(deck)
    saved = io.BytesIO()
    deck.save(saved)
    with_section = swap("ppt/presentation.xml", "</p:presentation>", SECTION)(saved.getvalue())
    return swap(LIST_SLIDE, "</p:sld>", APPEARANCE)(with_section)


def handout(path: Path, html: str = HANDOUT) -> Path:
    """A PDF/UA-1 page, made in a process of its own that sees our fonts alone."""
    command = [sys.executable, "-m", "weasyprint", "--pdf-variant", "pdf/ua-1", "-", str(path)]
    fonts = {"FONTCONFIG_FILE": str(font_configuration(path.parent))}
    environment = os.environ | fonts
    subprocess.run(command, input=html.encode(), env=environment, capture_output=True, check=True)
    return path


def png() -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (16, 9), "teal").save(picture, "png")
    return picture.getvalue()


def _set_properties(deck: Deck) -> None:
    properties = deck.core_properties
    properties.title = "Gates"
    properties.author = properties.last_modified_by = "A. Nyman"
    properties.created = properties.modified = datetime(2024, 5, 1, tzinfo=UTC)


def _list_slide(deck: Deck) -> None:
    slide = _titled_slide(deck, 1, "A good slide")
    body = slide.placeholders[1].text_frame
    body.text = "One point"
    link = body.add_paragraph().add_run()
    link.text, link.hyperlink.address = "a source", "https://example.org/a?b=c"
    notes = slide.notes_slide.notes_text_frame
    assert notes is not None
    notes.text = "Say hello."


def _figure_slide(deck: Deck) -> None:
    shapes = _titled_slide(deck, 5, "Figures").shapes
    table = shapes.add_table(2, 2, Inches(1), Inches(2), Inches(3), Inches(1))
    table.table.cell(0, 0).text = "Year"
    picture = shapes.add_picture(io.BytesIO(png()), Inches(5), Inches(2))
    numbers = cast(Any, CategoryChartData)()  # python-pptx leaves its charts untyped
    numbers.categories = ["a", "b"]
    numbers.add_series("Cases", (1, 2))
    place = (Inches(1), Inches(4), Inches(4), Inches(3))
    chart = shapes.add_chart(XL_CHART_TYPE.PIE, *place, numbers)
    for shape in (table, picture, chart):
        next(shape._element.iter(qualified("p:cNvPr"))).set("descr", "Cases by year")


def _titled_slide(deck: Deck, layout: int, title: str) -> Slide:
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[layout])
    heading = slide.shapes.title
    assert heading is not None
    heading.text = title
    return slide


def _set_language(deck: Deck) -> None:
    drawn = [*deck.slides, *(slide.notes_slide for slide in deck.slides if slide.has_notes_slide)]
    for slide in drawn:
        for run in slide._element.iter(qualified("a:r")):
            run.get_or_add_rPr().set("lang", "en-GB")


# Edits: each takes a deck and gives another


def swap(part: str, old: str, new: str) -> Edit:
    """Replace a text that a part must contain, everywhere in it."""

    def edit(deck: bytes) -> bytes:
        parts = read(deck)
        assert old in parts[part].decode(), f"{part} does not contain {old}"
        return written(parts | {part: parts[part].decode().replace(old, new).encode()})

    return edit


def put(part: str, data: bytes) -> Edit:
    """Add a part, or put other bytes in its place."""
    return lambda deck: written(read(deck) | {part: data})


def drop(part: str) -> Edit:
    return lambda deck: written({name: d for name, d in read(deck).items() if name != part})


def twice(part: str, data: bytes) -> Edit:
    """Append a member under a name that is taken."""

    def edit(deck: bytes) -> bytes:
        archived = io.BytesIO(deck)
        with zipfile.ZipFile(archived, "a") as archive, warnings.catch_warnings(action="ignore"):
            archive.writestr(zipfile.ZipInfo(part, ZIP_TIME), data)
        return archived.getvalue()

    return edit


def both(first: Edit, second: Edit) -> Edit:
    return lambda deck: second(first(deck))


def read(deck: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def written(parts: Mapping[str, bytes]) -> bytes:
    """An archive of these parts, each dated as a finished deck's are."""
    archived = io.BytesIO()
    with zipfile.ZipFile(archived, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, ZIP_TIME), data, zipfile.ZIP_DEFLATED)
    return archived.getvalue()
