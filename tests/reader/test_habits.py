"""What people type who know another program: it is read, or a message says what to write."""

from __future__ import annotations

import pytest
from lessons import COURSE

from lessonpress import reader

HABITS = {
    "a dollar never closed": (r"The rate is $r = \frac{d}{n} per year.", "formula-unclosed"),
    "a lone power": ("It grows as $x^2 does.", "formula-unclosed"),
    "a lone index": ("Take $a_1 of it.", "formula-unclosed"),
    "spaces in dollars": ("Here $ r = 5 $ holds.", "formula-spaced"),
    "a space in front": ("Here $ r = 5$ holds.", "formula-spaced"),
    "a letter in spaces": ("Here $ n $ is small.", "formula-spaced"),
    "examples": ("(@) One\n(@) Two", "list-unread"),
    "a list that goes on": ("Text:\n3) One\n4) Two", "list-unread"),
    "a background": ("## Back {background-image=x.png}", "unknown-attribute"),
    "cell options": ("```{python}\n#| echo: false\n1\n```", "cell-option"),
    "mermaid": ("```{mermaid}\ngraph TD\n```", "figure-unread"),
    "a figure misspelt": ("```timelin\n- 2013: x\n```", "figure-unknown"),
    "charts": ("```charts\na: 1\n```", "figure-unknown"),
}
FINE = {
    "money": "It costs $5 and not $10.",
    "money and a sum": "It costs $ 5 + $ 10.",
    "a formula": "It is $x^2$ and $a_1 = 5$ of $5.",
    "a formula over lines": "It is $x^2 +\ny^2$ here.",
    "code": r"Type `$x_1` or ``$ r = 5 $``.",
    "an escaped dollar": r"It costs \$5 \times more.",
    "names": "A. Smith\nB. Jones",
    "a late list": "3) One\n4) Two",
    "a list below a list": "1. One\n2. Two\n3. Three",
    "a language": "```map\nhighlight: [Peru]\n```\n\n```Chart\na: 1\n```\n\n```apl\nx\n```",
    "a layout": '## Back {layout="Two Content"}',
}


def codes(text: str) -> list[str]:
    _, complaints = reader.read_lesson("01", f"# T\n\n{text}\n".encode(), "01.md", COURSE)
    return [c.code for c in complaints]


@pytest.mark.parametrize(("text", "code"), HABITS.values(), ids=HABITS.keys())
def test_what_is_not_read_is_told_once(text: str, code: str) -> None:
    assert codes(text) == [code]


@pytest.mark.parametrize("text", FINE.values(), ids=FINE.keys())
def test_what_means_itself_is_no_mistake(text: str) -> None:
    assert codes(text) == []
