"""A chart: what it is to look like, and its data, here or in a file of the course.

What a chart is to be is said on the fence's first line or in its YAML. One that says all of it on
its first line may hold nothing but data, as YAML or CSV, or nothing at all where a file has them.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import cast, get_args

from lessonpress import model as m
from lessonpress.diagnostics import did_you_mean, has_errors
from lessonpress.reader import strict_yaml
from lessonpress.reader.figures import data, grid
from lessonpress.reader.figures.grid import Cells, Raw
from lessonpress.reader.figures.source import Source
from lessonpress.reader.figures.tabular import Origin
from lessonpress.reader.inlines import check_braces
from lessonpress.reader.strict_yaml import Scalar, Value

ATTRIBUTES = frozenset(
    {"kind", "title", "x", "y", "unit", "labels", "stacked", "file", "columns", "decimal"}
)
KEYS = (*sorted(ATTRIBUTES), "data", "series")
_HINT = "Write lines of a name, a colon and a number: 2015: 0.7; text with a colon needs quotes."

KINDS: tuple[str, ...] = get_args(m.ChartKind)
# What else people call the kinds.
_ALIASES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("columns", "histogram"), "column"),
        **dict.fromkeys(("bars",), "bar"),
        **dict.fromkeys(("lines", "curve"), "line"),
        **dict.fromkeys(("circle", "doughnut", "donut"), "pie"),
        **dict.fromkeys(("points", "dots", "xy"), "scatter"),
    }
)
# The first line of YAML has a colon before any separator, or begins a list.
_YAML = re.compile(r"\s*(?:-\s|[^,;\t]*:(?:\s|$))")

Settings = Mapping[str, Value]


def read(source: Source) -> m.Chart | None:
    """Return the chart, without its numbers where a file has them; None after a complaint."""
    check_braces(source.fence.text, source.fence.line, source.reading)
    given = _given(source)
    if given is None:
        return None
    settings, raw = given
    chart = _Asked(source, settings).chart()
    if chart is None:
        return None
    if chart.file is None:
        return _with_data(chart, settings, raw, source)
    if not raw.empty:
        message = "This chart has data here, and in a file as well."
        source.fail("twice", source.span, message, "Take one of the two away.")
    return chart


def _with_data(chart: m.Chart, settings: Settings, raw: Raw, source: Source) -> m.Chart | None:
    asked = _Asked(source, settings)
    table, complaints = grid.read(raw, asked.names("series"), source.at)
    if table is not None:
        columns = tuple(name.text for name in asked.names("columns"))
        table, about_columns = grid.chosen(table, columns, source.span)
        complaints += about_columns
    filled = None
    if not has_errors(complaints):
        filled, about_numbers = data.filled(chart, table, asked.decimal(), source.at)
        complaints += about_numbers
    source.reading.complaints += complaints
    return filled


# --- what is given -------------------------------------------------------------------------------


def _given(source: Source) -> tuple[Settings, Raw] | None:
    """Return a fence's settings and its data, None after a complaint."""
    written = source.fence.attributes.values.items()
    settings: dict[str, Value] = {k: Scalar(v, 0, 1) for k, v in written if k in ATTRIBUTES}
    lines = tuple(source.fence.text.split("\n"))
    first = next(filter(str.strip, lines), "")
    if not _YAML.match(first):
        return settings, Raw(lines=lines)
    value = source.yaml(_HINT)
    if value is None:
        return None
    if not isinstance(value, strict_yaml.Mapping) or not _has_settings(value):
        return settings, Raw(value)
    inside = source.known(value, KEYS)
    for key in sorted(inside.keys() & settings.keys()):
        message = f'"{key}" is said twice, here and on the first line of the chart.'
        source.fail("twice", source.at(inside[key]), message, "Take one of the two away.")
    return _parted(settings | inside, lines)


def _has_settings(value: strict_yaml.Mapping) -> bool:
    """Say whether keys are settings, rather than the names of numbers."""
    return any(key.text in KEYS for key, _ in value.items)


