"""Fixture pairs: a small input and, beside it, what is expected to come of it.

`python3 build.py test --refresh` writes the expected files anew; read the difference before you
commit it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Expect = Callable[[Path, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refresh", action="store_true", help="write expected files anew")


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Expect:
    """Compare text with an expected file, or write that file under --refresh."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--refresh"):
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"{path.name} is missing: run the tests with --refresh"
        assert text == path.read_text(encoding="utf-8")

    return compare
