"""From Python-Markdown's elements to the inlines of a lesson."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from lessonpress import markup
from lessonpress import model as m
from lessonpress.clips import Kind, kind_of
from lessonpress.diagnostics import did_you_mean
from lessonpress.reader import conditions, equations
from lessonpress.reader.inline_html import hides
from lessonpress.reader.markdown import STASHED
from lessonpress.reader.reading import Reading
from lessonpress.reader.scanner import PLACEHOLDER
from lessonpress.reader.vocabulary import CLIP, PICTURE, SPANS, sounds_hidden
from lessonpress.walking import walk

# Attributes that are left in the text would show a blank's word to students.
_UNREAD_BRACES = re.compile(
    r"\{:?\s*[^{}]*\.(?:blank|solution|feedback|answer|correct|right|notes|instructor)\b[^{}]*\}"
    r"|\{:?\s*(?:blank|answer|correct|right)\s*\}",
    re.IGNORECASE,
)
# Attributes behind words in brackets that nothing closes.
_OPEN_BRACES = re.compile(r"(?<=\])\{\s*(?P<said>[.#]?[\w-]+)[^{}]*\Z")
_UNREAD_LINK = re.compile(r"\[[^\[\]]+\]\[[^\[\]]*\]|\{\{<.*?>\}\}")
# A source that is named in a sentence, as pandoc has it: @key, or -@key.
_CITED = re.compile(r"(?<![\w@./-])-?@(?P<key>\w[\w:.-]*)")
_LINE_BREAK = re.compile(r"<br\s*/?>$", re.IGNORECASE)

# The rules of blanks are drawn in a few sizes (em), so that their length does not tell the word.
_BLANK_SIZES = (4, 6, 8, 12, 16, 24)
# Handwriting takes about 1.6 times the room of print, where a letter is about half an em wide.
_EM_PER_LETTER = 0.8


def inlines(element: Element, line: int, reading: Reading) -> m.Inlines:
    """Return the inlines inside `element`, a block that starts on `line`, without outer spaces."""
    return trimmed(_joined(_children(element, line, reading)))


def _children(element: Element, line: int, reading: Reading) -> Iterator[m.Inline]:
    yield from _text(element.text or "", line, reading)
    for child in element:
        yield from _READERS.get(child.tag, _unknown)(child, line, reading)
        yield from _text(child.tail or "", line, reading)


def _content(element: Element, line: int, reading: Reading) -> m.Inlines:
    return _joined(_children(element, line, reading))


# --- text ----------------------------------------------------------------------------------------


def _text(text: str, line: int, reading: Reading) -> Iterator[m.Inline]:
    position = 0
    for found in STASHED.finditer(text):
        yield from _lifted(text[position : found.start()], line, reading)
        yield from _stashed(reading.parser.raw(int(found[1])), line, reading)
        position = found.end()
    yield from _lifted(text[position:], line, reading)


def _lifted(text: str, line: int, reading: Reading) -> Iterator[m.Inline]:
    """Take a block that ended up inside a line as code, so that nothing is lost."""
    text = re.sub(r"[ \t]*\n[ \t]*", " ", text)
    if PLACEHOLDER.search(text):
        text = PLACEHOLDER.sub(" ", text)
        reading.warn("block-in-line", reading.span(line), "A block stands inside a line of text.")
    check_braces(text, line, reading)
    for unread in _UNREAD_LINK.findall(text):
        message = f"{unread} leads to nothing that this unit has; it is shown as it is written."
        reading.warn("reference-unread", reading.find(unread, line), message)
    yield from _cited(text, reading)


def check_braces(text: str, line: int, reading: Reading) -> None:
    """Complain about attributes left in a text: they would have kept something from students."""
    for braces in _UNREAD_BRACES.findall(text):
        message = f"{braces} does not stand behind words in brackets that it could say this of."
        hint = "Write [words]{.blank}, and what students must not see between ::: notes and :::."
        reading.fail("braces-unread", reading.find(braces, line), message, hint)
    if opened := _OPEN_BRACES.search(text):
        said = f"{{{opened['said']}"
        message = f'"{said}" is never closed, so that it is shown as it is written.'
        complain = reading.fail if sounds_hidden(said) or ".blank" in said else reading.warn
        place = reading.find(said, line)
        complain("braces-unclosed", place, message, "Write } behind it: [words]{.blank}.")


def _stashed(raw: str, line: int, reading: Reading) -> Iterator[m.Inline]:
    if raw.startswith("<!--"):
        return
    if _LINE_BREAK.match(raw):
        yield m.LineBreak()
    elif raw.startswith("<"):
        complain = reading.fail if hides(raw) else reading.warn
        message = f"HTML is shown as it is written: {raw}"
        hint = "Say it in Markdown, or write &lt; where you mean the sign itself."
        complain("raw-html", reading.find(raw.split("\n")[0], line), message, hint)
        yield m.Text(raw)
    else:
        yield m.Text(html.unescape(raw))


def _joined(parts: Iterator[m.Inline]) -> m.Inlines:
    """Join neighbouring texts."""
    joined: list[m.Inline] = []
    for part in parts:
        if joined and isinstance(part, m.Text) and isinstance(joined[-1], m.Text):
            joined[-1] = m.Text(joined[-1].text + part.text)
        else:
            joined.append(part)
    return tuple(joined)


def trimmed(inlines: m.Inlines) -> m.Inlines:
    """Return inlines without white at their ends."""
    parts = list(inlines)
    if parts and isinstance(parts[0], m.Text):
        parts[0] = m.Text(parts[0].text.lstrip())
    if parts and isinstance(parts[-1], m.Text):
        parts[-1] = m.Text(parts[-1].text.rstrip())
    return tuple(p for p in parts if p != m.Text(""))


# --- elements ------------------------------------------------------------------------------------

_Reader = Callable[[Element, int, Reading], Iterator[m.Inline]]


def _unknown(element: Element, line: int, reading: Reading) -> Iterator[m.Inline]:
    yield from _content(element, line, reading)


def _wrapped(kind: Callable[[m.Inlines], m.Inline]) -> _Reader:
    def read(element: Element, line: int, reading: Reading) -> Iterator[m.Inline]:
        yield kind(_content(element, line, reading))

    return read


def _code(element: Element, line: int, reading: Reading) -> Iterator[m.Inline]:
    check_classes(element, line, reading)
    yield m.Code(code_text(element.text or ""))


def _math(element: Element, line: int, reading: Reading) -> Iterator[m.Inline]:
    latex = element.text or ""
    check_formula(latex, line, reading)
    return equations.inline(latex, element.get("display") == "block", line, reading)


def check_formula(latex: str, line: int, reading: Reading) -> None:
    """Complain about attributes inside a formula, where they keep nothing from students."""
    for braces in _UNREAD_BRACES.findall(latex):
        message = f"{braces} stands inside a formula, and students would see what it is to hide."
        hint = "End the formula before it: $x =$ [$5$]{.blank}."
        reading.fail("braces-unread", reading.find(braces, line), message, hint)


def code_text(text: str) -> str:
    """Undo the escaping that Python-Markdown does in code, and nothing more."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _break(element: Element, line: int, reading: Reading) -> Iterator[m.Inline]:
    yield m.LineBreak()


