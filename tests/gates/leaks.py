"""Everything a curious reader could dig out of a finished file, and the markers found in it.

Each reading is kept by its place: `ppt/slides/slide1.xml`, `object 12`, or, for a file inside a
file, `ppt/embeddings/sheet.xlsx!xl/sharedStrings.xml`.
"""

import base64
import binascii
import functools
import io
import re
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pikepdf
from lxml import etree
from PIL import Image

from . import programs
from .package import values

DATA_URI = re.compile(r"data:[^,\"'\s]*?(;base64)?,([^\"')\s]+)")
# Poppler reads no word beside the page, so the page is made larger than any `left: -9999px`.
WHOLE_PLANE = [-20000, -20000, 20000, 20000]  # in points


def texts(path: Path) -> dict[str, str]:
    """All that can be read in a finished file, by place."""
    return {"(file name)": path.name} | _read(path.read_bytes(), "")


def found(markers: Iterable[str], path: Path) -> dict[str, list[str]]:
    """The markers that stand in a file, each with its places.

    Only letters and digits count, whatever their case: line breaks, hyphens, typographic
    quotes and ligatures hide nothing.
    """
    folded = _folded(path, path.stat().st_mtime_ns)
    places = {m: [place for place in folded if _key(m) in folded[place]] for m in markers}
    return {marker: where for marker, where in places.items() if where}


@functools.cache
def _folded(path: Path, written: int) -> dict[str, str]:
    """Keep what takes seconds to dig out of a file until it is written again."""
    return {place: fold(text) for place, text in texts(path).items()}


def fold(text: str) -> str:
    """A text's letters and digits alone, in one case."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def _key(marker: str) -> str:
    if not fold(marker):
        raise ValueError(f"{marker!r} has no letter or digit to look for")
    return fold(marker)


def _read(data: bytes, place: str) -> dict[str, str]:
    """One file's readings, with those of the files inside it."""
    readings = {f"{place}(bytes)": _plain(data)}
    if data.startswith(b"PK\3\4"):
        readings |= _read_zip(data, place)
    elif data.startswith(b"%PDF-"):
        readings |= _read_pdf(data, place)
    elif data.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"<"):
        readings |= _read_markup(data, place)
    else:
        readings |= _read_picture(data, place)
    return readings


def _plain(data: bytes) -> str:
    """Bytes as a text editor shows them; without their NULs UTF-16 can be read too."""
    return data.decode(errors="ignore") + "\n" + data.replace(b"\0", b"").decode("latin-1")


def _inside(place: str, name: str) -> str:
    return f"{place}!{name}" if place else name


# Archives: decks, workbooks


def _read_zip(data: bytes, place: str) -> dict[str, str]:
    readings: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            inside = _inside(place, member.filename)
            while f"{inside}(bytes)" in readings:  # two members of one name
                inside += "'"
            readings |= _read(archive.read(member), inside)
    return readings


# XML and HTML


def _read_markup(data: bytes, place: str) -> dict[str, str]:
    root = _parsed(data)
    if root is None:
        return {}
    readings = {
        f"{place}(text)": "".join(values(root, "//text()")),  # joined: runs split words
        f"{place}(attributes)": "\n".join(values(root, "//@*")),
    }
    for number, (encoded, content) in enumerate(DATA_URI.findall(_plain(data)), start=1):
        readings |= _read(_data_uri(encoded, content), _inside(place, f"data URI {number}"))
    return readings


def _parsed(data: bytes) -> etree._Element | None:
    if re.match(rb"\s*<(!doctype html|html)", data, re.IGNORECASE):
        return etree.fromstring(data, etree.HTMLParser(encoding="utf-8", recover=True))
    return etree.fromstring(data, etree.XMLParser(recover=True, resolve_entities=False))


def _data_uri(encoded: str, content: str) -> bytes:
    raw = unquote_to_bytes(content)
    try:
        return base64.b64decode(raw + b"==") if encoded else raw
    except binascii.Error:
        return raw


# Pictures


def _read_picture(data: bytes, place: str) -> dict[str, str]:
    """Compressed text chunks, which the plain bytes do not show."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
            values = [value for value in picture.info.values() if isinstance(value, str | bytes)]
    except (OSError, SyntaxError, ValueError):
        return {}
    said = [value if isinstance(value, str) else _plain(value) for value in values]
    return {f"{place}(picture's texts)": "\n".join(said)} if said else {}


# PDF


def _read_pdf(data: bytes, place: str) -> dict[str, str]:
    readings: dict[str, str] = {}
    with pikepdf.open(io.BytesIO(data)) as document:
        readings[_inside(place, "trailer")] = "\n".join(_strings(document.trailer))
        for thing in filter(lambda thing: isinstance(thing, pikepdf.Object), document.objects):
            readings |= _read_object(thing, _inside(place, f"object {thing.objgen[0]}"))
        for number, page in enumerate(document.pages, start=1):
            readings[_inside(place, f"page {number}(operators)")] = _operands(page.obj)
        readings[_inside(place, "(pages)")] = _words_anywhere(document)
    return readings


def _read_object(thing: pikepdf.Object, place: str) -> dict[str, str]:
    readings = {place: "\n".join(_strings(thing))}
    if isinstance(thing, pikepdf.Stream):
        is_picture = thing.get("/Subtype") == "/Image"  # its pixels say nothing, its EXIF may
        readings |= _read(thing.read_raw_bytes() if is_picture else thing.read_bytes(), place)
        if thing.get("/Subtype") == "/Form" or "/PatternType" in thing:
            readings[f"{place}(operators)"] = _operands(thing)
    return readings


def _strings(thing: object) -> Iterator[str]:
    """The strings, names and keys of an object, without the objects it only refers to."""
    if isinstance(thing, pikepdf.String | pikepdf.Name):
        yield str(thing)
    elif isinstance(thing, pikepdf.Array):
        for item in thing:
            yield from _strings_within(item)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in thing.items():
            yield key
            yield from _strings_within(value)


def _strings_within(value: object) -> Iterator[str]:
    if not (isinstance(value, pikepdf.Object) and value.is_indirect):
        yield from _strings(value)


def _operands(content: pikepdf.Object) -> str:
    """What is written straight into a page's or form's operators, kerning left out."""
    instructions = pikepdf.parse_content_stream(content)
    return "".join(s for i in instructions for operand in i.operands for s in _strings(operand))


def _words_anywhere(document: pikepdf.Pdf) -> str:
    """The words poppler reads on the pages: beside the paper, too, and on hidden layers."""
    document.Root["/OCProperties"] = pikepdf.Dictionary()
    for page in document.pages:
        page.obj["/MediaBox"] = page.obj["/CropBox"] = pikepdf.Array(WHOLE_PLANE)
    spread = io.BytesIO()
    document.save(spread)
    return "\n".join(_pdftotext(spread.getvalue(), order) for order in ("-layout", "-raw"))


def _pdftotext(pdf: bytes, order: str) -> str:
    command = [programs.find("pdftotext"), order, "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
