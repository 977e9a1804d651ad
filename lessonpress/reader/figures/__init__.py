"""Fenced figures: a fence of a known name holds data, and is drawn from it.

Each kind has a module with a `read`, which returns the figure's content, or None after a complaint
that stops the unit. What stands beside the name on the fence's first line (`alt`, `caption`) is the
same for all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from xml.etree.ElementTree import Element

from lessonpress import model as m
from lessonpress.diagnostics import did_you_mean, has_errors
from lessonpress.reader import conditions
from lessonpress.reader.figures import chart, flow, maps, timeline
from lessonpress.reader.figures.source import Source
from lessonpress.reader.inlines import check_braces, inlines
from lessonpress.reader.reading import Reading
from lessonpress.reader.scanner import Fence
from lessonpress.reader.vocabulary import sounds_hidden


@dataclass(frozen=True, slots=True)
class Kind:
    """What reads a kind of figure, the keys of its data, and attributes beside ATTRIBUTES."""

    read: Callable[[Source], m.Computed | None]
    keys: tuple[str, ...]
    attributes: frozenset[str] = frozenset()


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "timeline": Kind(timeline.read, timeline.KEYS),
        "flow": Kind(flow.read, flow.KEYS),
        "map": Kind(maps.read, maps.KEYS),
        "chart": Kind(chart.read, chart.KEYS, chart.ATTRIBUTES),
    }
)
# What may be said of any figure beside its name.
ATTRIBUTES = frozenset({"alt", "caption"})


def figure(fence: Fence, parent: str, reading: Reading) -> m.Figure | None:
    """Return the figure that a fence holds the data of; None for a fence of code.

    One whose data cannot be read is shown as code, and stops the unit.
    """
    name, kind = _kind(fence)
    if kind is None:
        return None
    source, said = Source(fence, name, reading), len(reading.complaints)
    _check_attributes(source, kind)
    content = kind.read(source)
    if content is None or has_errors(reading.complaints[said:]):
        return None
    given = fence.attributes.id
    ident = reading.author_id(given, source.span) if given else reading.new_id(parent, "figure")
    return m.Figure(ident, source.span, content, _caption(source, kind))


def _kind(fence: Fence) -> tuple[str, Kind | None]:
    names = fence.attributes.classes
    name = names[0].lower() if names else ""
    # What is never closed, or is meant to be hidden, is complained of as code.
    hides = any(map(sounds_hidden, names[1:])) or conditions.depends(fence.attributes)
    readable = fence.closed and not hides
    return name, KINDS.get(name) if readable else None


def _check_attributes(source: Source, kind: Kind) -> None:
    line = source.reading.lines[source.fence.line - 1]
    if "=" in line.partition("{")[2] and not source.fence.attributes.values:
        message = "What stands between these braces cannot be read."
        hint = 'Write key=value, or key="some words", with a space between two of them.'
        source.fail("braces", source.span, message, hint)
    known = ATTRIBUTES | kind.attributes
    for key, value in source.fence.attributes.values.items():
        check_braces(value, source.fence.line, source.reading)
        if key == "title" and key not in known:
            message = f"A {source.name} has no title; these words are its caption."
            hint = 'Write caption="..." instead.'
            source.reading.warn("unknown-attribute", source.span, message, hint)
        elif key not in known:
            message = f'"{key}" says nothing to a {source.name}; it is passed over.'
            hint = did_you_mean(key, known) or f"Known are: {', '.join(sorted(known))}."
            source.reading.warn("unknown-attribute", source.span, message, hint)


def _caption(source: Source, kind: Kind) -> m.Inlines:
    """Return the caption, in which emphasis, terms and citations work as in any text."""
    root, line = Element("div"), source.fence.line
    paragraph = Element("p")
    paragraph.text = source.described("caption")
    if not paragraph.text and "title" not in kind.attributes:
        paragraph.text = source.described("title")
    root.append(paragraph)
    source.reading.parser.inlines(root)
    return inlines(paragraph, line, source.reading)
