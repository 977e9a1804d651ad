"""Printed pages: a unit as a PDF handout, its answer key, its slides; a course as a booklet.

The flow, by file name: `arrangement` (what stands where), the templates, `placing` (notes beside
their words), `sheets` (WeasyPrint), `settling` (does all of it fit? `ending`: is its last page
worth a sheet? `continuing`: where do answers go on?), `log` (what went wrong). What is to be filled
in on a form is found by `fields`, and made to be by `forms`, in `lettering`. Documents of their own
are `slides`, pictures of a deck's slides, and `guide`, to teach from.
Importing this package does not import WeasyPrint; building a handout does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from lessonpress.binding import bound
from lessonpress.diagnostics import Diagnostic, error, in_order
from lessonpress.direction import is_leftward
from lessonpress.handout import lengths, looks, stylesheets
from lessonpress.handout.stylesheets import Stylesheets
from lessonpress.inputs import Inputs
from lessonpress.model import Course, Lesson, Medium, PageSetup, Span
from lessonpress.templating import TemplateMistake, Templates

Complaints = tuple[Diagnostic, ...]
Document = Literal["handout", "answers", "form"]

# The stylesheet of a brand, which may say anything.
_BRAND = "templates/brand.css"
_HANDOUT, _BOOKLET = "handout/handout.html.j2", "handout/booklet.html.j2"


@dataclass(frozen=True, slots=True)
class Made:
    """A file of so many pages, and what went wrong; its bytes are empty where nothing was made."""

    data: bytes
    diagnostics: Complaints = ()
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The file to be made: its name among those of all courses, of what it is, and how it looks.

    `date` is its version's, ISO where it can be.
    """

    name: str
    styles: Stylesheets
    document: Document | Literal["slides", "guide"]
    lessons: tuple[Lesson, ...]
    date: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A sheet, the template that prints it, and what only that is given."""

    sheet: Sheet
    template: str
    course: Course
    lang: str
    given: Mapping[str, object]


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
    (`building.processes.fontconfig`).
    """

    def copy(inputs: Inputs) -> Copy:
        from lessonpress.handout.arrangement import arranged

        styles = stylesheets.of(inputs, setup, lesson.lang)
        name = f"{course.name}/{lesson.name} {document}"
        sheet = Sheet(name, styles, document, (lesson,), lesson.date)
        given = {"lesson": lesson, "page": arranged(lesson)}
        return Copy(sheet, _HANDOUT, course, lesson.lang, given)

    return _made(copy, inputs)


def bind(
    lessons: Iterable[Lesson],
    course: Course,
    inputs: Inputs,
    *,
    setup: PageSetup,
    document: Document = "handout",
) -> Made:
    """Return the booklet of a course, its lessons being cut to one audience, as `build` does."""

    def copy(inputs: Inputs) -> Copy:
        from lessonpress.handout import turning
        from lessonpress.handout.books import book

        chapters = bound(lessons)
        made = book(chapters, course)
        styles = stylesheets.of(inputs, setup, course.lang, "booklet.css")
        if any(is_leftward(lesson.lang) is not styles.leftward for lesson in chapters):
            styles = turning.turned(styles)
        name = f"{course.name} booklet {document}"
        sheet = Sheet(name, styles, document, chapters, made.date)
        return Copy(sheet, _BOOKLET, course, course.lang, {"book": made})

    return _made(copy, inputs)


def _made(copy_with: Callable[[Inputs], Copy], inputs: Inputs) -> Made:
    try:
        inputs = looks.dressed(inputs, Templates(inputs.under("templates")))
        copy = copy_with(inputs)
        html, about_html = filled(copy, inputs)
    except TemplateMistake as mistake:
        return Made(b"", (mistake.diagnostic,))
    if not html.strip():
        return Made(b"", (_emptiness(copy.template),))
    made = printed(html, inputs, copy.sheet)
    about = (*looks.diagnostics(inputs, copy.sheet.lessons[0].look), *_too_long(copy.sheet.lessons))
    return replace(made, diagnostics=(*about, *about_html, *made.diagnostics))


