"""The bare libraries doing the same output from prepared input: the floor that builds are held to.

    python -m benchmarks.floor PREPARED OUT FIRST STEP

Of each unit whose slides are known, two decks are written with python-pptx as anybody would (the
students' without notes and solutions), and of the HTML that was prepared for it a handout, with
WeasyPrint alone, in one layout. Nothing of Lessonpress is imported but the fonts' configuration.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from benchmarks.catalogue import Slide

ROOT = "http://project.invalid/"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A unit whose slides, pages and stylesheets are there, with every file that pages show."""

    name: str
    title: str
    slides: tuple[Slide, ...]
    html: str
    styles: tuple[tuple[str, str], ...]
    files: Mapping[str, bytes]


def main(prepared: str, out: str, first: str, step: str) -> None:
    """Make the files of every `step`th unit from the `first`."""
    os.environ["FONTCONFIG_FILE"] = str(Path(prepared) / "fonts.conf")
    template = (Path(prepared) / "reference.pptx").read_bytes()
    for file in sorted(Path(prepared).glob("*.unit"))[int(first) :: int(step)]:
        unit: Prepared = pickle.loads(file.read_bytes())  # noqa: S301 - `preparing` wrote it
        for audience in ("instructor", "student"):
            data = _deck(unit, template, notes=audience == "instructor")
            (Path(out) / f"{unit.name}-{audience}.pptx").write_bytes(data)
        (Path(out) / f"{unit.name}.pdf").write_bytes(_handout(unit))


# --- the handout ---------------------------------------------------------------------------------


def _handout(unit: Prepared) -> bytes:
    from weasyprint import HTML

    page = HTML(string=unit.html, base_url=ROOT, url_fetcher=_fetcher(unit.files))
    styles = [_stylesheet(path, css) for path, css in unit.styles]
    pages = page.render(stylesheets=styles, font_config=_fonts(), pdf_variant="pdf/ua-1")
    pdf: bytes = pages.write_pdf(pdf_variant="pdf/ua-1")
    return pdf


@cache
def _fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@cache
def _stylesheet(path: str, css: str) -> Any:
    from weasyprint import CSS

    return CSS(string=css, base_url=ROOT + path, font_config=_fonts())


def _fetcher(files: Mapping[str, bytes]) -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            path = unquote(urlsplit(url).path.lstrip("/"))
            return URLFetcherResponse(url, files[path])

    return Fetcher()


# --- the decks -----------------------------------------------------------------------------------


def _deck(unit: Prepared, template: bytes, *, notes: bool) -> bytes:
    import io

    import pptx

    deck = pptx.Presentation(io.BytesIO(template))
    layouts = {layout.name.casefold(): layout for layout in deck.slide_layouts}
    first = deck.slides.add_slide(layouts["title"])
    first.shapes.title.text = unit.title
    for slide in _shown(unit.slides):
        made = deck.slides.add_slide(layouts["content"])
        made.shapes.title.text = slide.title
        _fill(made, slide, unit.files)
        if notes:
            made.notes_slide.notes_text_frame.text = slide.notes
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _shown(slides: tuple[Slide, ...]) -> Iterator[Slide]:
    """Yield the slides of a deck: a solution has one of its own, empty for students."""
    for slide in slides:
        yield slide
        if slide.solution:
            yield Slide(slide.title, slide.notes, (slide.solution,))


def _fill(made: Any, slide: Slide, files: Mapping[str, bytes]) -> None:
    body = made.placeholders[1]
    lines = slide.bullets or (*slide.code.splitlines(), slide.task)
    body.text_frame.text = lines[0]
    for line in lines[1:]:
        body.text_frame.add_paragraph().text = line
    place = body.left, body.top, body.width, body.height // 2
    if slide.rows:
        _table(made, slide.rows, place)
    if slide.picture:
        import io

        made.shapes.add_picture(io.BytesIO(files[f"course/{slide.picture}"]), *place[:2])
    if slide.numbers:
        _chart(made, slide.numbers, place)


def _table(made: Any, rows: tuple[tuple[str, ...], ...], place: tuple[int, ...]) -> None:
    table = made.shapes.add_table(len(rows), len(rows[0]), *place).table
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text


def _chart(made: Any, numbers: tuple[tuple[str, int], ...], place: tuple[int, ...]) -> None:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = [name for name, _ in numbers]
    data.add_series("Series", [number for _, number in numbers])
    made.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data)


if __name__ == "__main__":
    main(*sys.argv[1:])
