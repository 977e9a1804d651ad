"""The workbook in which PowerPoint edits a chart's data: names in column A, a series a column."""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal

from lessonpress import model as m
from lessonpress.deck.pptx import archive
from lessonpress.numerals import affixes

SHEET = "Data"
_NO_DATE = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's dates have no zone


def workbook(chart: m.Chart) -> bytes:
    """Return a chart's data as an .xlsx: the same bytes for the same chart."""
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"title": "", "author": "", "created": _NO_DATE})
    sheet = book.add_worksheet(SHEET)
    names = book.add_format({"num_format": format_code(chart.x_numbers, chart.lang)})
    values = book.add_format({"num_format": format_code(chart.numbers, chart.lang)})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, max(1, len(chart.series)), 14)
    sheet.ignore_errors({"number_stored_as_text": reference(0, 0, 1_000).replace("$", "")})
    sheet.write_string(0, 0, chart.heading)
    for row, name in enumerate(chart.categories, 1):
        sheet.write_string(row, 0, name)
    _write_column(sheet, 0, chart.xs, chart.x_numbers, names)
    for column, series in enumerate(chart.series, 1):
        sheet.write_string(0, column, series.name)
        _write_column(sheet, column, series.values, chart.numbers, values)
    book.close()
    return archive.reproducible(target.getvalue())


def _write_column(
    sheet: object, column: int, values: tuple[Decimal | None, ...], form: m.NumberForm, look: object
) -> None:
    for row, value in enumerate(values, 1):
        if value is not None:
            sheet.write_number(row, column, float(stored(value, form)), look)  # type: ignore[attr-defined]


def stored(value: Decimal, form: m.NumberForm) -> Decimal:
    """Return a number as spreadsheets keep it: 45 per cent is 0.45."""
    return value / 100 if form.percent else value


def format_code(form: m.NumberForm, lang: str) -> str:
    """Return the code a spreadsheet writes numbers by (ECMA-376, 18.8.31).

    The signs in it are English; each program shows those of its own user.
    """
    digits = "#,##0" if form.grouped else "0"
    decimals = f".{'0' * form.decimals}" if form.decimals else ""
    before, after = (_literal(affix) for affix in affixes(form, lang))
    return f"{before}{digits}{decimals}{after}"


def _literal(affix: str) -> str:
    """Return an affix as a code has it; a sign of per cent is no letter, but means a hundredth."""
    text = affix.replace('"', "").replace("%", "")
    return (f'"{text}"' if text else "") + "%" * affix.endswith("%")


def reference(column: int, first: int, last: int) -> str:
    """Return a range of one column, `$B$2:$B$5`; column and rows count from 0."""
    from xlsxwriter.utility import xl_range_abs

    found: str = xl_range_abs(first, column, last, column)
    return found
