"""The line scanner: finds what is delimited by lines, and on which lines.

Front matter, fences of code, fenced divs, formulas on lines of their own and comments are lifted
out of the text before Python-Markdown sees it, because it would misread an unclosed one to the end
of the file, and a formula's lines as lists. Each leaves a placeholder in a paragraph of
its own, with the indentation of its list or quotation, so that Python-Markdown puts it where it
belongs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lessonpress.reader import attributes
from lessonpress.reader.attributes import Attributes

# Control characters are taken out of a unit before it is scanned, so these are nobody's text.
OPEN, CLOSE = "\x05", "\x06"
PLACEHOLDER = re.compile(f"{OPEN}(\\d+){CLOSE}")

# Every blank is matched by one part alone: a line of quotation marks must not be tried in 2^n ways.
_PREFIX = r"(?P<prefix>(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t])))*[ \t]*)"
_FENCE = re.compile(_PREFIX + r"(?P<marks>`{3,}|~{3,})[ \t]*(?P<info>.*?)[ \t]*$")
_DIV = re.compile(_PREFIX + r"(?P<colons>:{3,})[ \t]*(?P<rest>.*?)[ \t]*$")
_HALF_A_DIV = re.compile(r"[ \t]*::[ \t]*[{\w]")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
# A formula on lines of its own; `\\$` inside is a sign of money.
_FORMULA = re.compile(_PREFIX + r"\$\$(?!\$)(?P<rest>.*)$")
_FORMULA_END = re.compile(r"(?P<latex>(?:[^$\\]|\\.)*+)\$\$(?P<behind>.*)$")
_NAMED = re.compile(r"(?P<name>[^\s{}:]+)?[ \t]*(?:\{(?P<inside>.*)\})?[ \t]*:*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and its number in the file, from 1; `number` of an inserted one is 0."""

    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced code block: its attributes, and its lines without their indentation."""

    line: int
    column: int
    attributes: Attributes
    text: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula on lines of its own: the LaTeX, which starts at `line` and `column`."""

    line: int
    column: int
    attributes: Attributes
    latex: str


@dataclass(frozen=True, slots=True)
class Div:
    """A fenced div and the lines inside it."""

    line: int
    column: int
    attributes: Attributes
    lines: tuple[Line, ...]
    closed: bool


@dataclass(frozen=True, slots=True)
class Stray:
    """What closes nothing, is never closed, or cannot be read: colons, a comment, dollars."""

    line: int
    text: str


Piece = Fence | Div | Formula


@dataclass(slots=True)
class Scan:
    """Lines with placeholders, and what these stand for, numbered from `first`.

    `comments` have their text, and the line that it begins on.
    """

    first: int = 0
    lines: list[Line] = field(default_factory=list)
    lifted: list[Piece] = field(default_factory=list)
    strays: list[Stray] = field(default_factory=list)
    comments: list[Line] = field(default_factory=list)


def split_front_matter(lines: list[Line]) -> tuple[list[Line] | None, list[Line], bool]:
    """Return the front matter's lines (None without any), the rest, and whether it is closed.

    One that is not ends at the first line that is empty or a heading.
    """
    if not lines or lines[0].text.rstrip() != "---":
        return None, lines, True
    for index, line in enumerate(lines[1:], start=1):
        if line.text.rstrip() in ("---", "..."):
            return lines[1:index], lines[index + 1 :], True
    ends = (i for i, line in enumerate(lines) if i and re.match(r"\s*$|#{1,6} ", line.text))
    end = next(ends, len(lines))
    return lines[1:end], lines[end:], False


def scan(lines: tuple[Line, ...], first: int = 0) -> Scan:
    """Lift what is delimited by lines out of `lines`; the placeholders count from `first`."""
    result = Scan(first)
    index = 0
    while index < len(lines):
        index = _step(lines, index, result)
    return result


