"""LaTeX to MathML, by latex2mathml, whose output is put right where it is known to be wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from xml.etree.ElementTree import Element

from lessonpress.diagnostics import did_you_mean
from lessonpress.formulas.mending import mend
from lessonpress.formulas.slips import SAME_AS, WRAPPERS, Mistake, slip

# Elements in elements; beyond it Python's stack would end in some writer.
_DEEPEST = 60
_EDGE = re.compile(r"\\(begin|end)\s*\{\s*([A-Za-z]+\*?)\s*\}")
# The number of columns that alignat asks for, and nobody else.
_COLUMNS = re.compile(r"(\\begin\{alignat(?:ed)?\*?\})\s*\{\d+\}")
_LABEL = re.compile(r"\\(?:label\s*\{[^{}]*\}|nonumber|notag)(?![A-Za-z])")
_UNKNOWN = re.compile(r"\\[A-Za-z]+")
# latex2mathml lacks these, or reads \mathrm{d} as an italic d.
_REWRITTEN = (
    (re.compile(r"\\mathrm\{"), r"\\mathrm {"),
    (re.compile(r"\\arg(?![A-Za-z])"), r"\\operatorname{arg}"),
    (re.compile(r"\\(?:lVert|rVert)(?![A-Za-z])"), r"\\Vert "),
)


class Unreadable(ValueError):
    """LaTeX that cannot be converted; `mistake` says why."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.message)
        self.mistake = mistake


def mathml(latex: str, display: bool) -> Element:
    """Return the `<math>` of a formula, a new one for each call. Raises Unreadable."""
    if (mistake := slip(latex)) is not None:
        raise Unreadable(mistake)
    root = _converted(latex, display)
    elements = [*_walk(root)]
    for element, depth in elements:
        found = _too_deep(depth) or _stray(element, latex) or _incomplete(element, latex)
        if (found := found or _unknown(element, latex)) is not None:
            raise Unreadable(found)
    for element, _ in reversed(elements):
        mend(element)
    return root


def _converted(latex: str, display: bool) -> Element:
    from latex2mathml.converter import convert_to_element

    try:
        return convert_to_element(_prepared(latex), display="block" if display else "inline")
    except Exception as mistake:  # the library raises whatever its tables and iterators raise
        raise Unreadable(_explained(mistake, latex)) from mistake


def _prepared(latex: str) -> str:
    """Return LaTeX in the words that latex2mathml knows."""
    latex = _LABEL.sub("", _COLUMNS.sub(r"\1", latex))
    latex = _EDGE.sub(_known_environment, latex)
    for pattern, written in _REWRITTEN:
        latex = pattern.sub(written, latex)
    return latex


def _known_environment(edge: re.Match[str]) -> str:
    name = edge[2]
    return "" if name in WRAPPERS else rf"\{edge[1]}{{{SAME_AS.get(name, name)}}}"


def _walk(root: Element) -> Iterator[tuple[Element, int]]:
    waiting = [(root, 0)]
    while waiting:
        element, depth = waiting.pop()
        yield element, depth
        waiting += [(child, depth + 1) for child in reversed(element)]


# --- what is wrong -------------------------------------------------------------------------------

_TOO_DEEP = ("This formula is nested too deeply.", "Write it in parts.")
_STRAYS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "&": ("This & stands in no table or aligned lines.", r"Write \& where the sign is meant."),
        "^": ("A sign has two exponents here.", "Write x^{a b}, in braces."),
        "_": ("A sign has two indices here.", "Write x_{a b}, in braces."),
        "#": ("# means nothing in a formula.", r"Write \# where the sign is meant."),
    }
)
# How many parts an element of MathML has, and which command it was.
_PARTS: Mapping[str, tuple[int, str]] = MappingProxyType(
    {
        "mfrac": (2, r"\\(?:[cdt]?frac|[dt]?binom)"),
        "mroot": (2, r"\\sqrt"),
        **dict.fromkeys(("msub", "msup"), (2, r"[_^]")),
        "msubsup": (3, r"[_^]"),
        **dict.fromkeys(("munder", "mover"), (2, "")),
        "munderover": (3, ""),
    }
)
_REASONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "MissingSuperScriptOrSubscriptError": ("Nothing stands behind a ^ or _ here.", ""),
        "DoubleSuperscriptsError": ("A sign has two exponents here.", "Write x^{a b}, in braces."),
        "DoubleSubscriptsError": ("A sign has two indices here.", "Write x_{a b}, in braces."),
        "DenominatorNotFoundError": ("A fraction has nothing under its bar.", ""),
        "NumeratorNotFoundError": ("A fraction has nothing over its bar.", ""),
        "LimitsMustFollowMathOperatorError": (r"\limits stands behind no \sum or \int.", ""),
        "RecursionError": _TOO_DEEP,
    }
)


# Where each of latex2mathml's complaints most likely belongs; it says no place itself.
_PLACES: Mapping[str, str] = MappingProxyType(
    {
        "MissingSuperScriptOrSubscriptError": r"[_^]\s*(?:$|\}|&|\\\\)",
        "DoubleSuperscriptsError": r"\^",
        "DoubleSubscriptsError": r"_",
        "DenominatorNotFoundError": r"\\[cdt]?frac",
        "NumeratorNotFoundError": r"\\[cdt]?frac",
        "LimitsMustFollowMathOperatorError": r"\\limits",
    }
)


def _explained(mistake: Exception, latex: str) -> Mistake:
    unclear = "A command of this formula lacks what it is applied to."
    message, hint = _REASONS.get(type(mistake).__name__, (unclear, r"Write \sqrt{x}, say."))
    place = re.search(_PLACES.get(type(mistake).__name__, ""), latex)
    return Mistake(place.start() if place else 0, message, hint)


def _too_deep(depth: int) -> Mistake | None:
    return Mistake(0, *_TOO_DEEP) if depth > _DEEPEST else None


def _stray(element: Element, latex: str) -> Mistake | None:
    """Complain about a sign of LaTeX's own that was taken for a letter."""
    text = element.text or ""
    if element.tag != "mi" or text not in _STRAYS:
        return None
    place = re.search(rf"(?<!\\){re.escape(text)}", latex)
    return Mistake(place.start() if place else 0, *_STRAYS[text])


def _incomplete(element: Element, latex: str) -> Mistake | None:
    wanted, command = _PARTS.get(element.tag, (len(element), ""))
    if len(element) == wanted:
        return None
    places = [found.start() for found in re.finditer(command, latex)] if command else []
    message = "Something is missing here: a command that is applied to two things has but one."
    return Mistake(
        max(places, default=0), message, r"Write \frac{a}{b}, x^{2} or \sqrt[3]{x}, say."
    )


def _unknown(element: Element, latex: str) -> Mistake | None:
    found = _UNKNOWN.match(element.text or "")
    if found is None:
        return None
    name = found[0]
    place = re.search(re.escape(name) + "(?![A-Za-z])", latex)
    hint = did_you_mean(name, _commands()) or "Write it with commands of LaTeX and amsmath."
    return Mistake(place.start() if place else 0, f"No command of formulas is called {name}.", hint)


@lru_cache(maxsize=1)
def _commands() -> tuple[str, ...]:
    """Return the commands that latex2mathml knows, for suggestions."""
    from latex2mathml import commands, symbols_parser

    constants = [value for value in vars(commands).values() if isinstance(value, str)]
    tables = (*constants, *commands.CONVERSION_MAP, *commands.FUNCTIONS, *symbols_parser.SYMBOLS)
    return tuple(sorted({name for name in tables if _UNKNOWN.fullmatch(name)}))
