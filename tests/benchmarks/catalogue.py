"""A catalogue of lessons that are made up: bullets, tables, code, pictures, notes, charts, tasks.

Each slide has words of its own, so that nothing can be made once for all. The Markdown is such as
pandoc reads, too.
"""

from __future__ import annotations

import os
import random
import shutil
from dataclasses import dataclass
from pathlib import Path

_TEXT = (
    "a printer who set type by hand took each letter from its case and put it in a stick until the "
    "line was full then moved it to the stone where pages were locked and made ready for the press "
    "paper was damp ink was beaten with leather balls and two people pulled a sheet each minute"
)
_WORDS = tuple(_TEXT.split())

PICTURES = 4
# Long before any build: a file that was just saved is looked at twice.
_LONG_AGO = 10**9


@dataclass(frozen=True, slots=True)
class Slide:
    """What stands on a slide: of bullets, rows, code, a picture and numbers those that are there.

    `task` is to be done, with room of so many lines, and `solution` what comes of it.
    """

    title: str
    notes: str
    bullets: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    code: str = ""
    picture: str = ""
    numbers: tuple[tuple[str, int], ...] = ()
    task: str = ""
    solution: str = ""


def slides(unit: int, count: int) -> tuple[Slide, ...]:
    """Return the slides of a unit; the same for the same numbers."""
    chance = random.Random(unit * 1_000_003)  # noqa: S311 - it must be the same each time
    return tuple(_slide(chance, number) for number in range(count))


def _slide(chance: random.Random, number: int) -> Slide:
    title, notes = _sentence(chance, 4), f"{_sentence(chance, 16)}. {_sentence(chance, 12)}."
    bullets = tuple(_sentence(chance, 9) for _ in range(4))
    match number % 10:
        case 1 | 6:
            rows = tuple(tuple(_sentence(chance, 2) for _ in range(3)) for _ in range(5))
            return Slide(title, notes, rows=rows)
        case 2:
            code = "\n".join(
                f"{_word(chance)}_{n} = press({n}, '{_word(chance)}')" for n in range(8)
            )
            return Slide(title, notes, code=code)
        case 3 | 7:
            picture = f"assets/picture-{chance.randrange(PICTURES)}.png"
            return Slide(title, notes, bullets[:2], picture=picture)
        case 4:
            numbers = tuple((str(year), chance.randrange(100, 9_000)) for year in range(2018, 2024))
            return Slide(title, notes, numbers=numbers)
        case 9:
            return Slide(title, notes, task=f"{bullets[0]}.", solution=f"{bullets[1]}.")
        case _:
            return Slide(title, notes, bullets)


def _word(chance: random.Random) -> str:
    return chance.choice(_WORDS)


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(_word(chance) for _ in range(words)).capitalize()


# --- as Markdown ---------------------------------------------------------------------------------


def markdown(title: str, made: tuple[Slide, ...]) -> str:
    """Return a unit as its author writes it."""
    return f"---\ntitle: {title}\n---\n\n" + "\n\n".join(map(_markdown, made)) + "\n"


def _markdown(slide: Slide) -> str:
    notes = f"::: notes\n{slide.notes}\n:::"
    return "\n\n".join(filter(None, (f"## {slide.title}", *_parts(slide), notes)))


def _parts(slide: Slide) -> tuple[str, ...]:
    return (
        "\n".join(f"- {bullet}" for bullet in slide.bullets),
        _table(slide.rows) if slide.rows else "",
        f"```python\n{slide.code}\n```" if slide.code else "",
        f"![{slide.title}, as it was]({slide.picture})" if slide.picture else "",
        _chart(slide) if slide.numbers else "",
        _exercise(slide) if slide.task else "",
    )


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    head, *others = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join((head, "|---|---|---|", *others))


def _chart(slide: Slide) -> str:
    data = "\n".join(f"{name}: {number}" for name, number in slide.numbers)
    return f'```{{.chart kind=column title="{slide.title}"}}\n{data}\n```'


def _exercise(slide: Slide) -> str:
    solution = f"::: solution\n{slide.solution}\n:::"
    return f"::: {{.exercise lines=4}}\n### What to do\n{slide.task}\n\n{solution}\n:::"


# --- as a project --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Size:
    """How many units a catalogue has, and how many slides each."""

    units: int
    slides: int


def write(project: Path, size: Size) -> Path:
    """Write a project of one course; return its folder."""
    course = project / "content" / "catalogue"
    (course / "assets").mkdir(parents=True)
    (course / "course.yml").write_text("title: A catalogue\nauthors: [A. Printer]\n", "utf-8")
    for number in range(PICTURES):
        _picture(course / "assets" / f"picture-{number}.png", number)
    for number in range(size.units):
        text = markdown(f"Unit {number + 1}", slides(number, size.slides))
        (course / f"{unit_name(number)}.md").write_text(text, encoding="utf-8")
    age(project)
    return project


def unit_name(number: int) -> str:
    """Return what a unit is called; they count from 0."""
    return f"{number + 1:04}-unit"


def age(project: Path) -> None:
    """Let all of a project be as old as files are that nobody is just writing."""
    for path in (project / "content").rglob("*.*"):
        os.utime(path, (_LONG_AGO, _LONG_AGO))


def _picture(path: Path, number: int) -> None:
    from PIL import Image

    size, across = (900, 560), Image.linear_gradient("L")
    bands = (
        across.resize(size),
        across.rotate(90 + number).resize(size),
        across.rotate(180).resize(size),
    )
    Image.merge("RGB", bands).save(path)


def without_output(project: Path) -> None:
    """Take away what was built, so that all of it must be built anew."""
    shutil.rmtree(project / "output", ignore_errors=True)
