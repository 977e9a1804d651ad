"""A formula's tree as OMML, the equations that PowerPoint edits (ISO 29500-1, 22.1).

Built as text, like all of a slide. Every part carries the run properties of the text around it, so
that an equation has its size and colour.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from xml.sax.saxutils import escape

from lessonpress.deck.pptx.tags import tag
from lessonpress.formulas import tree as t
from lessonpress.formulas.mathml import ACCENTS

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
# PowerPoint's face for equations, on every system.
FACE = "Cambria Math"

# PowerPoint draws a dotted box where an argument is empty; this is nothing, and no box.
_NOTHING = "\N{ZERO WIDTH SPACE}"
_OVERLINE = "―"
_SCRIPTS = MappingProxyType(
    {
        "script": "script",
        "fraktur": "fraktur",
        "double-struck": "double-struck",
        "sans-serif": "sans-serif",
        "monospace": "monospace",
    }
)
_STRIKES = MappingProxyType(
    {
        "updiagonalstrike": "m:strikeBLTR",
        "downdiagonalstrike": "m:strikeTLBR",
        "horizontalstrike": "m:strikeH",
        "verticalstrike": "m:strikeV",
    }
)
_SPACES = ((0.9, "\N{EM SPACE}"), (0.4, "\N{EN SPACE}"), (0.25, "\N{FOUR-PER-EM SPACE}"))
_GAP = "\N{THIN SPACE}"


@dataclass(frozen=True, slots=True)
class Look:
    """What an equation's runs are set in: `properties` makes their a:rPr, italic or upright."""

    properties: Callable[[bool, bool], str]


def inline(node: t.Node, look: Look) -> str:
    """Return an equation that stands in a line of text."""
    return _math(node, look)


def display(node: t.Node, look: Look) -> str:
    """Return an equation on a line of its own, in the middle."""
    place = tag("m:oMathParaPr", tag("m:jc", m_val="center"))
    return tag("m:oMathPara", place, _math(node, look), xmlns_m=MATH)


