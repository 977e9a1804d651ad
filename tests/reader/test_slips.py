"""Slips of the pen and odd places: each hides what it means to hide, or stops the unit."""

from __future__ import annotations

import pytest
from lessons import COURSE

from lessonpress import model as m
from lessonpress import reader, views
from lessonpress.diagnostics import has_errors

SECRETS = {
    "blank in the title": "# A [SECRET]{.blank} title\n\ntext",
    "blank in a caption": "![The [SECRET]{.blank} map](assets/p.png)",
    "blank in an alt text": "x ![The [SECRET]{.blank} map](assets/p.png) y",
    "blank in a heading": "## The [SECRET]{.blank} heading",
    "blank in a term": "[[SECRET]{.blank}]{.term}",
    "blank in a foreign phrase": "[a [SECRET]{.blank} b]{lang=es}",
    "a solution's id": "::: exercise\nT\n\n::: {.solution #SECRET}\nx\n:::\n:::",
    "a note's footnote of a public name": "::: notes\n[^1]: SECRET\n:::\n\nx[^1]\n\n[^1]: y",
    "a note's address of a public name": "::: notes\n[1]: http://SECRET\n:::\n\n[l][1]\n\n[1]: http://y",
    "a callout that is a solution": "::: {.callout-tip .solution}\nSECRET\n:::",
    "an exercise for the instructor": "::: {.exercise .instructor}\nSECRET\n:::",
    "a heading for the instructor": "## Teacher {.instructor}\n\nSECRET",
    "a picture for the instructor": "![SECRET](p.png){.instructor}",
    "a video for the instructor": "![SECRET](a.mp4){.instructor}",
    "blank in a video's words": "![The [SECRET]{.blank} film](a.mp4)",
    "code that is a solution": "```{.python .solution}\nSECRET\n```",
    "a space before the braces": "[SECRET] {.blank}",
    "no dot": "[SECRET]{blank}",
    "blank behind bold": "**SECRET**{.blank}",
    "blank behind code": "`SECRET`{.blank}",
    "a bracket too many": "[a] SECRET]{.blank}",
    "a dot too many": "[SECRET]{.blank .}",
    "two colons": ":: solution\nSECRET\n::",
    "kramdown's solution": "> ## Solution\n> SECRET\n{: .solution}",
    "a comment over lines": "text <!-- open\n\nSECRET --> end",
    "a capital": "::: Solution\nSECRET\n:::",
    "solutoin": "::: solutoin\nSECRET\n:::",
    "Blank": "[SECRET]{.Blank}",
    "a span for the instructor": "[SECRET]{.instructor}",
    "HTML solution": '<div class="solution">SECRET</div>',
    "HTML notes": '<aside class="notes">SECRET</aside>',
    "answer": "::: answer\nSECRET\n:::",
    "note": "::: note\nSECRET\n:::",
    "speaker-notes": "::: speaker-notes\nSECRET\n:::",
    "columns that are a solution": "::: {.columns .solution}\nSECRET\n:::",
    "blank in a footnote": "x[^a]\n\n[^a]: A [SECRET]{.blank}",
    "blank in a table's caption": "| a |\n|---|\n| 1 |\n\n: A [SECRET]{.blank}",
    "blank in a hint": "::: exercise\nT\n\n::: hint\n[SECRET]{.blank}\n:::\n:::",
    "blank in a div's title": '::: {.callout title="[SECRET]{.blank}"}\nx\n:::',
    "blank in the settings": "---\ntitle: x [SECRET]{.blank}\n---\ntext",
    "blank in a link": "[[SECRET]{.blank}](https://a.org)",
    "blank in emphasis": "*[SECRET]{.blank}*",
    "blank in a definition": "Term\n: [SECRET]{.blank}",
    "blank in a note where it is called": "x^[a [SECRET]{.blank}]",
    "blank in a figure": "```timeline\n- 2013: The [SECRET]{.blank}\n```",
    "blank in a flow": "```flow\na -> [SECRET]{.blank}: b\n```",
    "blank in a figure's caption": '```timeline {caption="[SECRET]{.blank}"}\n- 2013: x\n```',
    "blank in a chart": "```chart\nThe [SECRET]{.blank}: 3\n```",
    "blank in the data of a chart": "```chart\na,b\n[SECRET]{.blank},3\n```",
    "blank in a chart's title": '```chart {title="[SECRET]{.blank}"}\na: 3\n```',
    "a chart that is a solution": "```{.chart .solution}\nSECRET: 3\n```",
    "a figure that is a solution": "```{.timeline .solution}\n- 2013: SECRET\n```",
    "feedback under a choice": "::: quiz\nQ?\n\n- [ ] a\n    - SECRET\n- [x] b\n:::",
    "a quotation under a choice": "::: quiz\nQ?\n\n- [ ] a\n  > SECRET\n- [x] b\n:::",
    "a paragraph under a choice": "::: quiz\nQ?\n\n- [ ] a\n\n  SECRET\n\n- [x] b\n:::",
    "text too far under a choice": "::: quiz\nQ?\n\n- [ ] a\n\n        SECRET\n\n- [x] b\n:::",
    "a remark on the last choice": "::: quiz\nQ?\n\n- [ ] a\n- [x] b\nfeedback: SECRET\n:::",
    "a solution in a quiz": "::: quiz\nQ?\n- [ ] a\n- [x] b\n\n::: solution\nSECRET\n:::\n:::",
    "feedback in a quiz": "::: quiz\nQ?\n- [ ] a\n- [x] b\n\n::: feedback\nSECRET\n:::\n:::",
    "feedback in no quiz": "::: feedback\nSECRET\n:::",
    "text behind choices": "::: quiz\nQ?\n- [ ] a\n- [x] b\n\nBecause of SECRET.\n:::",
    "text behind questions": "::: quiz\n1. Q?\n    - [ ] a\n    - [x] b\n\nBecause of SECRET.\n:::",
    "text behind an order": "::: quiz\nQ.\n\n1. a\n2. b\n\nBecause of SECRET.\n:::",
    "an answer": "::: quiz\nQ?\nanswer: SECRET\n:::",
    "answers in bold": "::: quiz\nQ?\n**Answers:** SECRET\n:::",
    "an answer and choices": "::: quiz\nQ?\n- [ ] a\n- [x] b\n\nanswer: SECRET\n:::",
    "an answer in a column": "::: quiz\n::: columns\nQ?\nanswer: SECRET\n:::\n:::",
    "an answer in an item": "::: quiz\n- Q?\n  answer: SECRET\n:::",
    "an answer misspelt": "::: quiz\nQ?\nanwser: SECRET\n:::",
    "an answer misspelt above choices": "::: quiz\nQ?\nanwser: SECRET\n- [ ] a\n- [x] b\n:::",
    "a solution of a line": "::: quiz\nQ?\nSolution: SECRET\n\n- [ ] a\n- [x] b\n:::",
    "an answer in the introduction": "::: quiz\nanswer: SECRET\n\n1. Q?\n    - [x] a\n:::",
    "a class for a choice": "::: quiz\nQ?\n- [x] b {.correct}\n- [ ] SECRET\n:::",
    "a choice's id": "::: quiz\nQ?\n- [ ] a\n- [x] b {#SECRET}\n:::",
    "a list without ticks": "::: quiz\nQ?\n- SECRET {.correct}\n- b\n:::",
    "ticks of another kind": "::: quiz\nQ?\n- [✓] SECRET\n- [ ] b\n:::",
    "a space in the brackets": "::: quiz\nQ?\n- [x ] SECRET\n- [ ] b\n:::",
    "ticks without a quiz": "Which?\n\n- [x] SECRET\n- [ ] b",
    "ticks in an exercise": "::: exercise\nTick.\n\n- [x] SECRET\n- [ ] b\n:::",
    "ticks in a misspelt quiz": "::: quizz\n- [x] SECRET\n- [ ] b\n:::",
    "a definition in a note": "[x]{.term}\n\n::: notes\n::: definition\n### x\nSECRET\n:::\n:::",
    "notes in a list": "- a\n\n  ::: notes\n  SECRET\n  :::",
    "notes in a quotation": "> ::: notes\n> SECRET\n> :::",
    "notes behind a tab": "\t::: notes\n\tSECRET\n\t:::",
}


@pytest.mark.parametrize("text", SECRETS.values(), ids=SECRETS.keys())
def test_students_never_see_it(text: str) -> None:
    lesson, complaints = reader.read_lesson("01", text.encode(), "01.md", COURSE)
    cuts = [views.cut(lesson, medium, m.Audience.STUDENT) for medium in m.Medium]
    assert has_errors(complaints) or "secret" not in repr(cuts).lower()
