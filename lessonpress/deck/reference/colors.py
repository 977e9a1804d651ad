"""Colours as a template writes them: the theme's, a map's, a background's, a text's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from lessonpress.deck.reference.package import Element, every, merged, one
from lessonpress.theme import Shade, Theme, shaded, with_light

# The names that text uses, and what the usual map says of them (ECMA-376, 19.3.1.6).
_USUAL: Mapping[str, str] = MappingProxyType(
    {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
)
_NAMES = (*_USUAL, "hlink", "folHlink", *(f"accent{number}" for number in range(1, 7)))
_BLACK_AND_WHITE = MappingProxyType({"bg1": "FFFFFF", "tx1": "000000"})


def mapped(element: Element | None) -> Mapping[str, str]:
    """Return a colour map as it is written; empty where there is none."""
    return {} if element is None else merged([element])


def of_theme(theme: Element, map_: Mapping[str, str]) -> Mapping[str, str]:
    """Return a theme's colours by the names that text uses, as six hexadecimal digits."""
    scheme = every(theme, "a:themeElements/a:clrScheme/*")
    known = {_local(e): hexadecimal(e) for e in scheme}
    found = {name: known.get(map_.get(name, _USUAL.get(name, name)), "") for name in _NAMES}
    return {name: found[name] or _BLACK_AND_WHITE.get(name, "") for name in _NAMES}


def hexadecimal(color: Element) -> str:
    """Return a colour that is written out, or a system's, as six hexadecimal digits."""
    found = every(color, "a:srgbClr/@val | a:sysClr/@lastClr")
    return str(found[0]).upper() if found else ""


def background(root: Element, theme: Theme) -> str:
    """Return the colour of a slide's ground, empty where it says none or is no single colour.

    A reference to one of the theme's grounds names the colour that it is mixed from.
    """
    ground = one(root, "p:cSld/p:bg/p:bgPr/a:solidFill/* | p:cSld/p:bg/p:bgRef/*")
    if ground is None:
        return ""
    if _local(ground) == "srgbClr":
        return ground.get("val", "").upper()
    return theme.shown(_shade(ground)) if _local(ground) == "schemeClr" else ""


def _shade(color: Element) -> Shade:
    def part(name: str, default: float) -> float:
        value = one(color, f"a:{name}/@val")
        return default if value is None else int(str(value)) / 100_000

    name = color.get("val", "")
    return Shade(name, part("lumMod", 1), part("lumOff", 0), part("satMod", 1))


def seen(color: Element, theme: Theme, base: str = "") -> tuple[str, float]:
    """Return a colour as CSS has it and how much of it covers, all its changes made.

    `base` is what a theme's own fills and lines call `phClr`.
    """
    known, alpha = _plainly(color, theme, base), 1.0
    known = shaded(known, replace(_shade(color), name=""))
    for change in color:
        share = int(change.get("val", "0").rstrip("%")) / 100_000
        match _local(change):
            case "tint" | "shade" as kind:
                known = with_light(known, min(1.0, max(0.0, share)), kind == "tint")
            case "alpha":
                alpha = share
    return f"#{known}", alpha


def _plainly(color: Element, theme: Theme, base: str) -> str:
    """Return a colour before it is changed: six hexadecimal digits."""
    value = color.get("val", "")
    match _local(color):
        case "srgbClr":
            return value.upper()
        case "sysClr":
            return color.get("lastClr", "000000").upper()
        case "prstClr":
            return {"white": "FFFFFF"}.get(value, "000000")
    name = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}.get(value, value)
    return (base if name == "phClr" else "") or theme.shown(Shade(name))


def named(found: list[Element], path: str) -> str:
    """Return the last colour at a path: a name of the theme, or `#` and six digits.

    One that is mixed is no name, and neither is one of a kind that is not told here.
    """
    written = [color for element in found for color in every(element, path)]
    if not written:
        return ""
    color = written[-1]
    match _local(color):
        case "srgbClr":
            return f"#{color.get('val', '').upper()}"
        case "schemeClr" if not len(color):
            return color.get("val", "")
    return "mixed"


def shown(found: list[Element], path: str, theme: Theme) -> str:
    """Return what the last colour at a path looks like where it is mixed: that one has no name."""
    if named(found, path) != "mixed":
        return ""
    written = [color for element in found for color in every(element, path)]
    try:
        return seen(written[-1], theme)[0]
    except ValueError:
        return ""


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
