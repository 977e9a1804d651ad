"""The DrawingML of charts (ECMA-376, 21.2), drawn from the cells of a workbook.

python-pptx writes charts too, but what is to be said of their look outweighs what it would save:
its axes' ids are invalid, and every part of a chart would have to be found again to be set in the
theme's faces and colours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from xml.sax.saxutils import escape

from lessonpress import model as m
from lessonpress.deck import model as d
from lessonpress.deck.pptx.oxml import graphic_transform
from lessonpress.deck.pptx.oxml_text import fill, language
from lessonpress.deck.pptx.tags import DECLARATION, NAMESPACES, tag
from lessonpress.deck.pptx.workbook import SHEET, format_code, reference, stored
from lessonpress.figures import looks
from lessonpress.theme import Theme

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
# The axes of names (or of x) and of numbers; any two different numbers will do.
_NAMES, _NUMBERS = 1, 2
_LINE = round(2.25 * d.EMU_PER_POINT)
_HAIRLINE = round(0.5 * d.EMU_PER_POINT)
_OUTLINE = round(1.0 * d.EMU_PER_POINT)
_BETWEEN = round(1.5 * d.EMU_PER_POINT)  # slices, and parts of a stacked bar
# The white between bars, in per cent of a bar, and by how much the bars of one name overlap.
_GAP, _BESIDE, _STACKED = 60, 0, 100
# A line through more points than this shows them by its bends alone.
_MOST_MARKS = 30


def part(shape: d.ChartShape, theme: Theme, workbook_relation: str) -> bytes:
    """Return a chart's part in the colours of its slide's theme; the relation is its workbook's."""
    drawn = _Drawn(shape, theme)
    data = tag("c:externalData", _value("autoUpdate", 0), r_id=workbook_relation)
    spaces = f'xmlns:c="{_C}" xmlns:a="{NAMESPACES["xmlns:a"]}" xmlns:r="{NAMESPACES["xmlns:r"]}"'
    inside = (
        _value("date1904", 0),
        _value("lang", language(shape.chart.lang)),
        _value("roundedCorners", 0),
        drawn.chart(),
        tag("c:spPr", tag("a:noFill"), tag("a:ln", tag("a:noFill"))),
        drawn.text(),
        data,
    )
    return f"{DECLARATION}<c:chartSpace {spaces}>{''.join(inside)}</c:chartSpace>".encode()


def frame(ident: int, shape: d.ChartShape, mark: str, relation: str) -> str:
    """Return the frame on the slide in which a chart's part is shown."""
    head = tag(
        "p:nvGraphicFramePr",
        tag("p:cNvPr", id=ident, name=shape.name, descr=shape.chart.alt),
        tag("p:cNvGraphicFramePr", tag("a:graphicFrameLocks", noGrp=1)),
        tag("p:nvPr", mark),
    )
    chart = f'<c:chart xmlns:c="{_C}" r:id="{relation}"/>'
    graphic = tag("a:graphic", tag("a:graphicData", chart, uri=_C))
    return tag("p:graphicFrame", head, graphic_transform(shape.frame), graphic)


def _value(name: str, value: object) -> str:
    return tag(f"c:{name}", val=value)


# --- a chart -------------------------------------------------------------------------------------


