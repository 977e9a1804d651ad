"""The names of countries, in the languages that labels come in, and their ISO codes."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from types import MappingProxyType


def code_of(name: str) -> str | None:
    """Return the code of three letters of the country that a name, or a code, means."""
    return names().get(folded(name))


@lru_cache(maxsize=1)
def names() -> Mapping[str, str]:
    """Return the codes of all countries by their names, without case and accents."""
    found: dict[str, str] = {}
    for line in _table().splitlines():
        code, _, listed = line.partition(" ")
        found |= {folded(name): code for name in (*listed.split("|"), code)}
    return MappingProxyType(found)


def known() -> tuple[str, ...]:
    """Return the names in English, for hints."""
    return tuple(line[4:].split("|")[0] for line in _table().splitlines())


def folded(name: str) -> str:
    """Return a name by which it is found however it is written."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


@lru_cache(maxsize=1)
def _table() -> str:
    return resources.files(__package__).joinpath("countries.txt").read_text("utf-8")
