"""Templates of any make: which layouts play which roles, and decks made on them."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import lessons
import pptx
import pytest
from gates import ooxml, pdf, render
from gates.package import open_package
from gates.pptx_lint import problems as lint
from gates.samples import read, written
from hypothesis import given, settings
from hypothesis import strategies as st

from lessonpress import deck, reader, views
from lessonpress.deck import layouts, reference
from lessonpress.deck.model import Frame
from lessonpress.deck.reference import words
from lessonpress.diagnostics import Diagnostic, Severity
from lessonpress.model import Audience, Look, Medium
from lessonpress.theme import LEGIBLE, contrast

from . import brands
from .making import inputs
from .test_rendered import beyond, on_others

PROOF = inputs()["templates/brand/proof.md"].decode()
PICTURE = inputs()["templates/brand/proof.png"]
NO_LOOK = Look()
MAKES = [*brands.BRANDS]


def made(
    brand: bytes, text: str = PROOF, look: Look = NO_LOOK, audience: Audience = Audience.INSTRUCTOR
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Make the deck of a lesson on a template."""
    files = inputs().joined({deck.REFERENCE: brand, "course/proof.png": PICTURE})
    source = text if text.startswith("---") else f"---\ntitle: A unit\n---\n{text}"
    lesson, _ = reader.read_lesson("proof", source.encode(), "proof.md", lessons.COURSE)
    cut = views.cut(replace(lesson, look=look), Medium.DECK, audience)
    return deck.build(cut, lessons.COURSE, files)


def found(brand: bytes, **wishes: str) -> dict[str, str]:
    """Which layout plays each role."""
    wishes = {role.replace("_", "-"): name for role, name in wishes.items()}
    template = reference.template(brand, wishes)
    return {role: each.layout.name for role, each in template.found.items()}


def slides(data: bytes) -> list[Any]:
    return list(pptx.Presentation(io.BytesIO(data)).slides)


# --- roles ---------------------------------------------------------------------------------------


def test_roles_are_found_by_type_and_shape_where_names_say_nothing() -> None:
    named = pptx.Presentation(io.BytesIO(brands.plain()))
    for number, layout in enumerate(named.slide_layouts):
        layout.name = f"Layout {number}"
    target = io.BytesIO()
    named.save(target)
    roles = found(target.getvalue())
    assert roles["title"] == "Layout 0"
    assert roles["content"] == roles["quote"] == "Layout 1"
    assert roles["part"] == "Layout 2"
    assert roles["two-columns"] == roles["text-figure"] == "Layout 3"
    assert roles["blank"] == "Layout 5"


def test_roles_are_found_by_names_in_other_languages() -> None:
    roles = found(brands.german())
    assert roles["title"] == "Titelfolie"
    assert roles["part"] == "Abschnittsüberschrift"
    assert roles["content"] == "Titel und Inhalt"
    assert roles["two-columns"] == "Zwei Inhalte"
    assert roles["blank"] == "Nur Titel"


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Diapositiva de título", "title"),
        ("Diapositive de titre", "title"),
        ("Slide de Título", "title"),
        ("Diapositiva titolo", "title"),
        ("Titeldia", "title"),
        ("Encabezado de sección", "part"),
        ("Titre de section", "part"),
        ("Cabeçalho da Seção", "part"),
        ("Intestazione sezione", "part"),
        ("Sectiekop", "part"),
        ("Título y objetos", "content"),
        ("Titre et contenu", "content"),
        ("Título e Conteúdo", "content"),
        ("Titolo e contenuto", "content"),
        ("Titel en object", "content"),
        ("Dos objetos", "two-columns"),
        ("Deux contenus", "two-columns"),
        ("Duas Partes de Conteúdo", "two-columns"),
        ("Due contenuti", "two-columns"),
        ("Inhoud van twee", "two-columns"),
        ("1_Übung", "exercise"),
        ("Ejercicio en clase", "exercise"),
        ("Exercice", "exercise"),
        ("Lösung", "solution"),
        ("Lernziele", "objectives"),
        ("Cita", "quote"),
        ("Citação", "quote"),
        ("Bronnen", "sources"),
    ],
)
def test_a_layout_s_name_tells_its_role(name: str, role: str) -> None:
    assert words.says(name, role)


def test_a_layout_is_taken_for_an_exercise_where_its_name_says_so() -> None:
    named = pptx.Presentation(io.BytesIO(brands.plain()))
    named.slide_layouts[7].name = "Übung mit Text"
    target = io.BytesIO()
    named.save(target)
    assert found(target.getvalue())["exercise"] == "Übung mit Text"


