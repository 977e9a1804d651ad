"""The tags of finished pages are read in the order of the source, and say what they are."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from gates import tags

from handout.making import Made, picture
from handout.test_pages import TIDES

pytestmark = pytest.mark.slow

Handout = Callable[..., Made]

UNIT = """
## w0x heading

w1x text w2x[^a] and [w3x foreign]{lang=es}.

- w4x item
    - w5x item

| w6x | w7x |
|-----|-----|
| w8x | w9x |

::: columns
::: column
w10x left
:::
::: column
w11x right
:::
:::

![w12x is a picture](assets/a.png)

::: {.exercise lines=3}
### w13x title

w14x task
:::

::: quiz
1. w15x?
    - [x] w16x
    - [ ] w17x
:::

w18x the end.

[^a]: A note.
"""


def test_the_order_of_reading_is_the_order_of_the_source(handout: Handout) -> None:
    made = handout(UNIT, files={"course/assets/a.png": picture(40, 40)})
    read = re.findall(r"w\d+x", tags.texts(made.path))
    expected = [f"w{n}x" for n in range(19) if n != 12]
    assert [word for word in read if word != "w12x"] == expected
    assert tags.problems(made.path) == []


def test_footnotes_are_notes_and_pictures_say_what_they_show(handout: Handout) -> None:
    made = handout(UNIT, files={"course/assets/a.png": picture(40, 40)})
    found = tags.tags(made.path)
    assert [tag.id for tag in found if tag.kind == "Note"] == ["note-1"]
    assert [tag.alt for tag in found if tag.kind == "Figure"] == ["w12x is a picture"]
    assert {tag.scope for tag in found if tag.kind == "TH"} == {"/Column"}


def test_words_of_another_language_say_which(handout: Handout) -> None:
    found = tags.tags(handout(UNIT, files={"course/assets/a.png": picture(40, 40)}).path)
    assert {tag.lang for tag in found} == {"", "es"}
    made = handout("::: {.callout lang=fr}\nCeci.\n:::\n\nThis.")
    assert [tag.kind for tag in tags.tags(made.path) if tag.lang == "fr"] == ["Span"]


@pytest.mark.parametrize(
    "way",
    [{}, {"key": True}, {"form": True}, {"large": True}, {"large": True, "key": True}],
    ids=lambda way: " ".join(way) or "handout",
)
def test_a_unit_of_everything_has_sound_tags(way: dict[str, bool], handout: Handout) -> None:
    assert tags.problems(handout(TIDES, **way).path) == []
