"""Videos and sounds of a course: judged when it is loaded, read for decks alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from building.stand_ins import write
from lessonpress.building.reading import pictures, recordings
from lessonpress.model import Clip, Image, Span

CLIP = (Path(__file__).parents[1] / "recordings" / "clip.mp4").read_bytes()
HEVC = (Path(__file__).parents[1] / "recordings" / "hevc.mov").read_bytes()


def video(path: str, poster: str = "") -> Image:
    return Image(poster, "alt", Span("content/media/01-a.md", 7), clip=Clip(path, "video"))


def said(folder: Path, path: str) -> list[tuple[str, str, int]]:
    found = recordings.check(folder, [video(path)])
    return [(str(d.severity), d.code, d.span.line) for d in found]


def test_a_video_is_read_without_what_its_file_tells(tmp_path: Path) -> None:
    write(tmp_path / "assets" / "clip.mp4", CLIP)
    read = recordings.read(tmp_path, [video("assets/clip.mp4"), video("assets/gone.mp4")])
    assert list(read) == ["course/assets/clip.mp4"]
    assert b"CLIPTITLEMARKERQZX" not in read["course/assets/clip.mp4"]
    assert said(tmp_path, "assets/clip.mp4") == []


def test_a_missing_one_suggests_the_nearest(tmp_path: Path) -> None:
    write(tmp_path / "assets" / "clip.mp4", CLIP)
    (found,) = recordings.check(tmp_path, [video("assets/clipp.mp4")])
    assert found.code == "clip-missing"
    assert found.hint == 'Did you mean "assets/clip.mp4"?'


@pytest.mark.parametrize("path", ["../clip.mp4", "/clip.mp4", "C:\\clip.mp4"])
def test_nothing_outside_the_course_is_read(tmp_path: Path, path: str) -> None:
    write(tmp_path / "clip.mp4", CLIP)
    (tmp_path / "media").mkdir()
    assert said(tmp_path / "media", path) == [("error", "clip-outside", 7)]
    assert dict(recordings.read(tmp_path / "media", [video(path)])) == {}


def test_what_does_not_play_stops_the_unit_and_what_may_not_is_warned_of(tmp_path: Path) -> None:
    write(tmp_path / "a.mp4", b"not a video")
    write(tmp_path / "b.mov", HEVC)
    assert said(tmp_path, "a.mp4") == [("error", "clip-broken", 7)]
    assert said(tmp_path, "b.mov") == [("warning", "clip-codec", 7)]
    assert said(tmp_path, "c.webm") == [("error", "clip-kind", 7)]


def test_a_poster_is_a_picture_like_others_and_a_sign_is_none(tmp_path: Path) -> None:
    inputs, complaints = pictures.gather(tmp_path, [video("a.mp4"), video("a.mp4", "still.jpg")])
    assert dict(inputs) == {}
    assert [c.code for c in complaints] == ["picture-missing"]
