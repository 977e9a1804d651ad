"""Handouts for tests: Markdown in, pages out, with the shipped templates and fonts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from handout.making import TEMPLATES, Made, make
from lessonpress.building.processes.fontconfig import fontconfig


@pytest.fixture(scope="session", autouse=True)
def shipped_fonts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let fontconfig know the shipped fonts alone, as building does in its workers."""
    conf = tmp_path_factory.mktemp("fonts") / "fonts.conf"
    conf.write_text(fontconfig(str(TEMPLATES / "fonts")), encoding="utf-8")
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(conf)
    yield
    if before is None:
        del os.environ["FONTCONFIG_FILE"]
    else:
        os.environ["FONTCONFIG_FILE"] = before


@pytest.fixture
def handout(tmp_path: Path) -> Callable[..., Made]:
    """Make the handout of a piece of Markdown, or its key, without a diagnostic."""

    def quietly(text: str, **options: Any) -> Made:
        made = make(text, tmp_path, **options)
        assert made.diagnostics == ()
        return made

    return quietly
