"""Reading a unit, and the course it belongs to."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element

from lessonpress import diagnostics, markup
from lessonpress import model as m
from lessonpress.diagnostics import Diagnostic
from lessonpress.reader import divs, habits, scanner, settings
from lessonpress.reader.blocks import blocks, lift_heading_attributes
from lessonpress.reader.inlines import check_braces
from lessonpress.reader.markdown import Parser
from lessonpress.reader.numbering import numbered
from lessonpress.reader.reading import Reading
from lessonpress.reader.scanner import Div, Line
from lessonpress.walking import rewrite, walk

# Characters that XML, and so PowerPoint, cannot hold; of the controls, tabs and line ends can.
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def read_course(name: str, text: bytes, path: str) -> tuple[m.Course, tuple[Diagnostic, ...]]:
    """Return what a course.yml says; `name` is its folder's. Empty text gives the defaults."""
    complaints: list[Diagnostic] = []
    lines = _lines(text, path, complaints)
    found = settings.read("\n".join(lines), settings.COURSE, path, 1)
    course = m.Course(name, **{"title": _title_of(name), **found.values})
    return _typographic_course(course), (*complaints, *found.complaints)


def _typographic_course(course: m.Course) -> m.Course:
    """Give a course's texts the quotation marks and dashes that its units' texts get."""
    smart = Parser(course.lang).typographic
    return replace(
        course,
        title=smart(course.title),
        subtitle=smart(course.subtitle),
        glossary=tuple(replace(e, meaning=smart(e.meaning)) for e in course.glossary),
        sources=tuple(replace(s, title=smart(s.title), note=smart(s.note)) for s in course.sources),
    )


def read_lesson(
    name: str, text: bytes, path: str, course: m.Course
) -> tuple[m.Lesson, tuple[Diagnostic, ...]]:
    """Return the lesson in a unit's text, for every audience, and what is wrong with it.

    `name` is the file's name without its ending; `path` is what messages call the file.
    """
    complaints: list[Diagnostic] = []
    lines = _lines(text, path, complaints)
    front, body, closed = scanner.split_front_matter(
        [Line(line, number) for number, line in enumerate(lines, 1)]
    )
    given = settings.read("\n".join(line.text for line in front or ()), settings.UNIT, path, 2)
    complaints += given.complaints
    if not closed:
        complaints.append(_unclosed_front_matter(path))
    # Where the settings are lost, it is no news that the title is.
    known = {"title": _title_of(name)} if diagnostics.has_errors(complaints) else {}
    reading = Reading(path, course, lines, Parser(given.values.get("lang", course.lang)))
    try:
        lesson = _lesson(name, body, known | given.values, reading)
    except RecursionError:
        reading.fail("nested-too-deeply", reading.span(1), *_TOO_DEEP)
        lesson = m.Lesson(name, _title_of(name), reading.span(1), ())
    return lesson, diagnostics.in_order([*complaints, *reading.complaints])


# Python's own limit is about 1,000 calls, and every room takes several for each block in a block.
_DEEPEST = 40
_TOO_DEEP = (
    "Lists, quotations or blocks are nested too deeply here.",
    "Take some of them out of the others.",
)


# --- text ----------------------------------------------------------------------------------------


def _lines(text: bytes, path: str, complaints: list[Diagnostic]) -> list[str]:
    """Return the lines of a file, without what no output could hold."""
    try:
        decoded = text.decode("utf-8-sig")
    except UnicodeDecodeError as mistake:
        decoded = text.decode("cp1252", errors="replace")
        line = text.count(b"\n", 0, mistake.start) + 1
        complaints.append(_not_utf8(m.Span(path, line)))
    lines = decoded.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [_clean(line, m.Span(path, number), complaints) for number, line in enumerate(lines, 1)]


def _clean(line: str, span: m.Span, complaints: list[Diagnostic]) -> str:
    found = _ILLEGAL.search(line)
    if found is None:
        return line
    span = replace(span, column=found.start() + 1)
    message = f"An invisible control character (U+{ord(found[0]):04X}) is left out."
    hint = "It often comes with text that was pasted; delete it there and type the space again."
    complaints.append(diagnostics.warning("control-character", span, message, hint))
    return _ILLEGAL.sub("", line)


def _not_utf8(span: m.Span) -> Diagnostic:
    message = "This file is not saved as UTF-8, so accents and signs may come out wrong."
    hint = "Save it again with the encoding UTF-8; every editor has that choice under Save As."
    return diagnostics.error("not-utf8", span, message, hint)


