"""Connectors' presets, drawn again as ECMA-376 defines them: they run where they were told to."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from lessonpress.deck.pptx.routes import geometry

Point = tuple[int, int]
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
NUMBER = st.integers(-500, 500).map(lambda n: n * 12_700)


def drawn(xml: str) -> list[Point]:
    """The points of a preset in its box, flipped and turned as the box says."""
    root = etree.fromstring(f'<r xmlns:a="{_A[1:-1]}">{xml}</r>')
    form = root.find(f"{_A}xfrm")
    preset = root.find(f"{_A}prstGeom")
    assert form is not None
    assert preset is not None
    (left, top), (wide, high) = (
        (int(e.get("x") or e.get("cx") or 0), int(e.get("y") or e.get("cy") or 0)) for e in form
    )
    shares = [int(str(g.get("fmla")).split()[1]) / 100_000 for g in root.iter(f"{_A}gd")]
    path = _presets(shares)[str(preset.get("prst"))]
    flip = (form.get("flipH") == "1", form.get("flipV") == "1")
    turn = math.radians(int(form.get("rot") or 0) / 60_000)
    middle = (left + wide / 2, top + high / 2)
    points = []
    for x, y in path:
        dx = ((1 - x if flip[0] else x) - 0.5) * wide
        dy = ((1 - y if flip[1] else y) - 0.5) * high
        across = dx * math.cos(turn) - dy * math.sin(turn)
        down = dx * math.sin(turn) + dy * math.cos(turn)
        points.append((round(middle[0] + across), round(middle[1] + down)))
    return points


def _presets(shares: list[float]) -> dict[str, list[tuple[float, float]]]:
    a, b, c = (*shares, 0.0, 0.0, 0.0)[:3]
    return {
        "straightConnector1": [(0, 0), (1, 1)],
        "bentConnector2": [(0, 0), (1, 0), (1, 1)],
        "bentConnector3": [(0, 0), (a, 0), (a, 1), (1, 1)],
        "bentConnector5": [(0, 0), (a, 0), (a, b), (c, b), (c, 1), (1, 1)],
    }


def near(one: list[Point], other: list[Point]) -> bool:
    """Within a point, which is what ends on one line are moved apart by at the most."""
    pairs = zip(one, other, strict=True)
    return all(abs(a[0] - b[0]) <= 12_700 and abs(a[1] - b[1]) <= 12_700 for a, b in pairs)


@given(NUMBER, NUMBER, NUMBER, NUMBER)
def test_a_straight_one(x0: int, y0: int, x1: int, y1: int) -> None:
    assert near(drawn(geometry([(x0, y0), (x1, y1)])), [(x0, y0), (x1, y1)])


@pytest.mark.parametrize("upright", [False, True])
@given(NUMBER, NUMBER, NUMBER, NUMBER, st.floats(0, 1))
def test_bends_that_begin_level_or_upright(
    upright: bool, x0: int, y0: int, x1: int, y1: int, share: float
) -> None:
    middle = round(x0 + share * (x1 - x0))
    for path in (
        [(x0, y0), (x1, y0), (x1, y1)],
        [(x0, y0), (middle, y0), (middle, y1), (x1, y1)],
    ):
        if x0 == x1 or y0 == y1:
            continue
        wanted = [(y, x) for x, y in path] if upright else path
        assert near(drawn(geometry(wanted)), wanted)


def test_five_legs_through_a_lane() -> None:
    path = [(0, 0), (50, 0), (50, 300), (20, 300), (20, 100), (90, 100)]
    wanted = [(x * 12_700, y * 12_700) for x, y in path]
    assert near(drawn(geometry(wanted)), wanted)
