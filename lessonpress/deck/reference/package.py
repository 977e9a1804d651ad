"""The parts of an open .pptx by their names, and how they are related; XPath over them."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

Element = etree._Element

_NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


class Package:
    """Parts of the open archive by their names, without the slash at the beginning."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = frozenset(archive.namelist())

    def xml(self, part: str) -> Element:
        """Return a part's root. Raises KeyError, etree.XMLSyntaxError."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return etree.fromstring(self._archive.read(part), parser)

    def data(self, part: str) -> bytes:
        """Return a part's bytes. Raises KeyError."""
        return self._archive.read(part)

    def main(self) -> str:
        """Return the presentation's own part, wherever the package keeps it."""
        return next(self.related("", "officeDocument"))

    def related(self, part: str, kind: str) -> Iterator[str]:
        """Yield the parts that `part` names by relationships of a kind, in their ids' order."""
        for relationship in self._relationships(part):
            if relationship.get("Type", "").endswith(f"/{kind}"):
                yield _target(part, relationship)

    def by_id(self, part: str, ident: str) -> str:
        """Return the part that `part` calls by a relationship's id. Raises StopIteration."""
        return next(_target(part, r) for r in self._relationships(part) if r.get("Id") == ident)

    def _relationships(self, part: str) -> Iterable[Element]:
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        return self.xml(path) if path in self._names else ()


def _target(part: str, relationship: Element) -> str:
    folder, target = posixpath.dirname(part), relationship.get("Target", "")
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


# --- XML -----------------------------------------------------------------------------------------


def every(element: Element, path: str) -> list[Element]:
    """Return what an XPath finds."""
    return element.xpath(path, namespaces=_NS)  # type: ignore[return-value]


def one(element: Element, path: str) -> Element | None:
    """Return the first that an XPath finds."""
    return next(iter(every(element, path)), None)


def last(elements: list[Element], path: str) -> str | None:
    """Return what the last element that has anything at `path` has there."""
    values = (str(v) for e in reversed(elements) for v in every(e, path))
    return next(values, None)


def merged(elements: Iterable[Element | None]) -> Mapping[str, str]:
    """Return the elements' attributes, of each the last."""
    return {str(k): str(v) for e in elements if e is not None for k, v in e.attrib.items()}
