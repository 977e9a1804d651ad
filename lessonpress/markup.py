"""Blocks and inlines of a lesson as HTML: the subset that handouts and slide fills share.

The subset is well-formed XML, so that the deck's reader can parse it strictly. Each block carries
its id. Only the plain blocks are printed here; teaching blocks (exercises, boxes) have a template
of their own, which is why every function takes `nested`: how blocks inside a block are printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, assert_never

from markupsafe import Markup, escape

from lessonpress import clips
from lessonpress import model as m

Nested = Callable[[m.Blocks], str]


# --- inlines -------------------------------------------------------------------------------------


def inline_html(inlines: m.Inlines) -> Markup:
    """Return `inlines` as HTML."""
    return Markup("").join(_inline(i) for i in inlines)


def plain(inlines: m.Inlines) -> str:
    """Return the text of `inlines` alone, for attributes, properties and bookmarks.

    A blank's words are left out for every audience: such texts are made before the audience is
    known (ids, alt texts), or stand where a student's would have to be the same (titles).
    """
    return "".join(_plain(i) for i in inlines)


def slug(text: str) -> str:
    """Return a text's words as an id, as pandoc makes it; "" where it has no letters."""
    words = re.sub(r"[^\w\s-]", "", text.lower()).strip()
    return re.sub(r"\s+", "-", words).lstrip("-0123456789")


def term_id(key: str) -> str:
    """Return the id of a glossary's entry, where links to a term lead."""
    return f"term-{slug(key) or key.encode().hex()}"


