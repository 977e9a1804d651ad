"""A theme: the colours and faces that everything made for a course shares.

It is read from the reference deck (`deck.reference`), so that pages and figures look like slides.
A theme of any make may have colours that nobody can read as text; those are taken lighter or darker
here, in the way PowerPoint's own palette offers them, so that decks still follow their theme.
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, permutations
from types import MappingProxyType

# Which of a theme's colours plays a role; a name that is no role is the theme's own.
ROLES: Mapping[str, str] = MappingProxyType(
    {
        "ink": "tx1",
        "paper": "bg1",
        "muted": "tx2",
        "ground": "bg2",
        "accent": "accent1",
        "answer": "accent2",
        "link": "hlink",
        "keyword": "accent4",
        "string": "accent2",
        "number": "accent1",
        "comment": "tx2",
        "name": "hlink",
        "operator": "",
    }
)
# Roles whose colour is that of words, on paper and on the ground of a box; of these, those that
# stand on the grounds of exercises and solutions, too.
_OF_WORDS = frozenset({"muted", "link", "keyword", "string", "number", "comment", "name"})
_OF_TAGS = frozenset({"accent", "answer"})

# WCAG 2.2, 1.4.3 and 1.4.6: contrast of text, and of much text.
LEGIBLE = 4.5
COMFORTABLE = 7.0
# WCAG 2.2, 1.4.11: contrast of columns, lines and dots; and how much neighbours should differ.
VISIBLE = 3.0
_DISTINCT = 1.6
_ACCENTS = tuple(f"accent{number}" for number in range(1, 7))
# How far a colour is taken towards black or white, least first (PowerPoint offers 25, 40, 50, ...).
_STEPS = (0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.85)
# By how little a colour is changed so that digits on it are easier to read.
_NUDGES = (0.02, 0.04, 0.06, 0.08, 0.1, 0.15)


@dataclass(frozen=True, slots=True)
class Shade:
    """A colour of the theme, changed as DrawingML says it (ECMA-376, 20.1.2.3.20 and 21).

    `mod` is what its lightness is multiplied with, `off` what is then added, `saturation` what its
    saturation is multiplied with first.
    """

    name: str
    mod: float = 1.0
    off: float = 0.0
    saturation: float = 1.0


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as six hexadecimal digits, by the names DrawingML has for them, and faces.

    The names are those that text uses (`tx1`, `bg1`, `tx2`, `bg2`, `accent1` to `accent6`, `hlink`,
    `folHlink`; ECMA-376, 20.1.10.54), after the master's colour map; `heading` and `body` are
    faces; `background` is what slides stand on, where that is another colour than `bg1`.
    """

    colors: Mapping[str, str]
    heading: str
    body: str
    background: str = ""

    @property
    def paper(self) -> str:
        """Return the colour that text stands on."""
        return self.background or self.colors["bg1"]

    @property
    def dark(self) -> bool:
        """Say whether light text stands on dark ground."""
        return luminance(self.paper) < luminance(self.colors["tx1"])

    def color(self, role: str) -> str:
        """Return the colour of a role, or of one of the theme's own names; the ink if neither.

        "on accent1" is what words on that colour are set in: the paper's colour or the ink;
        "series 0" and so on are the colours of a chart.
        """
        return self.shown(self.shade(role))

    def on(self, role: str) -> str:
        """Return "paper" or "ink", whichever is easier to read on a colour."""
        own = self.color(role)
        light, dark = (_least_contrast(own, self.color(name)) for name in ("paper", "ink"))
        return "paper" if light >= min(LEGIBLE, dark) else "ink"

    def shown(self, shade: Shade) -> str:
        """Return what a shade of the theme looks like, as six hexadecimal digits."""
        known = self.colors.get(shade.name) or self.colors["tx1"]
        return known if shade == Shade(shade.name) else shaded(known, shade)

    def shade(self, role: str) -> Shade:
        """Return the shade that plays a role: the theme's own colour where that can be read."""
        if role.startswith("on "):
            return self.shade(self.on(role.removeprefix("on ")))
        if role.startswith("series "):
            return self._series(int(role.removeprefix("series ")))
        name = ROLES.get(role, role)
        if role == "ground":
            return self._ground()
        grounds = (self.paper, self.shown(self._ground()))
        if role in _OF_TAGS:
            return self._legible(name, (*grounds, self.shown(self.tint(name, 0.08))))
        return self._legible(name, grounds) if role in _OF_WORDS else Shade(name)

    def tint(self, name: str, strength: float, saturation: float = 1.0) -> Shade:
        """Return a share (0 to 1) of a colour mixed with the paper, be that light or dark."""
        if self.dark:  # a little light on dark is seen less than a little dark on light
            strength = min(1.0, 2 * strength)
        return self.mixed(Shade(name, saturation=saturation), strength)

    def part(self, role: str, share: float) -> Shade:
        """Return a share (0 to 1) of a role's colour, the rest being paper: as figures have it."""
        if share >= 1:
            return self.shade(role)
        if role.startswith("series "):
            return self.mixed(self.shade(role), share)
        return self.tint(ROLES.get(role, role), share)

    def mixed(self, shade: Shade, share: float) -> Shade:
        """Return a share (0 to 1) of a shade, the rest being paper."""
        off = share * shade.off + (1 - share) * _lightness(self.paper)
        return replace(shade, mod=share * shade.mod, off=off)

    def on_white(self) -> Theme:
        """Return the theme as paper has it: its colours on white, its ink dark."""
        ink = min((self.colors["tx1"], self.colors["bg1"]), key=luminance)
        ink = ink if contrast(ink, "FFFFFF") >= COMFORTABLE else "16202E"
        colors = {**self.colors, "bg1": "FFFFFF", "tx1": ink}
        if luminance(colors.get("bg2") or "FFFFFF") < luminance("E0E0E0"):
            colors["bg2"] = "F4F4F4"
        return replace(self, colors=colors, background="")

    def substitutes(self) -> Iterator[tuple[str, Shade, float]]:
        """Yield the roles whose own colour cannot be read, what is taken, the least contrast."""
        for role in ("muted", "accent", "answer", "link"):
            name, shade = ROLES[role], self.shade(role)
            own = self.colors.get(name) or self.colors["tx1"]
            if shade != Shade(name):
                grounds = self.paper, self.color("ground")
                yield role, shade, min(contrast(own, ground) for ground in grounds)

    def _ground(self) -> Shade:
        own = self.colors.get("bg2")
        if own and contrast(own, self.colors["tx1"]) >= COMFORTABLE and not self._unlike_paper(own):
            return Shade("bg2")
        return self.tint("tx1", 0.06, 0.3)

    def _unlike_paper(self, color: str) -> bool:
        """Say whether a colour is too far from the paper to be a box's quiet ground."""
        return contrast(color, self.paper) > 2.0

    def _legible(self, name: str, grounds: tuple[str, ...], least: float = LEGIBLE) -> Shade:
        return next(self._clear_of(name, grounds, least), Shade("tx1"))

    def _clear_of(self, name: str, grounds: tuple[str, ...], least: float) -> Iterator[Shade]:
        """Yield the shades of a colour that can be told from all grounds, the likest first."""
        for step in (0.0, *_STEPS):
            shade = Shade(name, 1 - step, step if self.dark else 0.0)
            if all(contrast(self.shown(shade), ground) >= least for ground in grounds):
                yield shade

    def _series(self, number: int) -> Shade:
        """Return the colour of a series, counted from 0: an accent that stands out from the ground.

        Neighbours differ in luminance as much as the accents allow. Where that is too little, each
        second one is taken further from the ground.
        """
        grounds = (self.paper, self.shown(self._ground()))
        marks = [self._carrying(self._legible(name, grounds, VISIBLE)) for name in _ACCENTS]
        order = _apart(tuple(map(self.shown, marks)))
        at = number % len(order)
        own = marks[order[at]]
        if at % 2 == 0:
            return own
        beside = [self.shown(marks[order[n % len(order)]]) for n in (at - 1, at + 1)]
        for shade in (own, *self._clear_of(own.name, grounds, VISIBLE)):
            if all(contrast(self.shown(shade), other) >= _DISTINCT for other in beside):
                return shade
        return own

    def _carrying(self, own: Shade) -> Shade:
        """Return a shade on which digits can be read in a copy in grey too: its own if they can."""
        ends = [self.color(name) for name in ("paper", "ink")]
        ground = self.shown(self._ground())
        lighter = [replace(own, mod=own.mod * (1 - x), off=own.off + x) for x in _NUDGES]
        darker = [replace(own, mod=own.mod * (1 - x)) for x in _NUDGES]
        shades = (own, *lighter, *darker)
        for shade in shades:
            shown = self.shown(shade)
            legible = max(_least_contrast(shown, end) for end in ends) >= LEGIBLE
            if legible and contrast(shown, ground) >= VISIBLE:
                return shade
        return own


