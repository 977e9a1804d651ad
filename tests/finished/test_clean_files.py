"""Nothing of who made a file, where, and of what, goes with it to students."""

from __future__ import annotations

import getpass
import io
import re
import socket
import zipfile
from pathlib import Path

import pikepdf
import pytest
from gates import leaks
from PIL import Image, PngImagePlugin
from pptx import Presentation
from pptx.util import Inches

from finished.conftest import run

pytestmark = pytest.mark.slow

UNIT = """---
title: Clean
---

## A photograph {#photo}

![What it shows](assets/FILENAMEQZX.jpg)

## A drawing

![What it draws](assets/DRAWINGNAMEQZX.png) <!-- COMMENTQZX -->

Words for everybody.
"""


def photograph() -> bytes:
    """A photograph that lies on its side, with all that a camera and its owner write into it."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it by a quarter, to the right
    exif[0x010E], exif[0x010F], exif[0x013B] = "ABOUTQZX", "CAMERAQZX", "OWNERQZX"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 29: "GPSQZX"})
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0REMARKQZX"
    file = io.BytesIO()
    picture = Image.new("RGB", (120, 80), "red")
    picture.paste("blue", (0, 0, 60, 80))
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>XMPQZX</x:xmpmeta>"
    picture.save(file, "JPEG", exif=exif, comment=b"JPEGCOMMENTQZX", xmp=xmp)
    return file.getvalue()


def drawing() -> bytes:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "PNGAUTHORQZX")
    words.add_itxt("Source", "/home/PNGPATHQZX/a.png")
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(file, "PNG", pnginfo=words)
    return file.getvalue()


def template() -> bytes:
    """A template in which somebody's name, firm, slides, notes and thumbnail are left."""
    deck = Presentation()
    about = deck.core_properties
    about.author, about.last_modified_by = "TEMPLATEAUTHORQZX", "TEMPLATEEDITORQZX"
    about.title, about.comments = "TEMPLATETITLEQZX", "TEMPLATEREMARKQZX"
    about.keywords, about.category, about.revision = "TEMPLATEKEYQZX", "TEMPLATEKINDQZX", 77
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "TEMPLATESLIDEQZX"
    slide.notes_slide.notes_text_frame.text = "TEMPLATENOTEQZX"
    slide.shapes.add_picture(io.BytesIO(drawing()), Inches(1), Inches(1)).name = "LEFTPICTUREQZX"
    saved = io.BytesIO()
    deck.save(saved)
    return with_parts(saved.getvalue())


def with_parts(deck: bytes) -> bytes:
    """Add a firm, a thumbnail, a property of one's own and the path it was saved at."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(deck)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/app.xml":
                firm = b"<Company>FIRMQZX</Company><Manager>MANAGERQZX</Manager></Properties>"
                data = data.replace(b"</Properties>", firm)
            if name.startswith("docProps/thumbnail"):
                data = photograph()
            if name == "ppt/presProps.xml":
                data = data.replace(b"</p:presentationPr>", b"<!-- PROPSQZX --></p:presentationPr>")
            new.writestr(name, data)
    return target.getvalue()


MARKERS = frozenset(re.findall(r"\w+QZX", Path(__file__).read_text("utf-8")))


@pytest.fixture(scope="module")
def student(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The students' folder of a course whose files tell tales."""
    project = tmp_path_factory.mktemp("LOCALPATHQZX")
    assets = project / "content" / "course" / "assets"
    assets.mkdir(parents=True)
    (assets.parent / "01-clean.md").write_text(UNIT, encoding="utf-8")
    (assets.parent / "course.yml").write_text("title: Clean\nbrand: BRANDQZX\n", encoding="utf-8")
    (assets / "FILENAMEQZX.jpg").write_bytes(photograph())
    (assets / "DRAWINGNAMEQZX.png").write_bytes(drawing())
    (project / "brands" / "BRANDQZX").mkdir(parents=True)
    (project / "brands" / "BRANDQZX" / "reference.pptx").write_bytes(template())
    done = run(project)
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "output" / "course" / "student"


def test_files_for_students_tell_nothing_of_where_they_come_from(student: Path) -> None:
    # "root" is a word of PDF's own.
    names = {getpass.getuser(), socket.gethostname(), Path.home().name} - {"root", "localhost"}
    wanted = {*MARKERS, str(student.parents[2]), *(name for name in names if len(name) > 3)}
    found = {path.name: leaks.found(wanted, path) for path in student.iterdir()}
    assert len(found) == 4
    assert {name: where for name, where in found.items() if where} == {}


def test_pictures_in_decks_are_clean_and_upright(student: Path) -> None:
    (deck,) = student.glob("*.pptx")
    with zipfile.ZipFile(deck) as archive:
        media = {n: archive.read(n) for n in archive.namelist() if n.startswith("ppt/media/")}
        names = archive.namelist()
    for name, data in media.items():
        assert re.fullmatch(r"ppt/media/image\d+\.\w+", name)
        with Image.open(io.BytesIO(data)) as picture:
            assert not picture.getexif()
            assert not set(picture.info) & {"comment", "xmp", "exif", "Author", "Source"}
    (photo,) = (data for name, data in media.items() if name.endswith(".jpg"))
    with Image.open(io.BytesIO(photo)) as picture:
        assert picture.size == (80, 120)
    assert not [name for name in names if "thumbnail" in name or "custom" in name.lower()]


def test_photographs_are_upright_on_paper_too(student: Path) -> None:
    with pikepdf.open(student / "01-clean-handout.pdf") as pdf:
        streams = (o for o in pdf.objects if isinstance(o, pikepdf.Stream))
        pictures = [o for o in streams if o.get("/Subtype") == "/Image"]
    assert (80, 120) in [(int(each["/Width"]), int(each["/Height"])) for each in pictures]
