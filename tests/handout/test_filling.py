"""Room that fills its page: to the foot, on a student's page and the key's alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import pikepdf
import pytest
from gates import pdf

from handout.making import Made

pytestmark = pytest.mark.slow

Handout = Callable[..., Made]
MM = 72 / 25.4
# Where the text of an A4 page ends, and how far apart ruled lines are.
FOOT, RULE = 297 * MM - 24 * MM, 8.5 * MM

TEXT = "The sea comes and the sea goes, and nobody on the pier has ever asked it why. " * 3


def exercise(room: str = "space=fill", task: str = "A task.", answer: str = "") -> str:
    solution = f"\n:::::: solution\n{answer}\n::::::\n" if answer else ""
    return f"::::: {{.exercise {room}}}\n{task}\n{solution}:::::\n"


def rules(made: Made) -> dict[int, list[float]]:
    """How far down each page's ruled lines are, in points from its head."""
    with pikepdf.open(made.path) as opened:
        found = {number: sorted(_rules(page)) for number, page in enumerate(opened.pages, 1)}
    return {number: places for number, places in found.items() if places}


def _rules(page: pikepdf.Page) -> Iterator[float]:
    """Find the boxes whose lower borders the lines are; contents are in CSS pixels."""
    for drawn in pikepdf.parse_content_stream(page, "re"):
        if isinstance(drawn, pikepdf.ContentStreamInstruction):
            _, top, _, height = (float(str(number)) * 0.75 for number in drawn.operands)
            if abs(height - RULE) < 0.01:
                yield round(top + height, 2)


def test_a_room_reaches_the_foot_and_what_follows_starts_a_page(handout: Handout) -> None:
    made = handout(f"{TEXT}\n\n{exercise()}\nWhat FOLLOWS.")
    assert FOOT - RULE < rules(made)[1][-1] <= FOOT
    assert "--- page 2 ---\nWhat FOLLOWS." in made.text
    assert pdf.problems(made.path) == []


def test_it_stops_above_the_footnotes(handout: Handout) -> None:
    made = handout(f"Text.[^a]\n\n{exercise()}\n\n[^a]: {TEXT}")
    note = next(word for word in pdf.words(made.path) if word.text == "sea")
    assert note.top - 2.2 * RULE < rules(made)[1][-1] < note.top


def test_nothing_is_added_behind_the_last_thing_of_a_unit(handout: Handout) -> None:
    assert handout(exercise()).text.count("--- page") == 1


def test_rooms_that_follow_each_other_share_a_page(handout: Handout) -> None:
    made = handout(f"{exercise()}\n{exercise(task='Another TASK.')}\n{TEXT}")
    other = next(word.top for word in pdf.words(made.path) if word.text == "TASK.")
    above = [y for y in rules(made)[1] if y < other]
    below = [y for y in rules(made)[1] if y > other]
    assert abs(len(above) - len(below)) <= 1
    assert below[-1] > FOOT - 2 * RULE


def test_too_many_for_a_page_go_on_to_the_next_and_share_that(handout: Handout) -> None:
    made = handout("\n".join(exercise() for _ in range(7)))
    counts = [len(found) for found in rules(made).values()]
    assert len(counts) == 2
    assert all(found[-1] > FOOT - 6 * RULE for found in rules(made).values())


def test_less_than_four_lines_are_no_room(handout: Handout) -> None:
    filler = "\n\n".join(["Line."] * 31)
    made = handout(f"{filler}\n\n{exercise()}")
    assert list(rules(made)) == [2]
    assert list(rules(handout(f"{filler}\n\n{exercise('space=fill lines=1')}"))) == [1]


def test_columns_end_together(handout: Handout) -> None:
    left, right = exercise("space=fill"), exercise("space=fill", task=TEXT)
    columns = f":::: columns\n::: column\n{left}:::\n::: column\n{right}:::\n::::"
    (found,) = rules(handout(columns.replace(":::::", "::::::"))).values()
    ends = [y for y in found if y > FOOT - RULE]
    assert len(ends) == 2


def test_a_box_around_it_stays_on_the_page(handout: Handout) -> None:
    made = handout(f':::: {{.callout-tip title="Try"}}\n{exercise()}\nAFTER it.\n::::')
    after = next(word for word in pdf.words(made.path) if word.text == "AFTER")
    assert after.page == 1
    assert FOOT - 3 * RULE < after.bottom < FOOT


def indented(text: str, by: str) -> str:
    return text.replace("\n", f"\n{by}")


PLACES = {
    "list": f"- one\n\n    {indented(exercise(), '    ')}\n- two",
    "list in a list": f"1. one\n    - two\n\n        {indented(exercise(), '        ')}",
    "quotation": f"> Quoted.\n>\n> {indented(exercise(), '> ')}",
    "box in a list": f"- one\n\n    :::: callout\n    {indented(exercise(), '    ')}::::",
    "list in a box": f"::::::: callout\n- one\n\n    {indented(exercise(), '    ')}\n:::::::",
    "column": f"::::::: columns\n:::::: column\n{exercise()}::::::\n:::::::",
}


@pytest.mark.parametrize("unit", PLACES.values(), ids=PLACES)
def test_it_fills_the_page_wherever_it_stands(unit: str, handout: Handout) -> None:
    made = handout(unit)
    assert made.text.count("--- page") == 1
    assert rules(made)[1][-1] > FOOT - 3 * RULE
    assert pdf.problems(made.path) == []


@pytest.mark.parametrize("ruling", ["", ".grid", ".plain"])
def test_the_keys_pages_are_the_students(ruling: str, handout: Handout) -> None:
    answers = ["Yes.", TEXT, TEXT * 9]
    unit = "\n".join(f"Text.\n\n{exercise(f'space=fill {ruling}', answer=a)}" for a in answers)
    student, key = handout(unit), handout(unit, key=True)
    assert student.anchors.items() <= key.anchors.items()
    assert pdf.problems(key.path) == []


def test_lines_are_evenly_set(handout: Handout) -> None:
    (found,) = rules(handout(exercise())).values()
    assert all(abs(below - above - RULE) < 0.1 for above, below in pairwise(found))
