"""Numbers as people write them in data: `1,234.5`, `1.234,5`, `1 234`, `−3`, `45%`, `n/a`.

Whether a comma is a decimal sign or stands between thousands is settled once for all the numbers
that belong together: by those that can be read in one way alone, and where there are none, by the
lesson's language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lessonpress import numerals
from lessonpress.diagnostics import Diagnostic, error, has_errors, warning
from lessonpress.model import NumberForm, Span
from lessonpress.reader.strict_yaml import Scalar

Place = Callable[[Scalar], Span]

_MISSING = frozenset({"", "-", "–", "—", "..", "~", "na", "n/a", "null", "none", "?"})
_SPACES = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}'’]"
_GROUPED = re.compile(rf"\d{{1,3}}({_SPACES}\d{{3}})+(?!\d)")
_NUMBER = re.compile(r"(?P<sign>[-+]?)(?P<digits>\d[\d.,]*|[.,]\d+)(?P<power>[eE][-+]?\d{1,3})?")
# What is larger or finer than this is no quantity a class reads off a chart.
_MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class _Written:
    """A number as it was written, without its sign of per cent and the blanks in it."""

    cell: Scalar
    sign: str
    digits: str
    power: str
    percent: bool
    grouped: bool

    @property
    def decimal_signs(self) -> str:
        """Return which of the two signs can be the decimal one: one of them, both, or none."""
        found = set(self.digits) & {".", ","}
        if not found:
            return ".,"
        if len(found) == 2:
            last = max(".,", key=self.digits.rfind)
            return last if self.digits.count(last) == 1 and self._groups(_other(last)) else ""
        (sign,) = found
        if self.digits.count(sign) > 1:
            return _other(sign) if self._groups(sign) else ""
        return ".," if self._groups(sign) else sign

    def _groups(self, sign: str) -> bool:
        """Say whether a sign can stand between the thousands of the whole part."""
        whole = self.digits.partition(_other(sign))[0]
        return bool(re.fullmatch(rf"[1-9]\d{{0,2}}(\{sign}\d{{3}})+", whole))

    @property
    def unclear(self) -> bool:
        """Say whether the one sign in it may mean either."""
        return self.decimal_signs == ".," and bool(set(self.digits) & {".", ","})

    def number(self, decimal: str) -> Decimal:
        digits = self.digits.replace(_other(decimal), "").replace(decimal, ".")
        return Decimal(f"{self.sign}{digits}{self.power}")

    def is_grouped(self, decimal: str) -> bool:
        return self.grouped or _other(decimal) in self.digits


def _other(sign: str) -> str:
    return "," if sign == "." else "."


@dataclass(frozen=True, slots=True)
class Reckoner:
    """Reads the numbers of one chart, whose decimal sign is settled."""

    decimal: str
    place: Place

    def numbers(self, cells: Iterable[Scalar]) -> tuple[Decimal | None, ...]:
        """Return the numbers in cells, None for one that is missing."""
        written = (None if is_missing(cell) else _written(cell) for cell in cells)
        return tuple(w.number(self.decimal) if w else None for w in written)

    def form(self, cells: Iterable[Scalar], unit: str = "") -> NumberForm:
        """Return the form in which all the numbers in cells are written whole."""
        written = [w for cell in cells if not is_missing(cell) and (w := _written(cell))]
        numbers = [w.number(self.decimal) for w in written]
        long = any(abs(number) >= numerals.GROUPED_FROM for number in numbers)
        return NumberForm(
            decimals=max(map(_decimals, numbers), default=0),
            grouped=long or any(w.is_grouped(self.decimal) for w in written),
            percent=unit == "%" or any(w.percent for w in written),
            unit="" if unit == "%" else unit,
        )


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)  # it has no infinity
    return max(0, -exponent)


def is_missing(cell: Scalar) -> bool:
    """Say whether a cell is empty, or says that there is no number."""
    return cell.text.strip().casefold() in _MISSING


def is_number(cell: Scalar) -> bool:
    """Say whether a cell holds a number."""
    return _written(cell) is not None


def _written(cell: Scalar) -> _Written | None:
    text = cell.text.strip().replace("−", "-")
    percent = text.endswith("%")
    text = text.removesuffix("%").strip()
    joined = _GROUPED.sub(lambda found: re.sub(_SPACES, "", found[0]), text)
    found = _NUMBER.fullmatch(joined)
    if found is None:
        return None
    digits, power = found["digits"], found["power"] or ""
    return _Written(cell, found["sign"], digits, power, percent, joined != text)


# --- what is wrong with them ---------------------------------------------------------------------


def settled(
    cells: Sequence[Scalar], lang: str, asked: str, place: Place
) -> tuple[Reckoner, list[Diagnostic]]:
    """Return what reads these cells, and what is wrong with them; `asked` is a decimal sign.

    Cells that hold no number are complained about, and must not be read after an error.
    """
    filled = [cell for cell in cells if not is_missing(cell)]
    written = [w for cell in filled if (w := _written(cell))]
    complaints = [_no_number(cell, place) for cell in filled if not is_number(cell)]
    own = numerals.signs(lang).decimal
    possible = set(asked or ".,")
    for number in written:
        if not possible & set(number.decimal_signs):
            complaints.append(_contradiction(number, asked or next(iter(possible)), place))
            break
        possible &= set(number.decimal_signs)
    decimal = own if own in possible else min(possible)
    unclear = [w for w in written if w.unclear]
    if unclear and len(possible) == 2 and own == ",":
        complaints.append(_unclear(unclear[0], decimal, lang, place))
    complaints += _mixed(written, place)
    if not has_errors(complaints):
        complaints += (_too_fine(w, place) for w in written if _is_too_fine(w.number(decimal)))
    return Reckoner(decimal, place), complaints


def _no_number(cell: Scalar, place: Place) -> Diagnostic:
    message = f'"{cell.text.strip()}" stands where a number should be.'
    hint = "Write the number alone, its unit under unit:, and nothing where a number is missing."
    return error("chart-not-a-number", place(cell), message, hint)


def _contradiction(number: _Written, expected: str, place: Place) -> Diagnostic:
    text, sign = number.cell.text.strip(), "point" if expected == "." else "comma"
    message = f'"{text}" cannot be a number with a decimal {sign}, as the others here have.'
    hint = "Write all numbers of a chart in one way."
    return error("chart-number-unclear", place(number.cell), message, hint)


def _unclear(number: _Written, decimal: str, lang: str, place: Place) -> Diagnostic:
    text = number.cell.text.strip()
    meant = number.number(decimal)
    message = f'"{text}" is read as {meant:f}, as the language "{lang}" writes numbers.'
    hint = f'If it is {number.number(_other(decimal)):f}, say so: decimal: "{_other(decimal)}".'
    return warning(
        "chart-number-unclear", place(number.cell), message, f'{hint} Or confirm it: "{decimal}".'
    )


def _mixed(written: list[_Written], place: Place) -> Iterator[Diagnostic]:
    if len({number.percent for number in written}) > 1:
        odd = next(number for number in written if number.percent != written[0].percent)
        message = "Some of these numbers are per cent, and others are not."
        hint = "Write % behind all of them, or none; or make two charts."
        yield error("chart-mixed", place(odd.cell), message, hint)


def _is_too_fine(number: Decimal) -> bool:
    _, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    return max(len(digits), number.adjusted() + 1, -exponent) > _MOST_DIGITS


def _too_fine(number: _Written, place: Place) -> Diagnostic:
    message = f'The number "{number.cell.text.strip()}" has more digits than a chart can show.'
    hint = "Round it, or give it in thousands or millions."
    return error("chart-number-long", place(number.cell), message, hint)
