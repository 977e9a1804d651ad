"""What templates draw by themselves, as it is read, and as pictures of slides have it."""

from __future__ import annotations

from lxml import etree

from lessonpress.deck import layouts, page, reference
from lessonpress.deck.model import EMU_PER_POINT, TextShape
from lessonpress.deck.ornaments import Ornament
from lessonpress.theme import contrast

from . import brands
from .making import a_deck, fitted, fonts, slide
from .making import reference as ours


def read() -> layouts.Reference:
    return reference.read(brands.adorned())


def shapes(role: str = "content") -> list[Ornament]:
    """What stands behind slides of a role, without words."""
    return [each for each in read().roles[role].ornaments if isinstance(each, Ornament)]


def picture(role: str = "content", ink: page.Ink = "full") -> page.Pictures:
    """A slide on the adorned template."""
    from lessonpress.deck import reader
    from lessonpress.deck.fitting import fit
    from lessonpress.deck.fitting.places import Workshop

    deck, _ = reader.read(a_deck(slide("<p>Words</p>", layout=role)))
    done, _ = fit.fit(deck, Workshop(read(), fonts()), {}, {})
    return page.draw(done, read(), fonts(), 240.0, ink)


# --- reading -------------------------------------------------------------------------------------


def test_shapes_are_read_from_the_ground_up() -> None:
    ground, wave, dot, turned, line, grouped, logo = shapes()
    assert (ground.frame.width, ground.frame.height) == (read().width, read().height)
    assert ground.fill is not None
    assert [stop.color for stop in ground.fill.stops] == ["#FFFFFF", "#D0D8E8"]
    assert ground.fill.angle == 90
    assert wave.path.startswith("M0 37.72 C216 0 ")
    assert dot.fill is not None
    assert dot.fill.stops[0].alpha == 0.5
    assert (turned.turn, turned.fill is not None, turned.line is not None) == (45, True, True)
    assert line.line is not None
    assert (line.line.weight, line.line.dashed, line.fill) == (25_400, True, None)
    assert grouped.fill is not None
    assert grouped.fill.radial
    assert logo.picture is not None
    assert logo.picture.crop == (0.1, 0, 0.1, 0)


def test_shapes_in_groups_stand_where_the_group_puts_them() -> None:
    frame = shapes()[5].frame
    assert (frame.left, frame.top) == (7_300_000, 100_000)
    assert (frame.width, frame.height) == (300_000, 300_000)


def test_a_template_s_own_words_are_text() -> None:
    (motto,) = (e for e in read().roles["content"].ornaments if isinstance(e, TextShape))
    (item,) = motto.text
    assert (item.format.size, item.format.italic, item.format.align) == (12, True, "center")
    assert item.format.color == "#FFFFFF"


def test_a_layout_may_do_without_what_its_master_has() -> None:
    assert len(read().named["blank"]["content"].ornaments) == 1  # the ground


def test_a_place_has_what_its_layout_fills_it_with() -> None:
    title = read().roles["content"].title
    assert title is not None
    assert title.fill is not None
    assert title.fill.stops[0].color == "#DDE4EE"


def test_our_own_template_is_adorned_as_it_was_drawn() -> None:
    adorned = {role for role, layout in ours().roles.items() if layout.ornaments}
    assert adorned >= {"title", "part", "exercise", "solution", "keypoints"}
    assert "content" not in adorned


def test_a_ground_of_one_colour_is_the_paper_that_slides_are_drawn_on() -> None:
    for role, layout in ours().roles.items():
        shapes = [each for each in layout.ornaments if isinstance(each, Ornament)]
        whole = (ours().width, ours().height)
        assert whole not in [(each.frame.width, each.frame.height) for each in shapes], role
        deck, _ = fitted(a_deck(slide("", layout=role)))
        (drawn,) = page.draw(deck, ours(), fonts(), 240.0).slides
        assert f"background-color: #{layout.theme.paper}" in drawn.html


def test_tables_look_as_the_template_s_style_has_them() -> None:
    look = ours().table_look
    assert look.under_head is not None
    assert look.between is not None
    assert (look.under_head.weight, look.between.weight) == (25_400, 9_525)
    assert look.head.fill == ""
    medium = read().table_look  # PowerPoint's own, by its id alone
    assert contrast(medium.head.fill[1:], medium.head.color[1:]) > 3
    assert medium.body.fill != medium.head.fill


# --- drawing -------------------------------------------------------------------------------------


def test_ornaments_are_one_drawing_behind_each_slide() -> None:
    made = picture()
    (name,) = (name for name in made.files if name.endswith(".svg"))
    assert name in made.slides[0].html
    drawing = etree.fromstring(made.files[name])
    assert drawing.get("viewBox") == f"0 0 {read().width / EMU_PER_POINT:g} 540"
    (image,) = drawing.iter("{*}image")
    assert f"ornaments/{image.get('href')}" in made.files


def test_gradients_run_from_their_first_colour_to_their_last() -> None:
    made = picture()
    (svg,) = (data for name, data in made.files.items() if name.endswith(".svg"))
    strips = [e.get("fill") for e in etree.fromstring(svg).iter("{*}rect")]
    assert strips[0] == "#FFFFFF"
    assert strips[-1] is not None
    assert contrast(strips[-1][1:], "D0D8E8") < 1.05


def test_words_of_the_template_stand_on_the_picture() -> None:
    assert "Per aspera" in picture().slides[0].html


def test_with_little_ink_a_template_adds_nothing() -> None:
    made = picture(ink="low")
    assert not made.files
    assert "Per aspera" not in made.slides[0].html
