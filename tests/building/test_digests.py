"""A fingerprint is the same for what gives the same bytes, and another for all else."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lessons import COURSE

from lessonpress import reader, views
from lessonpress.building.keeping.digests import of_files, of_value
from lessonpress.model import Audience, Lesson, Medium, Span, Text

UNIT = """# A title

Words and *more* words.

- one
- two[^n]

::: notes
For me.
:::

| a | b |
|---|---|
| 1 | 2 |

[^n]: Below.
"""


def read(text: str, name: str = "01") -> Lesson:
    return reader.read_lesson(name, text.encode(), "01.md", COURSE)[0]


def student(text: str) -> Lesson:
    return views.cut(read(text), Medium.HANDOUT, Audience.STUDENT)


def test_where_things_stand_is_of_no_matter() -> None:
    moved = UNIT.replace("Words", "\n\n\nWords", 1)
    assert of_value(read(UNIT)) == of_value(read(moved))
    assert read(UNIT) != read(moved)


def test_a_note_for_the_instructor_is_nothing_to_students() -> None:
    other = UNIT.replace("For me.", "For me, and at greater length.")
    assert of_value(student(UNIT)) == of_value(student(other))
    assert of_value(read(UNIT)) != of_value(read(other))


@pytest.mark.parametrize("change", [("Words", "Word"), ("*more*", "more"), ("| 2 |", "| 3 |")])
def test_whatever_is_seen_counts(change: tuple[str, str]) -> None:
    assert of_value(student(UNIT)) != of_value(student(UNIT.replace(*change)))


texts = st.recursive(
    st.one_of(st.text(max_size=4), st.integers(), st.none(), st.booleans()),
    lambda inner: st.lists(inner, max_size=3).map(tuple),
    max_leaves=6,
)


@given(texts, texts)
def test_two_values_have_one_fingerprint_if_they_are_equal_and_of_one_type(
    one: object, other: object
) -> None:
    assert (of_value(one) == of_value(other)) == (repr(one) == repr(other))


def test_it_is_the_same_in_every_process() -> None:
    """Neither the seed of hashes nor which equal objects are one may change it."""
    program = (
        "from lessonpress.building.keeping.digests import of_value\n"
        "from lessonpress.model import Text, Audience\n"
        "a = 'ab' * 2\n"
        "print(of_value((Text(a), Text('abab'), Audience.KEY, {'b': 1, 'a': 2})))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    here = of_value((Text("abab"), Text("abab"), Audience.KEY, {"a": 2, "b": 1}))
    assert found == {f"{here}\n".encode()}


def test_files_count_with_their_paths() -> None:
    assert of_files({"a": b"1", "b": b"2"}) == of_files({"b": b"2", "a": b"1"})
    assert of_files({"a": b"1", "b": b"2"}) != of_files({"a": b"2", "b": b"1"})


def test_decimals_keep_their_places() -> None:
    assert of_value(Decimal("1.0")) != of_value(Decimal("1.00"))


def test_what_has_no_fingerprint_is_a_mistake() -> None:
    with pytest.raises(TypeError):
        of_value({1, 2})
    assert of_value(replace(Span("a", 1), line=2)) == of_value(Span("b", 3))
