"""The gate for decks lets a good deck pass and names what is wrong with each broken one."""

import io
import zipfile
from pathlib import Path

import pytest
from gates import ooxml, pdf, programs, render
from gates.pptx_lint import RULES, problems
from gates.samples import (
    FIGURE_SLIDE,
    LIST_SLIDE,
    NOTES,
    Edit,
    both,
    drop,
    good_deck,
    png,
    put,
    read,
    swap,
    twice,
)

GOOD = good_deck()
LIST_RELS = "ppt/slides/_rels/slide1.xml.rels"
FIGURE_RELS = "ppt/slides/_rels/slide2.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE = "docProps/core.xml"
PICTURE = "ppt/media/image1.png"
LINK = "https://example.org/a?b=c"
EQUATION = (
    '<a14:m xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main">'
    '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
    '<m:r><a:rPr lang="en-GB"/><m:t>x</m:t></m:r></m:oMath></a14:m>'
)
BODY = '<p:ph idx="1"/>'
TITLE = '<p:ph type="title"/>'
DESCRIBED = ' descr="Cases by year"'
PART = '<p:pRg st="1" end="1"/>'
PART_2 = '<p:pRg st="2" end="2"/>'
BUILD = '<p:bldP spid="3" grpId="0" build="p"/>'
TEXT = "<a:t>One point</a:t>"
EMPTY_CELL = "<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p/></a:txBody><a:tcPr/></a:tc>"
DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative xmlns:adec='
    '"http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def dated_today(deck: bytes) -> bytes:
    archived = io.BytesIO()
    with zipfile.ZipFile(archived, "w") as archive:
        for name, data in read(deck).items():
            archive.writestr(name, data)
    return archived.getvalue()


def relate(rels: str, kind: str, target: str, mode: str = "Internal") -> Edit:
    """Give a part one more relationship."""
    added = (
        f'<Relationship Id="rId99" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        "</Relationships>"
    )
    return swap(rels, "</Relationships>", added)


def emptied(text: str) -> Edit:
    return swap(LIST_SLIDE, f"<a:t>{text}</a:t>", "<a:t> </a:t>")


