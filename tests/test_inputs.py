"""What among the inputs is a font, said in one place for all who use fonts."""

from __future__ import annotations

from pathlib import Path

from shipped import bundle

from lessonpress import measure
from lessonpress.building.processes.temporary import write_fonts
from lessonpress.handout import looks
from lessonpress.inputs import Inputs

REGULAR = bundle()["templates/fonts/Carlito-Regular.ttf"]


def test_a_font_may_end_in_capitals_for_everybody() -> None:
    inputs = Inputs({"templates/fonts/X.TTF": REGULAR, "templates/fonts/OFL.txt": b"licence"})
    assert [*inputs.fonts] == ["templates/fonts/X.TTF"]
    assert measure.fonts(inputs).knows("Carlito")
    assert looks.families(inputs) == {"Carlito"}


def test_fonts_are_read_once_for_all_jobs_of_a_process() -> None:
    first, again = (Inputs({"templates/fonts/a.ttf": bytes(bytearray(REGULAR))}) for _ in range(2))
    assert measure.fonts(first) is measure.fonts(again)
    assert measure.fonts(first).face("Carlito") is measure.fonts(again).face("Carlito")


def test_fonts_whose_names_clash_are_all_written(tmp_path: Path) -> None:
    names = ("a/B.ttf", "a-B.ttf", "c/B.ttf", "c/b.TTF", "B.otf")
    inputs = Inputs({f"templates/fonts/{name}": name.encode() for name in names})
    write_fonts(tmp_path / "fonts", inputs.fonts.values())
    written = [path.read_text("utf-8") for path in (tmp_path / "fonts").iterdir()]
    assert sorted(written) == sorted(names)


def test_decks_neither_name_nor_measure_the_faces_of_paper() -> None:
    arabic = "\N{ARABIC LETTER SEEN}\N{ARABIC LETTER FEH}"
    assert measure.paper_fonts(bundle()).stand_in("Calibri", arabic) == "Noto Naskh Arabic"
    assert measure.fonts(bundle()).stand_in("Calibri", arabic) == ""
