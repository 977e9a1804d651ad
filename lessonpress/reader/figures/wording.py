"""What a chart shows, in words: for those who do not see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from lessonpress import model as m
from lessonpress.numerals import written

# Data longer than this are summed up: nobody listens to a hundred numbers.
_MOST_NUMBERS = 40

_KINDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "en": {
            "column": "Column chart",
            "bar": "Bar chart",
            "line": "Line chart",
            "pie": "Pie chart",
            "scatter": "Scatter chart",
        },
        "de": {
            "column": "Säulendiagramm",
            "bar": "Balkendiagramm",
            "line": "Liniendiagramm",
            "pie": "Kreisdiagramm",
            "scatter": "Punktdiagramm",
        },
        "es": {
            "column": "Gráfico de columnas",
            "bar": "Gráfico de barras",
            "line": "Gráfico de líneas",
            "pie": "Gráfico circular",
            "scatter": "Gráfico de dispersión",
        },
        "fr": {
            "column": "Histogramme",
            "bar": "Diagramme en barres",
            "line": "Courbe",
            "pie": "Diagramme circulaire",
            "scatter": "Nuage de points",
        },
    }
)


def described(chart: m.Chart) -> str:
    """Return a chart's kind, title and numbers: "Column chart: Deaths. 2015 0.7; 2018 3.4"."""
    kinds = _KINDS.get(chart.lang.lower().partition("-")[0], _KINDS["en"])
    head = f"{kinds[chart.kind]}: {_subject(chart)}".rstrip(": ")
    return ". ".join((head, *(_series(series, chart) for series in chart.series)))


def _subject(chart: m.Chart) -> str:
    """Return what the numbers are: the chart's title, or those of its axes."""
    scale = chart.x_title if chart.kind == "bar" else chart.y_title
    axes = (chart.x_title, scale) if chart.kind == "scatter" else (scale,)
    unit = f"({chart.numbers.unit})" if chart.numbers.unit else ""
    return f"{chart.title or ' / '.join(filter(None, axes))} {unit}".strip()


def _series(series: m.Series, chart: m.Chart) -> str:
    names = [written(x, chart.x_numbers, chart.lang) if x is not None else "" for x in chart.xs]
    pairs = [
        (name, value)
        for name, value in zip(names or chart.categories, series.values, strict=True)
        if value is not None
    ]
    told = "; ".join(_told(pairs if len(pairs) <= _MOST_NUMBERS else _summed_up(pairs), chart))
    alone = len(chart.series) == 1
    return told if alone or not series.name else f"{series.name}: {told}"


def _told(pairs: Iterable[tuple[str, Decimal]], chart: m.Chart) -> Iterator[str]:
    for name, value in pairs:
        number = written(value, chart.numbers, chart.lang)
        between = " / " if chart.kind == "scatter" else " "
        yield f"{name}{between}{number}".strip() if name != "…" else name


def _summed_up(pairs: list[tuple[str, Decimal]]) -> list[tuple[str, Decimal]]:
    """Return the first, the lowest, the highest and the last, in their order."""
    lowest = min(range(len(pairs)), key=lambda at: pairs[at][1])
    highest = max(range(len(pairs)), key=lambda at: pairs[at][1])
    kept = sorted({0, lowest, highest, len(pairs) - 1})
    shown: list[tuple[str, Decimal]] = []
    for before, at in zip([-1, *kept], kept, strict=False):
        shown += [("…", Decimal(0))] * (at > before + 1)
        shown.append(pairs[at])
    return shown
