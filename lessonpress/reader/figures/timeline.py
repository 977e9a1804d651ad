"""A timeline: lines of when and what, in the order of the telling."""

from __future__ import annotations

from collections.abc import Iterator

from lessonpress import model as m
from lessonpress.diagnostics import did_you_mean
from lessonpress.reader.figures.moments import moments
from lessonpress.reader.figures.source import Source
from lessonpress.reader.strict_yaml import Mapping, Scalar, Sequence, Value

KEYS = ("events", "scale")
# More than this are a table, not a drawing.
_MOST_EVENTS = 60
_HINT = 'Write lines such as "- 2013: What happened"; text with a colon in it needs quotes.'


def read(source: Source) -> m.Timeline | None:
    """Return the timeline, or None after a complaint."""
    value = source.yaml(_HINT)
    if value is None:
        return None
    scale, listed = _parts(value, source)
    events = tuple(_events(listed, source)) if listed else ()
    if not events:
        source.fail("events", source.span, "There are no events in this timeline.", _HINT)
        return None
    if len(events) > _MOST_EVENTS:
        message = f"This timeline has {len(events)} events; {_MOST_EVENTS} can be drawn."
        source.fail("too-large", source.span, message, "Divide it into several.")
        return None
    if scale == "time":
        _check_dates(events, source)
    alt = "; ".join(f"{event.when}: {event.what}" for event in events)
    return m.Timeline(events, source.alt(alt), scale == "time")


def _parts(value: Value, source: Source) -> tuple[str, Value | None]:
    """Return the scale and the list of events: the whole, or what stands under `events`."""
    if isinstance(value, Mapping):
        value = source.without_words(value, KEYS)
    if not isinstance(value, Mapping) or not _has_settings(value):
        return "even", value
    given = source.known(value, KEYS)
    return source.choice(given.get("scale"), "even", "even", "time"), given.get("events")


def _has_settings(value: Mapping) -> bool:
    """Say whether keys are settings, rather than the dates of events without dashes."""
    return any(key.text in KEYS or did_you_mean(key.text, KEYS) for key, _ in value.items)


def _events(listed: Value, source: Source) -> Iterator[m.Event]:
    for entry in listed.items if isinstance(listed, Sequence) else (listed,):
        if isinstance(entry, Mapping):
            for when, what in entry.items:
                yield from _event(when, what, source)
        else:
            message = "An event is when it was, a colon, and what happened."
            source.fail("event", source.at(entry), message, _HINT)


def _event(when: Scalar, what: Value, source: Source) -> Iterator[m.Event]:
    if not isinstance(what, Scalar) or not what.text.strip() or not when.text.strip():
        message = f'"{when.text}" wants a line of text that says what happened.'
        source.fail("event", source.at(when), message, _HINT)
        return
    start, end = moments(when.text) or (None, None)
    yield m.Event(
        source.text(when.text, when.line),
        source.text(what.text, what.line),
        source.at(when),
        start,
        end,
    )


def _check_dates(events: tuple[m.Event, ...], source: Source) -> None:
    for event in events:
        if event.start is None:
            message = f'"{event.when}" names no date, so it has no place on a scale of time.'
            hint = "Write a year (2013, September 2023, 2013-2018), or leave out scale: time."
            source.fail("date", event.span, message, hint)
