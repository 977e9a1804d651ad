"""A marker is found wherever in a finished file it hides, and nowhere else."""

import base64
import io
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pikepdf
import pytest
from gates.leaks import found, texts
from gates.samples import (
    FIGURE_SLIDE,
    LIST_SLIDE,
    NOTES,
    Edit,
    good_deck,
    png,
    put,
    read,
    swap,
    twice,
)
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, PngImagePlugin

MARKER = "zebra-Quartz 91"
GOOD = good_deck()
WORKBOOK = "ppt/embeddings/Microsoft_Excel_Sheet1.xlsx"
COMMENTS = f'<cm xmlns="x"><text>{MARKER}</text></cm>'.encode()
HIDDEN_SHAPE = (
    '<p:sp><p:nvSpPr><p:cNvPr id="9" name="Box" hidden="1"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
    f"<p:spPr/><p:txBody><a:bodyPr/><a:p><a:r><a:t>{MARKER}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree>"
)
SVG = f"<svg xmlns='http://www.w3.org/2000/svg'><desc>{MARKER}</desc></svg>"
SPLIT_RUNS = (
    "<a:t>zebra-Qu</a:t></a:r><a:r><a:rPr b='1'/><a:t>artz</a:t></a:r><a:br/><a:r><a:t>91</a:t>"
)


def png_saying(text: str, *, compressed: bool) -> bytes:
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", text, zip=compressed)
    picture = io.BytesIO()
    Image.open(io.BytesIO(png())).save(picture, "png", pnginfo=said)
    return picture.getvalue()


def in_the_workbook(edit: Edit) -> Edit:
    return lambda deck: put(WORKBOOK, edit(read(deck)[WORKBOOK]))(deck)


