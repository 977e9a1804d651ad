"""How pages are printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Paper = Literal["a4", "letter"]
# How many slides may stand on a page.
PER_PAGE = (1, 2, 3, 4, 6, 9)
# What stands beside a printed slide: rules to write on, the speaker's notes, nothing.
Beside = Literal["lines", "notes", "none"]
BESIDE: tuple[Beside, ...] = ("lines", "notes", "none")


@dataclass(frozen=True, slots=True)
class PageSetup:
    """How pages are printed.

    `large` is large print (18 points); `low_ink` prints no grounds and tints; `duplex` leaves room
    for binding at the inner edge. `per_page` slides (1, 2, 3, 4, 6 or 9) stand on a page, each with
    what is `beside` it.
    """

    paper: Paper = "a4"
    large: bool = False
    low_ink: bool = False
    duplex: bool = False
    per_page: int = 3
    beside: Beside = "lines"


DEFAULT_SETUP = PageSetup()