def test_layouts_are_named_role_by_role() -> None:
    roles = found(brands.plain(), exercise="two content", part="Title Only")
    assert (roles["exercise"], roles["part"]) == ("Two Content", "Title Only")
    assert roles["solution"] == "Title and Content"


def test_a_layout_that_the_template_has_not_is_complained_of() -> None:
    look = Look("brand.pptx", (("exercise", "Two Contents"),))
    _, problems = made(brands.plain(), "# One", look)
    (wrong,) = [p for p in problems if p.code == "layout-unknown"]
    assert (wrong.severity, wrong.span.path) == (Severity.WARNING, "brand.pptx")
    assert wrong.hint == 'Did you mean "Two Content"?'


def test_a_slide_may_ask_for_a_layout_by_the_template_s_name() -> None:
    data, problems = made(brands.german(), '# One {layout="Nur Titel"}\n\nIts text.')
    slide = slides(data)[1]
    assert slide.slide_layout.name == "Nur Titel"
    assert [shape.text_frame.text for shape in slide.shapes][:2] == ["One", "Its text."]
    assert [p for p in problems if p.severity is not Severity.INFO] == []


def test_layouts_of_a_second_master_can_be_used() -> None:
    both = brands.of_two_masters()
    assert len(pptx.Presentation(io.BytesIO(both)).slide_masters) == 2
    data, problems = made(both)
    assert [p for p in problems if p.severity is Severity.ERROR] == []
    assert lint(data) == []


# --- what is missing -----------------------------------------------------------------------------


@pytest.mark.parametrize("make", MAKES)
def test_every_role_has_every_place(make: str) -> None:
    here = reference.read(brands.BRANDS[make]())
    for role, names in layouts.ROLES.items():
        layout = here.roles[role]
        assert layout.title is not None
        for name in names:
            place = layout.placeholder(layout.merged.get(name, name))
            assert place is not None, (role, name)
            assert place.frame.left >= 0
            assert place.frame.top >= 0
            assert place.frame.left + place.frame.width <= here.width
            assert place.frame.top + place.frame.height <= here.height


@pytest.mark.parametrize("make", MAKES)
def test_places_that_are_made_up_do_not_lie_on_others(make: str) -> None:
    assert overlaps(brands.BRANDS[make]()) == []


def overlaps(brand: bytes) -> list[tuple[str, str, str]]:
    """Places of a role that lie on each other, or on the title."""
    here, lying = reference.read(brand), []
    for role, names in layouts.ROLES.items():
        layout = here.roles[role]
        held = [layout.title, *(layout.placeholder(name) for name in names)]
        for one, other in combinations([place for place in held if place], 2):
            if _overlap(one.frame, other.frame):
                lying.append((role, one.name, other.name))
    return lying


def _overlap(one: Frame, other: Frame) -> bool:
    across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    down = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    return across > 0 and down > 0


@settings(max_examples=12, deadline=None)
@given(st.sets(st.integers(0, 10), min_size=1))
def test_any_of_a_template_s_layouts_will_do(kept: set[int]) -> None:
    presentation = pptx.Presentation(io.BytesIO(brands.plain()))
    for number, layout in enumerate(list(presentation.slide_layouts)):
        if number not in kept:
            presentation.slide_layouts.remove(layout)
    target = io.BytesIO()
    presentation.save(target)
    assert overlaps(target.getvalue()) == []
    data, problems = made(target.getvalue())
    assert [p for p in problems if p.severity is Severity.ERROR] == []
    assert lint(data) == []


def test_what_stands_in_is_told() -> None:
    _, problems = made(brands.halved())
    (said,) = [p for p in problems if p.code == "brand-layouts"]
    assert said.severity is Severity.INFO
    assert "exercise" in said.message
    assert "blank" not in said.message
    assert "`layouts:`" in said.hint


@pytest.mark.parametrize("make", MAKES)
def test_no_word_is_lost(make: str) -> None:
    data, problems = made(brands.BRANDS[make]())
    assert [p for p in problems if p.severity is Severity.ERROR] == []
    shown = "\n".join(said_on(slide) for slide in slides(data))
    ours, _ = made(brands.ours())
    for slide in slides(ours):
        for line in said_on(slide).splitlines():
            assert line in shown


def said_on(slide: Any) -> str:
    """What a slide says, without the footer, which may be cut, and numbers of continued slides."""
    texts = [s.text_frame.text for s in slide.shapes if s.has_text_frame and s.name != "Footer"]
    tables = [c.text for s in slide.shapes if s.has_table for c in s.table.iter_cells()]
    return "\n".join((*texts, *tables))


