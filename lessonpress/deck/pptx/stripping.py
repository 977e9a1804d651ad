"""A template without what is nobody's business in a deck made on it.

Its own slides and sections go, and with them comments and their authors, macros, tags, the file's
properties and its thumbnail, custom XML and the settings of somebody's printer.
"""

from __future__ import annotations

import re
from typing import Any

# What a presentation may be related to in a deck of ours (ends of relationship types).
_KEPT = frozenset(
    {"slideMaster", "notesMaster", "handoutMaster", "theme", "presProps", "tableStyles", "font"}
)
_LEFTOVERS = (
    "p:custShowLst",
    "p:custDataLst",
    "p:photoAlbum",
    "p:modifyVerifier",
    "p:smartTags",
    "p:extLst/p:ext[@uri='{521415D9-36F7-43E2-AB2F-B90AF26B5E84}']",  # sections
)


# Folders whose parts have the names that those of a deck's own slides have, too.
_SHARED_FOLDERS = ("media", "charts", "embeddings", "drawings", "diagrams")


_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)


def strip(presentation: Any) -> None:
    """Take out of an open template whatever is not how its slides look.

    What its layouts hold gets names that no part of a slide has.
    """
    part = presentation.part
    listed = part._element.get_or_add_sldIdLst()
    for entry in list(listed):
        listed.remove(entry)
    for path in _LEFTOVERS:
        for leftover in part._element.xpath(path):
            leftover.getparent().remove(leftover)
    _keep(part.rels, _KEPT)
    _keep(part.package._rels, frozenset({"officeDocument"}))
    for master in presentation.slide_masters:
        for place in (master, *master.slide_layouts):
            _unlink(place.part)
    for held in part.package.iter_parts():
        _uncomment(held)
        folder, _, name = held.partname.rpartition("/")
        if folder.rpartition("/")[2] in _SHARED_FOLDERS:
            held.partname = type(held.partname)(f"{folder}/template-{name}")


def _uncomment(part: Any) -> None:
    """Take out the comments of XML, which programs write none of and people may."""
    if hasattr(part, "_element"):
        for comment in part._element.xpath(".//comment()"):
            comment.getparent().remove(comment)
    elif part.partname.endswith(".xml"):
        part._blob = _COMMENT.sub(b"", part.blob)


def _keep(relationships: Any, kinds: frozenset[str]) -> None:
    for ident, relationship in list(relationships.items()):
        if relationship.reltype.rpartition("/")[2] not in kinds:
            relationships.pop(ident)


def _unlink(part: Any) -> None:
    """Take from a master or layout its links to slides that are gone, and its tags."""
    for ident, relationship in list(part.rels.items()):
        if relationship.reltype.rpartition("/")[2] in ("slide", "tags", "comments"):
            for element in part._element.xpath(f".//*[@r:id='{ident}']"):
                element.getparent().remove(element)
            part.rels.pop(ident)
