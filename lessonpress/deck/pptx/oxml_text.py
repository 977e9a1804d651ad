"""The DrawingML of text: colours, paragraphs, runs, in small builders that return text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from xml.sax.saxutils import escape

from lessonpress.deck import grounds
from lessonpress.deck import model as d
from lessonpress.deck.pptx.tags import tag
from lessonpress.theme import ROLES, Shade, Theme

_NUMBER_FIELD = "{5B4B1E0C-7E55-4E4F-8A1D-4C6573736F6E}"
# Languages a person may write without a region, as PowerPoint's proofing tools name them.
_REGIONS = MappingProxyType(
    {
        "ar": "ar-SA",
        "de": "de-DE",
        "en": "en-US",
        "es": "es-ES",
        "fa": "fa-IR",
        "fr": "fr-FR",
        "he": "he-IL",
        "hi": "hi-IN",
        "it": "it-IT",
        "ja": "ja-JP",
        "ko": "ko-KR",
        "nl": "nl-NL",
        "pl": "pl-PL",
        "pt": "pt-BR",
        "ru": "ru-RU",
        "th": "th-TH",
        "tr": "tr-TR",
        "uk": "uk-UA",
        "ur": "ur-PK",
        "zh": "zh-CN",
    }
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")


def language(lang: str, default: str = "en") -> str:
    """Return a language as PowerPoint names it: `es` is es-ES; what is none is `default`."""
    if not _LANGUAGE.match(lang):
        return _REGIONS.get(default, default)
    return _REGIONS.get(lang.lower(), lang)


# --- colours -------------------------------------------------------------------------------------


def color(name: str) -> str:
    """Return a fill of a colour: the theme's name for it, or six digits after a `#`."""
    if name.startswith("#"):
        return tag("a:solidFill", tag("a:srgbClr", val=name[1:]))
    return tag("a:solidFill", tag("a:schemeClr", val=name))


def fill(shade: Shade) -> str:
    """Return a fill of a shade of the theme."""
    changes = {"satMod": shade.saturation, "lumMod": shade.mod, "lumOff": shade.off}
    unchanged = {"satMod": 1.0, "lumMod": 1.0, "lumOff": 0.0}
    written = "".join(
        tag(f"a:{name}", val=round(value * 100_000))
        for name, value in changes.items()
        if value != unchanged[name]
    )
    return tag("a:solidFill", tag("a:schemeClr", written, val=shade.name))


def ground(kind: str, theme: Theme) -> str:
    """Return the fill of a box of some kind, or none."""
    return fill(grounds.shade(kind, theme)) if kind else tag("a:noFill")


# --- text ----------------------------------------------------------------------------------------


def body(paragraphs: Iterable[str], properties: str) -> str:
    """Return the text of a shape, which has one paragraph at least."""
    return tag("p:txBody", properties, tag("a:lstStyle"), *paragraphs)


def body_properties(
    insets: d.Insets | None = None, anchor: str | None = None, wrapped: bool = True
) -> str:
    """Return how text stands in its shape: inherited, or with insets and an anchor of its own."""
    fixed = tag("a:noAutofit")
    if insets is None:
        return tag("a:bodyPr", fixed)
    wrap = "square" if wrapped else "none"
    edges = {"l": insets.left, "t": insets.top, "r": insets.right, "b": insets.bottom}
    written = {f"{side}Ins": edge for side, edge in edges.items()}
    return tag("a:bodyPr", fixed, wrap=wrap, **written, anchor=anchor)


def number_field(number: int, properties: str) -> str:
    """Return the field that holds the slide's number and follows it when slides are moved."""
    text = tag("a:t", str(number))
    return tag("a:fld", properties, text, id=_NUMBER_FIELD, type="slidenum")


def run(text: str, properties: str) -> str:
    """Return a run of text."""
    return tag("a:r", properties, f"<a:t>{escape(text)}</a:t>")


