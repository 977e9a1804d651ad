"""What a form's fields are to who cannot see the page: a number, and the words they belong to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from textwrap import shorten
from xml.etree.ElementTree import Element

from lessonpress.handout.elements import ancestors, has_class

# A screen reader should say it in one breath; before a blank, and behind it, half of that.
_LONGEST, _AROUND = 160, 80
# What stands in a block beside its own words.
_BESIDE = ("letter", "number", "place", "tag", "margin-note", "footnote", "footnote-mark", "input")
_LISTS = ("ul", "ol")
# How a blank is said, and one by itself is marked until its words are found.
_BLANK, _OWN = "…", "\0"
_WORDED = frozenset(
    {"p", "li", "td", "th", "tr", "dt", "dd", "caption", "figcaption", "blockquote"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def describe(field: Element, around: Mapping[Element, Element]) -> None:
    """Say of a field whose it is: the item's it marks, the sentence's it completes, the task's."""
    if field.get("data-kind") in ("choice", "tick", "sign"):
        words = _of_item(field, around)
    elif has_class(around[field], "blank"):
        words = _of_sentence(around[field], around)
    else:
        words = _of_task(field, around)
    said = ": ".join(filter(None, (field.get("title"), words)))
    field.set("title", said or field.get("data-name", ""))
    if "data-asked" in field.attrib:
        asked = (field.attrib["data-asked"], _of_task(field, around))
        field.set("data-asked", ": ".join(filter(None, asked)))


def _of_item(field: Element, around: Mapping[Element, Element]) -> str:
    item = next((place for place in ancestors(field, around) if place.tag == "li"), None)
    return "" if item is None else _said(item)


def _of_task(field: Element, around: Mapping[Element, Element]) -> str:
    """Return the title, or else the first words, of the exercise or question of a field."""
    for place in ancestors(field, around):
        if has_class(place, "exercise") or has_class(place, "question"):
            return next(filter(None, map(_said, _blocks(place))), "")
    return ""


def _blocks(task: Element) -> Iterator[Element]:
    for block in task:
        if has_class(block, "room"):
            return
        if not any(has_class(block, name) for name in _BESIDE):
            yield block


def _of_sentence(blank: Element, around: Mapping[Element, Element]) -> str:
    """Return the words around a blank: of its paragraph, item or cell, or else of its row."""
    for place in ancestors(blank, around):
        if place.tag in _WORDED or place.tag in _HEADINGS:
            words = " ".join("".join(_words(place, (*_BESIDE, *_LISTS), blank)).split())
            before, _, after = words.partition(_OWN)
            if (before + after).strip(f" {_BLANK}"):
                return _end(before) + _BLANK + _beginning(after)
    return ""


def _end(text: str) -> str:
    return text if len(text) <= _AROUND else f"… {text[-_AROUND:].partition(' ')[2]}"


def _beginning(text: str) -> str:
    return text if len(text) <= _AROUND else f"{text[:_AROUND].rpartition(' ')[0]} …"


def _said(block: Element) -> str:
    """Return a block's words: its own, or those of what is inside, or of its pictures."""
    pictures = (element.get("alt", "") for element in block.iter("img"))
    texts = (_words(block, (*_BESIDE, *_LISTS)), _words(block, _BESIDE), pictures)
    said = (" ".join("".join(text).split()) for text in texts)
    return shorten(next(filter(None, said), ""), _LONGEST, placeholder="…")


def _words(element: Element, without: Collection[str], own: Element | None = None) -> Iterator[str]:
    """Yield the words of an element, but not those inside it that are of some tags and classes.

    No word of a blank's is said.
    """
    yield element.text or ""
    for child in element:
        if has_class(child, "blank"):
            yield _OWN if child is own else _BLANK
        elif child.tag not in without and not any(has_class(child, name) for name in without):
            yield from _words(child, without, own)
        yield " " if child.tag in ("td", "th") else ""
        yield child.tail or ""
