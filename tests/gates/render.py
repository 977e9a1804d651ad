"""Finished decks opened by LibreOffice: the other program that must be able to show them."""

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pikepdf

from . import programs
from .package import find, open_package

FONTS = programs.REPOSITORY / "templates" / "fonts"
# Fonts a deck asks for, and the shipped ones with the same metrics that stand in for them.
STAND_INS = {"Georgia": "Gelasio", "Calibri": "Carlito", "Consolas": "Inconsolata"}
SECONDS, SECONDS_A_DECK = 90, 6  # to start, and for each deck, on a machine that has other work
# Faces of scripts that the shipped fonts lack, as .ci/run installs them.
OTHER_SCRIPTS = (
    Path("/usr/share/fonts/truetype/dejavu"),
    Path("/usr/share/fonts-droid-fallback"),
)
OTHER_FAMILIES = ("DejaVu", "DroidSansFallback")


def to_pdf(decks: Iterable[Path], folder: Path, fonts: Path = FONTS) -> list[Path]:
    """Print decks with one LibreOffice and the project's fonts alone; a page a slide, or it fails.

    The PDFs are numbered, so that decks of one name in two folders do not meet.
    """
    sources = list(decks)
    office = programs.find("soffice")
    with tempfile.TemporaryDirectory() as scratch:
        copies = _numbered(sources, Path(scratch) / "decks")
        _convert(office, copies, folder, Path(scratch), fonts)
    pdfs = [folder / f"{copy.stem}.pdf" for copy in copies]
    for source, pdf in zip(sources, pdfs, strict=True):
        _assert_complete(source, pdf)
    return pdfs


def slides_shown(deck: Path) -> int:
    """How many slides are shown: hidden ones are not printed."""
    package = open_package(deck.read_bytes())
    slides = [package.xml[name] for name in package.listed_slides().values()]
    return sum(not find(slide, "self::*[@show='0' or @show='false']") for slide in slides)


def font_configuration(scratch: Path, fonts: Path = FONTS) -> Path:
    """A FONTCONFIG_FILE that knows one folder's fonts, and of the system's other scripts alone."""
    aliases = "".join(
        f'<alias binding="same"><family>{asked}</family>'
        f"<accept><family>{ours}</family></accept></alias>"
        for asked, ours in STAND_INS.items()
    )
    others = "".join(f"<dir>{folder}</dir>" for folder in OTHER_SCRIPTS)
    configuration = scratch / "fonts.conf"
    configuration.write_text(
        f"<fontconfig><dir>{fonts}</dir>{others}<cachedir>{scratch / 'cache'}</cachedir>"
        f"{aliases}</fontconfig>",
        encoding="utf-8",
    )
    return configuration


def _numbered(sources: list[Path], folder: Path) -> list[Path]:
    folder.mkdir()
    copies = [folder / f"{number:03}-{source.name}" for number, source in enumerate(sources, 1)]
    for source, copy in zip(sources, copies, strict=True):
        shutil.copyfile(source, copy)
    return copies


def _convert(office: str, decks: list[Path], folder: Path, scratch: Path, fonts: Path) -> None:
    profile = f"-env:UserInstallation={(scratch / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    programs.run(
        [*command, *map(str, decks)],
        seconds=SECONDS + SECONDS_A_DECK * len(decks),
        env=os.environ | {"FONTCONFIG_FILE": str(font_configuration(scratch, fonts))},
    )


def _assert_complete(deck: Path, pdf: Path) -> None:
    assert pdf.exists(), f"LibreOffice could not open {deck}"
    with pikepdf.open(pdf) as document:
        pages = len(document.pages)
    assert pages == slides_shown(deck), f"{deck}: {pages} pages of {slides_shown(deck)} slides"
