"""What boxes stand on: a shade of the theme for each kind, on slides and in pictures of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from lessonpress.theme import Shade, Theme

# The grounds of boxes, tints at 8%; a kind that is not here has the neutral one, as code has.
# A dark cool colour mixed with white looks more colourful than a warm one, so it is toned down.
_SHADES: Mapping[str, Callable[[Theme], Shade]] = MappingProxyType(
    {
        "exercise": lambda theme: theme.tint("accent1", 0.08, 0.85),
        "solution": lambda theme: theme.tint("accent2", 0.08, 0.45),
        "answers": lambda theme: theme.tint("accent2", 0.08, 0.45),
        "bar": lambda theme: theme.shade("tx1"),
        "room": lambda theme: theme.shade("bg1"),
        "feedback": lambda theme: theme.shade("bg1"),
    }
)


def shade(kind: str, theme: Theme) -> Shade:
    """Return the ground of a box of some kind."""
    return _SHADES[kind](theme) if kind in _SHADES else theme.shade("ground")