def _unclosed_front_matter(path: str) -> Diagnostic:
    message = "The settings that this line opens are never closed."
    hint = "Write a second line of --- under the last setting."
    return diagnostics.error("front-matter-unclosed", m.Span(path, 1), message, hint)


# --- the lesson ----------------------------------------------------------------------------------


def _lesson(name: str, body: list[Line], values: dict[str, Any], reading: Reading) -> m.Lesson:
    content = _blocks(tuple(body), reading)
    for setting in ("title", "subtitle", "content-note"):
        check_braces(values.get(setting, ""), 1, reading)
    smart = reading.parser.typographic
    title, content = _title(name, content, values, reading)
    course = reading.course
    lesson = m.Lesson(
        name=name,
        title=title,
        span=reading.span(1),
        blocks=content,
        subtitle=smart(values.get("subtitle", "")),
        authors=values.get("authors", course.authors),
        date=values.get("date", course.date),
        lang=values.get("lang", course.lang),
        minutes=_minutes(values),
        content_note=smart(values.get("content-note", "")),
        paper=values.get("paper", course.paper),
        slide_level=values.get("slide-level"),
        prose_in_notes=values.get("prose") == "notes",
        footnotes=tuple(reading.footnotes),
    )
    lesson = _checked(numbered(lesson, course.sources), reading)
    return replace(lesson, glossary=_glossary(lesson, course))


def _minutes(values: dict[str, Any]) -> int | None:
    if "minutes" in values:
        return int(values["minutes"])
    return sum(values.get(key, 0) for key in ("teaching", "exercises")) or None


def _blocks(lines: tuple[Line, ...], reading: Reading) -> m.Blocks:
    """Parse all blocks, then all inlines, then give both their types."""
    reading.expand = partial(divs.expand, reading=reading)
    root = _tree(lines, reading)
    _check_references(reading)
    for tree in (root, *reading.trees.values()):
        lift_heading_attributes(tree)
        reading.parser.inlines(tree)
    return blocks(root, "", reading)


def _check_references(reading: Reading) -> None:
    for name in reading.parser.references.repeated:
        start = re.compile(rf" {{0,3}}\[{re.escape(name)}\]:", re.IGNORECASE)
        lines = [number for number, line in enumerate(reading.lines, 1) if start.match(line)]
        message = f'"[{name}]" has two addresses, and it is not clear which one is meant.'
        hint = "Give each address a name of its own."
        reading.fail("reference-twice", reading.span(max(lines, default=1)), message, hint)


def _tree(lines: tuple[Line, ...], reading: Reading) -> Element:
    """Return the blocks in `lines` as elements; the bodies of divs go to `reading.trees`."""
    first = len(reading.pieces)
    scanned = scanner.scan(lines, first)
    habits.check(scanned.lines, reading)
    reading.pieces += scanned.lifted
    for stray in scanned.strays:
        _complain_of(stray, reading)
    for number, piece in enumerate(scanned.lifted, first):
        if isinstance(piece, Div):
            reading.trees[number] = _tree(piece.lines, reading)
    return reading.parser.blocks(scanned.lines)


def _complain_of(stray: scanner.Stray, reading: Reading) -> None:
    span = reading.span(stray.line)
    if stray.text == "<!--":
        message, hint = "This comment is never closed.", "Write --> where it ends."
        reading.fail("comment-unclosed", span, message, hint)
    elif not stray.text.startswith(":::"):
        message = "A block is opened by three colons, not two; this is shown as text."
        reading.fail("div-unclear", span, message, "Write ::: at the start of the line.")
    elif stray.text.strip(":"):
        message = f'"{stray.text}" is not how a block is opened; it is shown as text.'
        hint = "Write ::: and one word, or ::: {.word key=value}."
        reading.warn("div-unclear", span, message, hint)
    else:
        message = "This line closes a block, but none is open."
        hint = "Delete it, or look above for a block that is closed too early."
        reading.fail("div-unopened", span, message, hint)


def _title(
    name: str, content: m.Blocks, values: dict[str, Any], reading: Reading
) -> tuple[str, m.Blocks]:
    """Return the unit's title: from its settings, its only top heading, or its file's name."""
    if not any(not isinstance(block, m.SlideBreak) for block in content):
        message = "There is nothing in this unit yet."
        reading.warn("unit-empty", reading.span(1), message, "Write a heading and some text.")
    if values.get("title"):
        return reading.parser.typographic(values["title"]), content
    match content:
        case (m.Heading(level=1, inlines=inlines), *rest) if not _has_top_heading(rest):
            return markup.plain(inlines), tuple(rest)
    reading.warn(
        "title-missing",
        reading.span(1),
        "This unit has no title; its file's name is used.",
        "Start the file with a line of ---, one of title: Your title, and another of ---.",
    )
    return _title_of(name), content