SABOTAGE: list[tuple[str, str, Edit]] = [
    # rule, what was done, how
    ("duplicate-member", "a part is there twice", twice(PICTURE, png())),
    ("zip-time", "members carry the time of the build", dated_today),
    ("malformed-xml", "a part is cut short", put("ppt/presProps.xml", b"<p:presentationPr")),
    ("content-type", "an extension is unknown", swap("[Content_Types].xml", '"png"', '"gif"')),
    ("content-type", "a part is declared, not there", both(
        drop("docProps/app.xml"),
        swap("_rels/.rels", 'Target="docProps/app.xml"', 'Target="docProps/core.xml"'),
    )),
    ("dangling-relationship", "a target is missing", relate(LIST_RELS, "image", "../media/9.png")),
    ("unknown-relationship-id", "an r:id is unknown", swap(LIST_SLIDE, 'r:id="rId', 'r:id="rId7')),
    ("orphan-part", "nobody refers to a slide", put("ppt/slides/slide9.xml", b"<x/>")),
    ("orphan-part", "nobody refers to a picture", put("ppt/media/image9.png", png())),
    ("orphan-part", "a slide is not listed", both(
        swap("ppt/presentation.xml", '<p14:sldId id="257"/>', ""),
        swap("ppt/presentation.xml", '<p:sldId id="257" r:id="rId9"/>', ""),
    )),
    ("external-target", "a picture is linked", relate(
        FIGURE_RELS, "image", "https://example.org/p.png", "External"
    )),
    ("document-properties", "the author is the library's", swap(CORE, "A. Nyman", "Steve Canny")),
    ("document-properties", "the date is the library's", swap(CORE, "2024-05-01", "2013-01-27")),
    ("document-properties", "there is no title", swap(CORE, "Gates", "")),
    ("section", "a section names an unknown slide", swap(
        "ppt/presentation.xml", '<p14:sldId id="257"/>', '<p14:sldId id="999"/>'
    )),
    ("section", "a slide stands in two sections", swap(
        "ppt/presentation.xml", '<p14:sldId id="257"/>', '<p14:sldId id="256"/>'
    )),
    ("shared-notes", "two slides share their notes", relate(
        FIGURE_RELS, "notesSlide", "../notesSlides/notesSlide1.xml"
    )),
    ("title", "the title is a common text box", swap(LIST_SLIDE, TITLE, "")),
    ("title", "the title is empty", emptied("A good slide")),
    ("animation", "it is of a missing shape", both(
        swap(LIST_SLIDE, 'spid="3"><p:txEl>', 'spid="33"><p:txEl>'),
        both(swap(LIST_SLIDE, 'spid="3" grp', 'spid="33" grp'), swap(LIST_SLIDE, PART, ""))
    )),
    ("animation", "two time nodes have one id", swap(LIST_SLIDE, 'cTn id="3"', 'cTn id="2"')),
    ("animated-paragraph", "it is of a paragraph too many", swap(LIST_SLIDE, PART, PART_2)),
    ("animated-paragraph", "its paragraph is empty", emptied("a source")),
    ("build-list", "a build is not listed", swap(LIST_SLIDE, BUILD, "")),
    ("build-list", "a build is listed twice", swap(LIST_SLIDE, BUILD, BUILD * 2)),
    ("build-list", "what is not animated is listed", swap(
        LIST_SLIDE, BUILD, BUILD + '<p:bldP spid="2" grpId="0"/>'
    )),
    ("build-list", "paragraphs are listed as a whole", swap(LIST_SLIDE, ' build="p"', "")),
    ("shape-id", "two shapes have one id", swap(FIGURE_SLIDE, 'cNvPr id="3"', 'cNvPr id="2"')),
    ("unknown-placeholder", "the layout lacks it", swap(LIST_SLIDE, BODY, '<p:ph idx="77"/>')),
    ("empty-placeholder", "it asks to click and add text", both(
        emptied("One point"), both(emptied("a source"), swap(LIST_SLIDE, PART, ""))
    )),
    ("outside-slide", "a picture hangs over the edge", swap(
        FIGURE_SLIDE, '<a:off x="4572000"', '<a:off x="9072000"'
    )),
    ("outside-slide", "a picture lies left of the slide", swap(
        FIGURE_SLIDE, '<a:off x="4572000"', '<a:off x="-1"'
    )),
    ("outside-slide", "a layout's placeholder lies outside", swap(
        "ppt/slideLayouts/slideLayout1.xml", '<a:off x="685800"', '<a:off x="-685800"'
    )),
    ("alt-text", "figures are not described", swap(FIGURE_SLIDE, DESCRIBED, "")),
    ("alt-text", "the file's name stands in", swap(FIGURE_SLIDE, "Cases by year", "image1.PNG")),
    ("table-row", "a row is short", swap(
        FIGURE_SLIDE, f"{EMPTY_CELL}</a:tr>", "</a:tr>"
    )),
    ("picture", "its end is missing", put(PICTURE, png()[:-20])),
    ("picture", "a byte is flipped", put(PICTURE, png().replace(b"IDATx", b"IDATy"))),
    ("picture", "it is no picture", put(PICTURE, b"Not found")),
    ("clip", "a video is linked and not held", swap(
        FIGURE_SLIDE, "<p:nvPr/></p:nvPicPr>",
        '<p:nvPr><a:videoFile r:link="rId2"/></p:nvPr></p:nvPicPr>')),
    ("drawing", "an SVG has no pixels", swap(
        FIGURE_SLIDE, '<a:blip r:embed="rId2"/>', '<a:blip r:embed="rId2"><a:extLst>'
        '<a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip r:embed="rId2" '
        'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"/></a:ext>'
        "</a:extLst></a:blip>")),
    ("escaped-control", "_x0007_ is read out", swap(LIST_SLIDE, "One point", "One_x0007_point")),
    ("bad-language", "a word for a tag", swap(LIST_SLIDE, '"en-GB"', '"english"')),
    ("bad-language", "an underscore", swap(LIST_SLIDE, '"en-GB"', '"en_GB"')),
    ("no-language", "a slide's run", swap(LIST_SLIDE, ' lang="en-GB"', "")),
    ("no-language", "a note's run", swap(NOTES, ' lang="en-GB"', "")),
    *[
        ("hyperlink", address, swap(LIST_RELS, LINK, address))
        for address in (
            "javascript:alert(1)",
            "file:///home",
            "http://",
            "http://[broken",
            "https://example.org/a b",
            "https://example.org/100%",
            "example.org",
            "mailto:nobody",
        )
    ],
    ("equation", "nothing stands in for it", swap(
        LIST_SLIDE, "One point</a:t></a:r>", f"One point</a:t></a:r>{EQUATION}"
    )),
    ("hyperlink", "a click starts a program", swap(
        LIST_SLIDE, "<a:hlinkClick ", '<a:hlinkClick action="ppaction://program" '
    )),
]  # fmt: skip

FRAMED = read(GOOD)[FIGURE_SLIDE].decode()
PIC = FRAMED[FRAMED.index("<p:pic>") : FRAMED.index("</p:pic>") + len("</p:pic>")]
CHOICE = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main" '
    f'Requires="p14">{PIC}</mc:Choice><mc:Fallback>{PIC}</mc:Fallback></mc:AlternateContent>'
)
FAR_PIC = PIC.replace(DESCRIBED, "").replace("4572000", "99999999")
GROUP = (
    '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="9" name="Flow" descr="A leads to B"/><p:cNvGrpSpPr/>'
    f"<p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>{FAR_PIC}</p:grpSp>"
)
JUMP = 'action="ppaction://hlinkshowjump?jump=nextslide" r:id=""'

