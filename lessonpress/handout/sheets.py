"""HTML and print CSS to PDF, through WeasyPrint."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from lessonpress.diagnostics import Diagnostic
from lessonpress.handout import log
from lessonpress.handout.fetcher import ROOT, InputsFetcher
from lessonpress.handout.placing import finish
from lessonpress.handout.settling import Settings
from lessonpress.inputs import Inputs
from lessonpress.model import Lesson

_VARIANT = "pdf/ua-1"
# Written where the source has no date: a fixed one, so that a handout is the same every day.
_NO_DATE = "2000-01-01"


class Refused(Exception):
    """Something was asked for that is not among the inputs; the text is its address."""


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except FatalURLFetchingError as refusal:  # no Exception, so that WeasyPrint lets it pass
        raise Refused(str(refusal)) from refusal


def laid_out(html: str, inputs: Inputs, paper: str, settings: Settings) -> Any:
    """Return the pages as a `weasyprint.Document`. Raises Refused."""
    with _refusals():
        page = HTML(string=html, base_url=ROOT, url_fetcher=InputsFetcher(inputs))
        finish(page.etree_element, inputs, settings)
        styles = [_stylesheet(path, css)[0] for path, css in _styles(inputs, paper)]
        return page.render(font_config=_fonts(), stylesheets=styles, pdf_variant=_VARIANT)


def written(document: Any, lesson: Lesson) -> bytes:
    """Return the pages as the bytes of a PDF/UA-1 file, which depend on nothing but the pages."""
    document.metadata.created = document.metadata.modified = _date(lesson.date)
    identifier = hashlib.sha256(lesson.name.encode()).hexdigest()[:32].encode()
    pdf: bytes = document.write_pdf(pdf_variant=_VARIANT, pdf_identifier=identifier)
    return pdf


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return _NO_DATE


# --- stylesheets ---------------------------------------------------------------------------------


def style_diagnostics(inputs: Inputs, paper: str) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the stylesheets, also where they were parsed for another unit.

    Raises Refused.
    """
    with _refusals():
        parsed = [_stylesheet(path, css) for path, css in _styles(inputs, paper)]
    return tuple(diagnostic for _, diagnostics in parsed for diagnostic in diagnostics)


def _styles(inputs: Inputs, paper: str) -> list[tuple[str, bytes]]:
    paths = ("handout/print.css", f"handout/{paper}.css", "brand.css")
    return [
        (f"templates/{p}", inputs[f"templates/{p}"]) for p in paths if f"templates/{p}" in inputs
    ]


@lru_cache(maxsize=16)
def _stylesheet(path: str, css: bytes) -> tuple[CSS, tuple[Diagnostic, ...]]:
    """Parse a stylesheet, once for all units of a process."""
    with log.listening() as records:
        # Nothing may be imported: what a parsed stylesheet says must depend on its text alone.
        sheet = CSS(
            string=css.decode("utf-8"),
            base_url=ROOT + path,
            url_fetcher=InputsFetcher(Inputs({})),
            font_config=_fonts(),
        )
    return sheet, log.of_stylesheet(records, path)


@lru_cache(maxsize=1)
def _fonts() -> FontConfiguration:
    return FontConfiguration()
