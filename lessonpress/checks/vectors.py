"""SVG pictures made safe and clean: what may travel in a deck and be drawn by any program.

An SVG is a small program: it can hold scripts, fetch files, repeat itself without end, and keep an
editor's notes and hidden layers. Only what draws is kept; what would be missing in the picture
then is a complaint instead.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from lessonpress import svg
from lessonpress.checks.complaints import Complaint
from lessonpress.svg import NAMESPACE, XLINK
from lessonpress.svg.weights import depth, weight

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# A drawing of this size takes seconds to show; what is larger holds photographs.
MOST_BYTES = 5_000_000
# Beyond these, programs that draw it take minutes, or crash.
_HEAVIEST, _DEEPEST = 100_000, 60
# The larger side of a picture, in pixels; programs refuse to make room for more.
_LARGEST = 100_000

_DRAWN = frozenset(
    (
        *("svg", "g", "defs", "symbol", "use", "switch", "a", "style", "image"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("text", "tspan", "textPath", "linearGradient", "radialGradient", "stop", "pattern"),
        *("clipPath", "mask", "marker", "filter"),
    )
)
# What programs show only when it is used, wherever it stands.
_RESOURCES = frozenset(
    (
        *("defs", "symbol", "style", "linearGradient", "radialGradient", "stop", "pattern"),
        *("clipPath", "mask", "marker", "filter"),
    )
)
_HREFS = ("href", f"{{{XLINK}}}href")
_XML = "{http://www.w3.org/XML/1998/namespace}"
_URL = re.compile(r"""url\(\s*["']?\s*([^"')]*)""", re.IGNORECASE)
_IMPORT = re.compile(r"""@import\s+["']?([^"';]*)""", re.IGNORECASE)
_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp)\s*(;[^,]*)?,", re.IGNORECASE)
_HIDDEN = re.compile(r"(?:^|;)\s*display\s*:\s*none", re.IGNORECASE)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_FAMILY = re.compile(r"(font-family\s*:\s*)([^;}]+)", re.IGNORECASE)
_GENERIC = MappingProxyType(
    {
        "serif": re.compile(r"times|georgia|cambria|garamond|palatino|bookman|(?<!sans[ -])serif"),
        "monospace": re.compile(r"mono|courier|consolas|menlo|inconsolata"),
    }
)


class _Refused(Exception):
    def __init__(self, complaint: Complaint) -> None:
        super().__init__(complaint.message)
        self.complaint = complaint


Raster = Callable[[bytes], bytes | Complaint]


def cleaned(data: bytes, raster: Raster) -> bytes | Complaint:
    """Return an SVG with what draws alone, or what is wrong with it.

    `raster` judges and cleans a photograph inside it, as one of the course would be. The result
    says its size in pixels and has a view box.
    """
    try:
        return _cleaned(data, raster)
    except _Refused as refusal:
        return refusal.complaint


def _cleaned(data: bytes, raster: Raster) -> bytes:
    from lxml import etree

    if len(data) > MOST_BYTES:
        raise _Refused(_too_large(f"has {len(data) / 1e6:.0f} MB"))
    root = _parsed(data)
    cleaning = _Cleaning(raster, frozenset(_hidden_classes(root)))
    cleaning.element(root)
    _say_size(root)
    if depth(root) > _DEEPEST:
        raise _Refused(_too_large("has groups inside groups, many deep"))
    if weight(root, _HEAVIEST) > _HEAVIEST:
        raise _Refused(_too_large("repeats its parts too often"))
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="utf-8")


def _parsed(data: bytes) -> Element:
    try:
        root = svg.parsed(data)
    except svg.UnusableSvg as mistake:
        raise _Refused(_broken(str(mistake))) from mistake
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and declared.entities():
        raise _Refused(_with_entities())
    return root


@dataclass(slots=True)
class _Cleaning:
    """One picture being cleaned in place."""

    raster: Raster
    hidden: frozenset[str] = field(default_factory=frozenset)

    def element(self, element: Element) -> None:
        """Clean an element, and leave out those below it that draw nothing."""
        self.attributes(element)
        if _name(element) == "style":
            element.text = _styles(element.text or "")
        if _name(element) == "a":  # a link in a picture is one that nobody finds
            element.tag = f"{{{NAMESPACE}}}g"
        for child in list(element):
            if self.draws(child):
                self.element(child)
            else:
                _take_out(child)

    def draws(self, element: Element) -> bool:
        name = _name(element)
        if name == "foreignObject" and not _has_alternative(element):
            raise _Refused(_with_page())
        if name not in _DRAWN and not name.startswith("fe"):
            return False
        return name in _RESOURCES or not self.is_hidden(element)

    def is_hidden(self, element: Element) -> bool:
        """Whether it never shows: an editor's hidden layer is nothing to hand out."""
        classes = element.get("class", "").split()
        shown = element.get("display", "") != "none"
        return (
            not shown
            or bool(_HIDDEN.search(element.get("style", "")))
            or any(name in self.hidden for name in classes)
        )

    def attributes(self, element: Element) -> None:
        for key, value in list(element.attrib.items()):
            name = str(key)
            if name in _HREFS:
                self.reference(element, name, str(value))
            elif not _is_kept(name):
                del element.attrib[key]
            else:
                element.set(name, _attribute(name, str(value)))

    def reference(self, element: Element, name: str, value: str) -> None:
        value = value.strip()
        if _name(element) == "a":
            del element.attrib[name]
        elif _name(element) == "image" and value.startswith("data:"):
            element.set(name, self.photograph(value))
        elif not value.startswith("#"):
            raise _Refused(_elsewhere(value))

    def photograph(self, address: str) -> str:
        """Return a picture inside the picture, without what its file carries."""
        found = self.raster(_decoded(address))
        if isinstance(found, Complaint):
            raise _Refused(_bad_inside(found))
        kind = "jpeg" if found.startswith(b"\xff\xd8") else "gif" if found[:3] == b"GIF" else "png"
        return f"data:image/{kind};base64,{base64.b64encode(found).decode()}"


