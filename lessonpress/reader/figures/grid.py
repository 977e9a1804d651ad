"""The data of a chart as a grid: names along the head and down the first column.

In YAML a grid is written in any of these ways:

    2015: 0.7               2015: [0.7, 0.4]        2015: {Men: 0.7, Women: 0.4}
    2018: 3.4               2018: [3.4, 2.9]        2018: {Men: 3.4, Women: 2.9}

or as a list of rows, `- [2015, 0.7, 0.4]`; or it is CSV.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lessonpress.diagnostics import Diagnostic, did_you_mean, error, warning
from lessonpress.model import Span
from lessonpress.reader import strict_yaml
from lessonpress.reader.figures import quantities, tabular
from lessonpress.reader.figures.quantities import Place
from lessonpress.reader.figures.tabular import Origin
from lessonpress.reader.strict_yaml import Mapping, Scalar, Value

Cells = tuple[Scalar, ...]

_FORMS = "Write lines of a name, a colon and a number: 2015: 0.7"


class _Unfit(Exception):
    """The data are no grid; holds what there is to say about it."""

    def __init__(self, complaint: Diagnostic) -> None:
        super().__init__(complaint.message)
        self.complaint = complaint


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows as long as the head; the first cell of each names it."""

    head: Cells
    rows: tuple[Cells, ...]

    @property
    def columns(self) -> tuple[Cells, ...]:
        """Return the cells below each cell of the head."""
        return tuple(tuple(row[index] for row in self.rows) for index in range(len(self.head)))


@dataclass(frozen=True, slots=True)
class Raw:
    """Data as they were found: a value of YAML, or lines of CSV that begin at `origin`."""

    value: Value | None = None
    lines: tuple[str, ...] = ()
    origin: Origin = field(default=Origin())

    @property
    def empty(self) -> bool:
        """Say whether there is nothing in it."""
        return self.value is None and not any(line.strip() for line in self.lines)


def read(raw: Raw, names: Cells, place: Place) -> tuple[Grid | None, list[Diagnostic]]:
    """Return the grid in data, None for none, and what is wrong with it.

    `names` are those of the series, for data that have none themselves.
    """
    try:
        if raw.value is not None:
            return _from_yaml(raw.value, names, place)
        return _from_rows(tabular.rows(raw.lines, raw.origin), place)
    except _Unfit as mistake:
        return None, [mistake.complaint]
    except tabular.CsvError as mistake:
        message = f"These data cannot be read here: {mistake.message}."
        hint = 'Put text that holds the separator in "quotation marks", and close them.'
        span = place(Scalar("", mistake.line, raw.origin.column))
        return None, [error("chart-data", span, message, hint)]


# --- from CSV ------------------------------------------------------------------------------------


def _from_rows(rows: Sequence[Cells], place: Place) -> tuple[Grid | None, list[Diagnostic]]:
    """Return the grid in the rows of a table, None for none, and what is wrong with its rows."""
    if not rows:
        return None, []
    head, body = _headed(tuple(rows))
    complaints: list[Diagnostic] = []
    kept = [cells for row in body if (cells := _as_long(row, head, place, complaints)) is not None]
    return Grid(head, tuple(kept)), complaints


def _headed(rows: tuple[Cells, ...]) -> tuple[Cells, tuple[Cells, ...]]:
    """Return the head, which has no names where already the first line is numbers, and the rest."""
    first = rows[0]
    if len(first) > 1 and all(map(quantities.is_number, first)):
        return tuple(Scalar("", cell.line, cell.column) for cell in first), rows
    return first, rows[1:]


def _as_long(row: Cells, head: Cells, place: Place, complaints: list[Diagnostic]) -> Cells | None:
    """Return a row as long as the head, or None where that cannot be told."""
    extra = row[len(head) :]
    if any(cell.text for cell in extra):
        message = f"This row has {len(row)} cells, but there are {len(head)} columns."
        hint = "Take the extra one out, or put a text with the separator in it in quotes."
        complaints.append(error("chart-ragged", place(row[0]), message, hint))
        return None
    if other := _other_separator(row, head):
        message = f'The cells of this row are parted by "{other}", those of the first are not.'
        hint = "Write the same sign between the cells of every row."
        complaints.append(error("chart-separator", place(row[0]), message, hint))
        return None
    if len(row) < len(head):
        message = f"This row has {len(row)} of {len(head)} cells; the rest count as missing."
        hint = "Write a separator for each missing number, too."
        complaints.append(warning("chart-ragged", place(row[0]), message, hint))
    end = row[-1]
    missing = Scalar("", end.line, end.column + len(end.text))
    return (*row[: len(head)], *[missing] * (len(head) - len(row)))


