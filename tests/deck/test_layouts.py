"""What a reference deck offers: our own, and one of another make."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pptx
import pytest

from lessonpress.deck import layouts

from .making import reference


def _another_make() -> bytes:
    """python-pptx's own 4:3 template, which PowerPoint made."""
    template = Path(pptx.__file__).parent / "templates" / "default.pptx"
    return template.read_bytes()


def test_our_own_has_a_layout_for_every_role() -> None:
    roles = (
        "title part content two-columns text-figure full-figure quote exercise solution objectives "
        "questions keypoints discussion sources blank"
    )
    for role in roles.split():
        layout = layouts.layout_for(reference(), role)
        assert layout.name == role
        assert layout.title is not None


def test_a_placeholder_inherits_what_it_does_not_say() -> None:
    body = layouts.layout_for(reference(), "content").placeholder("body")
    assert body is not None
    first, second = body.levels[:2]
    assert (first.size, first.face, first.bullet) == (24, "Calibri", "•")
    assert second.size < first.size
    assert second.margin > first.margin
    assert body.frame.width > reference().width / 2


def test_a_template_of_another_make_is_read() -> None:
    other = layouts.read(_another_make())
    assert (other.width, other.height) == (9_144_000, 6_858_000)
    layout = layouts.layout_for(other, "content")
    assert layout.title is not None
    assert layout.title.levels[0].size == 44
    assert not other.table_open  # PowerPoint's "Medium Style 2", which has grounds
    body = other.layouts[1].placeholders[1]
    assert (body.kind, body.levels[0].bullet, body.insets.left) == ("obj", "•", 91_440)


def test_a_bomb_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layouts, "MOST_UNPACKED", 1_000_000)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", bytes(2_000_000))
    with pytest.raises(layouts.UnusableReference, match="unpacks"):
        layouts.read(target.getvalue())
