"""Slide markup, and beside it the deck that is written from it, complaints included."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Expect

from .dump import diagnostics, dump
from .making import spans_of, written

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("*.xml"))


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_markup_becomes_this_deck(fixture: Path, expect: Expect) -> None:
    markup = fixture.read_text(encoding="utf-8")
    deck, problems = written(markup, spans_of(markup, fixture.name))
    expect(fixture.with_suffix(".txt"), "\n".join([*diagnostics(problems), dump(deck)]))
