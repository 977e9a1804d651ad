"""The SVG pictures of a job as pixels, for programs that draw no SVG.

They are drawn by resvg in a process of its own, with the shipped fonts and no others: a picture
made to keep it busy for ever, or to crash it, costs that picture alone.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from lessonpress import clips, svg
from lessonpress.diagnostics import Diagnostic, error
from lessonpress.inputs import Inputs
from lessonpress.model import Image, Lesson
from lessonpress.walking import walk

_PROGRAM = Path(__file__).with_name("resvg_program.py")
_FONTS = ("templates/fonts/", (".ttf", ".otf"))


def joined(lesson: Lesson, inputs: Inputs) -> tuple[Inputs, tuple[Diagnostic, ...]]:
    """Return the inputs with every SVG picture's pixels, and complaints of those not drawn."""
    images = {clips.source(node): node for node in walk(lesson) if isinstance(node, Image)}
    paths = [path for path in images if path in inputs and svg.is_svg(inputs[path])]
    if not paths:
        return inputs, ()
    drawn = _drawn([inputs[path] for path in paths], _fonts(inputs))
    pixels = {svg.raster_of(path): png for path, png in zip(paths, drawn, strict=True) if png}
    lost = (images[path] for path, png in zip(paths, drawn, strict=True) if not png)
    return inputs.joined(pixels), tuple(_too_slow(image) for image in lost)


def _fonts(inputs: Mapping[str, bytes]) -> dict[str, bytes]:
    found = (p for p in inputs if p.startswith(_FONTS[0]) and p.lower().endswith(_FONTS[1]))
    return {path.rpartition("/")[2]: inputs[path] for path in found}


def _too_slow(image: Image) -> Diagnostic:
    message = f'The picture "{image.path}" takes too long to draw.'
    hint = "Make it simpler (fewer filters, masks, dashes), or export it as PNG."
    return error("picture-too-large", image.span, message, hint)


def _drawn(pictures: Iterable[bytes], fonts: Mapping[str, bytes]) -> list[bytes]:
    """Return a PNG for each picture, empty for one that could not be drawn."""
    with tempfile.TemporaryDirectory(prefix="lessonpress-") as name:
        folder = Path(name)
        (folder / "fonts").mkdir()
        for font, data in fonts.items():
            (folder / "fonts" / font).write_bytes(data)
        asked = [folder / f"{number:04}.svg" for number, _ in enumerate(pictures)]
        for file, data in zip(asked, pictures, strict=True):
            file.write_bytes(data)
        _draw(asked, folder / "fonts")
        pngs = (file.with_suffix(".png") for file in asked)
        return [png.read_bytes() if png.exists() else b"" for png in pngs]


def _draw(files: list[Path], fonts: Path) -> None:
    """Have the files drawn; the process ends at one that it cannot draw, and is started again."""
    waiting = files
    while waiting:
        command = [sys.executable, "-I", str(_PROGRAM), str(fonts), *map(str, waiting)]
        subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        waiting = [file for file in waiting if not file.with_suffix(".png").exists()][1:]
