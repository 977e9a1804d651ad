from pathlib import Path

import pytest

from building.stand_ins import project
from lessonpress.building.reading.sources import list_courses
from lessonpress.building.reading.starting import RefusedError, folder_name, new_course, new_unit


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Media literacy", "media-literacy"),
        ("  What's new?  ", "what-s-new"),
        ("Éducation aux médias", "éducation-aux-médias"),
        ("مقدمة", "مقدمة"),
        ("snake_case", "snake-case"),
        ("Fake / real", "fake-real"),
        ("Media: an introduction", "media-an-introduction"),
        ("中文", "中文"),
    ],
)
def test_titles_become_names_of_files(title: str, name: str) -> None:
    assert folder_name(title) == name


@pytest.mark.parametrize("bad", ["", "  ", "../x", ".hidden", "_x", "???", " / "])
def test_bad_names_are_refused_with_advice(bad: str) -> None:
    with pytest.raises(RefusedError) as raised:
        folder_name(bad)
    assert raised.value.hint


@pytest.mark.parametrize("bad", ["con", "NUL", "Com1", "x" * 61])
def test_names_that_some_system_would_not_take(bad: str) -> None:
    with pytest.raises(RefusedError):
        folder_name(bad)


def test_a_new_course_has_settings_and_a_unit(tmp_path: Path) -> None:
    written = new_course(tmp_path, 'Say "hello"')
    assert [path.relative_to(tmp_path).as_posix() for path in written] == [
        "content/say-hello/course.yml",
        "content/say-hello/01-first-unit.md",
    ]
    assert 'title: "Say \\"hello\\""\n' in written[0].read_text(encoding="utf-8")


def test_a_course_is_never_overwritten(tmp_path: Path) -> None:
    project(tmp_path, a_01="mine")
    with pytest.raises(RefusedError, match="already a course media"):
        new_course(tmp_path, "Media")


def add(folder: Path, name: str) -> str:
    (course,) = list_courses(folder)
    (path,) = new_unit(folder, course, name)
    return path.name


def test_units_take_the_next_free_number(tmp_path: Path) -> None:
    project(tmp_path, a_01="", c_07="")
    assert add(tmp_path, "Case study") == "08-case-study.md"
    assert add(tmp_path, "03-in-between") == "03-in-between.md"
    assert 'title: "In between"' in (tmp_path / "content/media/03-in-between.md").read_text()


def test_a_taken_number_is_refused(tmp_path: Path) -> None:
    project(tmp_path, a_01="mine")
    with pytest.raises(RefusedError, match="Number 01 is taken by 01-a"):
        add(tmp_path, "01-b")


def test_a_title_that_is_there_already_is_refused(tmp_path: Path) -> None:
    project(tmp_path, a_01="")
    add(tmp_path, "Case study")
    with pytest.raises(RefusedError, match="already a unit 02-case-study"):
        add(tmp_path, "Case study")


def test_a_title_that_begins_with_a_number_of_years(tmp_path: Path) -> None:
    project(tmp_path, a_01="")
    assert add(tmp_path, "1989 and after") == "02-1989-and-after.md"
