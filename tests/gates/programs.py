"""The outside programs that open finished files again."""

import os
import shutil
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
