"""The manual of the language, which is a course of its own, shows every word the reader knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lessonpress.reader.figures import KINDS
from lessonpress.reader.vocabulary import BUILDS, DIVS, HEADING

MANUAL = Path(__file__).parents[1] / "content" / "writing-units"
UNITS = "\n".join(path.read_text("utf-8") for path in sorted(MANUAL.glob("*.md")))
# What is shown as it is written, rather than as what it becomes.
SOURCE = re.compile(r"^(`{3,})(?:markdown)$.*?^\1$", re.MULTILINE | re.DOTALL)
RESULTS = SOURCE.sub("", UNITS)
SOURCES = "\n".join(match[0] for match in SOURCE.finditer(UNITS))


@pytest.mark.parametrize("name", [*DIVS, *BUILDS])
def test_every_kind_of_div_is_shown_beside_its_source(name: str) -> None:
    opened = re.compile(rf"^ *:{{3,}} *(?:{name}$|\{{\.{name}(?:-\w+)?[ }}])", re.MULTILINE)
    assert opened.search(RESULTS), f"the manual has no {name}"
    assert opened.search(SOURCES) or name == "nonincremental"


@pytest.mark.parametrize("name", sorted(HEADING))
def test_what_a_heading_can_say_is_shown(name: str) -> None:
    assert re.search(rf"\{{[^}}\n]*\b{name}=", UNITS)


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_figure_is_shown_beside_its_source(name: str) -> None:
    opened = re.compile(rf"^```{name}\b", re.MULTILINE)
    assert opened.search(RESULTS)
    assert opened.search(SOURCES)
