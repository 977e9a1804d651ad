"""HTML and print CSS to PDF, through WeasyPrint."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from lessonpress.diagnostics import Diagnostic
from lessonpress.handout import breaking, equations, log, stylesheets, tagging
from lessonpress.handout.fetcher import ROOT, InputsFetcher, path_of
from lessonpress.handout.glyphs import draw_boxes
from lessonpress.handout.placing import finish
from lessonpress.handout.settling import Settings
from lessonpress.handout.stylesheets import Stylesheets
from lessonpress.inputs import Inputs
from lessonpress.model import Span

_VARIANT = "pdf/ua-1"
_ADDRESS = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])([^"')]+)""")
# Written where the source has no date: a fixed one, so that a handout is the same every day.
_NO_DATE = "2000-01-01"


class Refused(Exception):
    """Something was asked for that is not among the inputs; the text is its address.

    `span` is the line of the stylesheet that asks for it, where one does.
    """

    def __init__(self, address: str, span: Span | None = None) -> None:
        super().__init__(address)
        self.span = span


@contextmanager
def _refusals(styles: Stylesheets) -> Iterator[None]:
    try:
        yield
    except FatalURLFetchingError as refusal:  # no Exception, so that WeasyPrint lets it pass
        spans = (_asking(path, css, str(refusal)) for path, css in styles.sheets)
        raise Refused(str(refusal), next(filter(None, spans), None)) from refusal


def _asking(path: str, css: bytes, address: str) -> Span | None:
    """Return the line of a stylesheet that names an address, as the fetcher calls it."""
    for number, line in enumerate(stylesheets.text(css).splitlines(), 1):
        for found in _ADDRESS.finditer(line):
            url = urljoin(ROOT + path, found[1])
            if address in (url, path_of(url)):
                return Span(path, number, found.start() + 1)
    return None


def laid_out(html: str, inputs: Inputs, styles: Stylesheets, settings: Settings) -> Any:
    """Return the pages as a `weasyprint.Document`. Raises Refused."""
    with _refusals(styles):
        page = HTML(string=html, base_url=ROOT, url_fetcher=InputsFetcher(inputs))
        finish(page.etree_element, inputs, styles, settings)
        equations.draw(page.etree_element, styles.properties)
        draw_boxes(page.etree_element, inputs)
        parsed = [sheet for sheet, _ in _parsed(styles)]
        with breaking.whole_lines():
            return page.render(font_config=_fonts(), stylesheets=parsed, pdf_variant=_VARIANT)


def boxed(html: str, inputs: Inputs) -> tuple[str, ...]:
    """Return the characters of the pages for which a box is printed."""
    if html.isascii():
        return ()
    root = HTML(string=html, base_url=ROOT).etree_element
    equations.leave_out(root)
    return draw_boxes(root, inputs)


def written(document: Any, name: str, published: str, styles: Stylesheets) -> bytes:
    """Return the pages as the bytes of a PDF/UA-1 file, which depend on nothing but these.

    `name` is the file's among all files of all courses; `published` a date, if the source has one.
    Raises Refused.
    """
    document.metadata.created = document.metadata.modified = _date(published)
    identifier = hashlib.sha256(f"{name} {styles.setup}".encode()).hexdigest()[:32].encode()
    with _refusals(styles), tagging.speaking():  # attachments are fetched only here
        pdf: bytes = document.write_pdf(
            finisher=tagging.complete, pdf_variant=_VARIANT, pdf_identifier=identifier
        )
    return pdf


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return _NO_DATE


# --- stylesheets ---------------------------------------------------------------------------------


def style_diagnostics(styles: Stylesheets) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the stylesheets, also where they were parsed for another unit.

    Raises Refused.
    """
    with _refusals(styles):
        parsed = _parsed(styles)
    return tuple(diagnostic for _, diagnostics in parsed for diagnostic in diagnostics)


def _parsed(styles: Stylesheets) -> list[tuple[CSS, tuple[Diagnostic, ...]]]:
    return [_stylesheet(path, css) for path, css in styles.sheets]


@lru_cache(maxsize=32)
def _stylesheet(path: str, css: bytes) -> tuple[CSS, tuple[Diagnostic, ...]]:
    """Parse a stylesheet, once for all units of a process."""
    with log.listening() as records:
        # Nothing may be imported: what a parsed stylesheet says must depend on its text alone.
        sheet = CSS(
            string=stylesheets.text(css),
            base_url=ROOT + path,
            url_fetcher=InputsFetcher(Inputs({})),
            font_config=_fonts(),
        )
    return sheet, log.of_stylesheet(records, path)


@lru_cache(maxsize=1)
def _fonts() -> FontConfiguration:
    return FontConfiguration()
