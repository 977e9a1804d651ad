"""MathML, as latex2mathml writes it, to a formula's tree.

MathML says how things look; here they get back what they mean, as far as OMML and a reader's voice
want to know: a sum has a body, a function an argument, a matrix its brackets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal
from xml.etree.ElementTree import Element

from lessonpress.formulas import binding
from lessonpress.formulas import tree as t

ACCENTS: Mapping[str, str] = MappingProxyType(
    {"^": "\u0302", "~": "\u0303", "´": "\u0301", "`": "\u0300", "¯": "\u0304", "˘": "\u0306"}
    | {"ˇ": "\u030c", "˙": "\u0307", "¨": "\u0308", "˚": "\u030a", "\u20db": "\u20db"}
    | {"\u20dc": "\u20dc", "→": "\u20d7", "←": "\u20d6", "↔": "\u20e1"}
)
"""The combining form of each mark that stands over one letter."""

_STRETCHING = frozenset("―⏞⏟⎴⎵⏜⏝→←↔")
_DELIMITERS = frozenset("()[]{}|‖⟨⟩⌈⌉⌊⌋∥<>/↑↓")
# Named widths of MathML 3, 3.1.9, that latex2mathml writes.
_NAMED_WIDTHS = MappingProxyType(
    {"thinmathspace": 0.167, "mediummathspace": 0.222, "thickmathspace": 0.278}
)
_WIDTH = re.compile(r"(-?[\d.]+)\s*(em|ex|mu|pt|px|cm|mm|in)")
_EM = MappingProxyType(
    {"em": 1.0, "ex": 0.45, "mu": 1 / 18, "pt": 0.1, "px": 0.075, "cm": 2.8, "mm": 0.28, "in": 7.2}
)
_WIDEST_SPACE = 4.0


class Unmapped(ValueError):
    """An element of MathML that means nothing here; the text is its name."""


def tree(root: Element) -> t.Node:
    """Return what a `<math>` element says. Raises Unmapped."""
    return _row(root)


def _node(element: Element) -> t.Node:
    read = _READERS.get(element.tag)
    if read is None:
        raise Unmapped(element.tag)
    return read(element)


def _nodes(element: Element) -> list[t.Node]:
    return [_node(child) for child in element]


# --- rows ----------------------------------------------------------------------------------------


def _row(element: Element) -> t.Node:
    """Return what stands in a row, without the row around a single part."""
    if (fenced := _fenced(element)) is not None:
        return fenced
    return _joined(_with_brackets(list(element)))


def _joined(parts: Sequence[t.Node]) -> t.Node:
    bound = binding.bound([part for part in parts if part != t.EMPTY])
    return bound[0] if len(bound) == 1 else t.Row(tuple(bound))


def _fenced(element: Element) -> t.Fenced | None:
    r"""Return what \left and \right enclose, divided by \middle; None for any other row."""
    parts = list(element)
    if not parts or parts[0].get("form") != "prefix" or parts[0].tag != "mo":
        return None
    closed = len(parts) > 1 and parts[-1].get("form") == "postfix"
    inside = parts[1:-1] if closed else parts[1:]
    closing = (parts[-1].text or "") if closed else ""
    groups: list[list[Element]] = [[]]
    between = ""
    for part in inside:
        if part.tag == "mo" and part.get("fence") == "true" and part.get("lspace"):
            between = part.text or ""
            groups.append([])
        else:
            groups[-1].append(part)
    contents = tuple(_joined(_with_brackets(group)) for group in groups)
    return t.Fenced(parts[0].text or "", closing, contents, between)


def _with_brackets(elements: list[Element]) -> list[t.Node]:
    """Return nodes, with the brackets that stand around a matrix or a binomial as one."""
    nodes: list[t.Node] = []
    index = 0
    while index < len(elements):
        three = elements[index : index + 3]
        if len(three) == 3 and _is_bracketed(*three):
            inside = (_node(three[1]),)
            nodes.append(t.Fenced(three[0].text or "", three[2].text or "", inside))
            index += 3
        else:
            nodes.append(_node(elements[index]))
            index += 1
    return nodes


def _is_bracketed(before: Element, inside: Element, after: Element) -> bool:
    signs = all(e.tag == "mo" and (e.text or "") in _DELIMITERS for e in (before, after))
    stretching = all(e.get("stretchy") != "false" for e in (before, after))
    return signs and stretching and inside.tag in ("mtable", "mfrac")


# --- signs ---------------------------------------------------------------------------------------


def _identifier(element: Element) -> t.Node:
    text, variant = _styled(element)
    if not text:
        return t.EMPTY
    if len(text) == 1 and not text.isalnum():
        return t.Symbol(text, "operator", variant)
    named = len(text) > 1 and text.isalpha()
    return t.Symbol(text, "function" if named else "identifier", variant)


def _number(element: Element) -> t.Node:
    text, variant = _styled(element)
    return t.Symbol(text, "number", variant)


def _operator(element: Element) -> t.Node:
    if len(element):
        return _joined(_nodes(element))  # \mathop{...}
    text, variant = _styled(element)
    if not text:
        return t.EMPTY
    return t.Symbol(text, "function" if text[0].isalpha() else "operator", variant)


def _text(element: Element) -> t.Node:
    text, variant = _styled(element)
    return t.Symbol(text.replace("\N{NO-BREAK SPACE}", " "), "text", variant) if text else t.EMPTY


def _styled(element: Element) -> tuple[str, str]:
    """Return an element's text and variant; letters that Unicode has in a style are plain again."""
    text, variant = element.text or "", element.get("mathvariant", "")
    plain = [_plain_letter(character) for character in text]
    styles = {style for _, style in plain}
    if len(styles) == 1 and (style := styles.pop()):
        return "".join(letter for letter, _ in plain), style
    return text, variant


