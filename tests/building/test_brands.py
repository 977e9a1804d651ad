"""Brands as they stand on the disk: found, read, refused, and given to the units that name them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from building.stand_ins import Loaded, fonts_seen, job, read_all, write
from building.test_worker import BUNDLE, fontconfig
from lessonpress.building.processes.worker import Doing, Pool
from lessonpress.building.reading import brands
from lessonpress.building.reading.brands import Brand, NoBrand
from lessonpress.building.reading.loading import Library, LoadedCourse, Unit, read_unit_whole
from lessonpress.building.reading.sources import UnitFile, list_courses
from lessonpress.building.tools import our_reading
from lessonpress.inputs import Inputs

REAL = our_reading()


def in_media(project: Path, name: str) -> Brand:
    return brands.in_project(name, project / "content" / "media", project)


def load(project: Path, settings: str, unit: str = "", given: Brand | None = None) -> Loaded:
    write(project / "content" / "media" / "course.yml", f"title: Media\n{settings}")
    write(project / "content" / "media" / "01-a.md", f"---\ntitle: A\n{unit}\n---\n\n# One\n\nText")
    (course,) = read_all(project, REAL, given)
    return course


@pytest.mark.parametrize("place", ["content/media", "brands", "."])
@pytest.mark.parametrize("name", ["university.pptx", "university"])
def test_a_template_stands_beside_the_course_or_among_the_brands(
    tmp_path: Path, place: str, name: str
) -> None:
    (tmp_path / "content" / "media").mkdir(parents=True)
    file = write(tmp_path / place / "university.pptx", b"deck")
    brand = in_media(tmp_path, name)
    assert brand.path == file.relative_to(tmp_path).as_posix()
    assert dict(brand.files) == {"templates/reference.pptx": b"deck"}


def test_a_folder_is_laid_over_the_templates(tmp_path: Path) -> None:
    folder = tmp_path / "brands" / "university"
    write(folder / "slides.potx", b"deck")
    write(folder / "brand.css", "h1 {}")
    write(folder / "fonts" / "Face.ttf", b"face")
    write(folder / "deck" / "slides" / "quote.xml.j2", "quote")
    write(folder / ".git" / "notes.css", "hidden")
    write(folder / "minutes.docx", "no part of it")
    brand = in_media(tmp_path, "university")
    assert brand.path == "brands/university/slides.potx"
    assert dict(brand.files) == {
        "templates/reference.pptx": b"deck",
        "templates/brand.css": b"h1 {}",
        "templates/fonts/Face.ttf": b"face",
        "templates/deck/slides/quote.xml.j2": b"quote",
    }


@pytest.mark.parametrize(
    "name", ["../other.pptx", "/etc/passwd", "C:\\brand.pptx", "a/../../x.pptx", ""]
)
def test_settings_name_nothing_outside_the_project(tmp_path: Path, name: str) -> None:
    with pytest.raises(NoBrand, match="outside"):
        in_media(tmp_path, name)


def test_a_link_to_outside_is_refused(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.pptx", b"deck")
    project = tmp_path / "project"
    (project / "brands" / "folder").mkdir(parents=True)
    (project / "brands" / "link.pptx").symlink_to(secret)
    (project / "brands" / "folder" / "reference.pptx").symlink_to(secret)
    with pytest.raises(NoBrand, match="outside"):
        in_media(project, "link.pptx")
    with pytest.raises(NoBrand, match="nothing of a brand"):
        in_media(project, "folder")


def test_what_cannot_be_a_brand_is_refused_with_a_reason(tmp_path: Path) -> None:
    write(tmp_path / "brands" / "logo.png", b"picture")
    write(tmp_path / "brands" / "two" / "a.pptx", b"deck")
    write(tmp_path / "brands" / "two" / "b.pptx", b"deck")
    with pytest.raises(NoBrand, match="no PowerPoint template"):
        in_media(tmp_path, "logo.png")
    with pytest.raises(NoBrand, match="several templates"):
        in_media(tmp_path, "two")


def test_the_nearest_name_is_suggested(tmp_path: Path) -> None:
    write(tmp_path / "brands" / "university.pptx", b"deck")
    course = load(tmp_path, "lang: en\nbrand: univrsity.pptx")
    (wrong,) = course.units[0].diagnostics
    assert (wrong.code, wrong.span.path, wrong.span.line) == (
        "brand-missing",
        "content/media/course.yml",
        3,
    )
    assert wrong.hint == 'Did you mean "university.pptx"?'
    assert course.units[0].failed


def test_a_brand_that_is_missing_is_told_of_though_its_unit_was_deleted_meanwhile(
    tmp_path: Path,
) -> None:
    load(tmp_path, "lang: en", "lang: en\nbrand: none.pptx")

    def read_and_deleted(file: UnitFile, course: LoadedCourse) -> Unit:
        unit = read_unit_whole(REAL, file, course)
        (tmp_path / file.path).unlink()
        return unit

    library = Library(tmp_path, REAL, read_unit=read_and_deleted)
    (course,) = map(library.course, list_courses(tmp_path))
    (wrong,) = library.unit(course, "01-a").diagnostics
    assert (wrong.code, wrong.span.path, wrong.span.line) == (
        "brand-missing",
        "content/media/01-a.md",
        4,
    )


def test_a_unit_may_have_a_brand_of_its_own(tmp_path: Path) -> None:
    write(tmp_path / "brands" / "one.pptx", b"one")
    write(tmp_path / "brands" / "two.pptx", b"two")
    settings = "brand: one.pptx\nlayouts:\n  exercise: Two Content\n"
    course = load(tmp_path, settings, "brand: two.pptx")
    unit = course.units[0]
    assert unit.brand.files["templates/reference.pptx"] == b"two"
    assert unit.lesson is not None
    assert unit.lesson.look.brand == "brands/two.pptx"
    assert unit.lesson.look.layouts == ()  # those are names of the other template's


def test_the_command_line_overrides_every_setting(tmp_path: Path) -> None:
    course = load(tmp_path, "brand: missing.pptx", given=Brand("x.pptx", Inputs({"a": b"x"})))
    assert course.units[0].brand.path == "x.pptx"
    assert not course.units[0].failed


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("layouts:\n  exercize: Two Content", 'not "exercize" (Did you mean "exercise"?)'),
        ("layouts: Two Content", "a list of lines"),
        ("floors:\n  text: 2", "a size from 12 to 40 points for text"),
        ("floors:\n  body: 20", 'not "body"'),
    ],
)
def test_slips_in_the_look_are_told(tmp_path: Path, settings: str, said: str) -> None:
    (wrong,) = load(tmp_path, settings).diagnostics
    assert wrong.code == "setting-unfit"
    assert said in wrong.message


def test_a_brand_s_fonts_are_seen_by_its_own_processes_alone() -> None:
    branded = Inputs({"templates/fonts/Brand.ttf": b"brand"})
    jobs = [("ours", job()), ("theirs", replace(job(), inputs=branded)), ("ours again", job())]
    with Pool(BUNDLE, 1, fontconfig, Doing(fonts_seen)) as workers:
        seen = {tag: (r.data or b"").decode().splitlines()[1:3] for tag, r in workers.work(jobs)}
    assert seen["ours"] == seen["ours again"] == ["font", "templates/fonts/Face.ttf"]
    assert seen["theirs"] == ["brand", "font"]


def test_a_brand_tells_what_might_come_before_it(tmp_path: Path) -> None:
    """So that a later build sees a file where there was none."""
    folder = tmp_path / "brands" / "mine"
    write(folder / "reference.pptx", b"deck")
    (folder / "fonts").mkdir()
    (tmp_path / "content" / "media").mkdir(parents=True)
    reads = set(in_media(tmp_path, "mine").reads)
    assert str(tmp_path / "content" / "media" / "mine") in reads
    assert {str(folder / "fonts"), str(folder), str(folder / "reference.pptx")} <= reads
