"""How a brand looks on paper: its theme's colours and, where they are supplied, its faces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

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
_FONTS = "templates/fonts/"
# Nothing on paper is darker than a tint of 8%: a ground must leave words their contrast in grey.
_LIGHTEST_GROUND = 1.25
_NAME = re.compile(r"[\w .'-]+")


def dressed(inputs: Inputs, templates: Templates) -> Inputs:
    """Return the inputs with the styles that a theme makes. Raises TemplateMistake."""
    theme = theme_of(inputs)
    if theme is None or f"templates/{_TEMPLATE}" not in inputs:
        return inputs
    paper, known = theme.on_white(), families(inputs)
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
    for face in dict.fromkeys((theme.heading, theme.body)) if theme else ():
        if not _face(face, known) and face not in TWINS:
            message = f'The theme\'s font "{face}" is not supplied: handouts are set in ours.'
            hint = "Make the brand a folder, and put the font's .ttf files into fonts/ there."
            yield info("brand-font", Span(look.brand or REFERENCE, 1), message, hint)


def on_paper(inputs: Mapping[str, bytes]) -> Theme | None:
    """Return the theme as pages have it: on white; None where there is none."""
    theme = theme_of(inputs)
    return theme.on_white() if theme else None


def theme_of(inputs: Mapping[str, bytes]) -> Theme | None:
    """Return the theme of the reference deck; None where that cannot be used, as decks will say."""
    try:
        return reference.read(inputs[REFERENCE]).theme if REFERENCE in inputs else None
    except reference.UnusableReference:
        return None


def families(inputs: Mapping[str, bytes]) -> frozenset[str]:
    """Return the families that the supplied fonts belong to."""
    fonts = (p for p in sorted(inputs) if p.startswith(_FONTS) and p.endswith((".ttf", ".otf")))
    read = (faces.font(inputs[path]) for path in fonts)
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
