import errno
import os
import secrets
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lessonpress.building.faults import MachineFault, fault_of
from lessonpress.building.keeping.outputs import Outputs
from lessonpress.building.keeping.writing import PART, sweep, write_whole

OLD, NEW = b"old " * 500_000, b"new " * 500_000

# Writes NEW over and over until it is killed.
WRITER = """
import sys
from pathlib import Path
from lessonpress.building.keeping.writing import write_whole
print("ready", flush=True)
while True:
    write_whole(Path(sys.argv[1]), b"new " * 500_000)
"""


def test_makes_its_folders(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b" / "file", b"bytes")
    assert (tmp_path / "a" / "b" / "file").read_bytes() == b"bytes"
    assert len(list((tmp_path / "a" / "b").iterdir())) == 1


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is for POSIX")
def test_a_kill_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    target = tmp_path / "deck.pptx"
    for _ in range(8):
        target.write_bytes(OLD)
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(target)], stdout=subprocess.PIPE, text=True
        )
        with writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(secrets.randbelow(30) / 1000)
            writer.send_signal(signal.SIGKILL)
        assert target.read_bytes() in (OLD, NEW)
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == [target]


def test_leftovers_are_swept_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "course").mkdir()
    for name in (f".abc{PART}", f"course/.def{PART}", "course/mine.pdf"):
        (tmp_path / name).write_bytes(b"")
    sweep(tmp_path)
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["mine.pdf"]


@pytest.mark.skipif(os.name == "nt", reason="limits are for POSIX")
def test_a_disk_that_takes_no_more_is_a_fault_that_names_the_file(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    outputs = Outputs(tmp_path)
    outputs.put("a.pdf", b"old", "media/a")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
        with pytest.raises(MachineFault) as raised:
            outputs.put("a.pdf", bytes(20_000), "media/a")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert "a.pdf could not be written: it is larger than" in raised.value.fault.message
    assert (tmp_path / "a.pdf").read_bytes() == b"old"
    assert not list(tmp_path.rglob(f"*{PART}"))


@pytest.mark.parametrize(
    ("number", "said", "ends"),
    [
        (errno.ENOSPC, "the disk is full", True),
        (errno.EROFS, "the disk is read-only", True),
        (errno.EACCES, "locked by another program", False),
        (errno.ENAMETOOLONG, "its name is too long", False),
    ],
)
def test_faults_in_plain_words(number: int, said: str, ends: bool) -> None:
    fault = fault_of(OSError(number, "in the system's words"), "out/a.pdf")
    assert fault.message.startswith("out/a.pdf could not be written: ")
    assert said in fault.message
    assert fault.hint
    assert fault.ends_build is ends


def test_an_unknown_fault_says_what_the_system_says() -> None:
    assert "Odd thing" in fault_of(OSError(9999, "Odd thing"), "x").message
