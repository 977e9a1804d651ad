import os
from pathlib import Path

import pytest

from building.stand_ins import READING, project, write
from lessonpress.building import sources
from lessonpress.building.loading import LoadedCourse, in_order, load_courses
from lessonpress.building.selection import EVERYTHING
from lessonpress.building.sources import UnitFile, find_project, list_courses, stray_units
from lessonpress.model import Course


def load(folder: Path) -> LoadedCourse:
    (course,) = load_courses(folder, EVERYTHING, READING)
    return course


def codes(course: LoadedCourse) -> list[tuple[str, str]]:
    units = [diagnostic for unit in course.units for diagnostic in unit.diagnostics]
    return [(d.code, d.span.path) for d in (*course.diagnostics, *units)]


def test_finds_the_project_from_a_folder_inside_it(tmp_path: Path) -> None:
    project(tmp_path, a_01="")
    assert find_project(tmp_path / "content" / "media") == tmp_path
    assert find_project(tmp_path) == tmp_path


def test_what_is_a_unit(tmp_path: Path) -> None:
    names = ("02-b.md", "01-a.md", "c.markdown", "_draft.md", "README.md", ".x.md", "notes.txt")
    for name in names:
        write(tmp_path / "content" / "media" / name, "")
    write(tmp_path / "content" / "media" / "deeper" / "03-d.md", "")
    (course,) = list_courses(tmp_path)
    assert [unit.name for unit in course.units] == ["01-a", "02-b", "c"]


def test_what_is_a_course(tmp_path: Path) -> None:
    write(tmp_path / "content" / "with-units" / "01-a.md", "")
    write(tmp_path / "content" / "with-settings" / "course.yml", "")
    write(tmp_path / "content" / "with-neither" / "picture.png", "")
    write(tmp_path / "content" / "_drafts" / "01-a.md", "")
    write(tmp_path / "content" / ".git" / "course.yml", "")
    assert [course.name for course in list_courses(tmp_path)] == ["with-settings", "with-units"]


def test_a_unit_outside_every_course(tmp_path: Path) -> None:
    write(tmp_path / "content" / "lost.md", "")
    write(tmp_path / "content" / "README.md", "")
    (complaint,) = stray_units(tmp_path)
    assert (complaint.code, complaint.span.path) == ("unit-outside-course", "content/lost.md")


@pytest.mark.parametrize("twin", ["01-A.md", "01-a.markdown"])
def test_two_units_of_one_name(tmp_path: Path, twin: str) -> None:
    project(tmp_path, a_01="", b_02="")
    write(tmp_path / "content" / "media" / twin, "")
    course = load(tmp_path)
    paths = sorted(path for code, path in codes(course) if code == "unit-twice")
    assert paths == sorted(["content/media/01-a.md", f"content/media/{twin}"])
    assert [unit.name for unit in course.units if not unit.failed] == ["02-b"]


def test_the_order_of_units() -> None:
    units = [UnitFile(name, name) for name in ("01-a", "02-b", "03-c", "04-d")]
    course = Course("media", "Media", units=("03-c", "01-a.md"))
    assert [unit.name for unit in in_order(units, course)] == ["03-c", "01-a", "02-b", "04-d"]


def test_course_and_folder_do_not_agree(tmp_path: Path) -> None:
    project(tmp_path, a_01="", b_02="")
    (listed,) = list_courses(tmp_path)
    from lessonpress.building.loading import listing_complaints

    course = Course("media", "Media", units=("01-a", "02-bb"), release=("07",))
    found = [(d.code, d.hint) for d in listing_complaints(listed, course)]
    assert found[0] == ("unit-missing", 'Did you mean "02-b"?')
    assert [code for code, _ in found] == ["unit-missing", "unit-missing", "unit-unlisted"]


def test_a_course_without_units(tmp_path: Path) -> None:
    write(tmp_path / "content" / "media" / "course.yml", "")
    assert codes(load(tmp_path)) == [("course-empty", "content/media/course.yml")]


def test_broken_settings_do_not_keep_units_from_being_checked(tmp_path: Path) -> None:
    project(tmp_path, a_01="ERROR")
    write(tmp_path / "content" / "media" / "course.yml", "ERROR")
    assert [code for code, _ in codes(load(tmp_path))] == ["yaml", "some-error"]


def test_a_link_that_leaves_the_course_is_not_read(tmp_path: Path) -> None:
    project(tmp_path, a_01="")
    secret = write(tmp_path / "secret.md", "secret")
    (tmp_path / "content" / "media" / "02-b.md").symlink_to(secret)
    course = load(tmp_path)
    assert codes(course) == [("file-outside", "content/media/02-b.md")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    project(tmp_path, a_01="")
    os.mkfifo(tmp_path / "content" / "media" / "02-b.md")
    assert codes(load(tmp_path)) == [("file-unreadable", "content/media/02-b.md")]


def test_names_are_composed(tmp_path: Path) -> None:
    """macOS writes é as two characters, and outputs would be named differently there."""
    write(tmp_path / "content" / "media" / "01-cafe\u0301.md", "text")
    (listed,) = list_courses(tmp_path)
    (unit,) = sources.read_course_folder(listed).units
    assert (unit.name, unit.text) == ("01-caf\u00e9", b"text")
