"""The end of the students' pages: a last page that would hold a few lines of notes alone.

Such notes are set closer, so that the sheet is saved; where that does not save it, they stay as
they are. A key and a form decide as the handout does, since the mark of its end is theirs, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from lessonpress.handout.elements import has_class

End = Literal["", "closer", "as it was"]

# A page with less on it than this share of its height is nearly empty.
_FEW = 0.2


def mended(document: Any, end: End) -> End:
    """Return how the notes at the end are to be set, having been set as `end` says.

    `document` is a `weasyprint.Document`.
    """
    if end == "as it was" or not _is_nearly_empty(document):
        return end
    return "as it was" if end else "closer"


def _is_nearly_empty(document: Any) -> bool:
    """Say whether nothing but the end of the notes stands on the students' last page."""
    for page in document.pages[1:]:
        mark = page.anchors.get("last-page")
        if mark:
            frame = page._page_box  # no public name tells where a page's text begins
            blocks = [child for main in _mains(frame) for child in main.children]
            few = mark[1] - frame.content_box_y() < _FEW * frame.height
            return few and bool(blocks) and _has_class(blocks[0], "end-matter")
    return False


def _mains(box: Any) -> Iterator[Any]:
    if box.element_tag == "main":
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _mains(child)


def _has_class(box: Any, name: str) -> bool:
    return box.element is not None and has_class(box.element, name)