def _plain_letter(character: str) -> tuple[str, str]:
    """Return "x", "bold" for the bold x of Unicode's Mathematical Alphanumeric Symbols."""
    if not "\U0001d400" <= character <= "\U0001d7ff":
        return character, ""
    words = unicodedata.name(character, "").removeprefix("MATHEMATICAL ").lower()
    style = re.split(r" (?:small|capital|digit|dotless|nabla|partial) ?", words)[0]
    return unicodedata.normalize("NFKC", character), style.replace(" ", "-")


def _space(element: Element) -> t.Node:
    width = element.get("width", "0")
    found = _WIDTH.match(width)
    wide = float(found[1]) * _EM[found[2]] if found else _NAMED_WIDTHS.get(width, 0.0)
    return t.Space(min(wide, _WIDEST_SPACE)) if wide > 0 else t.EMPTY


# --- structures ----------------------------------------------------------------------------------


def _fraction(element: Element) -> t.Node:
    above, below = _nodes(element)
    return t.Fraction(above, below, element.get("linethickness") not in ("0", "0pt"))


def _root(element: Element) -> t.Node:
    radicand, degree = _nodes(element)
    return t.Root(radicand, degree)


def _square_root(element: Element) -> t.Node:
    return t.Root(_row(element))


def _scripts(element: Element) -> t.Node:
    below, above = _below_and_above(element)
    base = _node(element[0])
    if isinstance(base, t.Symbol) and base.text in binding.BIG_SIGNS:
        return binding.big(base.text, below, above, stacked=False)
    if isinstance(base, t.Symbol) and base.text in binding.LIMIT_NAMES and below is not None:
        return t.Limits(base, below, above)
    return t.Scripts(base, below, above)


def _limits(element: Element) -> t.Node:
    below, above = _below_and_above(element)
    base = _node(element[0])
    if isinstance(base, t.Symbol) and base.text in binding.BIG_SIGNS:
        return binding.big(base.text, below, above, stacked=True)
    mark = above if below is None else below
    if (
        isinstance(mark, t.Symbol)
        and mark.text in (*ACCENTS, *_STRETCHING)
        and not (below is not None and above is not None)
    ):
        return t.Accent(base, mark.text, under=below is not None)
    return t.Limits(base, below, above)


def _below_and_above(element: Element) -> tuple[t.Node | None, t.Node | None]:
    scripts = [_node(child) for child in element[1:]]
    match element.tag:
        case "msub" | "munder":
            return scripts[0], None
        case "msup" | "mover":
            return None, scripts[0]
    return scripts[0], scripts[1]


def _table(element: Element) -> t.Node:
    rows = [[_row(cell) for cell in row] for row in element]
    rows = [row for row in rows if row]
    width = max(map(len, rows), default=0)
    filled = tuple((*row, *[t.EMPTY] * (width - len(row))) for row in rows)
    cells = max(map(list, element), key=len, default=[])
    alignments = tuple(_alignment(cell.get("columnalign", "center")) for cell in cells)
    return t.Grid(filled, alignments, lines=element.get("displaystyle") == "true")


def _alignment(name: str) -> Literal["left", "center", "right"]:
    match name:
        case "left" | "right":
            return name
    return "center"


def _enclosed(element: Element) -> t.Node:
    return t.Enclosed(_row(element), tuple(element.get("notation", "box").split()))


def _phantom(element: Element) -> t.Node:
    return t.Hidden(_row(element))


_READERS: Mapping[str, Callable[[Element], t.Node]] = MappingProxyType(
    {
        **dict.fromkeys(("math", "mrow", "mstyle", "mpadded", "mtd"), _row),
        "mi": _identifier,
        "mn": _number,
        "mo": _operator,
        "mtext": _text,
        "mspace": _space,
        "mfrac": _fraction,
        "mroot": _root,
        "msqrt": _square_root,
        **dict.fromkeys(("msub", "msup", "msubsup"), _scripts),
        **dict.fromkeys(("munder", "mover", "munderover"), _limits),
        "mtable": _table,
        "menclose": _enclosed,
        "mphantom": _phantom,
    }
)
