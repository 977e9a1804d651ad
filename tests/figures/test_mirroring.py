"""Right-to-left lessons: time and steps run to the left, and words are as they are."""

from __future__ import annotations

from dataclasses import replace

from lessonpress import figures
from lessonpress import model as m
from lessonpress.figures.drawing import Box, Connector

from . import making

_STEPS = (m.Step("first"), m.Step("second"))
_FLOW = m.Flow(_STEPS, (m.Arrow("first", "second"),), "alt", "right")
_EVENTS = tuple(
    m.Event(str(year), f"What was in {year}", m.Span("", 1)) for year in (1900, 1950, 2000)
)


def test_the_first_step_is_at_the_right_and_arrows_lead_to_the_left() -> None:
    drawing = figures.draw(_FLOW, replace(making.slide(), leftward=True))
    boxes = {s.name: s.frame for s in drawing.shapes if isinstance(s, Box)}
    assert boxes["first"].x > boxes["second"].x
    (arrow,) = (s for s in drawing.shapes if isinstance(s, Connector))
    assert (arrow.start_side, arrow.end_side) == (1, 3)
    assert arrow.points[0].x > arrow.points[-1].x
    assert making.outside(drawing) == []


def test_time_runs_from_right_to_left() -> None:
    timeline = m.Timeline(_EVENTS, "alt")
    drawing = figures.draw(timeline, replace(making.slide(), leftward=True))
    labels = making.labelled(drawing)
    lefts = [box.frame.x for box in labels]
    assert lefts == sorted(lefts, reverse=True)
    assert {box.label.align for box in labels if box.label} == {"right"}
    assert making.words(drawing) == making.words(figures.draw(timeline, making.slide()))
