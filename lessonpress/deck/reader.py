"""Slide markup to a typed Deck.

The markup is what templates/deck/ prints: `deck`, `slide layout=`, `title`, `fill ph=`,
`footnotes` and `notes`, and inside those the HTML subset of `markup`. Reading is total: markup
that is not XML gives an empty deck and an error; an element or attribute nobody knows is passed
over with a warning, and the text inside it stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from lxml import etree

from lessonpress.deck import equations, flattening
from lessonpress.deck import model as d
from lessonpress.diagnostics import Diagnostic, did_you_mean, error, warning
from lessonpress.model import Computed, Span
from lessonpress.walking import rewrite

Element = etree._Element

# Where a place of the markup, its line and column from 1, was printed.
Origin = Callable[[int, int | None], Span]
_NO_FIGURES: Mapping[str, Computed] = MappingProxyType({})
_DEEPEST_LEVEL = 8  # DrawingML has nine levels of paragraphs (ECMA-376, 21.1.2.2.7)

# What XML 1.0 allows, less the C1 controls and noncharacters, which no font draws.
_UNFIT = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")


def cleaned(text: str) -> str:
    """Return text without control characters, lone surrogates and noncharacters."""
    return _UNFIT.sub("", text)


def _unknown_origin(line: int, column: int | None) -> Span:
    return Span("slide markup", line, column or 1)


def read(
    markup: str,
    origin: Origin = _unknown_origin,
    figures: Mapping[str, Computed] = _NO_FIGURES,
) -> tuple[d.Deck, tuple[Diagnostic, ...]]:
    """Return the deck that `markup` describes, and what is wrong with the markup.

    `origin` finds the template's line that diagnostics name (`tracing.Printed.origin`); `figures`
    are the data, by id, of what the markup only names.
    """
    reading = _Reading(origin, figures)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(cleaned(markup).encode(), parser)
    except etree.XMLSyntaxError as mistake:
        reading.broken(mistake)
        return d.Deck("en", d.Properties(), ()), tuple(reading.problems)
    return reading.deck(root), tuple(reading.problems)


_PLACE = re.compile(r", line \d+, column \d+$")
_UNCLOSED = re.compile(
    r"Opening and ending tag mismatch: (?P<opened>\S+) line (?P<line>\d+) and (?P<closed>\S+?),"
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block stands: in how many lists, in what kind of text, in which style."""

    id: str = ""
    level: int = 0
    in_item: bool = False
    part: d.Part = "text"
    style: d.Style = d.PLAIN