def letter(place: int) -> str:
    """Return the letter of a choice by its place from 0; after Z PowerPoint has AA."""
    return chr(ord("A") + place % 26) * (place // 26 + 1)


def answer_marks(answer: m.Answer | None) -> list[str]:
    """Return what marks the right answer by letters: B, or 1 B; none in a student's lesson."""
    match answer:
        case m.Choices(choices=choices):
            return [letter(place) for place, choice in enumerate(choices) if choice.right]
        case m.Matching(items=items):
            found = [(n, item.option) for n, item in enumerate(items, 1)]
            return [f"{n} {letter(option)}" for n, option in found if option is not None]
        case m.Ordering(steps=steps):
            placed = [(s.place, letter(n)) for n, s in enumerate(steps) if s.place is not None]
            return [mark for _, mark in sorted(placed)]
    return []


_ELEMENTS: Mapping[type, str] = MappingProxyType(
    {
        m.Emphasis: "em",
        m.Strong: "strong",
        m.Strikeout: "s",
        m.Superscript: "sup",
        m.Subscript: "sub",
    }
)


def _inline(inline: m.Inline) -> Markup:
    match inline:
        case m.Text(text):
            return escape(text)
        case m.Code(text):
            return element("code", text)
        case m.LineBreak():
            return Markup("<br/>")
        case m.Image():
            return image_html(inline)
        case m.Link(href, children):
            return element("a", inline_html(children), href=href)
        case m.Blank(number, size, answer):
            attributes = {"class": "blank", "data-number": number, "data-size": size}
            return element("span", inline_html(answer), **attributes)
        case m.Term(key, children):
            return element("span", inline_html(children), **{"class": "term", "data-key": key})
        case m.Citation(key, number, locator):
            told = f"[{number}, {locator}]" if locator else f"[{number}]"
            return element("a", told, **{"class": "citation", "href": f"#source-{key}"})
        case m.FootnoteMark(key, number):
            attributes = {"class": "footnote-mark", "href": f"#footnote-{key}"}
            return element("a", str(number), **attributes)
        case m.Math(latex, text, display):
            shown = "block" if display else None
            return element("span", text, **_formula("math", latex), **{"data-display": shown})
        case m.Phrase(children, lang):
            return element("span", inline_html(children), lang=lang)
        case _:
            return element(_ELEMENTS[type(inline)], inline_html(inline.children))


def _plain(inline: m.Inline) -> str:
    match inline:
        case m.Text(text) | m.Code(text) | m.Math(text=text):
            return text
        case m.LineBreak():
            return " "
        case m.Image():
            return inline.alt
        case m.Blank():
            return "…"
        case m.Citation() | m.FootnoteMark():
            return ""
        case (
            m.Link()
            | m.Term()
            | m.Phrase()
            | m.Emphasis()
            | m.Strong()
            | m.Strikeout()
            | m.Superscript()
            | m.Subscript()
        ):
            return plain(inline.children)
        case _ as unreachable:
            assert_never(unreachable)


def image_html(image: m.Image) -> Markup:
    """Return a picture; one without alt text says that it only decorates."""
    role = None if image.alt else "presentation"
    width = None if image.width is None else f"{image.width:g}"
    clip = image.clip
    attributes = {
        "data-width": width,
        "data-clip": f"course/{clip.path}" if clip else None,
        "data-kind": clip.kind if clip else None,
    }
    return element("img", src=clips.source(image), alt=image.alt, role=role, **attributes)


# --- blocks --------------------------------------------------------------------------------------


def block_html(block: m.Block, nested: Nested) -> Markup:
    """Return a plain block as HTML.

    Raises KeyError for a teaching block: those are printed by templates, as computed figures are.
    """
    return _BLOCKS[type(block)](block, nested)


def appearing(block: m.Block) -> dict[str, int]:
    """Return the attribute that says at which click a block appears, if it does at one."""
    return {"data-click": block.click} if block.click else {}


def is_plain(block: m.Block) -> bool:
    """Say whether `block_html` prints the block, rather than a template."""
    computed = isinstance(block, m.Figure) and not isinstance(block.content, m.Image)
    return type(block) in _BLOCKS and not computed


def _paragraph(block: m.Paragraph, nested: Nested) -> Markup:
    return element("p", inline_html(block.inlines), id=block.id)


def _heading(block: m.Heading, nested: Nested) -> Markup:
    # The unit's title is the page's one <h1>.
    return element(f"h{min(block.level + 1, 6)}", inline_html(block.inlines), id=block.id)


def _item_list(block: m.ItemList, nested: Nested) -> Markup:
    items = lines(_list_item(item, block.tight, nested) for item in block.items)
    attributes = {"id": block.id, "class": "tight" if block.tight else "loose"}
    if block.ordered:
        if block.numbering != "decimal":
            attributes["class"] += f" {block.numbering}"
        return element("ol", items, **attributes, start=block.start)
    return element("ul", items, **attributes)


def _list_item(item: m.ListItem, tight: bool, nested: Nested) -> Markup:
    # A tight item's first paragraph has no <p> of its own, as in CommonMark.
    first, rest = item.blocks[:1], item.blocks[1:]
    checked = None if item.checked is None else str(item.checked).lower()
    if tight and first and isinstance(first[0], m.Paragraph):
        content = inline_html(first[0].inlines) + Markup(nested(rest))
    else:
        content = Markup(nested(item.blocks))
    return element("li", content, id=item.id, **{"data-checked": checked}, **appearing(item))


def _definition_list(block: m.DefinitionList, nested: Nested) -> Markup:
    items = lines(_definition(item, nested) for item in block.items)
    return element("dl", items, id=block.id)


def _definition(item: m.Definition, nested: Nested) -> Markup:
    terms = [element("dt", inline_html(term), **appearing(item)) for term in item.terms]
    meaning = element("dd", Markup(nested(item.blocks)), id=item.id, **appearing(item))
    return lines([*terms, meaning])


def _code_block(block: m.CodeBlock, nested: Nested) -> Markup:
    code = element("code", highlighted(block.text, block.language))
    return element("pre", code, id=block.id, **{"data-language": block.language})


def _equation(block: m.Equation, nested: Nested) -> Markup:
    return element("div", block.text, id=block.id, **_formula("equation", block.latex))


def _formula(kind: str, latex: str) -> dict[str, str]:
    return {"class": kind, "data-latex": latex}


def _table(block: m.Table, nested: Nested) -> Markup:
    caption = element("caption", inline_html(block.caption)) if block.caption else Markup("")
    head = Markup("")
    if block.head:
        head = element("thead", _row("th", block.head, block.alignments, scope="col"))
    body = element("tbody", lines(_row("td", row, block.alignments) for row in block.rows))
    return element("table", lines([caption, head, body]), id=block.id)


def _row(
    name: str, cells: Iterable[m.Inlines], alignments: Iterable[str], **attributes: str
) -> Markup:
    row = zip(cells, alignments, strict=True)
    return element(
        "tr",
        Markup("").join(
            element(name, inline_html(cell), **attributes, **{"class": alignment})
            for cell, alignment in row
        ),
    )


def _figure(block: m.Figure, nested: Nested) -> Markup:
    assert isinstance(block.content, m.Image), "a computed figure is printed by a template"
    caption = element("figcaption", inline_html(block.caption)) if block.caption else Markup("")
    return element("figure", image_html(block.content) + caption, id=block.id)


def _quote(block: m.Quote, nested: Nested) -> Markup:
    return element("blockquote", Markup(nested(block.blocks)), id=block.id)


def _columns(block: m.Columns, nested: Nested) -> Markup:
    columns = lines(_column(column, nested) for column in block.columns)
    return element("div", columns, id=block.id, **{"class": "columns"})


def _column(block: m.Column, nested: Nested) -> Markup:
    attributes = {"class": "column", "data-width": f"{block.width:g}"}
    return element("div", Markup(nested(block.blocks)), id=block.id, **attributes)


def _nothing(block: m.Block, nested: Nested) -> Markup:
    """Print nothing: the block only says where a slide or a click begins."""
    return Markup("")


_BLOCKS: Mapping[type, Callable[[Any, Nested], Markup]] = MappingProxyType(
    {
        m.Paragraph: _paragraph,
        m.Heading: _heading,
        m.ItemList: _item_list,
        m.DefinitionList: _definition_list,
        m.CodeBlock: _code_block,
        m.Equation: _equation,
        m.Table: _table,
        m.Figure: _figure,
        m.Quote: _quote,
        m.Columns: _columns,
        m.Column: _column,
        m.SlideBreak: _nothing,
        m.Pause: _nothing,
    }
)


# --- code ----------------------------------------------------------------------------------------

# Pygments' token types by the name of their root, and the few kinds that a page tells apart.
_TOKENS: Mapping[str, str] = MappingProxyType(
    {
        "Keyword": "keyword",
        "Name": "name",
        "Literal": "number",
        "String": "string",
        "Comment": "comment",
        "Operator": "operator",
    }
)


@lru_cache(maxsize=256)
def highlighted(code: str, language: str) -> Markup:
    """Return code with its tokens in spans; plain where Pygments does not know the language."""
    import pygments
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return escape(code)
    return Markup("").join(_token(str(kind), text) for kind, text in pygments.lex(code, lexer))


def _token(kind: str, text: str) -> Markup:
    parts = kind.split(".")[1:]  # "Token.Literal.String.Double"
    name = next((_TOKENS[part] for part in reversed(parts) if part in _TOKENS), None)
    plain_name = parts[:1] == ["Name"] and len(parts) == 1
    if name is None or plain_name or not text.strip():
        return escape(text)
    return element("span", text, **{"class": f"tok-{name}"})


# --- elements ------------------------------------------------------------------------------------


def element(name: str, content: str = "", /, **attributes: object) -> Markup:
    """Return an element; attributes that are None are left out, an empty one closes itself."""
    written = Markup("").join(
        Markup(' {}="{}"').format(key, value)
        for key, value in attributes.items()
        if value is not None
    )
    if name in ("img", "br", "col"):
        return Markup("<{}{}/>").format(name, written)
    return Markup("<{0}{1}>{2}</{0}>").format(name, written, content)


def lines(parts: Iterable[str]) -> Markup:
    """Return the parts that are not empty, each on a line of its own."""
    return Markup("\n").join(part for part in parts if part)
