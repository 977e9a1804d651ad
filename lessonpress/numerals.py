"""Numbers as each language writes them, by Unicode's CLDR."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from lessonpress.model import NumberForm

# Numbers from here on are hard to read without a sign between the thousands; years are below it.
GROUPED_FROM = 10_000
_MINUS = "−"
_CURRENCIES = frozenset("$£€¥₩₹₽₺")
# Units as short as these stand with every number, longer ones on the axis alone.
_LONGEST_UNIT = 3
_ROMAN = (
    *((100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def roman(number: int) -> str:
    """Return a whole number in small Roman numerals: 14 is xiv."""
    text = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        text += sign * times
    return text


@dataclass(frozen=True, slots=True)
class Signs:
    """The sign before decimals and the one between thousands.

    `percent` is what stands before a sign of per cent; `currency_first` says whether one of money
    stands before its number.
    """

    decimal: str
    group: str
    percent: str
    currency_first: bool


@lru_cache(maxsize=32)
def signs(lang: str) -> Signs:
    """Return the signs that a language (a BCP 47 tag) writes numbers with, digits being Latin."""
    from babel import Locale, UnknownLocaleError
    from babel.numbers import get_decimal_symbol, get_group_symbol

    try:
        locale = Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    percent = locale.percent_formats[None].suffix[0].partition("%")[0]
    return Signs(
        decimal=get_decimal_symbol(locale, numbering_system="latn"),
        group=get_group_symbol(locale, numbering_system="latn"),
        percent=percent if percent.isspace() else "",
        currency_first=locale.currency_formats["standard"].pattern.lstrip("\u200f").startswith("¤"),
    )


def written(number: Decimal, form: NumberForm, lang: str) -> str:
    """Return a number as it is printed: `1,234.50`, `45%`, `−3 kg`."""
    own = signs(lang)
    english = f"{abs(number):{',' if form.grouped else ''}.{form.decimals}f}"
    digits = english.translate({ord(","): own.group, ord("."): own.decimal})
    before, after = affixes(form, lang)
    below_zero = number < 0 and any(digit in "123456789" for digit in english)
    return f"{_MINUS if below_zero else ''}{before}{digits}{after}"


def affixes(form: NumberForm, lang: str) -> tuple[str, str]:
    """Return what stands before and behind each number: a sign of per cent, or a short unit."""
    own = signs(lang)
    if form.percent:
        return "", f"{own.percent}%"
    if not form.unit or len(form.unit) > _LONGEST_UNIT:
        return "", ""
    if form.unit in _CURRENCIES and own.currency_first:
        return form.unit, ""
    return "", form.unit if form.unit[0] in "°'′″" else f"\N{NO-BREAK SPACE}{form.unit}"
