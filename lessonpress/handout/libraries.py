"""WeasyPrint without the programs that it starts to find the system's libraries.

It asks `ctypes.util.find_library` for a dozen names, and on Linux each answer takes up to four
programs: half a second in every process. The names that it tries last are those by which Linux'
own loader finds the libraries at once.
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module


def load() -> None:
    """Import WeasyPrint. Raises OSError where a library is not there."""
    if not sys.platform.startswith("linux"):
        import_module("weasyprint")
        return
    try:
        with _nothing_searched():
            import_module("weasyprint")
    except OSError:  # they have other names here: let them be searched
        import_module("weasyprint")


@contextmanager
def _nothing_searched() -> Iterator[None]:
    before = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = before
