"""From LaTeX between dollars to a lesson's formulas; one with a mistake is shown as it is written.

What gets into a lesson can be shown by every output: `formulas.read` found nothing wrong with it.
"""

from __future__ import annotations

from collections.abc import Iterator

from lessonpress import formulas
from lessonpress import model as m
from lessonpress.reader.reading import Reading


def inline(latex: str, display: bool, line: int, reading: Reading) -> Iterator[m.Inline]:
    """Yield the formula in a line of a block that starts on `line`."""
    marks = "$$" if display else "$"
    written = f"{marks}{latex}{marks}"
    place = reading.find(written.split("\n")[0], line)
    latex = _lines(latex)
    found = formulas.read(latex, display)
    if isinstance(found, formulas.Mistake):
        _complain(found, latex, m.Span(place.path, place.line, place.column + len(marks)), reading)
        yield m.Code(" ".join(written.split()))
    else:
        yield m.Math(latex, formulas.readable(latex, display), display)


def block(ident: str, latex: str, span: m.Span, reading: Reading) -> m.Block:
    """Return the formula on lines of its own; `span` is where its LaTeX starts."""
    latex = _lines(latex)
    found = formulas.read(latex, display=True)
    if isinstance(found, formulas.Mistake):
        _complain(found, latex, span, reading)
        return m.CodeBlock(ident, span, "latex", f"$${latex}$$")
    return m.Equation(ident, span, latex, formulas.readable(latex, display=True))


def _lines(latex: str) -> str:
    """Return LaTeX without white at the ends of its lines; what stands where is still known."""
    return "\n".join(line.rstrip() for line in latex.split("\n")).rstrip()


def _complain(mistake: formulas.Mistake, latex: str, start: m.Span, reading: Reading) -> None:
    before = latex[: mistake.offset]
    row, column = before.count("\n"), mistake.offset - (before.rfind("\n") + 1)
    if row:
        line = latex.split("\n")[row].strip()
        place = reading.find(line, start.line + row) if line else reading.span(start.line + row)
        span = m.Span(place.path, place.line, place.column + column)
    else:
        span = m.Span(start.path, start.line, start.column + column)
    message = f"{mistake.message} The formula is shown as it is written."
    reading.warn("formula-unclear", span, message, mistake.hint)
