"""Brands on the disk: a template for slides, or a folder with one, and styles, fonts and templates.

A course's own brand stands in its folder, one for all courses in the project's brands/. What stands
in a brand's folder is laid over the project's templates by name.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from lessonpress.building.reading.bundle import TEMPLATES
from lessonpress.building.reading.sources import BRANDS
from lessonpress.diagnostics import Diagnostic, did_you_mean, error
from lessonpress.inputs import Inputs
from lessonpress.spans import Span

DECKS = (".pptx", ".potx", ".ppsx", ".pptm", ".potm", ".ppsm")
# What of a brand's folder is looked at, and what of that is laid over the templates.
PARTS = (*DECKS, ".css", ".ttf", ".otf", ".j2", ".svg", ".png", ".jpg", ".jpeg")
REFERENCE = f"{TEMPLATES}/reference.pptx"

# A brand is a template of a few megabytes and some fonts; more is a folder named by mistake.
_MOST_FILES, _MOST_BYTES = 1_000, 300_000_000


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand's files as they are laid over the templates; `path` is what messages call it.

    `reads` are the files and folders it was read from.
    """

    path: str = ""
    files: Inputs = field(default_factory=lambda: Inputs({}))
    reads: tuple[str, ...] = ()


class NoBrand(Exception):
    """There is no such brand, or it cannot be used: `message` says why, `hint` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def complaint(refusal: NoBrand, span: Span) -> Diagnostic:
    """Return what is wrong with a brand where it is named."""
    return error("brand-missing", span, refusal.message, refusal.hint)


def in_project(name: str, course: Path, project: Path) -> Brand:
    """Return the brand that settings name, from inside the project alone. Raises NoBrand."""
    if _leaves(name):
        raise NoBrand(f'The brand "{name}" is outside the project.', _INSIDE)
    places = (course, project / BRANDS, project)
    tried: list[Path] = []
    found = next(_there(name, places, tried), None)
    if found is None:
        raise NoBrand(f'There is no brand "{name}".', _nearest(name, places[:2]))
    roots = (project.resolve(), course.resolve())
    if not any(found.resolve().is_relative_to(root) for root in roots):
        raise NoBrand(f'The brand "{name}" is a link to outside the project.', _INSIDE)
    brand = read(found, _called(found, project))
    # Where there is none so far, one may be put that is found first.
    return replace(brand, reads=(*map(str, tried), *brand.reads))


def read(path: Path, name: str) -> Brand:
    """Return the brand at a path: a template's file, or a folder. Raises NoBrand."""
    try:
        if path.is_dir():
            return _folder(path, name)
        if path.suffix.lower() not in DECKS:
            raise NoBrand(f'"{name}" is no PowerPoint template.', _SAVE)
        return Brand(name, Inputs({REFERENCE: path.read_bytes()}), (str(path),))
    except OSError as fault:
        raise NoBrand(f'The brand "{name}" could not be read: {fault.strerror}.') from fault


_INSIDE = "Copy it beside course.yml, or into a folder brands/ beside content/."
_SAVE = "Save it from PowerPoint as .pptx or .potx, or name a folder that holds one."


def _leaves(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or not name


def _there(name: str, places: Iterable[Path], tried: list[Path]) -> Iterator[Path]:
    """Yield what is called so: whole, or without the ending of its file; note what is not."""
    for place in places:
        for ending in ("", *DECKS):
            path = place / f"{name}{ending}"
            if path.is_file() or (path.is_dir() and path.resolve() != place.resolve()):
                yield path
            else:
                tried.append(path)


def _called(path: Path, project: Path) -> str:
    return path.relative_to(project).as_posix() if path.is_relative_to(project) else path.name


def _nearest(name: str, places: Sequence[Path]) -> str:
    """Return the brand of the nearest name, or where to put one."""
    names = [file.name for place in places if place.is_dir() for file in sorted(place.iterdir())]
    known = [n for n in names if n.lower().endswith(DECKS) or (places[1] / n).is_dir()]
    return did_you_mean(name, known) or f'Put "{name}" beside course.yml, or into brands/.'


# --- a folder ------------------------------------------------------------------------------------


def _folder(folder: Path, name: str) -> Brand:
    files = _parts(folder, name)
    deck = _deck(folder, [path for path in files if path.lower().endswith(DECKS)], name)
    laid = {f"{TEMPLATES}/{path}": file.read_bytes() for path, file in files.items()}
    for path in files:
        if path.lower().endswith(DECKS):
            data = laid.pop(f"{TEMPLATES}/{path}")
            if path == deck:
                laid[REFERENCE] = data
    reads = {*map(str, files.values()), *(place for place, *_ in _walked(folder))}
    called = f"{name}/{deck}" if deck else name
    return Brand(called, Inputs(laid), tuple(sorted(reads)))


def _parts(folder: Path, name: str) -> dict[str, Path]:
    """Return a brand's files by their paths in its folder. Raises NoBrand."""
    files: dict[str, Path] = {}
    size = 0
    for path in _files(folder):
        files[path.relative_to(folder).as_posix()] = path
        size += path.stat().st_size
        if len(files) > _MOST_FILES or size > _MOST_BYTES:
            raise NoBrand(f'The folder "{name}" holds too much to be a brand.', _SAVE)
    if not files:
        raise NoBrand(f'The folder "{name}" holds nothing of a brand.', _HOLDS)
    return files


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files of a brand that stand in its folder in earnest, by name."""
    root = folder.resolve()
    for place, names in _walked(folder):
        for each in sorted(names):
            path = Path(place, each)
            hidden = each.startswith((".", "~")) or not each.lower().endswith(PARTS)
            if not hidden and path.resolve().is_relative_to(root):
                yield path


def _walked(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the folders in a brand's folder, and the names of the files in each."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith((".", "~")))
        yield place, names


def _deck(folder: Path, decks: Sequence[str], name: str) -> str:
    """Return which of a folder's templates slides are made on; empty for ours."""
    named = [path for path in decks if PurePosixPath(path).stem.lower() == "reference"]
    top = [path for path in decks if "/" not in path]
    if named or len(top) < 2:
        return next(iter((*named, *top)), "")
    message = f'The folder "{name}" holds several templates: {", ".join(top)}.'
    raise NoBrand(message, "Call the one to be used reference.pptx.")


_HOLDS = "It may hold reference.pptx, brand.css, fonts/, and templates that replace ours by name."
