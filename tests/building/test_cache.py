"""The shared cache: what other builds have made is taken, and nothing else that stands there."""

from __future__ import annotations

import errno
import os
import shutil
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest

from building.stand_ins import PER_UNIT, STEPS, drawn, perform, project, work
from lessonpress.building.jobs import Job, Result
from lessonpress.building.keeping import digests
from lessonpress.building.keeping.cache import Cache, name_of
from lessonpress.building.keeping.memory import Key, Making
from lessonpress.building.planning.plan import Request
from lessonpress.building.products import PRODUCTS
from lessonpress.building.report import BuildReport
from lessonpress.building.run import build
from lessonpress.diagnostics import warning

Tag = TypeVar("Tag")

KEY = Key("words", "pictures", "course", "told", "look", "options", "versions")


def making(data: bytes) -> Making:
    return Making(KEY, digests.of_bytes(data), length=3)


def entries(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def run(folder: Path, cache: Path, made: list[str] | None = None) -> BuildReport:
    """Build with a cache; note what had to be made."""

    def noting(jobs: Iterable[tuple[Tag, Job] | None]) -> Iterator[tuple[Tag, Result]]:
        for tag, job in drawn(jobs):
            if made is not None:
                made.append(f"{job.kind} {job.audience}")
            odd = (warning("odd", job.span, "Odd."),)
            yield tag, replace(perform(job), diagnostics=odd)

    steps = replace(STEPS, work=noting, cache=Cache(cache))
    return build(folder, folder / "output", Request(), steps)


def outputs(folder: Path) -> dict[str, bytes]:
    found = (folder / "output" / "media").rglob("*.p*")
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_another_checkout_makes_nothing(tmp_path: Path) -> None:
    one, other = (project(tmp_path / name, a_01="hello") for name in ("one", "other"))
    first, made = run(one, tmp_path / "cache"), list[str]()
    second = run(other, tmp_path / "cache", made)
    assert (made, first.shared, second.shared) == ([], 0, PER_UNIT)
    assert outputs(other) == outputs(one)
    assert second.diagnostics == first.diagnostics  # what was said is said again
    assert run(other, tmp_path / "cache").shared == 0  # they stand, or are kept


def test_what_says_something_else_is_made(tmp_path: Path) -> None:
    run(project(tmp_path / "one", a_01="hello"), tmp_path / "cache")
    made: list[str] = []
    run(project(tmp_path / "other", a_01="goodbye"), tmp_path / "cache", made)
    assert len(made) == PER_UNIT


def test_a_unit_with_an_error_leaves_nothing(tmp_path: Path) -> None:
    run(project(tmp_path, a_01="ERROR"), tmp_path / "cache")
    assert entries(tmp_path / "cache") == []


@pytest.mark.parametrize("damage", [b"", b"lessonpress 1 ", b"\xff" * 99, None])
def test_what_was_tampered_with_is_named_and_made_anew(
    tmp_path: Path, damage: bytes | None
) -> None:
    """With `None` a single byte of the file itself is another."""
    one, other, third = (project(tmp_path / n, a_01="hello") for n in ("one", "other", "third"))
    run(one, tmp_path / "cache")
    for entry in entries(tmp_path / "cache"):
        data = entry.read_bytes()
        entry.write_bytes(data[:-1] + b"!" if damage is None else damage)
    made: list[str] = []
    report = run(other, tmp_path / "cache", made)
    assert len(made) == PER_UNIT
    assert [d.code for d in report.diagnostics].count("cache-damaged") == PER_UNIT
    assert outputs(other) == outputs(one)
    assert run(third, tmp_path / "cache").shared == PER_UNIT  # it was mended, too


def test_a_digest_that_was_made_anew_does_not_hide_other_bytes(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("name", making(b"data"), b"other data")
    assert cache.get("name") is None
    assert [d.code for d in cache.said()] == ["cache-damaged"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_disk_that_takes_nothing_costs_no_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    project(tmp_path, a_01="hello", b_02="hello")
    write, cache = Path.write_bytes, tmp_path / "cache"

    def refusing(path: Path, data: Any) -> int:
        if cache in path.parents:
            raise OSError(code, os.strerror(code))
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", refusing)
    report = run(tmp_path, cache)
    told = [d for d in report.diagnostics if d.code == "cache-unusable"]
    assert [(d.severity, d.span.path) for d in told] == [("info", str(cache))]
    assert told[0].message.startswith("The cache could not be written: ")
    assert (report.faults, len(outputs(tmp_path))) == ((), 2 * PER_UNIT)


def test_what_is_unused_longest_goes_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most=3_500)
    for number, name in enumerate(("old", "used", "new")):
        cache.put(name, making(b"x" * 1_000), b"x" * 1_000)
        (file,) = tmp_path.glob(f"*/{name}")
        os.utime(file, (number + 1, number + 1))
    assert Cache(tmp_path).get("old")
    cache.trim()
    assert {path.name for path in entries(tmp_path)} == {"old", "new"}


def test_builds_at_once_share_what_is_there(tmp_path: Path) -> None:
    """Entries are put there whole: nobody reads half of one."""
    name, data = name_of(PRODUCTS[0], KEY), b"x" * 1_000_000
    said: list[object] = []

    def use() -> None:
        cache = Cache(tmp_path, most=1)
        for _ in range(20):
            cache.put(name, making(data), data)
            found = cache.get(name)
            said.extend(() if found is None or found[1] == data else ("torn",))
            cache.trim()
        said.extend(cache.said())

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == []


def test_a_check_takes_from_the_cache_and_puts_nothing_there(tmp_path: Path) -> None:
    project(tmp_path, a_01="hello")
    steps = replace(STEPS, work=work, cache=Cache(tmp_path / "cache"))
    build(tmp_path, tmp_path / "output", Request(write=False), steps)
    assert not (tmp_path / "cache").exists()
    build(tmp_path, tmp_path / "output", Request(), steps)
    shutil.rmtree(tmp_path / "output")
    assert build(tmp_path, tmp_path / "output", Request(write=False), steps).shared == PER_UNIT
