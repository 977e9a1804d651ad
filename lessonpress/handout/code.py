"""Lines of code on paper: those that are too long go on under a mark, short pieces stay whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, SubElement

from lessonpress.handout.elements import add_class, ancestors, parents_of
from lessonpress.handout.stylesheets import Stylesheets

# Characters of code that any column has room for; what is longer may have to go on.
_FITS_ANYWHERE = 60
_FITS_IN_COLUMN = 16
_IN_LARGE_PRINT = 38
# Lines of a piece that is read at one glance.
_SHORT = 16
# Each colour costs: nobody reads ten pages of them.
_COLORED = 500


def set_code(root: Element, styles: Stylesheets) -> None:
    """Divide pieces of code into lines where some are long, and mark the pieces that are short."""
    around = parents_of(root)
    for code in [c for c in root.iter("code") if c in around and around[c].tag == "pre"]:
        lines = list(_lines(code))
        if len(lines) <= _SHORT:
            add_class(around[code], "brief")
        if len(lines) > _COLORED:
            lines = [[("", "".join(text for _, text in line))] for line in lines]
            _write(code, lines, 10**9)
        room = _IN_LARGE_PRINT if styles.setup.large else _room(code, around)
        if any(_length(line) > room for line in lines):
            _write(code, lines, room)


def _room(code: Element, around: Mapping[Element, Element]) -> int:
    in_column = any("data-width" in element.attrib for element in ancestors(code, around))
    return _FITS_IN_COLUMN if in_column else _FITS_ANYWHERE


# What is of one colour: its class, and its text.
Run = tuple[str, str]


def _lines(code: Element) -> Iterator[list[Run]]:
    """Yield the lines of code, each with its end but perhaps the last; none for no code."""
    line: list[Run] = []
    for name, text in _runs(code):
        for part in text.splitlines(keepends=True):
            line.append((name, part))
            if part.endswith("\n"):
                yield line
                line = []
    if line:
        yield line


def _runs(code: Element) -> Iterator[Run]:
    yield "", code.text or ""
    for token in code:
        yield token.get("class", ""), "".join(token.itertext())
        yield "", token.tail or ""


def _length(line: list[Run]) -> int:
    return sum(len(text) for _, text in line)


def _write(code: Element, lines: list[list[Run]], room: int) -> None:
    """Write the lines again, those that are longer than there is room as elements of their own."""
    code.text = None
    code[:] = []
    for line in lines:
        long = _length(line) > room
        parent = SubElement(code, "span", {"class": "code-line"}) if long else code
        for run in line:
            _add(parent, run)


def _add(parent: Element, run: Run) -> None:
    name, text = run
    if name:
        SubElement(parent, "span", {"class": name}).text = text
    elif len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
