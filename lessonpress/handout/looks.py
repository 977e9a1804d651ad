"""How a brand looks on paper: its theme's colours and, where they are supplied, its faces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from lessonpress.deck import REFERENCE, reference
from lessonpress.diagnostics import Diagnostic, info
from lessonpress.inputs import Inputs
from lessonpress.measure import faces
from lessonpress.model import Look, Span
from lessonpress.templating import Templates
from lessonpress.theme import LEGIBLE, Theme, contrast
from lessonpress.typefaces import TWINS

STYLES = "templates/handout/theme.css"
_TEMPLATE = "handout/theme.css.j2"
# What print.css sets figures in, by the name that its twin Carlito has in decks.
_SANS = "Calibri"
_INK = Theme(MappingProxyType({"tx1": "000000", "bg1": "FFFFFF"}), "", "")
# Nothing on paper is darker than a tint of 8%: a ground must leave words their contrast in grey.
_LIGHTEST_GROUND = 1.25
_NAME = re.compile(r"[\w .'-]+")


def dressed(inputs: Inputs, templates: Templates) -> Inputs:
    """Return the inputs with the styles that a theme makes. Raises TemplateMistake."""
    theme, known = theme_of(inputs), families(inputs)
    paper = theme.on_white()
    css = templates.render(
        _TEMPLATE,
        lang="",
        colors={role: _printed(paper, role) for role in _ROLES},
        faces={"heading": _face(theme.heading, known), "body": _face(theme.body, known)},
    )
    return inputs.joined({STYLES: css.encode()})


def diagnostics(inputs: Inputs, look: Look) -> Iterator[Diagnostic]:
    """Yield the faces of a theme that pages cannot be set in, for want of their files."""
    theme, known = theme_of(inputs), families(inputs)
    for face in dict.fromkeys((theme.heading, theme.body)):
        if face and not _face(face, known) and face not in TWINS:
            message = f'The theme\'s font "{face}" is not supplied: handouts are set in ours.'
            hint = "Make the brand a folder, and put the font's .ttf files into fonts/ there."
            yield info("brand-font", Span(look.brand or REFERENCE, 1), message, hint)


def on_paper(inputs: Inputs, in_ink: bool = False) -> Theme:
    """Return the theme as pages have it: on white; `in_ink` says that no words are paler."""
    theme = theme_of(inputs).on_white()
    return replace(theme, colors={**theme.colors, "tx2": theme.colors["tx1"]}) if in_ink else theme


def face_of_figures(inputs: Inputs) -> str:
    """Return the face that the words of figures are set in: what `--sans` is, as decks name it."""
    return _face(theme_of(inputs).body, families(inputs)) or _SANS


def theme_of(inputs: Inputs) -> Theme:
    """Return the reference deck's theme; ink alone where that cannot be used, as decks will say."""
    try:
        return reference.read(inputs[REFERENCE]).theme
    except reference.UnusableReference:
        return _INK


def families(inputs: Inputs) -> frozenset[str]:
    """Return the families that the supplied fonts belong to."""
    read = map(faces.font, inputs.fonts.values())
    return frozenset(font.family for font in read if font)


_ROLES = ("ink", "muted", "accent", "answer", "ground")


def _printed(theme: Theme, role: str) -> str:
    color = theme.color(role)
    if role == "ground" and contrast(color, "FFFFFF") > _LIGHTEST_GROUND:
        return theme.shown(theme.tint("tx1", 0.05, 0.3))
    assert role == "ground" or contrast(color, "FFFFFF") >= LEGIBLE
    return color


def _face(name: str, known: frozenset[str]) -> str:
    """Return a face that is supplied under its own name; ours stand in for their twins anyway."""
    return name if name in known and name not in TWINS and _NAME.fullmatch(name) else ""
