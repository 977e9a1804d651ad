"""Decks made from slide markup, with the project's own reference deck, fonts and two pictures."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree
from PIL import Image
from shipped import bundle

from lessonpress import deck, measure
from lessonpress.deck import layouts, pptx, reader
from lessonpress.deck import model as d
from lessonpress.deck import reference as reference_of
from lessonpress.deck.fitting import fit
from lessonpress.deck.fitting.places import Workshop
from lessonpress.diagnostics import Diagnostic
from lessonpress.inputs import Inputs
from lessonpress.model import Span

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20"/>'


@lru_cache
def inputs() -> Inputs:
    """The inputs of a job: the packaged templates, and pictures of a course."""
    pictures = {
        "course/assets/wide.png": picture("PNG", (1600, 900)),
        "course/assets/tall.jpg": picture("JPEG", (400, 900), exif=a_place()),
        "course/assets/broken.png": b"no picture",
        "course/assets/figure.svg": DRAWING,
        "raster/course/assets/figure.svg": picture("PNG", (1600, 800)),
    }
    return bundle().joined(pictures)


def picture(kind: str, size: tuple[int, int], **options: object) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, "#B5CDB0").save(target, kind, **options)
    return target.getvalue()


def a_place() -> bytes:
    """Exif data that says where a picture was taken, and by whom."""
    exif = Image.Exif()
    exif[0x013B] = "Somebody's Name"
    exif.get_ifd(0x8825)[1] = "N"
    return exif.tobytes()


def reference() -> layouts.Reference:
    return reference_of.read(inputs()[deck.REFERENCE])


def fonts() -> measure.Fonts:
    return measure.fonts(inputs())


def fitted(
    markup: str, spans: dict[str, Span] | None = None, files: Inputs | None = None
) -> tuple[d.Deck, list[Diagnostic]]:
    """Read and fit slide markup, with the inputs above or other `files`."""
    read, mistakes = reader.read(markup)
    at_hand = files or inputs()
    done, problems = fit.fit(read, Workshop(reference(), fonts()), at_hand, spans or {})
    return done, [*mistakes, *problems]


def written(markup: str, spans: dict[str, Span] | None = None) -> tuple[bytes, list[Diagnostic]]:
    """Make a .pptx of slide markup."""
    done, problems = fitted(markup, spans)
    return pptx.write(done, inputs()[deck.REFERENCE], reference(), inputs(), fonts()), problems


def slide(body: str, layout: str = "content", title: str = "A title", more: str = "") -> str:
    """Markup of one slide whose body is given."""
    fill = f'<fill ph="body">{body}</fill>' if body else ""
    return f'<slide id="one" layout="{layout}"><title>{title}</title>{fill}{more}</slide>'


def a_deck(*slides: str, attributes: str = "") -> str:
    return f'<deck lang="en" title="A deck" {attributes}>{"".join(slides)}</deck>'


def spans_of(markup: str, path: str) -> dict[str, Span]:
    """The line of each element that has an id: what a lesson's spans are in earnest."""
    root = etree.fromstring(markup.encode())
    return {e.get("id", ""): Span(path, _line(e)) for e in root.iter() if e.get("id")}


def _line(element: Any) -> int:
    return element.sourceline or 1
