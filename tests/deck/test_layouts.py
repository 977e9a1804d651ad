"""What a template offers: our own, one of another make, and files that are none."""

from __future__ import annotations

import io
import zipfile

import pytest
from gates.samples import read, written

from lessonpress.deck import layouts
from lessonpress.deck import reference as reference_of
from lessonpress.deck.reference import opening

from . import brands
from .making import reference

OFFICE = "application/vnd.openxmlformats-officedocument.presentationml"


def test_our_own_has_a_layout_for_every_role() -> None:
    for role in layouts.ROLES:
        layout = layouts.layout_for(reference(), role)
        assert layout.name == role
        assert layout.title is not None
        assert all(layout.placeholder(name) for name in layouts.ROLES[role])


def test_a_placeholder_inherits_what_it_does_not_say() -> None:
    body = layouts.layout_for(reference(), "content").placeholder("body")
    assert body is not None
    first, second = body.levels[:2]
    assert (first.size, first.face, first.bullet) == (24, "Calibri", "•")
    assert second.size < first.size
    assert second.margin > first.margin
    assert body.frame.width > reference().width / 2


def test_a_template_of_another_make_is_read() -> None:
    other = reference_of.read(brands.plain())
    assert (other.width, other.height) == (9_144_000, 6_858_000)
    layout = layouts.layout_for(other, "content")
    assert layout.title is not None
    assert layout.title.levels[0].size == 44
    assert not other.table_open  # PowerPoint's "Medium Style 2", which has grounds
    body = layout.placeholder("body")
    assert body is not None
    assert (body.kind, body.levels[0].bullet, body.insets.left) == ("obj", "•", 91_440)


@pytest.mark.parametrize(
    "kind",
    [
        f"{OFFICE}.template.main+xml",
        f"{OFFICE}.slideshow.main+xml",
        "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
    ],
)
def test_siblings_of_a_pptx_are_read_as_what_they_hold(kind: str) -> None:
    other = brands.as_kind(brands.plain(), kind)
    assert reference_of.read(other) == reference_of.read(brands.plain())
    assert OFFICE.encode() in read(opening.opened(other))["[Content_Types].xml"]


def _without(part: str) -> bytes:
    parts = read(brands.plain())
    return written({name: data for name, data in parts.items() if name != part})


def _changed(part: str, old: str, new: str) -> bytes:
    parts = read(brands.plain())
    return written({**parts, part: parts[part].replace(old.encode(), new.encode())})


COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not a whole"),
        (b"%PDF-1.7", "not a whole"),
        (brands.plain()[:9000], "not a whole"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "a password protects it"),
        (COMPOUND, "old format"),
        (written({"mimetype": b"application/vnd.oasis.opendocument.presentation"}), "OpenDocument"),
        (written({"[Content_Types].xml": b"<T>x.themeManager+xml</T>"}), "Office theme"),
        (_without("ppt/slideMasters/slideMaster1.xml"), "not a whole"),
        (_without("ppt/slideLayouts/slideLayout3.xml"), "not a whole"),
        (_changed("ppt/presentation.xml", "<p:sldMasterIdLst>", "<p:sldMasterIdLst><"), "not a"),
        (_changed("ppt/presentation.xml", "<p:sldSz", "<p:noSz"), "no slide layouts"),
        (_changed("ppt/theme/theme1.xml", "latin", "greek"), "not a whole"),
    ],
)
def test_what_cannot_be_built_on_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(reference_of.UnusableReference, match=reason):
        reference_of.read(data)


def test_a_bomb_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_UNPACKED", 1_000_000)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", bytes(2_000_000))
    with pytest.raises(reference_of.UnusableReference, match="unpacks"):
        reference_of.read(target.getvalue())
