"""What templates open and do not close, or close and have not opened: HTML's readers only guess."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

from lessonpress.diagnostics import Diagnostic, warning
from lessonpress.tracing import Printed

# Elements that have no end, and those whose end may be left out (HTML, 13.1.2).
_VOID = frozenset(
    "area base br col embed hr img input link meta source track wbr".split()  # noqa: SIM905
)
_OPTIONAL = frozenset(
    "html head body p li dt dd tr td th thead tbody tfoot colgroup caption".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag in the HTML: its element, and its line and column from 1."""

    name: str
    line: int
    column: int


class _Balance(HTMLParser):
    """Finds the tags that have no partner: those `unclosed`, and those `unopened`."""

    def __init__(self) -> None:
        super().__init__()
        self.unclosed: list[_Tag] = []
        self.unopened: list[_Tag] = []
        self._open: list[_Tag] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in _VOID:
            self._open.append(self._here(tag))

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        # HTML overlooks the slash of <div/>; in a drawing <path/> is whole.
        if all(opened.name not in ("svg", "math") for opened in self._open):
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if all(opened.name != tag for opened in self._open):
            self.unopened.append(self._here(tag))
            return
        while (last := self._open.pop()).name != tag:
            self._leave(last)

    def close(self) -> None:
        super().close()
        for tag in self._open:
            self._leave(tag)

    def _leave(self, tag: _Tag) -> None:
        if tag.name not in _OPTIONAL:
            self.unclosed.append(tag)

    def _here(self, name: str) -> _Tag:
        line, column = self.getpos()
        return _Tag(name, line, column + 1)


def found(html: str) -> bool:
    """Say whether any tag of a page has no partner."""
    balance = _balance(html)
    return bool(balance.unclosed or balance.unopened)


def diagnosed(printed: Printed) -> tuple[Diagnostic, ...]:
    """Return a complaint about each tag that has no partner, at the line that printed it."""
    balance = _balance(printed.text)
    complaints = [
        *(_complaint(tag, printed, f"<{tag.name}> is not closed") for tag in balance.unclosed),
        *(_complaint(tag, printed, f"</{tag.name}> closes nothing") for tag in balance.unopened),
    ]
    return tuple(dict.fromkeys(complaints))


def _balance(html: str) -> _Balance:
    balance = _Balance()
    balance.feed(html)
    balance.close()
    return balance


def _complaint(tag: _Tag, printed: Printed, message: str) -> Diagnostic:
    place = printed.origin(tag.line, tag.column)
    hint = "Close each element in the template that opens it."
    return warning("template-html", place, f"In the HTML that this prints, {message}.", hint)
