"""What takes too much time or memory is stopped alone, and told of."""

import subprocess
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from building.stand_ins import job, project
from building.test_worker import BUNDLE, fontconfig
from lessonpress.building.jobs import Job, Result
from lessonpress.building.processes.limits import Limits
from lessonpress.building.processes.process import Process
from lessonpress.building.processes.worker import Doing, Pool
from lessonpress.building.reading import apart
from lessonpress.building.reading.apart import ReadingApart
from lessonpress.building.reading.loading import Library, Unit
from lessonpress.building.reading.sources import list_courses
from lessonpress.building.tools import our_reading

SHORT = Limits(seconds=1, seconds_per_page=0, memory=200_000_000)
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="told on Linux alone")


def perform(job: Job) -> Result:
    said = str(job.lessons)
    while "SPIN" in said:
        pass
    if "BITE" in said:
        return Result(b"x" * 3_000_000_000)
    while "EAT" in said:
        said += said
    if "NAP" in said:
        time.sleep(3)
    return Result(b"made")


def results(*texts: str) -> dict[str, Result]:
    with Pool(BUNDLE, 2, fontconfig, Doing(perform), SHORT) as pool:
        return dict(pool.work((text, job(text=text)) for text in texts))


def test_what_never_ends_is_stopped_alone() -> None:
    found = results("a", "SPIN", "b", "c")
    assert {text for text, result in found.items() if result.data == b"made"} == {"a", "b", "c"}
    (complaint,) = found["SPIN"].diagnostics
    assert (complaint.code, complaint.span.path) == ("unit-too-slow", "content/media/01-a.md")
    assert complaint.message == "Making the slides takes too long, so it was stopped."


@on_linux
@pytest.mark.parametrize("text", ["EAT", "BITE"])
def test_what_eats_memory_is_stopped_alone(text: str) -> None:
    """Bit by bit, or at once more than a process may ask for."""
    found = results("a", text, "b")
    assert [result.data for result in found.values()].count(b"made") == 2
    (complaint,) = found[text].diagnostics
    assert complaint.code == "unit-too-large"


def test_what_took_too_much_once_is_stopped_though_it_gave_it_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    peaks = ["memory"]
    monkeypatch.setattr(Process, "exceeded", lambda _: peaks.pop() if peaks else None)
    found = results("NAP")["NAP"]
    assert [complaint.code for complaint in found.diagnostics] == ["unit-too-large"]


@on_linux
def test_memory_is_refused_within_what_the_machine_allows() -> None:
    """A limit that this process may not raise stays as it is, and a lower one is kept."""
    assert held(within=(-1, -1)) == (2_000_000_000, -1)
    assert held(within=(-1, 1_500_000_000)) == (1_500_000_000, 1_500_000_000)
    assert held(within=(1_200_000_000, 3_000_000_000)) == (1_200_000_000, 3_000_000_000)


def held(within: tuple[int, int]) -> tuple[int, ...]:
    """Return the limits of memory, soft and hard, of a process that held its own within these."""
    lines = (
        "import resource",
        "from lessonpress.building.processes.limits import Limits",
        f"soft, hard = {within}",
        "soft = hard if soft == -1 else soft",
        "resource.setrlimit(resource.RLIMIT_AS, (soft, hard))",
        "Limits().hold()",
        "print(*resource.getrlimit(resource.RLIMIT_AS))",
    )
    run = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, check=True, text=True
    )
    return tuple(map(int, run.stdout.split()))


def test_long_units_may_take_longer() -> None:
    assert Limits().seconds_for(0) == 60
    assert Limits().seconds_for(2_500) == 160


# --- reading -------------------------------------------------------------------------------------


def unit(folder: Path, text: str, limits: Limits = SHORT) -> Unit:
    """Read a unit as builds do."""
    reading = ReadingApart(limits)
    library = Library(project(folder, a_01=text), our_reading(), read_unit=reading)
    try:
        (course,) = map(library.course, list_courses(folder))
        return library.unit(course, "01-a")
    finally:
        reading.close()


def test_units_are_read_in_another_process(tmp_path: Path) -> None:
    found = unit(tmp_path, "---\ntitle: One\n---\n\n![](none.png)\n", Limits())
    assert found.lesson is not None
    assert found.lesson.title == "One"
    assert {complaint.code for complaint in found.diagnostics} == {"alt-missing", "picture-missing"}


def never_ending(line: Connection, limits: Limits) -> None:
    line.recv()
    while True:
        time.sleep(0.01)


def dying(line: Connection, limits: Limits) -> None:
    line.recv()
    sys.exit(3)


def test_a_unit_whose_reading_never_ends_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "serve", never_ending)
    found = unit(tmp_path, "Text", Limits(seconds=0.1, seconds_per_page=0))
    assert [complaint.code for complaint in found.diagnostics] == ["unit-too-slow"]
    assert found.failed


def test_a_unit_whose_reading_crashes_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "serve", dying)
    found = unit(tmp_path, "Text")
    assert found.fault is not None
    assert "content/media/01-a.md" in found.fault.message
