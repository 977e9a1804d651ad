"""The template bundle: the packaged templates, with the project's own laid over them by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import lessonpress
from lessonpress.inputs import Inputs

TEMPLATES = "templates"


def packaged() -> Path:
    """Return the folder of our templates: in the wheel, or beside the package in a checkout."""
    package = Path(lessonpress.__file__).resolve().parent
    inside = package / TEMPLATES
    return inside if inside.is_dir() else package.parent / TEMPLATES


def read_bundle(project: Path) -> Inputs:
    """Return every template, font and reference deck under `templates/<path>`. Raises OSError."""
    files: dict[str, bytes] = {}
    for folder in _folders(project):
        files |= {_key(folder, file): file.read_bytes() for file in _files(folder)}
    return Inputs(files)


def files(project: Path) -> list[Path]:
    """Return the files of the bundle, those that win last. Raises OSError."""
    return [file for folder in _folders(project) for file in _files(folder)]


def read_template(project: Path, path: str) -> str:
    """Return one template's text, the project's where it has its own. Raises OSError."""
    found = [folder / path for folder in _folders(project) if (folder / path).is_file()]
    return found[-1].read_text(encoding="utf-8")


def _folders(project: Path) -> list[Path]:
    """Return the folders to read, those that win last."""
    ours, theirs = packaged(), project / TEMPLATES
    same = theirs.is_dir() and theirs.resolve() == ours.resolve()
    return [ours] if same or not theirs.is_dir() else [ours, theirs]


def _files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~")) for part in file.relative_to(folder).parts)
        if file.is_file() and not hidden:
            yield file


def _key(folder: Path, file: Path) -> str:
    return f"{TEMPLATES}/{file.relative_to(folder).as_posix()}"
