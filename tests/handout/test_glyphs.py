"""A box stands for what no font can print."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring, tostring

import pytest
from shipped import bundle

from lessonpress.handout.glyphs import draw_boxes
from lessonpress.inputs import Inputs

INPUTS = bundle()


@pytest.mark.parametrize(
    ("text", "printed", "lacking"),
    [
        ("Plain – “text”", "Plain – “text”", ()),
        ("The sea 海, 海 and 👍🏽", "The sea □, □ and □□", ("海", "👍", "🏽")),
        ("non\u2011breaking", "non-breaking", ()),
        ("thin\u2009space, a\u00adb, \ufe0f", "thin\u2009space, a\u00adb, \ufe0f", ()),
    ],
)
def test_boxes_stand_for_what_no_font_has(
    text: str, printed: str, lacking: tuple[str, ...]
) -> None:
    root = fromstring(  # noqa: S314 (our own text)
        f'<html><head>{text}</head><body data-unit="{text}" id="海"><p>{text}</p></body></html>'
    )
    assert draw_boxes(root, INPUTS) == lacking
    body = f'<body data-unit="{printed}" id="海"><p>{printed}</p></body>'
    assert tostring(root, encoding="unicode") == f"<html><head>{text}</head>{body}</html>"


@pytest.mark.parametrize("files", [{}, {"templates/fonts/broken.ttf": b"no font"}])
def test_nothing_changes_without_fonts(files: dict[str, bytes]) -> None:
    root = fromstring("<html><p>海</p></html>")  # noqa: S314 (our own text)
    assert draw_boxes(root, Inputs(files)) == ()
    assert root.findtext("p") == "海"