# --- the deck ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Reading:
    """One reading: where its diagnostics gather."""

    origin: Origin
    figures: Mapping[str, Computed]
    problems: list[Diagnostic] = field(default_factory=list)
    blanks_label: str = "Blanks"

    def deck(self, root: Element) -> d.Deck:
        self.check(root, "deck")
        self.blanks_label = root.get("blanks", self.blanks_label)
        slides = [e for e in root if self.check(e, "slide")]
        names = ("title", "subject", "author", "keywords", "date")
        return d.Deck(
            lang=root.get("lang") or "en",
            properties=d.Properties(**{n: root.get(n, "") for n in names}),
            slides=tuple(self.slide(e) for e in slides),
            sections=_sections(slides),
        )

    def slide(self, element: Element) -> d.Slide:
        children = [e for e in element if self.check(e, *_SLIDE_CHILDREN)]
        fills = [
            d.Fill(e.get("ph", "body"), tuple(_at_click(e, self.flow(e, _Place()))))
            for e in _named(children, "fill")
        ]
        fills = [fill for fill in fills if fill.blocks]
        notes = tuple(b for e in _named(children, "notes") for b in self.flow(e, _Place()))
        footnotes = tuple(
            b for e in _named(children, "footnotes") for b in self.flow(e, _Place(part="footnote"))
        )
        title = tuple(i for e in _named(children, "title") for i in self.trimmed(e, d.PLAIN))
        shown = (d.Paragraph("", title), *(b for fill in fills for b in fill.blocks), *footnotes)
        return d.Slide(
            id=element.get("id", ""),
            layout=element.get("layout", "content"),
            # Every program's outline shows a title, and few show equations.
            title=equations.spelled(title),
            fills=tuple(fills),
            notes=notes + self.answers(shown),
            footnotes=footnotes,
            role=element.get("role", ""),
        )

    def answers(self, blocks: d.Blocks) -> d.Blocks:
        """Return the line for the notes that says what stands in the slide's blanks."""
        blanks = [blank for blank in _blanks(blocks) if blank.answer]
        if not blanks:
            return ()
        listed = " · ".join(f"{b.number} {b.answer}" for b in blanks)
        runs = (d.Run(f"{self.blanks_label}: ", d.Style(bold=True)), d.Run(listed))
        return (d.Paragraph("", runs),)

    # --- diagnostics ---

    def broken(self, mistake: etree.XMLSyntaxError) -> None:
        line, column = mistake.position
        found = self.origin(line, max(1, column - 1))  # what is wrong stands before it
        message = f"What this prints is not well-formed: {_PLACE.sub('', mistake.msg)}."
        if unclosed := _UNCLOSED.match(mistake.msg):
            opened = self.origin(int(unclosed["line"]), None)
            # A template that opens and does not close, or closes what it has not opened, stands
            # inside the one that prints the other end.
            found = opened if found.path == self.origin(1, 1).path else found
            message = f"<{unclosed['opened']}> and </{unclosed['closed']}> do not match."
        hint = "See that each element is closed where it was opened, and that & is written &amp;."
        self.problems.append(error("slide-markup-broken", found, message, hint))

    def check(self, element: Element, *expected: str) -> bool:
        """Say whether the element is one of those expected; complain about what is not known."""
        name = _name(element)
        if name not in expected:
            self.unknown(element, f"an element <{name}>", did_you_mean(name, expected))
            return False
        known = _ATTRIBUTES.get(name, ())
        for attribute in map(str, element.attrib):
            if attribute not in known and attribute not in _EVERYWHERE:
                what = f'an attribute "{attribute}" on <{name}>'
                self.unknown(element, what, did_you_mean(attribute, (*known, *_EVERYWHERE)))
        return True

    def unknown(self, element: Element, what: str, hint: str) -> None:
        message = f"What this prints has {what}, which means nothing on a slide."
        place = self.origin(_line(element), None)
        found = warning("slide-markup-unknown", place, message, hint)
        if found not in self.problems:
            self.problems.append(found)

    # --- blocks ---

    def flow(self, element: Element, place: _Place) -> Iterator[d.Block]:
        """Yield the blocks in an element; loose text and inlines become paragraphs."""
        place = replace(
            place, id=element.get("id") or place.id, style=_in_lang(element, place.style)
        )
        loose: list[Element | str] = [element.text or ""]
        for child in element:
            if _name(child) in _BLOCKS:
                yield from self.paragraph(loose, place)
                self.check(child, _name(child))
                yield from _at_click(child, _BLOCKS[_name(child)](self, child, place))
                loose = [child.tail or ""]
            else:
                loose += [child, child.tail or ""]
        yield from self.paragraph(loose, place)

    def paragraph(self, loose: Iterable[Element | str], place: _Place) -> Iterator[d.Block]:
        """Yield a paragraph and the pictures in it, which stand below: slides have none in lines.

        Between words a picture leaves its own words, so that no comma stands alone.
        """
        inlines: list[d.Inline] = []
        pictures: list[Element] = []
        named: list[d.Inline] = []
        for piece in loose:
            if isinstance(piece, str):
                inlines += _text(piece, place.style)
                named += _text(piece, place.style)
                continue
            found = [e for e in piece.iter() if _name(e) == "img"]
            inlines += self.inline(piece, place.style)
            words = piece.get("alt", "") if found == [piece] else ""
            italic = replace(place.style, italic=True)
            named += _text(words, italic) if words else self.inline(piece, place.style)
            pictures += found
        inlines = named if pictures and _trimmed(inlines) else inlines
        trimmed = _trimmed(inlines)
        if trimmed:
            level = min(place.level, _DEEPEST_LEVEL)
            yield d.Paragraph(place.id, trimmed, level, part=place.part)
        yield from (_picture(e, place.id, ()) for e in pictures)

    def list(self, element: Element, place: _Place) -> Iterator[d.Block]:
        ordered = _name(element) == "ol"
        classes = (element.get("class") or "").split()
        scheme = next((_SCHEMES[name] for name in classes if name in _SCHEMES), "")
        first = _whole(element.get("start"), 1)
        level = place.level + place.in_item
        inner = replace(place, level=level, in_item=True)
        start, broken = first, False
        for number, item in enumerate((e for e in element if self.check(e, "li")), first):
            # What stands between two items ends PowerPoint's count, so it is started again.
            start = number if broken else start
            blocks = [*_at_click(item, self.item(item, inner))]
            yield _numbered(_marked(blocks[0], ordered, number, start), scheme)
            yield from (_continued(b, level) for b in blocks[1:])
            broken = any(_interrupts(b, level) for b in blocks[1:])

    def item(self, item: Element, place: _Place) -> Iterator[d.Block]:
        """Yield an item's blocks, a paragraph first."""
        own = replace(place, id=item.get("id") or place.id)
        blocks = [*self.flow(item, own)]
        if not blocks or not isinstance(blocks[0], d.Paragraph) or blocks[0].marker != "plain":
            yield d.Paragraph(own.id, (), min(place.level, _DEEPEST_LEVEL))
        if item.get("data-checked") and blocks and isinstance(blocks[0], d.Paragraph):
            box = d.Run("● " if item.get("data-checked") == "true" else "○ ")
            blocks[0] = replace(blocks[0], inlines=(box, *blocks[0].inlines))
        yield from blocks

    def definitions(self, element: Element, place: _Place) -> Iterator[d.Block]:
        """Yield terms in bold, each meaning below its terms; lists in it stand a level deeper."""
        bold = replace(place, style=replace(place.style, bold=True))
        meaning = replace(place, part="meaning", in_item=True)
        for child in element:
            inside = self.flow(child, bold if _name(child) == "dt" else meaning)
            yield from _at_click(child, inside)

    def text(self, element: Element, place: _Place) -> Iterator[d.Block]:
        return self.flow(element, place)

    def heading(self, element: Element, place: _Place) -> Iterator[d.Block]:
        return self.flow(element, replace(place, part="heading"))

    def quote(self, element: Element, place: _Place) -> Iterator[d.Block]:
        return self.flow(element, replace(place, part="quote"))

    def code(self, element: Element, place: _Place) -> Iterator[d.Block]:
        runs = [*_code_runs(element, d.Style(code=True))]
        lines = _split_lines(runs)
        ident = element.get("id") or place.id
        yield d.CodeBlock(ident, element.get("data-language", ""), lines)

    def figure(self, element: Element, place: _Place) -> Iterator[d.Block]:
        ident = element.get("id") or place.id
        caption = self.captions(element, "figcaption", place)
        if element.get("data-figure"):
            yield from self.computed(element, replace(place, id=ident), caption)
        yield from (_picture(e, ident, caption) for e in element.iter() if _name(e) == "img")

    def computed(self, element: Element, place: _Place, caption: d.Inlines) -> Iterator[d.Block]:
        named = element.get("data-figure", "")
        if named in self.figures:
            yield d.Figure(place.id, self.figures[named], caption)
        else:
            self.unknown(element, f'a figure "{named}"', did_you_mean(named, self.figures))

    def table(self, element: Element, place: _Place) -> Iterator[d.Block]:
        rows = [e for e in element.iter() if _name(e) == "tr"]
        head = [r for r in rows if any(_name(c) == "th" for c in r)][:1]
        body = [r for r in rows if r not in head]
        if not rows or not len(rows[0]):
            return
        cells = [[self.trimmed(c, place.style) for c in row] for row in body]
        top = [self.trimmed(c, place.style) for row in head for c in row]
        alignments = tuple(_alignment(c) for c in rows[0])
        width = len(alignments)
        yield d.Table(
            element.get("id") or place.id,
            alignments,
            tuple(top),
            tuple(_as_long(row, width) for row in cells),
            self.captions(element, "caption", place),
        )
        # PowerPoint's cells hold text alone.
        yield from (_picture(e, place.id, ()) for e in element.iter() if _name(e) == "img")

    def captions(self, element: Element, name: str, place: _Place) -> d.Inlines:
        return tuple(i for e in _named(element, name) for i in self.trimmed(e, place.style))

    def division(self, element: Element, place: _Place) -> Iterator[d.Block]:
        ident = element.get("id") or place.id
        kind = (element.get("class") or "").split(" ")[0]
        if kind == "columns":
            yield self.columns(element, ident, place)
        elif kind == "box":
            yield d.Box(ident, element.get("data-kind", "box"), tuple(self.flow(element, place)))
        elif kind == "equation":
            yield d.Equation(ident, element.get("data-latex", ""), _words(element))
        elif kind == "ruling":
            plain = element.get("data-ruling") == "plain"
            yield d.Ruling(ident, _whole(element.get("data-lines"), 0), plain)
        else:
            yield from self.flow(element, place)

    def columns(self, element: Element, ident: str, place: _Place) -> d.Columns:
        parts = [*_named(element, "div")]
        return d.Columns(
            ident,
            tuple(
                d.Column(
                    e.get("id") or ident,
                    _number(e.get("data-width")) or 1 / len(parts),
                    tuple(self.flow(e, place)),
                )
                for e in parts
            ),
        )

    # --- inlines ---

    def trimmed(self, element: Element, style: d.Style) -> d.Inlines:
        """Return an element's inlines without white space at their ends."""
        return _trimmed([*self.inlines(element, style)])

    def inlines(self, element: Element, style: d.Style) -> Iterator[d.Inline]:
        style = _in_lang(element, style)
        yield from _text(element.text or "", style)
        for child in element:
            yield from self.inline(child, style)
            yield from _text(child.tail or "", style)

    def inline(self, element: Element, style: d.Style) -> Iterator[d.Inline]:
        name = _name(element)
        self.check(element, name if name in _INLINES else "a known element")
        if name == "br":
            return iter((d.Break(),))
        if element.get("class") == "blank":
            return iter((_blank(element, style),))
        if element.get("class") == "math":
            return iter((_math(element, style),))
        change = _INLINES.get(name)
        return self.inlines(element, change(self, element, style) if change else style)

    def phrase(self, element: Element, style: d.Style) -> d.Style:
        match element.get("class"):
            case "term":
                return replace(style, bold=True)
            case "answer":
                return replace(style, bold=True, color="answer")
            case "muted":
                return replace(style, color="muted")
        return style

    def link(self, element: Element, style: d.Style) -> d.Style:
        href = element.get("href", "")
        if element.get("class") == "footnote-mark":
            return replace(style, baseline=30, note=href.removeprefix("#"))
        if not _LINKS.match(href):
            hint = "Links go to http(s), mailto, or #id of the unit."
            self.unknown(element, f'a link to "{href}"', hint)
            return style
        return replace(style, link=href, color="link")


