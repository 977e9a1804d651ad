"""The same input gives the same bytes, whatever else is different: each difference by itself.

Two small units with what has been known to differ: charts with their workbooks, pictures, formulas,
code, tables, notes.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from PIL import Image

from finished.conftest import run

pytestmark = pytest.mark.slow

ONLY = ("--only", "slides", "--only", "handout")


UNIT = """---
title: Unit {number}
---

## Numbers {number}

```chart {{kind=column title="Visitors"}}
2022: 1,200
2023: 1,850
```

## Words

- A list[^1] with $\\frac{{a}}{{{number}}}$
- and `code`

| When | What |
|------|------|
| 2013 | one  |

![A map](assets/map.png)

::: notes
What is said of {number}.
:::

[^1]: A note.
"""


def built(folder: Path, *options: str, **environment: str) -> dict[str, str]:
    """Build two units in a folder; return digests of the decks and handouts."""
    course = folder / "content" / "media"
    (course / "assets").mkdir(parents=True)
    Image.new("RGB", (40, 30), "teal").save(course / "assets" / "map.png")
    (course / "course.yml").write_text("title: Media\n", encoding="utf-8")
    for number in (1, 2):
        text = UNIT.format(number=number)
        (course / f"0{number}-unit.md").write_text(text, encoding="utf-8")
    done = run(folder, *ONLY, *options, **environment)
    assert done.returncode == 0, done.stdout + done.stderr
    files = sorted((folder / "output").rglob("*.p*"))
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.suffix in (".pptx", ".pdf")
    }


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A build by two processes."""
    digests = built(tmp_path_factory.mktemp("first"), "--jobs", "2")
    assert len(digests) == 6
    return digests


@pytest.mark.parametrize("jobs", ["1", "8"])
def test_from_one_process_and_from_eight(first: dict[str, str], tmp_path: Path, jobs: str) -> None:
    assert built(tmp_path, "--jobs", jobs) == first


def test_from_another_folder(first: dict[str, str], tmp_path: Path) -> None:
    assert built(tmp_path / "Ünits of mine" / "a b") == first


def test_in_another_time_zone(first: dict[str, str], tmp_path: Path) -> None:
    assert built(tmp_path, TZ="Pacific/Auckland") == first


def test_in_another_locale(first: dict[str, str], tmp_path: Path) -> None:
    assert built(tmp_path, LC_ALL="de_DE.UTF-8", LANG="de_DE.UTF-8", LANGUAGE="de") == first


def test_with_another_hash_seed(first: dict[str, str], tmp_path: Path) -> None:
    assert built(tmp_path, PYTHONHASHSEED="12345") == first
