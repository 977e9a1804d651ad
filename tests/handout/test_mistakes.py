"""A template that leaves an element open is told so, by its file and line."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from lessonpress.handout import mistakes

from .making import make

CALLOUT = "templates/handout/callout.html.j2"
UNIT = """
    ## A heading

    ::: {.callout title="Mind"}
    The gap.
    :::
    """


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("<aside>\n<div>\n{{ block.blocks | html }}\n</aside>", 2, "<div> is not closed"),
        ("<aside>\n{{ block.blocks | html }}</b>\n</aside>", 2, "</b> closes nothing"),
        ('<aside>\n\n<i class="icon"/>\n</aside>', 3, "<i> is not closed"),
        ("{% if block.title %}\n<section>\n{% endif %}", 2, "<section> is not closed"),
    ],
)
def test_a_tag_without_a_partner_is_named(
    template: str, line: int, message: str, tmp_path: Path
) -> None:
    (problem,) = make(UNIT, tmp_path, files={CALLOUT: template.encode()}).diagnostics
    assert (problem.code, problem.span.path, problem.span.line) == ("template-html", CALLOUT, line)
    assert message in problem.message


def test_what_html_may_leave_open_is_no_mistake() -> None:
    html = """
        <ul><li>one<li>two</ul><p>text<br><table><tr><td>cell</table>
        <svg><path d="M0 0"/><g><rect/></g></svg>"""
    assert not mistakes.found(dedent(html))