def _link(element: Element, line: int, reading: Reading) -> Iterator[m.Inline]:
    check_classes(element, line, reading)
    children = _content(element, line, reading)
    if any(isinstance(node, m.Blank) for node in walk(children)):
        message = "A blank cannot be part of a link; the link is left out."
        reading.warn("blank-in-link", reading.find("{.blank}", line), message)
        yield from children
        return
    href = html.unescape(element.get("href", ""))
    scheme = urlsplit(href).scheme.lower() if _is_url(href) else "?"
    if scheme in ("http", "https", "mailto") or re.fullmatch(r"#\S+", href):
        yield m.Link(href, children or (m.Text(href),))
        return
    message = f'Decks and handouts cannot lead to "{href}"; only the link\'s text is kept.'
    hint = "Link to https://, http:// or mailto: addresses, or to #an-id of this unit."
    reading.warn("link-left-out", reading.find(href, line), message, hint)
    yield from children or (m.Text(href),)


def _is_url(href: str) -> bool:
    try:
        urlsplit(href)
    except ValueError:  # "http://[", for one, is no address
        return False
    return True


def _span(element: Element, line: int, reading: Reading) -> Iterator[m.Inline]:
    children = _content(element, line, reading)
    check_conditions(element, line, reading)
    classes = element.get("attr-class", "").lower().split()
    known = [name for name in classes if name in SPANS]
    for name in set(classes) - SPANS:
        _unknown_class(name, line, reading)
    if "blank" in known:
        yield m.Blank(0, blank_size(children), children)
    elif "term" in known:
        yield m.Term(_term_key(element, children, line, reading), children)
    else:
        yield m.Phrase(children, element.get("attr-lang"))