def _line(element: Element) -> int:
    line: Any = element.sourceline  # lxml's types forget that it is a number
    return line or 1


# What reads each element. An element that stands in neither table is passed over with a warning.

_BLOCKS: Mapping[str, Callable[[_Reading, Element, _Place], Iterator[d.Block]]] = MappingProxyType(
    {
        "p": _Reading.text,
        **dict.fromkeys(("ul", "ol"), _Reading.list),
        "dl": _Reading.definitions,
        **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _Reading.heading),
        "blockquote": _Reading.quote,
        "pre": _Reading.code,
        "figure": _Reading.figure,
        "table": _Reading.table,
        "div": _Reading.division,
    }
)

_INLINES: Mapping[str, Callable[[_Reading, Element, d.Style], d.Style]] = MappingProxyType(
    {
        "em": lambda _, __, style: replace(style, italic=True),
        "strong": lambda _, __, style: replace(style, bold=True),
        "s": lambda _, __, style: replace(style, strike=True),
        "sup": lambda _, __, style: replace(style, baseline=30),
        "sub": lambda _, __, style: replace(style, baseline=-25),
        "code": lambda _, __, style: replace(style, code=True),
        "br": lambda _, __, style: style,
        "img": lambda _, __, style: style,
        "span": _Reading.phrase,
        "a": _Reading.link,
    }
)

