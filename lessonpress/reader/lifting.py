"""What is taken off texts before their inlines are read: attributes, and what a quiz only says.

`{#id key=value}` at the end of a heading or of an item's first paragraph becomes attributes of its
element; a line of a quiz that begins with `answer:` or `feedback:` becomes a paragraph that has
`said` set to the word, so that nobody mistakes it for text. It is set to the word as it is written
where that only looks like one of the two.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from types import MappingProxyType
from xml.etree.ElementTree import Element

from lessonpress.reader import attributes

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SAID = re.compile(
    r"[ \t]*(?P<em>[*_]{0,3})(?P<word>[^\W\d_]+(?: [^\W\d_]+)?)(?P=em)[ \t]*:(?P=em)(?:[ \t]+|$)"
)
_WORDS = MappingProxyType(
    {"answer": "answer", "answers": "answer", "feedback": "feedback", "feedbacks": "feedback"}
)
# Who begins a line of a quiz with one of these, or nearly, does not mean it for students.
_MEANT = (*_WORDS, "solution", "explanation", "correct", "correct answer", "right answer")


def lift_attributes(root: Element) -> None:
    """Take attributes off the ends of headings and items."""
    for element in root.iter():
        if element.tag in _HEADINGS:
            _lift_heading(element)
        elif element.tag == "li" and len(element) and element[0].tag == "p":
            _lift_item(element, element[0])


def _lift_heading(heading: Element) -> None:
    if heading.text:
        heading.text, given = attributes.at_end(heading.text)
        _set(heading, given)


def _lift_item(item: Element, first: Element) -> None:
    """Take an item's id and values; braces with a class are text, as in pandoc."""
    text, given = attributes.at_end(first.text or "")
    if not given.classes and (given.id or given.values):
        first.text = text
        _set(item, given)


def _set(element: Element, given: attributes.Attributes) -> None:
    if given.id:
        element.set("attr-id", given.id)
    if given.classes:
        element.set("attr-class", " ".join(given.classes))
    for key, value in given.values.items():
        element.set(f"attr-{key}", value)


def lift_said(quiz: Element) -> None:
    """Give the lines of a quiz that say answers and feedback paragraphs of their own."""
    for parent in list(quiz.iter()):
        for place, child in reversed(list(enumerate(parent))):
            if child.tag == "p" and child.text:
                parent[place : place + 1] = _divided(child)


def _divided(paragraph: Element) -> Iterator[Element]:
    """Yield a paragraph's lines before one that is said, and each that is with what follows it."""
    line, part = int(paragraph.get("line", "1")), Element("p", paragraph.attrib)
    text: list[str] = []
    for number, row in enumerate((paragraph.text or "").split("\n"), line):
        found = _SAID.match(row)
        said = _said(found["word"]) if found else ""
        if found and said:
            yield from _filled(part, text)
            part, text, row = (
                Element("p", {"line": str(number), "said": said}),
                [],
                row[found.end() :],
            )
        text.append(row)
    yield from _filled(part, text)


def _said(word: str) -> str:
    near = difflib.get_close_matches(word.lower(), _MEANT, n=1, cutoff=0.75)
    return _WORDS.get(word.lower()) or (word if near else "")


def _filled(paragraph: Element, lines: list[str]) -> Iterator[Element]:
    paragraph.text = "\n".join(lines)
    if paragraph.text.strip() or paragraph.get("said"):
        yield paragraph
