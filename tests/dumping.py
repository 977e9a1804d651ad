"""Typed values as lines that a person can read, for expected files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields

from lessonpress import markup
from lessonpress import model as m
from lessonpress.diagnostics import Diagnostic

_INLINE_FIELDS = ("inlines", "title", "caption")
_SHOWN_ELSEWHERE = ("id", "span", *_INLINE_FIELDS)
_UNUSUAL = ("click", "incremental", "numbering")  # shown only where they say something


def lesson(lesson: m.Lesson) -> Iterator[str]:
    """Yield the lesson's settings, its blocks by line and id, and its footnotes."""
    for name in ("title", "subtitle", "authors", "date", "lang", "minutes", "content_note"):
        if value := getattr(lesson, name):
            yield f"{name}: {value}"
    yield from blocks(lesson.blocks)
    yield from blocks(lesson.footnotes)
    yield from (f"glossary: {entry.key} = {entry.meaning}" for entry in lesson.glossary)
    yield from (f"source {n}: {source.title}" for n, source in enumerate(lesson.sources, 1))


def blocks(nodes: Iterable[m.Block], depth: int = 0) -> Iterator[str]:
    """Yield a line for each block: its line, type, id, values and text; those inside below it."""
    for node in nodes:
        yield _line(node, depth)
        for field in fields(node):
            value = getattr(node, field.name)
            value = (value,) if isinstance(value, m.Block) else value
            if isinstance(value, tuple) and value and isinstance(value[0], m.Block):
                yield from blocks(value, depth + 1)


def _line(node: m.Block, depth: int) -> str:
    name = "  " * depth + type(node).__name__
    text = " ".join(t for t in _texts(node) if t)
    return f"{node.span.line:3} {name} #{node.id}{_values(node)} {text}".rstrip()


def _values(node: m.Block) -> str:
    shown = [
        f"{f.name}={_value(getattr(node, f.name))}"
        for f in fields(node)
        if f.name not in _SHOWN_ELSEWHERE
        and not _is_nested(getattr(node, f.name))
        and not (f.name in _UNUSUAL and getattr(node, f.name) in (f.default, False, None))
    ]
    return f" ({', '.join(shown)})" if shown else ""


def _is_nested(value: object) -> bool:
    return (
        isinstance(value, m.Block)
        or value in (None, "", ())
        or (isinstance(value, tuple) and not isinstance(value[0], str))
    )


def _value(value: object) -> str:
    if isinstance(value, m.Image):
        plays = f" plays={value.clip.path}" if value.clip else ""
        return f"{value.path} alt={value.alt!r} width={value.width}{plays}"
    if isinstance(value, m.Chart):
        return _chart(value)
    if isinstance(value, m.Timeline):
        events = [f"{e.span.line}:{e.when}={e.start}..{e.end} {e.what!r}" for e in value.events]
        return f"{'to scale ' if value.to_scale else ''}{events} alt={value.alt!r}"
    if isinstance(value, m.Map):
        parts = (value.countries, value.cities, value.routes)
        shown = [*(f"{c.name}={c.code}/{c.group}" for c in parts[0])]
        shown += [f"{c.name}={c.latitude:g},{c.longitude:g}" for c in parts[1]]
        shown += ["->".join(r.stops) + f" {r.label!r}{' dashed' * r.dashed}" for r in parts[2]]
        return f"{shown} groups={value.groups} labels={value.labels} alt={value.alt!r}"
    if isinstance(value, m.Flow):
        arrows = [
            f"{a.start}{'<' if a.both else ''}{'..' if a.dashed else '--'}>{a.end} {a.label!r}"
            for a in value.arrows
        ]
        marked = [step.name for step in value.steps if step.emphasis]
        return f"{value.direction} {arrows} emphasis={marked} alt={value.alt!r}"
    return repr(value) if isinstance(value, str) else str(value)


def _chart(chart: m.Chart) -> str:
    """What a chart says: its kind, its settings, its numbers in their form, a series at a time."""
    if chart.file:
        file = chart.file
        return f"{chart.kind} of {file.path} {list(file.columns)} {file.decimal} {file.span.line}"
    names = chart.categories or tuple(map(str, chart.xs))
    told = [
        f"{series.name!r}: {dict(zip(names, map(str, series.values), strict=True))}"
        for series in chart.series
    ]
    form = chart.numbers
    looks = [
        f"title={chart.title!r} x={chart.x_title!r} y={chart.y_title!r}",
        f"stacked={chart.stacked} labels={chart.labels}",
        f"form={form.decimals},{form.grouped:d},{form.percent:d},{form.unit}",
    ]
    return f"{chart.kind} {' '.join(looks)} {'; '.join(told)} alt={chart.alt!r}"


def _texts(node: m.Block) -> Iterator[str]:
    for name in _INLINE_FIELDS:
        yield str(markup.inline_html(getattr(node, name, ())))
    if isinstance(node, m.Definition):
        yield " / ".join(markup.inline_html(term) for term in node.terms)
    if isinstance(node, m.Written):
        yield " / ".join(markup.inline_html(accepted.inlines) for accepted in node.accepted)
    if isinstance(node, m.Matching):
        yield "|" + "|".join(markup.inline_html(cell) for cell in node.head) + "|"
        yield from (f"{markup.inline_html(i.inlines)} -> {i.option};" for i in node.items)
        yield "of " + "; ".join(markup.inline_html(option) for option in node.options)
    if isinstance(node, m.Ordering):
        yield "; ".join(f"{step.place}. {markup.inline_html(step.inlines)}" for step in node.steps)
    if isinstance(node, m.Table):
        for row in (node.head, *node.rows):
            yield "|" + "|".join(markup.inline_html(cell) for cell in row) + "|"


def diagnostics(complaints: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield each complaint as a line, and its hint as another."""
    for d in complaints:
        yield f"{d.span.line}:{d.span.column} {d.severity} [{d.code}] {d.message}"
        if d.hint:
            yield f"    {d.hint}"