def _other_separator(row: Cells, head: Cells) -> str:
    """Return the sign that would part a row of one cell into as many as the head has."""
    if len(row) > 1 or len(head) == 1:
        return ""
    return next((sign for sign in ",;|" if row[0].text.count(sign) == len(head) - 1), "")


# --- from YAML -----------------------------------------------------------------------------------


def _from_yaml(value: Value, names: Cells, place: Place) -> tuple[Grid | None, list[Diagnostic]]:
    """Return the grid in a value that is no text, its series named by `names` or by itself.

    Raises _Unfit.
    """
    if isinstance(value, Mapping):
        own, rows = _pairs(value, names, place)
    elif isinstance(value, strict_yaml.Sequence):
        own, rows = names, [_list(item, place) for item in value.items]
    else:
        raise _Unfit(error("chart-data", place(value), "These are no data of a chart.", _FORMS))
    if not rows:
        return None, []
    corner = Scalar("", value.line, value.column)
    wide = max(map(len, rows)) - 1
    head = own or (corner,) * wide
    if len(head) < wide:
        message = f"A name here has {wide} numbers, and series: names {len(head)} of them."
        raise _Unfit(error("chart-ragged", place(head[0]), message, "Name each of them."))
    return _from_rows(((corner, *head), *rows), place)


def _pairs(value: Mapping, names: Cells, place: Place) -> tuple[Cells, list[Cells]]:
    """Return the series' names, and a row for each key."""
    nested = [inner for _, inner in value.items if isinstance(inner, Mapping)]
    if not nested:
        return names, [(key, *_list(inner, place)) for key, inner in value.items]
    told = {key.text: key for inner in nested for key, _ in inner.items}
    return tuple(told.values()), [
        (key, *_by_name(inner, told, place)) for key, inner in value.items
    ]


def _by_name(value: Value, told: Iterable[str], place: Place) -> Cells:
    if not isinstance(value, Mapping):
        message = "The others here have a name before each number."
        raise _Unfit(error("chart-data", _at(value, place), message, "2015: {Men: 1, Women: 2}"))
    given = {key.text: _scalar(inner, place) for key, inner in value.items}
    missing = Scalar("", value.line, value.column)
    return tuple(given.get(name, missing) for name in told)


def _list(value: Value, place: Place) -> Cells:
    if isinstance(value, strict_yaml.Sequence):
        return tuple(_scalar(item, place) for item in value.items)
    return (_scalar(value, place),)


def _scalar(value: Value, place: Place) -> Scalar:
    if isinstance(value, Scalar):
        return value
    message = "A single number should stand here."
    raise _Unfit(error("chart-data", _at(value, place), message, _FORMS))


def _at(value: Value, place: Place) -> Span:
    return place(Scalar("", value.line, value.column))


# --- what is taken of it -------------------------------------------------------------------------


def chosen(grid: Grid, columns: Sequence[str], span: Span) -> tuple[Grid | None, list[Diagnostic]]:
    """Return the named columns in the order of their names, or all where none is named."""
    known = [cell.text for cell in grid.head]
    names = [name.casefold() for name in known]
    for wanted in columns:
        if wanted.casefold() not in names:
            message = f'The data have no column "{wanted}".'
            hint = did_you_mean(wanted, known) or f"Known are: {', '.join(known)}."
            return None, [error("chart-column", span, message, hint)]
    places = [names.index(wanted.casefold()) for wanted in columns] or [*range(len(names))]
    rows = (grid.head, *grid.rows)
    head, *body = (tuple(row[at] for at in places) for row in rows)
    return Grid(head, tuple(body)), []
