"""Draw SVG files as PNG files beside them: `resvg_program.py FONTS FILE...`. Run by `pixels`.

A file that takes too long ends the process: no other way stops what resvg has begun.
"""

from __future__ import annotations

import faulthandler
import re
import sys
from pathlib import Path

# The longer side in pixels: nearly that of a projector's picture.
_SIDE = 1_600
_SECONDS = 20
_BYTES = 2_000_000_000
_SIZE = re.compile(r'<svg[^>]*?\swidth="([\d.e+-]+)"[^>]*?\sheight="([\d.e+-]+)"')


def main(fonts: str, *files: str) -> None:
    """Draw each file with the fonts of a folder and no others."""
    _limit_memory()
    faces = sorted(map(str, Path(fonts).iterdir()))
    for file in files:
        faulthandler.dump_traceback_later(_SECONDS, exit=True)
        text = Path(file).read_text("utf-8")
        png = _draw(text, faces)
        faulthandler.cancel_dump_traceback_later()
        part = Path(file).with_suffix(".part")
        part.write_bytes(png)
        part.replace(part.with_suffix(".png"))  # whole, or not there


def _draw(text: str, fonts: list[str]) -> bytes:
    import resvg_py

    wide = _is_wide(text)
    return resvg_py.svg_to_bytes(
        svg_string=text,
        width=_SIDE if wide else None,
        height=None if wide else _SIDE,
        skip_system_fonts=True,
        font_files=fonts,
        font_family="Carlito",
        sans_serif_family="Carlito",
        serif_family="Gelasio",
        monospace_family="Inconsolata",
        cursive_family="Gelasio",
        fantasy_family="Carlito",
    )


def _is_wide(text: str) -> bool:
    found = _SIZE.search(text)
    return not found or float(found[1]) >= float(found[2])


def _limit_memory() -> None:
    """Refuse this process memory beyond its bound, or beyond a limit that it has already."""
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        known = [limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY]
        resource.setrlimit(resource.RLIMIT_AS, (min([_BYTES, *known]), hard))


if __name__ == "__main__":
    main(*sys.argv[1:])
