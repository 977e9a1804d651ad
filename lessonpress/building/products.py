"""What is made of a unit, and of a course: every kind of file, for whom, and where it goes."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, replace
from enum import StrEnum

from lessonpress.audiences import Audience, Medium

STUDENT, INSTRUCTOR = "student", "instructor"


class Kind(StrEnum):
    """What a file is to the people who use it; what `--only` calls it."""

    SLIDES = "slides"
    HANDOUT = "handout"
    FORM = "form"
    THUMBNAILS = "thumbnails"
    ANSWERS = "answers"
    GUIDE = "guide"
    LARGE_PRINT = "large-print"
    BOOKLET = "booklet"


# Pages that match each other: where one is made anew, none of the others must be left behind.
MATCHING = frozenset({Kind.HANDOUT, Kind.FORM, Kind.ANSWERS})


@dataclass(frozen=True, slots=True)
class Product:
    """A kind of file, for one audience, in one folder of its course.

    One is made of each unit, or one `of_course`, of all of them. Its lessons are cut for `media`.
    One that is `on_request` is made where it is asked for by name, or where a course wants it. In
    an `ending`, # stands for how many slides are on a page.
    """

    kind: Kind
    media: tuple[Medium, ...]
    audience: Audience
    folder: str
    ending: str
    label: str
    of_course: bool = False
    on_request: bool = False

    def within(self, also: Container[str]) -> Product:
        """Return the product as it is in a course that wants some kinds of files in every build."""
        return replace(self, on_request=self.on_request and self.kind not in also)

    def is_twin_of(self, other: Product) -> bool:
        """Say whether it shows what another file of its unit does, in another way.

        Large print shows handouts and keys, slides on paper what they do with more or fewer to a
        page.
        """
        if self.kind is Kind.LARGE_PRINT:
            return other.kind in MATCHING and self.audience is other.audience
        return self.kind is other.kind is Kind.THUMBNAILS

    def needs(self, other: Product) -> bool:
        """Say whether it cannot be made before another of its unit, whose numbers it must know.

        How many slides an answer takes, students' slides learn from the instructor's. The guide
        tells how long all files are that every build makes.
        """
        if self.kind is Kind.GUIDE:
            return other.kind is not Kind.GUIDE and not (other.on_request or other.of_course)
        shown = self.kind in (Kind.SLIDES, Kind.THUMBNAILS) and self.audience is Audience.STUDENT
        return shown and other.kind is Kind.SLIDES and other.audience is Audience.INSTRUCTOR


# In the order in which a unit's files are made: others wait for the instructor's slides.
PRODUCTS = (
    Product(
        Kind.SLIDES,
        (Medium.DECK,),
        Audience.INSTRUCTOR,
        INSTRUCTOR,
        "slides.pptx",
        "Slides with notes",
    ),
    Product(Kind.SLIDES, (Medium.DECK,), Audience.STUDENT, STUDENT, "slides.pptx", "Slides"),
    Product(Kind.HANDOUT, (Medium.HANDOUT,), Audience.STUDENT, STUDENT, "handout.pdf", "Handout"),
    Product(
        Kind.THUMBNAILS,
        (Medium.DECK,),
        Audience.STUDENT,
        STUDENT,
        "slides-#up.pdf",
        "Slides with room for notes",
    ),
    Product(Kind.FORM, (Medium.HANDOUT,), Audience.STUDENT, STUDENT, "form.pdf", "Form to fill in"),
    Product(Kind.ANSWERS, (Medium.HANDOUT,), Audience.KEY, INSTRUCTOR, "answers.pdf", "Answer key"),
    Product(
        Kind.GUIDE,
        (Medium.DECK, Medium.HANDOUT),
        Audience.INSTRUCTOR,
        INSTRUCTOR,
        "guide.pdf",
        "Instructor’s guide",
    ),
    Product(
        Kind.LARGE_PRINT,
        (Medium.HANDOUT,),
        Audience.STUDENT,
        STUDENT,
        "handout-large-print.pdf",
        "Handout in large print",
        on_request=True,
    ),
    Product(
        Kind.LARGE_PRINT,
        (Medium.HANDOUT,),
        Audience.KEY,
        INSTRUCTOR,
        "answers-large-print.pdf",
        "Answer key in large print",
        on_request=True,
    ),
    Product(
        Kind.BOOKLET,
        (Medium.HANDOUT,),
        Audience.STUDENT,
        STUDENT,
        "booklet.pdf",
        "Booklet",
        of_course=True,
        on_request=True,
    ),
    # The key's pages, as of each unit: what is said and when stands in the guides.
    Product(
        Kind.BOOKLET,
        (Medium.HANDOUT,),
        Audience.KEY,
        INSTRUCTOR,
        "booklet.pdf",
        "Booklet with answers",
        of_course=True,
        on_request=True,
    ),
)

# Of these there is one for a whole course, none for a unit.
OF_COURSE = frozenset(product.kind for product in PRODUCTS if product.of_course)


def product_of(path: str) -> Product:
    """Return what made an output of a unit. Raises StopIteration for what nothing of ours made."""

    def made(product: Product) -> bool:
        ending = re.escape(product.ending).replace(r"\#", r"\d")
        return re.search(f"/{product.folder}/[^/]*-{ending}$", path) is not None

    return next(product for product in PRODUCTS if not product.of_course and made(product))
