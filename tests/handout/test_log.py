"""Each thing that WeasyPrint only logs becomes a diagnostic at the line that caused it."""

from __future__ import annotations

import logging

import pytest
from lessons import lesson

from lessonpress.handout import log

UNIT = lesson("First 海.\n\n![A map](assets/map.png)\n\nA [link](#away).\n\n## Away {#away}")


def _records(level: int, message: str, *arguments: object) -> log.Records:
    with log.listening() as records:
        logging.getLogger("weasyprint").log(level, message, *arguments)
    return records


@pytest.mark.parametrize(
    ("level", "message", "arguments", "said"),
    [
        (
            logging.ERROR,
            "Failed to load image at %r: %s",
            ("http://project.invalid/course/assets/map.png", "why"),
            ("error", "image-broken", 6),
        ),
        (
            logging.ERROR,
            "No anchor #%s for internal URI reference",
            ("away",),
            ("warning", "link-dead", 8),
        ),
        (
            logging.ERROR,
            "Content discarded: target points to undefined anchor %r",
            (("url", ("internal", "away")),),
            ("warning", "link-dead", 8),
        ),
        (
            logging.WARNING,
            ".notdef glyph rendered for Unicode string unsupported by fonts: %r (%s)",
            ("海", 0),
            ("warning", "glyph-missing", 4),
        ),
        (logging.WARNING, "Using fontTools instead of it", (), ("info", "handout", 1)),
        (logging.WARNING, "Something new", (), ("warning", "handout", 1)),
        (logging.ERROR, "Something new", (), ("error", "handout", 1)),
    ],
)
def test_record_becomes_a_diagnostic(
    level: int, message: str, arguments: tuple[object, ...], said: tuple[str, str, int]
) -> None:
    (diagnostic,) = log.diagnosed(_records(level, message, *arguments), (UNIT,))
    assert (diagnostic.severity, diagnostic.code, diagnostic.span.line) == said


def test_a_style_is_found_at_its_line() -> None:
    records = _records(logging.WARNING, "Ignored `%s` at %d:%d, %s.", "a: b", 12, 3, "unknown")
    (diagnostic,) = log.of_stylesheet(records, "templates/brand.css")
    assert (diagnostic.span.path, diagnostic.span.line, diagnostic.span.column) == (
        "templates/brand.css",
        12,
        3,
    )


def test_steps_and_remarks_are_not_collected() -> None:
    assert _records(logging.INFO, "Step 1") == []
