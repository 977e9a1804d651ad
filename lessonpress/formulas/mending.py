r"""latex2mathml's MathML put right, for all that read it: texts, \not, lines, single commas."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

_ESCAPED = re.compile(r"\\([^A-Za-z])")
_STROKE = "\u29f8"
_ROWS = frozenset({"math", "mrow", "mstyle", "mpadded", "mtd", "msqrt", "menclose", "mphantom"})


def mend(element: Element) -> None:
    """Put one element right, after those inside it."""
    element.text = _text(element)
    if element.tag in _ROWS:
        for change in _CHANGES:
            change(element)


def _text(element: Element) -> str | None:
    """Return what an element says: latex2mathml writes its signs as entities."""
    text = html.unescape(element.text or "")
    return (_ESCAPED.sub(r"\1", text) if element.tag == "mtext" else text) or None


def _strike_through(row: Element) -> None:
    r"""Negate the sign behind \not."""
    for stroke, struck in [*pairwise(row)]:
        if "".join(stroke.itertext()) == _STROKE and struck.text and not len(struck):
            struck.text = unicodedata.normalize("NFC", struck.text + "\u0338")
            row.remove(stroke)


def _set_in_lines(row: Element) -> None:
    r"""Make a table of a row that \\ breaks into lines."""
    if not any(_is_break(part) for part in row):
        return
    table = Element("mtable", {"displaystyle": "true"})
    cell = SubElement(SubElement(table, "mtr"), "mtd")
    for part in list(row):
        if _is_break(part):
            cell = SubElement(SubElement(table, "mtr"), "mtd")
        else:
            cell.append(part)
    for line in [line for line in table if not len(line[0])]:
        table.remove(line)
    row[:] = [table]


def _is_break(part: Element) -> bool:
    return part.tag == "mspace" and part.get("linebreak") == "newline"


def _keep_in_number(row: Element) -> None:
    """Take the comma of 1{,}5 for a part of the number."""
    if row.tag == "mrow" and len(row) == 1 and row[0].text in (",", "."):
        row[0].tag = "mn"


_CHANGES: tuple[Callable[[Element], None], ...] = (_strike_through, _set_in_lines, _keep_in_number)
