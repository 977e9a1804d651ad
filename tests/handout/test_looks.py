"""A brand's colours and faces on paper."""

from __future__ import annotations

import re

from deck import brands

from handout.making import TEMPLATES
from lessonpress.deck import REFERENCE
from lessonpress.handout import looks
from lessonpress.inputs import Inputs
from lessonpress.model import Look
from lessonpress.templating import Templates
from lessonpress.theme import LEGIBLE, contrast

FILES = Inputs(
    {
        f"templates/{path.relative_to(TEMPLATES).as_posix()}": path.read_bytes()
        for path in TEMPLATES.rglob("*")
        if path.is_file()
    }
)


def styles(**changed: bytes) -> str:
    inputs = FILES.joined({REFERENCE: changed.get("brand", FILES[REFERENCE])})
    dressed = looks.dressed(inputs, Templates(inputs.under("templates")))
    return dressed[looks.STYLES].decode()


def test_words_can_be_read_on_paper_whatever_the_theme() -> None:
    for make in brands.BRANDS.values():
        colors = dict(re.findall(r"--(\w+): #(\w+);", styles(brand=make())))
        words = {role: color for role, color in colors.items() if role != "ground"}
        assert set(words) == {"ink", "muted", "accent", "answer"}
        assert all(contrast(color, "FFFFFF") >= LEGIBLE for color in words.values())
        assert all(contrast(color, colors["ground"]) >= LEGIBLE for color in words.values())
        assert contrast(colors["ground"], "FFFFFF") < 1.25


def test_the_theme_s_own_colours_are_taken_where_they_can_be() -> None:
    assert "--accent: #A8401A;" in styles()


def test_a_face_is_named_where_its_files_are_supplied() -> None:
    assert "font-family" not in styles()
    there = styles(brand=_with_face(b"Gelasio"))
    assert '--serif: "Gelasio", Gelasio, Carlito, serif;' in there


def test_a_face_that_is_missing_is_told() -> None:
    inputs = FILES.joined({REFERENCE: _with_face(b"Somebody Sans")})
    told = [*looks.diagnostics(inputs, Look("brands/x.pptx"))]
    assert [d.code for d in told] == ["brand-font"]
    assert "Somebody Sans" in told[0].message
    assert [*looks.diagnostics(FILES, Look())] == []


def _with_face(name: bytes) -> bytes:
    from gates.samples import read, written

    parts = read(brands.plain())
    theme = parts["ppt/theme/theme1.xml"]
    changed = re.sub(rb'(<a:latin typeface=")Calibri(")', rb"\1" + name + rb"\2", theme)
    assert changed != theme
    return written({**parts, "ppt/theme/theme1.xml": changed})
