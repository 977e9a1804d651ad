"""The command `brand`: what a template offers, as lines, and a deck to look at."""

from __future__ import annotations

from collections.abc import Iterator

from lessonpress.building.proof import Color, Findings, Role
from lessonpress.cli.printing import visible
from lessonpress.cli.tables import table


def lines(found: Findings) -> Iterator[str]:
    """Yield what was found in a template, in tables that line up."""
    width, height = found.size
    names = f"{len(found.layouts)} layout{'s' if len(found.layouts) != 1 else ''}"
    yield visible(f"{found.name}: {width:.4g} x {height:.4g} in, {names}")
    yield ""
    yield from table(("Slides", "Layout", "Found", "Made up"), map(_role, found.roles))
    yield ""
    head = ("Words", "Colour", "Contrast", "Taken instead")
    yield from table(head, map(_color, found.colors))
    yield ""
    yield from table(("Font", "Width of text"), map(_font, found.fonts))


def _role(role: Role) -> tuple[str, ...]:
    return role.name, role.layout, role.how, ", ".join(role.lacks)


def _color(color: Color) -> tuple[str, ...]:
    same = color.own == color.taken
    taken = "" if same else f"#{color.taken} {color.contrast_taken:.1f}:1"
    return color.role, f"#{color.own}", f"{color.contrast:.1f}:1", taken


def _font(font: tuple[str, bool]) -> tuple[str, ...]:
    name, known = font
    return name, "measured" if known else "guessed, for want of its files in the brand's fonts/"