def _step(lines: tuple[Line, ...], index: int, result: Scan) -> int:
    """Take what starts at `index` and return where the next thing does."""
    line = lines[index]
    if (fence := _fence_at(lines, index)) is not None:
        return _lift_fence(lines, index, fence, result)
    if _comment_at(line.text) >= 0:
        return _skip_comment(lines, index, result)
    if (formula := _formula_at(lines, index)) is not None:
        return _lift_formula(lines, index, formula, result)
    if (div := _DIV.match(line.text)) is not None:
        return _lift_div(lines, index, div, result)
    if _HALF_A_DIV.match(line.text):
        result.strays.append(Stray(line.number, line.text.strip()))
    result.lines.append(line)
    return index + 1


def _place(result: Scan, piece: Piece, prefix: str, number: int) -> None:
    """Leave a placeholder between empty lines, which keep the quotation they stand in."""
    if _ITEM.search(prefix) is None:
        result.lines.append(Line(_blank(prefix), 0))
    mark = f"{OPEN}{result.first + len(result.lifted)}{CLOSE}"
    result.lines.append(Line(prefix + mark, number))
    result.lines.append(Line(_blank(prefix), 0))
    result.lifted.append(piece)


def _blank(prefix: str) -> str:
    """Return the empty line that goes with a prefix: inside a quotation it has its marks."""
    return prefix.rstrip() if ">" in prefix and not _ITEM.search(prefix) else ""


# --- fences --------------------------------------------------------------------------------------


def _fence_at(lines: tuple[Line, ...], index: int) -> re.Match[str] | None:
    found = _FENCE.match(lines[index].text)
    if found is None or (found["marks"][0] == "`" and "`" in found["info"]):
        return None
    return None if _in_code(lines, index, found["prefix"]) else found


def _in_code(lines: tuple[Line, ...], index: int, prefix: str) -> bool:
    """Say whether a line stands in an indented code block, which shows how a piece is written."""
    return len(prefix.expandtabs(4)) >= 4 and not _in_item(lines, index, prefix)


def _in_item(lines: tuple[Line, ...], index: int, prefix: str) -> bool:
    """Say whether an indented line belongs to a list item above it."""
    if prefix.strip():
        return True
    for line in reversed(lines[:index]):
        item = _ITEM.match(line.text)
        if item is not None:
            return len(item[0].expandtabs(4)) <= len(prefix.expandtabs(4))
        if line.text.strip() and not line.text[0].isspace():
            return False
    return False


def _lift_fence(lines: tuple[Line, ...], start: int, found: re.Match[str], result: Scan) -> int:
    marks, prefix = found["marks"], found["prefix"]
    closing = re.compile(rf"[ \t>]*{re.escape(marks[0])}{{{len(marks)},}}[ \t]*$")
    body: list[str] = []
    index, closed = start + 1, False
    while index < len(lines):
        if closing.match(lines[index].text):
            index, closed = index + 1, True
            break
        body.append(_without_prefix(lines[index].text, prefix))
        index += 1
    fence = Fence(
        lines[start].number, len(prefix) + 1, _info(found["info"]), "\n".join(body), closed
    )
    _place(result, fence, prefix, lines[start].number)
    return index


def _without_prefix(text: str, prefix: str) -> str:
    """Take the prefix of the opening line off: quotation marks, and indentation as far as it is."""
    for mark in prefix:
        if mark == ">":
            text = re.sub(r"^[ \t]*>", "", text, count=1)
        elif text[:1] in (" ", "\t"):
            text = text[1:]
    return text


def _info(info: str) -> Attributes:
    """Return the attributes of a fence: `python`, `{.python #id}` or `python {#id}`."""
    named = _NAMED.match(info)
    inside = attributes.parse(named["inside"] or "") if named else None
    if named is None or inside is None:
        language = info.split()[0].strip("{}.") if info.split() else ""
        return Attributes(classes=(language,) if language else ())
    classes = ((named["name"],) if named["name"] else ()) + inside.classes
    return Attributes(inside.id, classes, inside.values)


# --- formulas ------------------------------------------------------------------------------------


def _formula_at(lines: tuple[Line, ...], index: int) -> re.Match[str] | None:
    found = _FORMULA.match(lines[index].text)
    if found is None or _in_code(lines, index, found["prefix"]):
        return None
    return found


