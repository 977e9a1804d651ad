"""Every file that the content builds: valid, accessible, free of secrets, and the same each time.

One module, because all its tests look at one build.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from gates import forms, leaks, ooxml, pdf, pptx_lint, programs, render, tags
from tren_de_aragua import course

from finished.conftest import REPOSITORY, SECRETS, project, run
from lessonpress import markup, reader
from lessonpress import model as m
from lessonpress.checks import clips
from lessonpress.walking import walk

pytestmark = pytest.mark.slow

# --- other software opens them ---

# What the PDFs may be set in; Inconsolata is drawn somewhat wider than its regular width.
SHIPPED = ("Carlito", "Gelasio", "Inconsolata")


def test_each_unit_gives_two_decks_a_handout_a_form_a_key_and_a_guide(output: Path) -> None:
    unit = output / "tren-de-aragua"
    built = {path.relative_to(unit).as_posix() for path in unit.rglob("*") if path.is_file()}
    assert built >= {
        "student/01-origins-in-tocoron-slides.pptx",
        "student/01-origins-in-tocoron-handout.pdf",
        "student/01-origins-in-tocoron-form.pdf",
        "instructor/01-origins-in-tocoron-slides.pptx",
        "instructor/01-origins-in-tocoron-answers.pdf",
        "instructor/01-origins-in-tocoron-guide.pdf",
        "index.html",
    }


def test_the_open_xml_sdk_finds_no_error(output: Path) -> None:
    errors = ooxml.sdk_errors(output.rglob("*.pptx"))
    assert {path: found for path, found in errors.items() if found} == {}


def test_our_lint_finds_nothing_either(output: Path) -> None:
    decks = {path: pptx_lint.problems(path.read_bytes()) for path in output.rglob("*.pptx")}
    assert {path: found for path, found in decks.items() if found} == {}


def test_libreoffice_shows_every_slide(output: Path, tmp_path: Path) -> None:
    assert render.to_pdf(sorted(output.rglob("*.pptx")), tmp_path)


def test_pdfs_are_sound_and_accessible(output: Path) -> None:
    pages = {path: pdf.problems(path) for path in output.rglob("*.pdf")}
    assert {path: found for path, found in pages.items() if found} == {}


def test_forms_have_all_their_fields_tagged_named_and_in_the_order_of_reading(output: Path) -> None:
    found = {path.name: forms.problems(path) for path in output.rglob("*-form.pdf")}
    assert len(found) > 1
    assert {name: problems for name, problems in found.items() if problems} == {}


def test_forms_break_where_their_handouts_do(output: Path) -> None:
    for form in output.rglob("*-form.pdf"):
        handout = form.with_name(form.name.replace("-form.pdf", "-handout.pdf"))
        assert pdf.anchors(form) == pdf.anchors(handout)


def test_tags_of_pdfs_make_sense(output: Path) -> None:
    pages = {path: tags.problems(path) for path in output.rglob("*.pdf")}
    assert {path: found for path, found in pages.items() if found} == {}


def test_pdfs_use_no_font_of_the_system(output: Path) -> None:
    used = {font for path in output.rglob("*.pdf") for font in pdf.fonts(path)}
    assert {font for font in used if not font.split("+")[-1].startswith(SHIPPED)} == set()


# --- a key is the student's pages, filled in ---


def test_every_key_has_all_places_on_the_pages_where_students_have_them(output: Path) -> None:
    keys = sorted(output.rglob("*-answers.pdf"))
    assert len(keys) >= 5
    for key in keys:
        name = key.name.replace("-answers", "-handout")
        student = key.parent.parent / "student" / name
        assert pdf.anchors(student).items() <= pdf.anchors(key).items(), key
        shared = pdf.foots(student)
        assert pdf.foots(key)[: len(shared)] == shared
        assert all(foot.startswith("K") for foot in pdf.foots(key)[len(shared) :])


# --- no word of a solution or a note stands in a student's file ---

SOURCES = [*SECRETS.glob("*.*"), *SECRETS.glob("assets/*.svg")]
MARKERS = frozenset(re.findall(r"\w+QZX", "".join(path.read_text("utf-8") for path in SOURCES)))
# What is said nowhere: comments, ids of what students do not see, what an SVG's editor kept.
NOWHERE = frozenset(
    {
        "COMMENTMARKERQZX",
        "SOLUTIONIDMARKERQZX",
        "FEEDBACKIDMARKERQZX",
        "SVGPATHMARKERQZX",
        "SVGCOMMENTMARKERQZX",
        "SVGLAYERMARKERQZX",
    }
)


def files(output: Path, audience: str) -> list[Path]:
    return [p for p in (output / "secrets" / audience).rglob("*") if p.is_file()]


def test_students_get_no_secret(output: Path) -> None:
    found = {path.name: leaks.found(MARKERS, path) for path in files(output, "student")}
    assert set(found) == {
        "01-secrets-slides.pptx",
        "01-secrets-handout.pdf",
        "01-secrets-slides-3up.pdf",
        "01-secrets-form.pdf",
    }
    assert {name: where for name, where in found.items() if where} == {}


def test_the_instructor_gets_every_one(output: Path) -> None:
    found = {m for path in files(output, "instructor") for m in leaks.found(MARKERS, path)}
    assert found == MARKERS - NOWHERE


def test_all_that_the_instructor_is_told_stands_in_the_guide(output: Path) -> None:
    (guide,) = (path for path in files(output, "instructor") if path.name.endswith("guide.pdf"))
    # What a chart's data call their first column is seen where these are edited, in the deck.
    seen_on_paper = MARKERS - NOWHERE - {"SOLUTIONCHARTHEADINGQZX"}
    assert seen_on_paper - set(leaks.found(MARKERS, guide)) == set()


def test_guides_are_for_the_instructor_alone(output: Path) -> None:
    guides = [*output.rglob("*guide*")]
    assert {path.parent.name for path in guides} == {"instructor"}


def test_what_students_may_see_is_there(output: Path) -> None:
    for path in files(output, "student"):
        assert leaks.found(["What everybody sees", "A footnote for everybody"], path)


def test_a_solution_s_video_is_in_the_instructor_s_deck_alone(output: Path) -> None:
    clip, answer = (
        clips.cleaned(name, (SECRETS / "assets" / name).read_bytes())
        for name in ("clip.mp4", "answer.mp4")
    )
    assert _videos(output, "student") == {clip}
    assert _videos(output, "instructor") == {clip, answer}


def _videos(output: Path, audience: str) -> set[bytes]:
    deck = output / "secrets" / audience / "01-secrets-slides.pptx"
    with zipfile.ZipFile(deck) as archive:
        return {archive.read(name) for name in archive.namelist() if name.endswith(".mp4")}


def test_no_sentence_for_the_instructor_reaches_students_of_the_real_course(output: Path) -> None:
    for unit in sorted((REPOSITORY / "content" / "tren-de-aragua").glob("*.md")):
        hidden = [text for text in _hidden(unit) if len(text.split()) >= 4]
        assert hidden
        for path in (output / "tren-de-aragua" / "student").glob(f"{unit.stem}-*"):
            assert leaks.found(hidden, path) == {}


def _hidden(unit: Path) -> Iterator[str]:
    settings = (unit.parent / "course.yml").read_bytes()
    course, _ = reader.read_course(unit.parent.name, settings, "course.yml")
    lesson, _ = reader.read_lesson(unit.stem, unit.read_bytes(), unit.name, course)
    for block in walk(lesson):
        if isinstance(block, m.Notes | m.InstructorNote | m.Solution | m.Feedback):
            texts = (node for node in walk(block.blocks) if isinstance(node, m.Paragraph))
            yield from (markup.plain(text.inlines) for text in texts)


# --- what the real course is to teach ---


@pytest.mark.parametrize("kind", ["slides.pptx", "handout.pdf"])
def test_every_fact_stands_in_the_deck_and_the_handout_of_its_unit(output: Path, kind: str) -> None:
    for unit, facts in course.FACTS.items():
        path = output / "tren-de-aragua" / "student" / f"{unit}-{kind}"
        wanted = {str(words) for told in facts.values() for each in told.values() for words in each}
        assert wanted - set(leaks.found(wanted, path)) == set(), path.name


# --- the same input gives the same bytes ---


def test_another_folder_day_zone_and_hash_seed_change_no_byte(output: Path, tmp_path: Path) -> None:
    programs.find("faketime")
    elsewhere = project(tmp_path / "another folder")
    done = run(
        elsewhere,
        "--jobs",
        "1",
        FAKETIME="2031-03-04 05:06:07",
        TZ="Pacific/Auckland",
        PYTHONHASHSEED="7",
        LC_ALL="C",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert _digests(elsewhere / "output") == _digests(output)


def _digests(output: Path) -> dict[str, str]:
    files = [p for course in ("tren-de-aragua", "secrets") for p in (output / course).rglob("*.*")]
    return {
        path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.is_file()
    }