_SLIDE_CHILDREN = ("title", "fill", "footnotes", "notes")
_EVERYWHERE = ("id", "class", "lang", "data-click")
_ATTRIBUTES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "deck": ("title", "subject", "author", "keywords", "date", "blanks"),
        "slide": ("layout", "role", "section"),
        "fill": ("ph",),
        "ol": ("start",),
        "li": ("data-checked",),
        "figure": ("data-figure",),
        "pre": ("data-language",),
        "div": ("data-kind", "data-latex", "data-lines", "data-ruling", "data-width"),
        "img": ("src", "alt", "role", "data-width", "data-clip", "data-kind"),
        "a": ("href",),
        "span": ("data-number", "data-size", "data-key", "data-latex", "data-display"),
    }
)
_LINKS = re.compile(r"(https?://|mailto:|#)[^\s<>]+$", re.IGNORECASE)


# --- slides --------------------------------------------------------------------------------------


def _sections(slides: Iterable[Element]) -> tuple[d.Section, ...]:
    """Group slides that follow each other and name the same section."""
    groups: list[tuple[str, list[str]]] = []
    for element in slides:
        title = element.get("section", "")
        if not groups or groups[-1][0] != title:
            groups.append((title, []))
        groups[-1][1].append(element.get("id", ""))
    return tuple(d.Section(title, tuple(ids)) for title, ids in groups)