HARMLESS: list[tuple[str, Edit]] = [
    ("a decorative picture", swap(
        FIGURE_SLIDE, f'"Picture 3"{DESCRIBED}/>', f'"Picture 3">{DECORATIVE}</p:cNvPr>'
    )),
    ("a shape and its fallback with one id", swap(FIGURE_SLIDE, PIC, CHOICE)),
    ("a group described as a whole, in coordinates of its own", swap(FIGURE_SLIDE, PIC, GROUP)),
    ("a click to the next slide", swap(LIST_SLIDE, 'hlinkClick r:id="rId2"', f"hlinkClick {JUMP}")),
    ("a mail address", swap(LIST_RELS, LINK, "mailto:a@example.org")),
    ("an address with an accent, escaped", swap(LIST_RELS, LINK, "https://example.org/%C3%A9#x")),
    ("Serbian in Latin script", swap(LIST_SLIDE, 'lang="en-GB"', 'lang="sr-Latn-RS"')),
]  # fmt: skip


def saved(deck: bytes, path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(deck)
    return path


def test_a_good_deck_passes() -> None:
    assert problems(GOOD) == []


@pytest.mark.parametrize(
    ("rule", "edit"), [pytest.param(rule, edit, id=f"{rule}: {it}") for rule, it, edit in SABOTAGE]
)
def test_a_broken_deck_is_told_what_is_wrong(rule: str, edit: Edit) -> None:
    assert {problem.partition(":")[0] for problem in problems(edit(GOOD))} == {rule}


@pytest.mark.parametrize("edit", [pytest.param(edit, id=it) for it, edit in HARMLESS])
def test_what_is_sound_is_left_alone(edit: Edit) -> None:
    assert problems(edit(GOOD)) == []


def test_every_rule_has_a_deck_that_breaks_it() -> None:
    assert {rule for rule, _, _ in SABOTAGE} == set(RULES)


def test_what_is_no_zip_is_named() -> None:
    assert problems(GOOD[:100])[0].startswith("not-a-zip")


@pytest.mark.slow
def test_the_sdk_validator_judges_each_deck_for_both_office_versions(tmp_path: Path) -> None:
    good = saved(GOOD, tmp_path / "good.pptx")
    unnamed = saved(swap(LIST_SLIDE, 'id="3" name', "name")(GOOD), tmp_path / "unnamed.pptx")
    foreign = saved(swap(LIST_SLIDE, "<a:lstStyle/>", "<a:lst/>")(GOOD), tmp_path / "foreign.pptx")
    cut = saved(GOOD[:5000], tmp_path / "cut.pptx")

    errors = ooxml.sdk_errors([good, unnamed, foreign, cut])

    assert errors[good] == []
    for broken in (unnamed, foreign, cut):
        assert {error.partition(":")[0] for error in errors[broken]} == set(ooxml.OFFICE_VERSIONS)


@pytest.mark.slow
def test_decks_of_one_name_are_printed_side_by_side_without_their_hidden_slides(
    tmp_path: Path,
) -> None:
    all_shown = saved(GOOD, tmp_path / "student" / "slides.pptx")
    one_hidden = saved(
        swap(FIGURE_SLIDE, "<p:sld ", '<p:sld show="0" ')(GOOD),
        tmp_path / "instructor" / "slides.pptx",
    )

    printed = render.to_pdf([all_shown, one_hidden], tmp_path)

    # Bullets may come from the faces for other scripts, words only from the shipped ones.
    families = ("Carlito", *render.OTHER_FAMILIES)
    used = {font for path in printed for font in pdf.fonts(path)}
    assert "Carlito" in used
    assert {font for font in used if not font.startswith(families)} == set()
    assert [path.name for path in printed] == ["001-slides.pdf", "002-slides.pdf"]
    assert [render.slides_shown(deck) for deck in (all_shown, one_hidden)] == [2, 1]


@pytest.mark.slow
def test_a_deck_that_libreoffice_cannot_open_is_noticed(tmp_path: Path) -> None:
    hollow = saved(drop("ppt/presentation.xml")(GOOD), tmp_path / "hollow.pptx")
    with pytest.raises(AssertionError, match="hollow"):
        render.to_pdf([hollow], tmp_path)


def test_a_missing_program_skips_at_home_and_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-program"):
        programs.find("no-such-program")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no-such-program"):
        programs.find("no-such-program")
