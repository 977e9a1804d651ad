"""The typefaces that decks name, and the shipped ones that stand in for them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# PowerPoint on Windows and macOS has the first ones; templates/fonts/ has faces of the same widths,
# which text is measured with and PDFs are set in.
TWINS: Mapping[str, str] = MappingProxyType(
    {"Georgia": "Gelasio", "Calibri": "Carlito", "Consolas": "Inconsolata"}
)
