"""Tables: which need the margin column, which words have to be broken, and what large print does.

In large print a table whose words would be broken becomes a list of its rows. Each row is an item,
each cell a paragraph after its head: what a reader with a magnifier would otherwise have to find
out going back and forth across the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from math import prod
from xml.etree.ElementTree import Element, SubElement

from lessonpress.handout.elements import add_class, ancestors, has_class, parents_of
from lessonpress.handout.stylesheets import Stylesheets

# A blank's rule is 1.6 times as long as its word in print; printed text takes about half an em a
# character. An answer beyond the rule's length would be printed over its neighbours.
EMS_PER_CHARACTER = 0.5

# The size of a table's type as a share of the text's, and how wide its letters are in em.
_TYPE = 9.5 / 10.5
_LETTER = 0.6
_GAP_CHARACTERS = 2  # that the white between two columns takes
# Tables of more columns may be wide.
_FEW_COLUMNS = 5
# Large print: a row of more lines than these, in three columns or more, is read with trouble.
_MOST_LINES = 3

_Columns = Sequence[Sequence[str]]


def arrange(root: Element, styles: Stylesheets) -> None:
    """Mark tables that need the margin column, and those whose words have to be broken.

    In large print the latter become lists.
    """
    parents = parents_of(root)
    size = styles.text_size if styles.setup.large else styles.text_size * _TYPE
    letter = _LETTER * size
    column = styles.length("text-column") / letter
    page = column + (styles.length("gutter") + styles.length("margin-column")) / letter
    for table in list(root.iter("table")):
        around = ancestors(table, parents)
        share = prod(float(element.get("data-width", 1)) for element in around)
        if styles.setup.large:
            _enlarge(table, column, parents)
        else:
            _mark(table, column * share, page if share == 1 else column * share)


def _mark(table: Element, room: float, page: float) -> None:
    columns = _columns(table)
    if len(columns) > _FEW_COLUMNS and room < page and _characters(columns, len) > room:
        add_class(table, "wide")
        room = page
    if _characters(columns, _longest_word) > room:
        add_class(table, "crowded")


def _enlarge(table: Element, room: float, parents: dict[Element, Element]) -> None:
    columns = _columns(table)
    long = len(columns) > 2 and _characters(columns, len) > _MOST_LINES * room
    if long or _characters(columns, _longest_word) > room:
        _turn(table, parents[table])


def _columns(table: Element) -> _Columns:
    rows = [[text_of(cell) for cell in row] for row in table.iter("tr")]
    return list(zip(*rows, strict=False))


def text_of(element: Element) -> str:
    """Return an element's text, the same for students and key: blanks are as long as their rule."""
    if has_class(element, "blank"):
        return "_" * round(int(element.get("data-size", "6")) / EMS_PER_CHARACTER)
    return (element.text or "") + "".join(text_of(e) + (e.tail or "") for e in element)


def _characters(columns: Iterable[Iterable[str]], length: Callable[[str], int]) -> int:
    return sum(max(map(length, column)) + _GAP_CHARACTERS for column in columns)


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


# --- large print ---------------------------------------------------------------------------------


def _turn(table: Element, parent: Element) -> None:
    """Put a list in the place of a table."""
    place = list(parent).index(table)
    parts = [*_caption(table), _listed(table)]
    parts[-1].tail = table.tail
    parent[place : place + 1] = parts


def _caption(table: Element) -> list[Element]:
    found = table.find("caption")
    if found is None:
        return []
    caption = Element("p", {"class": "rows-caption"})
    _take(caption, found)
    return [caption]


def _listed(table: Element) -> Element:
    ident = {"id": table.attrib["id"]} if "id" in table.attrib else {}
    rows = Element("ul", {"class": "rows", **ident})
    heads = table.findall("thead/tr/th")
    for row in table.findall("tbody/tr"):
        item = SubElement(rows, "li")
        for number, cell in enumerate(row):
            _add(item, heads[number] if number < len(heads) else None, cell)
    return rows


def _add(item: Element, head: Element | None, cell: Element) -> None:
    """Add a cell to an item, after what stands over it; an empty one says nothing."""
    if not _has_content(cell):
        return
    said = SubElement(item, "p")
    if head is not None and _has_content(head):
        label = SubElement(said, "b")
        _take(label, deepcopy(head))
        _append_text(label, ":")
        label.tail = " "
    for child in _content(cell):
        said.append(child) if isinstance(child, Element) else _append_text(said, child)


def _content(cell: Element) -> list[Element | str]:
    return [cell.text or "", *cell]


def _has_content(cell: Element) -> bool:
    return len(cell) > 0 or bool((cell.text or "").strip())


def _take(target: Element, source: Element) -> None:
    """Move what is in an element into another, which is empty."""
    target.text = source.text
    target.extend(list(source))


def _append_text(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
