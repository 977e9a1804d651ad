"""What templates draw behind their slides, as one SVG a layout and as words over it.

The SVG is a file, which pages have as the ground of a picture: nobody reads grounds aloud.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from markupsafe import Markup

from lessonpress import pictures
from lessonpress.deck import layouts
from lessonpress.deck import model as d
from lessonpress.deck.ornaments import Ornament, Paint, Picture, Rule, Stop
from lessonpress.deck.page.sheet import Sheet
from lessonpress.markup import element

_FOLDER = "ornaments/"


@dataclass(slots=True)
class Drawn:
    """The files that pictures of a deck need; a layout is drawn once."""

    files: dict[str, bytes] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict)

    def ground(self, sheet: Sheet, size: d.Frame) -> str:
        """Return the style that puts a layout's ornaments behind a slide; empty for none."""
        layout = sheet.layout
        shapes = [shape for shape in layout.ornaments if isinstance(shape, Ornament)]
        if not shapes or sheet.ink == "low":
            return ""
        if layout.part not in self._known:
            self._known[layout.part] = self._file(shapes, size)
        # WeasyPrint keeps what it has drawn by its address, but without its gradients.
        address = f"{self._known[layout.part]}#{sheet.number}"
        return f"background-image: url('{address}'); background-size: 100% 100%"

    def _file(self, shapes: list[Ornament], size: d.Frame) -> str:
        drawing = _svg(shapes, size, self._picture)
        name = f"{_FOLDER}{hashlib.sha256(drawing.encode()).hexdigest()[:16]}.svg"
        self.files[name] = drawing.encode()
        return name

    def _picture(self, picture: Picture) -> str:
        """Return the name under which a picture lies beside the drawing; empty for none."""
        try:
            clean = pictures.embedded(picture.data)
        except pictures.UnusablePicture:  # an old metafile perhaps
            return ""
        name = f"{hashlib.sha256(clean.data).hexdigest()[:16]}.{clean.extension}"
        self.files[_FOLDER + name] = clean.data
        return name


def words(layout: layouts.Layout, sheet: Sheet) -> Iterator[d.TextShape]:
    """Yield what a template writes on its slides."""
    if sheet.ink == "full":
        yield from (shape for shape in layout.ornaments if isinstance(shape, d.TextShape))


# --- the drawing ---------------------------------------------------------------------------------


def _svg(shapes: list[Ornament], size: d.Frame, name_of: Callable[[Picture], str]) -> str:
    wide, high = (_number(n / d.EMU_PER_POINT) for n in (size.width, size.height))
    definitions: list[Markup] = []
    drawn = Markup("").join(_shape(shape, definitions, name_of) for shape in shapes)
    return element(
        "svg",
        element("defs", Markup("").join(definitions)) + drawn,
        xmlns="http://www.w3.org/2000/svg",
        width=wide,
        height=high,
        viewBox=f"0 0 {wide} {high}",
    )


def _shape(shape: Ornament, definitions: list[Markup], name_of: Callable[[Picture], str]) -> Markup:
    picture = _pictured(shape, definitions, name_of) if shape.picture else Markup("")
    paint = {**_filled(shape.fill, definitions), **_lined(shape.line)}
    outline = element("path", d=shape.path, **paint) if shape.fill or shape.line else Markup("")
    return element("g", picture + outline, transform=_transform(shape))


def _transform(shape: Ornament) -> str:
    """Return how a shape comes from its frame's top left to its place."""
    frame = shape.frame
    left, top, wide, high = (
        n / d.EMU_PER_POINT for n in (frame.left, frame.top, frame.width, frame.height)
    )
    steps = [f"translate({_number(left)} {_number(top)})"]
    middle = f"{_number(wide / 2)} {_number(high / 2)}"
    if shape.turn:
        steps.append(f"rotate({_number(shape.turn)} {middle})")
    if any(shape.flipped):
        across, down = (-1 if flipped else 1 for flipped in shape.flipped)
        back = f"{_number(-wide / 2)} {_number(-high / 2)}"
        steps.append(f"translate({middle}) scale({across} {down}) translate({back})")
    return " ".join(steps)


def _filled(fill: Paint | None, definitions: list[Markup]) -> dict[str, str]:
    if fill is None:
        return {"fill": "none"}
    if len(fill.stops) == 1:
        stop = fill.stops[0]
        return {"fill": stop.color, "fill-opacity": _number(stop.alpha)}
    name = f"g{len(definitions)}"
    stops = Markup("").join(map(_stop, fill.stops))
    kind = "radialGradient" if fill.radial else "linearGradient"
    places = {} if fill.radial else _direction(fill.angle)
    definitions.append(element(kind, stops, id=name, **places))
    return {"fill": f"url(#{name})"}


def _stop(stop: Stop) -> Markup:
    look = {"stop-color": stop.color, "stop-opacity": _number(stop.alpha)}
    return element("stop", offset=_number(stop.offset), **look)


def _direction(angle: float) -> dict[str, str]:
    """Return where a gradient begins and ends, as shares of what it fills."""
    x, y = math.cos(math.radians(angle)) / 2, math.sin(math.radians(angle)) / 2
    ends = {"x1": 0.5 - x, "y1": 0.5 - y, "x2": 0.5 + x, "y2": 0.5 + y}
    return {name: _number(place) for name, place in ends.items()}


def _lined(line: Rule | None) -> dict[str, str]:
    if line is None:
        return {}
    weight = line.weight / d.EMU_PER_POINT
    look = {"stroke": line.color, "stroke-width": _number(weight)}
    look["stroke-opacity"] = _number(line.alpha)
    dashes = {"stroke-dasharray": f"{_number(4 * weight)} {_number(3 * weight)}"}
    return {**look, **dashes} if line.dashed else look


def _pictured(
    shape: Ornament, definitions: list[Markup], name_of: Callable[[Picture], str]
) -> Markup:
    """Return a picture inside a shape's outline, larger than that where it is cropped."""
    assert shape.picture is not None, "a shape with a picture"
    name, frame = name_of(shape.picture), shape.frame
    if not name:
        return Markup("")
    left, top, right, bottom = shape.picture.crop
    wide = frame.width / d.EMU_PER_POINT / max(1 - left - right, 0.01)
    high = frame.height / d.EMU_PER_POINT / max(1 - top - bottom, 0.01)
    clip = f"g{len(definitions)}"
    definitions.append(element("clipPath", element("path", d=shape.path), id=clip))
    place = {"x": -left * wide, "y": -top * high, "width": wide, "height": high}
    image = element(
        "image",
        href=name,
        preserveAspectRatio="none",
        opacity=_number(shape.picture.alpha),
        **{key: _number(value) for key, value in place.items()},
    )
    return element("g", image, **{"clip-path": f"url(#{clip})"})


def _number(value: float) -> str:
    return f"{round(value, 3):g}"
