import pytest

from lessonpress.building.reading.selection import (
    EVERYTHING,
    Selection,
    UnknownNameError,
    affected,
    choose,
    narrowed,
)
from lessonpress.building.reading.sources import called

CATALOGUE = {"media": ("01-a", "02-b"), "history": ("01-a", "02-rome")}


@pytest.mark.parametrize(
    ("name", "courses", "units"),
    [
        ("media", {"media"}, set()),
        ("content/media", {"media"}, set()),
        ("content/media/", {"media"}, set()),
        ("content/media/course.yml", {"media"}, set()),
        ("02-rome", set(), {("history", "02-rome")}),
        ("02-rome.md", set(), {("history", "02-rome")}),
        ("media/02-b", set(), {("media", "02-b")}),
        ("content/media/02-b.md", set(), {("media", "02-b")}),
        ("01-a", set(), {("media", "01-a"), ("history", "01-a")}),
        ("media/02", set(), {("media", "02-b")}),
        ("02", set(), {("media", "02-b"), ("history", "02-rome")}),
    ],
)
def test_what_a_name_means(name: str, courses: set[str], units: set[tuple[str, str]]) -> None:
    assert choose([name], CATALOGUE) == Selection(False, frozenset(courses), frozenset(units))


LONG = ("01-origins-in-tocoron", "02-the-origins", "03-end")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("origins-in-tocoron", {LONG[0]}),
        ("origins", {LONG[0]}),
        ("end.md", {LONG[2]}),
        ("01.markdown", {LONG[0]}),
        ("1", {LONG[0]}),
        ("4", set()),
        ("o", set()),
        ("", set()),
    ],
)
def test_what_a_unit_is_called(name: str, meant: set[str]) -> None:
    assert called(name, LONG) == meant


def test_without_its_number_a_name_must_be_one_units_alone() -> None:
    assert called("a", ("01-a", "02-a")) == frozenset()


def test_what_is_looked_at_again() -> None:
    unit = Selection(False, units=frozenset({("media", "01-a")}))
    assert unit.covers("content/media/01-a.md")
    assert unit.covers("content/media/course.yml")
    assert unit.covers("templates/deck/deck.xml.j2")
    assert not unit.covers("content/media/02-b.md")
    assert not unit.covers("content/other/course.yml")


@pytest.mark.parametrize("names", [[], ["content"]])
def test_everything(names: list[str]) -> None:
    assert choose(names, CATALOGUE) is EVERYTHING


@pytest.mark.parametrize(
    ("typed", "meant"), [("02-rom", "02-rome"), ("chek", "check"), ("histroy", "history")]
)
def test_a_mistyped_name_suggests_the_nearest(typed: str, meant: str) -> None:
    with pytest.raises(UnknownNameError) as raised:
        choose([typed], CATALOGUE, ["check"])
    assert typed in str(raised.value)
    assert raised.value.hint == f'Did you mean "{meant}"?'


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ("content/media/01-a.md", Selection(False, units=frozenset({("media", "01-a")}))),
        ("content/media/course.yml", Selection(False, frozenset({"media"}))),
        ("content/media/assets/x.PNG", Selection(False, frozenset({"media"}))),
        ("templates/handout/print.css", EVERYTHING),
        ("content/media/.01-a.md.swp", None),
        ("content/media/4913", None),
        ("content/media/_draft.md", None),
        ("output/media/index.html", None),
    ],
)
def test_what_a_change_affects(changed: str, expected: Selection | None) -> None:
    assert affected([changed]) == expected


def test_watching_a_unit_rebuilds_it_alone() -> None:
    asked = Selection(False, units=frozenset({("media", "01-a")}))
    assert narrowed(asked, affected(["content/media/02-b.md"])) is None
    assert narrowed(asked, affected(["content/media/course.yml"])) == asked
    assert narrowed(asked, EVERYTHING) == asked
    assert narrowed(EVERYTHING, asked) == asked
