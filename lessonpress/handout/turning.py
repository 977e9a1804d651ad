"""The pages of a chapter whose language runs the other way than its booklet's.

Stylesheets say sides as lines have them, and get those of the page (`stylesheets.sided`). A chapter
that is turned round has all that names a side said once more, with the other sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lessonpress.handout.stylesheets import Sheet, Stylesheets, text

_PATH = "templates/handout/turned.css"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
# A comma between selectors, not between those in brackets.
_COMMA = re.compile(r",(?![^()]*\))")
# What has sides, and what it is where nothing says it.
_SIDED = re.compile(r"(?:margin|padding|border)[\w-]*|inset|left|right|float|clear")
_NOTHING = {"margin": "0", "padding": "0", "border": "none", "inset": "auto"}
_SIDE = re.compile(r"\b(left|right)\b")
_OTHER = {"left": "right", "right": "left"}
# These are around chapters.
_AROUND = re.compile(r"\s*(?::root|html|body|\.booklet|\.duplex)\b")


def turned(styles: Stylesheets) -> Stylesheets:
    """Return the stylesheets of a booklet that has chapters which run the other way, too."""
    way = "ltr" if styles.leftward else "rtl"
    rules = [rule for sheet in styles.sheets for rule in _rules(sheet, way)]
    return replace(styles, sheets=(*styles.sheets, (_PATH, "\n".join(rules).encode())))


def _rules(sheet: Sheet, way: str) -> Iterator[str]:
    for selectors, body in _RULE.findall(_COMMENT.sub("", text(sheet[1]))):
        said = [part.strip() for part in body.split(";")]
        sided = [part for part in said if _SIDED.fullmatch(part.partition(":")[0].strip())]
        inside = [part for part in _COMMA.split(selectors) if not _AROUND.match(part)]
        if sided and inside and "@" not in selectors:
            chapter = f'[dir="{way}"]:is(.chapter, .of-chapter) '
            where = ", ".join(chapter + part.strip() for part in inside)
            yield f"{where} {{ {'; '.join((*_undone(sided), *map(_flipped, sided)))} }}"


def _undone(declarations: list[str]) -> Iterator[str]:
    """Yield what takes back a side that is said by itself."""
    for declaration in declarations:
        name = declaration.partition(":")[0].strip()
        family = name.partition("-")[0]
        if name in _OTHER:
            yield f"{name}: auto"
        elif _SIDE.search(name) and family in _NOTHING and name.count("-") == 1:
            yield f"{name}: {_NOTHING[family]}"


def _flipped(declaration: str) -> str:
    return _SIDE.sub(lambda match: _OTHER[match[1]], declaration)
