"""Comments that say not to tell the author of something: `<!-- lessonpress: off CODE -->`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonpress import model as m

_SWITCH = re.compile(r"\s*lessonpress\s*:\s*(?P<way>on|off)\s+(?P<codes>.*?)\s*", re.DOTALL)


def read(comment: str, span: m.Span) -> Iterator[m.Switch]:
    """Yield what the text of a comment switches, if that is what it is for."""
    found = _SWITCH.fullmatch(comment)
    for code in re.split(r"[\s,]+", found["codes"]) if found else ():
        yield m.Switch(code, span, found is not None and found["way"] == "on")
