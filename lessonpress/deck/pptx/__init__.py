"""A fitted Deck to the bytes of a .pptx, on the masters and layouts of a reference deck.

python-pptx opens the reference deck and keeps its package together (`writing`). Slides and notes
pages are text (`slides`, with `oxml` for shapes, `oxml_text` for what stands in them, `oxml_chart`,
`omml` for equations, `groups` for drawings, `timing` for clicks) and join the package as parts of
plain bytes, which neither parses nor walks them again. `archive` makes the file the same each time.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

from lessonpress import measure
from lessonpress.deck import layouts, model
from lessonpress.deck.pptx import archive
from lessonpress.deck.pptx.writing import Writing
from lessonpress.deck.reference.opening import opened


def write(
    deck: model.Deck,
    template: bytes,
    reference: layouts.Reference,
    inputs: Mapping[str, bytes],
    fonts: measure.Fonts,
) -> bytes:
    """Return the deck as a .pptx on a template's masters.

    `deck` is fitted with `fonts` to `reference`, which was read from the template; `inputs` holds
    its pictures.
    """
    import pptx

    presentation = pptx.Presentation(io.BytesIO(opened(template)))
    Writing(deck, presentation, reference, inputs, fonts).write()
    target = io.BytesIO()
    presentation.save(target)
    return archive.reproducible(target.getvalue())
