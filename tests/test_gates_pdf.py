"""The gate for PDFs lets a good handout pass and names what is wrong with each broken one."""

import base64
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from gates import pdf
from gates.samples import HANDOUT, handout, png

pytestmark = pytest.mark.slow

PICTURE = f'<img src="data:image/png;base64,{base64.b64encode(png()).decode()}">'


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return handout(tmp_path_factory.mktemp("handout") / "good.pdf")


def test_a_good_handout_passes(good: Path) -> None:
    assert pdf.problems(good) == []


BADLY_WRITTEN = [
    # rule, what stands in the page, what instead
    ("HEADING-NESTING", "<p>", "<h3>Too deep</h3><p>"),
    ("FIGURE-ALTERNATIVE-TEXT", "<p>", f"{PICTURE}<p>"),
    ("METADATA-TITLE", "<title>Gates</title>", ""),
    ("LANGUAGE-TAG", ' lang="en"', ""),
    ("NOTDEF-GLYPH", "First", "\ue0ab"),  # a character for private use: in no font
]


@pytest.mark.parametrize(("rule", "old", "new"), BADLY_WRITTEN, ids=[r for r, *_ in BADLY_WRITTEN])
def test_a_badly_written_handout_breaches_pdf_ua(
    rule: str, old: str, new: str, tmp_path: Path
) -> None:
    assert old in HANDOUT
    bad = handout(tmp_path / "bad.pdf", HANDOUT.replace(old, new))
    assert {rule in problem for problem in pdf.problems(bad)} == {True}


ENTRIES = [
    ("/Lang", "TEXT-LANGUAGE"),
    ("/MarkInfo", "TAGGED-DOCUMENT"),
    ("/StructTreeRoot", "STRUCT-TREE-ROOT"),
    ("/Metadata", "ID-PART"),
    ("/ViewerPreferences", "VIEWER-PREFERENCES"),
]


@pytest.mark.parametrize(("entry", "rule"), ENTRIES)
def test_a_catalog_without_an_entry_breaches_pdf_ua(
    entry: str, rule: str, good: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.pdf"
    with pikepdf.open(good) as document:
        del document.Root[entry]
        document.save(bad)
    assert any(rule in problem for problem in pdf.problems(bad))


def without_its_end(data: bytes) -> bytes:
    return data[: len(data) // 2]


def with_a_garbled_stream(data: bytes) -> bytes:
    start = data.index(b"stream") + 40
    return data[:start] + b"garbled" + data[start + 7 :]


def with_a_wrong_cross_reference(data: bytes) -> bytes:
    return data.replace(b"startxref\n", b"startxref\n9")


@pytest.mark.parametrize(
    "damage", [without_its_end, with_a_garbled_stream, with_a_wrong_cross_reference]
)
def test_a_damaged_file_is_noticed(
    damage: Callable[[bytes], bytes], good: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(damage(good.read_bytes()))
    assert any(problem.startswith("qpdf") for problem in pdf.problems(bad))


def test_what_a_screen_reader_walks_through(good: Path) -> None:
    elements = [line.split()[0] for line in pdf.tag_tree(good).splitlines()]
    assert [e for e in elements if e != "Span"] == ["Document", "H1", "P", "L", "LI", "LBody"]


def test_the_fonts_are_ours_alone(good: Path) -> None:
    assert pdf.fonts(good) == {"Gelasio", "Gelasio-Bold"}


def test_every_word_has_its_place(good: Path) -> None:
    words = pdf.words(good)
    heading, text = words[0], words[3]
    assert [word.text for word in words] == ["A", "good", "handout", "One", "point.", "First"]
    assert all(word.page == 1 for word in words)
    assert heading.left == text.left < heading.right
    assert heading.bottom <= text.top
