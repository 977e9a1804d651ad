"""A .pptx as the Open Packaging Conventions (ECMA-376 part 2) see it: parts and relationships."""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import unquote

from lxml import etree

Element = etree._Element

NAMESPACES = {
    "a14": "http://schemas.microsoft.com/office/drawing/2010/main",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
}
CONTENT_TYPES = "[Content_Types].xml"
CORE_PROPERTIES = "docProps/core.xml"
PRESENTATION = "ppt/presentation.xml"


@dataclass(frozen=True)
class Relationship:
    source: str  # the part it belongs to, "" for the package itself
    id: str
    kind: str  # the last word of its type: slide, image, hyperlink, ...
    target: str  # a part's name, or an address where it is external
    external: bool


@dataclass(frozen=True)
class Package:
    members: tuple[zipfile.ZipInfo, ...]
    parts: Mapping[str, bytes]
    xml: Mapping[str, Element]
    malformed: Mapping[str, str]  # part -> what the XML parser says
    relationships: tuple[Relationship, ...]

    def of(self, source: str, kind: str = "") -> list[Relationship]:
        """A part's relationships, of one kind or of all."""
        return [r for r in self.relationships if r.source == source and kind in ("", r.kind)]

    def all(self, *kinds: str) -> dict[str, Element]:
        """The XML parts that some part refers to as a slide, slideLayout, notesSlide, ..."""
        names = dict.fromkeys(r.target for r in self.relationships if r.kind in kinds)
        return {name: self.xml[name] for name in names if name in self.xml}

    def listed_slides(self) -> dict[str, str]:
        """Slide id -> part of the slides the presentation shows, in its order."""
        targets = {r.id: r.target for r in self.of(PRESENTATION, "slide")}
        return {
            str(slide.get("id")): targets.get(slide.get(qualified("r:id"), ""), "")
            for slide in find(self.xml.get(PRESENTATION), "p:sldIdLst/p:sldId")
        }


def open_package(pptx: bytes) -> Package:
    """Read a .pptx; raises zipfile.BadZipFile where it is none."""
    with zipfile.ZipFile(io.BytesIO(pptx)) as archive:
        members = tuple(archive.infolist())
        parts = {member.filename: archive.read(member) for member in members}
    xml, malformed = {}, {}
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            try:
                xml[name] = parse(data)
            except etree.XMLSyntaxError as error:
                malformed[name] = str(error)
    return Package(members, parts, xml, malformed, tuple(_relationships(xml)))


def parse(data: bytes) -> Element:
    """XML read without entities, network or comments."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    return etree.fromstring(data, parser)


def find(root: Element | None, path: str) -> list[Element]:
    """The elements at an XPath; none where there is no root."""
    return [] if root is None else cast(list[Element], root.xpath(path, namespaces=NAMESPACES))


def values(root: Element, path: str) -> list[str]:
    """The texts or attribute values at an XPath."""
    return [str(value) for value in cast(list[object], root.xpath(path, namespaces=NAMESPACES))]


def qualified(name: str) -> str:
    """`r:id` as lxml spells it: `{namespace}id`."""
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def relationships_part(source: str) -> str:
    """Where a part's relationships are kept: ppt/slides/_rels/slide1.xml.rels."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def source_of(relationships: str) -> str:
    """The part whose relationships these are: the way back from `relationships_part`."""
    folder, name = posixpath.split(relationships)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _relationships(xml: Mapping[str, Element]) -> Iterator[Relationship]:
    for name, root in xml.items():
        if name.endswith(".rels"):
            for element in find(root, "rel:Relationship"):
                yield _relationship(source_of(name), element)


def _relationship(source: str, element: Element) -> Relationship:
    external = element.get("TargetMode") == "External"
    target = element.get("Target", "")
    return Relationship(
        source=source,
        id=element.get("Id", ""),
        kind=posixpath.basename(element.get("Type", "")),
        target=target if external else _part_at(target, source),
        external=external,
    )


def _part_at(target: str, source: str) -> str:
    """The part a relative or absolute internal target names."""
    from_root = posixpath.join("/", posixpath.dirname(source), unquote(target.partition("#")[0]))
    return posixpath.normpath(from_root).lstrip("/")
