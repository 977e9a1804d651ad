"""What there is to say about a template: what was not found, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lessonpress.deck.layouts import ROLES, Layout
from lessonpress.deck.reference.roles import FOR_WANT, Found
from lessonpress.diagnostics import Diagnostic, did_you_mean, info, warning
from lessonpress.measure import Fonts
from lessonpress.model import Span
from lessonpress.theme import LEGIBLE, Theme, contrast


def wishes(
    asked: Mapping[str, str], layouts: tuple[Layout, ...], span: Span
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the layouts that settings name role by role."""
    names = list(dict.fromkeys(layout.name for layout in layouts))
    known = {name.casefold() for name in names}
    for role, name in asked.items():
        if role in ROLES and name.casefold() not in known:
            message = f'`layouts:` gives {role} slides "{name}", which it has not.'
            hint = did_you_mean(name, names) or f"It has {', '.join(names)}."
            yield warning("layout-unknown", span, message, hint)


def roles(found: Mapping[str, Found], span: Span) -> Iterator[Diagnostic]:
    """Yield which kinds of slides the template has no layout for, by the layouts they stand on."""
    standing: dict[str, list[str]] = {}
    for role, each in found.items():
        if each.stands_in:
            standing.setdefault(each.layout.name, []).append(role)
    for name, listed in standing.items():
        message = f'The template has no layout for {", ".join(listed)}; "{name}" stands in.'
        hint = "Name another under `layouts:` in course.yml, or add one of that name."
        yield info("brand-layouts", span, message, hint)
    if found["content"].how == FOR_WANT:
        message = "The template has no layout with a title and one place for text."
        hint = f'Slides take "{found["content"].layout.name}". Add a layout called "content".'
        yield warning("brand-layouts", span, message, hint)


def fonts(theme: Theme, known: Fonts, span: Span) -> Iterator[Diagnostic]:
    """Yield the theme's faces that text cannot be measured with, for want of their files."""
    for face in dict.fromkeys((theme.heading, theme.body)):
        if not known.knows(face):
            message = (
                f'The template\'s font "{face}" is not supplied: how wide text is, is guessed.'
            )
            hint = "Make the brand a folder, and put the font's .ttf files into fonts/ there."
            yield warning("font-missing", span, message, hint)


def colors(theme: Theme, span: Span) -> Iterator[Diagnostic]:
    """Yield the colours of a theme that nobody can read as text, and what is taken for them."""
    ink = contrast(theme.color("tx1"), theme.paper)
    if ink < LEGIBLE:
        message = f"The theme's text has a contrast of {ink:.1f}:1 with its background."
        hint = "Anything below 4.5:1 is hard to read: change the theme's colours."
        yield warning("brand-contrast", span, message, hint)
    for role, shade, has in theme.substitutes():
        message = (
            f"The theme's colour for {role} text has a contrast of {has:.1f}:1 on slides or boxes."
        )
        hint = f"A {'lighter' if theme.dark else 'darker'} shade, #{theme.shown(shade)}, is taken."
        yield info("brand-contrast", span, message, hint)
