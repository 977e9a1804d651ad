"""Stylesheets in the sizes of large print."""

from __future__ import annotations

import re

import pytest
from shipped import bundle

from lessonpress.handout.enlarging import LEAST_LINE, LEAST_SIZE, enlarged


@pytest.mark.parametrize(
    ("usual", "large"),
    [
        ("p { font: 10.5pt/15pt var(--serif) }", "p { font: 18pt/25.71pt var(--serif) }"),
        ("p { font: italic 8.5pt/11pt x }", "p { font: normal 18pt/24pt x }"),
        ("p { font-size: 14pt; line-height: 8pt }", "p { font-size: 24pt; line-height: 24pt }"),
        ("p { font: .85em/0 x; line-height: 0 }", "p { font: 1em/0 x; line-height: 0 }"),
        ("p { font-style: italic }", "p { font-style: normal }"),
        ("p { margin: 7pt 0 -14pt }", "p { margin: 12pt 0 -24pt }"),
        ("p { border: .4pt solid; top: 2.5pt }", "p { border: .4pt solid; top: 2.5pt }"),
        ("p { height: 5mm; width: 10% }", "p { height: 5mm; width: 10% }"),
        (":root { --figure-type: 9pt 21pt }", ":root { --figure-type: 18pt 36pt }"),
    ],
)
def test_every_point_is_more_of_them(usual: str, large: str) -> None:
    assert enlarged(usual) == large


def test_no_size_of_ours_is_too_small() -> None:
    for name in ("print", "low-ink", "rtl"):
        css = enlarged(bundle()[f"templates/handout/{name}.css"].decode())
        sizes = re.findall(r"font(?:-size)?:[^;}]*?([\d.]+)pt", css)
        lines = re.findall(r"(?:/|line-height: )([\d.]+)pt", css)
        assert all(float(size) >= LEAST_SIZE for size in sizes)
        assert all(float(line) >= LEAST_LINE for line in lines)
        assert "italic" not in re.sub(r"(?s)/\*.*?\*/", "", css)
