"""From Python-Markdown's elements to the blocks of a lesson."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest
from types import MappingProxyType
from typing import get_args
from xml.etree.ElementTree import Element

from lessonpress import markup
from lessonpress import model as m
from lessonpress.diagnostics import did_you_mean
from lessonpress.reader import attributes, equations, planning
from lessonpress.reader.inlines import (
    check_classes,
    check_conditions,
    check_formula,
    code_text,
    inlines,
    picture,
    trimmed,
)
from lessonpress.reader.reading import Reading
from lessonpress.reader.scanner import PLACEHOLDER, Formula
from lessonpress.reader.vocabulary import HEADING

# Pandoc's pause between parts of a slide.
_PAUSE = ". . ."
# The quotation marks of texts are typographic when attributes are looked for in them.
_STRAIGHT = MappingProxyType({0x201C: '"', 0x201D: '"', 0x201E: '"'})
# Behind a displayed formula these are the formula's.
_PUNCTUATION = frozenset(".,;:!?")


def blocks(root: Element, parent: str, reading: Reading) -> m.Blocks:
    """Return the blocks inside `root`, whose ids count within `parent`."""
    read = [
        block for element in with_paragraphs(root) for block in _block(element, parent, reading)
    ]
    return tuple(_with_captions(read, reading))


def with_paragraphs(root: Element) -> Iterator[Element]:
    """Yield the blocks in `root`; loose text, as in a short definition, becomes a paragraph."""
    line = root.get("line", "1")
    loose = _loose(root.text, line)
    for child in root:
        if child.tag != "p" and child.tag not in _READERS:
            loose.append(child)
            continue
        yield from _filled(loose)
        line = child.get("line", line)
        child.tail, loose = None, _loose(child.tail, line)
        yield child
    yield from _filled(loose)


def _loose(text: str | None, line: str) -> Element:
    paragraph = Element("p", {"line": line})
    paragraph.text = text
    return paragraph


def _filled(paragraph: Element) -> Iterator[Element]:
    if len(paragraph) or (paragraph.text or "").strip():
        yield paragraph


def _block(element: Element, parent: str, reading: Reading) -> Iterator[m.Block]:
    yield from _READERS.get(element.tag, _paragraph)(element, parent, reading)


def _line(element: Element) -> int:
    return int(element.get("line", "1"))


# --- paragraphs and headings ---------------------------------------------------------------------


def _paragraph(element: Element, parent: str, reading: Reading) -> Iterator[m.Block]:
    placeholder = PLACEHOLDER.fullmatch((element.text or "").strip())
    if placeholder and not len(element):
        yield from reading.expand(int(placeholder[1]), parent)
        return
    line = _line(element)
    span = reading.span(line)
    if (element.text or "").strip() == _PAUSE and not len(element):
        yield m.Pause(reading.new_id(parent, "pause"), span)
        return
    _check_said(element, span, reading)
    if (alone := _lone_picture(element)) is not None:
        # The words between a lone picture's brackets are its caption, too, as in pandoc; unless the
        # author gives other words for that, as a title.
        caption = inlines(alone, line, reading)
        shown = tuple(picture(alone, caption, line, reading))
        if title := (alone.get("title") or "").strip():
            caption = (m.Text(reading.parser.typographic(title)),)
    else:
        caption, shown = (), inlines(element, line, reading)
    match shown:
        case ():
            return
        case (m.Image() as image,):
            yield m.Figure(reading.new_id(parent, "figure"), span, image, caption)
        case _:
            yield from _around_equations(shown, parent, span, reading)


def _around_equations(
    shown: m.Inlines, parent: str, span: m.Span, reading: Reading
) -> list[m.Block]:
    """Return a paragraph, in parts where displayed formulas stand between them."""
    read: list[m.Block] = []
    part: list[m.Inline] = []
    for inline in (*shown, None):
        if inline is not None and not (isinstance(inline, m.Math) and inline.display):
            part.append(inline)
            continue
        text = trimmed(tuple(part))
        if read and isinstance(last := read[-1], m.Equation) and _is_punctuation(text):
            mark = markup.plain(text)
            read[-1] = replace(last, latex=last.latex + mark, text=last.text + mark)
        elif text:
            read.append(m.Paragraph(reading.new_id(parent, "p"), span, text))
        if inline is not None:
            read.append(_displayed(inline, parent, span, reading))
        part = []
    return read


def _displayed(inline: m.Math, parent: str, span: m.Span, reading: Reading) -> m.Equation:
    place = reading.find(f"$${inline.latex}".split("\n")[0], span.line)
    return m.Equation(reading.new_id(parent, "equation"), place, inline.latex, inline.text)


def _is_punctuation(text: m.Inlines) -> bool:
    """Say whether a text is but a mark that would stand alone on a line."""
    return len(text) == 1 and isinstance(text[0], m.Text) and text[0].text in _PUNCTUATION


def formula(piece: Formula, parent: str, reading: Reading) -> m.Block:
    """Return a formula that stands on lines of its own."""
    span = reading.span(piece.line, piece.column)
    check_formula(piece.latex, piece.line, reading)
    given = piece.attributes.id
    ident = reading.author_id(given, span) if given else reading.new_id(parent, "equation")
    return equations.block(ident, piece.latex, span, reading)


def _check_said(element: Element, span: m.Span, reading: Reading) -> None:
    """Complain about an answer, or a word on one, that would be taken for text."""
    said = element.get("said", "")
    if said == "answer" or (said == "feedback" and not reading.hidden):
        message = f'This line begins with "{said}:", but nothing is asked that it belongs to.'
        hint = "Put it under its question, with an empty line above it."
        reading.fail("answer-misplaced", span, message, hint)
    elif said and not reading.hidden:
        message = f'This line begins with "{said}:", and students would see it.'
        hint = "Begin it with answer: or feedback:, which are for those who have answered."
        reading.fail("answer-unclear", span, message, hint)


def _lone_picture(element: Element) -> Element | None:
    texts = (element.text, *(child.tail for child in element))
    alone = len(element) == 1 and element[0].tag == "img"
    return element[0] if alone and not any((text or "").strip() for text in texts) else None


def _heading(element: Element, parent: str, reading: Reading) -> Iterator[m.Block]:
    line = _line(element)
    span = reading.span(line)
    check_classes(element, line, reading, known="unnumbered")
    said = check_values(element, HEADING, span, reading)
    content = _without_pictures(inlines(element, line, reading), span, reading)
    given = element.get("attr-id")
    ident = (
        reading.author_id(given, span)
        if given
        else reading.heading_id(markup.plain(content), parent)
    )
    time = planning.minutes(said.get("minutes"), span, reading)
    aims = planning.objectives(said.get("for"))
    level = int(element.tag[1])
    yield m.Heading(ident, span, level, content, said.get("layout"), time, aims)


def _without_pictures(content: m.Inlines, span: m.Span, reading: Reading) -> m.Inlines:
    images = [inline for inline in content if isinstance(inline, m.Image)]
    if not images:
        return content
    posters = " and ".join(image.path for image in images if image.clip and image.path)
    what = "video or sound" if any(image.clip for image in images) else "picture"
    message = f"A {what} cannot stand in a heading; what it shows is said in words."
    with_it = f", with its poster {posters}" if posters else ""
    reading.warn(
        "picture-in-heading", span, message, f"Put it on a line of its own below{with_it}."
    )
    return tuple(m.Text(i.alt) if isinstance(i, m.Image) else i for i in content)


def _slide_break(element: Element, parent: str, reading: Reading) -> Iterator[m.Block]:
    yield m.SlideBreak(reading.new_id(parent, "break"), reading.span(_line(element)))


# --- lists and quotations ------------------------------------------------------------------------


def _item_list(element: Element, parent: str, reading: Reading) -> Iterator[m.Block]:
    ident = reading.new_id(parent, "list")
    line = _line(element)
    items = tuple(_item(item, line, ident, reading) for item in element)
    start = int(element.get("start", "1"))
    ordered, tight = element.tag == "ol", element.get("tight") == "true"
    span = reading.span(line)
    numbering = _NUMBERINGS[element.get("numbering", "decimal")]
    incremental = reading.incremental
    yield m.ItemList(ident, span, ordered, start, tight, items, incremental, numbering)


_NUMBERINGS: Mapping[str, m.Numbering] = MappingProxyType({n: n for n in get_args(m.Numbering)})


def _item(element: Element, line: int, parent: str, reading: Reading) -> m.ListItem:
    ident = item_id(element, parent, "item", reading)
    content = blocks(element, ident, reading)
    span = content[0].span if content else reading.span(line)
    check_values(element, frozenset(), span, reading)
    checked = {None: None, "true": True, "false": False}[element.get("checked")]
    return m.ListItem(ident, span, content, checked)


def item_id(element: Element, parent: str, kind: str, reading: Reading) -> str:
    """Return the id that an author gave an item or a heading, or a new one."""
    given = element.get("attr-id")
    if given is None:
        return reading.new_id(parent, kind)
    first = element[0] if element.tag == "li" else element
    return reading.author_id(given, reading.span(_line(first)))


def check_values(
    item: Element, known: frozenset[str], span: m.Span, reading: Reading
) -> dict[str, str]:
    """Return what stands in braces behind an item, after complaints about what says nothing."""
    check_conditions(item, span.line, reading)
    given = {key[5:]: value for key, value in item.items() if key.startswith("attr-")}
    for key in sorted(given.keys() - known - {"id", "class"}):
        message = f'"{key}={given[key]}" says nothing here; it is passed over.'
        listed = f"Known here are: {', '.join(sorted(known))}." if known else ""
        reading.warn("unknown-attribute", span, message, did_you_mean(key, known) or listed)
    return given


def _definition_list(element: Element, parent: str, reading: Reading) -> Iterator[m.Block]:
    ident = reading.new_id(parent, "definitions")
    line = _line(element)
    terms: list[m.Inlines] = []
    items: list[m.Definition] = []
    for child in element:
        if child.tag == "dt":
            terms.append(inlines(child, line, reading))
            continue
        own = reading.new_id(ident, "definition")
        content = blocks(child, own, reading)
        span = content[0].span if content else reading.span(line)
        items.append(m.Definition(own, span, tuple(terms), content))
        terms = []
    yield m.DefinitionList(ident, reading.span(line), tuple(items), reading.incremental)


def _quote(element: Element, parent: str, reading: Reading) -> Iterator[m.Block]:
    ident = reading.new_id(parent, "quote")
    content = blocks(element, ident, reading)
    yield m.Quote(ident, reading.span(_line(element)), content)


def _footnote(element: Element, parent: str, reading: Reading) -> Iterator[m.Block]:
    key, span = element.get("key", ""), reading.span(_line(element))
    if any(footnote.key == key for footnote in reading.footnotes):
        reading.fail(
            "footnote-twice",
            span,
            f'There is already a footnote "{key}", and it is not clear which one is meant.',
            "Give each footnote a name of its own.",
        )
        yield from blocks(element, parent, reading)
        return
    ident = f"footnote-{key}"
    content = blocks(element, ident, reading)
    reading.footnotes.append(m.Footnote(ident, span, key, 0, content))


# --- code ----------------------------------------------------------------------------------------


def _indented_code(element: Element, parent: str, reading: Reading) -> Iterator[m.Block]:
    code = "".join(element.itertext())
    ident, span = reading.new_id(parent, "code"), reading.span(_line(element))
    yield m.CodeBlock(ident, span, "", code_text(code).strip("\n"))


# --- tables --------------------------------------------------------------------------------------


def _table(element: Element, parent: str, reading: Reading) -> Iterator[m.Block]:
    line = _line(element)
    if fault := element.get("fault"):
        message, hint = _FAULTS[fault]
        reading.fail("table-unread", reading.span(line), message, hint)
        return
    rows = [list(row) for row in element.iter("tr")]
    head = [cell for cell in rows[0] if cell.tag == "th"]
    alignments = tuple(_alignment(cell) for cell in rows[0])
    body = rows[1:] if head else rows
    _check_cells(element, len(alignments), line, reading)
    cells = tuple(tuple(inlines(cell, line, reading) for cell in row) for row in body)
    titles = tuple(inlines(cell, line, reading) for cell in head)
    ident = reading.new_id(parent, "table")
    yield m.Table(ident, reading.span(line), alignments, (), titles, cells)


_FAULTS = MappingProxyType(
    {
        "spans": (
            "A cell of this table reaches over several columns or rows, or a line is out of place.",
            "Give each row all of its cells, with every | below a + of the first line.",
        ),
        "ragged": (
            "A line of this table ends before its last column.",
            "Let every line be as long as the first, with a | or + at its end.",
        ),
        "code": (
            "Code cannot stand in a table.",
            "Put it below the table, or write it between `backticks` on one line.",
        ),
    }
)


def _alignment(cell: Element) -> m.Alignment:
    given = cell.get("align", "left")
    return given if given in get_args(m.Alignment) else "left"  # type: ignore[return-value]


def _check_cells(element: Element, columns: int, line: int, reading: Reading) -> None:
    """Complain about rows that have more cells than the table has columns, or fewer."""
    counts = [int(count) for count in element.get("cells", "").split()]
    for index, count in enumerate(counts[1:], start=2):
        span = reading.span(line + index)
        if count > columns:
            message = f"This row has {count} cells, but the table has {columns} columns."
            hint = r"Take the extra | out, or write \| where the sign itself is meant."
            reading.fail("table-ragged", span, message, hint)
        elif 0 < count < columns:
            message = f"This row has {count} of the table's {columns} cells; the rest are empty."
            reading.warn("table-ragged", span, message, "Write a | for each empty cell, too.")


def _with_captions(read: list[m.Block], reading: Reading) -> Iterator[m.Block]:
    """Join a table with the caption that stands under it: `: caption` or `Table: caption`."""
    taken = False
    for block, below in zip_longest(read, read[1:]):
        if taken:
            taken = False
            continue
        caption = _table_caption(below) if isinstance(block, m.Table) else None
        taken = caption is not None
        yield _captioned(block, below, caption, reading) if caption is not None else block


def _captioned(
    table: m.Block, below: m.Block | None, caption: m.Inlines, reading: Reading
) -> m.Table:
    """Return a table with its caption, and the id that stands in braces behind that."""
    assert isinstance(table, m.Table)
    assert below is not None
    *first, last = caption
    if isinstance(last, m.Text):
        text, given = attributes.at_end(last.text.translate(_STRAIGHT))
        if given != attributes.Attributes():
            caption = trimmed((*first, m.Text(text)))
            _check_said_of_table(given, below.span, reading)
            ident = reading.author_id(given.id, below.span) if given.id else table.id
            return replace(table, id=ident, caption=caption)
    return replace(table, caption=caption)


def _check_said_of_table(given: attributes.Attributes, span: m.Span, reading: Reading) -> None:
    element = Element("table", {f"attr-{key}": value for key, value in given.values.items()})
    element.set("attr-class", " ".join(given.classes))
    check_classes(element, span.line, reading)
    check_values(element, frozenset(), span, reading)


def _table_caption(block: m.Block | None) -> m.Inlines | None:
    match block:
        case m.Paragraph(inlines=(m.Text(text), *rest)):
            for mark in (": ", "Table: ", "table: "):
                if text.startswith(mark):
                    return (m.Text(text.removeprefix(mark).lstrip()), *rest)
    return None


_READERS: Mapping[str, Callable[[Element, str, Reading], Iterator[m.Block]]] = MappingProxyType(
    {
        **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
        "ul": _item_list,
        "ol": _item_list,
        "dl": _definition_list,
        "blockquote": _quote,
        "footnote": _footnote,
        "pre": _indented_code,
        "table": _table,
        "hr": _slide_break,
    }
)
