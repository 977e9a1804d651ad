"""What is wrong with a file of the course, without its name and place."""

from __future__ import annotations

from typing import NamedTuple


class Complaint(NamedTuple):
    """What is wrong with a file: a code, half a sentence after its name, and what to do."""

    code: str
    message: str
    hint: str
