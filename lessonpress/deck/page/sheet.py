"""What a picture of a slide is drawn with: its scale, its colours, its fonts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lessonpress import measure
from lessonpress.deck import grounds, layouts
from lessonpress.deck import model as d
from lessonpress.theme import LEGIBLE, Theme, contrast

# Everything in the colours of the deck; or words, lines and pictures alone, on the paper's white.
Ink = Literal["full", "low"]

_WHITE = "FFFFFF"
# A line that is lighter, in points on the page, is left out here and there on screens.
_LIGHTEST = 0.3


@dataclass(frozen=True, slots=True)
class Sheet:
    """One slide's: `scale` is points on the page for a point of the slide.

    `theme` is that of the slide's `layout`; with little ink, as it is on white.
    """

    theme: Theme
    layout: layouts.Layout
    reference: layouts.Reference
    fonts: measure.Fonts
    scale: float
    ink: Ink
    lang: str
    number: int

    # --- lengths ---

    def emu(self, length: float) -> str:
        """Return a length of the slide in EMU as CSS has it on the page."""
        return self.points(length / d.EMU_PER_POINT)

    def points(self, length: float) -> str:
        """Return a length of the slide in points as CSS has it on the page."""
        return f"{round(length * self.scale, 3):g}pt"

    def weight(self, emu: int) -> int:
        """Return a line's weight in EMU, so heavy at the least that it is seen on the page."""
        return max(emu, round(_LIGHTEST / self.scale * d.EMU_PER_POINT))

    def place(self, frame: d.Frame) -> str:
        """Return where a frame stands, as an element's style says it."""
        size = f"width: {self.emu(frame.width)}; height: {self.emu(frame.height)}"
        return f"{self.corner(frame)}; {size}"

    def corner(self, frame: d.Frame) -> str:
        """Return where a frame's top left is, as an element's style says it."""
        return f"position: absolute; left: {self.emu(frame.left)}; top: {self.emu(frame.top)}"

    # --- colours ---

    def color(self, role: str, otherwise: str = "") -> str:
        """Return the colour of words: a role's, one written out, or the ink; as CSS has it.

        `otherwise` is what a template shows where it names no colour.
        """
        named = otherwise if role in ("", "mixed") and otherwise else role
        own = named[1:] if named.startswith("#") else self.theme.color(named or "tx1")
        faint = self.ink == "low" and contrast(own, _WHITE) < LEGIBLE
        return f"#{self.theme.color('ink') if faint else own}"

    def ground(self, kind: str) -> str:
        """Return how a box of some kind is filled, or outlined where ink is to be saved."""
        if self.ink == "low" and kind != "bar":
            line = self.theme.color("muted")
            return f"box-sizing: border-box; border: {self.points(0.75)} solid #{line}"
        return f"background: #{self.theme.shown(grounds.shade(kind, self.theme))}"
