"""The command that tells what a template offers."""

from __future__ import annotations

import io
from pathlib import Path

import pptx
import pytest
from deck import brands

from lessonpress.building.proof import examine
from lessonpress.building.reading.brands import read
from lessonpress.building.reading.bundle import read_bundle
from lessonpress.cli import main
from lessonpress.cli.brand import lines


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "content").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LESSONPRESS_PROJECT", raising=False)
    return tmp_path


def test_it_tells_roles_colours_and_fonts(here: Path) -> None:
    (here / "german.pptx").write_bytes(brands.german())
    found = examine(read(here / "german.pptx", "german.pptx"), read_bundle(here))
    told = [line.split() for line in lines(found)]
    assert ["german.pptx:", "13.33", "x", "7.5", "in,", "11", "layouts"] in told
    assert ["title", "Titelfolie", "by", "its", "name", "course,", "authors,", "meta"] in told
    assert ["part", "Abschnittsüberschrift", "by", "its", "name"] in told
    assert ["exercise", "Titel", "und", "Inhalt", "stands", "in", "tag"] in told
    assert ["muted", "#3A4A6B", "1.8:1", "#8FA0C2", "6.1:1"] in told
    assert ["Calibri", "measured"] in told


def test_it_writes_a_deck_of_every_kind_of_slide(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "german.pptx").write_bytes(brands.german())
    assert main(["brand", "german.pptx"]) == 0
    assert "output/german-proof.pptx" in capsys.readouterr().out
    proof = pptx.Presentation(io.BytesIO((here / "output" / "german-proof.pptx").read_bytes()))
    used = {slide.slide_layout.name for slide in proof.slides}
    assert used == {"Titelfolie", "Abschnittsüberschrift", "Titel und Inhalt", "Zwei Inhalte"}


def test_a_file_that_is_no_template_is_refused(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "broken.pptx").write_bytes(b"PK")
    assert main(["brand", "broken.pptx"]) == 1
    assert "broken.pptx:1:1 error[reference-deck-broken]" in capsys.readouterr().out
    assert main(["brand", "missing.pptx"]) == 2
    assert 'There is no file or folder "missing.pptx".' in capsys.readouterr().err
