"""Links on paper have short numbers, under which their addresses stand at the end."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from gates import pdf
from lessons import lesson

from handout.making import Made
from lessonpress.handout.links import Reference, references, says
from lessonpress.model import Audience
from lessonpress.views import for_audience

Handout = Callable[..., Made]

UNIT = """
See [the first](https://a.org/x), [the second](https://b.org/y_(z)?q=1#f) and
[the first once more](https://a.org/x). Also <https://c.org>, [d.org](https://d.org/) and
[mail](mailto:a@b.org).

::: {.exercise lines=4}
[A task](https://b.org/y_(z)?q=1#f).

:::: solution
[Secret](https://secret.org), as [the first](https://a.org/x) says.
::::
:::
"""


def test_an_address_has_one_number_and_none_where_it_is_printed_anyway() -> None:
    student = for_audience(lesson(UNIT), Audience.STUDENT)
    assert references(student) == (
        Reference(1, "https://a.org/x"),
        Reference(2, "https://b.org/y_(z)?q=1#f"),
    )


def test_answers_links_are_apart_and_change_no_number() -> None:
    key = for_audience(lesson(UNIT), Audience.KEY)
    student = for_audience(lesson(UNIT), Audience.STUDENT)
    assert references(key, student) == (Reference(3, "https://secret.org"),)


@pytest.mark.parametrize(
    ("text", "href", "said"),
    [
        ("https://a.org/b", "https://a.org/b", True),
        ("a.org", "https://a.org/", True),
        ("there", "https://a.org/b", False),
    ],
)
def test_an_address_may_be_what_a_link_says(text: str, href: str, said: bool) -> None:
    assert says(text, href) is said


@pytest.mark.slow
def test_numbers_stand_behind_the_words_and_addresses_at_the_end(handout: Handout) -> None:
    student, key = handout(UNIT), handout(UNIT, key=True)
    text = " ".join(student.text.split())
    assert re.search(r"the first ?↗1 ?, the second ?↗2 and the first once more ?↗1 ?\.", text)
    assert text.count("a.org/x") == 1
    assert "secret" not in text
    assert "secret.org" in key.text
    assert student.anchors.items() <= key.anchors.items()
    assert pdf.problems(student.path) == pdf.problems(key.path) == []
