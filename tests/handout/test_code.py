"""Code on paper: a mark where a line goes on, and nothing lost of any."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element, fromstring, tostring

import pytest
from gates import pdf

from handout.making import Made
from lessonpress.handout.code import set_code
from lessonpress.handout.stylesheets import Stylesheets
from lessonpress.model import PageSetup

Handout = Callable[..., Made]

LONG = "def function(of_many, arguments): return of_many + arguments + something"


def _set(code: str) -> Element:
    root = fromstring(f"<div><pre><code>{code}</code></pre></div>")  # noqa: S314
    set_code(root, Stylesheets(PageSetup(), ()))
    return root


def test_only_long_lines_stand_for_themselves() -> None:
    pre = _set(f"x = 1\n{LONG}\ny = 2\n")[0]
    assert [line.text for line in pre[0]] == [f"{LONG}\n"]
    assert "".join(pre.itertext()) == f"x = 1\n{LONG}\ny = 2\n"
    assert tostring(_set("x = 1\n")[0][0], encoding="unicode") == "<code>x = 1\n</code>"


def test_colours_go_on_over_lines() -> None:
    token = f'a <span class="tok-string">"""one\n{LONG}\nthree"""</span> b\n'
    code = _set(token)[0][0]
    assert [(part.get("class"), len(part)) for part in code] == [
        ("tok-string", 0),
        ("code-line", 1),
        ("tok-string", 0),
    ]
    assert "".join(code.itertext()) == f'a """one\n{LONG}\nthree""" b\n'


def test_a_short_piece_is_not_torn_and_a_very_long_one_has_no_colours() -> None:
    assert _set("x\n" * 16)[0].get("class") == "brief"
    assert _set("x\n" * 17)[0].get("class") is None
    many = _set('<span class="tok-name">x</span>\n' * 501)
    assert len(list(many.iter("span"))) == 0


@pytest.mark.slow
def test_every_line_that_goes_on_has_a_mark_that_nobody_copies(handout: Handout) -> None:
    made = handout(f"```python\n{LONG} + {LONG}\nx = 1\n```")
    assert pdf.problems(made.path) == []
    assert "".join(LONG.split()) in "".join(made.text.split())
    assert "→" not in made.text
