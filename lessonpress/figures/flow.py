"""A flow drawn: boxes in layers, and arrows at right angles between them.

The flow leads to the right or down; everything is worked out along that direction and across it,
and turned at the end. Arrows run in the gaps between layers, and those over several layers in a
lane that is free of boxes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lessonpress import model as m
from lessonpress.figures import setting
from lessonpress.figures.drawing import (
    Box,
    Connector,
    Drawing,
    Frame,
    Label,
    Look,
    Point,
    Shape,
    Words,
)
from lessonpress.figures.labelling import freed
from lessonpress.figures.layering import Layers, layered
from lessonpress.figures.routes import Metrics, Route, Routed, legs_of
from lessonpress.figures.routing import LEAST_GAP, routed
from lessonpress.figures.setting import Place
from lessonpress.figures.ways import LABEL_WIDTH, LOOSER, NARROW_LABEL, Way, tries
from lessonpress.figures.winding import wound

_BOX = Look(fill="ground", line="muted", weight=0.75)
_EMPHASIS = Look(fill="paper", line="accent", weight=2.25)
_ARROW = Look(line="muted", weight=1.5)
_BEND = 2.0  # points; where two connectors of an arrow meet

# All in em of the words' size.
_INSET = 0.6
_BETWEEN = 0.9  # two boxes of a layer
# Of boxes at most, in the order of trying; wide ones save height where a flow leads down.
_WIDTHS = (14.0, 10.0, 8.0, 6.5, 16.0, 24.0)
_SMALLER = 0.9  # labels of arrows, against the words in boxes
# The gaps of a flow to the right grow by so much where it does not fill its place.
_MOST_SPREAD = 9.0
# A label that stands on something is as bad as so many points of height too much.
_CLASH = 20.0
# So many ways that fit are looked at for one in which every label stands free.
_ENOUGH = 24


def draw(flow: m.Flow, place: Place) -> Drawing:
    """Return the flow in the direction and at the size in which it fits best.

    Where labels stand on something in each of many, it is the one in which fewest do. Where it fits
    in none, the drawing that is least too large.
    """
    clashing: list[_Drawn] = []
    too_large: list[_Flow] = []
    for each in _set_in_all_ways(flow, place):
        fitting = [*each.loosened()] if each.may_fit else []
        if any(clashes == 0 for clashes, _ in fitting):
            return next(drawing for clashes, drawing in fitting if not clashes)
        too_large += [] if fitting else [each]
        clashing += fitting
        if len(clashing) >= _ENOUGH:
            break
    if clashing:
        return min(clashing, key=lambda pair: pair[0])[1]
    least = (each.drawn() for each in too_large if each.size == place.sizes[-1])
    return min(filter(None, least), key=lambda pair: _badness(pair, place))[1]


def _set_in_all_ways(flow: m.Flow, place: Place) -> Iterator[_Flow]:
    ends = [(arrow.start, arrow.end) for arrow in flow.arrows]
    layers = layered([step.name for step in flow.steps], ends)
    for way in tries(flow, place):
        sized = (_Flow.of(flow, way, width * way.size, layers, place) for width in _WIDTHS)
        yield from {each.box: each for each in sized}.values()


_Drawn = tuple[int, Drawing]  # how many labels stand on something, and the drawing


def _fits(drawing: Drawing, place: Place) -> bool:
    return drawing.width <= place.width and drawing.height <= place.height


def _badness(drawn: _Drawn, place: Place) -> float:
    """Return by how much a drawing is too large; too wide is worse than too high."""
    clashes, drawing = drawn
    wide = max(0.0, drawing.width - place.width)
    high = max(0.0, drawing.height - (0.0 if math.isinf(place.height) else place.height))
    return 100 * wide + high + _CLASH * clashes


@dataclass(frozen=True, slots=True)
class _Flow:
    """A flow set in one way, all of its boxes alike."""

    flow: m.Flow
    way: Way
    box: tuple[float, float]  # width, height
    layers: Layers
    place: Place

    @classmethod
    def of(cls, flow: m.Flow, way: Way, most: float, layers: Layers, place: Place) -> _Flow:
        """Return the flow with boxes `most` wide at the most, but for a longer word."""
        size = way.size
        inset = _INSET * size
        texts = [(_words(step, size),) for step in flow.steps]
        inner = max(most, *(setting.widest_word(text, place) for text in texts))
        width = max(setting.balanced_width(text, inner, place) for text in texts)
        height = max(setting.height(text, width, place) for text in texts)
        box = (width + 2 * inset, height + 1.4 * way.tight * inset)
        return cls(flow, way, box, layers, place)

    @property
    def down(self) -> bool:
        return self.way.leads == "down"

    @property
    def size(self) -> float:
        return self.way.size

    @property
    def may_fit(self) -> bool:
        """Say whether there is room for the boxes alone, which is soon known."""
        if self.way.leads == "rows":
            return True
        boxes = (sum(lane < 0 for _, lane in row) for row in self.layers.rows)
        along, across = self.turned(*self.box)
        gaps = (len(self.layers.rows) - 1) * LEAST_GAP * self.way.tight * self.size
        width, height = self.turned(len(self.layers.rows) * along + gaps, max(boxes) * across)
        return width <= self.place.width and height <= self.place.height

    def loosened(self) -> Iterator[_Drawn]:
        """Yield the drawing where it fits and, while labels stand on something, looser ones."""
        for wider, label in LOOSER:
            way = replace(self.way, tight=wider * self.way.tight, label=label)
            found = replace(self, way=way).drawn()
            if found and _fits(found[1], self.place):
                yield found
                if not found[0]:
                    return
            elif wider == 1.0 and label == LABEL_WIDTH:
                return
        narrow = replace(self, way=replace(self.way, label=NARROW_LABEL))
        found = self.drawn(narrow)
        if found and _fits(found[1], self.place):
            yield found

    def drawn(self, labelled: _Flow | None = None) -> _Drawn | None:
        """Return the drawing, as wide as the place where it leads to the right and can be.

        Its labels are those of the flow `labelled` instead, if given. None where it is to be wound
        into rows, and cannot.
        """
        found = self.wound() if self.way.leads == "rows" else self.spread()
        if found is None:
            return None
        labelled = labelled or self
        found = freed(found, labelled.metrics(0.0))
        width, height = self.turned(found.along, found.across)
        asked = self.flow.direction
        turned = asked != "fit" and asked != self.way.leads
        shapes = tuple(labelled.shapes(found))
        return found.clashes, Drawing(width, height, shapes, turned, found.clashes > 0)

    def spread(self) -> Routed:
        """Return where everything is, with gaps that use the room there is."""
        found = self.routed(0.0)
        if found.across > self.across_room:
            return found
        spare = self.place.width - found.along
        gaps = len(self.layers.rows) - 1
        if not self.down and spare > 0 and gaps:
            found = self.routed(min(spare / gaps, _MOST_SPREAD * self.size))
        elif self.down and math.isfinite(self.place.height) and gaps:
            spare = self.place.height - found.along
            found = self.routed(max(0.0, min(spare / gaps, 0.6 * self.size)))
        return found

    @property
    def across_room(self) -> float:
        return self.place.width if self.down else self.place.height

    def wound(self) -> Routed | None:
        names = [step.name for step in self.flow.steps]
        return wound(names, self.ends, self.metrics(0.0), self.place.width)

    def routed(self, spread: float) -> Routed:
        """Return where everything is, along the flow and across it; the gaps wider by `spread`."""
        return routed(self.layers, self.ends, self.metrics(spread))

    @property
    def ends(self) -> tuple[tuple[str, str], ...]:
        return tuple((arrow.start, arrow.end) for arrow in self.flow.arrows)

    def metrics(self, spread: float) -> Metrics:
        along, across = self.turned(*self.box)
        labels = tuple(self.turned(*self.label_size(arrow)) for arrow in self.flow.arrows)
        em = self.way.tight * self.size
        return Metrics(along, across, _BETWEEN * em, em, labels, spread, self.down)

    def turned(self, one: float, other: float) -> tuple[float, float]:
        """Return width and height for along and across, or the other way round."""
        return (other, one) if self.down else (one, other)

    # --- shapes ---

    def shapes(self, found: Routed) -> Iterator[Shape]:
        for route in found.routes:
            yield from self.connector(route)
        for step in self.flow.steps:
            yield self.step(step, self.turned(*found.boxes[step.name]))
        for route in found.routes:
            if route.label:
                yield self.label(route, route.label)

    def step(self, step: m.Step, middle: tuple[float, float]) -> Box:
        width, height = self.box
        frame = Frame(middle[0] - width / 2, middle[1] - height / 2, width, height)
        look = _EMPHASIS if step.emphasis else _BOX
        label = Label((_words(step, self.size),), inset=_INSET * self.size - setting.SLACK / 2)
        return Box(step.name, frame, "rounded", look, label)

    def connector(self, route: Route) -> Iterator[Shape]:
        """Yield an arrow's connectors, and the bends between them that they are glued to."""
        arrow = self.flow.arrows[route.number]
        name = f"{arrow.start} to {arrow.end}"
        look = replace(_ARROW, dashed=arrow.dashed)
        legs = [*legs_of(route)]
        bends = [f"Bend {n} of {name}" for n in range(1, len(legs))]
        ends = [arrow.start, *bends, arrow.end]
        for n, leg in enumerate(legs):
            yield Connector(
                name if len(legs) == 1 else f"{name}, part {n + 1}",
                ends[n],
                self.side(leg.sides[0]),
                ends[n + 1],
                self.side(leg.sides[1]),
                tuple(Point(*self.turned(*point)) for point in leg.points),
                look,
                arrow=n + 1 == len(legs),
                back=arrow.both and n == 0,
            )
        for bend, leg in zip(bends, legs, strict=False):
            x, y = self.turned(*leg.points[-1])
            dot = Frame(x - _BEND / 2, y - _BEND / 2, _BEND, _BEND)
            yield Box(bend, dot, "ellipse", Look(fill=_ARROW.line))

    def side(self, side: int) -> int:
        """Return which side of a box is the one given for a flow to the right."""
        return {0: 1, 1: 0, 2: 3, 3: 2}[side] if self.down else side

    def label_size(self, arrow: m.Arrow) -> tuple[float, float]:
        """Return the width and height of an arrow's label, no size for none."""
        if not arrow.label:
            return 0.0, 0.0
        words = (_label(arrow, self.size, self.place),)
        most = max(self.way.label * self.size, setting.widest_word(words, self.place))
        width = setting.balanced_width(words, most, self.place)
        return width, setting.height(words, width, self.place)

    def label(self, route: Route, corner: tuple[float, float]) -> Box:
        arrow = self.flow.arrows[route.number]
        width, height = self.label_size(arrow)
        left, top = self.turned(*corner)
        words = Label((_label(arrow, self.size, self.place),), "left" if self.down else "center")
        name = f"Label {arrow.start} to {arrow.end}"
        ground = Look(fill="paper") if len(route.points) == 4 and route.sides == (3, 1) else Look()
        return Box(name, Frame(left, top, width, height), "none", ground, words)


def _words(step: m.Step, size: float) -> Words:
    return Words(step.name, size, bold=step.emphasis)


def _label(arrow: m.Arrow, size: float, place: Place) -> Words:
    """Return an arrow's words, a little smaller, but not below the smallest size there is."""
    return Words(arrow.label, max(_SMALLER * size, place.sizes[-1]), color="muted")
