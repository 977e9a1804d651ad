"""Units nobody would write, for promises that hold over all of them."""

from __future__ import annotations

import re
from itertools import count

from hypothesis import strategies as st

# Pieces of lessons; W stands for a word that is found nowhere else.
LINES = st.sampled_from(
    [
        "W",
        "W W",
        "# W",
        "## W {#id}",
        "## W {minutes=3 for=id}",
        "# W {minutes=W for=W}",
        "W\n===",
        "- W",
        "  - W",
        "    W",
        "\tW",
        "1. W",
        "10) W",
        "- [ ] W",
        "> W",
        "> - W",
        "",
        "",
        "---",
        "***",
        "```",
        "  ```python",
        "~~~ {.r #x}",
        ":::",
        "::: notes",
        "::: {.exercise minutes=5}",
        "::: solution",
        "  ::: hint",
        "::: {.quiz for=id}",
        "::: feedback",
        "- [x] W",
        "    - [x] W {#id}",
        "1. W? {for=id unit=m}",
        "   answer: W; W",
        "answer: 42 ± W",
        "feedback: W",
        "::: definition",
        "::: {.testimonial by=id}",
        ":::: columns",
        "::: {.column width=30%}",
        "::: W W",
        ". . .",
        "::: incremental",
        "::: {.keypoints .nonincremental}",
        "| W | W |",
        "|---|--:|",
        "| W |",
        ": W",
        "[^n]: W",
        "W[^n]",
        "[W]{.blank} W",
        "[W]{.term} [@one; @W]",
        "![W](a.png){width=50%}",
        "![W *W*](../W.png)",
        "[W](#id) [W](https://example.org) [W](javascript:W)",
        "**W *W** W*",
        "![W](a.mp4){poster=W.png}",
        "W ![W *W*](a.mp3) W",
        "`W` ``W`W``",
        "W\\",
        "<b>W</b> &amp; <!-- gone --> W",
        "<!-- gone -->",
        "<!--",
        "* * *",
        "W \x00\x07 \ud800 W",
        '"W" -- W\'s...',
        "<W@example.org> ~~W~~ ^W^ ~W~",
        "\\*W\\* \\[W\\]",
        "[W]: https://example.org/W",
        "[W][W]",
        "W^[W [W]{.blank}]",
        "W\n: W",
        ":   W",
        "[[W]{.blank} W]{.term}",
        "## W [W]{.blank}",
        "```map\nhighlight: {W: [Peru, W]}\ncities: {W: [1, 2]}\n```",
        '```map {caption="W"}\nhighlight: [Peru, Chile]\nroutes: [Peru -> Chile: W]\n```',
        "```flow\nW W -> W: W\nW\n```",
        "```flow\nW --> W => W\nW <- W: W\nemphasis: W\n```",
        "$W$ costs $5 and $10, \\$W",
        "$\\frac{\\text{W}}{W}$ [$W$]{.blank}",
        "$\\text{W$",
        "$$W$$ W",
        "  $$",
        "$$\nW &= W\n$$ {#eq}",
        "$$\n\\begin{aligned}W &= W \\\\ - W\\end{aligned}\n$$",
        "| $|W|$ | W |",
        "## W $W$",
        "```timeline\n- 2013: W W\n- W: W\n```",
        "```chart\nW: 1\nW W: -2.5\n```",
        "```chart {kind=pie}\nW;W\nW;3\nW;40%\n```",
        "```chart\nkind: bar\ntitle: W\nunit: W\ndata:\n  W: {W: 1, W: 2}\n  W: {W: 3}\n```",
        '```chart {kind=scatter x="W"}\nW,W,W\n1,2,\n2,"3",4\n```',
        "```chart {kind=line labels=true}\n- [W, 1, 2]\n- [W, W, 2]\n```",
        '```timeline {#id alt="W" caption="W *W*"}\nscale: time\nevents:\n- 2013-2015: W\n```',
    ]
)


def _numbered(lines: list[str]) -> str:
    number = count()
    return re.sub("W", lambda _: f"word{next(number)}x", "\n".join(lines))


def units(lines: int = 25) -> st.SearchStrategy[str]:
    """Return a strategy for the text of units; each word in one is found nowhere else."""
    return st.lists(LINES, max_size=lines).map(_numbered)
