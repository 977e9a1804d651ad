"""What finished PDFs must pass, and what may be asked of them: tags, fonts, words."""

import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import page
import pikepdf
from lxml import etree

from . import programs


@dataclass(frozen=True)
class Word:
    """A word on a page (1 is the first) and its box in points from the page's top left."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


def problems(path: Path) -> list[str]:
    """All that is wrong with a finished PDF: damage (qpdf) and breaches of PDF/UA-1."""
    return _damage(path) + _ua1_failures(path)


def _damage(path: Path) -> list[str]:
    command = [programs.find("qpdf"), "--check", str(path)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return [] if answer.returncode == 0 else [f"qpdf: {answer.stderr.strip()}"]


def _ua1_failures(path: Path) -> list[str]:
    try:
        failures = page.validate_pdf(path, profile="ua1").failures
    except page.PageError as error:
        return [f"ua1: {error}"]
    counted = Counter(f"ua1 {failure.rule_id}: {failure.message}" for failure in failures)
    return [f"{failure} ({count} times)" for failure, count in counted.items()]


def tag_tree(path: Path) -> str:
    """The structure elements, one a line, indented: what a screen reader walks through."""
    return _output("pdfinfo", "-struct", path)


def text(path: Path) -> str:
    """The words on the pages, as poppler reads them."""
    return _output("pdftotext", path, "-")


def fonts(path: Path) -> set[str]:
    """The fonts a PDF uses, without subset prefix: `Gelasio-Bold`."""
    with pikepdf.open(path) as document:
        dictionaries = [o for o in document.objects if isinstance(o, pikepdf.Dictionary)]
        names = [str(o.FontName) for o in dictionaries if o.get("/Type") == "/FontDescriptor"]
    return {name.lstrip("/").rpartition("+")[2] for name in names}


def anchors(path: Path) -> dict[str, tuple[int, float, float]]:
    """The page of every named place (1 is the first), and its x and y in points."""
    with pikepdf.open(path) as document:
        pages: dict[object, int] = {page.objgen: n for n, page in enumerate(document.pages, 1)}
        names = document.Root.Names.Dests.Names
        return {str(names[i]): _place(names[i + 1], pages) for i in range(0, len(names), 2)}


def _place(destination: pikepdf.Object, pages: dict[object, int]) -> tuple[int, float, float]:
    page, _, x, y, *_ = destination.as_list()
    return pages[page.objgen], round(float(x), 2), round(float(y), 2)


def foots(path: Path) -> list[str]:
    """What each page says of its number."""
    pages = _output("pdftotext", "-layout", path, "-").rstrip("\f\n").split("\f")
    return [" ".join(page.split()[-4:]).partition("Page ")[2] for page in pages]


def words(path: Path) -> list[Word]:
    """Every word with its place, in the order poppler reads them."""
    layout = etree.fromstring(_output("pdftotext", "-bbox-layout", path, "-").encode())
    pages = layout.findall(".//{*}page")
    return [_word(number, w) for number, p in enumerate(pages, 1) for w in p.iter("{*}word")]


def _word(page_number: int, word: etree._Element) -> Word:
    left, top, right, bottom = (float(word.attrib[key]) for key in ("xMin", "yMin", "xMax", "yMax"))
    return Word(page_number, word.text or "", left, top, right, bottom)


def _output(program: str, *arguments: str | Path) -> str:
    command = [programs.find(program), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()
