"""Where the scale of a chart has its lines: at round numbers."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

_ROUND = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


def ticks(low: Decimal, high: Decimal, most: int) -> tuple[Decimal, ...]:
    """Return at most about `most` round numbers, evenly apart, the first and last around both."""
    if low == high:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        high = Decimal(1)
    step = _step((high - low) / max(1, most - 1))
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    return tuple((first + n) * step for n in range(int(last - first) + 1))


def decimals(marks: tuple[Decimal, ...]) -> int:
    """Return how many decimals the numbers of a scale need."""
    step = (marks[1] - marks[0]).normalize()
    exponent = step.as_tuple().exponent
    assert isinstance(exponent, int)  # it is no infinity
    return max(0, -exponent)


def _step(least: Decimal) -> Decimal:
    """Return the first of 1, 2, 5, 10, 20 ... that is no smaller."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(round_ * power for round_ in _ROUND if round_ * power >= least)
