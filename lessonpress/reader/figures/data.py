"""From a grid of cells to a chart's numbers, and what speaks against drawing them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lessonpress import model as m
from lessonpress.diagnostics import Diagnostic, error, has_errors, warning
from lessonpress.reader.figures import quantities
from lessonpress.reader.figures.grid import Cells, Grid
from lessonpress.reader.figures.quantities import Place
from lessonpress.reader.figures.wording import described

# More numbers than this nobody reads off a drawing, and a program draws for long.
_MOST_CELLS = 2_000
# More than this is hard to read on a slide; what is measured are 14 points of type a bar.
_MOST_SERIES = 6
_MOST_SLICES = 8
_MOST_COLUMNS = 60
_MOST_BARS = 24

Found = tuple[m.Chart | None, list[Diagnostic]]


def filled(chart: m.Chart, grid: Grid | None, decimal: str, place: Place) -> Found:
    """Return the chart with the numbers of a grid, None after an error, and what is wrong.

    `decimal` is the decimal sign where the author says it, else empty.
    """
    if grid is None or not grid.rows or len(grid.head) < 2:
        return None, [_empty(chart)]
    if len(grid.rows) * len(grid.head) > _MOST_CELLS:
        return None, [_too_large(chart, grid)]
    columns = grid.columns if chart.kind == "scatter" else grid.columns[1:]
    cells = [cell for column in columns for cell in column]
    reckoner, complaints = quantities.settled(cells, chart.lang, decimal, place)
    if has_errors(complaints):
        return None, complaints
    chart = _typed(chart, grid, reckoner)
    complaints += _slips(chart)
    return None if has_errors(complaints) else _said(chart), complaints


def _typed(chart: m.Chart, grid: Grid, reckoner: quantities.Reckoner) -> m.Chart:
    names, *columns = grid.columns
    cells = [cell for column in columns for cell in column]
    of_points = chart.kind == "scatter"
    series = zip(grid.head[1:], columns, strict=True)
    return replace(
        chart,
        categories=() if of_points else tuple(cell.text for cell in names),
        xs=reckoner.numbers(names) if of_points else (),
        heading=grid.head[0].text,
        series=tuple(m.Series(name.text, reckoner.numbers(column)) for name, column in series),
        numbers=reckoner.form(cells, chart.numbers.unit),
        x_numbers=reckoner.form(names) if of_points else m.PLAIN_NUMBERS,
        title=chart.title or ("" if of_points else _only_name(grid.head[1:])),
        x_title=chart.x_title or (grid.head[0].text if of_points else ""),
        y_title=chart.y_title or (_only_name(grid.head[1:]) if of_points else ""),
        file=None,
    )


def _only_name(names: Cells) -> str:
    """Return the name of the one series there is, which is what the whole chart shows."""
    return names[0].text if len(names) == 1 else ""


def _said(chart: m.Chart) -> m.Chart:
    return replace(chart, alt=chart.alt or described(chart))


# --- what is wrong -------------------------------------------------------------------------------


def _empty(chart: m.Chart) -> Diagnostic:
    hint = 'Write lines of a name, a colon and a number under data:, or name a file="assets/...".'
    if chart.file is not None:
        message = f'There are no data in "{chart.file.path}".'
        hint = "Its first line names the columns; below it stand lines of a name and numbers."
        return error("chart-empty", chart.span, message, hint)
    return error("chart-empty", chart.span, "There are no data in this chart.", hint)


def _too_large(chart: m.Chart, grid: Grid) -> Diagnostic:
    count = len(grid.rows) * len(grid.head)
    message = f"These data have {count:,} cells, more than can be read off a chart."
    hint = (
        f"Sum them up, or take some columns alone: columns=... At most {_MOST_CELLS:,} are drawn."
    )
    return error("chart-too-large", chart.span, message, hint)


def _slips(chart: m.Chart) -> Iterator[Diagnostic]:
    if all(value is None for series in chart.series for value in series.values):
        yield _empty(chart)
    elif chart.kind == "pie":
        yield from _slips_of_a_pie(chart)
    elif len(chart.series) > _MOST_SERIES:
        message = f"This chart has {len(chart.series)} series, which are hard to tell apart."
        hint = "Show the few that matter, or make several charts."
        yield warning("chart-crowded", chart.span, message, hint)
    if chart.kind in ("column", "bar"):
        yield from _crowd(chart)


def _slips_of_a_pie(chart: m.Chart) -> Iterator[Diagnostic]:
    if len(chart.series) > 1:
        message = f"A pie shows one series of numbers, and here are {len(chart.series)}."
        hint = "Name one of them in columns:, or take kind: column with stacked: true."
        yield error("chart-pie", chart.span, message, hint)
        return
    values = [value for value in chart.series[0].values if value is not None]
    if any(value < 0 for value in values):
        message = "A pie cannot show a number below zero."
        yield error("chart-pie", chart.span, message, "Take kind: column or kind: bar.")
    elif not sum(values):
        yield error("chart-pie", chart.span, "The parts of this pie add up to nothing.")
    if len(values) > _MOST_SLICES:
        message = f"This pie has {len(values)} slices, which are hard to compare."
        hint = "Take kind: bar, or sum the smallest up."
        yield warning("chart-crowded", chart.span, message, hint)


def _crowd(chart: m.Chart) -> Iterator[Diagnostic]:
    beside = 1 if chart.stacked else len(chart.series)
    count = len(chart.categories) * beside
    name, most = ("bars", _MOST_BARS) if chart.kind == "bar" else ("columns", _MOST_COLUMNS)
    if count > most:
        message = f"This chart has {count} {name}, too many to be read on a slide."
        hint = "Show fewer, or take kind: line."
        yield warning("chart-crowded", chart.span, message, hint)
