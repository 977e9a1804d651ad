"""Fixture pairs: a unit, and the words on its printed pages, the student's and the key's.

Refresh with `python3 build.py test --refresh`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Expect

from handout.making import Made

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("*.md"))

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("unit", FIXTURES, ids=lambda path: path.stem)
@pytest.mark.parametrize("document", ["handout", "answers"])
def test_unit_becomes_pages(
    unit: Path, document: str, handout: Callable[..., Made], expect: Expect
) -> None:
    made = handout(unit.read_text(encoding="utf-8"), key=document == "answers")
    expect(unit.with_suffix(f".{document}.txt"), made.text)
