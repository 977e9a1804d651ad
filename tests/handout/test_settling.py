"""A second layout mends what the first one shows, and there are never more than eight."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from lessonpress.handout.settling import Settings, settled


@dataclass
class Layouts:
    """Lays out documents from a list of pages for each attempt: anchors and their heights."""

    attempts: list[list[dict[str, float]]]
    asked: list[Settings]

    def __call__(self, settings: Settings) -> SimpleNamespace:
        self.asked.append(settings)
        pages = self.attempts[min(len(self.asked), len(self.attempts)) - 1]
        boxes = [{name: (0.0, top, 0.0, top) for name, top in page.items()} for page in pages]
        return SimpleNamespace(pages=[_page(anchors) for anchors in boxes])


def _page(anchors: dict[str, tuple[float, float, float, float]]) -> SimpleNamespace:
    frame = SimpleNamespace(content_box_y=lambda: 100, height=900, element_tag=None, children=[])
    return SimpleNamespace(anchors=anchors, _page_box=frame)


def _asked(*attempts: list[dict[str, float]]) -> list[Settings]:
    layouts = Layouts(list(attempts), [])
    settled(layouts)
    return layouts.asked


def _room(height: float, answer: float | None) -> list[dict[str, float]]:
    end = {} if answer is None else {"e-answers-end": 100 + answer}
    return [{"e-room": 100, "e-room-end": 100 + height, **end}]


GONE: list[dict[str, float]] = [{"e-room": 100}]
SMALLER, DENSE, ELSEWHERE = (
    Settings({"e-answers": "smaller"}),
    Settings({"e-answers": "dense"}),
    Settings({"e-answers": "elsewhere"}),
)


@pytest.mark.parametrize(
    ("attempts", "asked"),
    [
        ([[{}]], [Settings()]),
        ([_room(50, 50)], [Settings()]),
        ([_room(50, 60), _room(50, 45)], [Settings(), SMALLER]),
        ([_room(50, 60), _room(50, 55), _room(50, 45)], [Settings(), SMALLER, DENSE]),
        ([_room(50, 90), _room(50, 45)], [Settings(), DENSE]),
        ([_room(50, 90), _room(50, 60), GONE], [Settings(), DENSE, ELSEWHERE]),
        ([_room(50, 101), GONE], [Settings(), ELSEWHERE]),
        ([_room(50, None), _room(50, 40)], [Settings(), SMALLER]),
    ],
    ids=[
        "no answers",
        "fits",
        "fits smaller",
        "hardly",
        "fits closer",
        "fits nowhere",
        "hopeless",
        "over the page",
    ],
)
def test_answers_find_their_place(
    attempts: list[list[dict[str, float]]], asked: list[Settings]
) -> None:
    assert _asked(*attempts) == asked


def test_paragraphs_are_kept_whole_where_a_footnote_strayed() -> None:
    stray = [{"footnote-a-mark": 10.0}, {"footnote-a": 90.0}]
    home = [{"footnote-a-mark": 10.0, "footnote-a": 90.0}]
    assert _asked(stray, home) == [Settings(), Settings(whole_paragraphs=True)]
    assert len(_asked(stray, stray)) == 2


def test_notes_that_lie_over_each_other_or_over_the_foot_are_shifted() -> None:
    notes = {"beside-1": (0.0, 200.0, 0.0, 290.0), "beside-2": (0.0, 220.0, 0.0, 250.0)}
    foot = {"beside-3": (0.0, 900.0, 0.0, 940.0), "beside-4": (0.0, 950.0, 0.0, 1030.0)}
    document = SimpleNamespace(pages=[_page({**notes, **foot})])
    asked: list[Settings] = []

    def layout(settings: Settings) -> SimpleNamespace:
        asked.append(settings)
        return document

    settled(layout)
    assert asked[1].shifts == {"beside-2": 80, "beside-4": -30, "beside-3": -30}
