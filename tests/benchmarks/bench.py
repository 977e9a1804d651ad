"""The measurements, by name; each yields figures. `Bench` says how large, and where."""

from __future__ import annotations

import os
import selectors
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from benchmarks import catalogue, measuring
from benchmarks.catalogue import Size
from benchmarks.figures import Figure, beside, faster
from benchmarks.measuring import Cost

REPOSITORY = Path(__file__).parents[2]
_PYTHON = (sys.executable, "-P")
_COMMAND = (*_PYTHON, "-m", "lessonpress.cli")
_PATH = os.pathsep.join(map(str, (REPOSITORY, REPOSITORY / "tests")))
_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Bench:
    """Where to measure; a `quick` one is smaller, and good for finding what has become slow."""

    folder: Path
    quick: bool = False

    def project(self, name: str, size: Size) -> Path:
        """Return a project with a catalogue of a size, made at its first use."""
        place = self.folder / f"{name}-{size.units}x{size.slides}"
        return place if place.exists() else catalogue.write(place, size)


def _run(*command: str, at: Path = REPOSITORY, memory: bool = False) -> Cost:
    return measuring.of(command, at=at, memory=memory, PYTHONPATH=_PATH)


def _module(name: str, *arguments: object) -> Cost:
    return _run(*_PYTHON, "-m", f"benchmarks.{name}", *map(str, arguments))


def _build(project: Path, *options: str, memory: bool = False) -> Cost:
    jobs = "--jobs", str(_AT_ONCE)
    return _run(*_COMMAND, "build", *jobs, *options, at=project, memory=memory)


# --- a cold build --------------------------------------------------------------------------------


def cold(bench: Bench) -> Iterator[Figure]:
    """Decks and handouts of 50 units of 20 slides, beside the bare libraries and beside pandoc."""
    size = Size(6 if bench.quick else 50, 20)
    project, prepared = bench.project("cold", size), bench.folder / f"prepared-{size.units}"
    if not prepared.exists():
        _module("preparing", project, size.slides, prepared)

    def ours() -> Cost:
        catalogue.without_output(project)
        return _build(project, "--only", "slides", "--only", "handout")

    def floor() -> Cost:
        commands = (
            [*_PYTHON, "-m", "benchmarks.floor", str(prepared), str(out), str(n), str(_AT_ONCE)]
            for n in range(_AT_ONCE)
        )
        return measuring.of(*commands, at=REPOSITORY, PYTHONPATH=_PATH)

    out = _emptied(bench.folder / "floor")
    times = 1 if bench.quick else 3
    own, bare = measuring.pairs(times, ours, floor)
    yield from beside("cold build / bare libraries", own, bare, 1.15)
    own, scripted = measuring.pairs(1, ours, lambda: _pandoc(project, _emptied(out)))
    yield from faster("cold build, pandoc's time / ours", own, scripted, 2.3)


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def _pandoc(project: Path, out: Path) -> Cost:
    """Return what a script costs that runs pandoc and the WeasyPrint command, two units at once.

    It makes one deck a unit, where we make two.
    """
    import pypandoc

    pandoc, units = pypandoc.get_pandoc_path(), sorted((project / "content").rglob("*.md"))

    def unit(file: Path) -> Cost:
        page, home = out / f"{file.stem}.html", str(file.parent)
        deck = str(out / f"{file.stem}.pptx")
        weasyprint = (*_PYTHON, "-m", "weasyprint", "--pdf-variant", "pdf/ua-1", "-u", f"{home}/")
        return (
            _run(pandoc, file.name, "-o", deck, "--slide-level=2", at=file.parent)
            + _run(pandoc, file.name, "-s", "-o", str(page), at=file.parent)
            + _run(*weasyprint, str(page), str(page.with_suffix(".pdf")))
        )

    begun = time.perf_counter()
    with ThreadPoolExecutor(_AT_ONCE) as at_once:
        costs = list(at_once.map(unit, units))
    return Cost(time.perf_counter() - begun, sum(cost.cpu for cost in costs))


# --- a thousand units, of which nothing or little has changed ------------------------------------


def _standing(bench: Bench) -> Path:
    """Return a project of a thousand units that stands, its files being stand-ins.

    The unit in the middle has twenty slides, the others two, which does not matter to a plan.
    """
    size = Size(100 if bench.quick else 1_000, 2)
    project = bench.project("standing", size)
    if not (project / "output").exists():
        text = catalogue.markdown("The one", catalogue.slides(size.units, 20))
        _the_one(project).write_text(text, encoding="utf-8")
        catalogue.age(project)
        _module("stand_in", project)
    return project


