"""Small stand-ins for the reader, the makers and the pool, so that no heavy library is needed."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from lessonpress.building.faults import Fault, FaultKind
from lessonpress.building.jobs import Job, Result
from lessonpress.building.keeping.lock import alone
from lessonpress.building.planning.plan import Sketch
from lessonpress.building.products import PRODUCTS, Kind
from lessonpress.building.reading.brands import Brand
from lessonpress.building.reading.bundle import read_bundle
from lessonpress.building.reading.loading import Library, LoadedCourse, Unit
from lessonpress.building.reading.sources import list_courses
from lessonpress.building.steps import Reading, Steps
from lessonpress.diagnostics import Diagnostic, error
from lessonpress.inputs import Inputs
from lessonpress.model import (
    Audience,
    Block,
    Course,
    Image,
    Lesson,
    Medium,
    PageSetup,
    Paragraph,
    Solution,
    Span,
    Text,
)

Tag = TypeVar("Tag")

COURSE = Course("media", "Media")

# What a build makes of every unit.
OF_A_UNIT = tuple(p for p in PRODUCTS if not (p.of_course or p.on_request))
PER_UNIT = len(OF_A_UNIT)


def lesson(name: str = "01-a", text: str = "", path: str = "") -> Lesson:
    span = Span(path or f"content/media/{name}.md", 1)
    words = Paragraph("p1", span, (Text(text),))
    blocks: tuple[Block, ...] = (words,)
    if "SOLUTION" in text:
        blocks = (words, Solution("solution-1", span, ()))
    return Lesson(name, name.title(), span, blocks)


@dataclass(frozen=True)
class Loaded:
    """A course and all its units, read."""

    course: LoadedCourse
    units: tuple[Unit, ...]

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return self.course.diagnostics


def read_all(folder: Path, reading: Reading, brand: Brand | None = None) -> tuple[Loaded, ...]:
    """Read every course below a folder; the units of those whose settings are good."""
    library = Library(folder, reading, brand)
    courses = [library.course(listed) for listed in list_courses(folder)]
    return tuple(
        Loaded(
            course,
            () if course.failed else tuple(library.unit(course, u.name) for u in course.units),
        )
        for course in courses
    )


def sketch(*units: str, **more: Any) -> Sketch:
    return Sketch("media", units or ("01-a",), **more)


def an_error(path: str = "content/media/01-a.md") -> Diagnostic:
    return error("some-error", Span(path, 3), "Something is wrong.")


# --- a reader: "ERROR" in a unit is an error, "![](x)" a picture, "release: 01" a setting, and
# "SOLUTION" a solution ---------------------------------------------------------------------------


def read_course(name: str, text: bytes, path: str) -> tuple[Course, tuple[Diagnostic, ...]]:
    wrong = (error("yaml", Span(path, 1), "Not YAML."),) if b"ERROR" in text else ()
    release = tuple(line[9:] for line in text.decode().splitlines() if line.startswith("release: "))
    return Course(name, name.title(), release=release), wrong


def read_lesson(
    name: str, text: bytes, path: str, course: Course
) -> tuple[Lesson, tuple[Diagnostic, ...]]:
    if b"RECURSE" in text:
        raise RecursionError("too deep")
    return lesson(name, text.decode(), path), (an_error(path),) if b"ERROR" in text else ()


def pictures(lesson: Lesson) -> tuple[Image, ...]:
    names = (word[4:-1] for word in words(lesson).split() if word.startswith("![]("))
    return tuple(Image(name, "", lesson.span) for name in names)


def words(lesson: Lesson) -> str:
    block, *_ = lesson.blocks
    assert isinstance(block, Paragraph)
    (text,) = block.inlines
    assert isinstance(text, Text)
    return text.text


def cut(lesson: Lesson, medium: Medium, audience: Audience) -> Lesson:
    return lesson


def with_data(lesson: Lesson, files: Mapping[str, bytes]) -> tuple[Lesson, tuple[Diagnostic, ...]]:
    return lesson, ()


def nothing(*_: object) -> tuple[()]:
    return ()


def all_of_it(said: Iterable[Diagnostic], *_: object) -> tuple[Diagnostic, ...]:
    """What is said."""
    return tuple(said)


READING = Reading(
    read_course, read_lesson, pictures, nothing, with_data, nothing, nothing, all_of_it
)


# --- makers; what a unit says decides what becomes of it ---------------------------------------


def job(name: str = "01-a", text: str = "", kind: Kind = Kind.SLIDES) -> Job:
    lessons = {Medium.DECK: (lesson(name, text),)}
    return Job(kind, Audience.STUDENT, lessons, COURSE, PageSetup(), Inputs({}))


def lesson_of(job: Job) -> Lesson:
    """The lesson that a file is made from, for whichever medium."""
    return next(iter(job.lessons.values()))[0]


def _name(lesson: Lesson) -> str:
    return lesson.name


def perform(job: Job) -> Result:
    """Make a file that says what it was made from, or come to grief as the lesson asks."""
    lessons = next(iter(job.lessons.values()))
    name, said = (" ".join(map(part, lessons)) for part in (_name, words))
    if "DIE" in said:
        os.kill(os.getpid(), signal.SIGKILL)
    if "RAISE" in said:
        raise KeyError("oops")
    if "SLEEP" in said:
        time.sleep(60)
    if "TOO LONG" in said and job.kind is Kind.SLIDES:
        return Result(None, (an_error(job.span.path),))
    if "NO PANGO" in said and job.kind is not Kind.SLIDES:
        return Result(None, (), Fault("Pango is missing.", kind=FaultKind.LIBRARY))
    made = f"{job.course.name} {name} {job.kind} {job.audience} {job.setup.paper} {said}"
    return Result(made.encode())


def fonts_seen(job: Job) -> Result:
    """Make a file of what a process knows about fonts and inputs."""
    conf = Path(os.environ["FONTCONFIG_FILE"])
    fonts = sorted(path.read_text("utf-8") for path in (conf.parent / "fonts").iterdir())
    text = conf.read_text(encoding="utf-8")
    return Result("\n".join((text, *fonts, *sorted(job.inputs))).encode())


def drawn(jobs: Iterable[tuple[Tag, Job] | None]) -> Iterator[tuple[Tag, Job]]:
    """The jobs without the pauses in which none is ready."""
    return (job for job in jobs if job is not None)


def work(jobs: Iterable[tuple[Tag, Job] | None]) -> Iterator[tuple[Tag, Result]]:
    """Do jobs here and now."""
    for tag, each in drawn(jobs):
        yield tag, perform(each)


def render(name: str, **context: object) -> str:
    return f"{name}: {context['units']}"


STEPS = Steps(READING, read_bundle, cut, work, render, alone)


def project(folder: Path, **units: str) -> Path:
    """Write units of the course `media`; their names are given as a_01 for 01-a."""
    if not (folder / "content" / "media" / "course.yml").exists():
        write(folder / "content" / "media" / "course.yml", "title: Media")
    for name, text in units.items():
        letter, _, number = name.partition("_")
        write(folder / "content" / "media" / f"{number}-{letter}.md", text)
    return folder


def write(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
