"""A lesson to a PowerPoint deck: slide markup, typed Deck, shapes that fit, .pptx.

The flow is `reader` (slide markup to `model`), `reference` (what a template offers, as `layouts`),
`fitting` (sizes, pages and frames, with `measure`), and two writers: `pptx`, and `page`, which
draws the slides for paper.

Every deck of a unit has the same slides under the same numbers. The instructor's is fitted first;
`pages` says which of its slides continue, and on how many. That, and no word of a solution, is
given to the student's, which has as many slides with room for the class's own answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from lessonpress import leading, measure, outline
from lessonpress.deck import model, page, pptx, reader, reference
from lessonpress.deck.fitting import fit
from lessonpress.deck.fitting.places import Workshop
from lessonpress.diagnostics import Diagnostic
from lessonpress.inputs import Inputs
from lessonpress.model import Block, Computed, Course, Figure, Image, Lesson, Look, Span
from lessonpress.walking import walk

REFERENCE = "templates/reference.pptx"
_ENTRY = "deck/deck.xml.j2"


def build(
    lesson: Lesson, course: Course, inputs: Inputs, pages: Mapping[str, int] = fit.NO_PAGES
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Return the deck of a lesson that is cut to its audience, and what is wrong with it.

    The bytes are empty where a template or the reference deck cannot be used.
    """
    deck, problems = fitted(lesson, course, inputs, pages)
    return written(deck, inputs, lesson.look) if deck else b"", problems


def written(deck: model.Deck, inputs: Inputs, look: Look) -> bytes:
    """Return a fitted deck as the bytes of a .pptx, in the look that it was fitted for."""
    own = _template(inputs, look).reference
    return pptx.write(deck, inputs[REFERENCE], own, inputs, measure.fonts(inputs))


def pictured(
    deck: model.Deck, inputs: Inputs, look: Look, width: float, ink: page.Ink = "full"
) -> page.Pictures:
    """Return a fitted deck as pictures of its slides, in the look that it was fitted for.

    They are `width` points wide; "low" ink leaves grounds out, and sets words as white paper wants.
    """
    own = _template(inputs, look).reference
    return page.draw(deck, own, measure.fonts(inputs), width, ink)


def pages(deck: model.Deck) -> Mapping[str, int]:
    """Return how many slides each one became that continues in a fitted deck, by its id."""
    return fit.pages(deck)


def fitted(
    lesson: Lesson, course: Course, inputs: Inputs, pages: Mapping[str, int] = fit.NO_PAGES
) -> tuple[model.Deck | None, tuple[Diagnostic, ...]]:
    """Return the deck with every shape in its place: what writers and previews draw.

    `pages` says how many slides there must be at least of one that continues in the other deck.
    """
    from lessonpress.templating import TemplateMistake

    slides = leading.led(outline.slides(lesson))
    try:
        deck, read = _read(lesson, course, slides, inputs)
        template = _template(inputs, lesson.look)
    except TemplateMistake as mistake:
        return None, (mistake.diagnostic,)
    except reference.UnusableReference as mistake:
        return None, (reference.unusable(mistake, _span(lesson.look)),)
    if not deck.slides:
        return None, read
    spans = dict(_spans(lesson, slides))
    shop = Workshop(template.reference, measure.fonts(inputs))
    deck, problems = fit.fit(deck, shop, inputs, spans, pages)
    wishes, span = dict(lesson.look.layouts), _span(lesson.look)
    about = reference.diagnostics(template, wishes, shop.fonts, span)
    return deck, (*read, *about, *problems)


def _read(
    lesson: Lesson, course: Course, slides: tuple[outline.Slide, ...], inputs: Inputs
) -> tuple[model.Deck, tuple[Diagnostic, ...]]:
    """Return the deck that the templates print. Raises TemplateMistake."""
    from lessonpress.templating import Templates

    templates = Templates(inputs.under("templates"))
    context = {
        "lesson": lesson,
        "course": course,
        "medium": "deck",
        "lang": lesson.lang,
        "slides": slides,
    }
    figures = dict(_computed(lesson))
    deck, problems = reader.read(templates.render(_ENTRY, **context), figures=figures)
    if problems:  # print it again, to name the templates' lines
        printed = templates.traced(_ENTRY, **context)
        return reader.read(printed.text, printed.origin, figures)
    return deck, problems


def _spans(lesson: Lesson, slides: tuple[outline.Slide, ...]) -> Iterator[tuple[str, Span]]:
    yield from ((slide.id, slide.span) for slide in slides)
    yield from ((node.id, node.span) for node in walk(lesson) if isinstance(node, Block))


def _computed(lesson: Lesson) -> Iterator[tuple[str, Computed]]:
    figures = (node for node in walk(lesson) if isinstance(node, Figure))
    yield from ((f.id, f.content) for f in figures if not isinstance(f.content, Image))


def _template(inputs: Inputs, look: Look) -> reference.Template:
    wishes, floors = dict(look.layouts), dict(look.floors)
    template = reference.template(inputs[REFERENCE], wishes)
    if not floors:
        return template
    set_ = replace(template.reference, floors=replace(template.reference.floors, **floors))
    return replace(template, reference=set_)


def _span(look: Look) -> Span:
    return Span(look.brand or REFERENCE, 1)