def paragraph_properties(
    paragraph: d.Paragraph, format_: d.ParagraphFormat, inherited: d.ParagraphFormat
) -> str:
    """Return what a paragraph does not inherit (children in the order of 21.1.2.2.7)."""
    attributes: dict[str, object] = {}
    bulleted = _bullet(paragraph, format_, inherited)
    if (format_.margin, format_.indent) != (inherited.margin, inherited.indent):
        attributes |= {"marL": format_.margin, "indent": format_.indent}
    if paragraph.level:
        attributes["lvl"] = paragraph.level
    if format_.align != inherited.align:
        attributes["algn"] = {"left": "l", "center": "ctr", "right": "r"}[format_.align]
    if format_.rtl != inherited.rtl:
        attributes["rtl"] = int(format_.rtl)
    spacing = (
        _percent("a:lnSpc", format_.line_spacing, inherited.line_spacing)
        + _points("a:spcBef", format_.space_before, inherited.space_before)
        + _points("a:spcAft", format_.space_after, inherited.space_after)
    )
    return (
        tag("a:pPr", spacing, bulleted, **attributes) if attributes or spacing or bulleted else ""
    )


def _percent(name: str, value: float, inherited: float) -> str:
    return "" if value == inherited else tag(name, tag("a:spcPct", val=round(value * 100_000)))


def _points(name: str, value: float, inherited: float) -> str:
    return "" if value == inherited else tag(name, tag("a:spcPts", val=round(value * 100)))


def _bullet(
    paragraph: d.Paragraph, format_: d.ParagraphFormat, inherited: d.ParagraphFormat
) -> str:
    if format_.bullet == "#" and paragraph.marker == "number":
        start = paragraph.start if paragraph.start > 1 else None
        scheme = paragraph.scheme or "arabicPeriod"
        if inherited.bullet == "#" and start is None and not paragraph.scheme:
            return ""
        # A level's bullet may be smaller than its text, or in a face of signs: a number is neither.
        number = (
            tag("a:buSzPct", val=100_000),
            tag("a:buFont", typeface="+mn-lt"),
            tag("a:buAutoNum", type=scheme, startAt=start),
        )
        return _bullet_color(format_, inherited) + "".join(number)
    if format_.bullet == inherited.bullet:
        return ""
    if not format_.bullet:
        return tag("a:buNone")
    size = tag("a:buSzPct", val=round(format_.bullet_size * 100_000))
    character = tag("a:buFont", typeface="+mn-lt") + tag("a:buChar", char=format_.bullet)
    return _bullet_color(format_, inherited) + size + character


def _bullet_color(format_: d.ParagraphFormat, inherited: d.ParagraphFormat) -> str:
    name = format_.bullet_color
    return tag("a:buClr", tag("a:schemeClr", val=name)) if name != inherited.bullet_color else ""


@dataclass(frozen=True, slots=True)
class RunLook:
    """What decides how a run looks. `link` is the element that makes it one.

    `other_face` has the letters of other scripts that the format's face lacks.
    """

    style: d.Style
    format: d.ParagraphFormat
    inherited: d.ParagraphFormat
    theme: Theme
    lang: str
    code_face: str
    link: str = ""
    underlined: bool = False
    other_face: str = ""


def run_properties(name: str, look: RunLook) -> str:
    """Return a run's properties: its language and size always, else what it does not inherit."""
    style, format_, inherited = look.style, look.format, look.inherited
    bold, italic = style.bold or format_.bold, style.italic or format_.italic
    face = look.code_face if style.code else format_.face
    shade = _color(style.color or format_.color, inherited.color, look.theme)
    return tag(
        name,
        shade,
        _fonts(face, look) if face != inherited.face or look.other_face else "",
        look.link,
        lang=language(style.lang or look.lang, look.lang),
        sz=round(format_.size * 100),
        b=None if bold == inherited.bold else int(bold),
        i=None if italic == inherited.italic else int(italic),
        u="sng" if look.underlined else None,
        strike="sngStrike" if style.strike else None,
        cap="all" if format_.caps and not inherited.caps else None,
        spc=0 if inherited.tracked else None,
        baseline=style.baseline * 1000 or None,
        noProof=1 if face == look.code_face else None,
    )


def _color(role: str, inherited: str, theme: Theme) -> str:
    """Return the fill of text of a role, or nothing where it is inherited."""
    if role.startswith("#"):
        return "" if role == inherited else color(role)
    if not ROLES.get(role, role) or role == "mixed":
        return ""
    shade = theme.shade(role)
    return "" if shade == Shade(inherited) else fill(shade)


def _fonts(face: str, look: RunLook) -> str:
    """Return a run's fonts for Latin, East Asian and complex scripts (21.1.2.3.9)."""
    other = look.other_face
    east = tag("a:ea", typeface=other) if other else ""
    return tag("a:latin", typeface=face) + east + tag("a:cs", typeface=other or face)