def check_classes(element: Element, line: int, reading: Reading, known: str = "") -> None:
    """Complain about classes that say nothing here, above all of one that would hide things."""
    check_conditions(element, line, reading)
    for name in element.get("attr-class", "").split():
        span = reading.find(f".{name}", line)
        if sounds_hidden(name) or name.lower() == "blank":
            message = f'"{name}" hides nothing here, and students would see it.'
            hint = "Put what they must not see between a line of ::: notes and one of :::."
            reading.fail("class-misplaced", span, message, hint)
        elif name != known:
            message = f'"{name}" says nothing here; it is passed over.'
            reading.warn("unknown-class", span, message)


def check_conditions(element: Element, line: int, reading: Reading) -> None:
    """Complain about conditions on what is no block, where they keep nothing from students."""
    for key in filter(conditions.is_key, (key.removeprefix("attr-") for key in element.attrib)):
        message = f'"{key}" hides nothing here, and students would see it.'
        hint = "Put what they must not see between a line of ::: notes and one of :::."
        reading.fail("condition-misplaced", reading.find(key, line), message, hint)


def _unknown_class(name: str, line: int, reading: Reading) -> None:
    span, hint = reading.find(f".{name}", line), did_you_mean(name, SPANS)
    if "blank" in hint or sounds_hidden(name):
        message = f'No kind of text is called "{name}", and students would see the word.'
        reading.fail("unknown-class", span, message, hint)
    else:
        message = f'No kind of text is called "{name}"; it is shown as plain text.'
        reading.warn("unknown-class", span, message, hint)


def blank_size(answer: m.Inlines) -> int:
    """Return the length in em of the rule that an answer is written on: one of a few."""
    needed = len(markup.plain(answer)) * _EM_PER_LETTER
    return next((size for size in _BLANK_SIZES if size >= needed), _BLANK_SIZES[-1])


