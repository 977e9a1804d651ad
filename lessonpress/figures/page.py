"""A drawing on a page: its shapes as SVG, its words as HTML over them.

Words are elements with a place of their own, because WeasyPrint sets the text of an SVG letter by
letter, and in the lines that their boxes were measured for. All lengths are points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from lessonpress.figures.drawing import (
    Area,
    Box,
    Connector,
    Drawing,
    Label,
    Line,
    Look,
    Point,
    Words,
)
from lessonpress.figures.setting import Place, height, line_height, texts
from lessonpress.markup import element
from lessonpress.theme import Theme

_CORNER = 4.0  # of a rounded box, points
_HEAD = 5.0  # an arrow's


@dataclass(frozen=True, slots=True)
class Setting:
    """How drawings stand on a page: in whose colours, in what place they were drawn for.

    `scale` enlarges them, and `at` is what else their style says: where they stand.
    """

    theme: Theme
    place: Place
    scale: float = 1.0
    at: str = ""

    def points(self, length: float) -> str:
        """Return a length of the drawing as CSS has it on the page."""
        return f"{_number(length * self.scale)}pt"


def html(drawing: Drawing, alt: str, setting: Setting) -> Markup:
    """Return a drawing as an element that is as large as the drawing is on the page.

    The shapes are `alt` to those who do not see them; the words on them are read for themselves.
    """
    shapes = Markup("").join(_shape(shape, setting.theme) for shape in drawing.shapes)
    wide, high = map(setting.points, (drawing.width, drawing.height))
    svg = element(
        "svg",
        element("title", alt) + shapes,
        xmlns="http://www.w3.org/2000/svg",
        width=wide,
        height=high,
        viewBox=f"0 0 {_number(drawing.width)} {_number(drawing.height)}",
    )
    words = Markup("").join(_label(shape, setting) for shape in _labelled(drawing))
    size = f"{setting.at}width: {wide}; height: {high}"
    return element("div", svg + words, **{"class": "drawing", "style": size})


def _labelled(drawing: Drawing) -> Iterator[Box]:
    return (s for s in drawing.shapes if isinstance(s, Box) and s.label is not None)


# --- words ---------------------------------------------------------------------------------------


def _label(box: Box, setting: Setting) -> Markup:
    label, frame = box.label, box.frame
    assert label is not None, "only boxes with words are labels"
    width = frame.width - 2 * label.inset
    inside = Markup("").join(_words(words, label, width, setting) for words in label.paragraphs)
    spare = frame.height - height(label.paragraphs, width, setting.place)
    top = frame.y + spare * {"top": 0.0, "middle": 0.5, "bottom": 1.0}[label.anchor]
    places = {"left": frame.x + label.inset, "top": top, "width": width}
    where = "; ".join(f"{name}: {setting.points(length)}" for name, length in places.items())
    return element("div", inside, style=f"position: absolute; {where}")


def _words(words: Words, label: Label, width: float, setting: Setting) -> Markup:
    high = line_height(words.size, setting.place)
    look = (
        f"font-size: {setting.points(words.size)}; line-height: {setting.points(high)}; "
        f"color: #{setting.theme.color(words.color)}; text-align: {label.align}"
    )
    text = "\n".join(texts(words, width, setting.place))
    return element("p", text, style=f"{look}; font-weight: bold" if words.bold else look)


# --- shapes --------------------------------------------------------------------------------------


def _shape(shape: Any, theme: Theme) -> Markup:
    return _SHAPES[type(shape)](shape, theme)


def _box(box: Box, theme: Theme) -> Markup:
    return _KINDS[box.kind](box, _paint(box.look, theme))


def _rectangle(box: Box, paint: Mapping[str, str], corner: float | None = None) -> Markup:
    frame = box.frame
    place = {"x": frame.x, "y": frame.y, "width": frame.width, "height": frame.height}
    rounded = {} if corner is None else {"rx": _number(corner)}
    return element("rect", **{k: _number(v) for k, v in place.items()}, **rounded, **paint)


def _rounded(box: Box, paint: Mapping[str, str]) -> Markup:
    return _rectangle(box, paint, min(_CORNER, box.frame.height / 2, box.frame.width / 2))


def _ellipse(box: Box, paint: Mapping[str, str]) -> Markup:
    frame = box.frame
    rx, ry = frame.width / 2, frame.height / 2
    place = {"cx": frame.x + rx, "cy": frame.y + ry, "rx": rx, "ry": ry}
    return element("ellipse", **{k: _number(v) for k, v in place.items()}, **paint)


def _diamond(box: Box, paint: Mapping[str, str]) -> Markup:
    frame = box.frame
    middle, centre = frame.x + frame.width / 2, frame.y + frame.height / 2
    corners = (
        Point(middle, frame.y),
        Point(frame.x + frame.width, centre),
        Point(middle, frame.y + frame.height),
        Point(frame.x, centre),
    )
    return element("path", d=_path(corners, closed=True), **paint)


def _nothing(box: Box, paint: Mapping[str, str]) -> Markup:
    return Markup("")


_KINDS: Mapping[str, Callable[[Box, Mapping[str, str]], Markup]] = MappingProxyType(
    {
        "none": _nothing,
        "rectangle": _rectangle,
        "rounded": _rounded,
        "ellipse": _ellipse,
        "diamond": _diamond,
    }
)


def _area(area: Area, theme: Theme) -> Markup:
    path = " ".join(_path(ring, closed=True) for ring in area.rings)
    return element("path", d=path, **{"fill-rule": "evenodd"}, **_paint(area.look, theme))


def _line(line: Line, theme: Theme) -> Markup:
    paint = {**_paint(line.look, theme), "fill": "none"}
    path = element("path", d=_path(line.points), **paint)
    return path + _arrowhead(line.points, theme.color(line.look.line)) if line.arrow else path


def _connector(line: Connector, theme: Theme) -> Markup:
    path = _line(Line(line.name, line.points, line.look, line.arrow), theme)
    if not line.back:
        return path
    return path + _arrowhead(line.points[::-1], theme.color(line.look.line))


def _arrowhead(points: tuple[Point, ...], color: str) -> Markup:
    (start, end) = points[-2:]
    dx, dy = end.x - start.x, end.y - start.y
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    ux, uy = dx / length * _HEAD, dy / length * _HEAD
    base = Point(end.x - ux, end.y - uy)
    wings = (
        end,
        Point(base.x - uy * 0.45, base.y + ux * 0.45),
        Point(base.x + uy * 0.45, base.y - ux * 0.45),
    )
    return element("path", d=_path(wings, closed=True), fill=f"#{color}")


_SHAPES: Mapping[type, Callable[[Any, Theme], Markup]] = MappingProxyType(
    {Box: _box, Area: _area, Line: _line, Connector: _connector}
)


# --- paint ---------------------------------------------------------------------------------------


def _paint(look: Look, theme: Theme) -> dict[str, str]:
    fill = f"#{theme.shown(theme.part(look.fill, look.tint))}" if look.fill else "none"
    paint = {"fill": fill}
    if look.line:
        paint |= {"stroke": f"#{theme.color(look.line)}", "stroke-width": _number(look.weight)}
        paint |= {"stroke-linejoin": "round"}
    if look.dashed:
        paint |= {"stroke-dasharray": f"{_number(look.weight * 4)} {_number(look.weight * 3)}"}
    return paint


def _path(points: Iterable[Point], closed: bool = False) -> str:
    steps = " L".join(f"{_number(p.x)} {_number(p.y)}" for p in points)
    return f"M{steps} Z" if closed else f"M{steps}"


def _number(value: float) -> str:
    return f"{round(value, 2):g}"
