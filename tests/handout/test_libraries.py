"""WeasyPrint is imported without the programs by which it would look for libraries."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOADING = """
import subprocess
def started(*_, **__):
    raise AssertionError("a program was started")
subprocess.Popen.__init__ = started
from lessonpress.handout import libraries
libraries.load()
import ctypes.util
assert ctypes.util.find_library.__module__ == "ctypes.util"
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems start none")
def test_no_program_is_started() -> None:
    subprocess.run([sys.executable, "-c", LOADING], check=True)
