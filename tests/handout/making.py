"""From Markdown to pages, and what finished pages say."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import pikepdf
from gates import pdf, programs
from PIL import Image
from shipped import bundle

from lessonpress import handout, reader, views
from lessonpress.diagnostics import Diagnostic
from lessonpress.model import (
    Audience,
    Course,
    GlossaryEntry,
    Medium,
    PageSetup,
    Paper,
    Source,
)

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
COURSE = Course(
    "course",
    "A course",
    licence="CC BY 4.0",
    glossary=(
        GlossaryEntry("tide", "The rise and fall of the sea."),
        GlossaryEntry("neap", "A tide of small range."),
    ),
    sources=(
        Source("almanac", "The Almanac", "A. Seaman", "1901"),
        Source("atlas", "The Atlas", "B. Pilot", "1902"),
        Source("logbook", "The Logbook of a Ship that Was Never Seen Again", "C. Mate", "1903"),
    ),
)


@dataclass(frozen=True)
class Made:
    """A finished handout and what was said about it."""

    path: Path
    diagnostics: tuple[Diagnostic, ...]

    @property
    def created(self) -> str:
        """The date of creation that the file states."""
        with pikepdf.open(self.path) as pdf:
            return str(pdf.docinfo["/CreationDate"])

    @property
    def identifier(self) -> bytes:
        """What tells the file from all others."""
        with pikepdf.open(self.path) as pdf:
            return bytes(pdf.trailer.ID[0])

    @property
    def text(self) -> str:
        """The words page by page, in the order they were printed."""
        command = [programs.find("pdftotext"), "-raw", str(self.path), "-"]
        answer = subprocess.run(command, capture_output=True, check=True, text=True)
        pages = answer.stdout.rstrip("\f\n").split("\f")
        return (
            "\n".join(f"--- page {n} ---\n{page.strip()}" for n, page in enumerate(pages, 1)) + "\n"
        )

    @property
    def anchors(self) -> dict[str, tuple[int, float, float]]:
        """The page of every named place, and its x and y in points."""
        return pdf.anchors(self.path)

    @property
    def size(self) -> tuple[float, float]:
        """The width and height of the first page in points."""
        with pikepdf.open(self.path) as pdf:
            _, _, width, height = pdf.pages[0].mediabox
            return round(float(width), 1), round(float(height), 1)


def make(
    text: str,
    folder: Path,
    *,
    key: bool = False,
    form: bool = False,
    paper: Paper = "a4",
    files: Mapping[str, bytes] | None = None,
    complaints: bool = False,
    **variant: Any,
) -> Made:
    """Make a handout of `text`, or its key or form; `files` are further inputs by path.

    With `complaints`, the reader may have some. A `variant` is what a PageSetup calls it.
    """
    source = dedent(text)
    if not source.startswith("---"):
        source = f"---\ntitle: A unit\ndate: 2024-02-29\n---\n{source}"
    lesson, found = reader.read_lesson("01-unit", source.encode(), "01-unit.md", COURSE)
    assert complaints or found == (), found[:2]
    cut = views.cut(lesson, Medium.HANDOUT, Audience.KEY if key else Audience.STUDENT)
    inputs = bundle().joined(files or {})
    document: handout.Document = "answers" if key else "form" if form else "handout"
    made = handout.build(cut, COURSE, inputs, setup=PageSetup(paper, **variant), document=document)
    path = folder / f"{'-'.join((document, paper, *variant))}.pdf"
    path.write_bytes(made.data)
    return Made(path, made.diagnostics)


def picture(width: int, height: int) -> bytes:
    """Return a grey PNG."""
    written = io.BytesIO()
    Image.new("L", (width, height), 200).save(written, "PNG")
    return written.getvalue()
