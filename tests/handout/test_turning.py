"""What a booklet's chapter has that runs the other way than its course."""

from __future__ import annotations

import pytest

from lessonpress.handout.stylesheets import Stylesheets
from lessonpress.handout.turning import turned
from lessonpress.model import PageSetup

CHAPTER = '[dir="ltr"]:is(.chapter, .of-chapter)'


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("li { padding-right: 5pt; color: red }", "li { padding-right: 0; padding-left: 5pt }"),
        ("b { margin: 0 1pt 0 2pt }", "b { margin: 0 1pt 0 2pt }"),
        ("i { position: absolute; right: 0 }", "i { right: auto; left: 0 }"),
        (".note { float: left }", ".note { float: right }"),
        ("q { border-right: 1pt solid }", "q { border-right: none; border-left: 1pt solid }"),
        ("body { margin-left: 0 } p { color: red } @page { margin-left: 0 }", ""),
    ],
)
def test_a_turned_chapter_has_the_other_sides(rule: str, said: str) -> None:
    styles = turned(Stylesheets(PageSetup(), (("print.css", rule.encode()),), leftward=True))
    assert styles.sheets[-1][1].decode() == (f"{CHAPTER} {said}" if said else "")


def test_each_of_a_rules_selectors_is_one_of_the_chapter() -> None:
    rule = b":is(ul, ol) li, .x::before { left: 1pt }"
    (path, css) = turned(Stylesheets(PageSetup(), (("print.css", rule),))).sheets[-1]
    assert path.endswith("turned.css")
    assert css.decode().count('[dir="rtl"]:is(.chapter, .of-chapter) ') == 2
