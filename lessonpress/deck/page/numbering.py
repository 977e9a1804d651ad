"""The numbers of items, which programs for slides count and write by themselves. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from lessonpress import markup
from lessonpress.deck import model as d

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def counted(items: Iterable[d.SetParagraph]) -> Iterator[d.SetParagraph]:
    """Yield items with their numbers: those of lists have one, those of layouts are counted."""
    counts: dict[int, int] = {}
    for item in items:
        level = item.paragraph.level
        counts = {deep: count for deep, count in counts.items() if deep <= level}
        if item.format.bullet != "#":
            counts.pop(level, None)
            yield item
            continue
        number = item.paragraph.number or counts.get(level, 0) + 1
        counts[level] = number
        yield replace(item, paragraph=replace(item.paragraph, number=number))


def written(item: d.SetParagraph) -> str:
    """Return an item's number as its list or the template writes it."""
    paragraph = item.paragraph
    scheme = "alphaUcPeriod" if paragraph.letters else item.format.numbers or "arabicPeriod"
    kind = next((kind for kind in _KINDS if scheme.startswith(kind)), "arabic")
    text = _KINDS[kind](paragraph.number)
    return _AROUND.get(scheme.removeprefix(kind), "{}.").format(text)


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        text += sign * times
    return text


# How ECMA-376 names the ways of counting (20.1.10.61), and what stands around a number.
_KINDS: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "arabic": str,
        "alphaUc": lambda number: markup.letter(number - 1),
        "alphaLc": lambda number: markup.letter(number - 1).lower(),
        "romanUc": lambda number: _roman(number).upper(),
        "romanLc": _roman,
    }
)
_AROUND: Mapping[str, str] = MappingProxyType(
    {"Plain": "{}", "Period": "{}.", "ParenR": "{})", "ParenBoth": "({})", "Minus": "{}-"}
)
