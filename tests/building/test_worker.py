"""The pool, with real processes."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from building.stand_ins import fonts_seen, job, perform
from lessonpress.building.jobs import Result
from lessonpress.building.processes.worker import Doing, Perform, Pool, do
from lessonpress.inputs import Inputs

BUNDLE = Inputs({"templates/fonts/Face.ttf": b"font", "templates/fonts/OFL.txt": b"licence"})


def fontconfig(folder: str) -> str:
    return f"only {Path(folder).name}"


def pool(size: int = 2, perform: Perform = perform) -> Pool:
    return Pool(BUNDLE, size, fontconfig, Doing(perform))


def done(pool: Pool, *texts: str) -> dict[str, Result]:
    return dict(pool.work((text, job(text=text)) for text in texts))


def test_does_every_job_once() -> None:
    texts = [f"text {number}" for number in range(12)]
    with pool() as workers:
        results = done(workers, *texts)
    assert sorted(results) == sorted(texts)
    assert all(text.encode() in (results[text].data or b"") for text in texts)


def test_a_process_knows_the_shipped_fonts_alone_and_the_bundle() -> None:
    with pool(1, fonts_seen) as workers:
        (result,) = done(workers, "x").values()
    expected = ["only fonts", "font", "templates/fonts/Face.ttf", "templates/fonts/OFL.txt"]
    assert (result.data or b"").decode().splitlines() == expected


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is for POSIX")
def test_a_process_that_dies_costs_its_job_alone() -> None:
    with pool() as workers:
        results = done(workers, "DIE", "b", "c", "DIE again", "e")
        assert done(workers, "later")["later"].data
    failed = {text for text, result in results.items() if result.fault}
    assert failed == {"DIE", "DIE again"}
    fault = results["DIE"].fault
    assert fault is not None
    assert "SIGKILL" in fault.message


def test_a_mistake_of_ours_is_a_sentence() -> None:
    result = do(job(text="RAISE"), BUNDLE, perform)
    assert result.fault is not None
    assert "a mistake in Lessonpress itself" in result.fault.message
    assert "KeyError" in result.fault.message
    assert "report" in result.fault.hint
    assert "content/media/01-a.md" in result.fault.hint


def test_processes_stay_for_a_second_build() -> None:
    with pool(1) as workers:
        done(workers, "a")
        warm = list(workers._workers)
        done(workers, "b")
        assert len(warm) == 1
        assert workers._workers == warm


def test_leaving_half_way_ends_the_busy_ones() -> None:
    begun = time.monotonic()
    with pool() as workers:
        results = workers.work((text, job(text=text)) for text in ("a", "SLEEP", "SLEEP"))
        next(results)
        results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - begun < 10


def test_the_temporary_folder_goes() -> None:
    with pool(1) as workers:
        folder = workers._folder.path
        assert folder.is_dir()
    assert not folder.exists()


KILLED = """
import os, signal
from building.test_worker import pool
if __name__ == "__main__":
    with pool():
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is for POSIX")
def test_the_folder_of_a_killed_build_goes_with_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    script = tmp_path / "script.py"
    script.write_text(KILLED, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(tmp_path)}
    with pool():
        (mine,) = tmp_path.glob("lessonpress-*")
        subprocess.run([sys.executable, str(script)], env=environment, check=False)
        (stale,) = set(tmp_path.glob("lessonpress-*")) - {mine}
        somebodys = tmp_path / "lessonpress-notes"
        somebodys.mkdir()
        with pool():
            assert not stale.exists()
            assert mine.is_dir()
    assert list(tmp_path.glob("lessonpress-*")) == [somebodys]


INTERRUPTED = """
import sys, time
from building.stand_ins import job
from building.test_worker import pool
if __name__ == "__main__":
    with pool() as workers:
        for tag, result in workers.work((t, job(text=t)) for t in ("a", "SLEEP", "SLEEP")):
            print(tag, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are for POSIX")
def test_ctrl_c_ends_everything_within_a_second(tmp_path: Path) -> None:
    """As a terminal does it: the signal goes to every process of the group."""
    script = tmp_path / "script.py"
    script.write_text(INTERRUPTED, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(tmp_path)}
    running = subprocess.Popen(
        [sys.executable, str(script)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with running:
        assert running.stdout is not None
        assert running.stdout.readline() == "a\n"
        time.sleep(0.3)
        begun = time.monotonic()
        os.killpg(running.pid, signal.SIGINT)
        _, errors = running.communicate(timeout=10)
    assert time.monotonic() - begun < 1.5
    assert errors.count("Traceback") == 1  # the script's own: it does not catch KeyboardInterrupt
    assert list(tmp_path.glob("lessonpress-*")) == []
