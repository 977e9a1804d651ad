"""What templates draw behind their slides, as one SVG a layout and as words over it.

The SVG is a file, which pages have as the ground of a picture: nobody reads grounds aloud.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from markupsafe import Markup

from lessonpress import pictures
from lessonpress.deck import layouts
from lessonpress.deck import model as d
from lessonpress.deck.ornaments import Ornament, Paint, Picture, Rule
from lessonpress.deck.page import gradients
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
        return f"background-image: url('{self._known[layout.part]}'); background-size: 100% 100%"

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
    """Return a shape: what is in its outline, then the outline itself."""
    inside = Markup("")
    if shape.picture:
        inside = _pictured(shape.picture, shape.frame, name_of)
    elif shape.fill and len(shape.fill.stops) > 1:
        inside = gradients.drawn(shape.fill, shape.frame)
    if inside:
        clip = f"c{len(definitions)}"
        definitions.append(element("clipPath", element("path", d=shape.path), id=clip))
        inside = element("g", inside, **{"clip-path": f"url(#{clip})"})
    paint = {**_filled(shape.fill), **_lined(shape.line)}
    outline = element("path", d=shape.path, **paint) if paint else Markup("")
    return element("g", inside + outline, transform=_transform(shape))


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


def _filled(fill: Paint | None) -> dict[str, str]:
    if fill is None or len(fill.stops) > 1:
        return {"fill": "none"}
    (stop,) = fill.stops
    return {"fill": stop.color, "fill-opacity": _number(stop.alpha)}


def _lined(line: Rule | None) -> dict[str, str]:
    if line is None:
        return {}
    weight = line.weight / d.EMU_PER_POINT
    look = {"stroke": line.color, "stroke-width": _number(weight)}
    look["stroke-opacity"] = _number(line.alpha)
    dashes = {"stroke-dasharray": f"{_number(4 * weight)} {_number(3 * weight)}"}
    return {**look, **dashes} if line.dashed else look


def _pictured(picture: Picture, frame: d.Frame, name_of: Callable[[Picture], str]) -> Markup:
    """Return a picture in a frame, larger than that where it is cropped; empty for none."""
    name = name_of(picture)
    if not name:
        return Markup("")
    left, top, right, bottom = picture.crop
    wide = frame.width / d.EMU_PER_POINT / max(1 - left - right, 0.01)
    high = frame.height / d.EMU_PER_POINT / max(1 - top - bottom, 0.01)
    place = {"x": -left * wide, "y": -top * high, "width": wide, "height": high}
    return element(
        "image",
        href=name,
        preserveAspectRatio="none",
        opacity=_number(picture.alpha),
        **{key: _number(value) for key, value in place.items()},
    )


def _number(value: float) -> str:
    return f"{round(value, 3):g}"
