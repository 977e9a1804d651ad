"""A slide's notes as paragraphs of a page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup, escape

from lessonpress.deck import counting, equations, flattening
from lessonpress.deck import model as d
from lessonpress.markup import element

_TAGS = (("bold", "strong"), ("italic", "em"), ("code", "code"), ("strike", "s"))


def spoken(slide: d.Slide) -> Markup:
    """Return what is said of a slide: paragraphs, and lists of them."""
    paragraphs = flattening.paragraphs(slide.notes)
    return Markup("").join(
        part
        for is_list, group in groupby(paragraphs, lambda p: p.marker != "plain")
        for part in (_list(group) if is_list else map(_paragraph, group))
    )


def _paragraph(paragraph: d.Paragraph) -> Markup:
    return element("p", _said(paragraph))


def _list(items: Iterator[d.Paragraph]) -> Iterator[Markup]:
    """Yield a list whose items say their own numbers, at whatever depth they stand."""
    yield element("ul", Markup("").join(map(_item, items)), **{"class": "spoken"})


def _item(item: d.Paragraph) -> Markup:
    kind = {"class": item.marker if item.marker != "bullet" else None}
    deeper = f"margin-inline-start: {item.level}em" if item.level else None
    return element("li", _number(item) + _said(item), style=deeper, **kind)


def _number(item: d.Paragraph) -> Markup:
    if item.marker != "number":
        return Markup("")
    return Markup("{} ").format(counting.label(item.scheme or "arabicPeriod", item.number))


def _said(paragraph: d.Paragraph) -> Markup:
    return Markup("").join(map(_inline, equations.spelled(paragraph.inlines)))


def _inline(inline: d.Inline) -> Markup:
    if not isinstance(inline, d.Run):
        return Markup(" … ")
    said = escape(inline.text)
    for name, tag in _TAGS:
        if getattr(inline.style, name):
            said = element(tag, said)
    if inline.style.baseline:
        said = element("sup" if inline.style.baseline > 0 else "sub", said)
    return element("span", said, lang=inline.style.lang) if inline.style.lang else said
