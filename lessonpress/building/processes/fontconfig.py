"""Telling fontconfig of the fonts in one folder alone, whatever the machine has installed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from xml.sax.saxutils import escape

from lessonpress.typefaces import TWINS

_GENERIC: Mapping[str, str] = MappingProxyType(
    {"serif": "Gelasio", "sans-serif": "Carlito", "monospace": "Inconsolata"}
)

# Nothing is included, so no system font is ever found; the cache is fontconfig's usual one, since
# without any it scans the folder in every process and says so on standard error.
_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
{aliases}
</fontconfig>
"""
_ALIAS = """  <alias binding="same">
    <family>{name}</family><prefer><family>{twin}</family></prefer>
  </alias>"""


def fontconfig(folder: str) -> str:
    """Return a fonts.conf that knows the fonts in `folder` and no others.

    FONTCONFIG_FILE has to point at it before a process first imports WeasyPrint.
    """
    aliases = "\n".join(
        _ALIAS.format(name=name, twin=twin) for name, twin in {**TWINS, **_GENERIC}.items()
    )
    return _CONF.format(folder=escape(folder), aliases=aliases)