def _the_one(project: Path) -> Path:
    units = sorted((project / "content" / "catalogue").glob("*.md"))
    return units[len(units) // 2]


def nothing_changed(bench: Bench) -> Iterator[Figure]:
    """A build of a thousand units with seven thousand files, none of which has to be made."""
    project = _standing(bench)
    cost = measuring.best(lambda: _build(project), 10)
    bare = measuring.best(lambda: _run(*_PYTHON, "-c", "pass"), 10)
    detail = f"{cost.cpu:.3f} s of processors; Python's own start {bare.wall:.3f} s"
    yield Figure("nothing changed, seconds", cost.wall, 0.25, "most", detail)


def one_line(bench: Bench) -> Iterator[Figure]:
    """A line of one unit of a thousand has changed: all seven files of that unit are made."""
    project = _standing(bench)
    times = 1 if bench.quick else 3

    def ours() -> Cost:
        _edit(project)
        return _build(project)

    def warm() -> Cost:
        return _warm(project)

    own, unit = measuring.pairs(times, ours, warm)
    yield from beside("one line of 1,000 units / unit warm + imports", own, unit, 1.2)


def _edit(project: Path) -> None:
    """Change a line in a unit, as of another time."""
    file = _the_one(project)
    text, _, number = file.read_text("utf-8").partition("\n\nChange ")
    file.write_text(f"{text}\n\nChange {int(number or 0) + 1}", encoding="utf-8")
    aged = 10**9 + int(number or 0)
    os.utime(file, (aged, aged))


def _warm(project: Path, *, imports: bool = True) -> Cost:
    """Return a unit's cost in a process that has made it before, with that of the imports."""
    command = [*_PYTHON, "-m", "benchmarks.warm", str(_the_one(project))]
    environment = os.environ | {"PYTHONPATH": _PATH}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    wall, cpu, import_wall, import_cpu = map(float, done.stdout.split())
    return Cost(wall + imports * import_wall, cpu + imports * import_cpu)


def watching(bench: Bench) -> Iterator[Figure]:
    """The same under --watch, whose processes are warm."""
    project = _standing(bench)
    command = [*_COMMAND, "build", "--watch", "--jobs", str(_AT_ONCE)]
    with subprocess.Popen(
        command,
        cwd=project,
        env=os.environ | {"PYTHONPATH": _PATH},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        _until_it_watches(process)
        times = [_saved(project, process) for _ in range(3 if bench.quick else 6)]
        process.terminate()
    unit = _warm(project, imports=False)
    wall = min(times[1:])
    detail = f"{wall:.2f} / {unit.wall:.2f} s"
    yield Figure("one line under --watch / unit warm, clock", wall / unit.wall, 1.2, "most", detail)


def _saved(project: Path, process: subprocess.Popen[bytes]) -> float:
    begun = time.perf_counter()
    _edit(project)
    _until_it_watches(process)
    return time.perf_counter() - begun


def _until_it_watches(process: subprocess.Popen[bytes]) -> None:
    """Wait until a watching build says that it waits for changes. Raises TimeoutError."""
    assert process.stdout is not None
    with selectors.DefaultSelector() as waiting:
        waiting.register(process.stdout, selectors.EVENT_READ)
        while waiting.select(timeout=300):
            if b"Watching for changes" in process.stdout.readline():
                return
    raise TimeoutError("the watching build says nothing")


# --- large decks, long handouts, memory, the start -----------------------------------------------


def large_decks(bench: Bench) -> Iterator[Figure]:
    """Decks of 3,000 slides beside those of 100, and our writer beside python-pptx."""
    from benchmarks import decks

    yield from decks.figures(600 if bench.quick else 3_000)


def handouts(bench: Bench) -> Iterator[Figure]:
    """A handout of ten pages beside WeasyPrint's own time for it."""
    from benchmarks import pages

    yield from pages.figures()


def memory(bench: Bench) -> Iterator[Figure]:
    """The most memory of a whole build of many units beside that of few."""
    few, many = (4, 20) if bench.quick else (50, 1_000)

    def peak(units: int) -> Cost:
        project = bench.project("memory", Size(units, 2))
        catalogue.without_output(project)
        return _build(project, "--only", "slides", "--only", "handout", memory=True)

    small, large = peak(few).memory, peak(many).memory
    detail = f"{large / 1e6:.0f} / {small / 1e6:.0f} MB"
    yield Figure(f"memory, {many:,} units / {few}", large / small, 1.2, "most", detail)


def start(bench: Bench) -> Iterator[Figure]:
    """What --help takes, by the command and by build.py."""
    command = measuring.best(lambda: _run(*_COMMAND, "--help"), 10)
    detail = f"{command.cpu:.3f} s of processors"
    yield Figure("--help, seconds", command.wall, 0.1, "most", detail)


CASES: Mapping[str, Callable[[Bench], Iterator[Figure]]] = MappingProxyType(
    {
        "start": start,
        "nothing-changed": nothing_changed,
        "one-line": one_line,
        "watching": watching,
        "large-decks": large_decks,
        "handouts": handouts,
        "cold": cold,
        "memory": memory,
    }
)
