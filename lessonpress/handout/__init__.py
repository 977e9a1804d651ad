"""Printed pages: one unit as a PDF handout, its answer key, its slides.

The flow, by file name: `arrangement` (what stands where), the templates, `placing` (notes beside
their words), `sheets` (WeasyPrint), `settling` (does all of it fit?), `log` (what went wrong). What
is to be filled in on a form is found by `fields`, and made to be by `forms`, in `lettering`.
`slides` is a document of its own: pictures of a deck's slides.
Importing this package does not import WeasyPrint; building a handout does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from lessonpress.diagnostics import Diagnostic, error, in_order
from lessonpress.handout import lengths, looks, stylesheets
from lessonpress.handout.stylesheets import Stylesheets
from lessonpress.inputs import Inputs
from lessonpress.model import Course, Lesson, Medium, PageSetup, Span
from lessonpress.templating import TemplateMistake, Templates

Complaints = tuple[Diagnostic, ...]
Document = Literal["handout", "answers", "form"]

_TEMPLATE = "handout/handout.html.j2"


@dataclass(frozen=True, slots=True)
class Made:
    """A file of so many pages, and what went wrong; its bytes are empty where nothing was made."""

    data: bytes
    diagnostics: Complaints = ()
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The file to be made: its name among those of all courses, and its stylesheets."""

    name: str
    styles: Stylesheets
    document: Document | Literal["slides"]


def build(
    lesson: Lesson,
    course: Course,
    inputs: Inputs,
    *,
    setup: PageSetup,
    document: Document = "handout",
) -> Made:
    """Return a lesson cut to its audience as a PDF/UA-1 document, and what went wrong.

    "answers" makes the answer key: the same pages from the key audience's lesson, answers in the
    students' room. "form" makes the student's pages with fields to fill in. Pictures and templates
    come from `inputs` alone. Fontconfig must already know the shipped fonts and no others
    (`building.fontconfig`).
    """
    try:
        inputs = looks.dressed(inputs, Templates(inputs.under("templates")))
        styles = stylesheets.of(inputs, setup, lesson.lang)
        html, about_html = _html(lesson, course, inputs, styles, document)
    except TemplateMistake as mistake:
        return Made(b"", (mistake.diagnostic,))
    if not html.strip():
        return Made(b"", (_emptiness(),))
    sheet = Sheet(f"{course.name}/{lesson.name} {document}", styles, document)
    made = printed(html, lesson, inputs, sheet)
    about = (*looks.diagnostics(inputs, lesson.look), *lengths.diagnostics(lesson))
    return replace(made, diagnostics=(*about, *about_html, *made.diagnostics))


def _html(
    lesson: Lesson, course: Course, inputs: Inputs, styles: Stylesheets, document: str
) -> tuple[str, Complaints]:
    """Return what the templates print, and what they leave open. Raises TemplateMistake."""
    from lessonpress.handout import mistakes
    from lessonpress.handout.arrangement import arranged
    from lessonpress.handout.drawings import Drawings

    drawings = Drawings.of(lesson, inputs, styles)
    templates = Templates(inputs.under("templates"), {"drawing": drawings.html})
    context = {
        "lesson": lesson,
        "course": course,
        "medium": Medium.HANDOUT.value,
        "lang": lesson.lang,
        "setup": styles.setup,
        "direction": "rtl" if styles.leftward else "ltr",
        "document": document,
        "page": arranged(lesson),
    }
    html = templates.render(_TEMPLATE, **context)
    if mistakes.found(html):  # print it again, to name the templates' lines
        return html, mistakes.diagnosed(templates.traced(_TEMPLATE, **context))
    return html, tuple(drawings.complaints(lesson))


def printed(html: str, lesson: Lesson, inputs: Inputs, sheet: Sheet) -> Made:
    """Return what a template of a document printed as PDF/UA-1, and what went wrong with it."""
    from lessonpress.handout import sheets

    try:
        about_styles = sheets.style_diagnostics(sheet.styles)
        made = _written(html, lesson, inputs, sheet)
    except sheets.Refused as refused:
        return Made(b"", (_refusal(str(refused), refused.span or lesson.span),))
    return replace(made, diagnostics=in_order((*about_styles, *made.diagnostics)))


def _written(html: str, lesson: Lesson, inputs: Inputs, sheet: Sheet) -> Made:
    from lessonpress.handout import log, settling, sheets

    with log.listening() as records:
        document = settling.settled(
            lambda settings: sheets.laid_out(html, inputs, sheet.styles, settings)
        )
        pdf = sheets.written(document, sheet.name, lesson.date, sheet.styles)
    if sheet.document == "form":
        pdf = _fillable(pdf, document, inputs)
    boxed = sheets.boxed(html, inputs)
    about_pages = log.diagnosed(records, lesson, boxed, sheet.styles.sheets)
    return Made(pdf, about_pages, len(document.pages))


def _fillable(pdf: bytes, document: Any, inputs: Inputs) -> bytes:
    """Return a form's pages, with the fields of the laid-out document."""
    from lessonpress.handout import fields, forms, lettering

    letters = lettering.lettering(inputs.fonts.values())
    return forms.fillable(pdf, fields.found(document), letters)


def _emptiness() -> Diagnostic:
    hint = "Mend the template, or remove your copy of it to get the packaged one back."
    span = Span(f"templates/{_TEMPLATE}", 1)
    return error("template-mistake", span, "This template prints nothing at all.", hint)


def _refusal(url: str, span: Span) -> Diagnostic:
    return error(
        "fetch-refused",
        span,
        f'The handout asks for "{url}", which is no file of the course or the templates.',
        "Put pictures into the course's folder and name them by their path from there, fonts into "
        "templates/fonts, and styles into brand.css: nothing can be imported.",
    )
