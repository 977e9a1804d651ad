"""Every command of the README works, in a copy of the repository, in the order it is given."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
README = (REPOSITORY / "README.md").read_text("utf-8")
TESTS = "python3 build.py test"


def commands() -> list[str]:
    blocks = re.findall(r"(?ms)^```sh\n(.*?)^```", README)
    lines = [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line]


def test_the_first_commands_build_and_test() -> None:
    assert commands()[:2] == ["python3 build.py", TESTS]


def test_ci_runs_the_command_that_people_run() -> None:
    assert (REPOSITORY / ".ci" / "run").read_text("utf-8").rstrip().endswith(TESTS)


def test_the_readme_is_under_two_screens() -> None:
    assert len(README.splitlines()) <= 126


def test_its_pictures_are_there() -> None:
    pictures = re.findall(r"(?<!`)!\[[^\]]+\]\(([^)]+)\)", README)
    assert pictures
    assert [path for path in pictures if not (REPOSITORY / path).is_file()] == []


def test_every_folder_it_names_is_there() -> None:
    named = re.findall(r"(?m)^- `([\w./-]+)`:", README)
    assert named
    assert [name for name in named if not (REPOSITORY / "templates" / name).exists()] == []


@pytest.mark.slow
def test_every_command_works(tmp_path: Path) -> None:
    for name in ("build.py", "pyproject.toml", "requirements.lock", "README.md"):
        shutil.copy(REPOSITORY / name, tmp_path / name)
    for name in ("lessonpress", "templates", "content"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    for command in commands():
        if command != TESTS:  # these are the tests
            program, *arguments = shlex.split(command)
            assert program == "python3"
            done = subprocess.run(
                [sys.executable, *arguments],
                cwd=tmp_path,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    built = {path.name for path in (tmp_path / "output").iterdir()}
    assert built >= {"tren-de-aragua", "media-literacy"}
