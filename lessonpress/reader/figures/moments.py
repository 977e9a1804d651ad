"""When something happened, from the words an author says it in.

A moment is a year with its fraction: September 2023 begins at 2023.667. Words that name no year
give none; such an event stands in a timeline, but on no scale of time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_DAYS = 365.25

# The beginnings of the months' names; Spanish, German, French and Portuguese ones differ in few.
_MONTHS: Mapping[str, int] = MappingProxyType(
    {
        name: number
        for number, names in enumerate(
            (
                "jan ene jän gen",
                "feb fév fev",
                "mar mär mrz",
                "apr abr avr",
                "may mai maj mag",
                "jun juin giu",
                "jul juil lug",
                "aug ago aoû aou",
                "sep set",
                "oct okt out ott",
                "nov",
                "dec dic dez déc",
            )
        )
        for name in names.split()
    }
)
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?(?!\d)")
_YEAR = re.compile(r"(?<![\d.])(\d{3,4})(s)?(?![\d])")
_CENTURY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)\s+centur", re.IGNORECASE)
_SHORT_END = re.compile(r"(?<!\d)(\d{4})\s*[-–/]\s*(\d{2})(?!\d|-)")
_BEFORE_CHRIST = re.compile(r"(\d{1,5})\s*(?:BCE?|B\.C\.|a\.C\.|v\. ?Chr\.)", re.IGNORECASE)
_SPAN = re.compile(r"\s*[–—]\s*|\s+(?:to|until|till|bis|hasta|a)\s+|\s+-\s+|(?<=\d{4})-(?=\d{4})")

Moments = tuple[float, float]  # where it begins, where it ends


def moments(words: str) -> Moments | None:
    """Return when something began and ended, in years; the same for what has no duration."""
    if found := _SHORT_END.search(words):
        century = found[1][:2]
        if int(found[2]) > 12 or int(found[2]) > int(found[1][2:]):
            return float(found[1]), float(century + found[2])
    parts = [moment for part in _SPAN.split(words) if (moment := _moment(part))]
    if not parts:
        return None
    begin, end = parts[0][0], parts[-1][1]
    return (begin, end) if end >= begin else (end, begin)


def _moment(words: str) -> Moments | None:
    if found := _BEFORE_CHRIST.search(words):
        return -float(found[1]), -float(found[1])
    if found := _ISO.search(words):
        month, day = int(found[2]), int(found[3] or 1)
        return (_in_year(int(found[1]), month - 1, day),) * 2 if 1 <= month <= 12 else None
    if found := _CENTURY.search(words):
        return (int(found[1]) - 1) * 100.0, int(found[1]) * 100.0 - 1
    if found := _YEAR.search(words):
        year = int(found[1])
        if found[2]:  # the 1990s
            return float(year), float(year + (99 if year % 100 == 0 else 9))
        return (_in_year(year, *_month_and_day(words)),) * 2
    return None


def _month_and_day(words: str) -> tuple[int, int]:
    """Return the month, counted from 0, and the day that words name; the first of none."""
    names = re.findall(r"[^\W\d_]{3,}", words.casefold())
    month = next((_MONTHS[name[:3]] for name in names if name[:3] in _MONTHS), None)
    if month is None:
        return 0, 1
    days = (int(day) for day in re.findall(r"(?<!\d)\d{1,2}(?!\d)", words))
    return month, next((day for day in days if 1 <= day <= 31), 1)


def _in_year(year: int, month: int, day: int) -> float:
    return round(year + month / 12 + (day - 1) / _DAYS, 4)
