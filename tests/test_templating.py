"""Templates: what they are given, what they may not do, and whose mistake is named."""

from __future__ import annotations

import pytest
from lessons import lesson

from lessonpress import model as m
from lessonpress import sandbox
from lessonpress.templating import TemplateMistake, Templates

UNIT = lesson("""
    ## A heading

    A <sign & `code`, a [term]{.term}, a [blank]{.blank} and "quotes".

    - tight
      1. nested

    ```python
    def f(): return "x"  # why
    ```

    | a | b |
    |---|--:|
    | 1 | 2 |

    : A caption

    ![A map](assets/map.png){width=50%}

    ::: {.callout title="Mind"}
    The gap.
    :::
    """)


def rendered(template: str, other: str = "", **context: object) -> str:
    bundle = {
        "page.j2": template.encode(),
        "other.j2": other.encode(),
        "handout/callout.html.j2": b'<aside id="{{ block.id }}">{{ block.blocks | html }}</aside>',
        "handout/box.html.j2": b"<div>{{ block.blocks | html }}</div>",
    }
    return Templates(bundle).render("page.j2", lesson=UNIT, medium="handout", **context)


def mistake(template: str) -> tuple[str, int, str]:
    with pytest.raises(TemplateMistake) as raised:
        rendered(template)
    found = raised.value.diagnostic
    return found.span.path, found.span.line, found.message


def test_plain_blocks_are_printed_as_html_and_teaching_blocks_by_their_template() -> None:
    assert rendered("{{ lesson.blocks | html }}").splitlines() == [
        '<h3 id="a-heading">A heading</h3>',
        '<p id="p1">A &lt;sign &amp; <code>code</code>, a <span class="term" data-key="term">term'
        '</span>, a <span class="blank" data-number="1" data-size="4">blank'
        "</span> and “quotes”.</p>",
        '<ul id="list1" class="tight"><li id="list1.item1">tight'
        '<ol id="list1.item1.list1" class="tight" start="1"><li id="list1.item1.list1.item1">nested'
        "</li></ol></li></ul>",
        '<pre id="code1" data-language="python"><code><span class="tok-keyword">def</span> '
        '<span class="tok-name">f</span>(): <span class="tok-keyword">return</span> '
        '<span class="tok-string">&#34;</span><span class="tok-string">x</span>'
        '<span class="tok-string">&#34;</span>  <span class="tok-comment"># why</span>'
        "</code></pre>",
        '<table id="table1"><caption>A caption</caption>',
        '<thead><tr><th scope="col" class="left">a</th><th scope="col" '
        'class="right">b</th></tr></thead>',
        '<tbody><tr><td class="left">1</td><td class="right">2</td></tr></tbody></table>',
        '<figure id="figure1"><img src="course/assets/map.png" alt="A map" data-width="0.5"/>'
        "<figcaption>A map</figcaption></figure>",
        '<aside id="callout1"><p id="callout1.p1">The gap.</p></aside>',
    ]


def test_text_is_escaped_and_content_is_never_a_template() -> None:
    assert rendered("{{ title }}", title="<b>{{ lesson }}") == "&lt;b&gt;{{ lesson }}"


def test_plain_text_for_attributes() -> None:
    paragraph = next(b for b in UNIT.blocks if isinstance(b, m.Paragraph))
    text = rendered("{{ p.inlines | plain }}", p=paragraph)
    assert text == "A &lt;sign &amp; code, a term, a … and “quotes”."


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("\n{% for %}", 2, "Expected an expression"),
        ("a\n\n{{ nobody }}", 3, "'nobody' is undefined"),
        ("\n{{ lesson.nothing }}", 2, "no attribute 'nothing'"),
        ("{% include 'gone.j2' %}", 1, 'There is no template "gone.j2"'),
        ("\n\n{{ ''.__class__.__mro__ }}", 3, "unsafe"),
        ("{{ 1 / 0 }}", 1, "division by zero"),
    ],
)
def test_a_mistake_names_the_template_and_its_line(template: str, line: int, message: str) -> None:
    path, found, text = mistake(template)
    assert (path, found) == ("templates/page.j2", line)
    assert message in text


BOMBS = {
    "a wide text": "{{ 'x'.center(3000000000) }}",
    "a repeated text": "{{ 'x' * 2000000000 }}",
    "a repeated list": "{{ 2000000000 * [1] }}",
    "a power": "{{ 9 ** (9 ** 9) }}",
    "loops in loops": "{% for a in range(9999) %}{% for b in range(999) %}{% endfor %}{% endfor %}",
    "a large range": "{% for a in range(999999999) %}{% endfor %}",
    "a filler": "{{ lipsum(99999999) }}",
    "a class": "{{ ''.__class__.__mro__ }}",
    "what calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
}


@pytest.mark.parametrize("template", BOMBS.values(), ids=BOMBS)
def test_a_template_that_asks_for_too_much_is_told_of(template: str) -> None:
    if "center" in template:
        resource = pytest.importorskip("resource")
        before = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, before[1]))
    try:
        with pytest.raises(TemplateMistake) as caught:
            rendered(f"<p>\n{template}\n</p>")
    finally:
        if "center" in template:
            resource.setrlimit(resource.RLIMIT_AS, before)
    assert (caught.value.diagnostic.span.path, caught.value.diagnostic.span.line) == (
        "templates/page.j2",
        2,
    )


LONG = (
    "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
    "{% macro twice(n) %}{% if n %}{{ twice(n - 1) }}{{ twice(n - 1) }}{% endif %}{% endmacro %}",
)
TWICE = "{% if n %}{% set n = n - 1 %}{% include 'page.j2' %}{% include 'page.j2' %}{% endif %}"
CLIMB = "{% for a in range(9999) recursive %}{{ loop(range(9999)) if loop.depth == 1 }}{% endfor %}"
ENDLESS = {
    "a variable of the counter's name": ("{% set _rounds = 1 %}" + LONG[0], ""),
    "a loop that calls itself": (CLIMB, ""),
    "calls of calls": (LONG[1] + "{{ twice(60) }}", ""),
    "blocks of blocks": (
        "{% block a %}{% endblock %}{% for a in range(1999) %}{% for b in range(999) %}"
        "{{ self.a() }}{% endfor %}{% endfor %}",
        "",
    ),
    "a template in a template": ("{% set n = n or 60 %}" + TWICE.replace("page", "other"), TWICE),
    "a template without context": ("{% include 'other.j2' without context %}", LONG[0]),
    "an imported template": ("{% import 'other.j2' as other %}", LONG[0]),
    "an imported macro": (
        "{% import 'other.j2' as other %}{{ other.m() }}",
        "{% macro m() %}" + LONG[0] + "{% endmacro %}",
    ),
}


@pytest.mark.parametrize(("template", "other"), ENDLESS.values(), ids=ENDLESS)
def test_no_template_goes_on_for_ever(
    template: str, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "MOST_STEPS", 20_000)
    with pytest.raises(TemplateMistake, match="its loops and calls go on for too long"):
        rendered(template, other.replace("page", "other"), n=0)


def test_each_document_may_take_as_many_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "MOST_STEPS", 100)
    templates = Templates({"page.j2": b"{% for n in range(90) %}{% endfor %}done"})
    assert [templates.render("page.j2") for _ in range(3)] == ["done"] * 3
    assert templates.traced("page.j2").text == "done"


def test_loops_may_ask_where_they_are() -> None:
    loop = "{% for n in [1, 2] %}{{ loop.index }}/{{ loop.length }}{{ '' if loop.last else ' ' }}"
    assert rendered(loop + "{% endfor %}") == "1/2 2/2"
