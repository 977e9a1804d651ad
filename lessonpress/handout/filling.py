"""Room to answer that grows to the foot of its page: what a layout leaves, it gets in the next.

What follows such an exercise starts a page. Several that follow each other share the page that
they stand on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element

from lessonpress.handout.elements import add_class, all_by_class, ancestors, has_class, parents_of

# Pixels that rounding may take.
_TOLERANCE = 0.5
# What cannot hold an exercise: most of a page's boxes are in these.
_LEAVES = frozenset({"p", "table", "pre", "figure", "h1", "h2", "h3", "h4", "h5", "h6"})
# What has nothing but parts of its own kind.
_LISTS = frozenset({"ul", "ol", "dl"})


# --- before a layout -----------------------------------------------------------------------------


def prepare(root: Element, grown: Mapping[str, int]) -> None:
    """Give room so many rows more by its id, and let the last of such exercises end its page."""
    around = parents_of(root)
    rooms = all_by_class(root, "fill")
    outermost = [_outermost(room, around) for room in rooms]
    for room, block in zip(rooms, outermost, strict=True):
        for _ in range(grown.get(room.get("id", ""), 0)):
            room.insert(0, Element("hr"))
        siblings = list(around[block])
        if siblings[siblings.index(block) + 1 :][:1] not in [[other] for other in outermost]:
            add_class(block, "ends-page")
            _keep_end(siblings[siblings.index(block) + 1 :], block, around)


def _keep_end(after: list[Element], block: Element, around: Mapping[Element, Element]) -> None:
    """Let the mark of the student's last page stand on this one, where nothing else follows."""
    if after and has_class(after[0], "last-page"):
        around[block].remove(after[0])
        place = block
        while len(place) and place.tag in _LISTS:
            place = place[-1]
        place.append(after[0])


def _outermost(element: Element, around: Mapping[Element, Element]) -> Element:
    """Return the block of the page's text that holds an element."""
    blocks = [element, *ancestors(element, around)]
    return next(block for block in blocks if around[block].tag in ("main", "body"))


# --- after it ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Fill:
    """Room on a page, in CSS pixels.

    `block` is where the block ends that it stands in, `line` names what stands beside it, and
    `column` what stands above it there; `slack` is the room under that, beside longer columns.
    """

    room: str
    row: float
    block: float
    line: int
    column: int
    slack: float = 0.0


def grown(document: Any, before: Mapping[str, int]) -> Mapping[str, int]:
    """Return how many rows each room has to have more than its least, which `before` says it has.

    `document` is a `weasyprint.Document`.
    """
    more = {name: rows for page in document.pages for name, rows in _rows(page)}
    return {name: max(0, before.get(name, 0) + rows) for name, rows in more.items()}


def _rows(page: Any) -> Iterator[tuple[str, int]]:
    """Yield how many rows each room of a page can still take."""
    fills = list(_fills(page))
    left = foot(page) - max((fill.block for fill in fills), default=0.0)
    lines = len({fill.line for fill in fills})
    columns: dict[int, list[_Fill]] = defaultdict(list)
    for fill in fills:
        columns[fill.column].append(fill)
    for column in columns.values():
        for fill in column:
            share = (left / lines + fill.slack) / len(column)
            yield fill.room, int((share - _TOLERANCE) // fill.row)


def foot(page: Any) -> float:
    """Return where the room for text ends on a page: above its footnotes."""
    from weasyprint.formatting_structure.boxes import FootnoteAreaBox

    box = page._page_box  # no public name tells where a page's text ends
    areas = [float(b.position_y) for b in box.children if isinstance(b, FootnoteAreaBox)]
    return min([float(box.content_box_y() + box.height), *areas])


def _fills(page: Any) -> Iterator[_Fill]:
    for main in _boxes_of(page._page_box, "main") or _boxes_of(page._page_box, "body"):
        for block in main.children:
            for fill in _inside(block):
                yield replace(fill, block=_end(block))


def _inside(box: Any) -> Iterator[_Fill]:
    """Yield the room to fill in a box, with what it knows of its columns.

    What CSS puts around an element and into it passes for the element: the outermost box counts.
    """
    if _has_class(box, "fill"):
        rows = [child for child in box.children if child.element_tag == "hr"]
        height = rows[0].margin_height() if rows else 0.0
        if height:
            yield _Fill(box.element.get("id", ""), height, 0.0, id(box), id(box))
        return
    inside = () if box.element_tag in _LEAVES else getattr(box, "children", ())
    found = [fill for child in inside for fill in _inside(child)]
    if _has_class(box, "column"):
        slack = _end(box) - max(map(_end, box.children), default=0.0)
        found = [replace(fill, column=id(box), slack=slack) for fill in found]
    if _has_class(box, "columns"):
        found = [replace(fill, line=id(box)) for fill in found]
    yield from found


def _end(box: Any) -> float:
    """Return where a box's border ends."""
    return float(box.position_y + box.margin_top + box.border_height())


def _has_class(box: Any, name: str) -> bool:
    return box.element is not None and has_class(box.element, name)


def _boxes_of(box: Any, tag: str) -> list[Any]:
    if box.element_tag == tag:
        return [box]
    return [found for child in getattr(box, "children", ()) for found in _boxes_of(child, tag)]
