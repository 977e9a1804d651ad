"""Fills brought to the places that a layout really has. Pure."""

from __future__ import annotations

from dataclasses import replace

from lessonpress.deck import model as d
from lessonpress.deck.fitting import places
from lessonpress.deck.layouts import Layout


def filled(slide: d.Slide, layout: Layout) -> d.Slide:
    """Return a slide each of whose fills has a place of its own on the layout.

    What shares a place with others, or has none at all, stands below what is there already. Only a
    footer is left out where there is no place for it: it repeats what the title slide says.
    """
    gathered: dict[str, d.Blocks] = {}
    at_home = [fill for fill in slide.fills if layout.placeholder(fill.placeholder)]
    for fill in (*at_home, *(fill for fill in slide.fills if fill not in at_home)):
        name = place_of(fill.placeholder, layout)
        if name:
            gathered[name] = gathered.get(name, ()) + fill.blocks
    fills = tuple(d.Fill(name, blocks) for name, blocks in gathered.items())
    return replace(slide, fills=fills)


def place_of(name: str, layout: Layout) -> str:
    """Return the place where what is meant for `name` stands; empty for nowhere."""
    name = layout.merged.get(name, name)
    if layout.placeholder(name) or name == "footer":
        return name if layout.placeholder(name) else ""
    return spare(layout)


def spare(layout: Layout) -> str:
    """Return the place for what has none: the first where text flows, or else the last there is."""
    held = [p for p in layout.placeholders if p.kind in ("body", "obj", "subTitle", "pic")]
    flowing = (place.name for place in held if places.flows(place))
    return next(flowing, held[-1].name if held else "")
