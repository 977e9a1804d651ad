import io
from pathlib import Path

import pytest
from PIL import Image as Pillow

from building.stand_ins import write
from lessonpress.building.reading.pictures import gather, of
from lessonpress.checks.pictures import complaint, ready
from lessonpress.model import Image, Span


def picture(kind: str = "PNG", size: tuple[int, int] = (30, 20)) -> bytes:
    file = io.BytesIO()
    Pillow.effect_noise(size, 50).convert("RGB").save(file, kind)
    return file.getvalue()


def image(path: str, line: int = 7) -> Image:
    return Image(path, "alt", Span("content/media/01-a.md", line))


def codes(folder: Path, *paths: str) -> list[tuple[str, int, str]]:
    _, complaints = gather(folder, [image(path, 7 + i) for i, path in enumerate(paths)])
    return [(c.code, c.span.line, c.hint) for c in complaints]


def test_reads_pictures_under_their_keys(tmp_path: Path) -> None:
    data = picture()
    write(tmp_path / "assets" / "map.png", data)
    inputs, complaints = gather(tmp_path, [image("assets/map.png")])
    assert dict(inputs) == {"course/assets/map.png": data}
    assert dict(of([image("assets/map.png")], inputs)) == dict(inputs)
    assert dict(of([], inputs)) == {}
    assert complaints == ()


@pytest.mark.parametrize(
    ("named", "meant"), [("assets/mapp.png", "assets/map.png"), ("map.png", "assets/map.png")]
)
def test_a_missing_picture_suggests_the_nearest(tmp_path: Path, named: str, meant: str) -> None:
    write(tmp_path / "assets" / "map.png", picture())
    assert codes(tmp_path, named) == [("picture-missing", 7, f'Did you mean "{meant}"?')]


def test_a_missing_picture_with_nothing_near(tmp_path: Path) -> None:
    ((code, _, hint),) = codes(tmp_path, "assets/map.png")
    assert code == "picture-missing"
    assert f"{tmp_path.name}/assets/map.png" in hint


@pytest.mark.parametrize(
    "path", ["../secret.png", "/etc/passwd", "C:\\x.png", "a/../../x.png", "", "..\\secret.png"]
)
def test_nothing_outside_the_course_is_read(tmp_path: Path, path: str) -> None:
    write(tmp_path / "secret.png", picture())
    (tmp_path / "media").mkdir()
    inputs, complaints = gather(tmp_path / "media", [image(path)])
    assert (dict(inputs), [c.code for c in complaints]) == ({}, ["picture-outside"])


def test_links_are_followed_before_it_is_judged(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.png", picture())
    write(tmp_path / "media" / "real.png", picture())
    (tmp_path / "media" / "out.png").symlink_to(secret)
    (tmp_path / "media" / "in.png").symlink_to("real.png")
    assert [c[:2] for c in codes(tmp_path / "media", "out.png", "in.png")] == [
        ("picture-outside", 7)
    ]


def test_every_use_of_a_broken_picture_is_named(tmp_path: Path) -> None:
    write(tmp_path / "x.png", b"not a picture")
    assert [c[:2] for c in codes(tmp_path, "x.png", "x.png")] == [
        ("picture-broken", 7),
        ("picture-broken", 8),
    ]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_whole_pictures_are_fine(kind: str) -> None:
    assert complaint(picture(kind)) is None


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("kept", [0.98, 0.5, 0.01])
def test_pictures_cut_short_are_broken(kind: str, kept: float) -> None:
    whole = picture(kind, (300, 200))
    found = complaint(whole[: int(len(whole) * kept)])
    assert found is not None
    assert found.code == "picture-broken"


def test_a_damaged_checksum_is_broken() -> None:
    data = bytearray(picture())
    data[60] ^= 0xFF
    found = complaint(bytes(data))
    assert found is not None
    assert found.code == "picture-broken"


def test_kinds_that_decks_cannot_show() -> None:
    found = complaint(picture("PPM"))
    assert found is not None
    assert found.code == "picture-kind"
    assert "PPM" in found.message


def test_an_svg_is_clean_before_anybody_gets_it(tmp_path: Path) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><!-- mine --></svg>'
    write(tmp_path / "a.svg", drawing)
    inputs, complaints = gather(tmp_path, [image("a.svg")])
    assert complaints == ()
    assert b"mine" not in inputs["course/a.svg"]
    assert inputs["course/a.svg"] == ready(drawing)


def test_an_svg_that_is_not_safe_stops_the_unit(tmp_path: Path) -> None:
    write(tmp_path / "a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>')
    assert [c[:2] for c in codes(tmp_path, "a.svg")] == [("picture-kind", 7)]


@pytest.mark.parametrize("side", [5_800, 9_000, 30_000])
def test_too_many_pixels_are_refused_unopened(side: int) -> None:
    file = io.BytesIO()
    Pillow.new("1", (side, side)).save(file, "PNG")
    found = complaint(file.getvalue())
    assert found is not None
    assert found.code == "picture-too-large"


def test_photographs_may_have_more_pixels() -> None:
    file = io.BytesIO()
    Pillow.new("L", (7_900, 8_000)).save(file, "JPEG")
    assert complaint(file.getvalue()) is None


def test_a_file_of_a_gigabyte_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.png").open("wb") as file:
        file.truncate(1_000_000_000)
    assert [c[:2] for c in codes(tmp_path, "a.png")] == [("picture-too-large", 7)]


def test_a_name_longer_than_the_disk_takes_is_missing(tmp_path: Path) -> None:
    assert [c[:2] for c in codes(tmp_path, "x" * 300 + ".png")] == [("picture-missing", 7)]


def test_sixteen_bits_cannot_be_printed() -> None:
    file = io.BytesIO()
    Pillow.new("I;16", (30, 20)).save(file, "PNG")
    found = complaint(file.getvalue())
    assert found is not None
    assert found.code == "picture-kind"
    assert "8 bits" in found.hint
