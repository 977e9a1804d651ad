"""What WeasyPrint says only to its log, as diagnostics that name a line of the lesson."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType

from lessonpress.diagnostics import Diagnostic, error, info, warning
from lessonpress.handout.stylesheets import Sheet
from lessonpress.model import Block, Code, CodeBlock, Image, Lesson, Link, Span, Text
from lessonpress.walking import walk

Records = list[logging.LogRecord]
# Their paths and contents.
Styles = Sequence[Sheet]
# What the pages were made from: a unit, or the units of a course.
Lessons = tuple[Lesson, ...]


class _Listener(logging.Handler):
    def __init__(self, records: Records) -> None:
        super().__init__(logging.WARNING)
        self._records = records

    def emit(self, record: logging.LogRecord) -> None:
        self._records.append(record)


@contextmanager
def listening() -> Iterator[Records]:
    """Collect what WeasyPrint logs from warnings up."""
    records: Records = []
    listener = _Listener(records)
    logger = logging.getLogger("weasyprint")
    level = logger.level
    logger.addHandler(listener)
    logger.setLevel(logging.WARNING)
    try:
        yield records
    finally:
        logger.setLevel(level)
        logger.removeHandler(listener)


# --- stylesheets ---------------------------------------------------------------------------------


def of_stylesheet(records: Records, path: str) -> tuple[Diagnostic, ...]:
    """Return complaints about the stylesheet at `path`."""
    return tuple(_about_style(record.getMessage(), path) for record in records)


def _about_style(message: str, path: str) -> Diagnostic:
    line, column = _line_and_column(message)
    text = f"This style is not understood: {message}"
    return warning("style-ignored", Span(path, line, column), text, "Mend it, or remove it.")


def _line_and_column(message: str) -> tuple[int, int]:
    place = re.search(r"\bat (\d+):(\d+)", message)
    return (int(place[1]), int(place[2])) if place else (1, 1)


def _of_styles(record: logging.LogRecord, styles: Styles) -> Diagnostic:
    """Return a complaint about a value that was understood only with the values it refers to.

    WeasyPrint tells the line and column, but not of which stylesheet: one has a function there.
    """
    message = record.getMessage()
    line, column = _line_and_column(message)
    paths = (path for path, css in styles if _has_function(css, line, column))
    return _about_style(message, next(paths, styles[0][0]))


def _has_function(css: bytes, line: int, column: int) -> bool:
    text = "".join(css.decode("utf-8", "replace").splitlines()[line - 1 : line])
    return re.match(r"[\w-]+\(", text[column - 1 :]) is not None


# --- pages ---------------------------------------------------------------------------------------


def diagnosed(
    records: Records, lessons: Lessons, boxed: Iterable[str] = (), styles: Styles = ()
) -> tuple[Diagnostic, ...]:
    """Return complaints about the pages of lessons, each once.

    The characters in `boxed` were printed as empty boxes; `styles` were the pages' stylesheets.
    """
    missing = [*boxed, *(str(_first(record)) for record in records if _starts(record, _GLYPH))]
    others = (
        _of_styles(record, styles)
        if styles and _starts(record, _STYLE)
        else _translated(record, lessons)
        for record in records
        if not _starts(record, _GLYPH)
    )
    return (*_missing_glyphs(missing, lessons), *dict.fromkeys(others))


def _starts(record: logging.LogRecord, beginning: str | tuple[str, ...]) -> bool:
    return str(record.msg).startswith(beginning)


def _translated(record: logging.LogRecord, lessons: Lessons) -> Diagnostic:
    for beginning, translate in _TRANSLATIONS.items():
        if _starts(record, beginning):
            return translate(record, lessons)
    say = error if record.levelno >= logging.ERROR else warning
    return say("handout", lessons[0].span, f"The handout's pages: {record.getMessage()}")


def _picture(record: logging.LogRecord, lessons: Lessons) -> Diagnostic:
    address = str(_first(record))
    path = address.partition("/course/")[2] or address
    images = (i for i in walk(lessons) if isinstance(i, Image) and i.path == path)
    span = next((i.span for i in images), lessons[0].span)
    message = f'The picture "{path}" cannot be read.'
    return error("image-broken", span, message, "Save it again as PNG, JPEG or SVG.")


def _anchor(record: logging.LogRecord, lessons: Lessons) -> Diagnostic:
    found = re.search(r"#?([^\s#'\"()]+)['\")]*$", str(_first(record)))
    name = found[1] if found else ""
    span = _place(lessons, lambda node: isinstance(node, Link) and node.href == f"#{name}")
    message = f'A link leads to "#{name}", but nothing on these pages is called that.'
    return warning("link-dead", span, message, "Is it on the slides alone, or misspelt?")


def _machine(record: logging.LogRecord, lessons: Lessons) -> Diagnostic:
    return info("handout", lessons[0].span, f"The handout's pages: {record.getMessage()}")


def _first(record: logging.LogRecord) -> object:
    return record.args[0] if isinstance(record.args, tuple) and record.args else ""


_GLYPH = ".notdef glyph"
_STYLE = ("Ignored `", "Invalid math function")
_TRANSLATIONS: Mapping[str, Callable[[logging.LogRecord, Lessons], Diagnostic]] = MappingProxyType(
    {
        "Failed to load image": _picture,
        "Failed to render SVG image": _picture,
        "No anchor #": _anchor,
        "Content discarded: target": _anchor,
        "Using fontTools instead": _machine,
        "Please install HarfBuzz": _machine,
    }
)


# --- glyphs --------------------------------------------------------------------------------------


def _missing_glyphs(missing: Iterable[str], lessons: Lessons) -> Iterator[Diagnostic]:
    """One complaint a block, naming all the characters that it is the first to need."""
    by_place: dict[Span, list[str]] = {}
    for character in dict.fromkeys(missing):
        by_place.setdefault(_place(lessons, _holds(character)), []).append(character)
    for span, characters in by_place.items():
        named = ", ".join(f'"{c}" (U+{ord(c):04X})' for c in characters[:8])
        rest = f" and {len(characters) - 8} more" if len(characters) > 8 else ""
        message = f"No font of the handout has {named}{rest}: each prints as an empty box (□)."
        hint = "Write it in other characters, or add a font that has them to the brand."
        yield warning("glyph-missing", span, message, hint)


def _holds(character: str) -> Callable[[object], bool]:
    def holds(node: object) -> bool:
        return isinstance(node, Text | Code | CodeBlock) and character in node.text

    return holds


def _place(lessons: Lessons, wanted: Callable[[object], bool]) -> Span:
    """Return the place of the innermost block around the first node that is wanted."""
    span = lessons[0].span
    for node in walk(lessons):
        if isinstance(node, Block):
            span = node.span
        if wanted(node):
            return span
    return lessons[0].span
