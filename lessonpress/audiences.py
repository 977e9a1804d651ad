"""Who reads an output, and what kind of thing it is."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """Who reads an output. `views.for_audience` is the only gate between them."""

    STUDENT = "student"
    KEY = "key"
    INSTRUCTOR = "instructor"


class Medium(StrEnum):
    """What an output is: slides to teach from, or pages to print."""

    DECK = "deck"
    HANDOUT = "handout"