def _has_top_heading(content: list[m.Block]) -> bool:
    return any(isinstance(block, m.Heading) and block.level == 1 for block in content)


def _title_of(name: str) -> str:
    words = re.sub(r"^\d+[-_. ]*", "", name) or name
    return re.sub(r"[-_]+", " ", words).strip().capitalize() or name


def _glossary(lesson: m.Lesson, course: m.Course) -> tuple[m.GlossaryEntry, ...]:
    """Return an entry for each term the unit uses, in the order of its first use."""
    known = {entry.key: entry for entry in course.glossary}
    used = dict.fromkeys(node.key for node in walk(lesson) if isinstance(node, m.Term))
    return tuple(known.get(key, m.GlossaryEntry(key, "")) for key in used)


# --- what only the whole unit tells ---------------------------------------------------------------


def _checked(lesson: m.Lesson, reading: Reading) -> m.Lesson:
    """Turn links and footnote marks that lead nowhere into text, with a complaint."""
    targets = {node.id for node in walk(lesson) if isinstance(node, m.Block)}
    footnotes = {footnote.key for footnote in lesson.footnotes}
    _check_places(lesson, reading)
    for footnote in reading.footnotes:
        if footnote.key not in footnotes:
            message = f'Nothing calls the footnote "{footnote.key}"; it is left out.'
            hint = f"Write [^{footnote.key}] where it belongs, or delete it."
            reading.warn("footnote-unused", footnote.span, message, hint)

    def change(node: Any) -> tuple[Any, ...]:
        match node:
            case m.Link(href) if href.startswith("#") and href[1:] not in targets:
                _complain_of_link(href, targets, reading)
                return node.children
            case m.Footnote():
                return (rewrite(node, lambda inner: _told_in_brackets(inner, lesson, reading)),)
            case m.FootnoteMark(key) if key not in footnotes:
                span = reading.find(f"[^{key}]", 1)
                message = f'There is no footnote "{key}"; the mark is shown as text.'
                hint = f"Write its text on a line of its own: [^{key}]: …"
                reading.warn("footnote-missing", span, message, hint)
                return (m.Text(f"[^{key}]"),)
            case _:
                return (node,)

    return rewrite(lesson, change)


def _told_in_brackets(node: Any, lesson: m.Lesson, reading: Reading) -> tuple[Any, ...]:
    """Put a footnote that another one calls into it, in brackets: paper has one foot a page."""
    if not isinstance(node, m.FootnoteMark):
        return (node,)
    span = reading.find(f"[^{node.key}]", 1)
    message = "A footnote cannot call another; that one's text is put in brackets."
    reading.warn("footnote-in-footnote", span, message, "Say both in one.")
    called = [f for f in lesson.footnotes if f.key == node.key]
    texts = [t for t in walk(tuple(called)) if isinstance(t, m.Paragraph)]
    words = " ".join(markup.plain(text.inlines) for text in texts)
    return (m.Text(f" ({words})" if words else f"[^{node.key}]"),)


def _check_places(lesson: m.Lesson, reading: Reading) -> None:
    """Complain about what stands too deep in other blocks, or where it means nothing."""
    nodes = [node for node in walk(lesson) if isinstance(node, m.Block)]
    at_home = {b.id for e in nodes if isinstance(e, m.Exercise) for b in (*e.hints, *e.solutions)}
    for node in nodes:
        if node.id.count(".") == _DEEPEST:
            reading.fail("nested-too-deeply", node.span, *_TOO_DEEP)
        if isinstance(node, m.Hint | m.Solution) and node.id not in at_home:
            name = type(node).__name__.lower()
            message = f"This {name} stands in no exercise."
            hint = "Put it inside ::: exercise, before the ::: that ends it."
            reading.warn("outside-exercise", node.span, message, hint)


def _complain_of_link(href: str, targets: set[str], reading: Reading) -> None:
    message = f'Nothing in this unit is called "{href[1:]}"; the link is left out.'
    hint = diagnostics.did_you_mean(href[1:], targets) or "Give its target {#an-id}."
    reading.warn("link-target-missing", reading.find(href, 1), message, hint)
