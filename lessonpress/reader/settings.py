"""What course.yml and a unit's front matter may say: every key, its type, and its checks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any

from lessonpress import model as m
from lessonpress.diagnostics import Diagnostic, did_you_mean, error, warning
from lessonpress.pagesetup import BESIDE, PER_PAGE
from lessonpress.reader import strict_yaml, yaml_slips
from lessonpress.reader.strict_yaml import Scalar, Sequence, Value

PAPERS = ("a4", "letter")
# Outputs that are made on request alone, by the names that `--only` has for them.
EXTRAS = ("large-print", "booklet")

_ISO_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


class _Unfit(Exception):
    """A value is not of its key's type; the message says what is wanted."""


@dataclass(slots=True)
class Settings:
    """The values that were given, by key, typed; and what was wrong with the others."""

    values: dict[str, Any] = field(default_factory=dict)
    complaints: list[Diagnostic] = field(default_factory=list)


# --- types ---------------------------------------------------------------------------------------


def _text(value: Value) -> str:
    if not isinstance(value, Scalar):
        raise _Unfit("a line of text (put it in quotes if it holds a colon)")
    return " ".join(value.text.split())


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(_text(item) for item in (value.items if isinstance(value, Sequence) else [value]))


def _minutes(value: Value) -> int:
    text = _text(value)
    if not re.fullmatch(r"[1-9]\d{0,3}", text):
        raise _Unfit("a whole number of minutes")
    return int(text)


def _level(value: Value) -> int:
    text = _text(value)
    if not re.fullmatch(r"[1-6]", text):
        raise _Unfit("a heading level from 1 to 6")
    return int(text)


def _switch(value: Value) -> bool:
    text = _text(value).lower()
    if text not in ("true", "false"):
        raise _Unfit("true or false")
    return text == "true"


def _per_page(value: Value) -> int:
    text = _text(value)
    if text not in map(str, PER_PAGE):
        raise _Unfit("one of " + ", ".join(map(str, PER_PAGE)))
    return int(text)


def _extras(value: Value) -> tuple[str, ...]:
    return tuple(_known(name.lower(), EXTRAS) for name in _texts(value))


def _language(value: Value) -> str:
    text = _text(value)
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", text):
        raise _Unfit("a language's code, such as en, es or pt-BR")
    return text


def _one_of(*names: str) -> Callable[[Value], str]:
    def read(value: Value) -> str:
        text = _text(value).lower()
        if text not in names:
            raise _Unfit("one of " + ", ".join(names))
        return text

    return read


def _glossary(value: Value) -> tuple[m.GlossaryEntry, ...]:
    if not isinstance(value, strict_yaml.Mapping):
        raise _Unfit("a list of lines, each a term, a colon and its meaning")
    return tuple(m.GlossaryEntry(key.text, _text(meaning)) for key, meaning in value.items)


SOURCE = frozenset(f.name for f in fields(m.Source)) - {"key", "number"}


def _sources(value: Value) -> tuple[m.Source, ...]:
    if not isinstance(value, strict_yaml.Mapping):
        raise _Unfit("a list of keys, each with its title, author, year, url ... below it")
    return tuple(_source(key.text, entry) for key, entry in value.items)


def _source(key: str, value: Value) -> m.Source:
    if isinstance(value, Scalar):
        return m.Source(key, _text(value))
    if not isinstance(value, strict_yaml.Mapping):
        raise _Unfit(f'a title, author, year, url ... for "{key}"')
    given = {name.text: _text(text) for name, text in value.items}
    unknown = sorted(set(given) - SOURCE)
    if unknown:
        known = ", ".join(sorted(SOURCE))
        raise _Unfit(f'only {known} for "{key}", not "{unknown[0]}"')
    if not given.get("title"):
        raise _Unfit(f'a title for "{key}"')
    return m.Source(key, number=0, **given)


FLOORS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"text": (12, 40), "dense": (9, 40), "title": (12, 60), "small": (8, 20)}
)


def _layouts(value: Value) -> tuple[tuple[str, str], ...]:
    """Return the template's layouts that are named for kinds of slides."""
    if not isinstance(value, strict_yaml.Mapping):
        raise _Unfit("a list of lines, each a kind of slide, a colon and a layout's name")
    return tuple((_known(key.text, m.SLIDE_ROLES), _text(name)) for key, name in value.items)


def _floors(value: Value) -> tuple[tuple[str, float], ...]:
    """Return the smallest sizes of type that slides may be set in, in points."""
    if not isinstance(value, strict_yaml.Mapping):
        raise _Unfit("a list of lines, each text, dense, title or small, and its points")
    return tuple((_known(key.text, FLOORS), _points(key.text, size)) for key, size in value.items)


def _points(name: str, value: Value) -> float:
    least, most = FLOORS[name]
    text = _text(value)
    size = float(text) if re.fullmatch(r"\d{1,2}(\.\d)?", text) else 0.0
    if not least <= size <= most:
        raise _Unfit(f"a size from {least:g} to {most:g} points for {name}")
    return size


