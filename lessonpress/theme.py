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
        """Return the colour of a role, or of one of the theme's own names; the ink if neither."""
        return self.colors.get(ROLES.get(role, role)) or self.colors["tx1"]
