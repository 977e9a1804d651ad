"""The SVG pictures of a job as pixels, for programs that draw no SVG.

They are drawn by resvg in a process of its own, with the fonts of the job's brand and no others: a
picture made to keep it busy for ever, or to crash it, costs that picture alone. Each is drawn once
in a build, by the first job that needs it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from lessonpress import clips, svg
from lessonpress.building.jobs import Job, Result
from lessonpress.diagnostics import Diagnostic, error
from lessonpress.model import Image, Medium
from lessonpress.walking import walk

_PROGRAM = Path(__file__).with_name("resvg_program.py")
# How long a picture may take in all; the program itself gives one up sooner, unless it is stuck.
_SECONDS = 30


class Drawings:
    """Pictures as pixels, kept as files by what is in them.

    `folder` is one that processes with these fonts share and others do not. Two that need a
    picture at the same moment may both draw it, to the same bytes.
    """

    def __init__(self, folder: Path, fonts: Path, program: Path = _PROGRAM) -> None:
        self._folder, self._fonts, self._program = folder, fonts, program

    def before(self, perform: Callable[[Job], Result], job: Job) -> Result:
        """Do a job with its pictures' pixels among its inputs, or say which cannot be drawn."""
        images = _images(job)
        drawn = self._drawn({path: job.inputs[path] for path in images})
        lost = tuple(_too_slow(images[path]) for path, png in drawn.items() if not png)
        if lost:
            return Result(None, lost)
        pixels = {svg.raster_of(path): png for path, png in drawn.items()}
        return perform(replace(job, inputs=job.inputs.joined(pixels)) if pixels else job)

    def _drawn(self, pictures: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return a PNG for each picture, empty for one that cannot be drawn."""
        kept = {path: self._folder / sha256(data).hexdigest() for path, data in pictures.items()}
        new = {file: pictures[path] for path, file in kept.items() if not file.exists()}
        if new:
            self._draw(new)
        return {path: file.read_bytes() for path, file in kept.items()}

    def _draw(self, pictures: Mapping[Path, bytes]) -> None:
        """Draw pictures into the files they are kept in."""
        self._folder.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._folder) as name:
            asked = {Path(name) / f"{place.name}.svg": place for place in pictures}
            for file, place in asked.items():
                file.write_bytes(pictures[place])
            self._run(list(asked))
            for file, place in asked.items():
                png = file.with_suffix(".png")
                png.touch()  # empty where it could not be drawn
                with suppress(PermissionError):  # Windows: another has put it there, and reads it
                    Path(png).replace(place)

    def _run(self, files: list[Path]) -> None:
        """Have files drawn; the process ends at one that it cannot draw, and is started again."""
        waiting = files
        while waiting:
            names = map(str, (self._program, self._fonts, *waiting))
            with suppress(subprocess.TimeoutExpired):
                subprocess.run(
                    [sys.executable, "-I", *names],
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    check=False,
                    timeout=_SECONDS * len(waiting),
                )
            waiting = [file for file in waiting if not file.with_suffix(".png").exists()][1:]


def _images(job: Job) -> dict[str, Image]:
    """Return the SVG pictures a job needs as pixels: a deck all, paper what it cannot draw."""
    images = {
        clips.source(node): node
        for node in walk(tuple(job.lessons.values()))
        if isinstance(node, Image)
    }
    return {path: image for path, image in images.items() if _needs_pixels(path, job)}


def _needs_pixels(path: str, job: Job) -> bool:
    data = job.inputs.get(path, b"")
    if not svg.is_svg(data):
        return False
    return Medium.DECK in job.lessons or not svg.prints_as_drawing(data)


def _too_slow(image: Image) -> Diagnostic:
    message = f'The picture "{image.path}" takes too long to draw.'
    hint = "Make it simpler (fewer filters, masks, dashes), or export it as PNG."
    return error("picture-too-large", image.span, message, hint)