def _blanks(blocks: Iterable[d.Block]) -> Iterator[d.Blank]:
    for inlines in flattening.inlines(blocks):
        yield from (i for i in inlines if isinstance(i, d.Blank))


# --- clicks --------------------------------------------------------------------------------------


def _at_click(element: Element, blocks: Iterable[d.Block]) -> Iterator[d.Block]:
    """Yield an element's blocks, which appear no earlier than the element does."""
    click = _whole(element.get("data-click"), 0)

    def later(node: Any) -> tuple[Any, ...]:
        if not click or not isinstance(node, d.Block):
            return (node,)
        return (replace(node, click=max(node.click, click)),)

    return (rewrite(late, later) if click else late for b in blocks for late in later(b))


# --- lists ---------------------------------------------------------------------------------------


def _marked(block: d.Block, ordered: bool, number: int, start: int) -> d.Block:
    if not isinstance(block, d.Paragraph):
        return block
    if ordered:
        return replace(block, marker="number", number=number, start=start)
    return replace(block, marker="bullet")


# How lists are numbered, by their classes, as ECMA-376 names it (20.1.10.61).
_SCHEMES = MappingProxyType(
    {
        "letters": "alphaUcPeriod",
        "lower-alpha": "alphaLcPeriod",
        "upper-alpha": "alphaUcPeriod",
        "lower-roman": "romanLcPeriod",
        "upper-roman": "romanUcPeriod",
    }
)


def _numbered(block: d.Block, scheme: str) -> d.Block:
    return replace(block, scheme=scheme) if isinstance(block, d.Paragraph) else block


def _continued(block: d.Block, level: int) -> d.Block:
    if isinstance(block, d.Paragraph) and block.marker == "plain" and block.level == level:
        return replace(block, marker="continued")
    return block