def _math(node: t.Node, look: Look) -> str:
    return tag("m:oMath", _Writer(look).written(node), xmlns_m=MATH)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes one equation."""

    look: Look

    def written(self, node: t.Node) -> str:
        return _WRITERS[type(node)](self, node)

    def argument(self, name: str, node: t.Node | None) -> str:
        """Return a part of a structure; an empty one holds a sign of no width."""
        inside = self.written(node) if node is not None else ""
        return tag(name, inside or self.run(_NOTHING))

    def run(self, text: str, *, italic: bool = False, bold: bool = False, how: str = "") -> str:
        properties = tag("m:rPr", how) if how else ""
        written = f'<m:t xml:space="preserve">{escape(text)}</m:t>'
        return tag("m:r", properties, self.look.properties(italic, bold), written)

    def properties(self, name: str, *content: str) -> str:
        """Return what a structure says of itself, with the look of its bars and brackets."""
        return tag(name, *content, tag("m:ctrlPr", self.look.properties(True, False)))

    # --- signs ---

    def symbol(self, node: t.Symbol) -> str:
        bold = node.variant.startswith("bold")
        if node.kind == "text":
            italic = "italic" in node.variant
            return self.run(node.text, italic=italic, bold=bold, how=tag("m:nor"))
        letter = node.kind == "identifier" and len(node.text) == 1 and not node.variant
        italic = letter or "italic" in node.variant
        script = next((s for name, s in _SCRIPTS.items() if name in node.variant), None)
        style = ("b" if bold else "") + ("i" if italic else "") or "p"
        plain = node.kind in ("number", "operator") and not node.variant
        how = tag("m:scr", m_val=script) if script else ""
        how += "" if plain or letter else tag("m:sty", m_val=style)
        return self.run(node.text, italic=italic or plain, bold=bold, how=how)

    def space(self, node: t.Space) -> str:
        text = ""
        for width, sign in _SPACES:
            while node.width - _width(text) >= width:
                text += sign
        return self.run(text or _GAP, how=tag("m:nor"))

    def row(self, node: t.Row) -> str:
        return "".join(self.written(part) for part in node.parts)

    # --- structures ---

    def fraction(self, node: t.Fraction) -> str:
        kind = tag("m:type", m_val="bar" if node.bar else "noBar")
        return tag(
            "m:f",
            self.properties("m:fPr", kind),
            self.argument("m:num", node.above),
            self.argument("m:den", node.below),
        )

    def scripts(self, node: t.Scripts) -> str:
        below, above = node.below, node.above
        name = "m:sSubSup" if below is not None and above is not None else ""
        name = name or ("m:sSup" if below is None else "m:sSub")
        return tag(
            name,
            self.properties(f"{name}Pr"),
            self.argument("m:e", node.base),
            self.argument("m:sub", below) if below is not None else "",
            self.argument("m:sup", above) if above is not None else "",
        )

    def limits(self, node: t.Limits) -> str:
        written = self.written(node.base) or self.run(_NOTHING)
        if isinstance(node.base, t.Symbol) and node.base.kind == "operator":
            written = self.between_nothing(written)
        for name, part in (("m:limLow", node.below), ("m:limUpp", node.above)):
            if part is not None:
                base, limit = tag("m:e", written), self.argument("m:lim", part)
                written = tag(name, self.properties(f"{name}Pr"), base, limit)
        return written

    def between_nothing(self, sign: str) -> str:
        """Return a sign with something of no width on both sides, as LibreOffice wants it."""
        return f"{self.run(_NOTHING)}{sign}{self.run(_NOTHING)}"

    def accent(self, node: t.Accent) -> str:
        base = self.argument("m:e", node.base)
        if node.mark == _OVERLINE or (node.mark == "¯" and _is_wide(node.base)):
            place = tag("m:pos", m_val="bot" if node.under else "top")
            return tag("m:bar", self.properties("m:barPr", place), base)
        if node.mark in ACCENTS and not node.under:
            sign = tag("m:chr", m_val=ACCENTS[node.mark])
            return tag("m:acc", self.properties("m:accPr", sign), base)
        place, align = ("bot", "top") if node.under else ("top", "bot")
        parts = (tag("m:chr", m_val=node.mark), tag("m:pos", m_val=place))
        own = self.properties("m:groupChrPr", *parts, tag("m:vertJc", m_val=align))
        return tag("m:groupChr", own, base)

    def big(self, node: t.Big) -> str:
        parts = (
            tag("m:chr", m_val=node.sign),
            tag("m:limLoc", m_val="undOvr" if node.stacked else "subSup"),
            tag("m:subHide", m_val="1") if node.below is None else "",
            tag("m:supHide", m_val="1") if node.above is None else "",
        )
        return tag(
            "m:nary",
            self.properties("m:naryPr", *parts),
            self.argument("m:sub", node.below),
            self.argument("m:sup", node.above),
            self.argument("m:e", node.body),
        )

    def applied(self, node: t.Applied) -> str:
        name, argument = self.argument("m:fName", node.name), self.argument("m:e", node.argument)
        return tag("m:func", self.properties("m:funcPr"), name, argument)

    def root(self, node: t.Root) -> str:
        hidden = tag("m:degHide", m_val="1") if node.degree is None else ""
        degree = self.argument("m:deg", node.degree) if node.degree is not None else tag("m:deg")
        own = self.properties("m:radPr", hidden)
        return tag("m:rad", own, degree, self.argument("m:e", node.radicand))

    def fenced(self, node: t.Fenced) -> str:
        signs = (
            tag("m:begChr", m_val=node.opening),
            tag("m:sepChr", m_val=node.between) if node.between else "",
            tag("m:endChr", m_val=node.closing),
            "" if node.grows else tag("m:grow", m_val=0),
        )
        parts = (self.argument("m:e", part) for part in node.parts)
        return tag("m:d", self.properties("m:dPr", *signs), *parts)

    def grid(self, node: t.Grid) -> str:
        if node.lines and len(node.alignments) == 1:
            rows = (self.argument("m:e", row[0]) for row in node.rows)
            return tag("m:eqArr", self.properties("m:eqArrPr"), *rows)
        columns = (
            tag("m:mc", tag("m:mcPr", tag("m:count", m_val=1), tag("m:mcJc", m_val=alignment)))
            for alignment in node.alignments
        )
        # Cells of aligned lines touch, as their sign of equality parts them.
        close = (tag("m:cGpRule", m_val=3), tag("m:cGp", m_val=0)) if node.lines else ()
        own = (tag("m:plcHide", m_val=1), *close, tag("m:mcs", *columns))
        rows = (tag("m:mr", *(self.cell(cell) for cell in row)) for row in node.rows)
        return tag("m:m", self.properties("m:mPr", *own), *rows)

    def cell(self, node: t.Node) -> str:
        """Return a cell; one that begins with a sign between two things begins with nothing."""
        first = node.parts[0] if isinstance(node, t.Row) and node.parts else node
        signs = isinstance(first, t.Symbol) and first.kind == "operator"
        written = self.written(node)
        return tag("m:e", self.run(_NOTHING) if signs or not written else "", written)

    def enclosed(self, node: t.Enclosed) -> str:
        strikes = [_STRIKES[mark] for mark in node.marks if mark in _STRIKES]
        hidden = ("m:hideTop", "m:hideBot", "m:hideLeft", "m:hideRight") if strikes else ()
        order = sorted(strikes, key=list(_ORDER).index)
        parts = (tag(name, m_val=1) for name in (*hidden, *order))
        own = self.properties("m:borderBoxPr", *parts)
        return tag("m:borderBox", own, self.argument("m:e", node.content))

    def hidden(self, node: t.Hidden) -> str:
        own = self.properties("m:phantPr", tag("m:show", m_val=0))
        return tag("m:phant", own, self.argument("m:e", node.content))


_ORDER = ("m:strikeH", "m:strikeV", "m:strikeBLTR", "m:strikeTLBR")  # 22.1.2.12


def _width(text: str) -> float:
    widths = {sign: width for width, sign in _SPACES}
    return sum(widths[character] for character in text)


def _is_wide(node: t.Node) -> bool:
    return not (isinstance(node, t.Symbol) and len(node.text) == 1)


_WRITERS: Mapping[type, Callable[[_Writer, Any], str]] = MappingProxyType(
    {
        t.Symbol: _Writer.symbol,
        t.Space: _Writer.space,
        t.Row: _Writer.row,
        t.Fraction: _Writer.fraction,
        t.Scripts: _Writer.scripts,
        t.Limits: _Writer.limits,
        t.Accent: _Writer.accent,
        t.Big: _Writer.big,
        t.Applied: _Writer.applied,
        t.Root: _Writer.root,
        t.Fenced: _Writer.fenced,
        t.Grid: _Writer.grid,
        t.Enclosed: _Writer.enclosed,
        t.Hidden: _Writer.hidden,
    }
)
