"""The outside programs that open finished files again."""

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
OUR_TOOLS = REPOSITORY / ".tools" / "node_modules" / ".bin"


def find(name: str) -> str:
    """The path of a program; without it the test skips, and in CI (CI=true) it fails."""
    found = shutil.which(name, path=str(OUR_TOOLS)) or shutil.which(name)
    if found:
        return found
    reason = f"{name} is not installed, so its check cannot run (see .ci/run)"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def run(command: Sequence[str], *, seconds: float, env: Mapping[str, str] | None = None) -> None:
    """Run a program; what it started ends with it, so that none that hangs outlives its time.

    `subprocess.run` would end the first process alone, and wait for ever for an office program
    behind it that still holds its output.
    """
    process = subprocess.Popen(
        command,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        code = process.wait(seconds)
    finally:
        _end_group(process.pid)
    assert code == 0, f"{Path(command[0]).name} ended with {code}"


def _end_group(leader: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)
