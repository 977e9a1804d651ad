"""What reading one unit keeps at hand: its complaints, its ids, and where things stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from lessonpress import markup
from lessonpress import model as m
from lessonpress.diagnostics import Diagnostic, Severity
from lessonpress.reader.markdown import Parser
from lessonpress.reader.scanner import Piece

_RESERVED = re.compile(r"\{[^{}\n]*#([^\s}\"'.=]+)")


@dataclass(slots=True)
class Reading:
    """One unit while it is being read. It lives as long as a call of `read_lesson`.

    `pieces` are what the scanner lifted out, by the numbers of their placeholders; `trees` the
    parsed bodies of those that are divs; `expand` makes blocks of a piece, given its number and the
    id of the block it stands in. `hidden` counts the blocks around that students do not see;
    `incremental` says whether the items of lists appear click by click where we read;
    `defined` are the terms that the unit itself explains; `switches` its comments on what is said.
    """

    path: str
    course: m.Course
    lines: list[str]
    parser: Parser
    complaints: list[Diagnostic] = field(default_factory=list)
    footnotes: list[m.Footnote] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    trees: dict[int, Element] = field(default_factory=dict)
    expand: Callable[[int, str], m.Blocks] = field(default=lambda number, parent: ())
    hidden: int = 0
    incremental: bool = False
    defined: tuple[str, ...] = ()
    switches: list[m.Switch] = field(default_factory=list)
    _authors_ids: dict[str, int] = field(default_factory=dict)
    _counts: dict[tuple[str, str], int] = field(default_factory=dict)
    _named: dict[str, int] = field(default_factory=dict)
    _given: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._given.update(key for line in self.lines for key in _RESERVED.findall(line))

    # --- complaints ---------------------------------------------------------------------------

    def warn(self, code: str, span: m.Span, message: str, hint: str = "") -> None:
        """Note what an author should mend."""
        self.complaints.append(Diagnostic(Severity.WARNING, code, span, message, hint))

    def inform(self, code: str, span: m.Span, message: str, hint: str = "") -> None:
        """Note what an author may want to know."""
        self.complaints.append(Diagnostic(Severity.INFO, code, span, message, hint))

    def fail(self, code: str, span: m.Span, message: str, hint: str = "") -> None:
        """Note what makes the unit unfit to be built."""
        self.complaints.append(Diagnostic(Severity.ERROR, code, span, message, hint))

    def span(self, line: int, column: int = 1) -> m.Span:
        """Return a place in this unit."""
        return m.Span(self.path, line, column)

    def find(self, text: str, line: int) -> m.Span:
        """Return where `text` stands at or after `line`; the line itself if it is not found."""
        for number in range(line, min(line + 200, len(self.lines) + 1)):
            column = self.lines[number - 1].find(text)
            if text and column >= 0:
                return self.span(number, column + 1)
        return self.span(line)

    # --- ids ----------------------------------------------------------------------------------

    def author_id(self, ident: str, span: m.Span) -> str:
        """Take an id that the author gave; the same one twice is an error."""
        if ident in self._authors_ids:
            first = self._authors_ids[ident]
            self.fail(
                "id-duplicate",
                span,
                f'The id "{ident}" is given twice, first on line {first}.',
                "Give one of the two another name.",
            )
            return self.new_id("", ident)
        self._authors_ids[ident] = span.line
        return ident

    def new_id(self, parent: str, kind: str) -> str:
        """Return the next id of `kind` inside `parent`: `p3`, `exercise1.p2`."""
        prefix = f"{parent}.{kind}" if parent else kind
        while True:
            count = self._counts[parent, kind] = self._counts.get((parent, kind), 0) + 1
            ident = f"{prefix}{count}"
            if ident not in self._given:
                return ident

    def heading_id(self, text: str, parent: str) -> str:
        """Return an id made of a heading's words, as pandoc makes it: unique in the unit.

        One that students do not see takes no name from a heading that they do.
        """
        if self.hidden:
            return self.new_id(parent, "heading")
        name = markup.slug(text) or "section"
        ident, count = name, self._named.get(name, 0)
        while ident in self._given:
            count += 1
            ident = f"{name}-{count}"
        self._named[name] = count
        self._given.add(ident)
        return ident
