"""Who gets which height when blocks stand one below the other."""

from __future__ import annotations

from lessonpress.deck import model as d
from lessonpress.deck.fitting.stacking import GAP, Item, beyond, groups, rigid, together

FRAME = d.Frame(0, 1000, 500, 1_000_000)


def _shape(frame: d.Frame) -> tuple[d.Shape, ...]:
    return (d.RulingShape("", "", frame, 1),)


def _tall(low: int, high: int) -> Item:
    return Item("tall", low, high, _shape, lambda _: "tall")


def _frames(*items: Item) -> list[d.Frame]:
    return [group[0].frame for group in groups(items, FRAME)]


def test_what_cannot_grow_stands_below_each_other() -> None:
    first, second = _frames(rigid("a", 100, _shape), rigid("b", 200, _shape))
    assert (first.top, first.height) == (1000, 100)
    assert (second.top, second.height) == (1000 + 100 + GAP, 200)


def test_what_can_grow_shares_what_is_left() -> None:
    frames = _frames(rigid("a", 400_000, _shape), _tall(100, 10**7), _tall(100, 10**7))
    spare = 1_000_000 - 400_000 - 2 * GAP
    assert [frame.height for frame in frames] == [400_000, spare // 2, spare // 2]


def test_what_needs_less_leaves_the_rest_to_others() -> None:
    small, large = _frames(_tall(100, 1000), _tall(100, 10**7))
    assert small.height == 1000
    assert large.height == 1_000_000 - GAP - 1000


def test_the_first_block_that_does_not_fit_is_named() -> None:
    items = [rigid(name, 300_000, _shape) for name in "abc"]
    assert beyond(items[:2], 1_000_000) is None
    assert beyond(items, 1_000_000) == "c"
    boxed = [rigid("before", 100_000, _shape), together("box", items, 10, _shape)]
    assert beyond(boxed, 1_000_000) == "b"
