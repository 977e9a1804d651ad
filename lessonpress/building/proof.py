"""What a template offers: its roles, colours and faces, and a deck of every role to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from lessonpress.building.reading.brands import Brand
from lessonpress.diagnostics import Diagnostic
from lessonpress.inputs import Inputs
from lessonpress.model import Audience, Course, Medium, Source

if TYPE_CHECKING:
    from lessonpress.deck.reference import Template
    from lessonpress.theme import Theme

_LESSON, _PICTURE = "templates/brand/proof.md", "templates/brand/proof.png"
_FURNITURE: Mapping[str, str] = MappingProxyType({"ftr": "a footer", "sldNum": "a slide number"})


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of slide, the layout it stands on, how that was found, and what it lacks."""

    name: str
    layout: str
    how: str
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Color:
    """A colour that words have, its contrast with the background, and what is taken for it."""

    role: str
    own: str
    contrast: float
    taken: str
    contrast_taken: float


@dataclass(frozen=True, slots=True)
class Findings:
    """What there is to say about a template; `size` in inches, `fonts` with whether we have them.

    Without a `deck` it cannot be built on, and `diagnostics` say why.
    """

    name: str
    size: tuple[float, float] = (0.0, 0.0)
    layouts: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    colors: tuple[Color, ...] = ()
    fonts: tuple[tuple[str, bool], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    deck: bytes = b""


def examine(brand: Brand, bundle: Inputs) -> Findings:
    """Look at a brand, and make a deck of every kind of slide on it."""
    from lessonpress import measure
    from lessonpress.deck import REFERENCE, reference

    inputs = bundle.joined(brand.files)
    deck, problems = _deck(brand, inputs)
    try:
        found = reference.template(inputs[REFERENCE])
    except reference.UnusableReference:
        return Findings(brand.path, diagnostics=problems)
    known, theme = measure.fonts(inputs), found.reference.theme
    return Findings(
        brand.path,
        (found.reference.width / 914_400, found.reference.height / 914_400),
        tuple(layout.name for layout in found.layouts),
        tuple(_roles(found)),
        tuple(_colors(theme)),
        tuple((face, known.knows(face)) for face in dict.fromkeys((theme.heading, theme.body))),
        problems,
        deck,
    )


def _deck(brand: Brand, inputs: Inputs) -> tuple[bytes, tuple[Diagnostic, ...]]:
    from lessonpress import deck, reader, views

    course = Course("proof", "Proof", sources=(Source("one", "A source", author="Somebody"),))
    lesson, problems = reader.read_lesson("proof", inputs[_LESSON], _LESSON, course)
    lesson = replace(lesson, look=replace(lesson.look, brand=brand.path))
    cut = views.cut(lesson, Medium.DECK, Audience.INSTRUCTOR)
    shown = inputs.joined({"course/proof.png": inputs[_PICTURE]})
    made, found = deck.build(cut, course, shown)
    return made, (*problems, *found)


def _roles(found: Template) -> Iterator[Role]:
    from lessonpress.deck.layouts import ROLES

    for role, each in found.found.items():
        layout = found.reference.roles[role]
        places = ((name, layout.placeholder(name)) for name in ROLES[role])
        lacks = [name for name, place in places if place is None or place.index is None]
        kinds = {place.kind for place in layout.placeholders}
        wanted = _FURNITURE if role not in ("title", "part") else {}
        absent = [words for kind, words in wanted.items() if kind not in kinds]
        title = ["title"] if layout.title is None or layout.title.orphan else []
        yield Role(role, each.layout.name, each.how, (*title, *lacks, *absent))


def _colors(theme: Theme) -> Iterator[Color]:
    from lessonpress.theme import ROLES, contrast

    for role in ("ink", "muted", "accent", "answer", "link"):
        own, taken = theme.color(ROLES[role]), theme.color(role)
        measured = contrast(own, theme.paper), contrast(taken, theme.paper)
        yield Color(role, own, measured[0], taken, measured[1])