class _Drawn:
    """One chart being written."""

    def __init__(self, shape: d.ChartShape, theme: Theme) -> None:
        self.shape, self.data, self.size, self.theme = shape, shape.chart, shape.size, theme

    def chart(self) -> str:
        title = self.title(self.data.title, bold=True, layout=_TOP_LEFT) if self.data.title else ""
        plot, has_axes = _PLOTS[self.data.kind](self), self.data.kind != "pie"
        return tag(
            "c:chart",
            title,
            _value("autoTitleDeleted", int(not title)),
            tag("c:plotArea", tag("c:layout"), plot, *(self.axes() if has_axes else ())),
            self.legend(),
            _value("plotVisOnly", 1),
            _value("dispBlanksAs", "gap"),
        )

    def slivers(self) -> tuple[int, ...]:
        """Return the slices that only a legend names, which then names all of them."""
        return looks.slivers(self.data) if self.data.kind == "pie" else ()

    def legend(self) -> str:
        if not self.shape.plan.legend:
            return ""
        place = _value("legendPos", {"top": "t", "right": "r"}[self.shape.plan.legend])
        return tag("c:legend", place, _value("overlay", 0), self.text())

    # --- words ---

    def text(self, role: str = "ink", bold: bool = False) -> str:
        """Return how text is set that the program writes itself."""
        look = tag("a:pPr", self.letters("a:defRPr", role, bold))
        end = tag("a:endParaRPr", lang=language(self.data.lang))
        return tag("c:txPr", tag("a:bodyPr"), tag("a:lstStyle"), tag("a:p", look, end))

    def letters(self, name: str, role: str, bold: bool, lang: str | None = None) -> str:
        faces = tag("a:latin", typeface="+mn-lt") + tag("a:cs", typeface="+mn-cs")
        size = round(self.size * 100)
        return tag(name, self.fill(role), faces, lang=lang, sz=size, b=int(bold))

    def title(self, words: str, bold: bool = False, layout: str = "", turned: bool = False) -> str:
        lang = language(self.data.lang)
        role = "ink" if bold else "muted"
        run = tag("a:r", self.letters("a:rPr", role, bold, lang), f"<a:t>{escape(words)}</a:t>")
        body = tag("a:bodyPr", rot=-5_400_000 if turned else None, vert="horz" if turned else None)
        paragraph = tag("a:p", tag("a:pPr", self.letters("a:defRPr", role, bold)), run)
        rich = tag("c:rich", body, tag("a:lstStyle"), paragraph)
        return tag("c:title", tag("c:tx", rich), layout, _value("overlay", 0))

    # --- kinds ---

    def bars(self) -> str:
        direction = "bar" if self.data.kind == "bar" else "col"
        stacked = self.data.stacked
        return tag(
            "c:barChart",
            _value("barDir", direction),
            _value("grouping", "stacked" if stacked else "clustered"),
            _value("varyColors", 0),
            *self.series(lambda at: self.filled(at) + _value("invertIfNegative", 0)),
            _value("gapWidth", _GAP),
            _value("overlap", _STACKED if stacked else _BESIDE),
            _AXIS_IDS,
        )

    def lines(self) -> str:
        few = len(self.data.categories) <= _MOST_MARKS
        return tag(
            "c:lineChart",
            _value("grouping", "standard"),
            _value("varyColors", 0),
            *self.series(lambda at: self.lined(at, few), _value("smooth", 0)),
            _value("marker", 1),
            _AXIS_IDS,
        )

    def pie(self) -> str:
        return tag(
            "c:pieChart",
            _value("varyColors", 1),
            *self.series(lambda _: self.slices()),
            _value("firstSliceAng", 0),
        )

    def scatter(self) -> str:
        return tag(
            "c:scatterChart",
            _value("scatterStyle", "lineMarker"),
            _value("varyColors", 0),
            *self.series(lambda at: _NO_LINE + self.marked(at), _value("smooth", 0)),
            _AXIS_IDS,
        )

    def slices(self) -> str:
        return "".join(
            tag("c:dPt", _value("idx", at), _value("bubble3D", 0), self.filled(at))
            for at in range(len(self.data.categories))
        )

    # --- looks ---

    def fill(self, role: str) -> str:
        return fill(self.theme.shade(role))

    def filled(self, at: int) -> str:
        """Return the look of bars or of a slice; pale ones have an outline to be seen by."""
        role, share = looks.fill(at)
        if share < 1.0:
            paint = fill(self.theme.mixed(self.theme.shade(role), share))
            return tag("c:spPr", paint, tag("a:ln", self.fill(role), w=_OUTLINE))
        gap = tag("a:ln", self.fill("paper"), w=_BETWEEN) if self.touching() else ""
        return tag("c:spPr", self.fill(role), gap)

    def touching(self) -> bool:
        return self.data.kind == "pie" or self.data.stacked

    def lined(self, at: int, few: bool) -> str:
        dash = tag("a:prstDash", val="dash" if looks.dashed(at) else "solid")
        paint = self.fill(looks.line(at))
        line = tag("a:ln", paint, dash, tag("a:round"), w=_LINE, cap="rnd")
        return tag("c:spPr", line) + (self.marked(at) if few else _NO_MARK)

    def marked(self, at: int) -> str:
        look = self.fill(looks.line(at)) + tag("a:ln", self.fill("paper"), w=_HAIRLINE)
        symbol = _value("symbol", looks.mark(at))
        return tag("c:marker", symbol, _value("size", 9), tag("c:spPr", look))

    # --- series ---

    def series(self, look: Callable[[int], str], after: str = "") -> Iterator[str]:
        names, values = ("xVal", "yVal") if self.data.kind == "scatter" else ("cat", "val")
        for at, series in enumerate(self.data.series):
            yield tag(
                "c:ser",
                _value("idx", at),
                _value("order", at),
                tag("c:tx", _cells(at + 1, 0, 0, "str", _texts([series.name]))),
                look(at),
                self.labels(at) if self.shape.plan.labelled else "",
                tag(f"c:{names}", self.names()),
                tag(f"c:{values}", self.numbers(at + 1, series.values, self.data.numbers)),
                after,
            )

    def names(self) -> str:
        if self.data.kind == "scatter":
            return self.numbers(0, self.data.xs, self.data.x_numbers)
        return _cells(0, 1, len(self.data.categories), "str", _texts(self.data.categories))

    def numbers(self, column: int, values: Sequence[Decimal | None], form: m.NumberForm) -> str:
        code = tag("c:formatCode", escape(format_code(form, self.data.lang)))
        texts = [None if value is None else f"{stored(value, form):f}" for value in values]
        return _cells(column, 1, len(values), "num", code + _texts(texts))

    def labels(self, at: int) -> str:
        """Return the numbers that stand at a series' bars, points or slices."""
        is_pie = self.data.kind == "pie"
        shares = is_pie and not self.data.numbers.percent
        code = "0%" if shares else format_code(self.data.numbers, self.data.lang)
        names = is_pie and not self.slivers()
        shown = {"LegendKey": 0, "Val": int(not shares), "CatName": int(names)}
        shown |= {"SerName": 0, "Percent": int(shares), "BubbleSize": 0}
        return tag(
            "c:dLbls",
            *(tag("c:dLbl", _value("idx", at), _value("delete", 1)) for at in self.slivers()),
            tag("c:numFmt", formatCode=code, sourceLinked=0),
            tag("c:spPr", tag("a:noFill"), tag("a:ln", tag("a:noFill"))),
            self.text(self.on_bar(at)),
            _value("dLblPos", self.label_place()),
            *(_value(f"show{what}", flag) for what, flag in shown.items()),
            tag("c:separator", "\n") if is_pie else "",
            _value("showLeaderLines", 0) if is_pie else "",
        )

    def on_bar(self, at: int) -> str:
        """Return the colour of a label, which stands on its bar where bars are stacked."""
        role, share = looks.fill(at)
        return f"on {role}" if self.data.stacked and share == 1.0 else "ink"

    def label_place(self) -> str:
        if self.data.kind in ("line", "scatter"):
            return "t"
        return "ctr" if self.data.stacked else "outEnd"

    # --- axes ---

    def axes(self) -> tuple[str, str]:
        if self.data.kind == "scatter":
            return self.scale(_NAMES), self.scale(_NUMBERS)
        return self.name_axis(), self.scale(_NUMBERS)

    def name_axis(self) -> str:
        lies = self.data.kind == "bar"
        title = looks.names_title(self.data)
        return tag(
            "c:catAx",
            _value("axId", _NAMES),
            tag("c:scaling", _value("orientation", "maxMin" if lies else "minMax")),
            _value("delete", 0),
            _value("axPos", "l" if lies else "b"),
            self.title(title, turned=lies) if title else "",
            tag("c:numFmt", formatCode="General", sourceLinked=0),
            _value("majorTickMark", "none"),
            _value("minorTickMark", "none"),
            _value("tickLblPos", "low"),
            tag("c:spPr", tag("a:ln", self.fill("muted"), w=round(0.75 * d.EMU_PER_POINT))),
            self.text(),
            _value("crossAx", _NUMBERS),
            _value("crosses", "autoZero"),
            _value("auto", 0),
            _value("lblAlgn", "ctr"),
            _value("lblOffset", 100),
            _value("tickLblSkip", self.shape.skip),
            _value("noMultiLvlLbl", 1),
        )

    def scale(self, ident: int) -> str:
        """Return an axis of numbers."""
        is_x = ident == _NAMES
        title = looks.names_title(self.data) if is_x else looks.scale_title(self.data)
        lies = self.data.kind == "bar" or is_x
        hidden = not self.shape.plan.has_scale
        paint = fill(self.theme.tint("tx2", 0.25))
        grid = tag("c:majorGridlines", tag("c:spPr", tag("a:ln", paint, w=_HAIRLINE)))
        return tag(
            "c:valAx",
            _value("axId", ident),
            tag("c:scaling", _value("orientation", "minMax"), self.limits(is_x)),
            _value("delete", int(hidden and not title)),
            _value("axPos", "b" if lies else "l"),
            "" if hidden or is_x else grid,
            self.title(title, turned=not lies) if title else "",
            tag(
                "c:numFmt",
                formatCode=format_code(looks.on_scale(self.data, is_x), self.data.lang),
                sourceLinked=0,
            ),
            _value("majorTickMark", "none"),
            _value("minorTickMark", "none"),
            _value("tickLblPos", "none" if hidden else "low"),
            tag(
                "c:spPr", tag("a:ln", self.fill("muted") if is_x else tag("a:noFill"), w=_HAIRLINE)
            ),
            self.text("muted"),
            _value("crossAx", _NUMBERS if is_x else _NAMES),
            _value("crosses", "max" if self.data.kind == "bar" else "autoZero"),
            _value("crossBetween", "midCat" if self.data.kind == "scatter" else "between"),
        )

    def limits(self, is_x: bool) -> str:
        """Return where the scale ends and begins, where that is not left to the program.

        Points have a scale of their own, as on paper; bars stand on zero, and shares end at 100.
        """
        first = looks.scale(self.data, is_x)[0]
        if self.data.kind == "scatter":
            form = self.data.x_numbers if is_x else self.data.numbers
            return _value("min", f"{stored(first, form):f}")
        whole = stored(looks.WHOLE, self.data.numbers)
        most = _value("max", f"{whole:f}") if looks.is_whole(self.data) else ""
        on_zero = self.data.kind in ("column", "bar") and first == 0
        return most + (_value("min", 0) if on_zero else "")