def _name(element: Element) -> str:
    """Return an SVG element's name; "" for those of other languages, and for entities."""
    tag, prefix = str(element.tag), f"{{{NAMESPACE}}}"
    return tag.removeprefix(prefix) if tag.startswith(prefix) else ""


def _take_out(element: Element) -> None:
    """Remove an element, not the text that follows it."""
    parent, before = element.getparent(), element.getprevious()
    assert parent is not None
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _has_alternative(element: Element) -> bool:
    """Whether a web page inside the picture is one of several things to show."""
    parent = element.getparent()
    if parent is None or _name(parent) != "switch":
        return False
    return any(_name(other) in _DRAWN for other in parent)


def _is_kept(name: str) -> bool:
    if name.startswith("{"):
        return name in (f"{_XML}space", f"{_XML}lang")
    return not name.lower().startswith(("on", "data-", "aria-")) and name not in ("role", "xmlns")


# --- styles --------------------------------------------------------------------------------------


def _attribute(name: str, value: str) -> str:
    if name == "style":
        return _styled(value)
    _refuse_addresses(value)
    return _with_generic(value) if name == "font-family" else value


def _styles(css: str) -> str:
    css = _CSS_COMMENT.sub("", css)
    for found in _IMPORT.finditer(css):
        raise _Refused(_elsewhere(found[1]))
    if "@font-face" in css.lower():
        css = re.sub(r"@font-face\s*\{[^}]*\}", "", css, flags=re.IGNORECASE)
    return _styled(css)


def _refuse_addresses(css: str) -> None:
    for found in _URL.finditer(css):
        if not found[1].strip().startswith("#"):
            raise _Refused(_elsewhere(found[1]))


def _styled(css: str) -> str:
    if "\\" in css:  # letters written as numbers could say anything
        raise _Refused(_broken("its styles are written in code"))
    _refuse_addresses(css)
    return _FAMILY.sub(lambda found: found[1] + _with_generic(found[2]), css)


def _with_generic(families: str) -> str:
    """Name a kind of face last, so that a program without the face takes one that is like it."""
    if re.search(r"(^|,)\s*(sans-serif|serif|monospace|cursive|fantasy|inherit)\s*$", families):
        return families
    for generic, names in _GENERIC.items():
        if names.search(families.lower()):
            return f"{families.rstrip()}, {generic}"
    return f"{families.rstrip()}, sans-serif"


def _hidden_classes(root: Element) -> Iterator[str]:
    for style in root.iter(f"{{{NAMESPACE}}}style"):
        for selector, rule in _RULE.findall(_CSS_COMMENT.sub("", style.text or "")):
            if _HIDDEN.search(rule):
                yield from re.findall(r"(?:^|,)\s*\.([\w-]+)\s*(?=,|$)", selector)


# --- size ----------------------------------------------------------------------------------------


def _say_size(root: Element) -> None:
    """Write the size in pixels, a view box, and a face for text that names none."""
    size = svg.size_of(root)
    if size is None:
        raise _Refused(_without_size())
    if max(size.width, size.height) > _LARGEST:
        raise _Refused(_too_large(f"is {size.width:.0f} x {size.height:.0f} pixels large"))
    if svg.view_box(root) is None:
        root.set("viewBox", f"0 0 {size.width:g} {size.height:g}")
    root.set("width", f"{size.width:g}")
    root.set("height", f"{size.height:g}")
    if root.get("font-family") is None:
        root.set("font-family", "sans-serif")


# --- photographs inside --------------------------------------------------------------------------


def _decoded(address: str) -> bytes:
    found = _DATA.match(address)
    if not found:
        return b""
    raw = unquote_to_bytes(address[found.end() :])
    if "base64" not in (found[1] or ""):
        return raw
    try:
        return base64.b64decode(raw)
    except binascii.Error:
        return b""


# --- complaints ----------------------------------------------------------------------------------

_EXPORT = "Or export it as PNG, 2,000 pixels wide."


def _broken(why: str) -> Complaint:
    hint = "Open it in a browser; if that fails too, export it again as SVG or PNG."
    return Complaint("picture-broken", f"is damaged ({why})", hint)


def _with_entities() -> Complaint:
    hint = "Save it again as plain SVG (in Illustrator, without its editing capabilities)."
    return Complaint("picture-kind", "declares abbreviations of its own (ENTITY)", hint)


def _with_page() -> Complaint:
    hint = (
        "Export it with plain text: in draw.io without formatted text and word wrap, in Mermaid "
        f"with htmlLabels: false. {_EXPORT}"
    )
    message = "holds text as a web page (foreignObject), which slides and paper do not show"
    return Complaint("picture-kind", message, hint)


def _elsewhere(address: str) -> Complaint:
    what = f'"{address.strip()[:60]}"'
    hint = f"Embed it: in Inkscape, Extensions > Images > Embed Images. {_EXPORT}"
    return Complaint("picture-incomplete", f"shows {what}, which is not inside its file", hint)


def _bad_inside(found: Complaint) -> Complaint:
    return Complaint(found.code, f"holds a photograph that {found.message}", found.hint)


def _without_size() -> Complaint:
    hint = 'Give its <svg> a viewBox="0 0 width height", or export it again.'
    return Complaint("picture-kind", "does not say how large it is", hint)


def _too_large(message: str) -> Complaint:
    return Complaint("picture-too-large", message, f"Make it simpler. {_EXPORT}")
