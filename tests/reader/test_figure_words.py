"""Words on a whole figure that stand among its data, and slips in the data that have a name."""

from __future__ import annotations

import lessons
import pytest

from lessonpress import markup, reader
from lessonpress import model as m
from lessonpress.diagnostics import Diagnostic, Severity
from lessonpress.walking import walk

INSIDE = {
    "a timeline's title": "```timeline\ntitle: WORDS\nevents:\n  - 2013: x\n```",
    "a title above dates": "```timeline\ntitle: WORDS\n2013: x\n2014: y\n```",
    "a timeline's caption": "```timeline\ncaption: WORDS\nevents:\n  - 2013: x\n```",
    "a map's title": "```map\ntitle: WORDS\nhighlight: [Peru]\n```",
    "a flow's title": "```flow\ntitle: WORDS\na -> b\n```",
    "a chart's caption": "```chart\ncaption: WORDS\ndata:\n  a: 1\n```",
    "a title on the fence": '```map {title="WORDS"}\nhighlight: [Peru]\n```',
}


def read(text: str) -> tuple[m.Lesson, tuple[Diagnostic, ...]]:
    return reader.read_lesson("01", f"# T\n\n{text}\n".encode(), "01.md", lessons.COURSE)


@pytest.mark.parametrize("text", INSIDE.values(), ids=INSIDE.keys())
def test_words_on_a_figure_are_its_caption_wherever_they_stand(text: str) -> None:
    lesson, (complaint,) = read(text)
    (figure,) = (node for node in walk(lesson) if isinstance(node, m.Figure))
    assert markup.plain(figure.caption) == "WORDS"
    assert complaint.severity is Severity.WARNING
    assert "caption=" in complaint.hint


@pytest.mark.parametrize("given", ["Peru, Chile", "[Peru Chile]", "[Peru; Chile]"])
def test_countries_without_brackets_or_commas(given: str) -> None:
    _, (complaint,) = read(f"```map\nhighlight: {given}\n```")
    assert complaint.hint == "Write several in brackets, with commas: [Peru, Chile]."


def filled(data: bytes) -> tuple[Diagnostic, ...]:
    lesson, _ = read("```chart {file=assets/a.csv}\n```")
    return reader.with_data(lesson, {"assets/a.csv": data})[1]


def test_an_empty_file_is_named() -> None:
    (complaint,) = filled(b"")
    assert "assets/a.csv" in complaint.message


def test_a_row_of_another_separator_is_told_as_such() -> None:
    (complaint,) = filled(b"Year,All\n2013,1\n2014;2\n")
    assert (complaint.code, complaint.span.line) == ("chart-separator", 3)


def test_known_blocks_are_all_named() -> None:
    _, (complaint,) = read("::: wibblewobble\nx\n:::")
    for name in ("incremental", "nonincremental", "callout-tip", "exercise"):
        assert name in complaint.hint
