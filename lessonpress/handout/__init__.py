"""Printed pages: one unit as a PDF handout, and its answer key.

The flow, by file name: `arrangement` (what stands where), the templates, `placing` (notes beside
their words), `sheets` (WeasyPrint), `settling` (does all of it fit?), `log` (what went wrong).
Importing this package does not import WeasyPrint; building a handout does.
"""

from __future__ import annotations

from lessonpress.diagnostics import Diagnostic, error, in_order
from lessonpress.inputs import Inputs
from lessonpress.model import Course, Lesson, Medium
from lessonpress.templating import TemplateMistake, Templates

Result = tuple[bytes, tuple[Diagnostic, ...]]


def build(
    lesson: Lesson, course: Course, inputs: Inputs, *, paper: str, key: bool = False
) -> Result:
    """Return the handout of a lesson cut to its audience as PDF/UA-1, and what went wrong.

    `paper` is "a4" or "letter". `key` makes the answer key: the same pages from the key audience's
    lesson, answers in the students' room. The bytes are empty where nothing could be made. Pictures
    and templates come from `inputs` alone. Fontconfig must already know the shipped fonts and no
    others (`fonts.fontconfig`).
    """
    try:
        html = _html(lesson, course, inputs, "answers" if key else "handout")
    except TemplateMistake as mistake:
        return b"", (mistake.diagnostic,)
    return _pdf(html, lesson, inputs, paper)


def _html(lesson: Lesson, course: Course, inputs: Inputs, document: str) -> str:
    from lessonpress.handout.arrangement import arranged

    templates = Templates(inputs.under("templates"))
    return templates.render(
        "handout/handout.html.j2",
        lesson=lesson,
        course=course,
        medium=Medium.HANDOUT.value,
        document=document,
        page=arranged(lesson),
    )


def _pdf(html: str, lesson: Lesson, inputs: Inputs, paper: str) -> Result:
    from lessonpress.handout import sheets

    try:
        about_styles = sheets.style_diagnostics(inputs, paper)
        pdf, about_pages = _written(html, lesson, inputs, paper)
    except sheets.Refused as refused:
        return b"", (_refusal(str(refused), lesson),)
    return pdf, in_order((*about_styles, *about_pages))


def _written(html: str, lesson: Lesson, inputs: Inputs, paper: str) -> Result:
    from lessonpress.handout import log, settling, sheets

    with log.listening() as records:
        document = settling.settled(lambda settings: sheets.laid_out(html, inputs, paper, settings))
        pdf = sheets.written(document, lesson)
    return pdf, log.diagnosed(records, lesson)


def _refusal(url: str, lesson: Lesson) -> Diagnostic:
    return error(
        "fetch-refused",
        lesson.span,
        f'The handout asks for "{url}", which is no file of the course or the templates.',
        "Put the file into the course's folder and name it by its path from there.",
    )
