"""How wide and high text is, shaped by HarfBuzz with the fonts that ship with the templates.

The deck names fonts that PowerPoint has (Calibri, Georgia, Consolas); their open twins with the
same widths are measured. Where programs may differ, the estimate errs on the side of more room.
Lengths are points, or em where a size is still to come.

`faces` holds the fonts, `shaping` makes widths of words, `scripts` guesses where no font has a
character, `breaking` says where a line may end, `setting` fills lines.
"""

from __future__ import annotations

from lessonpress.measure.faces import Face, Fonts, fonts, paper_fonts
from lessonpress.measure.setting import ROUNDING, Line, Piece, lines, widest_word, width

__all__ = [
    "ROUNDING",
    "Face",
    "Fonts",
    "Line",
    "Piece",
    "fonts",
    "lines",
    "paper_fonts",
    "widest_word",
    "width",
]
