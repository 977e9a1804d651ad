"""Reading a unit, and the course it belongs to."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any
from xml.etree.ElementTree import Element

from lessonpress import diagnostics, markup
from lessonpress import model as m
from lessonpress.diagnostics import Diagnostic
from lessonpress.reader import (
    divs,
    glossary,
    habits,
    lifting,
    limits,
    raw_html,
    scanner,
    settings,
    switches,
    whole,
)
from lessonpress.reader.blocks import blocks
from lessonpress.reader.inlines import check_braces
from lessonpress.reader.markdown import Parser
from lessonpress.reader.numbering import numbered
from lessonpress.reader.reading import Reading
from lessonpress.reader.scanner import Div, Line
from lessonpress.reader.text import lines as text_lines


def read_course(name: str, text: bytes, path: str) -> tuple[m.Course, tuple[Diagnostic, ...]]:
    """Return what a course.yml says; `name` is its folder's. Empty text gives the defaults."""
    complaints: list[Diagnostic] = []
    lines = text_lines(text, path, complaints)
    found = settings.read("\n".join(lines), settings.COURSE, path, 1)
    look = _look(found.values, m.Look())
    setup = _setup(found.values, m.PageSetup())
    values = {"title": _title_of(name), **_own(found.values)}
    course = m.Course(name, **values, look=look, setup=setup)
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
    lines = text_lines(text, path, complaints)
    front, body, closed = scanner.split_front_matter(
        [Line(line, number) for number, line in enumerate(lines, 1)]
    )
    given = settings.read("\n".join(line.text for line in front or ()), settings.UNIT, path, 2)
    # What is said of settings is not clear where it is not where they end.
    complaints += given.complaints if closed else [_unclosed_front_matter(path)]
    # Where the settings are lost, it is no news that the title is.
    known = {"title": _title_of(name)} if diagnostics.has_errors(complaints) else {}
    reading = Reading(path, course, lines, Parser(given.values.get("lang", course.lang)))
    reading.incremental = given.values.get("incremental", course.incremental)
    try:
        lesson = _lesson(name, body, known | given.values, reading)
    except RecursionError:
        reading.fail("nested-too-deeply", reading.span(1), *limits.TOO_DEEP)
        lesson = m.Lesson(name, _title_of(name), reading.span(1), ())
    return lesson, diagnostics.in_order([*complaints, *reading.complaints])


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
        setup=_setup(values, course.setup),
        slide_level=values.get("slide-level"),
        prose_in_notes=values.get("prose") == "notes",
        footnotes=tuple(reading.footnotes),
        switches=tuple(reading.switches),
        look=_look(values, course.look),
    )
    lesson = whole.checked(numbered(lesson, course.sources), reading)
    return replace(lesson, glossary=glossary.entries(lesson, course, reading))


_LOOK = ("brand", "layouts", "floors")


def _look(values: dict[str, Any], above: m.Look) -> m.Look:
    """Return how things look; on another brand than above, layouts have other names."""
    look = replace(above, layouts=()) if values.get("brand", above.brand) != above.brand else above
    return replace(look, **{key: values[key] for key in _LOOK if key in values})


# The settings that say how pages are printed, and what a PageSetup calls them.
_SETUP = MappingProxyType(
    {
        "paper": "paper",
        "low-ink": "low_ink",
        "duplex": "duplex",
        "slides-per-page": "per_page",
        "beside-slides": "beside",
    }
)


def _setup(values: dict[str, Any], above: m.PageSetup) -> m.PageSetup:
    return replace(above, **{_SETUP[key]: values[key] for key in _SETUP if key in values})


def _own(values: dict[str, Any]) -> dict[str, Any]:
    """Return the settings that a course has under their own names."""
    return {key: value for key, value in values.items() if key not in (*_LOOK, *_SETUP)}


def _minutes(values: dict[str, Any]) -> int | None:
    if "minutes" in values:
        return int(values["minutes"])
    return sum(values.get(key, 0) for key in ("teaching", "exercises")) or None


def _blocks(lines: tuple[Line, ...], reading: Reading) -> m.Blocks:
    """Parse all blocks, then all inlines, then give both their types."""
    reading.expand = partial(divs.expand, reading=reading)
    root = _tree(lines, reading)
    _check_references(reading)
    for number in reading.trees:
        if divs.is_quiz(reading.pieces[number]):
            lifting.lift_said(reading.trees[number])
    limits.check_texts((root, *reading.trees.values()), reading)
    raw_html.read((root, *reading.trees.values()), reading)
    for tree in (root, *reading.trees.values()):
        lifting.lift_attributes(tree)
    reading.defined = tuple(divs.defined(reading))
    for tree in (root, *reading.trees.values()):
        reading.parser.inlines(tree)
    return blocks(root, "", reading)


def _check_references(reading: Reading) -> None:
    for name in reading.parser.references.repeated:
        start = re.compile(rf" {{0,3}}\[{re.escape(name)}\]:", re.IGNORECASE)
        lines = [number for number, line in enumerate(reading.lines, 1) if start.match(line)]
        message = f'"[{name}]" has two addresses, and it is not clear which one is meant.'
        hint = "Give each address a name of its own."
        reading.fail("reference-twice", reading.span(max(lines, default=1)), message, hint)


def _tree(lines: tuple[Line, ...], reading: Reading, depth: int = 0) -> Element:
    """Return the blocks in `lines` as elements; the bodies of divs go to `reading.trees`."""
    if depth > limits.DEEPEST:
        reading.fail("nested-too-deeply", reading.span(lines[0].number), *limits.TOO_DEEP)
        return Element("div")
    first = len(reading.pieces)
    scanned = scanner.scan(lines, first)
    scanned.lines = list(limits.of_blocks(scanned.lines, reading))
    habits.check(scanned.lines, reading)
    reading.pieces += scanned.lifted
    for stray in scanned.strays:
        _complain_of(stray, reading)
    for comment in scanned.comments:
        reading.switches += switches.read(comment.text, reading.span(comment.number))
    for number, piece in enumerate(scanned.lifted, first):
        if isinstance(piece, Div):
            reading.trees[number] = _tree(piece.lines, reading, depth + 1)
    return reading.parser.blocks(scanned.lines)


def _complain_of(stray: scanner.Stray, reading: Reading) -> None:
    span = reading.span(stray.line)
    if stray.text == "$$":
        message = "This formula is never closed; it is shown as text."
        hint = "Write $$ where it ends. No empty line may stand in a formula."
        reading.warn("formula-unclosed", reading.find("$$", stray.line), message, hint)
    elif stray.text == "<!--":
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
    if all(isinstance(block, m.SlideBreak | m.Pause) for block in content):
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