def _lift_formula(lines: tuple[Line, ...], start: int, found: re.Match[str], result: Scan) -> int:
    """Lift a formula with what is said of it; one in the middle of a text stays there."""
    prefix, first = found["prefix"], lines[start]
    read = [found["rest"]]
    while (end := _FORMULA_END.match(read[-1])) is None:
        index = start + len(read)
        text = _without_prefix(lines[index].text, prefix) if index < len(lines) else ""
        if not text.strip():
            result.strays.append(Stray(first.number, "$$"))
            result.lines.append(first)
            return start + 1
        read.append(text)
    behind, given = attributes.at_end(end["behind"])
    if behind.strip() and len(read) == 1:
        result.lines.append(first)
        return start + 1
    latex = "\n".join((*read[:-1], end["latex"]))
    piece = Formula(first.number, found.start("rest") + 1, given, latex)
    _place(result, piece, prefix, first.number)
    if behind.strip():
        result.lines.append(Line(_blank(prefix) + behind, lines[start + len(read) - 1].number))
    return start + len(read)


# --- divs ----------------------------------------------------------------------------------------


def _lift_div(lines: tuple[Line, ...], start: int, found: re.Match[str], result: Scan) -> int:
    line, opened = lines[start], _opening(found)
    if opened is None:
        result.strays.append(Stray(line.number, line.text.strip()))
        if found["rest"]:
            result.lines.append(line)  # not a div after all: nothing is lost
        return start + 1
    end, closed = _end_of_div(lines, start)
    body = tuple(
        Line(_without_prefix(inner.text, found["prefix"]), inner.number)
        for inner in lines[start + 1 : end]
    )
    div = Div(line.number, len(found["prefix"]) + 1, opened, body, closed)
    _place(result, div, found["prefix"], line.number)
    return end + 1 if closed else end


def _opening(found: re.Match[str]) -> Attributes | None:
    """Return the attributes of `::: name`, `::: {.name key=value}` or both; None if neither."""
    rest = found["rest"]
    named = _NAMED.match(rest) if rest else None
    if named is None or (named["name"] is None and named["inside"] is None):
        return None
    # Of a block, {.exercise grid} can mean nothing else than {.exercise .grid}.
    inside = attributes.parse(named["inside"] or "", words=True)
    if inside is None:
        return None
    classes = ((named["name"],) if named["name"] else ()) + inside.classes
    return Attributes(inside.id, classes, inside.values)


def _end_of_div(lines: tuple[Line, ...], start: int) -> tuple[int, bool]:
    """Return the index of the line that closes the div, and whether there is one."""
    depth, index = 1, start + 1
    while index < len(lines):
        if (fence := _fence_at(lines, index)) is not None:
            index = _lift_fence(lines, index, fence, Scan())
            continue
        found = _DIV.match(lines[index].text)
        if found is not None:
            depth += 1 if _opening(found) is not None else 0 if found["rest"] else -1
            if depth == 0:
                return index, True
        index += 1
    return len(lines), False


# --- comments ------------------------------------------------------------------------------------


def _comment_at(text: str) -> int:
    """Return where a comment starts in a line, outside code; -1 where none does."""
    start = text.find("<!--")
    return -1 if start >= 0 and text.count("`", 0, start) % 2 else start


def _skip_comment(lines: tuple[Line, ...], start: int, result: Scan) -> int:
    """Take comments out; what stands before and behind them stays, on the line they end on."""
    kept, text, index = "", lines[start].text, start
    while (opening := _comment_at(text)) >= 0:
        kept += text[:opening]
        text, number, said = text[opening + len("<!--") :], lines[index].number, ""
        while "-->" not in text:
            index += 1
            if index == len(lines):
                result.strays.append(Stray(lines[start].number, "<!--"))
                result.lines.append(lines[start])
                return start + 1
            said, text = f"{said}{text}\n", lines[index].text
        comment, _, text = text.partition("-->")
        result.comments.append(Line(said + comment, number))
    result.lines.append(Line(kept + text, lines[start if kept.strip() else index].number))
    return index + 1