def _parted(settings: dict[str, Value], lines: tuple[str, ...]) -> tuple[Settings, Raw]:
    """Return settings, and the data that stand among them: CSV where they are text."""
    found = settings.pop("data", None)
    if not isinstance(found, Scalar):
        return settings, Raw(found)
    text = tuple(found.text.split("\n"))
    below = range(found.line, len(lines) + 1)
    line = next((n for n in below if text[0] and text[0] in lines[n - 1]), found.line)
    return settings, Raw(lines=text, origin=Origin(line, lines[line - 1].find(text[0]) + 1))


# --- what is asked for ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Asked:
    """The settings of a chart, each typed when it is asked for."""

    source: Source
    settings: Settings

    def chart(self) -> m.Chart | None:
        """Return the chart that is asked for, without its data; None after a complaint."""
        before = len(self.source.reading.complaints)
        chart = m.Chart(
            kind=self.kind(),
            span=self.source.span,
            alt=self.source.alt(""),
            lang=self.source.reading.parser.lang,
            title=self.text("title"),
            x_title=self.text("x"),
            y_title=self.text("y"),
            stacked=self.flag("stacked") or False,
            labels=self.flag("labels"),
            numbers=m.NumberForm(unit=self.text("unit")),
            file=self.file(),
        )
        if chart.stacked and chart.kind not in ("column", "bar"):
            message = f"Only columns and bars can be stacked, not a chart of the kind {chart.kind}."
            self.fail("stacked", "stacked", message, "Take kind: column, or leave stacked: out.")
        if chart.kind == "pie" and (chart.x_title or chart.y_title):
            message = "A pie has no axes, so their titles are shown nowhere."
            hint = "Say it in the title, or take kind: bar."
            self.source.reading.warn("chart-axis", self.source.span, message, hint)
        return None if has_errors(self.source.reading.complaints[before:]) else chart

    def fail(self, key: str, what: str, message: str, hint: str = "") -> None:
        self.source.fail(what, self.source.at(self.settings[key]), message, hint)

    def scalar(self, key: str) -> Scalar | None:
        value = self.settings.get(key)
        if value is None or isinstance(value, Scalar):
            return value
        self.fail(key, "value", f'"{key}" wants a line of text.')
        return None

    def text(self, key: str) -> str:
        value = self.scalar(key)
        return self.source.text(value.text, value.line) if value else ""

    def flag(self, key: str) -> bool | None:
        value = self.scalar(key)
        if value is None:
            return None
        if value.text not in ("true", "false"):
            message = f'"{key}" is either true or false, not "{value.text}".'
            self.fail(key, "value", message, f"Write {key}: true, or leave it out.")
        return value.text == "true"

    def kind(self) -> m.ChartKind:
        value = self.scalar("kind")
        given = value.text.strip().lower() if value else "column"
        kind = _ALIASES.get(given, given)
        if kind not in KINDS:
            hint = did_you_mean(kind, KINDS) or f"Known are: {', '.join(KINDS)}."
            self.fail("kind", "kind", f'There is no kind of chart "{given}".', hint)
        return cast(m.ChartKind, kind)

    def decimal(self) -> str:
        value = self.scalar("decimal")
        if value is None or value.text in (".", ","):
            return value.text if value else ""
        self.fail("decimal", "value", 'The decimal sign is "." or ",".', 'Write decimal: ","')
        return ""

    def names(self, key: str) -> Cells:
        """Return the texts of a list, or of a line with commas between them."""
        value = self.settings.get(key)
        if isinstance(value, strict_yaml.Sequence):
            return tuple(item for item in value.items if isinstance(item, Scalar))
        if not isinstance(value, Scalar):
            return ()
        parts = (part.strip() for part in value.text.split(","))
        return tuple(Scalar(part, value.line, value.column) for part in parts if part)

    def file(self) -> m.DataFile | None:
        value = self.scalar("file")
        if value is None:
            return None
        path = posixpath.normpath(value.text.strip().replace("\\", "/"))
        columns = tuple(name.text for name in self.names("columns"))
        return m.DataFile(path, self.source.at(value), columns, self.decimal())