IN_A_DECK: list[tuple[str, str, Edit]] = [
    # where, the place that is named, how it comes there
    ("notes", NOTES, swap(NOTES, "Say hello.", MARKER)),
    ("alt text", FIGURE_SLIDE, swap(FIGURE_SLIDE, "Cases by year", MARKER)),
    ("a hidden shape", LIST_SLIDE, swap(LIST_SLIDE, "</p:spTree>", HIDDEN_SHAPE)),
    ("several runs", LIST_SLIDE, swap(LIST_SLIDE, "<a:t>One point</a:t>", SPLIT_RUNS)),
    ("a shape's name", LIST_SLIDE, swap(LIST_SLIDE, "Title 1", MARKER)),
    ("character references", LIST_SLIDE, swap(LIST_SLIDE, "One point", "&#122;ebra-Quartz 91")),
    ("an XML comment", LIST_SLIDE, swap(LIST_SLIDE, "<p:cSld>", f"<!--{MARKER}--><p:cSld>")),
    ("a link", "slide1.xml.rels", swap(
        "ppt/slides/_rels/slide1.xml.rels", "https://example.org", "https://example.org/zebraquartz91"
    )),
    ("document properties", "docProps/core.xml", swap("docProps/core.xml", "A. Nyman", MARKER)),
    ("a comment", "ppt/comments/comment1.xml", put("ppt/comments/comment1.xml", COMMENTS)),
    ("custom XML", "customXml/item1.xml", put("customXml/item1.xml", COMMENTS)),
    ("a member's name", "(bytes)", put(f"ppt/media/{MARKER}.png", png())),
    ("a chart's workbook", f"{WORKBOOK}!xl/sharedStrings.xml", in_the_workbook(
        swap("xl/sharedStrings.xml", "Cases", MARKER)
    )),
    ("a PNG's text", "ppt/media/image1.png", put(
        "ppt/media/image1.png", png_saying(MARKER, compressed=False)
    )),
    ("a PNG's compressed text", "ppt/media/image1.png", put(
        "ppt/media/image1.png", png_saying(MARKER, compressed=True)
    )),
    ("UTF-16", "ppt/tags.bin", put("ppt/tags.bin", MARKER.encode("utf-16"))),
    ("what follows the archive", "(bytes)", lambda deck: deck + MARKER.encode()),
    ("the archive's comment", "(bytes)", lambda deck: deck[:-2] + b"\x0f\0" + MARKER.encode()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("place", "edit"), [pytest.param(place, edit, id=where) for where, place, edit in IN_A_DECK]
)
def test_a_marker_is_found_in_a_deck(place: str, edit: Edit, tmp_path: Path) -> None:
    deck = tmp_path / "deck.pptx"
    deck.write_bytes(edit(GOOD))
    [(marker, places)] = found([MARKER], deck).items()
    assert marker == MARKER
    assert any(place in named for named in places)


def test_a_good_deck_holds_no_marker(tmp_path: Path) -> None:
    deck = tmp_path / "deck.pptx"
    deck.write_bytes(GOOD)
    assert found([MARKER], deck) == {}


def page_with(operators: str) -> pikepdf.Pdf:
    """One small page in Helvetica."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(300, 200))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.obj["/Resources"] = Dictionary(Font=Dictionary(F1=font))
    page.obj["/Contents"] = document.make_stream(operators.encode())
    return document


def show(text: str, x: int = 20) -> str:
    return f"BT /F1 12 Tf {x} 100 Td ({text}) Tj ET "


def blank() -> pikepdf.Pdf:
    return page_with(show("Nothing to see"))


def broken_over_lines() -> pikepdf.Pdf:
    return page_with("BT /F1 12 Tf 20 100 Td (zebra-Quar-) Tj 0 -14 Td (tz 91) Tj ET")


def kerned() -> pikepdf.Pdf:
    return page_with("BT /F1 12 Tf 20 100 Td [(zeb) 40 (ra-Qu) -30 (artz 91)] TJ ET")


def beside_the_paper() -> pikepdf.Pdf:
    return page_with(show(MARKER, x=-7500))


def on_a_hidden_layer() -> pikepdf.Pdf:
    document = page_with(f"/OC /Layer BDC {show(MARKER)} EMC")
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name=String("Answers")))
    document.pages[0].obj.Resources["/Properties"] = Dictionary(Layer=layer)
    settings = Dictionary(OFF=Array([layer]))
    document.Root["/OCProperties"] = Dictionary(OCGs=Array([layer]), D=settings)
    return document


def in_an_inline_actual_text() -> pikepdf.Pdf:
    spelled = MARKER.encode("utf-16-be").hex()
    return page_with(f"/Span <</ActualText <FEFF{spelled}>>> BDC {show('?')} EMC")


def in_the_structure_tree(key: str) -> pikepdf.Pdf:
    document = blank()
    element = document.make_indirect(Dictionary({"/S": Name.Figure, key: String(MARKER)}))
    document.Root["/StructTreeRoot"] = Dictionary(Type=Name.StructTreeRoot, K=element)
    return document


def in_an_actual_text() -> pikepdf.Pdf:
    return in_the_structure_tree("/ActualText")


def in_an_alternative_text() -> pikepdf.Pdf:
    return in_the_structure_tree("/Alt")


def in_an_expansion() -> pikepdf.Pdf:
    return in_the_structure_tree("/E")


def in_the_information() -> pikepdf.Pdf:
    document = blank()
    document.docinfo["/Keywords"] = String(f"\N{GREEK SMALL LETTER PI} {MARKER}")  # in UTF-16
    return document


def in_the_metadata() -> pikepdf.Pdf:
    document = blank()
    with document.open_metadata() as metadata:
        metadata["dc:description"] = MARKER
    return document


def in_a_bookmark() -> pikepdf.Pdf:
    document = blank()
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(MARKER, 0))
    return document


def in_an_attachment() -> pikepdf.Pdf:
    document = blank()
    document.attachments["deck.pptx"] = swap(NOTES, "Say hello.", MARKER)(GOOD)
    return document


def in_a_form_field() -> pikepdf.Pdf:
    document = blank()
    field = Dictionary(FT=Name.Tx, T=String("answer"), V=String(MARKER))
    document.Root["/AcroForm"] = Dictionary(Fields=Array([document.make_indirect(field)]))
    return document


def in_a_name() -> pikepdf.Pdf:
    document = blank()
    document.Root["/Dests"] = Dictionary({f"/{MARKER}": document.pages[0].obj})
    return document


IN_A_PDF: list[Callable[[], pikepdf.Pdf]] = [
    broken_over_lines,
    kerned,
    beside_the_paper,
    on_a_hidden_layer,
    in_an_inline_actual_text,
    in_an_actual_text,
    in_an_alternative_text,
    in_an_expansion,
    in_the_information,
    in_the_metadata,
    in_a_bookmark,
    in_an_attachment,
    in_a_form_field,
    in_a_name,
]


@pytest.mark.parametrize("packed", [False, True], ids=["as it is", "in object streams"])
@pytest.mark.parametrize("make", IN_A_PDF)
def test_a_marker_is_found_in_a_pdf(
    make: Callable[[], pikepdf.Pdf], packed: bool, tmp_path: Path
) -> None:
    path = tmp_path / "handout.pdf"
    modes = pikepdf.ObjectStreamMode
    with make() as document:
        document.save(path, object_stream_mode=modes.generate if packed else modes.disable)
    assert set(found([MARKER], path)) == {MARKER}


def test_a_good_pdf_holds_no_marker(tmp_path: Path) -> None:
    path = tmp_path / "handout.pdf"
    with blank() as document:
        document.save(path)
    assert found([MARKER], path) == {}


PNG = base64.b64encode(png_saying(MARKER, compressed=True)).decode()
IN_A_PAGE = {
    "several elements": "<p>zebra-<b>Quar</b><i>tz</i> 91</p>",
    "an attribute": f'<p title="{MARKER}">?</p>',
    "an escaped attribute": '<p data-answer="&#122;ebra-Quartz 91">?</p>',
    "a comment": f"<!-- {MARKER} -->",
    "a script": f"<script>const answer = '{MARKER}'</script>",
    "an embedded picture": f'<img src="data:image/png;base64,{PNG}">',
    "an embedded drawing": f"<style>p {{background: url(data:image/svg+xml,{quote(SVG)})}}</style>",
}


@pytest.mark.parametrize("body", IN_A_PAGE.values(), ids=IN_A_PAGE.keys())
def test_a_marker_is_found_in_a_web_page(body: str, tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    path.write_text(f"<!doctype html><html><body>{body}</body></html>", encoding="utf-8")
    assert set(found([MARKER], path)) == {MARKER}


@pytest.mark.parametrize(
    "written_so",
    [
        "ZEBRA-QUARTZ 91",
        "zebra-\nQuartz\n\n 91",
        "zeb\N{SOFT HYPHEN}ra-Quartz\N{NO-BREAK SPACE}91",
        "zebra\N{NON-BREAKING HYPHEN}Quar-\ntz 91",
        "zebra\N{ZERO WIDTH SPACE}-Quartz \N{FULLWIDTH DIGIT NINE}1",
    ],
)
def test_typesetting_hides_nothing(written_so: str, tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    path.write_text(written_so, encoding="utf-8")
    assert set(found([MARKER, "another marker"], path)) == {MARKER}


def test_a_marker_without_letters_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    path.write_text("-")
    with pytest.raises(ValueError, match="no letter"):
        found(["--"], path)


def test_both_of_two_members_of_one_name_are_read(tmp_path: Path) -> None:
    deck = tmp_path / "deck.pptx"
    deck.write_bytes(twice(NOTES, MARKER.encode())(GOOD))
    assert [place for place in texts(deck) if place.startswith(NOTES)] == [
        f"{NOTES}(bytes)",
        f"{NOTES}(text)",
        f"{NOTES}(attributes)",
        f"{NOTES}'(bytes)",
    ]