# --- colours -------------------------------------------------------------------------------------

# A deck asks for the same few dozen colours at each run of text.
_COLORS = 4_096


@lru_cache(maxsize=_COLORS)
def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def grey(color: str) -> str:
    """Return what a colour is in a copy in grey, as printers make it (ITU-R BT.601, 2.5.1)."""
    red, green, blue = _parts(color)
    return f"{round((0.299 * red + 0.587 * green + 0.114 * blue) * 255):02X}" * 3


def _least_contrast(one: str, other: str) -> float:
    return min(contrast(one, other), contrast(grey(one), grey(other)))


@lru_cache(maxsize=64)
def _apart(colors: tuple[str, ...]) -> tuple[int, ...]:
    """Return the order that begins with the first colour and parts the likest of neighbours most.

    Likeness is that of luminance, which is all that a copy in grey has.
    """
    lights = [luminance(color) + 0.05 for color in colors]

    def parted(order: tuple[int, ...]) -> list[float]:
        pairs = ((lights[one], lights[other]) for one, other in pairwise((0, *order)))
        return sorted(max(pair) / min(pair) for pair in pairs)

    return (0, *max(permutations(range(1, len(colors))), key=parted))


@lru_cache(maxsize=_COLORS)
def luminance(color: str) -> float:
    """Return the relative luminance (WCAG 2.2) of a colour of six hexadecimal digits."""
    red, green, blue = (_linear(part) for part in _parts(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def with_light(color: str, share: float, white: bool) -> str:
    """Return a share (0 to 1) of a colour's light, the rest being white's or none.

    That is what DrawingML calls a tint and a shade (ECMA-376, 20.1.2.3.34 and 31).
    """
    rest = 1 - share if white else 0.0
    mixed = (_gamma(_linear(part) * share + rest) for part in _parts(color))
    return "".join(f"{round(part * 255):02X}" for part in mixed)


def _gamma(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else float(1.055 * part ** (1 / 2.4) - 0.055)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _lightness(color: str) -> float:
    return colorsys.rgb_to_hls(*_parts(color))[1]


@lru_cache(maxsize=_COLORS)
def shaded(color: str, shade: Shade) -> str:
    """Return a colour changed as a shade says it, whatever that one's own is."""
    hue, light, saturation = colorsys.rgb_to_hls(*_parts(color))
    light = min(1.0, max(0.0, light * shade.mod + shade.off))
    mixed = colorsys.hls_to_rgb(hue, light, min(1.0, saturation * shade.saturation))
    return "".join(f"{round(part * 255):02X}" for part in mixed)


def _parts(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[n : n + 2], 16) / 255 for n in (0, 2, 4))
    return red, green, blue
