"""A template of any make as a reference deck: what layouts it has, and which plays which role.

`opening` says which files will do, `package` and `masters` read one with lxml, `colors` its
colours; `roles` finds layouts for roles by `words` and shapes, `placing` names their placeholders
and makes up what they lack; `remarks` is what there is to say about all that.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from lxml import etree

from lessonpress.deck.layouts import ROLES, Layout, Placeholder, Reference
from lessonpress.deck.model import Frame, ParagraphFormat
from lessonpress.deck.reference import placing, remarks, roles, table_styles
from lessonpress.deck.reference.masters import Master
from lessonpress.deck.reference.opening import UnusableReference, opened
from lessonpress.deck.reference.package import Element, Package, every, one
from lessonpress.deck.reference.roles import Found
from lessonpress.diagnostics import Diagnostic, error
from lessonpress.measure import Fonts
from lessonpress.model import Span
from lessonpress.theme import contrast

__all__ = ["Template", "UnusableReference", "diagnostics", "read", "template", "unusable"]

_NO_WISHES: Mapping[str, str] = MappingProxyType({})
_LEGIBLE_HEAD = 3.0  # of bold text (WCAG 2.2, 1.4.3)
_CAPTION, _FOOTNOTE = 14.0, 12.0
# A table's text: what a template's text boxes have, within what a table bears.
_SMALLEST, _LARGEST = 14.0, 20.0


@dataclass(frozen=True, slots=True)
class Template:
    """A reference deck, the layouts as the template has them, and which was found for each role."""

    reference: Reference
    layouts: tuple[Layout, ...]
    found: Mapping[str, Found]


def read(pptx: bytes, wishes: Mapping[str, str] = _NO_WISHES) -> Reference:
    """Return what a template offers. `wishes` names layouts by role. Raises UnusableReference."""
    return template(pptx, wishes).reference


def template(pptx: bytes, wishes: Mapping[str, str] = _NO_WISHES) -> Template:
    """Return what a template offers, and how it was found. Raises UnusableReference."""
    return _template(pptx, tuple(sorted(wishes.items())))


def diagnostics(
    found: Template, wishes: Mapping[str, str], fonts: Fonts, span: Span
) -> Iterator[Diagnostic]:
    """Yield what there is to say about a template; `span` is where it is named."""
    yield from remarks.fonts(found.reference.theme, fonts, span)
    yield from remarks.wishes(wishes, found.layouts, span)
    yield from remarks.roles(found.found, span)
    yield from remarks.colors(found.reference.theme, span)


def unusable(mistake: UnusableReference, span: Span) -> Diagnostic:
    """Return the complaint about a template that cannot be built on."""
    message = f"The reference deck cannot be used: {mistake}."
    hint = "Save it from PowerPoint as .pptx without a password, or leave it out to get ours back."
    return error("reference-deck-broken", span, message, hint)


@lru_cache(maxsize=8)
def _template(pptx: bytes, wishes: tuple[tuple[str, str], ...]) -> Template:
    raw = _raw(pptx)
    found = roles.find(raw.layouts, raw.width * raw.height, dict(wishes))
    content, poor = found["content"].layout, found["content"].how == roles.FOR_WANT
    page = placing.canvas(content, poor, raw.master, raw.width, raw.height)
    return Template(_Finding(raw, found, page).reference(), raw.layouts, found)


# --- as it is ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Raw:
    """A template before anything in it has found its role."""

    width: int
    height: int
    layouts: tuple[Layout, ...]
    master: tuple[Placeholder, ...]
    table_style: tuple[str, bool]
    text: ParagraphFormat
    table_styles: Element | None


def _raw(pptx: bytes) -> _Raw:
    try:
        with zipfile.ZipFile(io.BytesIO(opened(pptx))) as archive:
            return _read(Package(archive))
    except UnusableReference:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        LookupError,
        ValueError,
        etree.XMLSyntaxError,
        StopIteration,
        RuntimeError,
    ) as mistake:
        raise UnusableReference("it is not a whole .pptx file") from mistake


def _read(package: Package) -> _Raw:
    main = package.main()
    presentation = package.xml(main)
    defaults = one(presentation, "p:defaultTextStyle")
    size = one(presentation, "p:sldSz")
    width, height = (
        (int(size.get(side, "0")) for side in ("cx", "cy")) if size is not None else (0, 0)
    )
    whole = Frame(0, 0, width, height)
    parts = _masters(package, main, presentation)
    masters = [Master(package, part, defaults, whole) for part in parts]
    layouts = tuple(layout for master in masters for layout in master.layouts())
    if size is None or not layouts:
        raise UnusableReference(_without_layouts(presentation))
    text, styles = masters[0].format([defaults], 1), _table_styles(package, main)
    style = _table_style(styles)
    return _Raw(width, height, layouts, masters[0].places(), style, text, styles)


def _masters(package: Package, main: str, presentation: Element) -> Iterator[str]:
    for ident in every(presentation, "p:sldMasterIdLst/p:sldMasterId/@r:id"):
        yield package.by_id(main, str(ident))


def _without_layouts(presentation: Element) -> str:
    if "purl.oclc.org" in str(presentation.tag):
        return 'it is saved as "Strict Open XML"'
    return "it has no slide layouts"


def _table_styles(package: Package, main: str) -> Element | None:
    part = next(package.related(main, "tableStyles"), None)
    return None if part is None else package.xml(part)


def _table_style(styles: Element | None) -> tuple[str, bool]:
    """Return the id of the style a new table takes, and whether it leaves cells without ground.

    PowerPoint's own styles are known by their ids alone, and nearly all of them have grounds.
    """
    if styles is None:
        return table_styles.NO_STYLE, True
    ident = styles.get("def") or table_styles.NO_STYLE
    own = one(styles, f"a:tblStyle[@styleId='{ident}']")
    return ident, own is not None and not every(own, ".//a:tcStyle/a:fill/a:solidFill")


# --- as slides see it -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Finding:
    """A template whose layouts have found their roles, and get places by name."""

    raw: _Raw
    found: Mapping[str, Found]
    page: placing.Canvas

    def reference(self) -> Reference:
        style, is_open = self.table_style()
        theme = self.found["content"].layout.theme
        text = replace(
            self.raw.text, size=min(max(self.raw.text.size, _SMALLEST), _LARGEST), caps=False
        )
        return Reference(
            width=self.page.width,
            height=self.page.height,
            roles={role: self.role(role, each) for role, each in self.found.items()},
            named=self.named(),
            table_style=style,
            table_open=is_open,
            text=text,
            caption=self.caption(text),
            footnote=self.footnote(text),
            theme=theme,
            table_look=table_styles.look(style, self.raw.table_styles, theme),
        )

    def table_style(self) -> tuple[str, bool]:
        """Return the template's style, or one that can be read where that cannot be.

        PowerPoint's styles are made for light ground, and set heads in white on an accent.
        """
        style, is_open = self.raw.table_style
        theme = self.found["content"].layout.theme
        pale = contrast(theme.color("accent1"), theme.paper) < _LEGIBLE_HEAD
        return (
            (table_styles.GRID, False) if (theme.dark or pale) and not is_open else (style, is_open)
        )

    def role(self, role: str, found: Found) -> Layout:
        return placing.placed(found.layout, role, self.page, bool(found.stands_in))

    def named(self) -> Mapping[str, Mapping[str, Layout]]:
        """Return each layout for every role; of two that have one name, that is the first."""
        first = {layout.name.casefold(): layout for layout in reversed(self.raw.layouts)}
        return {
            name: {role: placing.placed(layout, role, self.page, False) for role in ROLES}
            for name, layout in first.items()
        }

    def caption(self, text: ParagraphFormat) -> ParagraphFormat:
        own = (layout.placeholder("caption") for layout in self.raw.layouts)
        levels = next((place.levels for place in own if place), None)
        return levels[0] if levels else replace(text, size=_CAPTION)

    def footnote(self, text: ParagraphFormat) -> ParagraphFormat:
        """Return how footnotes are set: as the footer is, where that can be read."""
        places = (place for layout in self.raw.layouts for place in layout.placeholders)
        footer = next((place.levels[0] for place in places if place.kind == "ftr"), text)
        size = max(min(footer.size, _CAPTION), _FOOTNOTE)
        return replace(footer, align="left", size=size, caps=False, tracked=False)
