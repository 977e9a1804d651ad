"""What is shipped, as every job has it."""

from __future__ import annotations

from functools import lru_cache

from lessonpress.building.reading.bundle import packaged, read_bundle
from lessonpress.inputs import Inputs


@lru_cache(maxsize=1)
def bundle() -> Inputs:
    """Return the packaged templates, fonts, reference deck and translations."""
    return read_bundle(packaged().parent)
