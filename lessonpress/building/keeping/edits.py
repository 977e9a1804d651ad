"""What goes beside a file that somebody edited, and who has a file open.

An edited `slides.pptx` stays where it is; what is built of its lesson later is `slides-new.pptx`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_NEW = re.compile(r"-new(-\d+)?(?=\.\w+$)")

# What PowerPoint and LibreOffice put beside a file as long as they have it open.
_SIGNS = ("~${}", ".~lock.{}#")


def places(path: str) -> Iterator[str]:
    """Yield where an output may go: its own name, then those beside files that are edited."""
    stem, dot, ending = path.rpartition(".")
    yield path
    yield f"{stem}-new{dot}{ending}"
    number = 2
    while True:
        yield f"{stem}-new-{number}{dot}{ending}"
        number += 1


def original(path: str) -> str:
    """Return the name that an output has where nobody edited it."""
    return _NEW.sub("", path)


def sign_of_use(path: Path) -> Path | None:
    """Return the file that says that a program has `path` open, if there is one."""
    signs = (path.with_name(sign.format(path.name)) for sign in _SIGNS)
    return next((sign for sign in signs if sign.is_file()), None)
