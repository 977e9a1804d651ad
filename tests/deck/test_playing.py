"""Videos and sounds in finished decks: native, one file each, and played by a click."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pptx
import pytest
from gates import ooxml, render
from gates.pptx_lint import problems as lint

from lessonpress import deck
from lessonpress.deck import pptx as writer

from .making import a_deck, fitted, fonts, inputs, reference, slide
from .test_deck_files import _parts

RECORDINGS = Path(__file__).parents[1] / "recordings"
VIDEO = (
    '<img src="course/assets/wide.png" data-clip="course/assets/clip.mp4" data-kind="video" '
    'alt="A pier"/>'
)
SOUND = (
    '<img src="templates/posters/sound.svg" data-clip="course/assets/tone.mp3" data-kind="sound" '
    'alt="A tone"/>'
)
BOTH = f'<p id="p">Text</p><figure id="v">{VIDEO}</figure><figure id="s">{SOUND}</figure>'


def written(markup: str) -> bytes:
    """Make a .pptx, as building does it: with recordings and a sign's pixels at hand."""
    with_clips = inputs().joined(
        {
            "course/assets/clip.mp4": (RECORDINGS / "clip.mp4").read_bytes(),
            "course/assets/tone.mp3": (RECORDINGS / "clip.mp3").read_bytes(),
            "raster/templates/posters/sound.svg": inputs()["course/assets/wide.png"],
        }
    )
    done, problems = fitted(markup, files=with_clips)
    assert problems == []
    return writer.write(done, inputs()[deck.REFERENCE], reference(), with_clips, fonts())


def test_a_video_is_a_video_to_other_software() -> None:
    shapes = list(pptx.Presentation(io.BytesIO(written(a_deck(slide(BOTH))))).slides[0].shapes)
    kinds = {shape.name: str(shape.shape_type).split(" ")[0] for shape in shapes}
    assert kinds["Video v"] == "MEDIA"
    assert {"Sound s", "Title", "Body"} <= set(kinds)


def test_files_are_kept_once_and_under_names_that_tell_nothing() -> None:
    again = slide(VIDEO).replace('id="one"', 'id="two"')
    parts = _parts(written(a_deck(slide(BOTH), again)))
    media = [name for name in parts if re.search(r"\.(mp4|mp3)$", name)]
    assert [name.rpartition(".")[2] for name in sorted(media)] == ["mp4", "mp3"]
    assert all(re.fullmatch(r"ppt/media/media\d+\.\w+", name) for name in media)
    assert not any(b"clip.mp4" in data or b"tone.mp3" in data for data in parts.values())


def test_a_click_plays_each_and_lists_build_up_beside() -> None:
    listed = '<ul id="l" class="incremental"><li id="i">One</li></ul>'
    parts = _parts(written(a_deck(slide(f'{listed}<figure id="v">{VIDEO}</figure>' + SOUND))))
    timing = parts["ppt/slides/slide1.xml"].decode().partition("<p:timing>")[2]
    assert timing.count('nodeType="interactiveSeq"') == 2
    assert timing.count("<p:cMediaNode") == 2
    idents = re.findall(r'<p:cTn[^>]*? id="(\d+)"', timing)
    assert sorted(map(int, idents)) == list(range(1, len(idents) + 1))


def test_a_sound_s_sign_stays_small_and_a_video_fills_its_place() -> None:
    slides = pptx.Presentation(io.BytesIO(written(a_deck(slide(BOTH))))).slides
    widths = {shape.name: shape.width / 914_400 for shape in slides[0].shapes}
    assert widths["Sound s"] == pytest.approx(0.75, abs=0.01)
    assert widths["Video v"] > 3


@pytest.mark.slow
def test_other_software_opens_it(tmp_path: Path) -> None:
    path = tmp_path / "clips.pptx"
    path.write_bytes(written(a_deck(slide(BOTH))))
    assert lint(path.read_bytes()) == []
    assert ooxml.sdk_errors([path]) == {path: []}
    render.to_pdf([path], tmp_path)
