"""A figure that nobody could take in is not drawn: drawing it would take for ever."""

from __future__ import annotations

import pytest
from lessons import read

EVENTS = "\n".join(f"- {1000 + n}: event {n}" for n in range(300))
DENSE = "\n".join(f"s{a} -> s{b}" for a in range(12) for b in range(a))
LONG = f"A -> B: {'why ' * 200}"


@pytest.mark.parametrize(
    ("kind", "data", "number"),
    [("timeline", EVENTS, "300 events"), ("flow", DENSE, "66 arrows"), ("flow", LONG, "799 char")],
)
def test_what_is_too_large_is_an_error(kind: str, data: str, number: str) -> None:
    complaints = read(f"\n```{kind}\n{data}\n```\n")[1]
    (complaint,) = complaints
    assert complaint.code == f"{kind}-too-large"
    assert number in complaint.message
