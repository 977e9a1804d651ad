import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from building.stand_ins import READING, Loaded, project, read_all, write
from lessonpress.building.reading import sources
from lessonpress.building.reading.loading import LoadedCourse, in_order, settings_complaints
from lessonpress.building.reading.sources import (
    CourseFolder,
    UnitFile,
    find_project,
    list_courses,
    stray_units,
)
from lessonpress.model import Course


def load(folder: Path) -> Loaded:
    (course,) = read_all(folder, READING)
    return course


def codes(course: Loaded) -> list[tuple[str, str]]:
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
    paths = {path for code, path in codes(course) if code == "unit-twice"}
    assert sorted(paths) == sorted(["content/media/01-a.md", f"content/media/{twin}"])
    assert [unit.name for unit in course.units if not unit.failed] == ["02-b"]


def test_the_order_of_units() -> None:
    units = tuple(UnitFile(name, name) for name in ("01-a", "02-b", "03-c", "04-d"))
    found = CourseFolder("media", Path("media"), "content/media/course.yml", b"", units)
    for names in (("03-c", "01-a.md"), ("03", "01"), ("c", "a")):
        course = Course("media", "Media", units=names)
        assert [u.name for u in in_order(found, course)] == ["03-c", "01-a", "02-b", "04-d"]


def test_course_and_folder_do_not_agree(tmp_path: Path) -> None:
    project(tmp_path, a_01="", b_02="")
    settings = b"title: Media\nunits: [01, 02-bb]\nrelease:\n  - 07"
    listed = replace(list_courses(tmp_path)[0], settings=settings)
    course = Course("media", "Media", units=("01", "02-bb"), release=("07",))
    first, second, third = settings_complaints(listed, course)
    assert (first.code, first.span.line) == ("unit-missing", 2)
    assert first.message.startswith('`units:` names a unit "02-bb"')
    assert first.hint == 'Did you mean "02-b"?'
    assert (second.code, second.span.line, second.hint) == ("unit-missing", 3, "")
    assert second.message.startswith('`release:` names a unit "07"')
    assert third.code == "unit-unlisted"


@pytest.mark.parametrize(
    ("named", "released"),
    [(("02",), ["02-b"]), (("2", "a"), ["01-a", "02-b"]), (("all",), ["01-a", "02-b"]), ((), [])],
)
def test_keys_are_released_by_number_by_name_or_all(
    named: tuple[str, ...], released: list[str]
) -> None:
    units = (UnitFile("01-a", "01-a.md"), UnitFile("02-b", "02-b.md"))
    course, path = Course("media", "Media", release=named), "content/media/course.yml"
    assert [*LoadedCourse(course, Path("media"), path, units).released] == released
    found = CourseFolder("media", Path("media"), path, b"title: Media", units)
    assert settings_complaints(found, course) == ()


def test_a_course_without_units(tmp_path: Path) -> None:
    write(tmp_path / "content" / "media" / "course.yml", "")
    assert [code for code, _ in codes(load(tmp_path))] == ["course-untitled", "course-empty"]


def test_units_are_not_read_by_settings_that_are_wrong(tmp_path: Path) -> None:
    """What a broken course.yml does not say would be missed in every unit."""
    project(tmp_path, a_01="ERROR")
    write(tmp_path / "content" / "media" / "course.yml", "ERROR")
    course = load(tmp_path)
    assert [code for code, _ in codes(course)] == ["yaml"]
    assert course.units == ()


@pytest.mark.parametrize("settings", [None, "", "# title: Media\n\n"])
def test_a_course_without_settings_is_told_where_its_title_is_from(
    tmp_path: Path, settings: str | None
) -> None:
    write(tmp_path / "content" / "media" / "01-a.md", "")
    if settings is not None:
        write(tmp_path / "content" / "media" / "course.yml", settings)
    (complaint,) = load(tmp_path).diagnostics
    assert (complaint.code, complaint.severity) == ("course-untitled", "info")
    assert '"Media"' in complaint.message


def test_a_unit_one_folder_too_deep(tmp_path: Path) -> None:
    project(tmp_path, a_01="")
    write(tmp_path / "content" / "media" / "deeper" / "03-d.md", "")
    write(tmp_path / "content" / "media" / "assets" / "README.md", "")
    (complaint,) = stray_units(tmp_path)
    assert (complaint.code, complaint.span.path) == (
        "unit-too-deep",
        "content/media/deeper/03-d.md",
    )


def test_a_folder_that_cannot_be_read_costs_that_course_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project(tmp_path, a_01="")
    write(tmp_path / "content" / "secret" / "01-a.md", "")
    really_list = os.scandir

    def listing(folder: str | Path) -> Any:
        if Path(folder).name == "secret":
            raise PermissionError(13, "Permission denied")
        return really_list(folder)

    monkeypatch.setattr(os, "scandir", listing)
    media, secret = read_all(tmp_path, READING)
    assert stray_units(tmp_path) == ()
    assert (codes(media), media.course.failed) == ([], False)
    assert codes(secret) == [("folder-unreadable", "content/secret")]


def test_a_mistake_of_ours_in_reading_costs_that_unit_alone(tmp_path: Path) -> None:
    course = load(project(tmp_path, a_01="RECURSE", b_02=""))
    assert [unit.failed for unit in course.units] == [True, False]
    fault = course.units[0].fault
    assert fault is not None
    assert fault.message.startswith("content/media/01-a.md: a mistake in Lessonpress itself")
    assert "report" in fault.hint


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
    unit = sources.read_unit(listed.folder, listed.units[0])
    assert (unit.name, unit.text) == ("01-caf\u00e9", b"text")


def test_a_link_to_itself_costs_that_unit_alone(tmp_path: Path) -> None:
    project(tmp_path, a_01="")
    (tmp_path / "content" / "media" / "loop.md").symlink_to("loop.md")
    course = load(tmp_path)
    assert codes(course) == [("file-unreadable", "content/media/loop.md")]
    assert [unit.name for unit in course.units if not unit.failed] == ["01-a"]


@pytest.mark.parametrize("name", [b"media/bad\xff.md", b"bad\xff/01-a.md"])
def test_a_name_that_is_not_text_is_no_unit(tmp_path: Path, name: bytes) -> None:
    project(tmp_path, a_01="")
    try:
        write(tmp_path / "content" / os.fsdecode(name), "")
    except OSError:
        pytest.skip("this disk takes no such names")
    (complaint,) = stray_units(tmp_path)
    assert (complaint.code, complaint.hint[:6]) == ("file-name", "Rename")
    assert [unit.name for unit in load(tmp_path).units] == ["01-a"]


def test_a_name_too_long_for_its_outputs_costs_that_unit_alone(tmp_path: Path) -> None:
    long = "x" * 245
    project(tmp_path, a_01="")
    write(tmp_path / "content" / "media" / f"{long}.md", "")
    assert codes(load(tmp_path)) == [("unit-name-long", f"content/media/{long}.md")]


@pytest.mark.parametrize("names", [("caf\u00e9", "cafe\u0301"), ("X", "x")])
def test_two_courses_of_one_name(tmp_path: Path, names: tuple[str, str]) -> None:
    for name in names:
        write(tmp_path / "content" / name / "01-a.md", name)
    write(tmp_path / "content" / "media" / "01-a.md", "")
    if len(list((tmp_path / "content").iterdir())) < 3:
        pytest.skip("this disk tells them apart no better")
    courses = read_all(tmp_path, READING)
    assert [c.course.course.name for c in courses if not c.course.failed] == ["media"]
    for course in (course for course in courses if course.course.failed):
        assert {code for code, _ in codes(course)} == {"course-twice"}