_PLOTS: Mapping[m.ChartKind, Callable[[_Drawn], str]] = MappingProxyType(
    {
        "column": _Drawn.bars,
        "bar": _Drawn.bars,
        "line": _Drawn.lines,
        "pie": _Drawn.pie,
        "scatter": _Drawn.scatter,
    }
)
_AXIS_IDS = _value("axId", _NAMES) + _value("axId", _NUMBERS)
_TOP_LEFT = tag(
    "c:layout",
    tag(
        "c:manualLayout",
        _value("xMode", "edge"),
        _value("yMode", "edge"),
        _value("x", 0),
        _value("y", 0),
    ),
)


# --- cells ---------------------------------------------------------------------------------------


def _cells(column: int, first: int, last: int, kind: str, cache: str) -> str:
    """Return cells of the workbook by their place and by what stands in them."""
    place = tag("c:f", f"{SHEET}!{reference(column, first, last)}")
    return tag(f"c:{kind}Ref", place, tag(f"c:{kind}Cache", cache))


def _texts(texts: Sequence[str | None]) -> str:
    points = (
        tag("c:pt", tag("c:v", escape(text)), idx=at)
        for at, text in enumerate(texts)
        if text is not None
    )
    return _value("ptCount", len(texts)) + "".join(points)


_NO_MARK = tag("c:marker", _value("symbol", "none"))
_NO_LINE = tag("c:spPr", tag("a:ln", tag("a:noFill"), w=_LINE))
