"""Slides on paper: pictures of a deck's slides, several to a page, with room to write beside them.

They are drawn from the fitted deck, so that slide 7 is slide 7 and looks like it. What an audience
does not see is on no slide of its deck; notes are printed for who has any, the instructor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lessonpress import deck
from lessonpress.deck import page
from lessonpress.diagnostics import Diagnostic
from lessonpress.handout import Made, Sheet, looks, printed, stylesheets
from lessonpress.handout.stylesheets import Stylesheets
from lessonpress.inputs import Inputs
from lessonpress.model import Course, Image, Lesson, PageSetup
from lessonpress.templating import TemplateMistake, Templates
from lessonpress.walking import walk

_TEMPLATE = "handout/slides.html.j2"
_STYLES = "slides.css"
# How many slides stand beside each other where so many stand on a page.
_COLUMNS: Mapping[int, int] = {1: 1, 2: 1, 3: 1, 4: 2, 6: 2, 9: 3}
_NO_PAGES: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Entry:
    """A slide on a page: its picture, and what its notes say."""

    picture: page.SlidePicture
    notes: Markup


def build(
    lesson: Lesson,
    course: Course,
    inputs: Inputs,
    *,
    setup: PageSetup,
    pages: Mapping[str, int] = _NO_PAGES,
) -> Made:
    """Return the slides of a lesson that is cut for them and to its audience, as PDF/UA-1.

    `pages` says how many slides there must be at least of one that continues in another deck.
    """
    inputs = inputs.joined(dict.fromkeys(clips(lesson), b""))
    fitted, problems = deck.fitted(lesson, course, inputs, pages)
    if fitted is None:
        return Made(b"", problems)
    return _Printing(lesson, course, inputs, setup, fitted, problems).made()


def clips(lesson: Lesson) -> Iterator[str]:
    """Yield the paths of videos and sounds: paper shows what stands for them, and plays nothing."""
    images = (node for node in walk(lesson) if isinstance(node, Image))
    yield from (f"course/{image.clip.path}" for image in images if image.clip)


@dataclass(frozen=True, slots=True)
class _Printing:
    """One deck being printed."""

    lesson: Lesson
    course: Course
    inputs: Inputs
    setup: PageSetup
    fitted: deck.model.Deck
    problems: tuple[Diagnostic, ...]

    @property
    def per_page(self) -> int:
        """Return how many slides stand on a page: large ones stand alone."""
        return 1 if self.setup.large else self.setup.per_page

    @property
    def beside(self) -> str:
        """Return what stands beside slides: lines also for those who have no notes."""
        has_notes = any(slide.notes for slide in self.fitted.slides)
        return "lines" if self.setup.beside == "notes" and not has_notes else self.setup.beside

    def made(self) -> Made:
        templates = Templates(self.inputs.under("templates"))
        try:
            inputs = looks.dressed(self.inputs, templates)
            styles = stylesheets.of(inputs, self.setup, self.lesson.lang, _STYLES)
            pictures = self.pictures(styles)
            html = templates.render(_TEMPLATE, **self.context(pictures, styles))
        except TemplateMistake as mistake:
            return Made(b"", (mistake.diagnostic,))
        name = f"{self.course.name}/{self.lesson.name} slides"
        sheet = Sheet(name, styles, "slides", (self.lesson,), self.lesson.date)
        made = printed(html, inputs.joined(pictures.files), sheet)
        return Made(made.data, (*self.problems, *made.diagnostics), made.pages)

    def pictures(self, styles: Stylesheets) -> page.Pictures:
        """Return the slides as large as their room on the page."""
        alone = "-alone" if self.beside == "none" else ""
        wide, high = styles.lengths(f"slides-{self.per_page}{alone}")
        width = min(wide, high * self.fitted.width / self.fitted.height)
        ink: page.Ink = "low" if self.setup.low_ink else "full"
        return deck.pictured(self.fitted, self.inputs, self.lesson.look, width, ink)

    def context(self, pictures: page.Pictures, styles: Stylesheets) -> dict[str, object]:
        """Return what the template is given."""
        columns = _COLUMNS[self.per_page]
        return {
            "lesson": self.lesson,
            "course": self.course,
            "lang": self.lesson.lang,
            "direction": "rtl" if styles.leftward else "ltr",
            "rows": [*_rows([*self.entries(pictures)], columns)],
            "rows_a_page": self.per_page // columns,
            "per_page": self.per_page,
            "columns": columns,
            "beside": self.beside,
            "width": round(pictures.width, 3),
            "height": round(pictures.height, 3),
        }

    def entries(self, pictures: page.Pictures) -> Iterator[Entry]:
        for slide, picture in zip(self.fitted.slides, pictures.slides, strict=True):
            notes = page.spoken(slide) if self.beside == "notes" else Markup("")
            yield Entry(picture, notes)


def _rows(entries: Sequence[Entry], columns: int) -> Iterator[tuple[Entry, ...]]:
    for at in range(0, len(entries), columns):
        yield tuple(entries[at : at + columns])
