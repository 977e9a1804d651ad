"""Videos and sounds: what PowerPoint plays, and what else their files tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonpress.checks.clips import cleaned, complaint, doubt, unplayable

RECORDINGS = Path(__file__).parents[1] / "recordings"
MP4, MP3, WAV, HEVC = (
    (RECORDINGS / name).read_bytes() for name in ("clip.mp4", "clip.mp3", "clip.wav", "hevc.mov")
)


def box(name: bytes, content: bytes) -> bytes:
    return (len(content) + 8).to_bytes(4, "big") + name + content


@pytest.mark.parametrize("path", ["a.mp4", "a.M4V", "a.mov", "a.mp3", "a.m4a", "a.wav", "a.png"])
def test_what_powerpoint_plays_and_what_is_no_clip(path: str) -> None:
    assert unplayable(path) is None


@pytest.mark.parametrize(
    ("path", "kind"),
    [("a.webm", "video"), ("a.AVI", "video"), ("a.ogg", "sound"), ("a.flac", "sound")],
)
def test_what_it_does_not_play_is_to_be_converted(path: str, kind: str) -> None:
    found = unplayable(path)
    assert found is not None
    assert found.code == "clip-kind"
    assert kind in found.message
    assert "Convert it" in found.hint


@pytest.mark.parametrize(
    ("path", "data"), [("a.mp4", MP4), ("a.m4v", MP4), ("a.mp3", MP3), ("a.wav", WAV)]
)
def test_real_files_are_fine(path: str, data: bytes) -> None:
    assert complaint(path, data) is None
    assert doubt(path, data) is None


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("a.mp4", b""),
        ("a.mp4", b"not a video"),
        ("a.mp4", MP3),
        ("a.mp4", MP4[:200]),
        ("a.mp3", MP4),
        ("a.wav", MP3),
        ("a.mov", b"<html>Not found</html>"),
    ],
)
def test_a_file_that_is_not_what_its_name_says(path: str, data: bytes) -> None:
    found = complaint(path, data)
    assert found is not None
    assert found.code == "clip-broken"


def test_a_codec_of_some_computers_is_doubtful() -> None:
    found = doubt("a.mov", HEVC)
    assert found is not None
    assert "HEVC" in found.message
    assert "H.264" in found.hint


@pytest.mark.parametrize(
    ("path", "data", "told"),
    [
        ("a.mp4", MP4, b"CLIPTITLEMARKERQZX"),
        ("a.mp3", MP3, b"SOUNDTITLEMARKERQZX"),
        ("a.mp3", MP3 + b"TAG" + b"SOUNDTITLEMARKERQZX".ljust(125), b"SOUNDTITLEMARKERQZX"),
        ("a.wav", WAV, b"WAVETITLEMARKERQZX"),
    ],
)
def test_what_a_file_tells_does_not_travel(path: str, data: bytes, told: bytes) -> None:
    assert told in data
    assert told not in cleaned(path, data)
    assert complaint(path, cleaned(path, data)) is None


def test_nothing_in_a_video_moves_from_its_place() -> None:
    clean = cleaned("a.mp4", MP4)
    assert len(clean) == len(MP4)
    assert clean[: MP4.index(b"udta")] == MP4[: MP4.index(b"udta")]


def test_places_and_names_in_every_box_are_blanked() -> None:
    telling = box(b"udta", b"SECRET") + box(b"meta", b"SECRET") + box(b"uuid", b"SECRET" * 3)
    data = box(b"ftyp", b"isom") + box(b"moov", telling + box(b"trak", telling)) + telling
    clean = cleaned("a.mp4", data)
    assert b"SECRET" not in clean
    assert complaint("a.mp4", clean) is None


@pytest.mark.parametrize("path", ["a.mp4", "a.mp3", "a.wav"])
@pytest.mark.parametrize("data", [MP4, MP3, WAV, b"", b"ID3", b"RIFF" + b"\xff" * 40, b"\0" * 99])
def test_bytes_of_any_kind_are_survived(path: str, data: bytes) -> None:
    for end in range(0, len(data), 97):
        complaint(path, data[:end])
        doubt(path, data[:end])
        cleaned(path, data[:end])
