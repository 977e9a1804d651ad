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
        "::: {.exercise space=fill}",
        "::: {.exercise grid lines=3}",
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


# Blocks as an instructor writes them, with every kind of room and of answer.
_PROSE = "The sea comes and the sea goes, and nobody on the pier has ever asked it why. "
_ROOMS = ("", "lines=2", "lines=6 plain", "space=35mm grid", "space=fill", "space=fill grid")
_ANSWERS = (
    *("Yes.", _PROSE, _PROSE * 4, _PROSE * 30, f"Because.[^{{}}]\n\n[^{{}}]: {_PROSE}"),
    *("- one\n- two\n\n  more", "```python\nx = 1\n```", "| a | b |\n|---|---|\n| 1 | 2 |"),
    *("$$\\frac{{a}}{{b}}$$", "See the [neap]{{.term}} [@almanac].", "[blank]{{.blank}} here"),
)
_TEXTS = (
    *("## A heading", _PROSE, _PROSE * 9, f"A note.[^{{}}]\n\n[^{{}}]: {_PROSE}"),
    *("The [tide]{{.term}} comes.", "It [comes]{{.blank}} and [goes away]{{.blank}}."),
    f"::: {{{{.callout-tip title=Tip}}}}\n{_PROSE * 3}\n:::",
    "::: quiz\n1. Which?\n    - [x] This\n        - Yes!\n    - [ ] That\n"
    f"2. What?\n    answer: it\n3. Name it.\n    answer: {_PROSE * 2}\n:::",
    "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 9,
)


def _exercise(room: str, task: str, answer: str) -> str:
    return f"::::: {{{{.exercise {room}}}}}\n{task}\n\n:::: solution\n{answer}\n::::\n:::::"


def worksheets(blocks: int = 12) -> st.SearchStrategy[str]:
    """Return a strategy for units that read without a complaint, with exercises and answers."""
    tasks = st.sampled_from([_PROSE, _PROSE * 5, "1. One\n2. Two"])
    exercises = st.builds(_exercise, st.sampled_from(_ROOMS), tasks, st.sampled_from(_ANSWERS))
    parts = st.lists(exercises | st.sampled_from(_TEXTS), min_size=1, max_size=blocks)
    return parts.map(
        lambda found: "\n\n".join(part.format(f"n{n}", f"n{n}") for n, part in enumerate(found))
    )
