"""A flow: lines of steps with arrows between them.

`Collapse -> Vacuum -> Expansion: fills` names three steps, of which the last arrow has a label.
Arrows of other habits are understood: `-->`, `=>`, `→`, `<-`, `<->`, `..>` for a dashed one, and
mermaid's `-->|label|`. A line without an arrow is a setting, or a step that stands alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import cast

from lessonpress import model as m
from lessonpress.diagnostics import did_you_mean
from lessonpress.reader.figures.source import Source
from lessonpress.reader.strict_yaml import Scalar

_ARROW = re.compile(
    r"\s*(?P<arrow><-{1,2}>|↔|<-{1,2}|←|(?:-{1,2}|={1,2}|-\.-|\.\.)>|→)"
    r"(?:\|(?P<label>[^|]*)\|)?\s*"
)
_LABEL = re.compile(r":\s+(?P<label>[^:]*)$")
_SETTING = re.compile(r"(?P<key>[a-z]+)\s*:(?P<value>.*)$")
KEYS = ("direction", "emphasis")
_DIRECTIONS = ("right", "down")
_HINT = 'Write one line for each arrow: "From here -> to there: because".'
# More boxes than this are seen by nobody, on a slide or on a page.
_MOST_STEPS = 40
_MOST_ARROWS = 40


@dataclass(slots=True)
class _Drawn:
    """What the lines have said so far: steps in the order they are named, arrows by their ends."""

    source: Source
    steps: dict[str, m.Step] = field(default_factory=dict)
    arrows: dict[tuple[str, str], m.Arrow] = field(default_factory=dict)
    emphasis: list[tuple[str, int]] = field(default_factory=list)
    direction: str = "fit"

    def line(self, text: str, number: int) -> None:
        """Take a line."""
        pieces = [*_ARROW.finditer(text)]
        if pieces:
            self.chain(text, pieces, number)
        elif setting := _SETTING.match(text):
            self.setting(setting["key"], setting["value"].strip(), number)
        else:
            self.step(text, number)

    # --- steps and arrows ---

    def chain(self, text: str, arrows: list[re.Match[str]], number: int) -> None:
        """Take steps with arrows between them, and a label of the last arrow."""
        label = _LABEL.search(text, arrows[-1].end())
        end = label.start() if label else len(text)
        edges = [0, *(edge for arrow in arrows for edge in arrow.span()), end]
        names = [text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
        steps = [self.step(name, number) for name in names]
        if not all(steps):
            message = "An arrow leads from one step to another, and one of them is missing."
            self.source.fail("arrow", self.source.place(number), message, _HINT)
            return
        for start, found, to in zip(steps, arrows, steps[1:], strict=False):
            written = found["label"] or (label["label"] if label and found is arrows[-1] else "")
            self.arrow(start, found["arrow"], to, (self.source.text(written, number), number))

    def step(self, written: str, number: int) -> str:
        """Return a step's name; one that is named for the first time is added."""
        name = self.source.text(written.strip().strip('"'), number)
        if name:
            self.steps.setdefault(name, m.Step(name))
        return name

    def arrow(self, start: str, kind: str, end: str, label: tuple[str, int]) -> None:
        words, number = label
        if start == end:
            message = f'"{start}" leads to itself.'
            self.source.fail("arrow", self.source.place(number), message, _HINT)
            return
        both = kind in ("↔", "<->", "<-->")
        if kind.startswith(("<", "←")) and not both:
            start, end = end, start
        drawn = m.Arrow(start, end, words, kind in ("-.->", "..>"), both)
        before = self.arrows.setdefault((start, end), drawn)
        if before != drawn and words:
            message = f'There are two arrows from "{start}" to "{end}".'
            hint = "Put both labels on one of them."
            self.source.fail("arrow-twice", self.source.place(number), message, hint)

    # --- settings ---

    def setting(self, key: str, value: str, number: int) -> None:
        place = self.source.place(number)
        if self.source.takes(Scalar(key, number, 1), value.strip('"')):
            return
        if key not in KEYS:
            message = f'"{key}" says nothing to a flow, and there is no arrow on this line.'
            hint = did_you_mean(key, KEYS) or f"Known are: {', '.join(KEYS)}. {_HINT}"
            self.source.fail("key", place, message, hint)
        elif key == "direction" and value not in _DIRECTIONS:
            message = f"The direction can be one of: {', '.join(_DIRECTIONS)}."
            self.source.fail("value", place, message)
        elif key == "direction":
            self.direction = value
        else:
            self.emphasis += [(name.strip().strip('"'), number) for name in value.split(";")]

    def emphasise(self) -> None:
        """Mark the steps that are to be; complain of those that are none."""
        for written, number in self.emphasis:
            name = self.source.text(written, number)
            if name not in self.steps:
                message = f'No step of this flow is called "{name}".'
                hint = did_you_mean(name, self.steps) or "Write its name as the arrows have it."
                self.source.fail("step-unknown", self.source.place(number), message, hint)
            else:
                self.steps[name] = replace(self.steps[name], emphasis=True)


def read(source: Source) -> m.Flow | None:
    """Return the flow, or None after a complaint."""
    drawn = _Drawn(source)
    for number, text in enumerate(source.fence.text.splitlines(), 1):
        if text.strip():
            drawn.line(text.strip(), number)
    drawn.emphasise()
    steps, arrows = tuple(drawn.steps.values()), tuple(drawn.arrows.values())
    if not source.fence.text.strip():
        source.empty()
        return None
    if not arrows or len(steps) > _MOST_STEPS or len(arrows) > _MOST_ARROWS:
        _complain_of_size(len(steps), len(arrows), source)
        return None
    linked = {name for arrow in arrows for name in (arrow.start, arrow.end)}
    alone = [step.name for step in steps if step.name not in linked]
    alt = source.alt("; ".join([*map(_said, arrows), *alone]))
    return m.Flow(steps, arrows, alt, cast(m.Direction, drawn.direction))


def _complain_of_size(steps: int, arrows: int, source: Source) -> None:
    if steps > _MOST_STEPS or arrows > _MOST_ARROWS:
        most = f"{_MOST_STEPS} steps or {_MOST_ARROWS} arrows"
        message = f"This flow has {steps} steps and {arrows} arrows; nobody can follow over {most}."
        source.fail("too-large", source.span, message, "Divide it into several.")
    elif not _ARROW.search(source.fence.text):
        source.fail("arrows", source.span, "There is no arrow in this flow.", _HINT)


def _said(arrow: m.Arrow) -> str:
    between = "↔" if arrow.both else "→"
    label = f" ({arrow.label})" if arrow.label else ""
    return f"{arrow.start} {between} {arrow.end}{label}"
