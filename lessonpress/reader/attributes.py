"""Pandoc's attributes, `{#id .class key=value}`: behind headings, spans, pictures, fences, divs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_TOKEN = re.compile(
    r"""\s*(?:
        \#(?P<id>[^\s{}=\#."']+)
      | \.(?P<class>[^\s{}=\#."']+)
      | (?P<key>[A-Za-z_][\w:-]*)=(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s{}"']*))
      | (?P<unnumbered>-)
      | (?P<word>[A-Za-z][\w-]*)
    )(?=\s|$)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands between the braces."""

    id: str = ""
    classes: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def parse(text: str, *, words: bool = False) -> Attributes | None:
    """Return what `text`, the inside of the braces, says; None where it is not attributes.

    With `words`, one that lacks its dot is a class as well.
    """
    ident, classes, values = "", [], {}
    position = 0
    while text[position:].strip():
        token = _TOKEN.match(text, position)
        if token is None or (token["word"] and not words):
            return None
        position = token.end()
        ident = token["id"] or ident
        if token["class"] or token["word"]:
            classes.append(token["class"] or token["word"])
        if token["key"]:
            given = (token["double"], token["single"], token["bare"])
            values[token["key"]] = next(v for v in given if v is not None)
    return Attributes(ident, tuple(classes), MappingProxyType(values))


# Braces right behind a bracket are a span's or a link's, not the heading's.
_TRAILING = re.compile(r"(?<![\])`])\{(?P<inside>[^{}\n]*)\}[ \t]*$")
_LEADING = re.compile(r"\{(?P<inside>(?:[^{}\"']|\"[^\"]*\"|'[^']*')*)\}")


def at_end(text: str) -> tuple[str, Attributes]:
    """Return `text` without the attributes at its end, and those."""
    found = _TRAILING.search(text)
    attributes = parse(found["inside"]) if found else None
    if found is None or attributes is None:
        return text, Attributes()
    return text[: found.start()].rstrip(), attributes


def at(text: str, position: int) -> tuple[Attributes, int] | None:
    """Return the attributes that start at `position` and where they end, if any do."""
    found = _LEADING.match(text, position)
    attributes = parse(found["inside"]) if found else None
    if found is None or attributes is None:
        return None
    return attributes, found.end()
