"""Every label a template prints is there in every language we ship; dates follow it, too."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import extract, pofile
from babel.messages.catalog import Catalog
from babel.messages.checkers import num_plurals, python_format

from lessonpress import labels
from lessonpress.building.products import PRODUCTS
from lessonpress.templating import TemplateMistake, Templates

TEMPLATES = Path(__file__).parents[1] / "templates"
CATALOGUES = sorted((TEMPLATES / "locale").glob("*.po"))
LANGUAGES = {"ar", "de", "es", "fr", "pt"}  # beside English, in which labels are written


def printed() -> set[str]:
    """Return every label that a template prints; of a plural the singular."""
    return {*_in_templates(), *(product.label for product in PRODUCTS)}


def _in_templates() -> Iterator[str]:
    for template in sorted(TEMPLATES.rglob("*.j2")):
        file = io.BytesIO(template.read_bytes())
        options = {"silent": "false"}
        for _, label, *_ in extract.extract("jinja2.ext:babel_extract", file, options=options):
            yield label if isinstance(label, str) else label[0]


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return pofile.read_po(file, locale=path.stem, abort_invalid=True)


def rendered(template: str, lang: str) -> str:
    files = {f"locale/{path.name}": path.read_bytes() for path in CATALOGUES}
    return Templates({**files, "page.j2": template.encode()}).render("page.j2", lang=lang)


def test_the_languages_are_there() -> None:
    assert {path.stem for path in CATALOGUES} >= LANGUAGES


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_has_every_label_and_no_other(path: Path) -> None:
    messages = {(m.id if isinstance(m.id, str) else m.id[0]): m for m in catalogue(path) if m.id}
    assert sorted(printed() - messages.keys()) == [], "labels that are not translated"
    assert sorted(messages.keys() - printed()) == [], "labels that no template prints any more"
    assert [label for label, message in messages.items() if not all(_strings(message))] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_translations_fill_in_what_the_labels_do(path: Path) -> None:
    whole = catalogue(path)
    for message in whole:
        if message.id:
            python_format(whole, message)
            num_plurals(whole, message)


def _strings(message: object) -> tuple[str, ...]:
    string = getattr(message, "string", "")
    return (string,) if isinstance(string, str) else tuple(string)


@pytest.mark.parametrize(
    ("lang", "label"),
    [
        ("en", "Exercise 2"),
        ("de", "Aufgabe 2"),
        ("de-CH", "Aufgabe 2"),
        ("pt-BR", "Exercício 2"),
        ("ar", "تمرين 2"),
        ("ga", "Exercise 2"),  # no catalogue: as the template has it
        ("", "Exercise 2"),
    ],
)
def test_labels_follow_the_language(lang: str, label: str) -> None:
    assert rendered('{{ _("Exercise %(number)s", number=2) }}', lang) == label


@pytest.mark.parametrize(
    ("number", "label"), [(1, "دقيقة واحدة"), (2, "دقيقتان"), (5, "5 دقائق"), (45, "45 دقيقة")]
)
def test_plurals_are_those_of_the_language(number: int, label: str) -> None:
    plural = '{{ ngettext("%(num)s minute", "%(num)s minutes", ' + str(number) + ") }}"
    assert rendered(plural, "ar") == label


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "February 29, 2024"),
        ("en-GB", "29 February 2024"),
        ("es", "29 de febrero de 2024"),
        ("de", "29. Februar 2024"),
        ("nonsense", "February 29, 2024"),
    ],
)
def test_dates_are_written_out_in_the_language(lang: str, text: str) -> None:
    assert rendered('{{ "2024-02-29" | day }}', lang) == text


def test_a_date_that_is_none_stays_as_it_is_written() -> None:
    assert labels.day("spring term", "en") == "spring term"


@pytest.mark.parametrize(
    ("file", "line"),
    [(b'msgid "a"\nwrong "b"\n', 2), (b"\xff\xfe", 1)],
    ids=["keyword", "encoding"],
)
def test_a_broken_catalogue_is_named(file: bytes, line: int) -> None:
    bundle = {"locale/de.po": file, "page.j2": b'{{ _("Note") }}'}
    with pytest.raises(TemplateMistake) as raised:
        Templates(bundle).render("page.j2", lang="de")
    span = raised.value.diagnostic.span
    assert (span.path, span.line) == ("templates/locale/de.po", line)
