"""Everything the content builds, and a course full of secrets, built once by the real command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
SECRETS = Path(__file__).parent / "secrets"

Build = Callable[[Path, Mapping[str, str]], Path]


def run(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the builder in a project's folder."""
    return subprocess.run(
        [*_python(environment), "-m", "lessonpress.cli", *arguments],
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def _python(environment: dict[str, str]) -> list[str]:
    """Return how Python is started; FAKETIME starts it on another day."""
    date = environment.pop("FAKETIME", "")
    return ["faketime", date, sys.executable] if date else [sys.executable]


def project(folder: Path) -> Path:
    """Lay out a project with the repository's courses and the one that holds secrets."""
    shutil.copytree(REPOSITORY / "content", folder / "content")
    shutil.copytree(SECRETS, folder / "content" / "secrets")
    return folder


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return output/ of a project that was built without a word of complaint."""
    folder = project(tmp_path_factory.mktemp("built") / "project")
    done = run(folder, "--strict", "content/tren-de-aragua")
    assert done.returncode == 0, done.stdout + done.stderr
    done = run(folder, "content/secrets", "content/writing-units")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "output"