def _term_key(element: Element, children: m.Inlines, line: int, reading: Reading) -> str:
    wanted = element.get("attr-key") or markup.plain(children)
    straight = wanted.translate({0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'"})
    by_name = {key.casefold(): key for key in reading.defined}
    by_name |= {entry.key.casefold(): entry.key for entry in reading.course.glossary}
    for form in (wanted, straight, straight.strip("\"'")):
        if form.casefold() in by_name:
            return by_name[form.casefold()]
    reading.warn(
        "term-unknown",
        reading.find(wanted, line),
        f'The course\'s glossary does not explain "{wanted}".',
        did_you_mean(wanted, by_name.values())
        or "Add it under glossary: in course.yml, or name its entry with key=…; "
        "or explain it here, in ::: definition.",
    )
    return wanted


def _citation(element: Element, line: int, reading: Reading) -> Iterator[m.Inline]:
    known = {source.key for source in reading.course.sources}
    for place, cited in enumerate(re.split(r"\s*;\s*", element.get("keys", ""))):
        key, _, locator = (part.strip() for part in cited.lstrip("-@").partition(","))
        if place:
            yield m.Text(" ")
        if key in known:
            yield m.Citation(key, 0, reading.parser.typographic(" ".join(locator.split())))
            continue
        yield m.Text(f"[{cited}]")
        reading.warn(
            "citation-unknown",
            reading.find(f"@{key}", line),
            f'The course has no source "{key}".',
            did_you_mean(key, known) or "Add it under sources: in course.yml.",
        )


def _cited(text: str, reading: Reading) -> Iterator[m.Inline]:
    """Yield a text in which `@key` is a citation where the course has such a source."""
    known, position = {source.key for source in reading.course.sources}, 0
    for found in _CITED.finditer(text) if known else ():
        key = found["key"] if found["key"] in known else found["key"].rstrip(".:")
        if key in known:
            yield from _words(text[position : found.start()])
            yield m.Citation(key, 0)
            position = found.start("key") + len(key)
    yield from _words(text[position:])


def _words(text: str) -> Iterator[m.Inline]:
    if text:
        yield m.Text(text)


def _footnote_mark(element: Element, line: int, reading: Reading) -> Iterator[m.Inline]:
    yield m.FootnoteMark(element.get("key", ""), 0)


def _inline_note(element: Element, line: int, reading: Reading) -> Iterator[m.Inline]:
    key = reading.new_id("", "inline-note")
    ident, span = f"footnote-{key}", reading.span(line)
    text = m.Paragraph(f"{ident}.p1", span, inlines(element, line, reading))
    reading.footnotes.append(m.Footnote(ident, span, key, 0, (text,)))
    yield m.FootnoteMark(key, 0)


# --- pictures ------------------------------------------------------------------------------------


def _image(element: Element, line: int, reading: Reading) -> Iterator[m.Inline]:
    return picture(element, _content(element, line, reading), line, reading)


def picture(
    element: Element, caption: m.Inlines, line: int, reading: Reading
) -> Iterator[m.Inline]:
    """Yield a picture, or the words between its brackets where it cannot be one of the course."""
    source = html.unescape(element.get("src", ""))
    kind = kind_of(source)
    check_classes(element, line, reading, known="" if kind else "decorative")
    span = reading.find(source, line)
    path = _course_path(source, span, reading, kind)
    if path is None:
        yield from caption or (m.Text(source),)
        return
    _check_attributes(element, kind, span, reading)
    alt, width = _alt(element, caption, kind, span, reading), _width(element, span, reading)
    if kind is None:
        yield m.Image(path, alt, span, width)
    else:
        poster = _poster(element, kind, span, reading)
        yield m.Image(poster, alt, span, width, m.Clip(path, kind))


def _check_attributes(element: Element, kind: Kind | None, span: m.Span, reading: Reading) -> None:
    known = CLIP if kind else PICTURE
    given = (key.removeprefix("attr-") for key in element.attrib if key.startswith("attr-"))
    for key in sorted(set(given) - known - {"class", "id"}):
        message = f'"{key}" says nothing to a {kind or "picture"}; it is passed over.'
        hint = did_you_mean(key, known) or "It may have a width=50%, and a video a poster=."
        reading.warn("unknown-attribute", span, message, hint)


def _poster(element: Element, kind: Kind, span: m.Span, reading: Reading) -> str:
    """Return the path of the picture that stands for a video or sound; "" for the drawn one."""
    given = element.get("attr-poster")
    if given:
        return _course_path(given, reading.find(given, span.line), reading) or ""
    if kind == "video":
        message = "No picture stands for this video on paper and until it plays: a sign does."
        hint = "Save a still of it, and name it behind the video: {poster=assets/its-name.jpg}."
        reading.inform("poster-missing", span, message, hint)
    return ""


def _course_path(
    source: str, span: m.Span, reading: Reading, kind: Kind | None = None
) -> str | None:
    """Return a path inside the course of a picture or clip; complain about any other."""
    path = posixpath.normpath(unquote(source.replace("\\", "/")))
    outside = path.startswith(("/", "../")) or path in ("", ".", "..")
    if not (outside or re.match(r"[A-Za-z][\w+.-]*:", path) or source.startswith("//")):
        return path
    ending = posixpath.splitext(path)[1] if kind else ".png"
    hint = f"Copy it to the course's assets/ and write assets/its-name{ending}"
    reading.fail(
        "clip-outside" if kind else "picture-outside",
        span,
        f'The {kind or "picture"} "{source}" is not in the course\'s folder.',
        f"{hint}, or link to it: [Watch it](https://...)." if kind else f"{hint}.",
    )
    return None


def _alt(
    element: Element, caption: m.Inlines, kind: Kind | None, span: m.Span, reading: Reading
) -> str:
    if kind is None and "decorative" in element.get("attr-class", "").split():
        return ""
    alt = element.get("attr-alt") or markup.plain(caption)
    if not alt.strip():
        decorative = "" if kind else ", or mark it {.decorative} where it says nothing"
        reading.warn(
            "alt-missing",
            span,
            f"This {kind or 'picture'} has no text that says what it shows.",
            f"Write it between the brackets: ![What it shows]({element.get('src')}){decorative}.",
        )
    return alt.strip()


def _width(element: Element, span: m.Span, reading: Reading) -> float | None:
    given = element.get("attr-width")
    if given is None:
        return None
    width = fraction(given)
    if width is None:
        reading.warn(
            "width-unclear",
            span,
            f'The width "{given}" is not understood.',
            "Give it as a share of the place it stands in: width=50%.",
        )
    return width


def fraction(text: str) -> float | None:
    """Return 0.5 for "50%"; None where the text is no percentage between 1 and 100."""
    found = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*%", text.strip())
    share = float(found[1]) / 100 if found else 0.0
    return share if 0 < share <= 1 else None


_READERS: Mapping[str, _Reader] = MappingProxyType(
    {
        "em": _wrapped(m.Emphasis),
        "strong": _wrapped(m.Strong),
        "s": _wrapped(m.Strikeout),
        "sup": _wrapped(m.Superscript),
        "sub": _wrapped(m.Subscript),
        "code": _code,
        "math": _math,
        "br": _break,
        "a": _link,
        "span": _span,
        "img": _image,
        "citation": _citation,
        "footnotemark": _footnote_mark,
        "inlinenote": _inline_note,
    }
)
