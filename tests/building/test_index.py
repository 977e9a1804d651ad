"""The page of a course, with the real template."""

from dataclasses import replace
from xml.etree import ElementTree

from building.stand_ins import COURSE, lesson, sketch
from lessonpress.building.index import page, readable_size
from lessonpress.building.keeping.outputs import Version
from lessonpress.building.planning.ground import Brief
from lessonpress.building.reading.bundle import packaged, read_bundle
from lessonpress.building.reading.loading import Unit
from lessonpress.building.shelf import brief_of
from lessonpress.model import Box, ItemList, ListItem, Paragraph, Span, Text
from lessonpress.templating import Templates

SIZES = {
    "media/student/01-a-slides.pptx": 34_000,
    "media/student/01-a-handout.pdf": 1_234_000,
    "media/instructor/01-a-answers.pdf": 500,
}

HERE = Span("content/media/01-a.md", 1)


def rendered(*units: Brief, sizes: dict[str, int] = SIZES, **settings: str) -> str:
    """The page of a course whose units are called what their titles say."""
    render = Templates(read_bundle(packaged().parent).under("templates")).render
    media = replace(COURSE, **settings)  # type: ignore[arg-type]
    briefs = {unit.title: unit for unit in units}

    def versions(path: str) -> list[Version]:
        found = (path, path.replace(".", "-new."))
        there = [Version(each, sizes[each]) for each in found if each in sizes]
        return [replace(v, edited=len(there) > 1 and v is there[0]) for v in there]

    return page(media, sketch(*briefs), briefs, versions, render).decode()


def links(html: str) -> list[str]:
    return [part.partition('"')[0] for part in html.split('href="')[1:]]


def test_links_what_exists_and_nothing_else() -> None:
    assert links(rendered(Brief("01-a"), Brief("02-b"))) == [
        "student/01-a-slides.pptx",
        "student/01-a-handout.pdf",
        "instructor/01-a-answers.pdf",
    ]


def test_tells_an_edited_file_from_what_was_built_beside_it() -> None:
    html = rendered(Brief("01-a"), sizes=SIZES | {"media/student/01-a-slides-new.pptx": 35_000})
    assert links(html)[:2] == ["student/01-a-slides.pptx", "student/01-a-slides-new.pptx"]
    assert "PowerPoint, 34 kB · edited by hand" in html
    assert "PowerPoint, 35 kB · newly built" in html


def test_slides_on_paper_are_told_apart_by_how_many_are_on_a_page() -> None:
    sizes = {f"media/student/01-a-slides-{count}up.pdf": 500 for count in (3, 6)}
    html = rendered(Brief("01-a"), sizes=sizes)
    assert [f"</a>, {count} per page" in html for count in (3, 4, 6)] == [True, False, True]


def test_says_how_large_files_are() -> None:
    html = rendered(Brief("01-a"))
    assert "PowerPoint, 34 kB" in html
    assert "PDF, 1.2 MB" in html
    assert readable_size(1) == "1 kB"


def test_shows_the_objectives() -> None:
    words = Paragraph("p", HERE, (Text("explain <this>"),))
    items = ItemList("l", HERE, False, 1, True, (ListItem("i", HERE, (words,)),))
    with_box = replace(lesson(), blocks=(Box("o", HERE, "objectives", (), (items,)),))
    brief = brief_of(Unit("01-a", HERE.path, with_box))
    assert brief.objectives == ("explain <this>",)
    assert "<li>explain &lt;this&gt;</li>" in rendered(replace(brief, title="01-a"))


def test_what_lessons_say_is_text() -> None:
    evil = "<script>alert(1)</script>"
    html = rendered(Brief(evil), sizes={f"media/student/{evil}-slides.pptx": 1}, title='"><b>')
    assert "<script" not in html
    assert "<b>" not in html


def test_names_become_addresses() -> None:
    sizes = {"media/student/01 ä#?-handout.pdf": 1}
    assert links(rendered(Brief("01 ä#?"), sizes=sizes)) == [
        "student/01%20%C3%A4%23%3F-handout.pdf"
    ]


def test_is_self_contained_and_the_same_each_time() -> None:
    html = rendered(Brief("01-a"))
    assert html == rendered(Brief("01-a"))
    assert "src=" not in html
    assert "url(" not in html
    assert "@import" not in html


def test_is_well_formed_with_one_title() -> None:
    html = rendered(Brief("01-a"), subtitle="About", licence="CC BY 4.0")
    body = html[html.index("<body>") : html.index("</html>")]
    tree = ElementTree.fromstring(body)  # noqa: S314 - our own page
    assert [e.tag for e in tree.iter() if e.tag in ("h1", "main", "header", "footer")] == [
        "header",
        "h1",
        "main",
        "footer",
    ]
    assert '<html lang="en">' in html


def test_a_course_with_nothing_built() -> None:
    assert "No unit has been built yet." in rendered(Brief("01-a"), sizes={})


def test_the_booklets_stand_first() -> None:
    sizes = SIZES | {"media/student/booklet.pdf": 2_000_000, "media/instructor/booklet.pdf": 9}
    html = rendered(Brief("01-a"), sizes=sizes)
    assert links(html)[:2] == ["student/booklet.pdf", "instructor/booklet.pdf"]
    assert "The whole course" in html
    assert "The whole course" not in rendered(Brief("01-a"))
