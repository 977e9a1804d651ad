"""SVG pictures as pixels, drawn in a process that may hang or crash."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from pathlib import Path

import pytest
from lessons import COURSE
from PIL import Image

from building.stand_ins import fonts_seen
from lessonpress import reader, svg
from lessonpress.building.jobs import Job, Result
from lessonpress.building.processes import pixels
from lessonpress.building.processes.pixels import Drawings
from lessonpress.building.processes.worker import Doing, Pool
from lessonpress.building.products import Kind
from lessonpress.inputs import Inputs
from lessonpress.model import Audience, Medium, PageSetup

FONTS = Path(__file__).parents[2] / "templates" / "fonts"
ROOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40" width="80" height="40">'
SQUARE = '<rect width="80" height="40"/>'
BLUR = '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><rect filter="url(#f)"/>'


@pytest.fixture
def drawings(tmp_path: Path) -> Drawings:
    return Drawings(tmp_path / "drawn", FONTS)


def drawn(
    drawings: Drawings, kind: Kind = Kind.SLIDES, **pictures: str
) -> tuple[dict[str, bytes], list[tuple[str, int]]]:
    """Do a job with pictures that a lesson shows, one on a line; return their pixels by name."""
    text = "\n\n".join(f"![Alt]({name}.svg)" for name in pictures)
    lesson, _ = reader.read_lesson("01", text.encode(), "01.md", COURSE)
    given = {f"course/{n}.svg": f"{ROOT}{inside}</svg>".encode() for n, inside in pictures.items()}
    seen: dict[str, bytes] = {}

    def perform(job: Job) -> Result:
        found = {n: job.inputs.get(svg.raster_of(f"course/{n}.svg")) for n in pictures}
        seen.update({name: png for name, png in found.items() if png})
        return Result(b"made")

    lessons = {Medium.DECK if kind is Kind.SLIDES else Medium.HANDOUT: (lesson,)}
    job = Job(kind, Audience.STUDENT, lessons, COURSE, PageSetup(), Inputs(given))
    result = drawings.before(perform, job)
    assert bool(result.data) == (not result.diagnostics)
    return seen, [(problem.code, problem.span.line) for problem in result.diagnostics]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many pictures each process was asked to draw."""
    really_run, numbers = subprocess.run, list[int]()

    def counting(command: list[str], **options: object) -> object:
        numbers.append(len(command) - 4)
        return really_run(command, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(pixels.subprocess, "run", counting)  # type: ignore[attr-defined]
    return numbers


def ink(png: bytes) -> int:
    with Image.open(io.BytesIO(png)) as picture:
        return sum(picture.convert("RGBA").getchannel("A").histogram()[128:])


def test_the_longer_side_is_that_of_a_projector(drawings: Drawings) -> None:
    found, lost = drawn(drawings, a=SQUARE)
    with Image.open(io.BytesIO(found["a"])) as picture:
        assert picture.size == (1600, 800)
    assert lost == []


def test_text_is_set_in_the_given_fonts_alone(drawings: Drawings) -> None:
    text = '<text y="30" font-size="20" font-family="{}">Text</text>'
    found, _ = drawn(
        drawings,
        a=text.format("DejaVu Sans, sans-serif"),
        b=text.format("Carlito"),
        c=text.format("Georgia, serif"),
    )
    assert found["a"] == found["b"] != found["c"]
    assert ink(found["a"]) > 1000


def test_lessons_without_an_svg_start_no_process(drawings: Drawings, started: list[int]) -> None:
    assert drawn(drawings) == ({}, [])
    assert started == []


def test_a_picture_is_drawn_once_for_all_jobs_with_these_fonts(
    tmp_path: Path, drawings: Drawings, started: list[int]
) -> None:
    first, _ = drawn(drawings, a=SQUARE, b="<rect/>", again=SQUARE)
    elsewhere = Drawings(tmp_path / "drawn", FONTS)  # as in another process
    second, _ = drawn(elsewhere, Kind.SLIDES, moved=SQUARE, b="<rect/>", new=BLUR)
    assert second["moved"] == first["a"] == first["again"]
    assert started == [2, 1]


def test_paper_gets_pixels_of_what_it_cannot_draw_alone(
    drawings: Drawings, started: list[int]
) -> None:
    found, _ = drawn(drawings, Kind.HANDOUT, simple=SQUARE, blurred=BLUR)
    assert list(found) == ["blurred"]
    assert started == [1]


def test_a_program_that_is_stuck_is_ended_and_not_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, started: list[int]
) -> None:
    stuck = tmp_path / "stuck.py"
    stuck.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(pixels, "_SECONDS", 0.5)
    drawings, begun = Drawings(tmp_path / "drawn", FONTS, stuck), time.monotonic()
    for _ in range(2):
        assert drawn(drawings, a=SQUARE) == ({}, [("picture-too-large", 1)])
    assert started == [1]
    assert time.monotonic() - begun < 30


def test_the_processes_of_a_pool_share_what_is_drawn() -> None:
    lesson, _ = reader.read_lesson("01", b"![Alt](a.svg)", "01.md", COURSE)
    inputs = Inputs({"course/a.svg": f"{ROOT}{SQUARE}</svg>".encode()})
    lessons = {Medium.DECK: (lesson,)}
    job = Job(Kind.SLIDES, Audience.STUDENT, lessons, COURSE, PageSetup(), inputs)
    with Pool(Inputs({}), 2, str, Doing(fonts_seen)) as pool:
        results = [result for _, result in pool.work((number, job) for number in range(4))]
        files = [path for path in pool._folder.path.rglob("drawn/*") if path.is_file()]
    assert all(b"raster/course/a.svg" in (result.data or b"") for result in results)
    assert len(files) == 1


@pytest.mark.slow
def test_one_that_takes_for_ever_or_crashes_costs_nothing_else(tmp_path: Path) -> None:
    blurred = '<filter id="f"><feGaussianBlur stdDeviation="20"/></filter>'
    drawings = Drawings(tmp_path / "drawn", FONTS)
    _, lost = drawn(
        drawings,
        a="<rect/>",
        hangs=blurred + '<rect width="80" height="40" filter="url(#f)"/>' * 400,
        crashes="<g>" * 5000 + "<rect/>" + "</g>" * 5000,
        z="<rect/>",
    )
    assert lost == [("picture-too-large", 3), ("picture-too-large", 5)]
    found, _ = drawn(drawings, a="<rect/>", z="<rect/>")
    assert list(found) == ["a", "z"]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux alone")
def test_a_machine_that_limits_memory_itself_draws_too(tmp_path: Path) -> None:
    picture = tmp_path / "square.svg"
    picture.write_text(f"{ROOT}{SQUARE}</svg>", "utf-8")
    draw = [sys.executable, "-I", str(pixels._PROGRAM), str(FONTS), str(picture)]
    subprocess.run(["sh", "-c", 'ulimit -v 1500000; exec "$@"', "sh", *draw], check=True)
    assert picture.with_suffix(".png").exists()
