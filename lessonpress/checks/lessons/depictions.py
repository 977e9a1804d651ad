"""Whether pictures say what they show, and are sharp on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonpress import model as m
from lessonpress import pictures, svg
from lessonpress.checks.lessons.subject import Subject
from lessonpress.diagnostics import Diagnostic, info, warning
from lessonpress.walking import walk

# Who listens to an alternative text cannot skim it.
_LONGEST = 250
_FILE_NAME = re.compile(
    r"(?i)[\w\-. ()%]+\.(png|jpe?g|gif|svg|webp|bmp|tiff?|mp4|mp3|m4a|wav)"  # as it is stored
    r"|(img|dsc|dscn|image|picture|screenshot|photo|bild|foto)[\W_]*\d*"  # as cameras name them
)
# The column of our handouts' text in inches, which is how wide they print a picture at most, and
# the fewest pixels for each of them. Brands' columns are not much wider: lines have to be read.
_COLUMN, _FEWEST = 121 / 25.4, 110
_PER_INCH = 96  # of a picture that is printed in its own size


def unhelpful(subject: Subject) -> Iterator[Diagnostic]:
    """Complain about alternative texts that are a file's name, or that nobody can listen to."""
    for block, image in _images(subject.lesson):
        alt = image.alt.strip()
        if _FILE_NAME.fullmatch(alt):
            message = f'"{alt}" does not say what this picture shows.'
            hint = "Say it as to somebody on the telephone: ![A line that rises]( ... )."
            yield warning("alt-unhelpful", block.span, message, hint)
        elif len(alt) > _LONGEST:
            message = f"The text for those who do not see this picture has {len(alt)} characters."
            hint = "Say in a sentence what it shows, and the rest in the text beside it."
            yield info("alt-unhelpful", block.span, message, hint)


def coarse(subject: Subject) -> Iterator[Diagnostic]:
    """Remark on pictures that have too few pixels for the size they are printed in."""
    for block, image in _images(subject.printed):
        data = subject.pictures.get(image.path, b"")
        if not data or svg.is_svg(data) or image.clip:
            continue
        pixels = _pixels(data)
        inches = min(_COLUMN, pixels / _PER_INCH) if image.width is None else image.width * _COLUMN
        if 0 < pixels < _FEWEST * inches and inches > _COLUMN / 3:
            message = (
                f"This picture is {pixels} pixels wide and printed {inches * 2.54:.0f} cm wide: "
                f"{pixels / inches:.0f} for each inch, which looks coarse on paper."
            )
            needed, share = round(2 * _FEWEST * inches, -2), pixels / _FEWEST / _COLUMN
            hint = (
                f"Take one of {needed:.0f} pixels or more, or print it smaller: "
                f"{{width={100 * share:.0f}%}}."
            )
            yield info("picture-coarse", block.span, message, hint)


def _pixels(data: bytes) -> int:
    try:
        return pictures.size(data).width // pictures.EMU_PER_PIXEL
    except pictures.UnusablePicture:
        return 0  # which is an error of its own


def _images(lesson: m.Lesson) -> Iterator[tuple[m.Block, m.Image]]:
    """Yield pictures with the blocks that they stand in."""
    block: m.Block | None = None
    for node in walk(lesson.blocks):
        block = node if isinstance(node, m.Block) else block
        if isinstance(node, m.Image) and block:
            yield block, node
