"""Inline patterns of ours: spans, attributes, citations and footnotes as pandoc writes them."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import (
    BACKTICK_RE,
    BacktickInlineProcessor,
    ImageInlineProcessor,
    ImageReferenceInlineProcessor,
    InlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
    SimpleTagInlineProcessor,
    SubstituteTagInlineProcessor,
)
from markdown.util import AtomicString

from lessonpress.reader import attributes, dollars

# What Python-Markdown's inline processors return: an element and where its text starts and ends.
Match = tuple[Element | None, int | None, int | None]


def _with_attributes(
    match: tuple[Element | str | None, int | None, int | None], data: str
) -> Match:
    """Give an inline the attributes that stand right behind it."""
    element, start, end = match
    if element is None or isinstance(element, str) or end is None:
        return None, None, None
    found = attributes.at(data, end)
    if found is None:
        return element, start, end
    given, end = found
    for key, value in given.values.items():
        element.set(f"attr-{key}", value)
    if given.id:
        element.set("attr-id", given.id)
    if given.classes:
        element.set("attr-class", " ".join(given.classes))
    return element, start, end


class _SpanProcessor(LinkInlineProcessor):
    """`[text]{.class}`: a span with attributes.

    Of spans in spans the innermost is read first, and each depth takes a pass of its own.
    """

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        text, index, handled = self.getText(data, m.end(0))
        if not handled or attributes.at(data, index) is None or _holds_span(text):
            return None, None, None
        if data[: m.start(0)].endswith("]") and text.lower() in self.md.references:
            return None, None, None  # the name in `[text][name]{.class}`
        element = Element("span")
        element.text = text
        return _with_attributes((element, m.start(0), index), data)


def _holds_span(text: str) -> bool:
    return any(attributes.at(text, found.end() - 1) for found in re.finditer(r"\]\{", text))


class _LinkProcessor(LinkInlineProcessor):
    """`[text](url){.class}`."""

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        return _with_attributes(super().handleMatch(m, data), data)


class _CodeProcessor(BacktickInlineProcessor):
    """`` `code`{.language} ``."""

    def handleMatch(self, m: re.Match[str], data: str):  # type: ignore[no-untyped-def, override]  # noqa: N802
        match = super().handleMatch(m, data)
        return match if isinstance(match[0], str) else _with_attributes(match, data)


class _LinkReferenceProcessor(ReferenceInlineProcessor):
    """`[text][key]{.class}`."""

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        return _with_attributes(super().handleMatch(m, data), data)


class _ImageProcessor(ImageInlineProcessor):
    """`![text](path){width=50%}`."""

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        return _with_caption(self, m, _with_attributes(super().handleMatch(m, data), data))


class _ImageReferenceProcessor(ImageReferenceInlineProcessor):
    """`![text][key]{width=50%}`."""

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        return _with_caption(self, m, _with_attributes(super().handleMatch(m, data), data))


class _ShortImageReferenceProcessor(ShortImageReferenceInlineProcessor):
    """`![text]{width=50%}`, where the text is the picture's name, too."""

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        return _with_caption(self, m, _with_attributes(super().handleMatch(m, data), data))


def _with_caption(processor: LinkInlineProcessor, m: re.Match[str], match: Match) -> Match:
    """Let a picture's text be read as Markdown: it is the caption of one that stands alone."""
    if match[0] is not None:
        del match[0].attrib["alt"]
        match[0].text, _, _ = processor.getText(m.string, m.end(0))
    return match


class _MarkProcessor(InlineProcessor):
    """A mark that stays as it is, in an element `tag` with one attribute."""

    def __init__(self, pattern: str, markdown: Markdown, tag: str) -> None:
        super().__init__(pattern, markdown)
        self._tag = tag

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        element = Element(self._tag, m.groupdict())
        element.text = AtomicString(m[0])
        return element, m.start(0), m.end(0)


class _MailProcessor(InlineProcessor):
    """`<someone@example.org>`, as it is: Python-Markdown would scramble the address."""

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        element = Element("a", {"href": "mailto:" + m["address"]})
        element.text = AtomicString(m["address"])
        return element, m.start(0), m.end(0)


class _MathProcessor(InlineProcessor):
    """`$a^2$`, and `$$a^2$$` inside a paragraph, as LaTeX that nothing else reads."""

    def __init__(self, pattern: str, markdown: Markdown, display: str) -> None:
        super().__init__(pattern, markdown)
        self._display = display

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        element = Element("math", {"display": self._display})
        element.text = AtomicString(m["latex"])
        return element, m.start("dollars"), m.end("dollars")


class _InlineNoteProcessor(LinkInlineProcessor):
    """`^[text]`: a footnote where it is called."""

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        text, index, handled = self.getText(data, m.end(0))
        if not handled:
            return None, None, None
        element = Element("inlinenote")
        element.text = text
        return element, m.start(0), index


# `[@key]`, `[@one, p. 3; -@two]`, and `[^key]`.
_CITED = r"-?@[\w:.#$%&+?<>~/-]+(?:\s*,[^\[\]{};@`]*)?"
_CITATION = rf"\[(?P<keys>{_CITED}(?:\s*;\s*{_CITED})*)\](?![({{])"

_FOOTNOTE_MARK = r"\[\^(?P<key>[^\]\s]+)\](?!:)"

_MAIL = r"<(?P<address>[^\s<>@:]+@[^\s<>@:]+\.[^\s<>@:]+)>"


def set_up(markdown: Markdown) -> None:
    """Add our patterns to Python-Markdown's."""
    patterns = markdown.inlinePatterns
    patterns.register(_MarkProcessor(_CITATION, markdown, "citation"), "citation", 176)
    patterns.register(_MarkProcessor(_FOOTNOTE_MARK, markdown, "footnotemark"), "footnotemark", 175)
    # Behind code, before escapes: a formula's backslashes are its own.
    patterns.register(_MathProcessor(dollars.DISPLAY, markdown, "block"), "display math", 188)
    patterns.register(_MathProcessor(dollars.INLINE, markdown, "inline"), "math", 187)
    markdown.ESCAPED_CHARS = [*markdown.ESCAPED_CHARS, "$"]
    patterns.register(_CodeProcessor(BACKTICK_RE), "backtick", 190)
    patterns.register(_InlineNoteProcessor(r"\^\[", markdown), "inlinenote", 173)
    for depth, name in enumerate(("span", "span around", "span around both")):
        patterns.register(_SpanProcessor(r"(?<!!)\[", markdown), name, 172 - depth / 10)
    patterns.register(_LinkProcessor(r"(?<!!)\[", markdown), "link", 160)
    patterns.register(_ImageProcessor(r"!\[", markdown), "image_link", 150)
    patterns.register(_ImageReferenceProcessor(r"!\[", markdown), "image_reference", 140)
    patterns.register(_ShortImageReferenceProcessor(r"!\[", markdown), "short_image_ref", 125)
    patterns.register(_LinkReferenceProcessor(r"(?<!!)\[", markdown), "reference", 170)
    patterns.register(_MailProcessor(_MAIL, markdown), "automail", 110)
    patterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "linebreak2", 181)
    patterns.register(SimpleTagInlineProcessor(r"()~~(.+?)~~", "s"), "strikeout", 65)
    patterns.register(SimpleTagInlineProcessor(r"()\^([^\s^]+)\^", "sup"), "superscript", 64)
    patterns.register(SimpleTagInlineProcessor(r"()(?<!~)~([^\s~]+)~(?!~)", "sub"), "subscript", 63)
