"""Lines end in LibreOffice where we say they do: prose of all kinds in places of all kinds."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

import pytest
from gates import programs, render
from lxml import etree

from lessonpress.deck import model as d
from lessonpress.deck.fitting import setting

from .making import a_deck, fitted, fonts, written

pytestmark = pytest.mark.slow

_WORDS = (
    """prison yard money women police inmates self-governing Venezuela–Colombia neighbourhood
    extortion the a of in and to who was that megabanda transformed (which) 2,005 “railway” is
    first-hand union border—river authorities, state. power; rules: Tocorón Aragua by from and/or
    input/output WAVE Today, We Yes, Václav 12-14 1990–2005 3.5% $1,200 e.g. co-operate! don’t it’s
    "quoted" 'single' [1] read/write 24/7 50°C No.""",
    """Buchdruckergeselle Schriftgießereibesitzer Wörterbuchherausgeber und Handpressenabzug der
    Papiermühlenwasserzeichen Setzkasten Urheberrechtsverletzung mit „Anführung“ ‚halb‘ das ist
    »Guillemets« z.B. Vor- und Nachteile E-Mail-Adresse 1.234,56 § 5 Straße, für; die ein nicht""",
    """la prisión ¿qué? ¡claro! niños, según el poder «banda» económica transformación del y en los
    autogobierno cárcel pueblos— año también extorsión; vecindario más policía 1.500 mujeres""",
)
_CODE = ("for i in range(10)", "print(x)", "a_long_name", "--flag", "git-commit", "x=y+z")
_ADDRESSES = ("https://example.org/a/b.html?x=1", "www.example.com/path/to", "user@example.org")
_FORMS = (
    "<p>{}</p>",
    "<ul><li>{}</li></ul>",
    "<ol><li>{}</li></ol>",
    "<ul><li>x<ul><li>{}</li></ul></li></ul>",
    "<table><tr><th>A</th><th>B</th></tr><tr><td>x</td><td>{}</td></tr></table>",
)
_PLACES = (("content", "body"), ("two-columns", "left"), ("text-figure", "body"))
_PARAGRAPHS = 600


def _words(random: Random, number: int) -> str:
    source = random.choice(_WORDS).split()
    words = [escape(random.choice(source)) for _ in range(random.randint(10, 45))]
    marked = {
        2: f"<code>{escape(random.choice(_CODE))}</code>" if number % 5 == 0 else words[2],
        3: f"<strong>{words[3]} {words[4]}</strong>" if number % 3 == 0 else words[3],
        5: escape(random.choice(_ADDRESSES)) if number % 20 == 0 else words[5],
        6: f"<em>{words[6]}</em>" if number % 4 == 0 else words[6],
        9: '<span class="blank" data-number="1" data-size="5"/>' if number % 9 == 0 else words[9],
    }
    return " ".join(marked.get(n, word) for n, word in enumerate(words))


def _slide(random: Random, number: int) -> str:
    inner = random.choice(_FORMS).format(_words(random, number))
    layout, place = random.choice(_PLACES)
    fill = f'<fill ph="{place}">{inner}</fill>'
    return f'<slide id="s{number}" layout="{layout}"><title>T</title>{fill}</slide>'


def test_libreoffice_breaks_lines_where_we_do(tmp_path: Path) -> None:
    random = Random(2)  # noqa: S311
    markup = a_deck(*(_slide(random, number) for number in range(_PARAGRAPHS)))
    path = tmp_path / "lines.pptx"
    path.write_bytes(written(markup)[0])
    (printed,) = render.to_pdf([path], tmp_path)
    expected = [_predicted(slide) for slide in fitted(markup)[0].slides]
    found = [_line_count(page) for page in _pages(printed)]
    assert [pair for pair in zip(expected, found, strict=True) if pair[0] < pair[1]] == []
    same = sum(ours == theirs for ours, theirs in zip(expected, found, strict=True))
    assert same / len(expected) >= 0.98


def _predicted(slide: d.Slide) -> int:
    return sum(count for shape in slide.shapes[1:2] for count in _line_counts(shape))


def _line_counts(shape: d.Shape) -> Iterator[int]:
    if isinstance(shape, d.TextShape):
        yield from (
            len(setting.paragraph_lines(item, shape.frame.width, fonts())) for item in shape.text
        )
    elif isinstance(shape, d.TableShape):
        edge, width = shape.margins[1][1], shape.widths[1]
        text = d.SetParagraph(d.Paragraph("", shape.table.rows[0][1]), shape.format)
        yield 1  # the head
        yield len(setting.paragraph_lines(text, width - edge.left - edge.right, fonts()))


def _pages(printed: Path) -> Iterator[etree._Element]:
    command = [programs.find("pdftotext"), "-bbox-layout", str(printed), "-"]
    page_list = subprocess.run(command, capture_output=True, check=True).stdout
    yield from etree.fromstring(page_list).iter("{*}page")


def _line_count(page: etree._Element) -> int:
    """Count the baselines below the title, the slide's number left out."""
    words = [w for w in page.iter("{*}word") if 120 < float(w.get("yMin", "0")) < 495]
    bottoms = sorted(float(w.get("yMax", "0")) for w in words)
    return 1 + sum(b - a > 11 for a, b in pairwise(bottoms))
