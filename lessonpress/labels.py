"""What templates print of their own: labels and dates in the language of a lesson.

Labels are English in the templates. Their translations stand in `locale/<language>.po` of the
template bundle, which any editor for gettext catalogues opens.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages import mofile, pofile

# The language that labels are written in.
_WRITTEN = "en"


class BrokenCatalogue(ValueError):
    """A catalogue is no gettext file; `path` in the bundle and `line` say where."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(message)
        self.path, self.line = path, line


def catalogue(bundle: Mapping[str, bytes], lang: str) -> gettext.NullTranslations:
    """Return the labels in a language, a BCP 47 tag; the English ones where there are none.

    A tag's region is tried first: `pt-BR` is in `locale/pt-BR.po`, or else in `locale/pt.po`.
    Raises BrokenCatalogue.
    """
    found = (_translations(path, bundle[path]) for path in _paths(lang) if path in bundle)
    return next(found, None) or _untranslated()


def _paths(lang: str) -> Iterator[str]:
    parts = lang.split("-")
    for length in range(len(parts), 0, -1):
        yield f"locale/{'-'.join(parts[:length])}.po"


@lru_cache(maxsize=32)
def _translations(path: str, file: bytes) -> gettext.NullTranslations:
    target = io.BytesIO()
    try:
        mofile.write_mo(target, pofile.read_po(io.BytesIO(file), abort_invalid=True))
    except pofile.PoFileError as mistake:
        raise BrokenCatalogue(path, mistake.lineno + 1, str(mistake)) from mistake
    except UnicodeDecodeError as mistake:
        raise BrokenCatalogue(path, 1, "it is not written in UTF-8") from mistake
    return gettext.GNUTranslations(io.BytesIO(target.getvalue()))


@lru_cache(maxsize=1)
def _untranslated() -> gettext.NullTranslations:
    return gettext.NullTranslations()


def day(text: str, lang: str) -> str:
    """Return an ISO date as the language writes it out; any other text as it is."""
    try:
        return format_date(date.fromisoformat(text), "long", locale=_locale(lang))
    except ValueError:
        return text


def _locale(lang: str) -> Locale:
    try:
        return Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale(_WRITTEN)
