"""Builds on a Dask cluster: a real scheduler, and workers that share nothing with the build."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytest.importorskip("distributed")

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="kills are POSIX'")]

REPOSITORY = Path(__file__).parents[2]
ONLY = ("--only", "slides", "--only", "handout")
UNIT = """---
title: Unit {number}
---

## A slide

- Words {number}

::: {{.exercise lines=3}}
### To do
Something.

::: solution
Done.
:::
:::
"""


def running(*command: str, folder: Path, path: str = "") -> subprocess.Popen[bytes]:
    """Start a part of a cluster in a group of its own, so that it can be killed with its own."""
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (path, str(REPOSITORY))))},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and all that it has started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler without workers."""
    folder = tmp_path_factory.mktemp("scheduler")
    where = folder / "scheduler.json"
    about = "--host", "127.0.0.1", "--port", "0", "--no-dashboard"
    module = "distributed.cli.dask_scheduler"
    process = running(module, *about, "--scheduler-file", str(where), folder=folder)
    try:
        wait_for(where.exists)
        wait_for(lambda: bool(where.read_text("utf-8")))
        yield json.loads(where.read_text("utf-8"))["address"].removeprefix("tcp://")
    finally:
        kill(process)


def wait_for(happened: object) -> None:
    assert callable(happened)
    for _ in range(600):
        if happened():
            return
        time.sleep(0.1)
    raise TimeoutError


@contextmanager
def workers(
    address: str, folder: Path, count: int, path: str = ""
) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Start workers in folders of their own; wait until the scheduler knows all."""
    from distributed import Client

    module, about = "distributed.cli.dask_worker", ("--nthreads", "1", "--no-dashboard")
    places = [folder / f"worker-{number}" for number in range(count)]
    for place in places:
        place.mkdir(parents=True)
    begun = [running(module, address, *about, folder=place, path=path) for place in places]
    try:
        with Client(f"tcp://{address}") as client:
            client.wait_for_workers(count, timeout=120)
        yield begun
    finally:
        for process in begun:
            kill(process)


def project(folder: Path, units: int) -> Path:
    course = folder / "content" / "media"
    course.mkdir(parents=True)
    (course / "course.yml").write_text("title: Media\n", encoding="utf-8")
    for number in range(units):
        text = UNIT.format(number=number)
        (course / f"{number:02}-unit.md").write_text(text, encoding="utf-8")
    return folder


def building(folder: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "lessonpress.cli",
            "--only",
            "slides",
            "--only",
            "handout",
            *options,
        ],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def built(folder: Path) -> dict[str, str]:
    found = (folder / "output" / "media").rglob("*.p*")
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in found
    }


def test_a_worker_that_is_killed_half_way_costs_no_file(scheduler: str, tmp_path: Path) -> None:
    """The same bytes come back as from this machine."""
    here, there = (project(tmp_path / name, 4) for name in ("here", "there"))
    with (
        workers(scheduler, tmp_path, 2) as (first, _),
        building(there, "--executor", f"dask://{scheduler}") as build,
    ):
        assert build.stderr is not None
        for line in build.stderr:
            if line.startswith("[3/"):
                break
        kill(first)
        told, errors = build.communicate(timeout=240)
    assert (build.returncode, errors.count("Traceback")) == (0, 0), told + errors
    with building(here) as local:
        told, errors = local.communicate()
    assert local.returncode == 0, told + errors
    assert built(there) == built(here)
    assert len(built(there)) == 12


def test_a_scheduler_that_does_not_answer_is_told_within_seconds(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    begun = time.monotonic()
    with building(project(tmp_path, 1), "--executor", f"dask://{address}") as build:
        _, errors = build.communicate()
    assert f"No Dask scheduler answers at {address}." in errors
    assert (build.returncode, "Traceback" in errors) == (3, False)
    assert time.monotonic() - begun < 60  # a loaded machine; five seconds by themselves


def test_a_cluster_without_workers_is_told(scheduler: str, tmp_path: Path) -> None:
    with building(project(tmp_path, 1), "--executor", f"dask://{scheduler}") as build:
        _, errors = build.communicate()
    assert f"The Dask scheduler at {scheduler} has no workers." in errors
    assert build.returncode == 3


def test_a_worker_with_other_versions_is_refused(scheduler: str, tmp_path: Path) -> None:
    """It would make other bytes, which would be taken for those of our versions."""
    other = tmp_path / "other" / "weasyprint-1.0.dist-info"
    other.mkdir(parents=True)
    (other / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: weasyprint\nVersion: 1.0\n", "utf-8"
    )
    with (
        workers(scheduler, tmp_path, 1, path=str(other.parent)),
        building(project(tmp_path, 1), "--executor", f"dask://{scheduler}") as build,
    ):
        _, errors = build.communicate()
    assert re.search(r"has other versions: weasyprint 1\.0, and \d+\S* here\.", errors)
    assert (build.returncode, "Traceback" in errors) == (3, False)
    assert built(tmp_path) == {}
