"""Printed pages: one unit as a PDF handout, and its answer key.

The flow, by file name: `arrangement` (what stands where), the templates, `placing` (notes beside
their words), `sheets` (WeasyPrint), `settling` (does all of it fit?), `log` (what went wrong).
Importing this package does not import WeasyPrint; building a handout does.
"""

from __future__ import annotations

from dataclasses import dataclass

from lessonpress.diagnostics import Diagnostic, error, in_order
from lessonpress.handout import looks
from lessonpress.inputs import Inputs
from lessonpress.model import Course, Lesson, Medium, Span
from lessonpress.templating import TemplateMistake, Templates

Complaints = tuple[Diagnostic, ...]
Result = tuple[bytes, Complaints]

_TEMPLATE = "handout/handout.html.j2"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The file to be made: its name among those of all courses, and its paper."""

    name: str
    paper: str


def build(
    lesson: Lesson, course: Course, inputs: Inputs, *, paper: str, key: bool = False
) -> Result:
    """Return the handout of a lesson cut to its audience as PDF/UA-1, and what went wrong.

    `paper` is "a4" or "letter". `key` makes the answer key: the same pages from the key audience's
    lesson, answers in the students' room. The bytes are empty where nothing could be made. Pictures
    and templates come from `inputs` alone. Fontconfig must already know the shipped fonts and no
    others (`building.fontconfig`).
    """
    document = "answers" if key else "handout"
    try:
        inputs = looks.dressed(inputs, Templates(inputs.under("templates")))
        html, about_html = _html(lesson, course, inputs, document)
    except TemplateMistake as mistake:
        return b"", (mistake.diagnostic,)
    if not html.strip():
        return b"", (_emptiness(),)
    sheet = _Sheet(f"{course.name}/{lesson.name} {document}", paper)
    pdf, about_pages = _pdf(html, lesson, inputs, sheet)
    about_look = looks.diagnostics(inputs, lesson.look)
    return pdf, (*about_look, *about_html, *about_pages)


def _html(lesson: Lesson, course: Course, inputs: Inputs, document: str) -> tuple[str, Complaints]:
    """Return what the templates print, and what they leave open. Raises TemplateMistake."""
    from lessonpress.handout import mistakes
    from lessonpress.handout.arrangement import arranged
    from lessonpress.handout.drawings import Drawings

    drawings = Drawings.of(lesson, inputs)
    templates = Templates(inputs.under("templates"), {"drawing": drawings.html})
    context = {
        "lesson": lesson,
        "course": course,
        "medium": Medium.HANDOUT.value,
        "lang": lesson.lang,
        "document": document,
        "page": arranged(lesson),
    }
    html = templates.render(_TEMPLATE, **context)
    if mistakes.found(html):  # print it again, to name the templates' lines
        return html, mistakes.diagnosed(templates.traced(_TEMPLATE, **context))
    return html, tuple(drawings.complaints(lesson))


def _pdf(html: str, lesson: Lesson, inputs: Inputs, sheet: _Sheet) -> Result:
    from lessonpress.handout import sheets

    try:
        about_styles = sheets.style_diagnostics(inputs, sheet.paper)
        pdf, about_pages = _written(html, lesson, inputs, sheet)
    except sheets.Refused as refused:
        return b"", (_refusal(str(refused), refused.span or lesson.span),)
    return pdf, in_order((*about_styles, *about_pages))


def _written(html: str, lesson: Lesson, inputs: Inputs, sheet: _Sheet) -> Result:
    from lessonpress.handout import log, settling, sheets

    with log.listening() as records:
        document = settling.settled(
            lambda settings: sheets.laid_out(html, inputs, sheet.paper, settings)
        )
        pdf = sheets.written(document, sheet.name, lesson.date, inputs, sheet.paper)
    boxed, styles = sheets.boxed(html, inputs), sheets.styles(inputs, sheet.paper)
    return pdf, log.diagnosed(records, lesson, boxed, styles)


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