def _too_long(lessons: Iterable[Lesson]) -> Iterator[Diagnostic]:
    for lesson in lessons:
        yield from lengths.diagnostics(lesson)


def filled(copy: Copy, inputs: Inputs) -> tuple[str, Complaints]:
    """Return what the templates print, and what they leave open. Raises TemplateMistake."""
    from lessonpress.handout import mistakes
    from lessonpress.handout.drawings import Drawings

    sheet = copy.sheet
    drawings = Drawings.of(sheet.lessons, inputs, sheet.styles)
    templates = Templates(inputs.under("templates"), {"drawing": drawings.html})
    context = {
        "course": copy.course,
        "medium": Medium.HANDOUT.value,
        "lang": copy.lang,
        "setup": sheet.styles.setup,
        "direction": "rtl" if sheet.styles.leftward else "ltr",
        "document": sheet.document,
        **copy.given,
    }
    html = templates.render(copy.template, **context)
    if mistakes.found(html):  # print it again, to name the templates' lines
        return html, mistakes.diagnosed(templates.traced(copy.template, **context))
    return html, tuple(drawings.complaints(sheet.lessons))


def printed(html: str, inputs: Inputs, sheet: Sheet) -> Made:
    """Return what a template of a document printed as PDF/UA-1, and what went wrong with it."""
    from lessonpress.handout import sheets

    try:
        about_styles = sheets.style_diagnostics(sheet.styles)
        made = _written(html, inputs, sheet)
    except sheets.Refused as refused:
        return Made(b"", (_refusal(str(refused), refused.span or sheet.lessons[0].span),))
    except (ArithmeticError, RecursionError, SyntaxError, ValueError) as mistake:
        if _BRAND not in inputs:
            raise
        return Made(b"", (_unsettable(mistake),))
    return replace(made, diagnostics=in_order((*about_styles, *made.diagnostics)))


def _written(html: str, inputs: Inputs, sheet: Sheet) -> Made:
    from lessonpress.handout import log, settling, sheets

    with log.listening() as records:
        document = settling.settled(
            lambda settings: sheets.laid_out(html, inputs, sheet.styles, settings)
        )
        pdf = sheets.written(document, sheet.name, sheet.date, sheet.styles)
    if sheet.document == "form":
        pdf = _fillable(pdf, document, inputs)
    boxed = sheets.boxed(html, inputs)
    about_pages = log.diagnosed(records, sheet.lessons, boxed, sheet.styles.sheets)
    return Made(pdf, about_pages, len(document.pages))


def _fillable(pdf: bytes, document: Any, inputs: Inputs) -> bytes:
    """Return a form's pages, with the fields of the laid-out document."""
    from lessonpress.handout import fields, forms, lettering

    letters = lettering.lettering(inputs.fonts.values())
    return forms.fillable(pdf, fields.found(document), letters)


def _emptiness(template: str) -> Diagnostic:
    hint = "Mend the template, or remove your copy of it to get the packaged one back."
    span = Span(f"templates/{template}", 1)
    return error("template-mistake", span, "This template prints nothing at all.", hint)


def _unsettable(mistake: Exception) -> Diagnostic:
    """Complain of a stylesheet that WeasyPrint cannot work with: sizes or blocks beyond reason."""
    message = f"No page can be set with this stylesheet ({type(mistake).__name__}: {mistake})."
    hint = "Look in it for sizes beyond reason (1000000000px) and for brackets never closed."
    return error("stylesheet-unusable", Span(_BRAND, 1), message, hint)


def _refusal(url: str, span: Span) -> Diagnostic:
    return error(
        "fetch-refused",
        span,
        f'The handout asks for "{url}", which is no file of the course or the templates.',
        "Put pictures into the course's folder and name them by their path from there, fonts into "
        "templates/fonts, and styles into brand.css: nothing can be imported.",
    )
