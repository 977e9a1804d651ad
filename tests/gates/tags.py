"""What a validator cannot see in a PDF's tags: sense, order, and what belongs together."""

import re
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from . import pdf, programs


@dataclass(frozen=True)
class Tag:
    """An element of the tag tree: its kind, its attributes as text, and how deep it stands."""

    kind: str
    depth: int
    id: str = ""
    alt: str = ""
    lang: str = ""
    scope: str = ""


def tags(path: Path) -> list[Tag]:
    """All elements of the tag tree in its order, which is the order of reading."""
    with pikepdf.open(path) as document:
        return list(_walk(document.Root.StructTreeRoot.K, 0))


def _walk(node: object, depth: int) -> Iterator[Tag]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _walk(child, depth)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        given = {name: str(node.get(f"/{name}", "")) for name in ("ID", "Alt", "Lang")}
        yield Tag(
            str(node.S)[1:], depth, given["ID"], given["Alt"], given["Lang"], _scope(node.get("/A"))
        )
        yield from _walk(node.get("/K"), depth + 1)


def _scope(attributes: object) -> str:
    all_of_them = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    scopes = [str(a.get("/Scope", "")) for a in all_of_them if isinstance(a, pikepdf.Dictionary)]
    return next(filter(None, scopes), "")


def problems(path: Path) -> list[str]:
    """What a reader of the tags would stumble over."""
    found = tags(path)
    sense = (_alts, _heads, _notes, _levels, _contents)
    return [*(problem for look in sense for problem in look(found)), *_bookmarks(path)]


def _alts(found: list[Tag]) -> Iterator[str]:
    for tag in found:
        if tag.kind == "Figure" and (not tag.alt.strip() or re.search(r"\.\w{3,4}$", tag.alt)):
            yield f"a figure says nothing but {tag.alt!r}"


def _heads(found: list[Tag]) -> Iterator[str]:
    yield from (
        "a table's head has no scope" for tag in found if tag.kind == "TH" and not tag.scope
    )


def _notes(found: list[Tag]) -> Iterator[str]:
    ids = [tag.id for tag in found if tag.kind == "Note"]
    if not all(ids) or len(set(ids)) < len(ids):
        yield "a note has no identifier of its own"


def _levels(found: list[Tag]) -> Iterator[str]:
    above = 0
    for level in [int(tag.kind[1]) for tag in found if re.fullmatch(r"H\d", tag.kind)]:
        if level > above + 1:
            yield f"a heading of level {level} follows one of level {above}"
        above = level


def _contents(found: list[Tag]) -> Iterator[str]:
    around: list[str] = []
    for tag in found:
        around[tag.depth :] = [tag.kind]
        if tag.kind == "TOCI" and around[-2] != "TOC":
            yield f"an entry of contents stands in {around[-2]}"


def _bookmarks(path: Path) -> Iterator[str]:
    said = set(_words(pdf.text(path)))
    with pikepdf.open(path) as document, document.open_outline() as outline:
        titles = [item.title for item in _items(outline.root)]
    for title in titles:
        if not said.issuperset(_words(title)):
            yield f"no heading says what the bookmark does: {title!r}"


def _words(text: str) -> list[str]:
    """Words without their marks, which programs put before or behind the letter that has them."""
    return re.findall(r"\w{2,}", "".join(c for c in text if not unicodedata.combining(c)))


def _items(items: list[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for item in items:
        yield item
        yield from _items(item.children)


def texts(path: Path) -> str:
    """What is read aloud, in the order of the tags."""
    command = [programs.find("pdfinfo"), "-struct-text", str(path)]
    answer = subprocess.run(command, capture_output=True, check=True, text=True)
    return "".join(re.findall(r'^\s*"(.*)"$', answer.stdout, re.MULTILINE))
