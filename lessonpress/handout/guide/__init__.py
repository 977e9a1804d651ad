"""The guide to teach a unit from: its plan, its slides with what is said over them, its answers.

`contents` says what stands in it, and handout/guide.html.j2 where.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lessonpress import deck
from lessonpress.handout import Copy, Made, Sheet, filled, looks, printed, stylesheets
from lessonpress.handout.guide import contents
from lessonpress.handout.slides import clips
from lessonpress.handout.stylesheets import Stylesheets
from lessonpress.inputs import Inputs
from lessonpress.model import Course, Lesson, Medium, PageSetup
from lessonpress.templating import TemplateMistake, Templates

_TEMPLATE = "handout/guide.html.j2"
_STYLES = "guide.css"

Lessons = Mapping[Medium, Lesson]
Materials = tuple[contents.Material, ...]


def build(
    lessons: Lessons,
    course: Course,
    inputs: Inputs,
    *,
    setup: PageSetup,
    materials: Materials = (),
) -> Made:
    """Return a unit's guide as a PDF/UA-1 document, and what went wrong.

    `lessons` are the unit's as the instructor has it on slides and on paper; `materials` its files.
    What is wrong with the slides is said once, where their deck is made.
    """
    unit = lessons[Medium.DECK]
    inputs = inputs.joined(dict.fromkeys(clips(unit), b""))
    fitted, problems = deck.fitted(unit, course, inputs)
    if fitted is None:
        return Made(b"", problems)
    try:
        inputs = looks.dressed(inputs, Templates(inputs.under("templates")))
        styles = stylesheets.of(inputs, setup, unit.lang, _STYLES)
        pictures = deck.pictured(
            fitted,
            inputs,
            unit.look,
            styles.length("slide-picture"),
            "low" if setup.low_ink else "full",
        )
        guide = contents.guide(unit, lessons[Medium.HANDOUT], pictures.slides, materials)
        copy = copy_of(guide, lessons, course, styles)
        html, about_html = filled(copy, inputs)
    except TemplateMistake as mistake:
        return Made(b"", (mistake.diagnostic,))
    made = printed(html, inputs.joined(pictures.files), copy.sheet)
    return replace(made, diagnostics=(*about_html, *made.diagnostics))


def copy_of(guide: contents.Guide, lessons: Lessons, course: Course, styles: Stylesheets) -> Copy:
    """Return a guide as what its template is given."""
    unit = lessons[Medium.DECK]
    # Figures are drawn whether they stand on slides, on paper or on both.
    both = (unit, lessons[Medium.HANDOUT])
    sheet = Sheet(f"{course.name}/{unit.name} guide", styles, "guide", both, unit.date)
    return Copy(sheet, _TEMPLATE, course, unit.lang, {"lesson": unit, "guide": guide})