def _interrupts(block: d.Block, level: int) -> bool:
    return not isinstance(block, d.Paragraph) or block.level <= level


# --- pictures, tables, code ----------------------------------------------------------------------


def _picture(element: Element, ident: str, caption: d.Inlines) -> d.Picture:
    alt = element.get("alt", "")
    decorative = element.get("role") == "presentation"
    width = _number(element.get("data-width"))
    clip = element.get("data-clip", "")
    return d.Picture(ident, element.get("src", ""), alt, decorative, width, caption, clip=clip)


def _alignment(cell: Element) -> d.Alignment:
    match cell.get("class"):
        case "center":
            return "center"
        case "right":
            return "right"
        case _:
            return "left"


def _as_long(row: list[d.Inlines], length: int) -> tuple[d.Inlines, ...]:
    """Return a row of `length` cells, so that a template's mistake cannot break a table."""
    return (*row[:length], *((),) * (length - len(row)))


def _code_runs(element: Element, style: d.Style) -> Iterator[d.Run]:
    if element.text:
        yield d.Run(element.text.expandtabs(4), style)
    for child in element:
        token = (child.get("class") or "").removeprefix("tok-")
        yield from _code_runs(child, replace(style, color=token or style.color))
        if child.tail:
            yield d.Run(child.tail.expandtabs(4), style)


def _split_lines(runs: Iterable[d.Run]) -> tuple[tuple[d.Run, ...], ...]:
    lines: list[list[d.Run]] = [[]]
    for run in runs:
        first, *further = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=text)] for text in further]
    while len(lines) > 1 and not any(run.text.strip() for run in lines[-1]):
        lines.pop()
    return tuple(tuple(run for run in line if run.text) for line in lines)


# --- inlines -------------------------------------------------------------------------------------


def _text(text: str, style: d.Style) -> Iterator[d.Run]:
    """Yield a text node as HTML reads it: white space is one space, no-break spaces stay."""
    if text:
        yield d.Run(re.sub(r"[ \t\n\r]+", " ", text), style)


def _trimmed(inlines: Iterable[d.Inline]) -> d.Inlines:
    """Return inlines with one space where several met, and none at the ends or beside a break."""
    kept: list[d.Inline] = []
    for inline in inlines:
        if isinstance(inline, d.Run):
            after_space = not kept or _ends_open(kept[-1])
            text = inline.text.lstrip(" ") if after_space else inline.text
            inline = replace(inline, text=text)
        if not (isinstance(inline, d.Run) and not inline.text):
            kept.append(inline)
    while kept and isinstance(kept[-1], d.Break):
        kept.pop()
    if kept and isinstance(last := kept[-1], d.Run):
        kept[-1] = replace(last, text=last.text.rstrip(" "))
    return tuple(kept)


def _ends_open(inline: d.Inline) -> bool:
    return isinstance(inline, d.Break) or (isinstance(inline, d.Run) and inline.text.endswith(" "))


def _blank(element: Element, style: d.Style) -> d.Blank:
    answer = _words(element)
    number = _whole(element.get("data-number"), 0)
    return d.Blank(number, max(1, min(_whole(element.get("data-size"), 6), 30)), answer, style)


def _math(element: Element, style: d.Style) -> d.Math:
    display = element.get("data-display") == "block"
    return d.Math(element.get("data-latex", ""), _words(element), display, style)


def _words(element: Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


# --- elements ------------------------------------------------------------------------------------


def _name(element: Element) -> str:
    return str(element.tag)


def _named(elements: Iterable[Element], name: str) -> Iterator[Element]:
    return (e for e in elements if _name(e) == name)


def _in_lang(element: Element, style: d.Style) -> d.Style:
    lang = element.get("lang")
    return replace(style, lang=lang) if lang else style


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else default


def _number(text: str | None) -> float | None:
    return float(text) if text and re.fullmatch(r"\d{1,4}(\.\d{1,9})?", text) else None