def test_a_font_that_is_not_supplied_is_told() -> None:
    parts = read(brands.plain())
    theme = parts["ppt/theme/theme1.xml"].replace(b"Calibri", b"Somebody Sans")
    brand = written({**parts, "ppt/theme/theme1.xml": theme})
    _, problems = made(brand, "# One", Look("brands/x.pptx"))
    (said,) = [p for p in problems if p.code == "font-missing"]
    assert (said.severity, said.span.path) == (Severity.WARNING, "brands/x.pptx")
    assert "Somebody Sans" in said.message


# --- what a template holds that is nobody's business ---------------------------------------------


def test_a_template_s_own_slides_are_left_out() -> None:
    data, _ = made(brands.german(), "# One\n\nText.")
    assert [slide.shapes.title.text for slide in slides(data)] == ["A unit", "One"]
    package = open_package(data)
    assert not any(b"Geheim" in part or b"Interne" in part for part in package.parts.values())


def test_a_template_s_pictures_are_kept_beside_the_lesson_s() -> None:
    data, _ = made(brands.german())
    names = [name for name in open_package(data).parts if name.startswith("ppt/media/")]
    assert sorted(names) == ["ppt/media/image1.png", "ppt/media/template-image1.png"]


def test_placeholders_without_indexes_are_told_apart() -> None:
    """As LibreOffice writes them."""
    parts = read(brands.plain())
    name = "ppt/slideLayouts/slideLayout4.xml"  # two contents
    layout = re.sub(rb' idx="[12]"', b"", parts[name])
    data, problems = made(written({**parts, name: layout}))
    assert [p for p in problems if p.severity is Severity.ERROR] == []
    (slide,) = [s for s in slides(data) if s.shapes.title.text == "Two columns"]
    shapes = [s for s in slide.shapes if s.has_text_frame and "One point" in s.text_frame.text]
    assert [shape.is_placeholder for shape in shapes] == [True, False]
    assert all(shape._element.xpath("p:spPr/a:xfrm") for shape in shapes)
    assert lint(data) == []


# --- colours -------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", MAKES)
def test_words_can_be_read_whatever_the_theme(make: str) -> None:
    theme = reference.read(brands.BRANDS[make]()).theme
    for role in ("muted", "accent", "answer", "link"):
        assert contrast(theme.color(role), theme.paper) >= LEGIBLE
    for role in ("keyword", "string", "number", "comment", "name"):
        assert contrast(theme.color(role), theme.color("ground")) >= LEGIBLE
    for name in ("accent1", "accent2"):
        tint = theme.shown(theme.tint(name, 0.08))
        assert contrast(theme.color("tx1"), tint) >= LEGIBLE


def test_a_colour_that_is_changed_is_told() -> None:
    _, problems = made(brands.german(), "# One")
    said = [p.message for p in problems if p.code == "brand-contrast"]
    assert any("muted" in message and "only" not in message for message in said)


# --- finished files ------------------------------------------------------------------------------


@pytest.mark.parametrize("make", MAKES)
def test_our_lint_finds_nothing(make: str) -> None:
    assert lint(made(brands.BRANDS[make]())[0]) == []


@pytest.mark.parametrize("make", ["german", "bare"])
def test_a_deck_is_the_same_every_time(make: str) -> None:
    assert made(brands.BRANDS[make]())[0] == made(brands.BRANDS[make]())[0]


@pytest.mark.slow
def test_the_open_xml_sdk_finds_no_error(tmp_path: Path) -> None:
    paths = {make: tmp_path / f"{make}.pptx" for make in (*MAKES, "two masters")}
    for make, path in paths.items():
        brand = brands.BRANDS.get(make, brands.of_two_masters)()
        path.write_bytes(made(brand)[0])
    errors = ooxml.sdk_errors(paths.values())
    assert {path.stem: said for path, said in errors.items() if said} == {}


@pytest.mark.slow
def test_no_word_is_beyond_its_slide_or_on_another(tmp_path: Path) -> None:
    paths = [tmp_path / f"{make}.pptx" for make in MAKES]
    for path in paths:
        path.write_bytes(made(brands.BRANDS[path.stem]())[0])
    for path, printed in zip(paths, render.to_pdf(paths, tmp_path), strict=True):
        here = reference.read(brands.BRANDS[path.stem]())
        width, height = here.width / 12_700, here.height / 12_700
        found_words = pdf.words(printed)
        assert beyond(found_words, width, height) == [], path.stem
        assert on_others(found_words) == [], path.stem
