"""From a file's bytes to lines, without what no output could hold."""

from __future__ import annotations

import re
from dataclasses import replace

from lessonpress import diagnostics
from lessonpress import model as m
from lessonpress.diagnostics import Diagnostic
from lessonpress.reader import limits

# Characters that XML, and so PowerPoint, cannot hold; of the controls, tabs and line ends can.
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def lines(text: bytes, path: str, complaints: list[Diagnostic]) -> list[str]:
    """Return the lines of a file, without what no output could hold."""
    text = limits.whole(text, path, complaints)
    try:
        decoded = text.decode("utf-8-sig")
    except UnicodeDecodeError as mistake:
        decoded = text.decode("cp1252", errors="replace")
        line = text.count(b"\n", 0, mistake.start) + 1
        complaints.append(_not_utf8(m.Span(path, line)))
    found = decoded.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    read = limits.lines(found, path, complaints)
    return [_clean(line, m.Span(path, number), complaints) for number, line in enumerate(read, 1)]


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
