"""Where boxes in layers stand, and how the arrows between them run: level and upright legs.

All is along the flow and across it. Between two layers there is a gap of three zones: where arrows
leave, with a label each; tracks, on which they change their place across; and where they arrive,
with a label each. An arrow over several layers, or back, takes a lane that no box stands in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lessonpress.figures.aligning import across
from lessonpress.figures.lanes import nearest_free
from lessonpress.figures.layering import Item, Layers
from lessonpress.figures.routes import Metrics, Point, Route, Routed, from_zero

# All in em of the words' size.
_STUB = 0.9  # without a label
_HEAD = 0.5  # an arrow's
_TRACK = 0.7
_LANE = 0.8
_BESIDE_LABEL = 0.25
_FROM_BOX = 0.6  # a lane that is reached from a box's near or far side
LEAST_GAP = 2 * _STUB + _HEAD  # between two layers
# The zone of a label that stands beside the track that its arrow has for itself.
_ON_TRACK = 2
# Two arrows are on one line where they are nearer than this (points).
_SAME = 0.01


def routed(layers: Layers, arrows: Sequence[tuple[str, str]], metrics: Metrics) -> Routed:
    """Return where boxes and arrows are; the first of everything is at 0."""
    return _Routing(layers, arrows, metrics).routed()


@dataclass(slots=True)
class _Routing:
    """One flow being laid out. Gap n lies before layer n; the last one behind all layers."""

    layers: Layers
    arrows: Sequence[tuple[str, str]]
    metrics: Metrics
    middles: dict[str, float] = field(default_factory=dict)  # across
    lanes: dict[int, float] = field(default_factory=dict)  # across, by arrow
    around: dict[int, int] = field(default_factory=dict)  # the side a lane is reached from
    tracks: dict[tuple[int, str], int] = field(default_factory=dict)  # by gap and owner
    starts: list[float] = field(default_factory=list)  # of layers, along

    def routed(self) -> Routed:
        self.place_across()
        self.find_lanes()
        self.give_tracks()
        self.place_along()
        routes = [self.route(number) for number in range(len(self.arrows))]
        half = self.metrics.along / 2
        boxes = {
            name: (self.starts[self.layers.level[name]] + half, middle)
            for name, middle in self.middles.items()
        }
        along = self.starts[-1] + self.metrics.along + self.gap(len(self.layers.rows))
        return from_zero(boxes, routes, along, self.metrics)

    # --- across ---

    def place_across(self) -> None:
        metrics = self.metrics

        def size(item: Item) -> float:
            return metrics.across if item[1] < 0 else _LANE * metrics.em

        highest = max((high for _, high in metrics.labels), default=0.0)
        room = highest + 2 * _BESIDE_LABEL * metrics.em - metrics.across / (1 if metrics.far else 2)
        gap = max(metrics.between, room)
        placed = across(self.layers, self.arrows, size, gap)
        self.middles = {name: y for (name, lane), y in placed.items() if lane < 0}
        for number in range(len(self.arrows)):
            lanes = [y for (name, lane), y in placed.items() if name == f"arrow {number}"]
            if lanes:
                self.lanes[number] = sum(lanes) / len(lanes)

    def find_lanes(self) -> None:
        """Give each arrow that needs one the nearest lane where no box and no other lane is."""
        taken: list[tuple[range, float, float]] = []
        numbers = (n for n in range(len(self.arrows)) if self.takes_lane(n))
        for number in sorted(numbers, key=lambda n: (len(self.crossed(n)), n)):
            self.lanes[number], self.around[number] = self.lane(number, taken)
            lane, (before, after) = self.lanes[number], self.clearance(number)
            taken.append((self.spanned(number), lane - before, lane + after))

    def lane(self, number: int, taken: list[tuple[range, float, float]]) -> tuple[float, int]:
        """Return an arrow's lane, and the side of both boxes that it leaves and arrives at.

        The side is 0 for a lane on the near side of both across, 2 on the far side, or 1 for one
        that is reached through the gaps between the layers.
        """
        half = self.metrics.across / 2
        layers, ends = self.crossed(number), [self.middles[name] for name in self.arrows[number]]
        outer = half + _FROM_BOX * self.metrics.em
        words = [*self.words_in(self.spanned(number))]
        busy = [(y - outer, y + outer) for y in self.boxes_in(self.spanned(number))] + words
        busy += [(a, b) for span, a, b in taken if set(span) & set(self.spanned(number))]
        before, after = self.clearance(number)
        found: list[tuple[float, float, int]] = []
        for side, edge in ((2, max(ends) + outer + before), (0, min(ends) - outer - after)):
            if self.is_open(number, side):
                place = nearest_free(edge, busy, before, after, side)
                found.append((abs(place - sum(ends) / 2), place, side))
        if not found:
            inside = [(y - half, y + half) for y in self.boxes_in(layers)] + words
            inside += [(a, b) for span, a, b in taken if set(span) & set(layers)]
            wanted = self.lanes.get(number, max(ends))
            return nearest_free(wanted, inside, before, after), 1
        return min(found)[1:]

    def is_open(self, number: int, side: int) -> bool:
        """Say whether no box stands beyond an arrow's two boxes on a side, in their layers."""
        for name in self.arrows[number]:
            level, own = self.layers.level[name], self.middles[name]
            others = self.boxes_in(range(level, level + 1))
            if any(y > own + _SAME if side == 2 else y < own - _SAME for y in others):
                return False
        return True

    def boxes_in(self, layers: range) -> list[float]:
        """Return the middles of the boxes in some layers."""
        return [self.middles[name] for name, level in self.layers.level.items() if level in layers]

    def words_in(self, layers: range) -> Iterator[tuple[float, float]]:
        """Yield from where to where labels reach across that stand between some layers."""
        for number, ends in enumerate(self.arrows):
            zone, high = self.label_zone(number), self.metrics.labels[number][1]
            levels = [self.layers.level[name] for name in ends]
            if zone is not None and all(level in layers for level in levels):
                y0, y1 = (self.middles[name] for name in ends)
                top = self.beside(number, y1 if zone == 1 else y0)
                if zone == _ON_TRACK and abs(y1 - y0) > _SAME:
                    top = (y0 + y1 - high) / 2
                yield top, top + high

    def spanned(self, number: int) -> range:
        """Return the layers from one end of an arrow to the other."""
        levels = [self.layers.level[name] for name in self.arrows[number]]
        return range(min(levels), max(levels) + 1)

    def clearance(self, number: int) -> Point:
        """Return how much white a lane needs before and after it across, its label included."""
        bare, label = 0.5 * _LANE * self.metrics.em, self.metrics.labels[number][1]
        beside = label + _BESIDE_LABEL * self.metrics.em if label else bare
        return (bare, max(bare, beside)) if self.metrics.far else (max(bare, beside), bare)

    def takes_lane(self, number: int) -> bool:
        start, end = (self.layers.level[name] for name in self.arrows[number])
        return number in self.layers.back or end - start > 1

    def crossed(self, number: int) -> range:
        """Return the layers that an arrow's lane runs through."""
        start, end = (self.layers.level[name] for name in self.arrows[number])
        return range(end, start + 1) if number in self.layers.back else range(start + 1, end)

    # --- along ---

    def gaps_of(self, number: int) -> tuple[int, int]:
        """Return the gaps in which an arrow leaves its start and arrives at its end."""
        start, end = (self.layers.level[name] for name in self.arrows[number])
        return start + 1, end

    def owner(self, number: int, arriving: bool = False) -> str:
        """Return who owns the track of an arrow: most that leave a box in one gap share one."""
        if arriving and self.takes_lane(number):
            return f"to {number}"
        if self.label_zone(number) == _ON_TRACK:
            return f"own {number}"
        return f"from {self.arrows[number][0]}"

    def give_tracks(self) -> None:
        """Number the tracks in each gap, so that arrows from above and below cross little."""
        wanted: dict[int, dict[str, float]] = {}
        for number in range(len(self.arrows)):
            for gap, owner, y0, y1 in self.legs(number):
                if abs(y1 - y0) > _SAME or owner.startswith("own"):
                    wanted.setdefault(gap, {}).setdefault(owner, -y0 if y1 > y0 else y0)
        for gap, owners in wanted.items():
            for n, owner in enumerate(sorted(owners, key=lambda o: (owners[o], o))):
                self.tracks[gap, owner] = n

    def legs(self, number: int) -> Iterator[tuple[int, str, float, float]]:
        """Yield an arrow's legs across: the gap, who owns the track, from where to where."""
        if self.around.get(number, 1) != 1:
            return
        start, end = (self.middles[name] for name in self.arrows[number])
        leaves, arrives = self.gaps_of(number)
        lane = self.lanes.get(number, end)
        yield leaves, self.owner(number), start, lane
        if self.takes_lane(number):
            yield arrives, self.owner(number, arriving=True), lane, end

    def zones(self, gap: int) -> tuple[float, float, float]:
        """Return the lengths of the three zones of a gap."""
        em, last = self.metrics.em, len(self.layers.rows)
        tracks = sum(self.track_width(owner) for g, owner in self.tracks if g == gap)
        if gap in (0, last):
            outer = _STUB * em if tracks else 0.0
            return (outer, tracks, 0.0) if gap else (0.0, tracks, outer)
        zones = [_STUB * em, (_STUB + _HEAD) * em]
        for number in range(len(self.arrows)):
            where = self.label_zone(number)
            if where in (0, 1) and self.gaps_of(number)[where] == gap:
                long = self.metrics.labels[number][0] + 2 * _BESIDE_LABEL * em
                zones[where] = max(zones[where], long + _HEAD * em * where)
        spread = self.metrics.spread / 2
        return zones[0] + spread, max(tracks - _TRACK * em, 0.0), zones[1] + spread

    def track_width(self, owner: str) -> float:
        """Return how wide a track is: one that an arrow has for its label has room for that."""
        bare = _TRACK * self.metrics.em
        if not owner.startswith("own"):
            return bare
        return bare + self.metrics.labels[int(owner.split()[1])][0]

    def label_zone(self, number: int) -> int | None:
        """Return where an arrow's label stands: 0 where it leaves, 1 where it arrives.

        It is `_ON_TRACK` where others share both, None where it has no label, or a lane for it.
        """
        if not self.metrics.labels[number][0] or self.takes_lane(number):
            return None
        start, end = self.arrows[number]
        if sum(b == end for _, b in self.arrows) == 1:
            return 1
        return 0 if sum(a == start for a, _ in self.arrows) == 1 else _ON_TRACK

    def gap(self, number: int) -> float:
        return sum(self.zones(number))

    def place_along(self) -> None:
        x = 0.0
        for layer in range(len(self.layers.rows)):
            x += self.gap(layer)
            self.starts.append(x)
            x += self.metrics.along

    def track(self, gap: int, owner: str) -> float:
        """Return where a track is."""
        before = self.starts[gap - 1] + self.metrics.along if gap else 0.0
        own = self.tracks[gap, owner]
        earlier = [o for (g, o), n in self.tracks.items() if g == gap and n < own]
        return before + self.zones(gap)[0] + sum(map(self.track_width, earlier))

    # --- routes ---

    def route(self, number: int) -> Route:
        start, end = self.arrows[number]
        x0 = self.starts[self.layers.level[start]] + self.metrics.along
        x1 = self.starts[self.layers.level[end]]
        y0, y1 = self.middles[start], self.middles[end]
        leaves, arrives = self.gaps_of(number)
        if not self.takes_lane(number):
            return self.adjacent(number, (x0, y0), (x1, y1))
        lane = self.lanes[number]
        if (side := self.around[number]) != 1:
            return self.arc(number, side, lane)
        straight = abs(lane - y0) <= _SAME and abs(lane - y1) <= _SAME
        if straight and number not in self.layers.back:
            points: tuple[Point, ...] = ((x0, y0), (x1, y1))
            return Route(number, points, label=self.on_lane(number, x0, x1, lane))
        out = self.lane_end(leaves, self.owner(number), x0, y0, lane)
        in_ = self.lane_end(arrives, self.owner(number, arriving=True), x1, lane, y1)
        points = ((x0, y0), (out, y0), (out, lane), (in_, lane), (in_, y1), (x1, y1))
        return Route(number, points, label=self.on_lane(number, out, in_, lane))

    def arc(self, number: int, side: int, lane: float) -> Route:
        """Return an arrow that leaves and arrives at the same side of its boxes."""
        half = (self.metrics.along / 2, self.metrics.across / 2)
        edge = half[1] if side == 2 else -half[1]
        start, end = self.arrows[number]
        x0, x1 = (self.starts[self.layers.level[name]] + half[0] for name in (start, end))
        y0, y1 = self.middles[start] + edge, self.middles[end] + edge
        points = ((x0, y0), (x0, lane), (x1, lane), (x1, y1))
        return Route(number, points, (side, side), self.on_lane(number, x0, x1, lane))

    def lane_end(self, gap: int, owner: str, at: float, y0: float, y1: float) -> float:
        """Return where a lane meets the arrow's end; half of the way where that is no detour."""
        if abs(y1 - y0) > _SAME:
            return self.track(gap, owner)
        first, _, last = self.zones(gap)
        return at + first / 2 if owner.startswith("from") else at - last / 2

    def adjacent(self, number: int, start: Point, end: Point) -> Route:
        y0, y1 = start[1], end[1]
        label = self.on_stub(number, start, end)
        if abs(y1 - y0) <= _SAME:
            return Route(number, (start, end), label=label)
        x = self.track(self.gaps_of(number)[0], self.owner(number))
        return Route(number, (start, (x, y0), (x, y1), end), label=label)

    # --- labels ---

    def on_stub(self, number: int, start: Point, end: Point) -> Point | None:
        """Return the corner of a label on the leg that leaves its start, or arrives at its end."""
        zone = self.label_zone(number)
        if zone is None:
            return None
        if zone == _ON_TRACK:
            return self.on_track(number, start[1], end[1])
        gap = self.gaps_of(number)[zone]
        long = self.zones(gap)[2 if zone else 0]
        head = _HEAD * self.metrics.em if zone else 0.0
        room = long - head - self.metrics.labels[number][0]
        x = end[0] - long + room / 2 if zone else start[0] + room / 2
        if abs(start[1] - end[1]) <= _SAME:  # in the middle of a straight arrow
            x = (start[0] + end[0] - head - self.metrics.labels[number][0]) / 2
        return x, self.beside(number, end[1] if zone else start[1])

    def on_track(self, number: int, y0: float, y1: float) -> Point:
        x = self.track(self.gaps_of(number)[0], self.owner(number))
        beside = x + _BESIDE_LABEL * self.metrics.em
        if abs(y1 - y0) <= _SAME:
            return beside, self.beside(number, y0)
        return beside, (y0 + y1 - self.metrics.labels[number][1]) / 2

    def on_lane(self, number: int, x0: float, x1: float, lane: float) -> Point | None:
        if not self.metrics.labels[number][0]:
            return None
        return (x0 + x1 - self.metrics.labels[number][0]) / 2, self.beside(number, lane)

    def beside(self, number: int, line: float) -> float:
        """Return where a label begins across, beside its line."""
        gap = _BESIDE_LABEL * self.metrics.em
        return line + gap if self.metrics.far else line - gap - self.metrics.labels[number][1]
