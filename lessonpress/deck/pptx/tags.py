"""XML as text: elements, and the root of a part."""

from __future__ import annotations

from types import MappingProxyType
from xml.sax.saxutils import quoteattr

NAMESPACES = MappingProxyType(
    {
        "xmlns:a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "xmlns:p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    }
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def tag(name: str, /, *content: str, **attributes: object) -> str:
    """Return an element. `r_id` is written `r:id`; attributes that are None are left out."""
    written = "".join(
        f" {key.replace('_', ':', 1)}={quoteattr(str(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(content)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def document(name: str, *content: str) -> bytes:
    """Return a part: a root with the three namespaces of a slide."""
    spaces = "".join(f' {key}="{value}"' for key, value in NAMESPACES.items())
    text = f"{DECLARATION}<{name}{spaces}>{''.join(content)}</{name}>"
    return text.encode()
