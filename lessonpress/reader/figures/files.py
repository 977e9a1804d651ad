"""Charts whose data stand in files of the course: which files those are, and taking them in.

The reader has no disk. Whoever has reads the files that `data_files` names, and gives their bytes
to `with_data`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from lessonpress import model as m
from lessonpress.diagnostics import Diagnostic, error, has_errors
from lessonpress.reader import strict_yaml, text, yaml_slips
from lessonpress.reader.figures import grid
from lessonpress.reader.figures.data import filled as filled_from
from lessonpress.reader.figures.grid import Cells, Raw
from lessonpress.reader.strict_yaml import Scalar
from lessonpress.walking import rewrite, walk

# What is read as YAML, which JSON is too; all else is lines of cells.
_YAML_ENDINGS = (".yml", ".yaml", ".json")


def data_files(lesson: m.Lesson) -> tuple[m.DataFile, ...]:
    """Return every file of data the lesson names, for whichever audience."""
    return tuple(node for node in walk(lesson) if isinstance(node, m.DataFile))


def with_data(
    lesson: m.Lesson, files: Mapping[str, bytes]
) -> tuple[m.Lesson, tuple[Diagnostic, ...]]:
    """Return the lesson with its charts' data in them, and what is wrong with these.

    `files` are bytes by their path in the course's folder. A chart whose file is not there, or
    cannot be read, is left as it is.
    """
    complaints: list[Diagnostic] = []
    folder = posixpath.dirname(lesson.span.path)

    def change(node: Any) -> tuple[Any, ...]:
        match node:
            case m.Figure(content=m.Chart(file=m.DataFile(path=path)) as chart) if path in files:
                place = _File(posixpath.join(folder, path), files[path], complaints)
                return (replace(node, content=place.chart(chart)),)
        return (node,)

    return rewrite(lesson, change), tuple(complaints)


@dataclass(frozen=True, slots=True)
class _File:
    """A file of data that a chart is filled from."""

    path: str
    data: bytes
    complaints: list[Diagnostic]

    def span(self, cell: Scalar) -> m.Span:
        return m.Span(self.path, cell.line, cell.column)

    def chart(self, chart: m.Chart) -> m.Chart:
        """Return the chart with the file's numbers, or as it is after an error."""
        assert chart.file is not None
        found: list[Diagnostic] = []
        raw, names = self.raw(found)
        table, about_data = grid.read(raw, names, self.span)
        found += about_data
        if table is not None:
            table, about_columns = grid.chosen(table, chart.file.columns, chart.file.span)
            found += about_columns
        filled = None
        if not has_errors(found):
            filled, about_numbers = filled_from(chart, table, chart.file.decimal, self.span)
            found += about_numbers
        self.complaints.extend(found)
        return filled or chart

    def raw(self, found: list[Diagnostic]) -> tuple[Raw, Cells]:
        """Return the data in the file, and the names of its series where they stand apart."""
        lines = text.lines(self.data, self.path, found)
        if not self.path.lower().endswith(_YAML_ENDINGS):
            return Raw(lines=tuple(lines)), ()
        try:
            value = strict_yaml.parse("\n".join(lines))
        except strict_yaml.YamlError as mistake:
            slip = yaml_slips.explained(mistake, "\n".join(lines))
            message = f"These data cannot be read here: {slip.message}."
            hint = "Write lines of a name, a colon and a number: 2015: 0.7"
            span = m.Span(self.path, slip.line, slip.column)
            found.append(error("chart-data", span, message, hint))
            return Raw(), ()
        return Raw(value), ()