def _known(name: str, names: Iterable[str]) -> str:
    if name in names:
        return name
    near = did_you_mean(name, names)
    raise _Unfit(f'one of {", ".join(names)}, not "{name}"' + (f" ({near})" if near else ""))


Schema = Mapping[str, Callable[[Value], Any]]

_PAGES: Schema = MappingProxyType(
    {
        "paper": _one_of(*PAPERS),
        "low-ink": _switch,
        "duplex": _switch,
    }
)

_LOOK: Schema = MappingProxyType({"brand": _text, "layouts": _layouts, "floors": _floors})

UNIT: Schema = MappingProxyType(
    {
        "title": _text,
        "subtitle": _text,
        "authors": _texts,
        "author": _texts,
        "date": _text,
        "lang": _language,
        "minutes": _minutes,
        "teaching": _minutes,
        "exercises": _minutes,
        "content-note": _text,
        **_PAGES,
        "slide-level": _level,
        "prose": _one_of("slide", "notes"),
        **_LOOK,
        "incremental": _switch,
    }
)

COURSE: Schema = MappingProxyType(
    {
        "title": _text,
        "subtitle": _text,
        "authors": _texts,
        "author": _texts,
        "lang": _language,
        "licence": _text,
        "license": _text,
        "date": _text,
        **_PAGES,
        "slides-per-page": _per_page,
        "beside-slides": _one_of(*BESIDE),
        "also": _extras,
        "glossary": _glossary,
        "sources": _sources,
        "audience": _one_of(*m.LEVELS),
        "off": _texts,
        "units": _texts,
        "release": _texts,
        **_LOOK,
        "incremental": _switch,
    }
)

# Two names for one thing.
_SAME = MappingProxyType({"author": "authors", "license": "licence"})


def read(text: str, schema: Schema, path: str, first_line: int) -> Settings:
    """Read settings that start on `first_line` of the file at `path`; complain, never raise."""
    settings = Settings()

    def place(at: Value | strict_yaml.YamlError) -> m.Span:
        return m.Span(path, first_line + at.line - 1, at.column)

    try:
        value = strict_yaml.parse(text)
    except strict_yaml.YamlError as mistake:
        slip = yaml_slips.explained(mistake, text)
        settings.complaints.append(_not_yaml(slip, place(slip)))
        return settings
    if isinstance(value, strict_yaml.Mapping):
        above = ""
        for key, given in value.items:
            above = _above(key, given, above, schema)
            if above and key.text not in schema:
                settings.complaints.append(_unindented(key.text, above, place(key)))
            else:
                _take(settings, key.text, given, schema, place(key))
    elif value is not None:
        message = "Settings are lines of a key, a colon and a value."
        hint = "For instance: title: My first lesson"
        settings.complaints.append(error("settings-not-pairs", place(value), message, hint))
    return settings


def _not_yaml(mistake: strict_yaml.YamlError, span: m.Span) -> Diagnostic:
    message = f"The settings cannot be read here: {mistake.message}."
    hint = "Write one key, a colon, a space and its value a line; put text with : or # in quotes."
    return error("settings-unreadable", span, message, hint)


# Settings whose values are lines of their own, and what these may be called; None for anything.
_NESTED: Mapping[str, Iterable[str] | None] = MappingProxyType(
    {"layouts": m.SLIDE_ROLES, "floors": tuple(FLOORS), "glossary": None, "sources": None}
)


def _above(key: Scalar, given: Value, above: str, schema: Schema) -> str:
    """Return the setting without a value under which a key may be meant to stand, or ""."""
    if key.text in schema:
        empty = isinstance(given, Scalar) and not given.text and not given.quoted
        return key.text if empty and key.text in _NESTED else ""
    names = _NESTED.get(above, ())
    return above if names is None or key.text in names else ""


def _unindented(key: str, above: str, span: m.Span) -> Diagnostic:
    message = f'"{key}" is not indented, so it does not belong to "{above}".'
    hint = f"Put two spaces in front of it, as of every line under {above}:."
    return error("setting-unindented", span, message, hint)


def _take(settings: Settings, key: str, given: Value, schema: Schema, span: m.Span) -> None:
    """Type one value by the schema, or complain of it."""
    if key not in schema:
        hint = did_you_mean(key, schema) or "Known are: " + ", ".join(sorted(schema)) + "."
        message = f'There is no setting "{key}"; it is passed over.'
        settings.complaints.append(warning("unknown-setting", span, message, hint))
        return
    if isinstance(given, Scalar) and not given.text and not given.quoted:
        return  # a key that waits for its value, as in a starting file
    try:
        settings.values[_SAME.get(key, key)] = schema[key](given)
        if key == "date" and not _ISO_DATE.fullmatch(settings.values[key]):
            message = "This date is printed as it is written, in every language."
            hint = "Written as 2026-01-31 it is also the file's own date."
            settings.complaints.append(warning("date-form", span, message, hint))
    except _Unfit as wanted:
        settings.complaints.append(error("setting-unfit", span, f'"{key}" wants {wanted}.'))
