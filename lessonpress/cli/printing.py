"""Printing what a command found and did: for people, as JSON, and for GitHub."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TextIO

from lessonpress.building.faults import Fault
from lessonpress.building.keeping.edits import original
from lessonpress.building.report import BuildReport
from lessonpress.cli.quoting import Quotations
from lessonpress.diagnostics import Diagnostic, Severity

Format = Literal["text", "json", "github"]

_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33", Severity.INFO: "36"}

# GitHub's names for the three severities.
_ANNOTATIONS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


class Printer:
    """Prints in one format; in JSON, nothing but the one document goes to standard output."""

    def __init__(self, format: Format, program: str) -> None:  # noqa: A002 - the option's name
        self._format = format
        self._program = program
        self._colour = format == "text" and wants_colour(sys.stdout)
        self._project: Path | None = None
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # an old console must not fail for a dash
                stream.reconfigure(errors="backslashreplace")

    @property
    def quiet(self) -> bool:
        """Whether progress would be in the way of a program that reads us."""
        return self._format == "json"

    def quote_from(self, project: Path) -> None:
        """Quote, from now on, the lines of a project's files that complaints are about."""
        self._project = project

    def line(self, text: str) -> None:
        """Print a line for people."""
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()

    def fault(self, fault: Fault) -> None:
        """Print a fault of the machine, at once and to standard error."""
        sys.stderr.write("".join(f"{line}\n" for line in fault_lines(fault)))

    def waits(self) -> None:
        """Say, to standard error, what the wait is for."""
        sys.stderr.write("Another build is at work in this folder: waiting for it ...\n")
        sys.stderr.flush()

    def report(
        self,
        report: BuildReport,
        output: str | None,
        *,
        strict: bool = False,
        explain: bool = False,
    ) -> None:
        """Print all that a build or a check (without `output`) has to say."""
        if self._format == "json":
            self.document(document(report, output or ""))
            return
        self.diagnostics(report.diagnostics)
        for fault in report.faults:
            self.fault(fault)
        for line in explanation(report, output or "output") if explain else ():
            self.line(line)
        for line in summary(report, output, self._program):
            self.line(line)
        if strict and report.count(Severity.WARNING) and not report.count(Severity.ERROR):
            self.line("Failed, because --strict counts warnings as errors.")

    def document(self, data: Mapping[str, Any]) -> None:
        """Print the one document of a command in JSON."""
        self.line(json.dumps(data, indent=2))

    def cleaned(self, report: BuildReport, output: str) -> None:
        """Print what `clean` did."""
        for fault in report.faults:
            self.fault(fault)
        for line in _changes(report, output, names=False):
            self.line(line)
        if not report.removed and not report.moved:
            self.line("There was nothing to remove.")

    def diagnostics(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Print complaints for people, with the lines that they are about, or for GitHub."""
        quotations = Quotations(self._project) if self._project else None
        for each in diagnostics:
            quote = quotations.of(each.span) if quotations else ()
            github = self._format == "github"
            self.line(github_line(each) if github else diagnostic_text(each, self._colour, quote))


def wants_colour(stream: TextIO) -> bool:
    """Whether to print in colour: on a terminal that can, unless NO_COLOR says no."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return stream.isatty() and not plain


# --- diagnostics ---------------------------------------------------------------------------------


def diagnostic_text(diagnostic: Diagnostic, colour: bool = False, quote: Iterable[str] = ()) -> str:
    """Return `file:line:column severity[code] message`; below it the quoted line, and the hint."""
    span, severity = diagnostic.span, diagnostic.severity
    label = f"{severity}[{diagnostic.code}]"
    if colour:
        label = f"\x1b[{_COLOURS[severity]}m{label}\x1b[0m"
    place = f"{visible(span.path)}:{span.line}:{span.column}".replace("\n", r"\x0a")
    first = f"{place} {label} {visible(diagnostic.message)}"
    quoted = (f"    | {line}" for line in quote)
    return "\n".join((first, *quoted, *_hint_lines(diagnostic.hint)))


def _hint_lines(hint: str) -> list[str]:
    if not hint:
        return []
    first, *others = visible(hint).splitlines()
    return [f"    hint: {first}", *(f"    {line}" for line in others)]


def visible(text: str) -> str:
    """Show control characters: a lesson that is quoted must not steer the terminal."""
    return "".join(c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" for c in text)


def github_line(diagnostic: Diagnostic) -> str:
    """Return a workflow command of GitHub Actions ("Workflow commands", setting an error)."""
    span, hint = diagnostic.span, diagnostic.hint
    properties = {
        "file": span.path,
        "line": span.line,
        "col": span.column,
        "title": diagnostic.code,
    }
    listed = ",".join(f"{name}={_escaped(str(v), ':,')}" for name, v in properties.items())
    text = _escaped(diagnostic.message + (f"\n{hint}" if hint else ""))
    return f"::{_ANNOTATIONS[diagnostic.severity]} {listed}::{text}"


def _escaped(text: str, more: str = "") -> str:
    return "".join(f"%{ord(c):02X}" if c in "%\r\n" + more else c for c in text)


def fault_lines(fault: Fault) -> list[str]:
    """Return a fault and what to do about it, the latter indented."""
    return [visible(fault.message), *(f"    {line}" for line in visible(fault.hint).splitlines())]


# --- for machines --------------------------------------------------------------------------------


def document(report: BuildReport, output: str) -> dict[str, Any]:
    """Return the report as the JSON document that --format json prints.

    Paths count from the project's folder, in which outputs stand below `output`.
    """

    def inside(path: str) -> str:
        return f"{output}/{path}"

    return {
        "diagnostics": [diagnostic_data(d) for d in report.diagnostics],
        "standing": [inside(path) for path in report.standing],
        "decisions": [{"path": inside(d.path), "why": list(d.why)} for d in report.decisions],
        "outputs": [{**asdict(b), "path": inside(b.path)} for b in report.built],
        "removed": [inside(path) for path in report.removed],
        "moved": [{"path": inside(m.path), "to": inside(m.to)} for m in report.moved],
        "beside": [{"path": inside(m.path), "new": inside(m.to)} for m in report.beside],
        "failed": list(report.failed),
        "unwritten": [inside(path) for path in report.unwritten],
        "stale": [inside(path) for path in report.stale],
        "faults": [{"message": f.message, "hint": f.hint} for f in report.faults],
        "counts": {str(severity): report.count(severity) for severity in Severity},
        "seconds": round(report.seconds, 3),
        "interrupted": report.interrupted,
    }


def diagnostic_data(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a complaint as the JSON documents have it."""
    return {
        "severity": str(diagnostic.severity),
        "code": diagnostic.code,
        "file": diagnostic.span.path,
        "line": diagnostic.span.line,
        "column": diagnostic.span.column,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
    }


# --- for people ----------------------------------------------------------------------------------


def summary(report: BuildReport, output: str | None, program: str) -> Iterator[str]:
    """Yield the last lines: what was built, where, how long it took, how much is wrong."""
    if not report.courses and not report.diagnostics:
        yield f'There is no course in content/ yet. Begin one: {program} new course "My course"'
        yield from _changes(report, output or "")
        return
    if output:
        yield from _changes(report, output)
        if report.beside:
            yield f"To have what was built instead of what was edited: {program} --force"
        yield from (f"Not built, for its errors: {name}" for name in report.failed)
        yield _built_line(report, output)
        if report.unwritten:
            yield f"{counted(len(report.unwritten), 'file')} could not be written."
        yield from _stale_lines(report, output, program)
    else:
        courses = [name for name in report.failed if "/" not in name]
        yield from (f"Units not checked, for the errors of their course: {c}" for c in courses)
        of = counted(report.courses, "course")
        yield f"Checked {counted(report.units, 'unit')} of {of} in {_duration(report.seconds)}."
    if report.diagnostics or not (report.faults or report.interrupted):
        yield counts_line(report)
    if report.interrupted:
        yield "Stopped: what was finished is kept."


def _changes(report: BuildReport, output: str, *, names: bool = True) -> Iterator[str]:
    for move in report.moved:
        yield f"Edited by hand, so moved: {output}/{move.path} -> {output}/{move.to}"
    for kept in report.beside:
        yield f"Edited by hand, so kept: {output}/{kept.path}; built beside it: {output}/{kept.to}"
    if names:
        yield from (f"Removed, {_why_gone(path)}: {output}/{path}" for path in report.removed)
    elif report.removed:
        yield f"Removed {counted(len(report.removed), 'file')} from {output}/."


def _why_gone(path: str) -> str:
    beside = path != original(path)
    return "what it stood beside is gone" if beside else "its source is gone"


def _stale_lines(report: BuildReport, output: str, program: str) -> Iterator[str]:
    """Yield a line for what is older than its units and made in the same way: what to do."""
    for course, option in dict.fromkeys(map(_renewal, report.stale)):
        old = [f"{output}/{path}" for path in report.stale if _renewal(path) == (course, option)]
        yield f"Older than its units: {', '.join(old)}. To renew: {program} {option} {course}"


def _renewal(path: str) -> tuple[str, str]:
    """Return the course of what is made on request, and the options that make it anew."""
    course = path.partition("/")[0]
    slides = re.search(r"-slides-(\d)up\.pdf$", path)
    if slides:
        return course, f"--only thumbnails --slides-per-page {slides[1]}"
    return course, "--only large-print" if path.endswith("-large-print.pdf") else "--only booklet"


def _built_line(report: BuildReport, output: str) -> str:
    made = [built for built in report.built if built.state != "kept"]
    left = len(report.standing) + len(report.built) - len(made)
    there = f"{counted(left, 'file')} {'is' if left == 1 else 'are'} as before"
    took = _duration(report.seconds)
    if not made and left:
        return f"Nothing to build in {output}/: {there} ({took})."
    same = sum(built.state == "same" for built in made)
    about = [f"{same} came out the same"] if same else []
    about += [f"{report.shared} from the cache"] if report.shared else []
    unchanged = f" ({', '.join(about)})" if about else ""
    units = len({built.unit for built in made if "/" in built.unit})
    of_units = f" of {counted(units, 'unit')}" if units else ""
    files = f"{counted(len(made), 'file')}{of_units}{unchanged}"
    return f"Built {files} into {output}/ in {took}{f'; {there}' if left else ''}."


# What of a file was not as before, by the names that decisions have for it.
_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "new": "it was not there yet",
        "missing": "it was gone, or not as it was built",
        "words": "its lesson says something else",
        "pictures": "a picture, video or sound is another",
        "course": "the course's settings say something else",
        "told": "the unit's other files have other slides or pages",
        "look": "templates, fonts or brand are others",
        "options": "pages are printed in another way",
        "versions": "Lessonpress, Python or a library is another",
    }
)


def explanation(report: BuildReport, output: str) -> Iterator[str]:
    """Yield for each file why it was made, or that it was not."""
    reasons = {decision.path: decision.why for decision in report.decisions}
    kept = {built.path for built in report.built if built.state == "kept"}
    edited = {move.path: move.to for move in report.beside}
    for path in sorted({*reasons, *report.standing, *kept}):
        why = joined(_REASONS[name] for name in reasons.get(path, ()))
        said = "built: " + why if why else "as before."
        if path in edited:
            said = f"edited by hand, so kept; what was built is {output}/{edited[path]}."
        yield f"{output}/{path}: {said}"


def counts_line(report: BuildReport) -> str:
    """Return how many errors, warnings and remarks there are, in words."""
    names = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}
    counts = [(report.count(severity), name) for severity, name in names.items()]
    return joined(counted(n, name) for n, name in counts if n) or "No complaints."


def counted(number: int, noun: str) -> str:
    """Return "1 file", "2 files"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def joined(words: Iterable[str]) -> str:
    """Return words as a sentence lists them: "1 error, 2 warnings."."""
    listed = ", ".join(words)
    return f"{listed}." if listed else ""


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{seconds:.1f} s"
