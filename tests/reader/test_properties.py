"""Promises of the reader over units nobody would write: it never raises, and it loses no word."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from lessons import COURSE
from strategies import units

from lessonpress import reader
from lessonpress.walking import walk


@given(units())
@settings(max_examples=300, deadline=None)
@example("::: notes\nword0x\n:::\n:   word1x")
@example("- word0x\n\n  ```\n  word1x\n- word2x")
@example("[^n]: word0x\n\n    word1x\n[^n]: word2x")
@example("::: quiz\n- [ ] word0x\n$$\nword1x\n$$\n   answer: word2x")
@example("::: definition\n# word0x {minutes=1 for=word2x}\n:::")
@example("![word0x](a.mp4){poster=word1x.png}\n---")
def test_every_word_reaches_the_lesson_or_a_complaint(text: str) -> None:
    lesson, complaints = reader.read_lesson(
        "unit", f"[^n]\n\n{text}".encode("utf-8", "surrogatepass"), "unit.md", COURSE
    )
    told = " ".join(f"{c.message} {c.hint}" for c in complaints)
    known = " ".join([lesson.title, *_strings(lesson), told])
    # Comments print nothing, nor does a reference that nothing uses, in any Markdown.
    used = re.sub(r"(?s)<!--.*?-->", "", re.sub(r"(?m)^.*\]: https://.*$", "", text))
    lost = [word for word in re.findall(r"word\d+x", used) if word not in known]
    assert lost == []


@given(st.text(max_size=400) | st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
@example("0\x850:")
def test_no_text_makes_the_reader_raise(text: str | bytes) -> None:
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    reader.read_lesson("unit", data, "unit.md", COURSE)
    reader.read_course("course", data, "course.yml")
    reader.read_lesson("unit", b"---\n" + data + b"\n---\n", "unit.md", COURSE)


def _strings(node: Any) -> list[str]:
    fields: tuple[str, ...] = (
        "text",
        "alt",
        "href",
        "key",
        "path",
        "language",
        "layout",
        "id",
        "when",
        "what",
    )
    fields += ("name", "title", "x_title", "y_title", "unit", "heading")
    values = [getattr(n, name, "") for n in walk(node) for name in fields]
    values += [name for n in walk(node) for name in getattr(n, "categories", ())]
    return [value for value in values if isinstance(value, str)]
