"""A theme: the colours and faces that everything made for a course shares.

It is read from the reference deck (`deck.layouts`), so that pages and figures look like slides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as six hexadecimal digits, by the names DrawingML has for them, and faces.

    The names are those that text uses (`tx1`, `bg1`, `tx2`, `bg2`, `accent1` to `accent6`, `hlink`,
    `folHlink`; ECMA-376, 20.1.10.54), after the master's colour map; `heading` and `body` are
    faces.
    """

    colors: Mapping[str, str]
    heading: str
    body: str

    def color(self, role: str) -> str:
        """Return the colour of a role, or of one of the theme's own names; the ink if neither.

        "on accent1" is what words on that colour are set in: the paper's colour or the ink.
        """
        if role.startswith("on "):
            return self.color(self.on(role.removeprefix("on ")))
        return self.colors.get(ROLES.get(role, role)) or self.colors["tx1"]

    def on(self, role: str) -> str:
        """Return "paper" or "ink", whichever is easier to read on a colour."""
        ground = luminance(self.color(role))
        light, dark = (luminance(self.color(name)) for name in ("paper", "ink"))
        contrasts = [_contrast(ground, light), _contrast(ground, dark)]
        return "paper" if contrasts[0] >= min(_READABLE, contrasts[1]) else "ink"


_READABLE = 4.5  # the contrast of text with its ground (WCAG 2.2, 1.4.3)


def luminance(color: str) -> float:
    """Return the relative luminance (WCAG 2.2) of a colour of six hexadecimal digits."""
    parts = (int(color[n : n + 2], 16) / 255 for n in (0, 2, 4))
    linear = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(one: float, other: float) -> float:
    lighter, darker = max(one, other), min(one, other)
    return (lighter + 0.05) / (darker + 0.05)
