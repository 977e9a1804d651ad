"""Relations of the presentation to its many slides, without python-pptx's search for old ones.

`Part.relate_to` goes through all relations of a part to find one of the same kind and target, and
`part_related_by` through all to find the one of a kind. With a relation a slide, both make a deck's
time grow with the square of its slides: at 3,000 they were a third of all. New slides are related
to nothing yet, so there is nothing to look for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pptx.opc.package import Part

# What the kinds of relations of PowerPoint's own parts begin with.
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def add(part: Part, target: Part, kind: str) -> str:
    """Relate a part to one that it was not related to before, and return the relation's id."""
    return str(part.rels._add_relationship(kind, target))
